"""A part of a panel's picture painted anew, as a person has marked it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PIL import Image

from panelwright.changing import panel_id
from panelwright.events import Watcher
from panelwright.in_book import attempt_in_book
from panelwright.inpainting import repainting
from panelwright.judging import judge
from panelwright.lock import locked
from panelwright.looking import Job
from panelwright.nodes.paint import letters_of, painted_and_seen
from panelwright.outlines import as_boxes
from panelwright.planning.edits import Edit, apply
from panelwright.proposing import understood
from panelwright.references import in_store
from panelwright.run import Run
from panelwright.seeds import seed_of
from panelwright.storyboard import first_brief
from panelwright.studio import Studio
from panelwright.work import Work, opened_studio
from panelwright_tools.domain import Attempt, Box, Brief, Repair, ToolError, UserError
from panelwright_tools.painting.compositing import mask_of
from panelwright_tools.painting.picture import Mask

_CELLS: Final = 96
"""Cells along the longer side of the grid in which the mark is told to a painter."""
_TOUCHED: Final = 0.3
"""Share of a cell, or of a subject's box, from which on it is painted anew."""


@dataclass(frozen=True)
class Touched:
    """What came of it."""

    picture: str
    """The key of the new picture."""
    edits: tuple[Edit, ...]
    """What the panel is to show now, where something else was wished for."""
    repainted: tuple[str, ...]
    """The regions that were painted anew."""


def painted_over(
    run: Run, name: str, mask: Mask, wish: str = "", watcher: Watcher | None = None
) -> Touched:
    """A new picture of a panel, another only where the mask, (h, w) bool, is True.

    A wish such as "Pip waves" says what is to be seen there. The picture is kept as a further
    attempt, and stands on the panel once that is held to it. Raises UserError when there is no such
    panel, no picture of it, its painter paints no parts, or nobody understands the wish;
    BudgetExceeded before it would pass the cap, ToolError when it failed.
    """
    with locked(run.lock), opened_studio(run, Work(jobs=1), watcher) as studio:
        panel = panel_id(studio.story, name)
        return _touched(studio, panel, mask, lambda: _wanted(studio, panel, wish))


def edited_over(
    run: Run,
    name: str,
    mask: Mask,
    edits: Sequence[Edit],
    seed: int | None = None,
    watcher: Watcher | None = None,
) -> Touched:
    """The same with edits of the plan in place of a wish, and from a seed; None: a new one."""
    with locked(run.lock), opened_studio(run, Work(jobs=1), watcher) as studio:
        panel = panel_id(studio.story, name)
        return _touched(studio, panel, mask, lambda: edits, seed)


def _touched(
    studio: Studio,
    panel: str,
    mask: Mask,
    wanted: Callable[[], Sequence[Edit]],
    seed: int | None = None,
) -> Touched:
    run = studio.run
    base = attempt_in_book(run, panel)
    if base is None:
        raise UserError(f"panel {panel} has no picture yet; paint it first.")
    if not any(kind.partition("/")[0] == "inpaint" for kind in studio.painter.repairs):
        raise UserError("this painter paints whole panels only, and no parts of them.")
    in_store(run, studio.story)
    edits = wanted()
    brief = _masked(studio, base, _brief(studio, base, edits), _cells(mask), seed)
    picture = _painted(studio, base, brief, len(run.read_attempts(panel)))
    return Touched(picture, tuple(edits), brief.repaint)


def _wanted(studio: Studio, panel: str, wish: str) -> list[Edit]:
    """The edits of a wish for a panel. Raises UserError when nobody understands it."""
    if not wish.strip():
        return []
    number = [one.id for one in studio.story.panels].index(panel) + 1
    return understood(studio, studio.story, f"panel {number}: {' '.join(wish.split())}")


def _brief(studio: Studio, base: Attempt, wanted: Sequence[Edit]) -> Brief:
    """What the picture was painted by; with a wish, what it would be painted by."""
    if not wanted:
        return studio.run.read_brief(base)
    later = replace(studio)
    later.__dict__["story"] = apply(studio.story, wanted)
    return first_brief(later.panels[base.panel], later)


def _painted(studio: Studio, base: Attempt, brief: Brief, before: int) -> str:
    """Paint it, and keep it behind the attempts that were before; its key."""
    number = before + 1
    panel = studio.panels[base.panel]
    letters = letters_of(panel, 1.0, studio)
    job = Job(studio.workshop.paths, studio.run.store, brief, panel, letters, limits=studio.sparing)
    studio.events.tell("painting", panel=base.panel, attempt=number)
    receipt = painted_and_seen(job, studio)
    studio.events.tell("painted", panel=base.panel, attempt=number, picture=receipt.picture)
    evidence = studio.store.get_evidence(receipt.evidence)
    if evidence is None:
        raise ToolError(f"{studio.run.store} does not keep what is written to it.")
    repair = Repair(kind="inpaint", move="repaint", regions=brief.repaint, reason="you marked it")
    attempt = Attempt(
        panel=base.panel,
        number=number,
        picture=receipt.picture,
        repair=repair,
        evidence=evidence,
        verdict=judge(panel, brief, evidence, studio.settings.thresholds),
    )
    path, lettering = (
        studio.store.image_path(receipt.picture),
        studio.store.get_lettering(receipt.evidence),
    )
    studio.run.keep_attempt(attempt, brief, path, lettering)
    return receipt.picture


def _masked(
    studio: Studio, base: Attempt, brief: Brief, cells: Mask, seed: int | None = None
) -> Brief:
    """The brief with the mark for a mask, from this seed or from one that nobody has seen yet."""
    touched = [item.region.id for item in brief.regions if _share(cells, item.box) >= _TOUCHED]
    found = brief.model_copy(
        update={
            "parent": base.picture,
            "mask": as_boxes(cells),
            "repaint": repainting(touched, brief),
        }
    )
    if seed is not None:
        return found.model_copy(update={"seed": seed})
    own, redrawn = studio.settings.seed, studio.redrawn.get(base.panel, 0)
    take = 1
    while True:
        seed = seed_of(own, f"{base.panel} by hand", redrawn, take)
        found = found.model_copy(update={"seed": seed})
        if not studio.store.holds(studio.key(found)):
            return found
        take += 1


def _cells(mask: Mask) -> Mask:
    """The mark in cells of a grid: each that is touched well."""
    height, width = mask.shape
    scale = min(1.0, _CELLS / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    shares = Image.fromarray(mask.astype(np.float32)).resize(size, Image.Resampling.BOX)
    cells: Mask = np.asarray(shares) >= _TOUCHED
    if not cells.any():
        raise UserError("paint over a larger part; that is hardly more than a dot.")
    return cells


def _share(cells: Mask, box: Box) -> float:
    """How much of a box is marked, 0..1."""
    rows, columns = cells.shape
    held = mask_of([box.clipped()], (columns, rows))
    return float((held & cells).sum() / max(1, held.sum()))
