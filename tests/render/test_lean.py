"""Templates compiled our way print what stock Jinja prints, byte for byte, and refuse what it refuses."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateRuntimeError
from markupsafe import Markup

from builder.render.environment import Renderer, packaged_templates
from builder.render.lean import LeanEnvironment
from builder.site.index import build_index
from builder.site.plan import plan
from tests.render.test_rendered_pages import PLAIN_ASSETS
from tests.site.fixture import CONFIG, content

SHARED = {
    "base.html": "<h1>{% block head %}أصل{% endblock %}</h1>{{ self.head() }}{% include 'part.html' %}",
    "part.html": "{{ name }} {{ row.title }}",
    "macros.html": "{% macro bold(text, tail='؛') %}<b>{{ text }}{{ tail }}</b>{% endmacro %}"
    "{% macro rest() %}{{ varargs | join('،') }}{{ kwargs | length }}{% endmacro %}"
    "{% macro around() %}[{{ caller('داخل') }}]{% endmacro %}{% macro nested(x) %}{{ bold(bold(x)) }}{% endmacro %}",
}


class Row:
    title = "جسر <النهر> & \"المرفأ\" 'القديم'"
    safe = Markup("<i>مائل</i>")
    number = 7
    nothing = None


TEMPLATES = [
    "{{ row.title }} {{ row.safe }} {{ row.number }} {{ row.nothing }} {{ 1.5 }} {{ true }}",
    "{{ row.title ~ row.safe }} {{ row.safe ~ row.title }} {{ (row.title, row.safe) }}",
    "{{ {'عدد': 3, 'items': 4}.عدد }} {{ {'وصف': {'x': '<'}}.وصف.x }}",
    "{% if row.missing is defined %}هنا{% else %}ليس هنا{% endif %} {{ row.missing | default('بديل <') }}",
    "{% for n in names %}{{ loop.index }}{{ loop.last }}{{ n | upper }}{% else %}لا أحد{% endfor %}",
    "{% for n in names if n != 'ب' recursive %}{{ n }}{% if loop.depth < 2 %}{{ loop(['ج']) }}{% endif %}{% endfor %}",
    "{% from 'macros.html' import bold, nested %}{{ bold(row.title) }}{{ bold(tail='!', text=row.safe) }}{{ nested('<') }}",
    "{% import 'macros.html' as m %}{{ m.rest(1, 2, a=3) }}{% call(word) m.around() %}{{ word }}{{ row.title }}{% endcall %}",
    "{% macro own(x) %}{{ x }}{{ name }}{% endmacro %}{% for n in names %}{{ own(n) }}{% endfor %}",
    "{% extends 'base.html' %}{% block head %}{{ super() }}{% for n in names %}{{ n }}{% endfor %}{% endblock %}",
    "{% set box = namespace(seen=0) %}{% for n in names %}{% set box.seen = box.seen + 1 %}{% endfor %}{{ box.seen }}",
    "{% set text %}<{{ row.title }}>{% endset %}{{ text }}{% filter upper %}<a>{{ row.safe }}{% endfilter %}",
    "{% autoescape false %}{{ row.title }}{% macro raw(x) %}{{ x }}{% endmacro %}{{ raw('<') }}{% endautoescape %}",
    "{{ range(3) | list }} {{ row.title.split(' ')[0] }} {{ joiner(',')() }} {{ name.__class__.__name__ }}",
]
FAULTS = [
    "{{ row.missing }}",
    "{{ nobody }}",
    "{{ nobody.name }}",
    "{{ row.missing.name }}",
    "{% from 'macros.html' import bold %}{{ bold() }}",
    "{% from 'macros.html' import bold %}{{ bold(1, 2, 3) }}",
    "{% from 'macros.html' import bold %}{{ bold('س', wrong=1) }}",
    "{% from 'macros.html' import around %}{{ around() }}",
    "{{ row.title() }}",
]


def rendered(kind: type[Environment], source: str) -> str:
    environment = kind(loader=DictLoader({**SHARED, "page": source}), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page").render(row=Row(), name="سامر <", names=["أ", "ب", "<"])


@pytest.mark.parametrize("source", TEMPLATES)
def test_a_template_prints_what_stock_jinja_prints(source: str) -> None:
    assert rendered(LeanEnvironment, source) == rendered(Environment, source)


@pytest.mark.parametrize("source", FAULTS)
def test_a_fault_is_the_fault_of_stock_jinja(source: str) -> None:
    told = []
    for kind in (LeanEnvironment, Environment):
        with pytest.raises((TemplateRuntimeError, TypeError)) as caught:
            rendered(kind, source)
        told.append((caught.type, str(caught.value)))
    assert told[0] == told[1]


def test_every_page_of_a_site_is_what_stock_jinja_makes_of_it() -> None:
    renderer = Renderer(CONFIG, [packaged_templates()], PLAIN_ASSETS)
    lean = renderer.environment
    stock = Environment(
        loader=lean.loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    stock.globals |= {name: lean.globals[name] for name in ("site", "asset", "kept")}
    stock.filters |= lean.filters
    pages = [page for page in plan(build_index(content())) if page.template]
    assert len({page.template for page in pages}) > 10
    for page in pages:
        assert page.template is not None
        expected = stock.get_template(page.template).render(view=page.view)
        assert renderer.render(page) == expected.encode(), page.address
