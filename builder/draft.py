"""From an article to a record: the only module that joins extraction, records and entities.

`add` and `draft_missing` make what is not there yet; `update` draws a new draft and carries it into records that
people own. Nothing here ever changes a source or a kept text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence, Set
from contextlib import closing, suppress
from functools import cache
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from builder import limits
from builder.across.origins import shared_agencies
from builder.across.texts import Prose, find_near, prose_of
from builder.entities.registry import Registry
from builder.errors import Both, BuildError, Faults
from builder.extract.decode import Decoded, decode
from builder.extract.pipeline import extract
from builder.fields import is_web_address
from builder.files import list_files, name_problem, read_file, write_durable
from builder.ids import mint
from builder.load import DRAFTS, NOBODY, RECORDS, SOURCES, SUFFIXES, TEXTS, load_registry, undrafted_sources
from builder.model import Draft, EntityType, Extracted, Fact, Found, Known, Noise, Record, Said
from builder.nodes import decode_yaml_bytes
from builder.processes import in_order, processors
from builder.records.check import locate, text_digest
from builder.records.codec import parse_proposal, parse_record, write_record
from builder.records.merge import Merged, merge_record
from builder.text.bidi import HIDDEN, OVERRIDES

Progress = Callable[[str], None]
LIKE_SHOWN = 5  # articles that a new one resembles most


class Outcome(Struct, frozen=True):
    """What became of one article. facts: how many were drafted; doubts: what decoding guessed or dropped."""

    path: str
    stem: str
    status: str  # added | unchanged | drafted | updated | without a base
    facts: int = 0
    doubts: tuple[str, ...] = ()
    offers: int = 0
    like: tuple[Like, ...] = ()


class Like(Struct, frozen=True):
    """An article here that a new one resembles. percent: of the shorter text, in the longer; 0 where only sentences.

    sentences: longer ones that both print; agencies: those that both credit. A person decides what to make of it.
    """

    stem: str
    percent: int
    sentences: int
    agencies: tuple[str, ...] = ()


class Given(Struct, frozen=True):
    """An article on its way in: the name it was given, and its bytes."""

    name: str
    data: bytes


class Drawn(Struct, frozen=True):
    """What was made of an article: the text to keep, and the draft and the record as they are written.

    format: of the source, as `Decoded` says it. facts: how many; doubts: as of an Outcome.
    """

    format: str
    text: str
    draft: bytes
    record: bytes
    facts: int
    doubts: tuple[str, ...]


def add(root: Path, given: Iterable[Given], today: str, progress: Progress) -> tuple[list[Outcome], list[BuildError]]:
    """Take articles into content/: bytes, kept text, draft and record. Those that are none are told, the others go on."""
    registry = load_registry(root)
    known_bytes = _source_digests(root)
    taken = {PurePosixPath(path).stem for folder in (SOURCES, TEXTS, RECORDS) for path in _names(root, folder)}
    outcomes: list[Outcome] = []
    faults: list[BuildError] = []

    def drawn(article: Given) -> Drawn | BuildError | None:
        if hashlib.sha256(article.data).hexdigest() in known_bytes:
            return None
        return _drawn(root, article, None, registry, today)

    articles = list(given)
    with closing(in_order(drawn, articles, processors())) as results:
        for article in articles:
            progress(article.name)
            result = next(results)
            digest = hashlib.sha256(article.data).hexdigest()
            if digest in known_bytes:
                outcomes.append(Outcome(article.name, PurePosixPath(known_bytes[digest]).stem, "unchanged"))
            elif isinstance(result, Drawn):
                stem = _free_stem(taken, safe_stem(article.name, digest))
                taken.add(stem)
                path = f"{SOURCES}/{stem}{_suffix(article.name, result.format)}"
                write_durable(root, path, article.data)
                known_bytes[digest] = path
                outcomes.append(_keep_drawn(root, article.name, stem, result, "added"))
            elif result is not None:
                faults.append(result)
    like = _resembled(root, [outcome.stem for outcome in outcomes if outcome.status == "added"])
    return [msgspec.structs.replace(outcome, like=like.get(outcome.stem, ())) for outcome in outcomes], faults


def draft_missing(root: Path, today: str, progress: Progress) -> list[Outcome]:
    """Draft every file of content/sources that has no record. Raises Faults for those that are no articles."""
    missing = undrafted_sources(root)
    outcomes: list[Outcome] = []
    faults: list[BuildError] = []
    registry = load_registry(root) if missing else NOBODY
    recorded = _recorded_digests(root) if missing else frozenset()

    def drawn(path: str) -> Drawn | BuildError | None:
        try:
            article = Given(path, read_file(root, path, limits.ARTICLE_BYTES * 2))
        except BuildError as error:
            return error
        return _drawn(root, article, PurePosixPath(path).stem, registry, today, recorded)

    with closing(in_order(drawn, missing, processors())) as results:
        for path in missing:
            progress(path)
            result = next(results)
            if isinstance(result, Drawn):
                outcomes.append(_keep_drawn(root, path, PurePosixPath(path).stem, result, "drafted"))
            elif result is not None:
                faults.append(result)
    if faults:
        raise Faults(faults)
    return outcomes


def _drawn(
    root: Path, article: Given, stem: str | None, registry: Registry, today: str, recorded: Set[str] = frozenset()
) -> Drawn | BuildError | None:
    """What a process makes of an article, and writes nowhere. None where a record of its text is here already.

    stem: of an article whose source is here. recorded: digests of the texts that have a record.
    """
    try:
        decoded = decode(article.data, article.name)
        if recorded and text_digest(decoded.text) in recorded:
            return None  # a renamed source: its record pairs by the text
        text = _kept_text(root, stem, decoded)
    except BuildError as error:
        return error
    draft = draft_article(text, _known_of(decoded, text, registry), registry, today)
    doubts = [*decoded.doubts]
    if decoded.dropped:
        doubts.append(f"{len(decoded.dropped)} pieces of markup hold no article text and were left out")
    record = write_record(draft.draft).encode()
    return Drawn(decoded.format, text, write_draft(draft), record, len(draft.draft.facts), tuple(doubts))


def _keep_drawn(root: Path, name: str, stem: str, drawn: Drawn, status: str) -> Outcome:
    """Write what was drawn: the text if it is new, the draft, and last the record, which says that all is there."""
    path = f"{TEXTS}/{stem}.txt"
    if not (root / path).exists():
        write_durable(root, path, drawn.text.encode())
    write_durable(root, f"{DRAFTS}/{stem}.json", drawn.draft)
    write_durable(root, f"{RECORDS}/{stem}.yaml", drawn.record)
    return Outcome(name, stem, status, drawn.facts, drawn.doubts)


def _kept_text(root: Path, stem: str | None, decoded: Decoded) -> str:
    """The text that selectors index: the one that is kept already, else the decoded one, which will be kept."""
    path = f"{TEXTS}/{stem}.txt"
    return _read_text(root, path) if stem is not None and (root / path).exists() else decoded.text


def _read_text(root: Path, path: str) -> str:
    try:
        return read_file(root, path, limits.ARTICLE_BYTES * 2).decode("utf-8")
    except UnicodeDecodeError:
        raise BuildError(
            path, None,
            Both("the kept text is not UTF-8", "النص المحفوظ ليس بترميز UTF-8"), Both("Restore it from git.", "أعده من git."),
        ) from None  # fmt: skip


def _known_of(decoded: Decoded, text: str, registry: Registry, record: Record | None = None) -> Known:
    """What is settled before the stages run: the source's own metadata, then whatever the record's people typed."""
    meta = decoded.meta
    published = meta.published.edtf if meta.published else None
    publisher, title, url = meta.publisher, meta.title, meta.url
    names: tuple[tuple[str, str], ...] = ()
    authors, agencies = meta.authors, meta.agencies
    if record is not None:
        names = record.names
        if record.published is not None and record.published.edtf and record.published.basis != "inferred":
            published = record.published.edtf
        publisher = record.publisher.value if record.publisher else publisher
        title = record.title.value if record.title else title
        url = record.url or url
        authors, agencies = record.authors or authors, record.agencies or agencies
    return Known(
        published=published,
        publisher=publisher,
        title=title,
        url=url,
        authors=authors,
        agencies=agencies,
        names=names,
        registry=_registry_names(registry),
        # Hints belong to the decoded text; a kept text that differs from it has none.
        hints=decoded.hints if text == decoded.text else (),
    )


def _registry_names(registry: Registry) -> dict[str, tuple[str, EntityType]]:
    rows = sorted(registry.by_alias.items(), key=lambda row: (row[0][1], row[1]))
    return {key: (registry.entities[id_].name, type_) for (type_, key), id_ in rows}


def draft_article(text: str, known: Known, registry: Registry, today: str) -> Draft:
    """Run the stages and mint ids: the drafted record of one article, and all that was seen. Pure."""
    extracted = fit_for_record(extract(text, known))
    digest = text_digest(text)
    record = Record(
        id=mint("source", digest),
        text_sha256=digest,
        added=today,
        title=Said(extracted.title) if extracted.title else None,
        publisher=Said(extracted.publisher) if extracted.publisher else None,
        agencies=extracted.agencies,
        authors=extracted.authors,
        published=extracted.published,
        dateline=extracted.dateline,
        url=extracted.url,
        facts=_with_ids(extracted, digest, text),
        names=tuple((name, _meant(name, value, known, registry)) for name, value in extracted.names),
        noise=extracted.noise,
    )
    return Draft(record, extracted.found)


def fit_for_record(extracted: Extracted) -> Extracted:
    """What a record can hold of an extraction: values without hidden marks in names, nothing over the limits.

    Evidence and noise stay verbatim; where they are too long for a record the fact is left out, the noise shortened.
    """
    facts = [_fit_fact(fact) for fact in extracted.facts if all(_fits(row.exact) for row in fact.evidence)]
    names = {_clean_name(name): value for name, value in extracted.names}
    return msgspec.structs.replace(
        extracted,
        title=_clean(extracted.title),
        publisher=_clean(extracted.publisher),
        agencies=_clean_names(extracted.agencies),
        authors=_clean_names(extracted.authors),
        dateline=_clean(extracted.dateline),
        url=_fit_address(extracted.url),
        facts=tuple(facts[: limits.DRAFTED_FACTS]),
        names=tuple((name, value) for name, value in names.items() if name),
        noise=tuple(
            msgspec.structs.replace(row, exact=row.exact[: limits.EVIDENCE_CHARACTERS])
            for row in extracted.noise[: limits.RECORD_FACTS]
        ),
    )


def _fit_address(url: str | None) -> str | None:
    """A page's canonical address as a record takes it; one that no page could link to is left out."""
    encoded = url.strip().replace(" ", "%20") if url else ""
    return encoded if is_web_address(encoded) and not HIDDEN.search(encoded) else None


def _fits(exact: str) -> bool:
    return len(exact) <= limits.EVIDENCE_CHARACTERS


def _fit_fact(fact: Fact) -> Fact:
    links = tuple(
        msgspec.structs.replace(
            link, who=_clean_names(link.who), as_printed=_clean(link.as_printed), cue=_clean(link.cue)
        )
        for link in fact.attribution
    )
    when = msgspec.structs.replace(fact.when, text=_clean(fact.when.text)) if fact.when else None
    return msgspec.structs.replace(
        fact,
        statement=_clean(fact.statement) or "",
        attribution=tuple(link for link in links if link.who or link.as_printed),
        denied_by=_clean_names(fact.denied_by),
        when=when,
        who=_clean_names(fact.who),
        where=_clean_names(fact.where),
    )


def _clean(value: str | None) -> str | None:
    """A value for a field that people edit: one line, no direction overrides."""
    return None if value is None else " ".join(OVERRIDES.sub("", value).split()) or None


def _clean_name(name: str) -> str:
    """A name for the `names` table: no hidden marks, so that what looks equal is equal; empty for what is too long."""
    cleaned = " ".join(HIDDEN.sub("", name.replace("\u00a0", " ")).split())
    return cleaned if len(cleaned) <= limits.KEY_CHARACTERS else ""


def _clean_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(_clean_name, names) if name))


def _with_ids(extracted: Extracted, digest: str, text: str) -> tuple[Fact, ...]:
    """Each fact with the id minted from its evidence; equal evidence is told apart by its ordinal."""
    ordinals: dict[tuple[int, int], int] = {}
    facts = []
    for fact in extracted.facts:
        selector = fact.evidence[0]
        start = locate(selector, text)
        assert start is not None, "the pipeline's evidence is verbatim"
        span = (start, start + len(selector.exact))
        ordinals[span] = ordinals.get(span, -1) + 1
        facts.append(msgspec.structs.replace(fact, id=mint("fact", digest, *span, ordinals[span])))
    return tuple(facts)


def _meant(name: str, value: str, known: Known, registry: Registry) -> str:
    """Whom a drafted name means: what the record's people said, else an accepted entity's id, else the proposal."""
    settled = dict(known.names).get(name)
    if settled is not None:
        return settled
    proposed = parse_proposal(value)
    found = registry.find(proposed[0], name) if proposed else None
    return found.id if found else value


# ---- articles that resemble one another -------------------------------------------------------------------------


class _Noted(Struct):
    """What of a draft tells its article's prose; the rest is not decoded."""

    noise: tuple[Noise, ...] = ()


class _NotedDraft(Struct):
    draft: _Noted


def _resembled(root: Path, stems: Sequence[str]) -> dict[str, tuple[Like, ...]]:
    """For each new article those it resembles, of one run too; each pair is told once, at the later name."""
    if not stems:
        return {}
    new = dict.fromkeys(stems)
    kept = (PurePosixPath(path).stem for path, _ in list_files(root, TEXTS, (".txt",)))
    old = (_prose(root, stem) for stem in kept if stem not in new)
    found: dict[str, list[Like]] = {}
    record_of = cache(lambda stem: _record_of(root, stem))
    for near in find_near([_prose(root, stem) for stem in new], old):
        rows = found.setdefault(near.stem, [])
        if len(rows) < LIKE_SHOWN:  # likest first; records are read for those alone
            shared = shared_agencies(record_of(near.stem), record_of(near.other))
            if near.is_nearly_one or shared:
                percent = round(near.share * 100) if near.is_nearly_one else 0
                rows.append(Like(near.other, percent, near.sentences, shared))
    return {stem: tuple(rows) for stem, rows in found.items()}


def _prose(root: Path, stem: str) -> Prose:
    noise: tuple[Noise, ...] = ()
    with suppress(BuildError, msgspec.DecodeError, UnicodeDecodeError):  # without its draft the whole text counts
        data = read_file(root, f"{DRAFTS}/{stem}.json", limits.ARTICLE_BYTES * 4)
        noise = msgspec.json.decode(data, type=_NotedDraft).draft.noise
    return prose_of(
        stem, read_file(root, f"{TEXTS}/{stem}.txt", limits.ARTICLE_BYTES * 2).decode("utf-8", "replace"), noise
    )


def _record_of(root: Path, stem: str) -> Record:
    """The record as its people have it; an empty one where it is missing or in fault, which `check` tells."""
    path = f"{RECORDS}/{stem}.yaml"
    try:
        data = read_file(root, path, limits.RECORD_BYTES)
        return parse_record(decode_yaml_bytes(data, path, limits.RECORD_BYTES), path)
    except (BuildError, Faults):
        return Record("", "", "")


# ---- update -----------------------------------------------------------------------------------------------------


def update(root: Path, stems: Iterable[str], progress: Progress) -> tuple[list[Outcome], list[BuildError]]:
    """Draw the draft of each article anew and merge it into its record. A record in fault is told and left alone."""
    registry = load_registry(root)
    outcomes: list[Outcome] = []
    faults: list[BuildError] = []
    by_stem = {PurePosixPath(path).stem: path for path, _ in list_files(root, SOURCES, SUFFIXES)}

    def updated(stem: str) -> Outcome | tuple[BuildError, ...]:
        try:
            return _update_one(root, stem, by_stem.get(stem), registry)
        except Faults as error:
            return error.errors
        except BuildError as error:
            return (error,)

    wanted = list(stems)
    with closing(in_order(updated, wanted, processors())) as results:
        for stem in wanted:
            progress(stem)
            result = next(results)
            if isinstance(result, Outcome):
                outcomes.append(result)
            else:
                faults += result
    return outcomes, faults


def _update_one(root: Path, stem: str, source: str | None, registry: Registry) -> Outcome:
    path = f"{RECORDS}/{stem}.yaml"
    data = read_file(root, path, limits.RECORD_BYTES)
    record_text = decode_yaml_bytes(data, path, limits.RECORD_BYTES)
    mine = parse_record(record_text, path)
    text = _read_text(root, f"{TEXTS}/{stem}.txt")
    if text_digest(text) != mine.text_sha256:
        raise BuildError(
            path, None,
            Both("the kept text is not the one this record was made from", "النص المحفوظ ليس ما بُني عليه هذا السجل"),
            Both("Restore content/texts from git first.", "أعد content/texts من git أولاً."),
        )  # fmt: skip
    if source is None:
        decoded = Decoded(text, "text", "utf-8")
    else:
        decoded = decode(read_file(root, source, limits.ARTICLE_BYTES * 2), source)
    base = read_draft(root, stem)
    draft = draft_article(text, _known_of(decoded, text, registry, mine), registry, mine.added)
    # Without the last draft nobody can tell what a person typed: then everything is taken for theirs.
    merged = merge_record(record_text, path, mine, base.draft if base else draft.draft, draft.draft, text)
    if merged.text is not record_text:
        bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        write_durable(root, path, bom + merged.text.encode())
    # The draft follows the record: killed between the two, the next update finds nothing left to carry over.
    packed = write_draft(draft)
    if base is None or write_draft(base) != packed:
        write_durable(root, f"{DRAFTS}/{stem}.json", packed)
    return _updated(stem, path, merged, record_text, has_base=base is not None)


def _updated(stem: str, path: str, merged: Merged, before: str, *, has_base: bool) -> Outcome:
    status = "unchanged" if merged.text == before else "updated"
    if not has_base:
        status = "without a base"
    notes = tuple(".".join(map(str, keys)) for keys in merged.changed)
    return Outcome(path, stem, status, len(merged.added), notes, len(merged.offers))


# ---- drafts on disk ---------------------------------------------------------------------------------------------


def write_draft(draft: Draft) -> bytes:
    """The draft as JSON, keys in order, a fact or a found row a line, so that git shows what the extractor changed."""
    encode = msgspec.json.Encoder(order="deterministic").encode
    record = msgspec.to_builtins(draft.draft)
    lines = ['{"draft":{']
    rows = [_json_rows(key, value, encode) for key, value in record.items()]
    lines.append(",\n".join(rows))
    lines.append('},"found":{')
    found = msgspec.to_builtins(draft.found)
    lines.append(",\n".join(_json_rows(key, value, encode) for key, value in found.items()))
    lines.append("}}")
    return "\n".join(lines).encode() + b"\n"


def _json_rows(key: str, value: object, encode: Callable[[object], bytes]) -> str:
    if isinstance(value, list | tuple) and value:
        return f'"{key}":[\n' + ",\n".join(encode(row).decode() for row in value) + "\n]"
    return f'"{key}":{encode(value).decode()}'


def read_draft(root: Path, stem: str) -> Draft | None:
    """The extractor's last word on an article; None where it has none. Raises BuildError for a damaged one."""
    path = f"{DRAFTS}/{stem}.json"
    if not (root / path).exists():
        return None
    try:
        return msgspec.json.decode(read_file(root, path, limits.ARTICLE_BYTES * 4), type=Draft)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BuildError(
            path, None,
            Both(f"the draft is damaged: {error}", f"المسودة تالفة: {error}"),
            Both("Restore it from git, or delete it: `waqai update` draws it again.",
                 "أعدها من git، أو احذفها: `waqai update` يرسمها من جديد."),
        ) from None  # fmt: skip


def found_in(root: Path, stem: str) -> Found | None:
    """What the stages saw in an article, for preview."""
    draft = read_draft(root, stem)
    return draft.found if draft else None


# ---- names of files ---------------------------------------------------------------------------------------------


def safe_stem(name: str, digest: str) -> str:
    """A file stem that is safe everywhere: the given name's letters, digits and dashes; else the digest's beginning."""
    base = PurePosixPath(name).name
    for suffix in SUFFIXES:
        base = base.removesuffix(suffix)
    base = "" if name == "-" else base.encode("utf-8", "ignore").decode()
    kept = re.sub(r"[^\w]+", "-", base).strip("-_").lower()
    while len(kept.encode()) > limits.FILE_NAME_BYTES - 40:
        kept = kept[:-1]
    return kept if kept and name_problem(kept) is None else f"article-{digest[:8]}"


def _suffix(name: str, format_: str) -> str:
    given = PurePosixPath(name).suffix.lower()
    return given if given in SUFFIXES else {"html": ".html", "markdown": ".md"}.get(format_, ".txt")


def _free_stem(taken: Set[str], stem: str) -> str:
    """`stem`, or `stem-2` … where another article has it."""
    candidate, number = stem, 1
    while candidate in taken:
        number += 1
        candidate = f"{stem}-{number}"
    return candidate


def _names(root: Path, folder: str) -> list[str]:
    return [path for path, _ in list_files(root, folder, (*SUFFIXES, ".yaml", ".yml"))]


def _source_digests(root: Path) -> dict[str, str]:
    return {
        hashlib.sha256(read_file(root, path, limits.ARTICLE_BYTES * 2)).hexdigest(): path
        for path, _ in list_files(root, SOURCES, SUFFIXES)
    }


def _recorded_digests(root: Path) -> set[str]:
    """text_sha256 of every record, read without judging the rest of the file."""
    found = set()
    for path, _ in list_files(root, RECORDS, (".yaml", ".yml")):
        match = re.search(rb"(?m)^text_sha256: *['\"]?([0-9a-f]{64})", read_file(root, path, limits.RECORD_BYTES))
        if match:
            found.add(match[1].decode())
    return found
