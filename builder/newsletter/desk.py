"""Where an issue meets the disk: its file in content/newsletters, and the mail that is made from it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from builder.errors import Both, BuildError
from builder.files import write_durable, write_rebuildable
from builder.issues import FOLDER, SLUG, bad_slug, parse_issue, write_issue
from builder.newsletter.compose import Asked, compose
from builder.newsletter.mail import Letter, write_letter
from builder.site.index import Issue, SiteContent, build_index
from builder.site.issues import WITHDRAWN, find_entry
from builder.site.shown import Shown, shortened

OUTPUT = "newsletters"
_COMMENT = 60  # characters of a statement beside its id


class Made(Struct, frozen=True):
    """What a command made. path: of the issue's file; new: False where it was there before; files: the mail."""

    issue: Issue
    letter: Letter
    path: str
    new: bool
    files: tuple[Path, Path]


def make(root: Path, content: SiteContent, asked: Asked, output: Path, *, dry: bool) -> Made:
    """Compose a new issue; unless `dry`, write its file and its mail. Raises Faults for a fact that may not be sent."""
    if asked.slug is not None and not SLUG.fullmatch(asked.slug):
        raise bad_slug(f"{FOLDER}/{asked.slug[:60]}.yaml")
    issue = compose(asked, Shown(build_index(content)))
    shown = Shown(build_index(replace(content, issues=(*content.issues, issue))))
    made = _made(issue, shown, output, new=True)
    if dry or not (issue.facts or issue.corrections):
        return made
    text = write_issue(issue, _told(issue, shown))
    parse_issue(text, made.path)  # a title with a hidden mark, say: better refused now than at the next build
    write_durable(root, made.path, text.encode())
    _write_mail(made)
    return made


def remake(content: SiteContent, slug: str, output: Path, *, dry: bool) -> Made:
    """The mail of an issue that has its file, as that stands now. Raises BuildError where there is no such issue."""
    slug = slug.removeprefix(f"{FOLDER}/").removesuffix(".yaml")
    issue = next((issue for issue in content.issues if issue.slug == slug), None)
    if issue is None:
        names = ", ".join(sorted(other.slug for other in content.issues)[-5:])
        raise BuildError(
            f"{FOLDER}/{slug[:60]}.yaml", None,
            Both("there is no such issue", "لا عدد بهذا الاسم"),
            Both(f"The last ones: {names}." if names else "A new one: waqai newsletter --since 7d",
                 f"آخر الأعداد: {names}." if names else "لعدد جديد: waqai newsletter --since 7d"),
        )  # fmt: skip
    made = _made(issue, Shown(build_index(content)), output, new=False)
    if not dry:
        _write_mail(made)
    return made


def _made(issue: Issue, shown: Shown, output: Path, *, new: bool) -> Made:
    letter = write_letter(issue, shown)
    files = (output / f"{issue.slug}.html", output / f"{issue.slug}.txt")
    return Made(issue, letter, f"{FOLDER}/{issue.slug}.yaml", new, files)


def _told(issue: Issue, shown: Shown) -> dict[str, str]:
    """The first words of each fact: an id says nothing to who edits the file."""
    found = {}
    for fact_id in (*issue.facts, *(fact_id for fact_id, _ in issue.corrections)):
        entry = find_entry(fact_id, shown)
        gone = entry is None or entry.fact.status == "withdrawn"
        found[fact_id] = WITHDRAWN if gone or entry is None else shortened(entry.fact.statement, _COMMENT)
    return found


def _write_mail(made: Made) -> None:
    html, text = made.files
    html.parent.mkdir(parents=True, exist_ok=True)
    write_rebuildable(html, made.letter.html)
    write_rebuildable(text, made.letter.text)
