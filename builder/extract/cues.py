"""The words that frame what somebody says: what each form of a reporting verb asks for (lexicon/data/verbs.yaml)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from builder.extract.words import keys
from builder.lexicon import table
from builder.text.folding import fold_key


class Cue(Struct, frozen=True, gc=False):
    """What a form of a reporting verb asks for.

    kind: verb | participle | noun. noun_object: its content may be a noun (أكد ثبات الموقف); prepositions: after one
    of these. close: أن must follow soon, the verb has other senses. via: words come through its subject. needs: one of
    these must begin a word near, for the verb to report speech. feminine: of a verb or participle. past: of a verb.
    """

    stance: str
    kind: str
    noun_object: bool
    prepositions: tuple[str, ...]
    close: bool
    via: bool
    needs: tuple[str, ...]
    feminine: bool
    past: bool


_TABLE = table("verbs")


def preposition(word: str) -> str:
    """A folded word of the tables; `على` stays apart from the name `علي`, as in the words of an article."""
    return "على" if word == "على" else fold_key(word)


def _listed(verb: dict[str, Any], key: str) -> tuple[str, ...]:
    """The folded words of a key that holds one word or a list of them."""
    words = verb.get(key, ())
    return tuple(map(preposition, (words,) if isinstance(words, str) else words))


def _cues() -> dict[str, Cue]:
    """Every form, folded, and what it asks for; the first row that names a form wins."""
    with_noun = keys(_TABLE["noun_objects"])
    found: dict[str, Cue] = {}
    for verb in _TABLE["verbs"]:
        prepositions, needs = _listed(verb, "with"), _listed(verb, "needs")
        close = verb.get("that") == "true" or verb.get("quote_only") == "true"
        forms = frozenset(fold_key(form) for form in verb.get("forms", ()))
        for kind, group in (("verb", "forms"), ("participle", "participles"), ("noun", "nouns")):
            for form in map(fold_key, verb.get(group, ())):
                present = form[0] == "ي" or (form[0] in "تن" and "ي" + form[1:] in forms)
                feminine = form.endswith("ت") or (present and form[0] == "ت") if kind == "verb" else form[-1] == "ه"
                if kind == "noun":
                    feminine = form.endswith("ها")
                found.setdefault(
                    form,
                    Cue(verb["stance"], kind, form in with_noun or (bool(prepositions) and form not in SHOWN), prepositions, close, verb.get("via") == "true",
                        needs, feminine, kind == "verb" and not present),
                )  # fmt: skip
    return found


_ENDINGS = {"ة": "ت", "ين": "وا", "ا": ""}  # of a participle: of the verb of the past
_NOT_STRONG = str.maketrans("", "", "اأإآويىئؤء")


@cache  # few drafts need it
def participles_told() -> dict[str, str]:
    """For each participle, folded, the verb of the past that tells the same: `معربة`, `أعربت`."""
    found: dict[str, str] = {}
    for verb in _TABLE["verbs"]:
        past = [form for form in verb.get("told") or verb.get("forms", ()) if form[0] != "ي"]
        for participle in verb.get("participles", ()):
            ending = next((e for e in _ENDINGS if participle.endswith(e)), "")
            stem = participle.removesuffix(ending).removeprefix("م")
            # a row may hold several verbs; of two that share their strong letters, the one written alike
            stems = {f: f.removesuffix(_ENDINGS[ending]) for f in past if ending and f.endswith(_ENDINGS[ending])}
            told = [f for f, of in stems.items() if of.translate(_NOT_STRONG) == stem.translate(_NOT_STRONG)]
            if told:
                found.setdefault(fold_key(participle), next((f for f in told if stems[f] == stem), told[0]))
    return found


SHOWN = keys(_TABLE["shown"])
CUES = _cues()
THAT = keys(_TABLE["that"])
UPON = keys(_TABLE["upon"])
ASKED = keys(_TABLE["asked"])
# `أن` after these belongs to them and not to a reporting verb.
NOT_THAT = keys(_TABLE["not_that"])
# Verbs whose letters are also a noun or a preposition: only after و, or where a clause begins.
CONJOINED = keys(_TABLE["conjoined"])
AS = keys(_TABLE["relative_one"])
BY = keys(_TABLE["sources_one"])
# Verbs that deny or confirm what stands before them: `وهو ما نفته ...`.
BACKWARD = keys(_TABLE["backward"])
STATED = keys(_TABLE["stated_in"])
OPENERS = keys(_TABLE["openers"])
# With a noun these name an act that is done by speaking: أعلنت الشركة إغلاق المصنع.
ANNOUNCE = keys(_TABLE["announce"])
# What a court does with a verb that condemns.
CONVICT = keys(_TABLE["convict"])
COURTS = keys(_TABLE["courts"])
# Nouns of what happens without anybody's will.
HAPPENINGS = keys(_TABLE["happenings"])
# What a source phrase may name that is nobody (وفق لائحة الاتهام).
SOURCE_NOUNS = keys(_TABLE["documents"]) | keys(_TABLE["source_nouns"])
CLAUSES = keys(_TABLE["clauses"])
RELATIVE = keys(_TABLE["relatives"])
# Right before أن these are passive: `يتهم بأنه`, `يعرف بأنه`.
PASSIVE = keys(_TABLE["passive_before_that"])
IMPERSONAL = keys(_TABLE["impersonal"])


def _triggers() -> frozenset[str]:
    """Every form a cue or a source phrase may begin with; all other words are passed over."""
    bare = frozenset(CUES) | BY | AS | BACKWARD | STATED
    return bare | {"و" + form for form in bare} | {"ف" + form for form in bare} | {"على", "وعلي"}


TRIGGERS = _triggers()
_THEN = keys(_TABLE["unsure"])  # `فرد المتهم: ...`


@lru_cache(maxsize=60_000)
def cue_of(form: str) -> tuple[Cue | None, int]:
    """The cue a folded word is, and how many letters of a conjunction stand before it."""
    cue = CUES.get(form)
    if cue is not None:
        return cue, 0
    if form[:1] == "و" or (form[:1] == "ف" and (len(form) > 3 or form in _THEN)):
        cue = CUES.get(form[1:])
    return cue, 1 if cue else 0
