"""What a canvas is asked for: texts with cells on a grid, read from JSON."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, ValidationError, field_validator, model_validator

from panelwright_tools.domain import UserError
from panelwright_tools.domain.model import Model
from panelwright_tools.domain.reading import explain
from panelwright_tools.domain.text import MAX_TEXT, Text

MAX_CHARACTERS: Final = 20_000_000
"""Of a file of items."""
MAX_ITEMS: Final = 100_000
"""In a file; the newest of them are painted."""
_Cells = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
_EXAMPLE: Final = '{"grid": [30, 30], "items": [{"text": "a red boat", "x": 3, "y": 4}]}'


def _moment(value: Any) -> Any:
    """A date and time as seconds; without a zone it is taken as UTC."""
    if not isinstance(value, str):
        return value
    moment = datetime.fromisoformat(value)
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).timestamp()


class CanvasItem(Model):
    """One request: what is to be seen in which cells."""

    text: Text = Field(description="a red boat")
    x: _Cells = Field(description="the column of its left cell, from 0")
    y: _Cells = Field(description="the row of its upper cell, from 0")
    w: int = Field(default=1, ge=1, le=1_000_000, description="cells across")
    h: int = Field(default=1, ge=1, le=1_000_000, description="cells down")
    time: Annotated[float, BeforeValidator(_moment)] | None = Field(
        default=None,
        allow_inf_nan=False,
        description="a number or an ISO date: the larger, the newer; None: as the file has them",
    )

    @model_validator(mode="before")
    @classmethod
    def _cell_may_be_a_list(cls, data: Any) -> Any:
        """`"cell": [x, y, w, h]` says the same as four fields, `order` the same as `time`."""
        if not isinstance(data, dict):
            return data
        data = dict(data)
        cell = data.pop("cell", None)
        if isinstance(cell, list) and len(cell) in (2, 4):
            data = {**data, **dict(zip("xywh", cell, strict=False))}
        elif cell is not None:
            raise ValueError("field cell: [x, y] or [x, y, w, h], please")
        if "order" in data:
            data["time"] = data.pop("order")
        return data

    @field_validator("text")
    @classmethod
    def _says_something(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("is empty; say what is to be seen there")
        return text


class Canvas(Model):
    """All requests, and what holds for the whole picture."""

    grid: tuple[
        Annotated[int, Field(ge=1, le=512)], Annotated[int, Field(ge=1, le=512)]
    ] = Field(default=(30, 30), description="cells across and down")  # fmt: skip
    theme: Text = Field(default="", description="what the whole picture shows: a harbour at dawn")
    style: Annotated[Text, Field(max_length=40)] | None = Field(
        default=None, description="None: as most requests have it, or colour"
    )
    avoid: tuple[Text, ...] = Field(default=(), max_length=64)
    items: tuple[CanvasItem, ...] = Field(max_length=MAX_ITEMS)


def read_canvas(text: str, source: str = "items.json") -> Canvas:
    """The canvas that a JSON text holds: an object with items, or a list of items alone.

    `source` is how errors call it. Raises UserError when it is no JSON, too long, without items,
    or breaks a rule of the model; the error names the item and the field.
    """
    if len(text) > MAX_CHARACTERS:
        raise UserError(f"{source} has {len(text):,} characters; at most {MAX_CHARACTERS:,} do.")
    data = _parsed(text.removeprefix("\ufeff"), source)
    if isinstance(data, list):
        data = {"items": data}
    if not isinstance(data, dict):
        raise UserError(f"{source} must hold an object with items, such as {_EXAMPLE}")
    if not data.get("items"):
        raise UserError(f"{source} has no items; it should be like {_EXAMPLE}")
    _check_lengths(data["items"], source)
    try:
        return Canvas.model_validate_json(json.dumps(data))
    except ValidationError as error:
        raise UserError(f"{source}: {explain(error, data)}.") from error


def _parsed(text: str, source: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(
            f"{source} is not valid JSON at line {error.lineno}, column {error.colno}: {error.msg}."
        ) from error
    except RecursionError as error:
        raise UserError(f"{source} is nested too deeply to be a canvas.") from error


def _check_lengths(items: Any, source: str) -> None:
    """Say which of the items is too long, and how long it is."""
    if not isinstance(items, list):
        return
    for number, item in enumerate(items, 1):
        text = item.get("text") if isinstance(item, dict) else None
        if isinstance(text, str) and len(text) > MAX_TEXT:
            raise UserError(
                f"{source}: item {number} has {len(text):,} characters; at most {MAX_TEXT:,} do."
            )
