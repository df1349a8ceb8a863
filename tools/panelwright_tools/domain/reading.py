"""Reading and writing story.json, with errors that name the panel and the field."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from panelwright_tools.domain.errors import UserError
from panelwright_tools.domain.migrations import migrated
from panelwright_tools.domain.story import Story

MAX_STORY_CHARACTERS: Final = 50_000_000
"""More than 5,000 crowded panels need; a longer text is not a story.json."""

_SINGULAR: Final = {
    "panels": "panel",
    "regions": "region",
    "relations": "relation",
    "cast": "character",
    "places": "place",
    "speech": "speech",
    "sounds": "sound",
    "sources": "source",
    "variations": "variation",
    "items": "item",
}


def read_story(text: str, source: str = "story.json") -> Story:
    """The story that a JSON text holds; `source` is how errors call it.

    Raises UserError when the text is not JSON, of a newer format, or breaks a rule of the model.
    """
    data = migrated(_parsed(text, source), source)
    try:
        # Through JSON again: Pydantic reads it by the rules of JSON, and refuses lone surrogates.
        return Story.model_validate_json(json.dumps(data))
    except ValidationError as error:
        raise UserError(f"{source}: {explain(error, data)}") from error


def write_story(story: Story) -> str:
    """The text of story.json: indented, so that a person can edit it."""
    data = story.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"format": story.format, **data}, indent=1, ensure_ascii=False) + "\n"


def story_schema() -> dict[str, Any]:
    """The JSON Schema of story.json."""
    schema = Story.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def explain(error: ValidationError, data: object) -> str:
    """One sentence for the first broken rule: where, what, and how many more there are."""
    errors = error.errors(include_url=False)
    where = _place(errors[0]["loc"], data)
    what = errors[0]["msg"].removeprefix("Value error, ")
    rest = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    joint = ", " if what.startswith("field ") else ": "
    return f"{where}{joint}{what}{rest}" if where else f"{what}{rest}"


def _parsed(text: str, source: str) -> dict[str, Any]:
    if len(text) > MAX_STORY_CHARACTERS:
        raise UserError(
            f"{source} has {len(text):,} characters; a story may have {MAX_STORY_CHARACTERS:,}."
        )
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(
            f"{source} is not valid JSON at line {error.lineno}, column {error.colno}: {error.msg}."
        ) from error
    except RecursionError as error:
        raise UserError(f"{source} is nested too deeply to be a story.") from error
    if not isinstance(data, dict):
        raise UserError(f"{source} must hold one JSON object, a story; see `agent schema`.")
    return data


def _place(path: Sequence[int | str], data: object) -> str:
    """`panel p03, region girl, field box` for the path of a validation error."""
    names: list[str] = []
    here, field = data, ""
    for step in path:
        here = _child(here, step)
        if isinstance(step, int) and field in _SINGULAR:
            names.append(f"{_SINGULAR[field]} {_name_of(here, step)}")
            field = ""
        elif isinstance(step, str):
            field = f"{field}.{step}" if field else step
    return ", ".join([*names, f"field {field}"] if field else names)


def _child(value: object, step: int | str) -> object:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _name_of(record: object, index: int) -> str:
    name = record.get("id") if isinstance(record, Mapping) else None
    return name[:64] if isinstance(name, str) and name else f"number {index + 1}"
