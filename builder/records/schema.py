"""The JSON Schema of a record: completion and hints in any editor that speaks YAML language server."""

from __future__ import annotations

from typing import Any

from builder.records import codec

_ID = {"type": "string", "pattern": "^[bcdfghjkmnpqrstvwxz][0-9bcdfghjkmnpqrstvwxz]{9}$"}
_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_EDTF = {"type": ["string", "null", "integer"], "description": "EDTF: 2025، 2025-07، 2025-07-11، 2025-07-10/2025-07-11"}
_TEXT = {"type": "string"}
_NAMES = {"type": "array", "items": _TEXT}
_PAIRS = {"type": "array", "items": {"type": "array", "items": _ID, "minItems": 2, "maxItems": 2}}
_AT = {"type": ["integer", "null"], "minimum": 0, "description": "موضع العبارة في النص المحفوظ"}


def record_schema() -> dict[str, Any]:
    """The schema as plain data; its keys are those of the codec."""
    exact = {"type": "string", "description": "العبارة كما وردت في النص المحفوظ"}
    selector = _map(codec.SELECTOR_KEYS, {"exact": exact, "at": _AT}, ("exact",))
    link = _map(
        codec.LINK_KEYS,
        {
            "via": {"type": ["array", "string", "null"], "items": _TEXT, "description": "من نُقل عنه"},
            "speaker": {"type": ["string", "array", "null"], "items": _TEXT, "description": "من قال"},
            "at": _AT,
            "speech": _one_of(codec.SPEECHES),
        },
    )
    when = _map(codec.WHEN_KEYS, {"edtf": _EDTF, "basis": _one_of(codec.BASES)})
    correction = _map(
        codec.CORRECTION_KEYS, {"date": _DAY, "class": _one_of(codec.CLASSES)}, ("date", "class", "was", "now")
    )
    verdict = _map(
        codec.VERDICT_KEYS,
        {"rating": _one_of(codec.RATINGS), "date": _DAY, "url": {"type": "string", "format": "uri"}},
        ("rating", "by", "date", "why"),
    )
    withdrawn = _map(codec.WITHDRAWN_KEYS, {"date": _DAY, "successor": _ID}, ("date", "why"))
    fact = _map(
        codec.FACT_KEYS,
        {
            "id": _ID,
            "statement": {"type": "string", "description": "جملة المحرر، بلا كلمات زمن نسبية"},
            "status": _one_of(codec.STATUSES),
            "evidence": {"type": "array", "items": selector, "minItems": 1},
            "attribution": {"type": "array", "items": link},
            "modality": _one_of(codec.MODALITIES),
            "denied_by": _NAMES,
            "when": {"anyOf": [when, _EDTF]},
            "who": _NAMES,
            "where": _NAMES,
            "verdict": verdict,
            "corrections": {"type": "array", "items": correction},
            "withdrawn": withdrawn,
        },
        ("id", "statement", "evidence"),
    )
    said = {"anyOf": [_TEXT, _map(codec.SAID_KEYS, {"basis": _one_of(codec.BASES)}, ("value",))]}
    published = _map(
        codec.PUBLISHED_KEYS,
        {
            "edtf": _EDTF,
            "basis": _one_of(codec.BASES),
            "candidates": {"type": "array", "items": _EDTF},
            "because": {"type": "array", "items": selector},
        },
    )
    record = _map(
        codec.RECORD_KEYS,
        {
            "id": _ID,
            "text_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "added": _DAY,
            "title": said,
            "publisher": said,
            "agencies": _NAMES,
            "authors": _NAMES,
            "published": {"anyOf": [_EDTF, published]},
            "url": {"type": "string", "format": "uri"},
            "archive": {"type": "string", "format": "uri"},
            "rights": _one_of(codec.RIGHTS),
            "reviewed": _map(codec.REVIEWED_KEYS, {"date": _DAY}, codec.REVIEWED_KEYS),
            "facts": {"type": "array", "items": fact},
            "rejected": {"type": "array", "items": _map(codec.REJECTED_KEYS, {"id": _ID, "at": _AT}, ("exact",))},
            "disputes": {**_PAIRS, "description": "أزواج من الوقائع تتعارض"},
            "same_as": {**_PAIRS, "description": "أزواج من الوقائع تروي حدثاً واحداً"},
            "names": {
                "type": "object",
                "additionalProperties": {
                    "anyOf": [_ID, {"type": "string", "pattern": f"^new ({'|'.join(codec.TYPES)})( [0-9]{{1,3}})?$"}]
                },
            },
            "noise": {"type": "array", "items": _map(codec.NOISE_KEYS, {"at": _AT}, ("exact",))},
        },
        ("id", "text_sha256", "added"),
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Waqai record", **record}


def _one_of(values: tuple[str, ...]) -> dict[str, Any]:
    return {"enum": list(values)}


def _map(keys: tuple[str, ...], types: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "object", "properties": {key: types.get(key, _TEXT) for key in keys}}
    if required:
        made["required"] = list(required)
    return {**made, "additionalProperties": False}
