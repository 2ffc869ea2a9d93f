"""The command `waqai`: one function a verb. 0 fine, 1 the content is at fault, 2 wrong usage, 130 interrupted.

Every other module is imported inside its command, so that `--help` costs nothing.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from builder import __version__
from builder.errors import Both, BuildError, Faults, in_language
from builder.files import disk_error
from builder.terminal import Terminal, count, language

if TYPE_CHECKING:
    from builder.compare import Key
    from builder.coverage import Sentence
    from builder.draft import Given, Like
    from builder.load import Site
    from builder.newsletter.desk import Made

STARTED = time.monotonic()
VARIANTS_SHOWN = 5  # names of new articles that look like known ones, told by `add`
EPILOG = "Exit codes: 0 fine, 1 the content is at fault, 2 wrong usage, 130 interrupted."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    parser = _parser()
    options = parser.parse_args(argv)
    terminal = Terminal(language(options.lang, os.environ), quiet=options.quiet)
    if options.command is None:
        parser.print_help()
        return 0
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return int(options.run(options, terminal))
    except (Faults, BuildError) as error:
        terminal.faults(error)
        return 1
    except KeyboardInterrupt:
        terminal.say("Interrupted.", "توقّف الأمر.")
        return 130
    except BrokenPipeError:
        # The reader of our output is gone (`| head`): nothing to tell, nobody to tell it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        terminal.faults(disk_error(str(error.filename) if error.filename else None, error))
        return 1


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a day such as 2025-07-11: {text!r}") from None


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    common.add_argument("-v", "--verbose", action="store_true", help="say more about each file")
    common.add_argument("--lang", choices=("ar", "en"), help="language of messages (default: the locale's)")
    common.add_argument("--site", type=Path, default=Path(), metavar="DIR", help="the site's folder (default: here)")
    common.add_argument("-c", "--config", default="site.yaml", metavar="FILE", help="default: site.yaml")

    building = argparse.ArgumentParser(add_help=False)
    building.add_argument("-u", "--base-url", metavar="URL", help="instead of site.yaml's base_url")
    building.add_argument(
        "--as-of", type=_day, metavar="DAY", help="what counts as today (default: newest day in content)"
    )
    building.add_argument("-s", "--strict", action="store_true", help="warnings fail")
    output = argparse.ArgumentParser(add_help=False)
    output.add_argument("-o", "--output", type=Path, metavar="DIR", help="default: public")
    output.add_argument("--full", action="store_true", help="render every page again")
    json_flag = argparse.ArgumentParser(add_help=False)
    json_flag.add_argument("--json", action="store_true", help="one JSON object a line on stdout")

    parser = argparse.ArgumentParser(
        prog="waqai", description="Fact sheets from Arabic news.", epilog=EPILOG, parents=[common]
    )
    parser.add_argument("--version", action="version", version=f"waqai {__version__}")
    verbs = parser.add_subparsers(dest="command", metavar="COMMAND")

    def verb(name: str, run: object, help_: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made = verbs.add_parser(
            name, help=help_, description=help_, parents=[_without_defaults(common), *parents], epilog=EPILOG
        )
        made.set_defaults(run=run)
        return made

    init = verb("init", _init, "make a new site in DIR")
    init.add_argument("dir", type=Path, nargs="?", default=Path(), metavar="DIR")
    init.add_argument("--force", action="store_true", help="also in a folder that is not empty; nothing is overwritten")
    adding = verb("add", _add, "take articles in: copy, draft, and say what was found", json_flag)
    adding.add_argument(
        "files", nargs="+", metavar="FILE", help="articles (.txt .md .html), folders of them, or - for standard input"
    )
    adding.add_argument("--as-of", type=_day, metavar="DAY", help="the day of adding (default: today)")
    build = verb("build", _build, "draft what has no record, check, and render the site", building, output, json_flag)
    build.set_defaults(today=None)
    serve = verb("serve", _serve, "live preview in the browser", building)
    serve.add_argument("-p", "--port", type=int, default=8000, help="the next free one if taken (default: 8000)")
    serve.add_argument("--bind", default="127.0.0.1", metavar="ADDRESS", help="default: 127.0.0.1, this machine only")
    serve.add_argument("--open", action="store_true", help="open the browser")
    serve.add_argument("--poll", action="store_true", help="look for changes every half second (network folders)")
    publish = verb("publish", _publish, "build and send the site to a target of site.yaml", building)
    publish.add_argument("target", nargs="?", metavar="TARGET")
    publish.add_argument("-n", "--dry-run", action="store_true", help="show what would be sent, send nothing")
    publish.add_argument("--allow-deletes", action="store_true", help="also when over a tenth of the files would go")
    verb("lock", _lock, "note every address as published, after deploying by other means", building)
    check = verb(
        "check", _check, "find every fault of the content; the content itself is not written", building, json_flag
    )
    check.add_argument(
        "--external",
        action="store_true",
        help="also ask the publishers' pages whether they answer (network), and note it in content/links-checked.yaml",
    )
    fmt = verb("fmt", _fmt, "write records in the canonical layout, stale positions mended")
    fmt.add_argument("records", nargs="*", metavar="RECORD", help="stems or paths of records (default: all)")
    fmt.add_argument("--check", action="store_true", help="only say which would change")
    fmt.add_argument("--drop-comments", action="store_true", help="also where comments would be lost")
    update = verb("update", _update, "draw drafts anew and merge them into records; what people typed stays", json_flag)
    update.add_argument("stems", nargs="*", metavar="RECORD", help="stems or paths of records (default: all)")
    entity = verb("entity", _entity, "accept, join and name entities; see which names may be one")
    actions = entity.add_subparsers(dest="action", required=True, metavar="ACTION")
    accept = actions.add_parser(
        "accept", parents=[_without_defaults(common)], help="make a draft entity one of the site's own"
    )
    accept.add_argument("names", nargs="+", metavar="NAME", help="name or id of a draft entity")
    merge = actions.add_parser(
        "merge", parents=[_without_defaults(common)], help="join OLD into KEPT; the old address redirects"
    )
    merge.add_argument("kept", metavar="KEPT")
    merge.add_argument("old", metavar="OLD", nargs="+")
    alias = actions.add_parser(
        "alias",
        parents=[_without_defaults(common)],
        help="give an entity one more spelling; a draft is accepted with it",
    )
    alias.add_argument("name", metavar="NAME", help="name or id of an entity")
    alias.add_argument("alias", metavar="ALIAS", help="the other spelling")
    apart = actions.add_parser(
        "distinct",
        parents=[_without_defaults(common)],
        help="keep that two names that look alike are two entities: `suggest` does not offer them again",
    )
    apart.add_argument("name", metavar="NAME", help="name or id of an entity; a draft is accepted with it")
    apart.add_argument("other", metavar="OTHER", help="name or id of the other one")
    suggesting = actions.add_parser(
        "suggest",
        parents=[_without_defaults(common), json_flag],
        help="names that may be two spellings of one, and the command that joins them (`distinct` keeps them apart); "
        "nothing is changed",
    )
    suggesting.add_argument("names", nargs="*", metavar="NAME", help="only for these names or ids, less alike ones too")
    comparing = verb(
        "compare",
        _compare,
        "facts of different articles that may tell one event, or tell it differently; nothing is changed",
        json_flag,
    )
    comparing.add_argument("names", nargs="*", metavar="ID|RECORD", help="only pairs with these facts or records")
    deciding = comparing.add_mutually_exclusive_group()
    deciding.add_argument(
        "--accept", nargs=2, metavar="ID", help="write that two facts tell one event, in the record of the first"
    )
    deciding.add_argument("--dispute", nargs=2, metavar="ID", help="write that two facts contradict each other")
    listing = verb("list", _list, "list the facts of the site", json_flag)
    listing.add_argument(
        "what", nargs="?", default="facts", choices=("facts", "drafts", "withdrawn", "sources", "entities", "undated")
    )
    covering = verb(
        "coverage", _coverage, "what became of every sentence: the facts on it, or why there is none", json_flag
    )
    covering.add_argument("records", nargs="*", metavar="RECORD", help="stems or paths of records (default: all)")
    explaining = verb("explain", _explain, "where every value of a fact comes from: rule, words, and place", json_flag)
    explaining.add_argument("id", metavar="ID", help="of a fact; or a record's stem or id, for all its facts")
    mailing = verb(
        "newsletter", _newsletter, "an issue of the newsletter: mail HTML, plain text, and a page of the site"
    )
    mailing.add_argument(
        "issue", nargs="?", metavar="ISSUE", help="make the mail of an issue in content/newsletters again, after edits"
    )
    choosing = mailing.add_mutually_exclusive_group()
    choosing.add_argument(
        "--since", metavar="DATE", help="facts reviewed since then: 2025-07-11, 7d, 2w, 1m (default: the last issue)"
    )
    choosing.add_argument("--facts", nargs="+", metavar="ID", help="these facts, in this order")
    mailing.add_argument("--title", metavar="TEXT", help="default: the site's title and the day")
    mailing.add_argument("--intro", metavar="TEXT", help="what stands above the facts; an empty line parts paragraphs")
    mailing.add_argument(
        "--group", choices=("source", "day", "none"), default="source", help="headings (default: source)"
    )
    mailing.add_argument("--slug", metavar="NAME", help="its address, /newsletter/NAME/ (default: the day)")
    mailing.add_argument("--date", type=_day, metavar="DAY", help="the day of the issue (default: today)")
    mailing.add_argument("-o", "--output", type=Path, metavar="DIR", help="folder of the mail (default: newsletters)")
    mailing.add_argument("-n", "--dry-run", action="store_true", help="say what it would hold, write nothing")
    mailing.set_defaults(base_url=None, as_of=None)
    clean = verb("clean", _clean, "remove public/ and the cache")
    clean.add_argument("-o", "--output", type=Path, metavar="DIR", help="default: public")
    return parser


def _without_defaults(common: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The common flags for use after the verb: absent ones leave what stood before the verb."""
    made = argparse.ArgumentParser(add_help=False)
    for action in common._actions:
        if isinstance(action, argparse._StoreTrueAction):
            made.add_argument(*action.option_strings, action="store_true", default=argparse.SUPPRESS, help=action.help)
        else:
            made.add_argument(
                *action.option_strings, dest=action.dest, type=action.type or str, choices=action.choices,
                default=argparse.SUPPRESS, metavar=action.metavar, help=action.help,
            )  # fmt: skip
    return made


# ---- the verbs --------------------------------------------------------------------------------------------------


def _init(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.scaffold import make_site

    made = make_site(options.dir, force=options.force)
    terminal.say(
        f"A new site of {len(made)} files in {options.dir}.",
        f"موقع جديد في {options.dir}: {count(len(made), 'file')}.",
    )
    where = "" if options.dir == Path() else f"cd {options.dir} && "
    terminal.say(f"Next: {where}waqai build && waqai serve", f"التالي: {where}waqai build && waqai serve")
    return 0


def _add(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder import coverage, draft
    from builder.config import load_config
    from builder.files import writer_lock

    root: Path = options.site
    load_config(root, options.config)
    faults: list[BuildError] = []
    given = []
    for name in options.files:
        rows, refused = _given(name)
        given += rows
        faults += refused
    with writer_lock(root, "waqai add"):
        outcomes, more = draft.add(root, given, options.as_of or date.today().isoformat(), terminal.progress)
    for outcome in outcomes:
        if options.json:
            _print_json(terminal, outcome)
        elif outcome.status == "unchanged":
            terminal.say(
                f"{outcome.path}: already here as {outcome.stem}", f"{outcome.path}: موجود من قبل باسم {outcome.stem}"
            )
        else:
            terminal.say(
                f"{outcome.path}: {outcome.facts} facts drafted in content/records/{outcome.stem}.yaml",
                f"{outcome.path}: صيغ في content/records/{outcome.stem}.yaml: {count(outcome.facts, 'fact')}",
            )
            _say_coverage(outcome.path, coverage.cover(coverage.read_drafted(root, outcome.stem)), terminal)
            for like in outcome.like:
                _say_like(like, terminal)
            for doubt in outcome.doubts:
                terminal.detail(doubt)
    if not options.json:
        _say_variants(options, {outcome.stem for outcome in outcomes if outcome.status == "added"}, terminal)
    faults += more
    if faults:
        terminal.faults(Faults(faults))
        return 1
    return 0


def _say_like(like: Like, terminal: Terminal) -> None:
    agencies = "، ".join(like.agencies)
    if like.percent:
        en = f"nearly the same text as {like.stem} ({like.percent} %)"
        ar = f"نصها يكاد يطابق نص {like.stem} ({like.percent}%)"
        if agencies:
            en, ar = f"{en}, both credit {agencies}", f"{ar}، وكلاهما عن {agencies}"
    else:
        en = f"same wire: shares {like.sentences} sentences with {like.stem}, both credit {agencies}"
        ar = f"خبر وكالة واحد: المشترك مع {like.stem} {count(like.sentences, 'sentence')}، وكلاهما عن {agencies}"
    terminal.say(f"  {en}", f"  {ar}")


def _given(name: str) -> tuple[list[Given], list[BuildError]]:
    """The articles that one argument of `add` names: a file, a folder of them, or standard input."""
    from builder import limits
    from builder.draft import Given
    from builder.files import list_files, read_file
    from builder.load import SUFFIXES

    limit = limits.ARTICLE_BYTES * 2
    if name == "-":
        data = sys.stdin.buffer.read(limit + 1)
        if len(data) > limit:
            return [], [BuildError("-", None, Both(f"more than {limit:,} bytes", f"أكثر من {limit:,} بايت"))]
        return [Given("-", data)], []
    path = Path(name)
    try:
        if path.is_dir() and not path.is_symlink():
            names = [found for found, _ in list_files(path.parent, path.name or ".", SUFFIXES)]
            if not names:
                raise BuildError(
                    name,
                    None,
                    Both("no .txt, .md or .html file in this folder", "لا ملفات ‎.txt أو ‎.md أو ‎.html في هذا المجلد"),
                )
            return [Given(found, read_file(path.parent, found, limit)) for found in names], []
        return [Given(name, read_file(Path(), name, limit))], []
    except Faults as error:
        return [], list(error.errors)
    except BuildError as error:
        return [], [error]


def _load(options: argparse.Namespace) -> Site:
    from builder.config import load_config
    from builder.load import load_site

    config = load_config(options.site, options.config, options.base_url)
    return load_site(options.site, config, options.as_of)


def _warned(options: argparse.Namespace, terminal: Terminal, warnings: Sequence[BuildError]) -> int:
    from builder.errors import SHOWN

    for warning in warnings if options.verbose or options.strict else warnings[:SHOWN]:
        terminal.warning(warning)
    return 1 if options.strict and warnings else 0


def _draft_missing(options: argparse.Namespace, terminal: Terminal) -> None:
    from builder.config import load_config
    from builder.load import undrafted_sources

    load_config(options.site, options.config, options.base_url)
    if not undrafted_sources(options.site):
        return
    # Only now: a site whose articles all have records builds without the extractor.
    from builder.draft import draft_missing

    outcomes = draft_missing(options.site, options.as_of or date.today().isoformat(), terminal.progress)
    for outcome in outcomes:
        terminal.say(
            f"{outcome.path}: {outcome.facts} facts drafted", f"{outcome.path}: صيغ: {count(outcome.facts, 'fact')}"
        )
        for doubt in outcome.doubts:
            terminal.detail(doubt)


def _build(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.fresh import Output, input_mark, last_build, note_build

    root: Path = options.site
    folder: Path = options.output or root / "public"
    asked = repr((__version__, options.config, options.base_url, options.as_of))
    output = Output(folder)
    last = None if options.full else last_build(root, input_mark(root, options.config, asked), output.mark())
    if last is not None and last.is_fresh:
        return _built(options, terminal, folder, last.warnings, {**last.counts, "written": 0, "removed": 0})
    from builder.build import build_site
    from builder.files import writer_lock

    with writer_lock(root, "waqai build") as waited:
        if waited:  # another build was at work on what was just looked at
            output, last = Output(folder), None
        _draft_missing(options, terminal)
        read = input_mark(root, options.config, asked)
        site = _load(options)
        if options.strict and site.warnings:
            return _warned(options, terminal, site.warnings)
        vouched = last.vouched if last else ""
        report = build_site(root, site, folder, terminal.progress, full=options.full, vouched=vouched)
        if report.touched is None:
            output = Output(folder)
        else:
            output.look_again(report.touched)
        note_build(root, read, output.mark(), report.vouched, report.facts, report.pages, report.warnings)
    counts = {name: getattr(report, name) for name in ("facts", "pages", "written", "removed")}
    return _built(options, terminal, folder, report.warnings, counts)


def _built(
    options: argparse.Namespace,
    terminal: Terminal,
    output: Path,
    warnings: Sequence[BuildError],
    counts: dict[str, int],
) -> int:
    """The warnings and the closing line of a build."""
    failed = _warned(options, terminal, warnings)
    if failed:
        return failed
    seconds = time.monotonic() - STARTED
    if options.json:
        _print_json(
            terminal, {**counts, "seconds": round(seconds, 3), "warnings": [w.as_row(terminal.lang) for w in warnings]}
        )
    done = f"{counts['written']} written, {counts['removed']} removed, {seconds:.2f} s"
    terminal.say(
        f"{counts['facts']} facts, {counts['pages']} files in {output}: {done}",
        f"{count(counts['facts'], 'fact')}، {count(counts['pages'], 'file')} في {output}؛ "
        f"المكتوب {counts['written']}، والمحذوف {counts['removed']}، في {seconds:.2f} ثانية",
    )
    return 0


def _check(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.build import CARD, broken_links, plan_site, render_page

    faults: list[BuildError] = []
    warnings: Sequence[BuildError] = ()
    facts = 0
    try:
        site = _load(options)
        warnings = site.warnings
        planned = plan_site(site, options.site / "templates")
        facts = planned.facts
        warnings = [*warnings, *planned.warnings]
        # Pictures hold no links, and drawing them finds no fault.
        rendered = {page.path: render_page(planned, page) for page in planned.pages if page.kind != CARD}
        faults += broken_links(site.content.config, planned.pages, rendered)
        if options.external:
            from builder.external import check_links

            today = options.as_of or date.today().isoformat()
            warnings = [*warnings, *check_links(options.site, site.content, today, terminal.progress)]
    except Faults as error:
        faults += error.errors
    except BuildError as error:
        faults.append(error)
    if options.json:
        for level, rows in (("error", faults), ("warning", warnings)):
            for row in rows:
                _print_json(terminal, {"level": level, **row.as_row(terminal.lang)})
    else:
        for warning in warnings:
            terminal.warning(warning)
        if faults:
            terminal.faults(Faults(faults))
    if faults or (options.strict and warnings):
        terminal.say(
            f"{len(faults)} errors, {len(warnings)} warnings",
            f"{count(len(faults), 'error')}، {count(len(warnings), 'warning')}",
        )
        return 1
    terminal.say(
        f"{facts} facts, nothing at fault, {len(warnings)} warnings",
        f"{count(facts, 'fact')}، لا أخطاء، {count(len(warnings), 'warning')}",
    )
    return 0


def _serve(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.preview.server import serve

    return serve(options, terminal)


def _publish(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.build import OUTPUT, build_site
    from builder.files import writer_lock
    from builder.publish.targets import find_target, publish_site, refuse_placeholder

    root: Path = options.site
    with writer_lock(root, "waqai publish"):
        _draft_missing(options, terminal)
        site = _load(options)
        refuse_placeholder(site.content.config)
        target = find_target(site.content.config, options.target)
        failed = _warned(options, terminal, site.warnings)
        if failed:
            return failed
        build_site(root, site, root / OUTPUT, terminal.progress)
        return publish_site(root, site, target, terminal, dry_run=options.dry_run, allow_deletes=options.allow_deletes)


def _lock(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.build import plan_site
    from builder.files import writer_lock
    from builder.publish.lock import add_to_lock

    root: Path = options.site
    with writer_lock(root, "waqai lock"):
        site = _load(options)
        added = add_to_lock(root, plan_site(site, root / "templates").pages)
    terminal.say(
        f"{len(added)} addresses added to content/permalinks.lock",
        f"المضاف إلى content/permalinks.lock: {count(len(added), 'address')}",
    )
    return 0


def _stems(options: argparse.Namespace, names: Sequence[str]) -> list[str]:
    from builder.files import list_files
    from builder.load import RECORDS

    present = [PurePosixPath(path).stem for path, _ in list_files(options.site, RECORDS, (".yaml",))]
    if not names:
        return present
    stems = [PurePosixPath(name.removesuffix(".yaml").removesuffix(".yml")).name for name in names]
    faults = [
        BuildError(
            name, None,
            Both("there is no such record", "لا سجل بهذا الاسم"),
            Both("`waqai list sources` names them.", "يسردها `waqai list sources`."),
        )
        for name, stem in zip(names, stems, strict=True)
        if stem not in present
    ]  # fmt: skip
    if faults:
        raise Faults(faults)
    return stems


def _fmt(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.files import write_durable, writer_lock
    from builder.layout import laid_out

    changed = []
    with writer_lock(options.site, "waqai fmt"):
        for stem in _stems(options, options.records):
            path, before, after = laid_out(options.site, stem, drop_comments=options.drop_comments)
            if after != before:
                changed.append(path)
                if not options.check:
                    write_durable(options.site, path, after)
    for path in changed:
        terminal.data(path)
    return 1 if options.check and changed else 0


def _update(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder import coverage, draft
    from builder.files import writer_lock

    with writer_lock(options.site, "waqai update"):
        outcomes, faults = draft.update(options.site, _stems(options, options.stems), terminal.progress)
    for outcome in outcomes:
        if options.json:
            _print_json(terminal, outcome)
        elif outcome.status == "without a base":
            terminal.say(
                f"{outcome.path}: its last draft was missing, so everything in the record is taken for yours; the new draft is kept",
                f"{outcome.path}: مسودته السابقة مفقودة، فعُدَّ كل ما في السجل من كتابتك ولم يتغير؛ وحُفظت المسودة الجديدة",
            )
        elif outcome.status == "updated" or outcome.offers:
            terminal.say(
                f"{outcome.path}: {outcome.facts} facts added, {len(outcome.doubts)} values renewed, {outcome.offers} kept as a person typed them",
                f"{outcome.path}: الجديد {count(outcome.facts, 'fact')}؛ المحدَّث {count(len(outcome.doubts), 'value')}؛ "
                f"وبقي كما كتبته {count(outcome.offers, 'value')}",
            )
        if options.verbose and not options.json:
            _say_coverage(outcome.path, coverage.cover(coverage.read_article(options.site, outcome.stem)), terminal)
    if not faults and not any(o.status != "unchanged" or o.offers for o in outcomes):
        terminal.say("Nothing new.", "لا جديد.")
    if faults:
        terminal.faults(Faults(faults))
        return 1
    return 0


def _entity(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.entities.edit import accept_entities, add_alias, merge_entities, set_apart
    from builder.files import writer_lock
    from builder.records.splice import append_row

    options.base_url = options.as_of = None
    if options.action == "suggest":
        return _suggest(options, terminal)
    with writer_lock(options.site, "waqai entity"):
        site = _load(options)
        if options.action == "accept":
            for entity, path in accept_entities(options.site, site.content.entities, site.registry, options.names):
                terminal.say(
                    f"{entity.name} ({entity.id}) accepted in {path}", f"قُبل {entity.name} ‏({entity.id}) في {path}"
                )
        elif options.action == "alias":
            content = site.content
            named = add_alias(options.site, content.entities, site.registry, options.name, options.alias, append_row)
            terminal.say(
                f"{named.name} ({named.id}) is also {named.aliases[-1]}",
                f"{named.name} ‏({named.id}) يُكتب أيضاً {named.aliases[-1]}",
            )
        elif options.action == "distinct":
            entities = site.content.entities
            one, other = set_apart(options.site, entities, site.registry, options.name, options.other, append_row)
            terminal.say(
                f"{one.name} ({one.id}) is not {other.name} ({other.id})",
                f"{one.name} ‏({one.id}) ليس {other.name} ‏({other.id})",
            )
        else:
            kept = merge_entities(options.site, site.content.entities, site.registry, options.kept, options.old)
            terminal.say(f"joined into {kept.name} ({kept.id})", f"دُمج في {kept.name} ‏({kept.id})")
    return 0


def _suggest(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.entities import suggest

    site = _load(options)
    content = site.content
    about = suggest.ids_of(content.entities, options.names) if options.names else None
    found = suggest.suggest(
        content.entities,
        site.registry.entities,
        ((home.stem, home.record) for home in content.records),
        content.resolved,
        about,
        suggest.ASKED if about else suggest.OFFERED,
    )
    for row in found:
        if options.json:
            _print_json(terminal, row)
            continue
        terminal.data(f"{row.score:.2f}  {row.kept.name} | {row.other.name}  [{row.type}]")
        for line in (suggest.told_why(row), suggest.told_side(row.kept), suggest.told_side(row.other)):
            terminal.data("      " + in_language(line, terminal.lang))
        terminal.data(f"      {row.command}")
    if not found:
        terminal.say("No two names look like one.", "لا اسمين يبدوان واحداً.")
    return 0


def _say_variants(options: argparse.Namespace, stems: set[str], terminal: Terminal) -> None:
    """One line for each name of new articles that looks like a known one under another spelling."""
    from builder.entities import suggest

    options.base_url = None
    try:
        site = _load(options) if stems else None
    except (Faults, BuildError):
        return  # the new articles are in; what is wrong elsewhere is for `check` to tell
    if site is None:
        return
    content = site.content
    found = suggest.suggest(
        content.entities,
        site.registry.entities,
        (),
        content.resolved,
        suggest.new_ids(stems, content.resolved, site.registry.entities),
    )
    for row in found[:VARIANTS_SHOWN]:
        terminal.say(
            f"`{row.other.name}` may be `{row.kept.name}` ({row.score:.2f}): {row.command}",
            f"قد يكون `{row.other.name}` هو `{row.kept.name}` ({row.score:.2f}): {row.command}",
        )
    if len(found) > VARIANTS_SHOWN:
        terminal.say(
            f"{len(found) - VARIANTS_SHOWN} more: waqai entity suggest",
            f"وأسماء أخرى ({len(found) - VARIANTS_SHOWN}): waqai entity suggest",
        )


def _compare(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.compare import decide, proposals, told
    from builder.files import writer_lock

    options.base_url = options.as_of = None
    pair = options.accept or options.dispute
    if pair and options.names:
        terminal.say("Name two facts after --accept or --dispute, nothing else.",
                     "اذكر واقعتين بعد --accept أو --dispute ولا شيء غيرهما.")  # fmt: skip
        return 2
    if pair:
        key: Key = "same_as" if options.accept else "disputes"
        with writer_lock(options.site, "waqai compare"):
            path = decide(options.site, _load(options).content, key, *pair)
        if options.json:
            _print_json(terminal, {"key": key, "pair": pair, "path": path})
        elif path is None:
            terminal.say(f"A record has this pair under `{key}` already.", f"هذا الزوج مكتوب من قبل في `{key}`.")
        else:
            terminal.say(f"{path}: {key}: [{', '.join(pair)}]", f"{path}: أضيف إلى {key}: [{', '.join(pair)}]")
        return 0
    found = 0
    for row in proposals(_load(options).content, options.names):
        found += 1
        if options.json:
            _print_json(terminal, row)
        else:
            terminal.data(told(row, terminal.lang))
    if not options.json:
        terminal.say(
            f"{found} pairs nobody has decided. `waqai compare --accept ID ID` or `--dispute ID ID` writes one down."
            if found
            else "No pair left to decide.",
            f"{count(found, 'pair')} لم يُبتّ فيها. يكتب أحدها `waqai compare --accept ID ID` أو `--dispute ID ID`."
            if found
            else "لا أزواج تنتظر البتّ.",
        )
    return 0


def _list(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.listing import rows_of

    options.base_url = options.as_of = None
    for row in rows_of(_load(options).content, options.what):
        if options.json:
            _print_json(terminal, row)
        else:
            terminal.data("\t".join(str(value) for value in row.values() if value is not None))
    return 0


def _coverage(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder import coverage

    options.base_url = options.as_of = None
    wanted = set(_stems(options, options.records))
    faults: list[BuildError] = []
    everything: list[Sentence] = []
    for home in sorted(_load(options).content.records, key=lambda home: home.stem):
        if home.stem not in wanted:
            continue
        try:
            machine = coverage.drafted(options.site, home.stem)
        except BuildError as error:
            faults.append(error)
            continue
        sentences = coverage.cover(coverage.Article(home.stem, home.record, machine, home.text))
        everything += sentences
        counts = coverage.totals(sentences)
        if options.json:
            _print_json(terminal, {"stem": home.stem, "totals": counts, "sentences": sentences})
        else:
            terminal.data(f"{home.stem}: {coverage.told_totals(counts, terminal.lang)}")
            for row in coverage.told_sentences(sentences, terminal.lang):
                terminal.data(row)
    if not options.json and len(wanted) > 1:
        for row in coverage.told_sum(coverage.totals(everything), terminal.lang):
            terminal.data(row)
    if faults:
        terminal.faults(Faults(faults))
        return 1
    return 0


def _say_coverage(path: str, sentences: Sequence[Sentence], terminal: Terminal) -> None:
    from builder.coverage import totals

    counts = totals(sentences)
    terminal.say(
        f"{path}: {counts.with_facts} sentences gave facts, {counts.without} did not",
        f"{path}: الجمل التي أعطت وقائع: {count(counts.with_facts, 'sentence')}؛ والتي لم تُعطِ: {count(counts.without, 'sentence')}",
    )


def _explain(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder import explain
    from builder.coverage import Article, drafted

    options.base_url = options.as_of = None
    home, fact_id = explain.find_home(_load(options).content.records, options.id)
    article = Article(home.stem, home.record, drafted(options.site, home.stem), home.text)
    if fact_id is None and not options.json:
        for line in explain.told_article(article, terminal.lang):
            terminal.data(line)
    for row in explain.explain(article, fact_id):
        if options.json:
            _print_json(terminal, row)
        else:
            for line in explain.told(row, terminal.lang):
                terminal.data(line)
    return 0


def _newsletter(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.files import writer_lock
    from builder.newsletter import desk
    from builder.newsletter.compose import Asked, read_since

    root: Path = options.site
    today = options.date or date.today().isoformat()
    composing = (options.since, options.facts, options.title, options.intro, options.slug, options.date)
    if options.issue and any(value is not None for value in composing):
        terminal.say("An issue that has its file is changed there, not with options.",
                     "العدد الذي له ملف يُعدَّل في ملفه لا بالخيارات.")  # fmt: skip
        return 2
    try:
        if options.since is not None:
            read_since(options.since, today)
    except (ValueError, OverflowError):
        terminal.say(f"Not a day: {options.since!r}. Write 2025-07-11, 7d, 2w or 1m.",
                     f"ليس يوماً: {options.since!r}. اكتب 2025-07-11 أو 7d أو 2w أو 1m.")  # fmt: skip
        return 2
    asked = Asked(today, options.slug, options.title, options.intro or "", options.since, tuple(options.facts or ()), options.group)  # fmt: skip
    output: Path = options.output or root / desk.OUTPUT
    with writer_lock(root, "waqai newsletter"):
        content = _load(options).content
        if options.issue:
            made = desk.remake(content, options.issue, output, dry=options.dry_run)
        else:
            made = desk.make(root, content, asked, output, dry=options.dry_run)
    return _say_issue(made, options, terminal)


def _say_issue(made: Made, options: argparse.Namespace, terminal: Terminal) -> int:
    """What an issue holds and how large it is, and what to do next."""
    from builder.newsletter.mail import sizes, too_large

    issue = made.issue
    if not (issue.facts or issue.corrections):
        terminal.say(f"Nothing new since {issue.since}: no issue.", f"لا جديد منذ {issue.since}: لا عدد.")
        return 0
    measured = sizes(made.letter)
    terminal.say(
        f"{issue.title}: {len(issue.facts)} facts, {len(issue.corrections)} corrections since {issue.since}; "
        f"{measured.plain:,} bytes of HTML ({measured.quoted_printable:,} as quoted-printable)",
        f"{issue.title}: {count(len(issue.facts), 'fact')}، والتصويبات منذ {issue.since}: {len(issue.corrections)}؛ "
        f"{measured.plain:,} بايت من HTML ‏({measured.quoted_printable:,} بترميز quoted-printable)",
    )
    if options.dry_run:
        for fact_id in issue.facts:
            terminal.data(fact_id)
        terminal.say("Nothing was written.", "لم يُكتب شيء.")
    else:
        for path in (*([made.path] if made.new else []), *map(str, made.files)):
            terminal.data(path)
    large = too_large(made.letter)
    if large is not None:
        terminal.warning(BuildError(str(made.files[0]), None, *large))
    if not options.dry_run:
        terminal.say(
            f"Publish before you send: the letter links to /newsletter/{issue.slug}/ and shows each fact's state from the site.",
            f"انشر الموقع قبل الإرسال: في الرسالة رابط إلى العدد {issue.slug} وصورة لحالة كل واقعة من الموقع.",
        )
    return 0


def _clean(options: argparse.Namespace, terminal: Terminal) -> int:
    from builder.build import OUTPUT, clean_output
    from builder.files import writer_lock

    root: Path = options.site
    with writer_lock(root, "waqai clean"):
        removed = clean_output(root, options.output or root / OUTPUT)
    terminal.say(f"{removed} files removed", f"المحذوف: {count(removed, 'file')}")
    return 0


def _print_json(terminal: Terminal, value: object) -> None:
    import msgspec

    terminal.data(msgspec.json.encode(value).decode())
