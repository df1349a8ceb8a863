"""Find phrases on a picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import Field

from panelwright import backends
from panelwright.budget import Budget
from panelwright.readiness import check_ready
from panelwright.settings import Settings
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.looked_at import given_picture, kept_panel, one_of, settings_of
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import shown
from panelwright_tools.asking.tally import tallied
from panelwright_tools.domain import Box, Brief, Detection, UserError
from panelwright_tools.domain.model import Model, digest
from panelwright_tools.domain.text import Text
from panelwright_tools.grounding.grounder import Grounder
from panelwright_tools.painting.picture import Picture

_MOST: Final = 32


class Sought(Model):
    """What is looked for, and where."""

    run: str | None = Field(default=None, description="the name of a run; null: a picture is given")
    panel: str | None = Field(default=None, description="its panel, as 3 or p03")
    picture: str | None = Field(default=None, description="instead: the path of a picture")
    phrases: tuple[Text, ...] | None = Field(
        default=None,
        max_length=_MOST,
        description="what to look for, such as: a red ball; null: what the plan has on the panel",
    )


class Spotted(Model):
    """Something that was found."""

    phrase: str
    region: str | None = Field(description="the region of the plan that it is, if known")
    box: Box = Field(description="x, y, width, height in fractions of the picture")
    score: float
    visible: float | None = Field(description="share of it that is seen, where that is known")


class Grounded(Answer):
    """What was found; what is not in the list was not found."""

    grounder: str
    found: tuple[Spotted, ...]
    missing: tuple[str, ...] = Field(description="what was looked for and not found")


def ground(asked: Sought, desk: Desk) -> Grounded:
    """Look for phrases. Raises UserError when nothing is asked, or nobody here can look at it."""
    phrases = [phrase for phrase in asked.phrases or () if phrase.strip()]
    if one_of(asked.run, asked.panel, asked.picture):
        kept = kept_panel(asked.run or "", asked.panel or "", desk)
        settings, picture, brief = settings_of(kept.run, desk), kept.picture, kept.brief
        path, known = kept.path, [item.region.phrase for item in brief.regions]
    else:
        picture = given_picture(asked.picture or "", desk)
        settings, path, known = desk.settings, desk.places.file(asked.picture or ""), []
        brief = Brief(panel="picture", prompt="", size=picture.image.size)
        if not phrases:
            raise UserError("name phrases to look for: a file has no plan that says them.")
    found = _found(picture, brief, phrases, settings, desk)
    wanted = phrases or known
    named = [_told(one) for one in found if not phrases or one.phrase in phrases]
    told = list(dict.fromkeys(named))
    seen = {one.phrase for one in told}
    pictures = (shown(path, desk.places, path.stem),) if _is_in(path, desk) else ()
    return Grounded(
        grounder=backends.chosen(settings, "grounder"),
        found=tuple(told),
        missing=tuple(dict.fromkeys(phrase for phrase in wanted if phrase not in seen)),
        pictures=pictures,
    )


def _found(
    picture: Picture, brief: Brief, phrases: Sequence[str], settings: Settings, desk: Desk
) -> list[Detection]:
    check_ready(settings, ("grounder",))
    grounder: Grounder = backends.made(backends.back_end(settings, "grounder"))
    if grounder.needs_subjects and not picture.subjects:
        raise UserError(
            f"the grounder {backends.chosen(settings, 'grounder')} knows only panels that the "
            "storyboard painter drew; the server must be started with another one to look at any "
            "picture: agent mcp --grounder groundingdino:MODEL."
        )
    price = grounder.price(brief.model_copy(update={"avoid": tuple(phrases)}))
    key = digest(brief, grounder.id, "\x1f".join(phrases))
    budget = Budget(desk.places.root / "spending.jsonl", settings.max_cost)
    with desk.turn(settings), budget.paying(key, price) as bill, tallied() as looking:
        found = grounder.ground(picture, brief, phrases)
        if looking.cost is not None:
            bill.charge(looking.cost)
    return [one for one in found if one.asked != "unclear"]


def _told(one: Detection) -> Spotted:
    return Spotted(
        phrase=one.phrase, region=one.region, box=one.box, score=one.score, visible=one.visible
    )


def _is_in(path: Path, desk: Desk) -> bool:
    return path.is_relative_to(desk.places.root)


OPERATION = Operation(
    "ground", "Find phrases on a picture", Sought, Grounded, ground,
    read_only=True, idempotent=True, roles=("grounder",),
)  # fmt: skip
