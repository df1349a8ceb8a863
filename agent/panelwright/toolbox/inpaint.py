"""Paint a part of a painted panel anew, and nothing else of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from panelwright import backends
from panelwright.budget import Budget
from panelwright.changing import edited
from panelwright.files import disk_errors, place_copy
from panelwright.inpainting import masked
from panelwright.looking import PortraitJob, paint_portrait
from panelwright.planning.edits import HoldPanel, SetRegion
from panelwright.readiness import check_ready
from panelwright.seeing import see
from panelwright.store import Store, picture_key
from panelwright.toolbox.bench import carried
from panelwright.toolbox.boxes import Corner, box_of
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.looked_at import KeptPanel, kept_panel, settings_of
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import shown
from panelwright.tooling import tool_paths, tools
from panelwright.work import Work
from panelwright_tools.domain import Box, Brief, BriefRegion, ToolError, UserError
from panelwright_tools.domain.model import Model
from panelwright_tools.domain.text import Text
from panelwright_tools.painting.compositing import mask_of
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
    keep: bool | None = Field(
        default=None,
        description="true: the new picture stands on the panel from now on, and the book is bound "
        "anew; else the panel stays as it is",
    )


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
    kept: bool = Field(description="whether it stands on the panel now")
    status: str | None = Field(
        description="of the panel with it, when it is kept: accepted or flagged"
    )
    reasons: tuple[str, ...] = Field(description="why it is flagged")
    notes: tuple[str, ...]


def inpaint(asked: Part, desk: Desk) -> Inpainted:
    """Paint a part of a panel anew. Raises UserError when no part is named, or none such."""
    kept = kept_panel(asked.run, asked.panel, desk)
    boxes = [box_of(one) for one in asked.boxes or ()]
    names = _names(asked, kept, boxes)
    settings = settings_of(kept.run, desk)
    check_ready(settings, ("painter", "grounder", "segmenter"))
    words = {one.region: one.phrase for one in asked.words or ()}
    seed = asked.seed if asked.seed is not None else (kept.brief.seed + 1) % 2**31
    wanted = Wanted(names, boxes, words, seed)
    return _put_in(kept, wanted, desk) if asked.keep else _beside(kept, wanted, desk)


@dataclass(frozen=True)
class Wanted:
    """What of a panel is painted anew, by regions and boxes, from which words and seed."""

    names: Sequence[str]
    boxes: Sequence[Box]
    words: Mapping[str, str]
    seed: int


def _beside(kept: KeptPanel, wanted: Wanted, desk: Desk) -> Inpainted:
    """A new picture in a file of its own; run and book stay as they are."""
    brief, settings = _brief(kept, wanted), settings_of(kept.run, desk)
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
        seed=wanted.seed,
        repainted=brief.repaint,
        unseen=tuple(n for n in brief.repaint if n not in found) if sight.grounder else None,
        kept=False,
        status=None,
        reasons=(),
        notes=(*picture.notes, *sight.notes),
        pictures=(
            shown(path, desk.places, f"panel {kept.attempt.panel} with a part painted anew"),
            shown(kept.path, desk.places, f"panel {kept.attempt.panel} as it was"),
        ),
    )


def _put_in(kept: KeptPanel, wanted: Wanted, desk: Desk) -> Inpainted:
    """The new picture on the panel, which stays and is checked as any other, and the book anew.

    The plan says what is there now; all of it may be undone.
    """
    from panelwright.touching import edited_over  # which loads LangGraph, and most calls need none

    run, panel = kept.run, kept.attempt.panel
    boxes = {item.region.id: item.box for item in kept.brief.regions}
    mask = mask_of([*(boxes[name] for name in wanted.names), *wanted.boxes], kept.brief.size)
    edits = [SetRegion(panel=panel, region=n, phrase=text) for n, text in wanted.words.items()]
    with desk.turn(settings_of(run, desk)):
        found = edited_over(run, panel, mask, edits, wanted.seed)
    held = HoldPanel(panel=panel, picture=found.picture)
    said = ", ".join(wanted.words.values()) or "painted anew"
    number = [one.id for one in run.read_story().panels].index(panel) + 1
    edited(run, [*found.edits, held], f"panel {number}, in parts of it: {said}")
    book = carried(desk.bench.begin(run, Work(first=frozenset((panel,)))), desk)
    now = kept_panel(run.folder.name, panel, desk)
    seen, became = now.attempt.evidence, book.panels[panel] if book is not None else {}
    there = {one.region for one in seen.detections}
    return Inpainted(
        run=run.folder.name,
        panel=panel,
        path=desk.places.name_of(now.path),
        seed=wanted.seed,
        repainted=found.repainted,
        unseen=tuple(n for n in found.repainted if n not in there) if seen.grounder else None,
        kept=True,
        status=became.get("status"),
        reasons=tuple(became.get("reasons", ())),
        notes=now.picture.notes,
        pictures=(shown(now.path, desk.places, f"panel {panel} with a part painted anew"),),
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


def _brief(kept: KeptPanel, wanted: Wanted) -> Brief:
    before = kept.brief.model_copy(update={"parent": None, "mask": (), "repaint": ()})
    words = wanted.words
    regions = tuple(
        item.model_copy(
            update={"region": item.region.model_copy(
                update={"phrase": words[item.region.id], "prompt": ""})}
        )
        if item.region.id in words else item
        for item in before.regions
    )  # fmt: skip
    after = before.model_copy(update={"regions": regions, "seed": wanted.seed})
    return masked(before, after, wanted.names, kept.attempt.picture, wanted.boxes)


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
    "inpaint",
    "Paint a part of a panel anew",
    Part,
    Inpainted,
    inpaint,
    roles=("painter", "grounder", "critic", "questions"),
)
