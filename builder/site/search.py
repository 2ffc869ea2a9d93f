"""The search index: static files, cut so that a query needs a few small ones. templates/static/search.js reads them.

Every word of what is shown becomes its keys (lexicon/stems.py), and each key has a line: its forms on this site, and
where they stand. A reader's word is looked up among the forms; one the site does not print is taken apart by the script,
which has no vocabulary. So beside its own forms the site lists the words that such taking apart would get wrong
(`بوتين`, where `وتين` is printed), and the broken plurals that it could not find.

Files (under /assets/search/, each named by its digest): `i` the table of contents; `t…` terms, by their letters; `d…`
what a result shows; `n…` names for the suggestions; `e…` and `y…` the facts of an entity and of a year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b

from msgspec import Raw, Struct, json

from builder.lexicon.stems import TEH, Stems, broken, doublets, nisbas, snares, word_form, word_form_of_lines
from builder.model import Entity
from builder.site import exports
from builder.site.entities import foremost
from builder.site.hosting import ASSETS
from builder.site.index import UNDATED, Entry
from builder.site.labels import KINDS
from builder.site.permalinks import file_of
from builder.site.shown import NO_OUTLET, Shown, piece_of_a_fact
from builder.site.views import NameLink, Page, SearchView
from builder.text.digits import write_digits
from builder.text.tables import read_table

FOLDER = f"{ASSETS}search/"
_TERMS_SIZE = 9_000  # characters of one file of terms: 3 KB compressed
_NAMES_SIZE = 6_000
_TOGETHER = 8  # facts in one file: neighbours come from one article and share its words
_ENTITIES_TOGETHER = 16
_FOREMOST = 16  # names on the page before anything is asked
_WORD = re.compile(r"[^\W_]+")
_PLACE = re.compile(
    r"^[#>*\-\d.\s]+|[*_`\[\]]|\(/[^)]*\)|\(https?:[^)]*\)", re.MULTILINE
)  # Markdown signs and addresses
_SIGNS = re.compile(r"[^\w\n]|_")
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# Where the first of a key's forms stands in a document: a word of the statement (its number), of the evidence, a name.
_STATEMENT, _EVIDENCE, _NAME = 48, 48, 60
_LED = "وفبلكاس"
_FILES = {"fact": "f", "entity": "e", "source": "s", "page": "p"}


class Document(Struct, frozen=True, gc=False):
    """Something that is found. starts: the place where each of its texts begins; words: the forms of the words of each, in order,
    parted by spaces, a line each; row: what a result shows, as JSON."""

    starts: tuple[int, ...]
    words: str
    row: Raw


class Concept(Struct, frozen=True, gc=False):
    """An entity or an outlet, with the names by which a query may mean it, and the facts (by number) that it is in."""

    names: tuple[str, ...]
    facts: tuple[int, ...]
    entity: int | None


def search_pages(shown: Shown) -> list[Page]:
    """The search page and its index. What the site hides is in neither."""
    files = index_files(shown)
    address = shown.addresses.search
    root = shown.addresses.root
    years = sorted({year for entry in shown.index.facts.values() if (year := _year(entry))}, reverse=True)
    has_timeline = shown.config.outputs.timeline
    lists = [("الأسماء", shown.addresses.entities()), ("المصادر", shown.addresses.sources)]
    lists += [("الخط الزمني", shown.addresses.timeline())] if has_timeline else []
    view = SearchView(
        head=shown.head("بحث", "ابحث في الوقائع والأسماء والمصادر.", address, indexed=False),
        root=root,
        index=f"..{files[-1].address}",
        fact=shown.config.permalinks.fact,
        kinds=(("f", "الوقائع"), ("e", "الأسماء"), ("s", "المصادر"), ("p", "الصفحات")),
        years=tuple((year, write_digits(str(int(year)), shown.config.digits)) for year in years),
        names=foremost(shown, _FOREMOST),
        lists=tuple(NameLink(name, shown.addresses.href(to)) for name, to in lists),
    )
    return [*files, Page(file_of(address), address, "search", "search.html", view)]


def index_files(shown: Shown) -> list[Page]:
    """The files of the index, the table of contents last."""
    entries = [entry for entries in shown.index.by_source.values() for entry in entries]
    number = {entry.id: n for n, entry in enumerate(entries)}
    entities = [shown.index.entities[i] for i in sorted(shown.paged_entities)]
    documents = {
        "f": [_fact(entry, shown) for entry in entries],
        "e": [_entity(entity, shown) for entity in entities],
        "s": _sources(shown),
        "p": _prose(shown),
    }
    concepts = _concepts(shown, entities, number)
    terms = Terms(documents, concepts)
    files = _Files()
    term_starts = files.add_sorted("t", terms.lines(), _TERMS_SIZE)
    name_starts = files.add_sorted("n", _name_lines(entities, shown), _NAMES_SIZE)
    for kind, rows in documents.items():
        for at in range(0, len(rows), _TOGETHER):
            files.add(f"d{kind}{at // _TOGETHER}", [document.row for document in rows[at : at + _TOGETHER]])
    for at in range(0, len(concepts), _ENTITIES_TOGETHER):
        files.add(
            f"e{at // _ENTITIES_TOGETHER}",
            [_encoded(n << 6 for n in c.facts) for c in concepts[at : at + _ENTITIES_TOGETHER]],
        )
    years: dict[str, list[int]] = {}
    for n, entry in enumerate(entries):
        if year := _year(entry):
            years.setdefault(year, []).append(n << 6)
    for year, numbers in sorted(years.items()):
        files.add(f"y{year}", _encoded(numbers))
    folding = read_table("builder.text", "folding")
    contents = {
        "root": shown.addresses.root,
        "count": {kind: len(rows) for kind, rows in documents.items()},
        "together": _TOGETHER,
        "concepts": _ENTITIES_TOGETHER,
        "terms": term_starts,
        "names": name_starts,
        "stops": sorted(_stops()),
        "fold": {k: v for k, v in folding["one"].items() if k != "ة"} | {"ة": TEH},
        "gone": "".join(folding["gone"]),
        "digits": shown.config.digits,
        "nouns": read_table("builder.site", "search")["nouns"],
        "files": files.digests,
    }
    return [*files.pages, _page("i", contents)[1]]


# ---- what is found --------------------------------------------------------------------------------------------------


def _year(entry: Entry) -> str | None:
    return None if entry.slot == UNDATED else entry.slot[:4]


_FACT = 0, _EVIDENCE, _NAME


def _fact(entry: Entry, shown: Shown) -> Document:
    words, _, row = _fact_document(shown, entry).partition(b"\0")
    return Document(_FACT, words.decode(), Raw(row))


@piece_of_a_fact
def _fact_document(shown: Shown, entry: Entry) -> bytes:
    """The words of a fact and what a result shows, with a NUL between them, which neither holds."""
    row = shown.row(entry)
    fact = entry.fact
    evidence = " … ".join(selector.exact for selector in fact.evidence)
    names = dict.fromkeys(
        [*fact.who, *fact.where, *fact.denied_by, *(n for link in fact.attribution for n in link.who)]
    )
    said = " ".join(link.as_printed or "" for link in fact.attribution)
    values = (
        entry.id,
        fact.statement,
        evidence,
        row.when,
        [(badge.tone, badge.label) for badge in row.badges],
        "، ".join(name.name for name in row.speakers),
        row.outlet,
        "، ".join(names),
    )
    words = _words(fact.statement, evidence, f"{'، '.join(names)} {said}")
    return words.encode() + b"\0" + json.encode(values)


def _document(fields: Iterable[tuple[int, str]], row: Iterable[object]) -> Document:
    starts, texts = zip(*fields, strict=True)
    return Document(starts, _words(*texts), Raw(json.encode(tuple(row))))


def _entity(entity: Entity, shown: Shown) -> Document:
    spellings = exports.spellings(entity.id, shown.index)
    facts = len(shown.index.by_entity.get(entity.id, ()))
    row = (
        shown.addresses.entity(entity.id), entity.name, KINDS[entity.type]["one"], entity.description or "",
        shown.counted(facts, "fact") if facts else "", "، ".join(spellings),
    )  # fmt: skip
    return _document(((0, entity.name), (_NAME, " ، ".join((*spellings, *entity.aliases)))), row)


def _sources(shown: Shown) -> list[Document]:
    found = []
    for home in shown.index.records.values():
        if shown.has_source_page(home):
            source = shown.source(home)
            outlet = source.outlet.name if source.outlet else ""
            count = shown.counted(len(shown.index.by_source[home.record.id]), "fact")
            row = (
                shown.addresses.source(home.record.id),
                source.title,
                outlet or NO_OUTLET,
                source.published or "",
                count,
            )
            others = (outlet, *(name.name for name in source.agencies), *source.authors)
            found.append(_document(((0, source.title), (_NAME, "، ".join(others))), row))
    return found


def _prose(shown: Shown) -> list[Document]:
    found = []
    for page in sorted(shown.index.content.prose, key=lambda p: p.slug):
        text = " ".join(_PLACE.sub(" ", page.markdown).split())
        row = (shown.addresses.prose(page.slug), page.title, text)
        found.append(_document(((0, page.title), (_EVIDENCE, text)), row))
    return found


def _concepts(shown: Shown, entities: Sequence[Entity], number: Mapping[str, int]) -> list[Concept]:
    """Each entity in its order, then each outlet that no record resolves."""
    index = shown.index
    published = {
        id_: [e for home in homes for e in index.by_source[home.record.id]] for id_, homes in index.published_by.items()
    }
    found = []
    for n, entity in enumerate(entities):
        facts = {number[e.id] for e in (*index.by_entity.get(entity.id, ()), *published.get(entity.id, ()))}
        names = (entity.name, *entity.aliases, *exports.spellings(entity.id, index))
        found.append(Concept(tuple(dict.fromkeys(names)), tuple(sorted(facts)), n))
    outlets: dict[str, set[int]] = {}
    for home in index.records.values():
        publisher = home.record.publisher
        if publisher is not None and index.entity_of(home, publisher.value) is None:
            outlets.setdefault(publisher.value, set()).update(number[e.id] for e in index.by_source[home.record.id])
    return found + [Concept((name,), tuple(sorted(facts)), None) for name, facts in sorted(outlets.items())]


def _name_lines(entities: Sequence[Entity], shown: Shown) -> list[tuple[str, str]]:
    """For each word of each entity's names a line under that word, for the suggestions."""
    lines: set[tuple[str, str]] = set()
    for entity in entities:
        count = len(shown.index.by_entity.get(entity.id, ()))
        names = (entity.name, *entity.aliases, *exports.spellings(entity.id, shown.index))
        words = {word for name in names for word in _WORD.findall(word_form(name).replace(TEH, "ه"))}
        words |= {word[2:] for word in words if word.startswith("ال") and len(word) > 4}
        for word in words:
            line = "\t".join((word, entity.name, KINDS[entity.type]["one"], str(count), " ".join(sorted(words))))
            lines.add((word, line))
    return sorted(lines)


def _stops() -> frozenset[str]:
    return frozenset(word_form(word).replace(TEH, "ه") for word in read_table("builder.site", "search")["stops"])


# ---- terms ----------------------------------------------------------------------------------------------------------


class Terms:
    """The keys of all documents with their forms and places."""

    def __init__(self, documents: Mapping[str, Sequence[Document]], concepts: Sequence[Concept]) -> None:
        stops = _stops()
        self.forms: set[str] = set()
        for rows in documents.values():
            self.forms.update(*(document.words.split() for document in rows))
        self.forms -= stops
        self._plain = {form.replace(TEH, "ه") for form in self.forms}
        self.stems = Stems(self._plain)
        self.stems.expect(self.forms)
        self.keys = {form: self.stems.keys(form) for form in self.forms}
        self.places: dict[str, dict[str, list[int]]] = {}
        for kind, rows in documents.items():
            for key, list_ in self._places(rows).items():
                self.places.setdefault(key, {})[kind] = list_
        self.concepts: dict[str, list[str]] = {}
        self._stops = stops
        for n, concept in enumerate(concepts):
            for name in concept.names:
                self._add_concept(n, name)

    def _places(self, documents: Sequence[Document]) -> dict[str, list[int]]:
        """For each key the documents that have it, each as its number times 64 and the first place in it."""
        one = {form: keys[0] for form, keys in self.keys.items() if len(keys) == 1}.get
        several = {form: keys for form, keys in self.keys.items() if len(keys) > 1}.get
        found: defaultdict[str, list[int]] = defaultdict(list)
        for n, document in enumerate(documents):
            first: dict[str, int] = {}
            # The last text first and its words backwards, so that what stays of a word is its first place.
            for start, line in zip(reversed(document.starts), reversed(document.words.split("\n")), strict=True):
                words = line.split()
                first.update(zip(reversed(words), reversed(_places_from(start, len(words))), strict=True))
            for form, place in first.items():
                single = one(form)
                for key in (single,) if single is not None else several(form, ()):
                    row = found[key]
                    if row and row[-1] >> 6 == n:  # two forms of one word
                        row[-1] = min(row[-1], n << 6 | place)
                    else:
                        row.append(n << 6 | place)
        return found

    def _add_concept(self, n: int, name: str) -> None:
        words = [word for word in _WORD.findall(word_form(name)) if word.replace(TEH, "ه") not in self._stops]
        if not words:
            return
        keys = [self.stems.keys(word)[0] for word in words]
        # A name of one word that has the article is meant only with it: الجزيرة is no جزيرة.
        definite = "ال" if len(words) == 1 and words[0].startswith("ال") and keys[0] != words[0] else ""
        line = f"{n}{definite} {' '.join(keys)}"
        rows = self.concepts.setdefault(keys[0], [])
        if line not in rows:
            rows.append(line)
        self.places.setdefault(keys[0], {})

    def lines(self) -> list[tuple[str, str]]:
        """(sorting letters, line) of every key, of every form under other letters, and of every word that is none."""
        forms: dict[str, set[str]] = {key: set() for key in self.places}
        keys: dict[str, set[str]] = {}
        for form in self.forms:
            plain = form.replace(TEH, "ه")
            for key in self.keys[form]:
                forms[key].add(plain)
                keys.setdefault(plain, set()).add(key)
        self._add_spellings(keys)
        self._add_whole_words(keys)
        lines: list[tuple[str, str]] = []
        for key, places in self.places.items():
            parts = [_encoded(places[kind]) if kind in places else "" for kind in _FILES.values()]
            # Most words have one form, their key; one that is only the name of a concept has none.
            own = " ".join(sorted(forms[key])) if forms[key] != {key} else key
            line = "\t".join(
                [key, "" if own == key else own or "-", *parts, ";".join(self.concepts.get(key, ()))]
            ).rstrip("\t")
            lines.append((letters(key), line))
        for plain, found in keys.items():
            if found != {plain}:
                lines.append((letters(plain.replace(TEH, "ه")), f">{plain}\t{' '.join(sorted(found))}"))
        lines += [(letters(form), f"~{form}\t{key}") for form, key in self._near_words(keys)]
        return sorted(lines)

    def _add_spellings(self, keys: dict[str, set[str]]) -> None:
        """Broken plurals, words written in two ways, and words behind one letter that nobody knows."""
        for key in self.places:
            for other in broken().get(key, ()):
                keys.setdefault(other, set()).add(key)
        for other, one in doublets().items():
            if one in self.places and other not in keys:
                keys[other] = {one}
        for plain in self._plain:
            rest = plain[1:]
            if plain[0] not in "وبل" or len(rest) < 4 or rest in keys or plain not in self.places:
                continue
            if not self.stems.knows_outside(plain) and not self.stems.knows_outside(rest):
                keys[rest] = {plain}

    def _add_whole_words(self, keys: dict[str, set[str]]) -> None:
        """Known words from which the script would cut something: each with its own keys, or none."""
        bases = self._plain | self.places.keys()
        caught = [form for form in snares(bases) if form not in keys]
        self.stems.expect(caught)
        for form in caught:
            if form not in keys:
                keys[form] = self._own_keys(form)
                plain = form.replace(TEH, "ه")
                if plain not in keys:
                    keys[plain] = self._own_keys(plain)

    def _own_keys(self, form: str) -> set[str]:
        return {key for key in self.stems.keys(form) if key in self.places}

    def _near_words(self, keys: Mapping[str, set[str]]) -> list[tuple[str, str]]:
        """A country's adjective where only the country is named, and the other way round: offered, never joined."""
        found = []
        for adjective, country in nisbas().items():
            if country in self.places and adjective not in self.places:
                found.append((adjective, country))
            elif adjective in self.places and country not in self.places:
                found.append((country, adjective))
        return found


def _words(*texts: str) -> str:
    """The forms of the words of each text, in order, parted by spaces, a line each."""
    folded = word_form_of_lines("\n".join(" ".join(text.split()) for text in texts))
    return _SIGNS.sub(" ", folded)


@cache
def _places_from(start: int, size: int) -> tuple[int, ...]:
    """The places of the words of a field: a number in the statement, an eighth of it in the evidence, one for names."""
    if start == 0:
        return tuple(min(i, _STATEMENT - 1) for i in range(size))
    return (start,) * size if start == _NAME else tuple(start + min(i // 8, 11) for i in range(size))


def letters(word: str) -> str:
    """The letters that sort a word: those that may be attached go, so that a word and its attached forms are neighbours."""
    at = 0
    while len(word) - at > 3 and word[at] in _LED:
        at += 1
    return word[at:]


# ---- files ----------------------------------------------------------------------------------------------------------


def _encoded(places: Iterable[int]) -> str:
    """Documents in ascending order, each times 64 and with a place, as letters: the distance to the one before, the place."""
    out = []
    expected = 0
    for value in places:
        number = value >> 6
        distance = number - expected
        expected = number + 1
        if distance < 1024:
            out.append(_STEPS[distance])
        else:
            while distance > 31:
                out.append(_DIGITS[32 + (distance & 31)])
                distance >>= 5
            out.append(_DIGITS[distance])
        out.append(_DIGITS[value & 63])
    return "".join(out)


_STEPS = [_DIGITS[n] if n < 32 else _DIGITS[32 + (n & 31)] + _DIGITS[n >> 5] for n in range(1024)]


class _Files:
    """The files of an index, and the digest in the name of each, by groups."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.digests: dict[str, str] = {}

    def add(self, name: str, value: object) -> None:
        digest, page = _page(name, value)
        self.pages.append(page)
        group = name.rstrip("0123456789") if name[0] != "y" else name
        # One string for each group of numbered files: the digests are all of one length.
        self.digests[group] = self.digests.get(group, "") + digest

    def add_sorted(self, group: str, lines: Sequence[tuple[str, str]], size: int) -> list[str]:
        """Cut `lines` into files of about `size` characters; returns the sorting letters at which each begins."""
        starts: list[str] = []
        parts: list[list[str]] = []
        length, before = 0, ""
        for order, line in lines:
            if not parts or (length > size and order != before):
                starts.append(order)
                parts.append([])
                length = 0
            parts[-1].append(line)
            length += len(line) + 1
            before = order
        for n, part in enumerate(parts):
            self.add(f"{group}{n}", "\n".join(part))
        return starts


def _page(name: str, value: object) -> tuple[str, Page]:
    data = f"waqai({json.encode(name).decode()},{json.encode(value).decode()})\n".encode()
    digest = blake2b(data, digest_size=3).hexdigest()
    address = f"{FOLDER}{name}.{digest}.js"
    return digest, Page(address.removeprefix("/"), address, "index", None, data)
