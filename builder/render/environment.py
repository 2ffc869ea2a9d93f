"""Templates to bytes: one Jinja environment per site, strict about names, and errors that point into the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import jinja2
from jinja2 import BaseLoader, Environment, StrictUndefined, Template
from msgspec import Struct

from builder import limits
from builder.config import Config
from builder.errors import Both, BuildError
from builder.files import read_file
from builder.render import cards
from builder.render.compiled import Compiled
from builder.render.filters import filters
from builder.render.lean import LeanEnvironment
from builder.render.theme import preloads
from builder.site.hosting import ASSETS, META_CSP
from builder.site.permalinks import Addresses
from builder.site.views import CardView, Page, raw_bytes

_HERE = Path(__file__).parent
# What jinja raises for a fault of a template, and what a wrong expression in one raises.
_TEMPLATE_FAULTS = (jinja2.TemplateError, TypeError, ValueError, AttributeError, KeyError, ZeroDivisionError)


def packaged_templates() -> Path:
    """The folder of the templates that come with the program: inside the package, or beside it in the repository."""
    inside = _HERE.parent / "templates"
    return inside if inside.is_dir() else _HERE.parent.parent / "templates"


class MenuItem(Struct, frozen=True):
    """A link of the menu; canonical marks the page that is open."""

    label: str
    href: str
    canonical: str


class Chrome(Struct, frozen=True):
    """What every page of one site shares. Its repr is part of every page's key."""

    title: str
    description: str
    publisher: str
    contact: str | None
    notice: str | None
    logo: str | None
    image: str
    image_alt: str
    image_is_own: bool
    home: str
    menu: tuple[MenuItem, ...]
    corrections: str
    honesty: str
    search: str | None
    atom: str | None
    json_feed: str | None
    csp: str
    preloads: tuple[str, ...]
    assets: tuple[tuple[str, str], ...]


class _Loader(BaseLoader):
    """Reads `NAME` from the first folder that has it; a link or a device is an error, never followed."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if ".." in template.split("/") or template.startswith("/"):
            raise jinja2.TemplateNotFound(template)
        for folder in self.folders:
            if (folder / template).exists() or (folder / template).is_symlink():
                data = read_file(folder, template, limits.PROSE_BYTES)
                return data.decode("utf-8"), f"templates/{template}", lambda: True
        raise jinja2.TemplateNotFound(template)


SOCIAL = "social.png"  # of templates/static: the picture of a site that names none


class Renderer:
    """Renders the pages of one site.

    template_dirs: the site's own folder first, the packaged one last. assets: addresses of static files by name,
    from `load_assets`.
    """

    def __init__(self, config: Config, template_dirs: Sequence[Path], assets: Mapping[str, str]) -> None:
        self._site = _chrome(config, assets)
        addresses = Addresses(config)
        hrefs = {name: addresses.href(address) for name, address in assets.items()}

        def asset(name: str) -> str:
            if name not in hrefs:
                raise jinja2.TemplateRuntimeError(f"there is no templates/static/{name}")
            return hrefs[name]

        self._compiled = Compiled(f"{config.digits} {config.root_path}")
        self.environment = LeanEnvironment(
            loader=_Loader(template_dirs),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=self._compiled,
        )
        self.environment.globals |= {"site": self._site, "asset": asset, "kept": _keeper()}
        self.environment.filters |= filters(config.digits)
        self.environment.filters["prose"] = _prose(config.root_path)
        self._digests: dict[str, bytes] = {}
        self._templates: dict[str, Template] = {}

    def render(self, page: Page) -> bytes:
        """The bytes of one page. Raises BuildError with the template's file and line where it cannot be rendered."""
        if isinstance(page.view, CardView):
            return cards.draw_card(page.view)
        if page.template is None:
            return raw_bytes(page)
        try:
            template = self._templates.get(page.template)
            if template is None:
                template = self._templates[page.template] = self.environment.get_template(page.template)
            return template.render(view=page.view).encode("utf-8")
        except _TEMPLATE_FAULTS as error:
            raise _template_error(error, page) from error

    def keep_compiled(self) -> None:
        """Spare the next process the compiling of the packaged templates."""
        folder = packaged_templates()
        loader = _Loader([folder])
        names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
        self._compiled.keep((name, loader.get_source(self.environment, name)[0]) for name in names)

    def digest(self, template: str) -> bytes:
        """A digest of a template and of every template it reaches."""
        found = self._digests.get(template)
        if found is None:
            digest = blake2b(digest_size=16)
            for name in sorted(self._reached(template)):
                digest.update(name.encode() + b"\0" + self._source(name).encode() + b"\0")
            found = self._digests[template] = digest.digest()
        return found

    @cached_property
    def chrome(self) -> bytes:
        """A digest of everything else that a page is made from: the site's constants, this code, the engines."""
        digest = blake2b(repr(self._site).encode(), digest_size=16)
        digest.update(self.environment.filters["digits"]("0123456789").encode())
        for path in sorted(_HERE.glob("*.py")):
            digest.update(path.read_bytes())
        for name in ("jinja2", "markupsafe", "markdown-it-py"):
            digest.update(version(name).encode())
        return digest.digest()

    def _source(self, name: str) -> str:
        loader = self.environment.loader
        assert loader is not None
        return loader.get_source(self.environment, name)[0]

    def _reached(self, template: str) -> set[str]:
        reached: set[str] = set()
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name in reached:
                continue
            reached.add(name)
            try:
                others = self._compiled.referenced(self._source(name), name)
            except jinja2.TemplateError as error:
                raise _template_error(error, None, name) from error
            for other in others:
                if other is None:
                    raise BuildError(
                        f"templates/{name}",
                        None,
                        Both(
                            "a template is named by an expression, so nobody can tell which pages it changes",
                            "قالب يُسمّى بتعبير، فلا يُعرف أي صفحات تتغير بتغيّره",
                        ),
                        Both("Write its name between quotation marks.", "اكتب اسمه بين علامتي اقتباس."),
                    )
                waiting.append(other)
        return reached


def _prose(root_path: str) -> Callable[[str, str], str]:
    @cache
    def renderer() -> Callable[[str, str], str]:
        # Only now: most builds change no page of prose, and the reader of Markdown is a fifth of all imports.
        from builder.render.prose import prose_renderer

        return prose_renderer(root_path)

    return lambda markdown, path: renderer()(markdown, path)


def _keeper() -> Callable[..., str]:
    """`kept(macro, row)`: what a macro makes of equal values, made once. A fact stands in ten lists of a site."""

    @lru_cache(maxsize=50_000)
    def kept(macro: Callable[..., str], *values: object) -> str:
        return macro(*values)

    return kept


def _chrome(config: Config, assets: Mapping[str, str]) -> Chrome:
    addresses = Addresses(config)
    own = [
        *([("الخط الزمني", addresses.timeline())] if config.outputs.timeline else []),
        ("الأسماء", addresses.entities()),
        ("المصادر", addresses.sources),
        ("التصويبات", addresses.corrections),
    ]
    feeds = config.outputs.feeds
    return Chrome(
        title=config.title,
        description=config.description,
        publisher=config.publisher,
        contact=config.contact,
        notice=config.notice,
        logo=config.logo,
        image=addresses.absolute(_picture(config, assets)),
        image_alt=f"{config.title}: {config.description}" if config.description else config.title,
        image_is_own=config.image is None,
        home=addresses.href("/"),
        menu=tuple(
            MenuItem(label, addresses.href(address), addresses.absolute(address))
            for label, address in config.menu or own
        ),
        corrections=addresses.href(addresses.corrections),
        honesty=addresses.href(addresses.honesty),
        search=addresses.href(addresses.search) if config.outputs.search else None,
        atom=addresses.href("/atom.xml") if feeds else None,
        json_feed=addresses.href("/feed.json") if feeds else None,
        csp=META_CSP,
        preloads=tuple(addresses.href(assets[name]) for name in preloads(config.theme) if name in assets),
        assets=tuple(sorted((name, addresses.href(address)) for name, address in assets.items())),
    )


def _picture(config: Config, assets: Mapping[str, str]) -> str:
    """The address of the site's own social image."""
    if config.image is not None and config.image not in assets:
        raise BuildError(
            "site.yaml", None,
            Both(f"`image` names a file that is not there: {config.image}", f"تسمّي `image` ملفاً غير موجود: {config.image}"),
            Both("Put it into templates/static/.", "ضعه في templates/static/."),
        )  # fmt: skip
    return assets.get(config.image or SOCIAL, f"{ASSETS}{SOCIAL}")


def _template_error(error: Exception, page: Page | None, name: str | None = None) -> BuildError:
    """`error` with the place in the template: a syntax error knows it, any other has it in its traceback."""
    path, line = f"templates/{name or (page.template if page else None)}", None
    if isinstance(error, jinja2.TemplateSyntaxError):
        path, line = error.filename or path, error.lineno
    elif isinstance(error, jinja2.TemplateNotFound):
        return BuildError(
            path,
            None,
            Both(f"there is no template {error.name}", f"لا قالب باسم {error.name}"),
            Both("Look at its name in `extends`, `include` or `import`.", "راجع اسمه في `extends` أو `include`."),
        )
    else:
        trace = error.__traceback__
        while trace is not None:
            # Jinja gives frames of a template the template's own file name and line.
            file = trace.tb_frame.f_code.co_filename
            if file.startswith("templates/"):
                path, line = file, trace.tb_lineno
            trace = trace.tb_next
    told = f"{error.message or ''}" if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
    where = f" ({page.address})" if page else ""
    return BuildError(
        path,
        line,
        Both(f"the template cannot be rendered: {told}{where}", f"تعذّر تصيير القالب: {told}{where}"),
        Both("Mend the template; a file of the same name in templates/ hides the packaged one.", "أصلح القالب."),
    )
