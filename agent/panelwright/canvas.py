"""A canvas in a folder: painted once, then inpainted where requests came, changed or went."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from panelwright import backends
from panelwright.budget import Budget
from panelwright.files import disk_errors, place_copy, sweep, write_whole
from panelwright.inpainting import masked
from panelwright.lock import locked
from panelwright.looking import PortraitJob, paint_portrait
from panelwright.settings import Settings
from panelwright.store import Store, picture_key
from panelwright.tooling import ToolPaths, Tools, tool_paths, tools
from panelwright_tools.domain import FREE, Brief, ToolError, UserError
from panelwright_tools.domain.model import Model
from panelwright_tools.painting.painter import hand_of
from panelwright_tools.painting.picture import Picture
from panelwright_tools.prompting.canvas.brief import CanvasBrief, canvas_brief
from panelwright_tools.prompting.canvas.items import Canvas
from panelwright_tools.prompting.canvas.theme import Common

_STATE: Final = "canvas.json"


class _Kept(Model):
    """What a folder remembers of its picture."""

    brief: Brief
    painter: str
    style: str = ""
    """What was found in the requests, and holds for later ones too."""
    theme: tuple[str, ...] = ()
    picture: str
    """Its key in the store."""


@dataclass(frozen=True)
class Painted:
    """What came out."""

    picture: Path
    requests: int
    changed: tuple[str, ...]
    """Texts of the requests that came, changed or went; all of them when all was painted."""
    anew: bool
    """Whether the whole picture was painted, not only what changed."""
    unseen: tuple[str, ...] | None
    """Texts of the requests that can't be seen on the picture; None: nothing could look."""
    left_out: tuple[str, ...]
    notes: tuple[str, ...]


def painted(canvas: Canvas, folder: Path, settings: Settings, *, anew: bool = False) -> Painted:
    """Paint a canvas into a folder, or what changed of it since it was painted there.

    The whole is painted when `anew` says so, or when style, theme, grid, size, seed or painter are
    others than before. The canvas's own style goes before that of the settings, and that before
    the one that its requests name. Raises UserError when the folder holds something else,
    ToolError when the painter failed, BudgetExceeded when the picture would pass the cap on costs.
    """
    if canvas.style is None and settings.style is not None:
        canvas = canvas.model_copy(update={"style": settings.style})
    _prepare(folder)
    with locked(folder / ".lock"):
        sweep(folder)
        return _painted(canvas, folder, settings, anew)


def _painted(canvas: Canvas, folder: Path, settings: Settings, anew: bool) -> Painted:
    paths, store = tool_paths(settings), Store(folder / "store")
    own = tools(paths)
    kept = None if anew else _kept_by(own, folder)
    said = Common(kept.style, kept.theme) if kept is not None else None
    wanted = canvas_brief(canvas, said, settings.seed, settings.quality)
    wanted, notes = _drawable(wanted, canvas, settings)
    kept = kept if _goes_on(kept, wanted.brief, store) else None
    brief = _changed(kept, wanted.brief) if kept is not None else wanted.brief
    key = _carried_out(brief, paths, store, folder, settings)
    state = _Kept(brief=brief, painter=hand_of(own.painter, brief), style=wanted.said.style,
                  theme=wanted.said.theme, picture=key)  # fmt: skip
    write_whole(folder / _STATE, state.model_dump_json(exclude_defaults=True) + "\n")
    place_copy(store.image_path(key), folder / "canvas.png")
    _forget(store, {key, brief.parent})
    picture = store.get(key)
    return Painted(
        picture=folder / "canvas.png",
        requests=len(brief.regions),
        changed=_texts(_differing(kept.brief if kept is not None else None, brief), kept, brief),
        anew=kept is None,
        unseen=_unseen(picture, brief, own) if picture is not None else None,
        left_out=wanted.left_out,
        notes=(*wanted.notes, *notes, *(picture.notes if picture is not None else ())),
    )


def _prepare(folder: Path) -> None:
    """Make the folder, unless it is there already and holds a canvas."""
    with disk_errors(folder):
        if folder.is_file():
            raise UserError(f"{folder} is a file; name a folder for the canvas.")
        if folder.is_dir() and any(folder.iterdir()) and not (folder / "store").is_dir():
            raise UserError(f"{folder} holds something else; name another folder for the canvas.")
        if (folder / "story.json").exists() or (folder / "run.toml").exists():
            raise UserError(f"{folder} is a run, not a canvas; name another folder.")
        (folder / "store").mkdir(parents=True, exist_ok=True)


def _kept(folder: Path) -> _Kept | None:
    """What the folder remembers; None when it has no picture yet, or the record is damaged."""
    try:
        return _Kept.model_validate_json((folder / _STATE).read_bytes())
    except (OSError, ValidationError):
        return None


def _kept_by(own: Tools, folder: Path) -> _Kept | None:
    """The same, where it was painted by the same hand as now."""
    kept = _kept(folder)
    same = kept is not None and kept.painter == hand_of(own.painter, kept.brief)
    return kept if same else None


def _goes_on(kept: _Kept | None, wanted: Brief, store: Store) -> bool:
    """Whether the kept picture is there, and need be changed in some requests only."""
    return kept is not None and _same_frame(kept.brief, wanted) and store.holds(kept.picture)


def _drawable(
    wanted: CanvasBrief, canvas: Canvas, settings: Settings
) -> tuple[CanvasBrief, tuple[str, ...]]:
    """The brief in a style that the painter has; a style that was asked for must be one."""
    try:
        backends.check_style(settings, wanted.brief.style)
    except UserError:
        if canvas.style is not None:
            raise
        colour = wanted.brief.model_copy(update={"style": "colour"})
        note = f"The storyboard painter has no style {wanted.brief.style}; it draws in colour."
        return CanvasBrief(colour, wanted.said, wanted.left_out, wanted.notes), (note,)
    return wanted, ()


def _same_frame(before: Brief, after: Brief) -> bool:
    """Whether two briefs differ in nothing but their requests."""
    bare = {"regions": (), "parent": None, "mask": (), "repaint": ()}
    return before.model_copy(update=bare) == after.model_copy(update=bare)


def _differing(before: Brief | None, after: Brief) -> list[str]:
    """The ids of the regions that came, changed or went."""
    old = {item.region.id: item for item in before.regions} if before is not None else {}
    new = {item.region.id: item for item in after.regions}
    return [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]


def _changed(kept: _Kept, wanted: Brief) -> Brief:
    """The brief that inpaints what differs; the kept one where nothing does."""
    names = _differing(kept.brief, wanted)
    return masked(kept.brief, wanted, names, kept.picture, ()) if names else kept.brief


def _texts(names: Sequence[str], kept: _Kept | None, brief: Brief) -> tuple[str, ...]:
    items = {item.region.id: item.region.phrase
             for one in (kept.brief if kept is not None else brief, brief)
             for item in one.regions}  # fmt: skip
    return tuple(items[name] for name in names)


def _carried_out(
    brief: Brief, paths: ToolPaths, store: Store, folder: Path, settings: Settings
) -> str:
    """Have the brief painted, within the cap on costs; the key of the picture."""
    painter = tools(paths).painter
    key, cost = picture_key(brief, hand_of(painter, brief)), painter.price(brief)
    job = PortraitJob(paths, store.folder, brief)
    if store.holds(key) or cost == FREE:
        paint_portrait(job)
        return key
    with Budget(folder / "spending.jsonl", settings.max_cost).paying(key, cost) as bill:
        painting = paint_portrait(job).painting
        if painting is not None:
            bill.charge(painting)
    return key


def _forget(store: Store, needed: set[str | None]) -> None:
    """Remove pictures of earlier versions, so that the folder doesn't grow with every request."""
    for path in store.folder.glob("*.*"):
        if path.name.partition(".")[0] not in needed and path.name != "painted.log":
            path.unlink(missing_ok=True)


def _unseen(picture: Picture, brief: Brief, own: Tools) -> tuple[str, ...] | None:
    try:
        found = own.grounder.ground(picture, brief, brief.avoid)
    except ToolError:
        return None
    seen = {one.region for one in found if one.asked != "unclear"}
    return tuple(item.region.phrase for item in brief.regions if item.region.id not in seen)
