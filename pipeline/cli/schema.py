"""The JSON schema of form specs: what ``Form`` takes, and what ``extends`` and ``change`` add to it."""

import json
from typing import Any

from pipeline.spec.form import Form
from pipeline.spec.registry import BUILT_IN

SCHEMA_FILE = BUILT_IN / "schema.json"
_PATH = {"type": "string", "description": "A path of names in the form it extends, outermost first: ⑤経費 / 公債費"}


def form_schema() -> dict[str, Any]:
    """A spec is either a whole form, or an extending one that says only what differs."""
    whole = Form.model_json_schema()
    definitions = whole.pop("$defs")
    whole["anyOf"] = [{"required": ["title", "sections"]}, {"required": ["listed"]}]
    extending = {
        "description": "A form that is another one with a few changes.",
        "type": "object",
        "additionalProperties": False,
        "properties": {**whole["properties"], "extends": _extends(), "change": _change()},
        "required": ["form", "extends"],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Form spec of hyoka",
        "$defs": {**definitions, "WholeForm": whole, "ExtendingForm": extending},
        "if": {"type": "object", "required": ["extends"]},
        "then": {"$ref": "#/$defs/ExtendingForm"},
        "else": {"$ref": "#/$defs/WholeForm"},
    }


def schema_text() -> str:
    """The schema as it stands in its file."""
    return json.dumps(form_schema(), ensure_ascii=False, indent=2) + "\n"


def _extends() -> dict[str, Any]:
    return {"type": "string", "pattern": r"^[a-z0-9_]+/[a-z0-9_]+/\d{4}$", "description": "The form it builds on."}


def _change() -> dict[str, Any]:
    edits = [
        _edit("Set keys of what is found there.", at=_PATH, set={}),
        _edit("Set keys of everything that is found there.", at=_PATH, every={"const": True}, set={}),
        _edit("Take out what is found there.", at=_PATH, remove={"const": True}),
        _edit("Add something after it.", after=_PATH, add={}),
        _edit("Add something before it.", before=_PATH, add={}),
        _edit("Move something, with all that is in it, behind it.", move=_PATH, after=_PATH),
        _edit("Move something, with all that is in it, before it.", move=_PATH, before=_PATH),
    ]
    return {"type": "array", "items": {"oneOf": edits}, "description": "Edits inside the form it builds on."}


def _edit(description: str, **keys: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": description,
        "type": "object",
        "additionalProperties": False,
        "properties": keys,
        "required": list(keys),
    }
