"""How papers cite a fact: a sentence, BibTeX, and CSL-JSON, which Zotero and other reference managers read."""

from __future__ import annotations

import re

from builder.site.exports import Json, write_json
from builder.site.index import Entry
from builder.site.permalinks import file_of
from builder.site.shown import Shown
from builder.site.views import Citation, Page
from builder.text.bidi import show_overrides

# What BibTeX takes for its own: braces end a value, the rest are commands of TeX. Arabic passes as it is (biber, XeLaTeX).
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_TEX_CHARACTER = re.compile("[" + re.escape("".join(_TEX)) + "]")


def citation(entry: Entry, shown: Shown) -> Citation:
    """The forms of one shown fact."""
    address, has_files = shown.addresses.fact(entry.id), shown.config.outputs.json
    changed = shown.changed(entry.fact, entry.home)
    state = shown.state_elsewhere(entry)
    said = "، ".join(name.name for name in shown.speakers(entry)) if entry.fact.modality != "denied" else ""
    source = shown.source(entry.home)
    rests = f"عن {source.outlet.name}" if source.outlet else ""
    parts = [
        f"{author(shown)}. «{entry.fact.statement.rstrip('. ')}»" + (f" [{state}]" if state else ""),
        shown.config.title if shown.config.title != author(shown) else "",
        "، ".join(part for part in (f"القائل: {said}" if said else "", rests) if part),
        shown.day(changed),
    ]
    sentence = ". ".join(part for part in parts if part)
    return Citation(
        # The address has its own line: in a line of Arabic its last stroke would be shown before it.
        text=show_overrides(f"{sentence}.\n{shown.addresses.absolute(address)}"),
        author=author(shown),
        date=changed,
        bibtex=shown.addresses.href(f"{address}cite.bib") if has_files else None,
        csl=shown.addresses.href(f"{address}cite.json") if has_files else None,
    )


def citation_pages(entry: Entry, shown: Shown) -> list[Page]:
    """The two files beside a shown fact."""
    changed = shown.changed(entry.fact, entry.home)
    return _pages(entry.id, entry.fact.statement, changed, shown.state_elsewhere(entry), shown)


def absent_citation_pages(fact_id: str, heading: str, shown: Shown) -> list[Page]:
    """The two files beside a fact that does not stand now: they say so, in the words of its page, and not what it said."""
    return _pages(fact_id, heading, None, heading, shown)


def _pages(fact_id: str, title: str, changed: str | None, note: str, shown: Shown) -> list[Page]:
    address = shown.addresses.fact(fact_id)
    link = shown.addresses.absolute(address)
    files = {
        f"{address}cite.bib": _bibtex(fact_id, title, changed, note, link, shown),
        f"{address}cite.json": _csl(fact_id, title, changed, note, link, shown),
    }
    return [Page(file_of(a), a, "cite", None, data) for a, data in files.items()]


def author(shown: Shown) -> str:
    """Who publishes the site and so stands for its pages."""
    return shown.config.publisher or shown.config.title


def _bibtex(fact_id: str, title: str, changed: str | None, note: str, link: str, shown: Shown) -> bytes:
    fields = {
        "author": f"{{{_tex(author(shown))}}}",  # in braces: a body, not a first name and a last
        "title": f"{{{_tex(title)}}}",
        "organization": _tex(shown.config.title),
        "langid": "arabic",
        "url": link,
    }
    if changed:
        fields |= {"date": changed, "year": changed[:4]}
    if note:
        fields["note"] = _tex(note)
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return ("\n".join([f"@online{{{fact_id},", *lines, "}"]) + "\n").encode()


def _tex(text: str) -> str:
    return _TEX_CHARACTER.sub(lambda found: _TEX[found[0]], " ".join(text.split()))


def _csl(fact_id: str, title: str, changed: str | None, note: str, link: str, shown: Shown) -> bytes:
    item: dict[str, Json] = {
        "id": fact_id,
        "type": "webpage",
        "title": title,
        "container-title": shown.config.title,
        "author": [{"literal": author(shown)}],
        "language": "ar",
        "URL": link,
    }
    if changed:
        item["issued"] = {"date-parts": [[int(part) for part in changed.split("-")]]}
    if note:
        item["note"] = note
    return write_json([item]) + b"\n"
