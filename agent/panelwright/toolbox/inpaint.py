"""Paint a part of a painted panel anew, and nothing else of it."""

from collections.abc import Sequence

from pydantic import Field

from panelwright import backends
from panelwright.budget import Budget
from panelwright.files import disk_errors, place_copy
from panelwright.inpainting import masked
from panelwright.looking import PortraitJob, paint_portrait
from panelwright.readiness import check_ready
from panelwright.seeing import see
from panelwright.store import Store, picture_key
from panelwright.toolbox.boxes import Corner, box_of
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.looked_at import KeptPanel, kept_panel, settings_of
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import shown
from panelwright.tooling import tool_paths, tools
from panelwright_tools.domain import Box, Brief, BriefRegion, ToolError, UserError
from panelwright_tools.domain.model import Model
from panelwright_tools.domain.text import Text
from panelwright_tools.painting.painter import hand_of


class Words(Model):
    """Other words for a region."""

    region: str = Field(description="its id")
    phrase: Text = Field(description="what is to be there, such as: a green umbrella")


class Part(Model):
    """What of a panel is to be painted anew."""

    run: str = Field(description="the name of a run")
    panel: str = Field(description="its panel, as 3 or p03")
    regions: tuple[str, ...] | None = Field(
        default=None, max_length=32, description="ids of the regions to paint anew"
    )
    boxes: tuple[Corner, ...] | None = Field(
        default=None,
        max_length=32,
        description="places to paint anew, each [x, y, width, height] in fractions of the panel",
    )
    words: tuple[Words, ...] | None = Field(
        default=None, max_length=32, description="other words for regions that are painted anew"
    )
    seed: int | None = Field(default=None, ge=0, lt=2**31, description="null: the panel's own + 1")


class Inpainted(Answer):
    """The new picture, first, and the panel as it is in the book."""

    run: str
    panel: str
    path: str = Field(description="of the new picture, relative to the root")
    seed: int
    repainted: tuple[str, ...] = Field(description="regions that were painted anew")
    unseen: tuple[str, ...] | None = Field(
        description="regions that can't be seen on it; null: nobody could look"
    )
    notes: tuple[str, ...]


def inpaint(asked: Part, desk: Desk) -> Inpainted:
    """Paint a part of a panel anew. Raises UserError when no part is named, or none such."""
    kept = kept_panel(asked.run, asked.panel, desk)
    boxes = [box_of(one) for one in asked.boxes or ()]
    names = _names(asked, kept, boxes)
    seed = asked.seed if asked.seed is not None else (kept.brief.seed + 1) % 2**31
    brief = _brief(kept, names, boxes, {one.region: one.phrase for one in asked.words or ()}, seed)
    settings = settings_of(kept.run, desk)
    check_ready(settings, ("painter", "grounder", "segmenter"))
    with desk.turn(settings):
        key = _painted(brief, kept, desk)
        own, picture = tools(tool_paths(settings)), Store(kept.run.store).get(key)
        if picture is None:
            raise ToolError("the picture that was painted is damaged; call inpaint again.")
        sight = see(picture, brief, own.grounder, own.segmenter)
    found = {one.region for one in sight.detections}
    path = kept.run.folder / "inpainted" / f"{kept.attempt.panel}-{key[:8]}.png"
    with disk_errors(path):
        path.parent.mkdir(exist_ok=True)
    place_copy(Store(kept.run.store).image_path(key), path)
    return Inpainted(
        run=kept.run.folder.name,
        panel=kept.attempt.panel,
        path=desk.places.name_of(path),
        seed=seed,
        repainted=brief.repaint,
        unseen=tuple(n for n in brief.repaint if n not in found) if sight.grounder else None,
        notes=(*picture.notes, *sight.notes),
        pictures=(
            shown(path, desk.places, f"panel {kept.attempt.panel} with a part painted anew"),
            shown(kept.path, desk.places, f"panel {kept.attempt.panel} as it was"),
        ),
    )


def _names(asked: Part, kept: KeptPanel, boxes: Sequence[Box]) -> list[str]:
    """The regions that are painted anew: those that are named, and those that get other words."""
    known = [item.region.id for item in kept.brief.regions]
    names = [*(asked.regions or ()), *(one.region for one in asked.words or ())]
    strangers = [name for name in names if name not in known]
    if strangers:
        raise UserError(
            f"panel {kept.attempt.panel} has no region {strangers[0]!r}; it has {', '.join(known)}."
        )
    if not names and not boxes:
        raise UserError(f"name regions ({', '.join(known)}) or boxes to paint anew.")
    touched = [item.region.id for item in kept.brief.regions if _in(item, boxes)]
    return list(dict.fromkeys((*names, *touched)))


def _in(item: BriefRegion, boxes: Sequence[Box]) -> bool:
    """Whether most of a region lies in one of the boxes, so that it is painted anew with it."""
    return any(item.box.intersection(box) > item.box.area / 2 for box in boxes)


def _brief(
    kept: KeptPanel, names: Sequence[str], boxes: Sequence[Box], words: dict[str, str], seed: int
) -> Brief:
    before = kept.brief.model_copy(update={"parent": None, "mask": (), "repaint": ()})
    regions = tuple(
        item.model_copy(
            update={"region": item.region.model_copy(
                update={"phrase": words[item.region.id], "prompt": ""})}
        )
        if item.region.id in words else item
        for item in before.regions
    )  # fmt: skip
    after = before.model_copy(update={"regions": regions, "seed": seed})
    return masked(before, after, names, kept.attempt.picture, boxes)


def _painted(brief: Brief, kept: KeptPanel, desk: Desk) -> str:
    """Have the brief painted within the cap of the run; its key in the store."""
    settings = settings_of(kept.run, desk)
    paths, store = tool_paths(settings), Store(kept.run.store)
    painter = tools(paths).painter
    if not any(one.startswith("inpaint") for one in painter.repairs):
        raise UserError(f"the painter {backends.chosen(settings, 'painter')} can't inpaint.")
    key = picture_key(brief, hand_of(painter, brief))
    budget = Budget(kept.run.spending, settings.max_cost)
    if store.holds(key):
        return key
    with budget.paying(key, painter.price(brief)) as bill:
        painting = paint_portrait(PortraitJob(paths, store.folder, brief)).painting
        if painting is not None:
            bill.charge(painting)
    return key


OPERATION = Operation(
    "inpaint", "Paint a part of a panel anew", Part, Inpainted, inpaint,
    idempotent=True, roles=("painter", "grounder"),
)  # fmt: skip
