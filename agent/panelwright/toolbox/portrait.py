"""Paint one picture of somebody whose picture is given."""

from pydantic import Field

from panelwright.names import slug
from panelwright.portraying import Wanted, portrayed, with_portrait_painter
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import shown
from panelwright_tools.domain import UserError
from panelwright_tools.domain.model import Model
from panelwright_tools.domain.text import MAX_TEXT


class Sitter(Model):
    """Who is to be painted, and how."""

    references: tuple[str, ...] = Field(
        max_length=8, description="paths of pictures of whoever it is"
    )
    prompt: str = Field(max_length=MAX_TEXT, description="what to paint")
    name: str = Field(max_length=200, description="what to call the picture; one so called before "
                      "is replaced")  # fmt: skip
    style: str | None = Field(default=None, description="such as watercolour")
    seed: int | None = Field(
        default=None, description="another number, another picture; 0 by default"
    )


class Portrayed(Answer):
    """The picture."""

    path: str = Field(description="relative to the root")
    seed: int
    spent: str = Field(description="what the pictures of this name have cost so far")
    notes: tuple[str, ...]


def portrait(asked: Sitter, desk: Desk) -> Portrayed:
    """Paint a portrait. Raises UserError for a bad reference, and where no painter looks at any."""
    if not asked.references:
        raise UserError("give at least one picture of whoever it is.")
    paths = tuple(desk.places.file(name) for name in asked.references)
    flags = {"style": asked.style, "seed": asked.seed}
    settings = with_portrait_painter(desk.settings, flags)
    output = desk.places.output("portraits", f"{slug(asked.name, 'portrait')}.png")
    with desk.turn(settings):
        result = portrayed(Wanted(paths, asked.prompt, output), settings)
    return Portrayed(
        path=desk.places.name_of(result.path),
        seed=settings.seed,
        spent=result.spent.money,
        notes=result.notes,
        pictures=(shown(result.path, desk.places, asked.prompt),),
    )


OPERATION = Operation(
    "portrait", "Paint a portrait from references", Sitter, Portrayed, portrait,
    destructive=True, idempotent=True, roles=("painter",),
)  # fmt: skip
