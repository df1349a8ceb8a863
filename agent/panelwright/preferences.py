"""What a run learned: accepted and rejected attempts of one brief, as a set of preferences."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from panelwright.files import disk_errors, sweep, whole_file, write_whole
from panelwright.lock import locked
from panelwright.run import Run
from panelwright.store import Store
from panelwright_tools.domain import Attempt, Brief, BriefRegion, UserError
from panelwright_tools.domain.evidence import Ruling
from panelwright_tools.domain.model import digest
from panelwright_tools.formats.preferences import (
    PICTURES,
    Judged,
    Preference,
    Tried,
    card,
    pictures_of,
    write_preferences,
)
from panelwright_tools.prompting.compose import fitted
from panelwright_tools.prompting.families import text_side

_CARD: Final = "README.md"
_TABLES: Final = "data"
_WORDS: Final = "flux1"
"""Whose wording captions have: sentences, without a word on where things stand."""


@dataclass(frozen=True)
class Learned:
    """What was written."""

    table: Path
    pairs: int
    panels: int
    """Of the run, that have a pair."""
    of: int
    """Panels of the run."""
    runs: int
    """Runs that the set holds now."""


def exported_preferences(run: Run, folder: Path) -> Learned:
    """Add the pairs of a run to a set of preferences, or put them in the place of its earlier ones.

    Raises UserError for a run without pairs, a folder that holds something else, and without
    pyarrow.
    """
    found = [pairs for panel in run.read_story().panels if (pairs := _pairs(run, panel.id))]
    pairs = [pair for some in found for pair in some]
    if not pairs:
        raise UserError(_nothing(run))
    _check(folder)
    table = folder / _TABLES / f"{_name(run)}.parquet"
    with disk_errors(folder):
        for part in (table.parent, folder / PICTURES):
            part.mkdir(parents=True, exist_ok=True)
    with locked(folder / ".lock"):
        for part in (folder, table.parent, folder / PICTURES):
            sweep(part)
        _write(pairs, table, folder)
        runs = len(list(table.parent.glob("*.parquet")))
    return Learned(table, len(pairs), len(found), len(run.read_story().panels), runs)


def _check(folder: Path) -> None:
    """Raises UserError for a folder that is no set of preferences and holds something."""
    if folder.is_file():
        raise UserError(f"{folder} is a file; name a folder for the preferences.")
    held = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if held - {".lock"} and not {_CARD, _TABLES} <= held:
        raise UserError(f"{folder} holds something else; name another folder for the preferences.")


def _write(pairs: Sequence[Preference], table: Path, folder: Path) -> None:
    """Pictures first, the table last, so that it names none that isn't there; then what no table
    names any more is removed, as is all that was new if something fails."""
    try:
        for pair in pairs:
            for tried in (pair.chosen, pair.rejected):
                if not (folder / tried.file).is_file():
                    write_whole(folder / tried.file, tried.png)
        with whole_file(table) as file:
            write_preferences(pairs, file)
        write_whole(folder / _CARD, card())
    finally:
        named = {name for one in table.parent.glob("*.parquet") for name in pictures_of(one)}
        for path in (folder / PICTURES).glob("*.png"):
            if f"{PICTURES}/{path.name}" not in named:
                path.unlink()


def _name(run: Run) -> str:
    """The run's own, which tells nothing of where it lies."""
    return f"run-{hashlib.sha256(str(run.folder.resolve()).encode()).hexdigest()[:12]}"


def _nothing(run: Run) -> str:
    tried = {panel.id: run.read_attempts(panel.id) for panel in run.read_story().panels}
    attempts = [attempt for some in tried.values() for attempt in some]
    good = sum(attempt.verdict.accepted for attempt in attempts)
    return (
        f"{run.folder} has no pairs to learn from: no panel has both an accepted and a rejected "
        f"attempt of one brief ({len(tried)} panels, {len(attempts)} attempts, {good} of them "
        "accepted)."
    )


def _pairs(run: Run, panel: str) -> list[Preference]:
    """Every accepted attempt with every rejected one of the same words."""
    attempts = [(attempt, run.read_brief(attempt)) for attempt in run.read_attempts(panel)]
    good = [one for one in attempts if one[0].verdict.accepted]
    bad = [one for one in attempts if not one[0].verdict.accepted]
    return [
        Preference(
            caption=fitted(brief, text_side(_WORDS), ()).prompt,
            negative_prompt=brief.negative_prompt,
            run=_name(run),
            panel=panel,
            chosen=_tried(run, attempt, brief),
            rejected=_tried(run, other, before),
        )
        for attempt, brief in good
        for other, before in bad
        if _asked(brief) == _asked(before) and attempt.picture != other.picture
    ]


def _asked(brief: Brief) -> tuple[object, ...]:
    """What repairs leave as it is: words and who is to be seen, not seed, boxes or mask."""
    shown = sorted((item.region.id, item.region.phrase) for item in brief.regions)
    return brief.prompt, brief.style, tuple(shown), brief.avoid


def _tried(run: Run, attempt: Attempt, brief: Brief) -> Tried:
    path = run.attempt(attempt.panel, attempt.number).with_suffix(".png")
    try:
        png = path.read_bytes()
        with Image.open(path) as image:
            size = image.size
    except (OSError, SyntaxError, ValueError) as error:
        raise UserError(f"{path} is damaged; run `agent draw {run.folder}`.") from error
    painted = Store(run.store).get(attempt.picture)
    return Tried(
        picture=attempt.picture,
        png=png,
        size=size,
        attempt=attempt.number,
        seed=brief.seed,
        painter=painted.painter.partition(" at ")[0] if painted is not None else "",
        brief=digest(brief),
        repair=attempt.repair.kind if attempt.repair is not None else "",
        score=attempt.verdict.score,
        reasons=tuple(f"{one.condition.phrase}: {one.reason}" for one in attempt.verdict.failures),
        regions=tuple(_judged(attempt, brief)),
    )


def _judged(attempt: Attempt, brief: Brief) -> Iterator[Judged]:
    lifts = {lift.region: lift for lift in attempt.evidence.lifts}
    for item in brief.regions:
        rulings = [one for one in attempt.verdict.rulings if one.condition.region == item.region.id]
        ruling, lift = _worst(rulings), lifts.get(item.region.id)
        yield Judged(
            region=item.region.id,
            phrase=_phrase(item),
            box=item.box,
            verdict=ruling.outcome if ruling is not None else "unverified",
            reason=ruling.reason if ruling is not None else "nobody looked",
            lift=lift.value if lift is not None else None,
            standard_error=lift.standard_error if lift is not None else None,
        )


def _worst(rulings: Sequence[Ruling]) -> Ruling | None:
    """A region passes where no ruling fails and at least one passes."""
    order = {"fail": 0, "pass": 1, "unverified": 2}
    return min(rulings, key=lambda one: order[one.outcome], default=None)


def _phrase(item: BriefRegion) -> str:
    return item.region.phrase or item.region.noun
