"""The JSON Schema of a fact as `/f/ID.json` and `/data/` hold it: what a program that reads them may rely on."""

from __future__ import annotations

from typing import get_args

from builder.model import Basis, CorrectionClass, Modality, Rating, Speech
from builder.site.exports import Json
from builder.site.permalinks import Addresses

_ID: Json = {"type": "string", "pattern": "^[bcdfghjkmnpqrstvwxz][0-9bcdfghjkmnpqrstvwxz]{9}$"}
_DAY: Json = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TEXT: Json = {"type": "string"}
_LINK: Json = {"type": "string", "format": "uri", "pattern": "^https?://"}
_MAYBE: Json = {"type": ["string", "null"]}


def fact_schema(addresses: Addresses) -> dict[str, Json]:
    """JSON Schema 2020-12. A fact that stands has its statement; one that does not says what happened to it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": addresses.absolute("/data/fact.schema.json"),
        "title": "واقعة",
        "oneOf": [{"$ref": "#/$defs/fact"}, {"$ref": "#/$defs/absent"}],
        "$defs": {
            "fact": _fact(),
            "absent": _object(
                {
                    "id": _ID,
                    "url": _LINK,
                    "status": {"enum": ["withdrawn", "rejected", "draft"]},
                    "withdrawn": _object({"date": _DAY, "why": _TEXT, "successor": {"anyOf": [_ID, {"type": "null"}]}}),
                },
                optional=("withdrawn",),
            ),
            "name": _object({"name": _TEXT, "id": {"anyOf": [_ID, {"type": "null"}]}}),
        },
    }


def _fact() -> Json:
    names: Json = {"type": "array", "items": {"$ref": "#/$defs/name"}}
    link = _object(
        {
            "via": names, "speaker": names, "as": _TEXT, "cue": _MAYBE, "at": {"type": "integer", "minimum": 0},
            "speech": _one_of(get_args(Speech)),
        },
        optional=("via", "speaker", "as", "at", "speech"),
    )  # fmt: skip
    fields: dict[str, Json] = {
        "id": _ID,
        "url": _LINK,
        "status": {"enum": ["draft", "reviewed"]},
        "statement": {"type": "string", "description": "جملة المحرّر"},
        "modality": _one_of(get_args(Modality)),
        "evidence": {
            "type": "array",
            "minItems": 1,
            "description": "الشاهد حرفاً بحرف، وموضعه في النص المحفوظ بعدد المحارف",
            "items": _object({"exact": _TEXT, "at": {"type": "integer", "minimum": 0}}),
        },
        "attribution": {"type": "array", "description": "من الناقل الأول إلى القائل", "items": link},
        "when": _object({"text": _MAYBE, "edtf": _MAYBE, "basis": _one_of(get_args(Basis))}),
        "who": names,
        "where": names,
        "denied_by": names,
        "verdict": _object(
            {
                "rating": _one_of(get_args(Rating)),
                "label": _TEXT,
                "by": _TEXT,
                "date": _DAY,
                "why": _TEXT,
                "url": _MAYBE,
            }
        ),
        "corrections": {
            "type": "array",
            "items": _object(
                {"date": _DAY, "class": _one_of(get_args(CorrectionClass)), "was": _TEXT, "now": _TEXT, "why": _MAYBE}
            ),
        },
        "versions": {
            "type": "array",
            "description": "الصيغ السابقة، الأقدم أولاً؛ تغيب العبارة إن لم تكف التصويبات لاستعادتها",
            "items": _object({"url": _LINK, "until": _DAY, "statement": _MAYBE}),
        },
        "disputes": {"type": "array", "items": _ID},
        "same_as": _object(
            {
                "accounts": {"type": "integer", "minimum": 2},
                "origins": {"type": "integer", "minimum": 1},
                "origin": {"type": "array", "items": _TEXT},
                "facts": {
                    "type": "array",
                    "items": _object(
                        {"id": _ID, "origin": {"type": "array", "items": _TEXT}, "same_origin": {"type": "boolean"}}
                    ),
                },
            }
        ),
        "source": _object(
            {
                "id": _ID,
                "url": _LINK,
                "title": _MAYBE,
                "publisher": _MAYBE,
                "agencies": {"type": "array", "items": _TEXT},
                "published": {"type": ["string", "null"], "description": "EDTF"},
                "original": _MAYBE,
                "archive": _MAYBE,
                "text_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "text": _LINK,  # of the kept text, where the rights let it be published
            },
            optional=("text",),
        ),
    }
    optional = ("when", "denied_by", "verdict", "corrections", "versions", "disputes", "same_as")
    return _object(fields, optional=optional)


def _object(properties: dict[str, Json], optional: tuple[str, ...] = ()) -> Json:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _one_of(values: tuple[str, ...]) -> Json:
    return {"enum": list(values)}
