"""What the web, a paste or a slip of the hand can bring in: shown as text, or refused by file and line, never obeyed."""

from __future__ import annotations

import json
import os
import re
import resource
from pathlib import Path

import msgspec
import pytest
from lxml import etree, html

from builder.ids import mint
from builder.model import Correction, Fact, Link, Record, Said, Selector
from builder.records.check import text_digest
from tests.desk import ARTICLE, SITE_YAML, bridge_record, tree, waqai, write_site


def children_seconds() -> float:
    """What the commands run so far have cost, in seconds of the processor: how busy a machine is must decide nothing."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


pytestmark = pytest.mark.slow
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</script><svg onload=alert(1)>",
    "<!--<script>",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "</title></textarea></style><iframe srcdoc='<script>alert(1)</script>'>",
    '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example/">',
    "&lt;script&gt;alert(1)&lt;/script&gt; &ltscript",
    "{{ 7*7 }}{% for x in () %}{% endfor %}{# SSTI49 #}${7*7}<%= 7*7 %>",
    "=HYPERLINK(\"https://evil.example/\")",
    "X-INJECTED: 1",
]  # fmt: skip
ALL = " ".join(PAYLOADS)


def poisoned_site(root: Path, payload: str) -> Path:
    """The payload in every field a person types, in the verbatim evidence, in names and in a page of prose."""
    text = f"خبر عن الجسر {payload} نهاية الخبر في مدينة المرفأ.\n"
    evidence = (Selector(f"عن الجسر {payload} نهاية", text.index("عن الجسر")),)
    name = f"كريم {payload}"[:120]  # a key holds at most 128 characters
    fact = Fact(
        mint("x", 1), f"عبارة {payload}", evidence, "reviewed",
        attribution=(Link("speaker", (name,), None, payload, None, "direct"),),
        who=(name,), note=payload, corrections=(Correction("2025-07-05", "fact", payload, payload, payload),),
    )  # fmt: skip
    record = Record(
        mint("s", 1), text_digest(text), "2025-07-04", Said(payload), Said(payload), (payload,), (payload,),
        note=payload, facts=(fact,), names=((name, "new person"), (payload[:120], "new organization")),
    )  # fmt: skip
    write_site(
        root,
        ("poison", text, record),
        site_yaml=SITE_YAML.replace("وقائع المرفأ", "'" + payload.replace("'", "''") + "'"),
    )
    (root / "content/pages/about.md").write_text(
        f"# صفحة {payload}\n\n{payload}\n\n[x](javascript:alert(1)) [y](&#x6A;avascript:alert(1)) ![z](https://evil.example/z.png) [w](//evil.example/)\n",
        "utf-8",
    )
    return root


def active_nodes(page: bytes) -> list[str]:
    """Everything in a page that could run, load or move: what no field may add to."""
    found = []
    for element in html.document_fromstring(page.decode()).iter():
        if not isinstance(element.tag, str):
            found.append("comment")
            continue
        if element.tag in ("iframe", "object", "embed", "base", "form", "svg") or (
            element.tag == "script" and not element.get("src") and element.get("type") != "application/ld+json"
        ):
            found.append(element.tag)
        for key, value in element.attrib.items():
            if key.startswith("on") or key in ("style", "srcdoc"):
                found.append(f"{element.tag}[{key}]")
            if key in ("href", "src", "action") and re.match(r"\s*(javascript|data|vbscript):|//|\\\\", value.lower()):
                found.append(f"{element.tag}[{key}={value}]")
            if key in ("src",) and value.startswith("http"):
                found.append(f"{element.tag}[{key}={value}]")
        if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            found.append("refresh")
    return found


@pytest.mark.parametrize("payload", [*PAYLOADS, ALL], ids=[*(f"p{i}" for i in range(len(PAYLOADS))), "all"])
def test_markup_in_any_field_is_text(tmp_path: Path, payload: str) -> None:
    clean = tree_of(poisoned_site(tmp_path / "clean", "نص عادي"))
    dirty = tree_of(poisoned_site(tmp_path / "dirty", payload))
    allowed = {name for page in clean.values() for name in page[0]}
    for path, (nodes, _) in dirty.items():
        assert set(nodes) <= allowed, (path, nodes)
    everything = b"".join(tree(tmp_path / "dirty/public").values())
    assert b"SSTI49" not in everything or b"{# SSTI49 #}" in everything
    assert not re.search(rb"(?m)^X-INJECTED", everything)


def tree_of(root: Path) -> dict[str, tuple[list[str], bytes]]:
    done = waqai(root, "build", "-q")
    assert done.returncode == 0, done.stderr
    pages = {}
    for path, data in tree(root / "public").items():
        if path.endswith(".html"):
            pages[path] = (active_nodes(data), data)
            for block in re.findall(rb'<script type="application/ld\+json">(.*?)</script>', data, re.S):
                assert b"<" not in block
                json.loads(block)
        elif path.endswith(".json"):
            json.loads(data)
        elif path.endswith(".xml"):
            etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    return pages


def test_evidence_stays_byte_exact_in_json(tmp_path: Path) -> None:
    root = poisoned_site(tmp_path, ALL)
    assert waqai(root, "build", "-q").returncode == 0
    fact = json.loads((root / f"public/f/{mint('x', 1)}.json").read_bytes())
    assert f"عن الجسر {ALL} نهاية" in json.dumps(fact, ensure_ascii=False).replace('\\"', '"')


def test_no_page_asks_another_host_and_policy_is_strict(tmp_path: Path) -> None:
    write_site(tmp_path)
    assert waqai(tmp_path, "build", "-q").returncode == 0
    for path, data in tree(tmp_path / "public").items():
        if path.endswith(".html"):
            assert b"default-src &#39;none&#39;" in data and b"unsafe-inline" not in data
            assert not re.findall(
                rb'<(?:script|img|link[^>]*rel="(?:stylesheet|preload)")[^>]*(?:src|href)="https?:', data
            ), path
            assert [node for node in active_nodes(data) if node != "svg"] in ([], ["form"]), path
            assert (
                data.count(b"<form") == data.count(b'<form class="find" role="search" action="/search/">')
                or path == "search/index.html"
            )
    headers = (tmp_path / "public/_headers").read_text("utf-8")
    for name in (
        "Content-Security-Policy: default-src 'none'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy:",
        "Permissions-Policy:",
    ):
        assert name in headers


# ---- records, pages and settings in fault -----------------------------------------------------------------------------


def build_fails(root: Path, *says: str, seconds: float = 20.0) -> None:
    before = tree(root)
    used = children_seconds()
    done = waqai(root, "build")
    assert children_seconds() - used < seconds
    assert done.returncode == 1, done.stderr[-500:]
    assert "Traceback" not in done.stderr and "\x1b" not in done.stderr and "\u202e" not in done.stderr
    for said in says:
        assert said in done.stderr
    assert {p: d for p, d in tree(root).items() if not p.startswith(".cache")} == before


RECORD_FAULTS = {
    "nel": ("note: سطر\u0085note2: x\n", "U+0085"),
    "line-separator": ("note: 'أ\u2028ب'\n", "U+2028"),
    "escape": ("note: 'أ\x1b[2Jب'\n", "U+001B"),
    "nul-escape": ('note: "\\0"\n', "U+0000"),
    "surrogate": ('note: "\\ud800"\n', "bridge.yaml"),
    "rlo": ("note: أ\u202eب\n", "U+202E"),
    "rlm-key": ("\u200fnote: أ\n", "U+200F"),
    "colon": ("note: قال لافروف: نعم\n", "a colon followed by a space"),
    "quote": ('note: "آسيان" تجتمع\n', "begins with a quotation mark"),
    "hash": ("note: نص # تعليق\n", "stops before ` #`"),
    "hashtag": ("note: #غزة تحت القصف\n", "begins with `#`"),
    "conflict": ("<<<<<<< HEAD\nnote: x\n=======\nnote: y\n>>>>>>> b\n", "a conflict of git"),
    "unclosed": ('note: "نص بلا نهاية\n', "begins with a quotation mark"),
    "alias-bomb": ("a: &a [x]\nb: &b [*a, *a]\n", "anchors and aliases"),
    "object": ("note: !!python/object/apply:os.system ['touch TOUCHED']\n", "tags"),
    "merge": ("<<: {note: x}\n", "merge keys"),
    "duplicate": ("added: 2025-07-04\n", "second time"),
    "document": ("---\nid: x\n", "second document"),
    "brackets": ("note: " + "[" * 100_000 + "\n", "nested deeper"),
    "closed-brackets": ("note: " + "[" * 100_000 + "]" * 100_000 + "\n", "nested deeper"),
    "dashes": ("note:\n  " + "- " * 100_000 + "x\n", "nested deeper"),
    "javascript": ("url: javascript:alert(1)\n", "not a web address"),
    "tab-javascript": ('url: "java\\tscript:alert(1)"\n', "not a web address"),
    "file": ("url: file:///etc/passwd\n", "not a web address"),
    "userinfo": ("url: https://trusted@evil.example/\n", "not a web address"),
    "unknown": ("notte: x\n", "Did you mean `note`?"),
    "long-value": (f"note: {'ن' * 65_000}\n", "at most 64,000"),
    "long-key": (f"{'ن' * 200}: x\n", "the key is too long"),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORD_FAULTS)
def test_a_record_in_fault_is_refused_by_file_and_line(tmp_path: Path, name: str) -> None:
    addition, says = RECORD_FAULTS[name]
    path = write_site(tmp_path) / "content/records/bridge.yaml"
    touched = tmp_path / "touched"  # what the tag would make if it were obeyed
    addition = addition.replace("TOUCHED", str(touched))
    path.write_bytes((path.read_text("utf-8") + "\n" + addition).encode("utf-8", "surrogatepass"))
    build_fails(tmp_path, "content/records/bridge.yaml:", says)
    assert not touched.exists()


@pytest.mark.parametrize("name", ["utf-16", "cp1256", "empty", "list", "huge", "lines"])
def test_a_file_that_is_no_record_is_refused(tmp_path: Path, name: str) -> None:
    path = write_site(tmp_path) / "content/records/bridge.yaml"
    text = path.read_text("utf-8")
    data = {
        "utf-16": text.encode("utf-16"), "cp1256": text.replace("ّ", "").encode("cp1256", "replace"), "empty": b"",
        "list": b"- x\n", "huge": text.encode() + b"# x\n" * 600_000, "lines": text.encode() + b"#\n" * 60_000,
    }[name]  # fmt: skip
    path.write_bytes(data)
    build_fails(tmp_path, "content/records/bridge.yaml")


DATES = ["Y10000", "-0044", "0000", "2025-02-30", "2025-13", "2025-07-11/2025-07-10", "٢٠٢٥-٠٧", "2025-07-1١", "9" * 70]


@pytest.mark.parametrize("date", DATES)
def test_a_date_that_is_none_is_refused(tmp_path: Path, date: str) -> None:
    path = write_site(tmp_path) / "content/records/bridge.yaml"
    path.write_text(path.read_text("utf-8").replace("edtf: 2025-09", f"edtf: {date}"), "utf-8")
    build_fails(tmp_path, "content/records/bridge.yaml:", "edtf")


def test_an_interval_of_all_time_is_one_row(tmp_path: Path) -> None:
    """`0001/9999` makes no page per year."""
    path = write_site(tmp_path) / "content/records/bridge.yaml"
    path.write_text(path.read_text("utf-8").replace("edtf: 2025-09", "edtf: 0001/9999"), "utf-8")
    assert waqai(tmp_path, "build", "-q").returncode == 0
    assert len([page for page in (tmp_path / "public/timeline").iterdir() if page.name[0].isdigit()]) < 4


POSITIONS = ["-1", "99999999999", "9" * 5000, "0x10", "١٢", "هنا", "1.5"]


@pytest.mark.parametrize("at", POSITIONS)
def test_a_position_that_is_none_is_refused(tmp_path: Path, at: str) -> None:
    path = write_site(tmp_path) / "content/records/bridge.yaml"
    path.write_text(re.sub(r"(?m)^        at: [0-9]+$", f"        at: {at}", path.read_text("utf-8"), count=1), "utf-8")
    build_fails(tmp_path, "content/records/bridge.yaml:", "`at` must be a whole number")


def test_one_id_in_two_files_names_both_places(tmp_path: Path) -> None:
    record = bridge_record()
    text = ARTICLE + "\nسطر.\n"
    other = msgspec.structs.replace(record, id=mint("s", 2), text_sha256=text_digest(text))
    write_site(tmp_path, ("a", ARTICLE, record), ("b", text, other))
    build_fails(tmp_path, "content/records/b.yaml:", "is taken (content/records/a.yaml:")


@pytest.mark.parametrize("kind", ["link", "loop", "pipe", "folder", "device"])
@pytest.mark.parametrize("folder", ["sources", "texts", "records", "entities", "pages"])
def test_what_is_no_file_is_refused_by_name(tmp_path: Path, kind: str, folder: str) -> None:
    root = write_site(tmp_path / "site")
    (tmp_path / "secret").write_text("CANARY")
    suffix = {"sources": ".txt", "texts": ".txt", "pages": ".md"}.get(folder, ".yaml")
    path = root / "content" / folder / f"trap{suffix}"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to({"link": tmp_path / "secret", "loop": path, "device": "/dev/zero"}[kind])
    used = children_seconds()
    done = waqai(root, "build")
    assert children_seconds() - used < 10
    assert done.returncode == 1 and f"content/{folder}/trap{suffix}: a " in done.stderr
    assert "CANARY" not in done.stderr and not list(
        (root / "public").rglob("*.html") if (root / "public").exists() else []
    )


# ---- articles ---------------------------------------------------------------------------------------------------------

SENTENCE = "افتتح وزير النقل كريم الدالي جسر النهر صباح الخميس. "
ARTICLES = {
    "shaddas": "نص" + "\u0651" * 200_000 + " عادي. " + SENTENCE,
    "guillemets": "«" * 50_000 + SENTENCE,
    "dates": SENTENCE + "10 يوليو 2025 " * 12_000,
    "spaces": SENTENCE + "10" + " " * 200_000 + "يوليو",
    "one-line": SENTENCE * 8_000,
    "marks": SENTENCE + "؟!.،:" * 16_000,
    "brackets": SENTENCE + "(" * 100_000,
    "words": SENTENCE + "وقال " * 16_000,
    "digits": SENTENCE + "1" * 200_000,
    "opened": SENTENCE + '«قال "' * 8_000,
    "said": SENTENCE + "قال إن " * 8_000,
    "colons": SENTENCE + "قال: " * 20_000,
    "template": SENTENCE + PAYLOADS[9],
    "script": SENTENCE + PAYLOADS[0],
}


@pytest.mark.parametrize("name", ARTICLES)
def test_a_hostile_article_is_drafted_in_linear_time(tmp_path: Path, name: str) -> None:
    root = write_site(tmp_path / "site")
    (tmp_path / f"{name}.txt").write_text(ARTICLES[name] + "\n", "utf-8")
    used = children_seconds()
    done = waqai(root, "add", f"../{name}.txt")
    assert children_seconds() - used < 10
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr[-800:]
    assert waqai(root, "build", "-q").returncode == 0


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body><article><h1>افتتاح جسر النهر</h1><p>{SENTENCE}</p>{body}</article></body></html>"


PAGES = {
    "divs": page("<div>" * 300 + "<p>الكلمة الأخيرة في القاع</p>" + "</div>" * 300),
    "xxe": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + page("<p>قبل &x; بعد</p>"),
    "stylesheet": page("<p>نص</p>", '<link rel="stylesheet" href="file:///etc/passwd">'),
    "utf7": page(
        "<p>+ADw-script+AD4-alert(1)</p>", '<meta http-equiv="content-type" content="text/html; charset=utf-7">'
    ),
    "lying": page("<p>نص</p>").replace("charset=utf-8", "charset=windows-1252"),
    "unclosed": "<html><body><p>" + SENTENCE + "<p><b><i>" + SENTENCE,
    "after": page("<p>نص</p>") + "<p>كلمات بعد نهاية الصفحة</p>",
    "canonical": page(
        "<p>نص</p>", '<link rel="canonical" href="https://x/أخبار عاجلة"><link rel="canonical" href="http://[::1">'
    ),
    "comment": page("<!-- <p>مخفي</p> --><p>ظاهر</p>"),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_visible_word_of_a_page_is_kept_or_the_page_refused(tmp_path: Path, name: str) -> None:
    root = write_site(tmp_path / "site")
    (tmp_path / f"{name}.html").write_text(PAGES[name], "utf-8")
    done = waqai(root, "add", f"../{name}.html")
    assert "Traceback" not in done.stderr and "root:" not in done.stderr
    if done.returncode == 0:
        text = (root / f"content/texts/{name}.txt").read_text("utf-8")
        assert "افتتح وزير النقل" in text and "root:" not in text
        assert name != "after" or "كلمات بعد نهاية الصفحة" in text
        assert name != "divs" or "الكلمة الأخيرة في القاع" in text
        assert waqai(root, "build", "-q").returncode == 0
        everything = b"".join(tree(root / "public").values())
        assert b"<script>alert" not in everything


def test_a_gigantic_article_is_refused_before_it_is_read(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(10**9)
    used = children_seconds()
    done = waqai(root, "add", "../huge.txt")
    assert done.returncode == 1 and "1,000,000,000 bytes" in done.stderr
    assert children_seconds() - used < 5
