"""Paint many small requests on a grid into one picture."""

import json

from pydantic import Field

from panelwright.canvas import painted
from panelwright.configuration import changed
from panelwright.readiness import check_ready
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import shown
from panelwright_tools.domain.model import Model
from panelwright_tools.domain.text import Text
from panelwright_tools.prompting.canvas.items import read_canvas


class Item(Model):
    """One request."""

    text: Text = Field(description="what is to be seen, such as: a red boat")
    x: int = Field(description="column of its left cell, from 0")
    y: int = Field(description="row of its upper cell, from 0")
    w: int = Field(default=1, description="cells across; null: 1")
    h: int = Field(default=1, description="cells down; null: 1")


class Requests(Model):
    """All requests for a picture; call again with more, other or fewer to change it."""

    name: str = Field(
        max_length=100, description="what to call the picture; the same name changes the same one"
    )
    items: tuple[Item, ...] = Field(max_length=2000, description="all of them, the newest last")
    columns: int = Field(default=30, description="cells across, 1 to 512; null: 30")
    rows: int = Field(default=30, description="cells down, 1 to 512; null: 30")
    theme: str | None = Field(default=None, description="what the whole picture shows")
    style: str | None = Field(default=None, description="null: as the requests have it")
    seed: int | None = Field(
        default=None, description="another number, another drawing; 0 by default"
    )


class Canvas(Answer):
    """The picture."""

    path: str = Field(description="relative to the root")
    changed: tuple[str, ...] = Field(description="requests that came, changed or went")
    anew: bool = Field(description="whether the whole picture was painted, not only what changed")
    unseen: tuple[str, ...] | None = Field(
        description="requests that can't be seen on it; null: nobody could look"
    )
    left_out: tuple[str, ...] = Field(description="requests for which there is no room")
    notes: tuple[str, ...]


def canvas(asked: Requests, desk: Desk) -> Canvas:
    """Paint a canvas, or what changed of it. Raises UserError for requests that can't be."""
    data = {
        "grid": [asked.columns, asked.rows],
        "theme": asked.theme or "",
        "style": asked.style,
        "items": [item.model_dump() for item in asked.items],
    }
    wanted = read_canvas(json.dumps(data), "the canvas")
    settings = changed(desk.settings, {"seed": asked.seed})
    check_ready(settings, ("painter", "grounder", "segmenter"))
    folder = desk.places.output(f"canvas-{asked.name}", "")
    with desk.turn(settings):
        result = painted(wanted, folder, settings)
    return Canvas(
        path=desk.places.name_of(result.picture),
        changed=result.changed,
        anew=result.anew,
        unseen=result.unseen,
        left_out=result.left_out,
        notes=result.notes[:20],
        pictures=(shown(result.picture, desk.places, asked.theme or asked.name),),
    )


OPERATION = Operation(
    "canvas", "Paint many small requests into one picture", Requests, Canvas, canvas,
    destructive=True, idempotent=True, roles=("painter", "grounder"),
)  # fmt: skip
