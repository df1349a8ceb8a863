"""What a model says of any picture: which clauses it owes to their words, with their lift."""

import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image
from pydantic import ValidationError

from panelwright import backends
from panelwright.files import disk_errors, write_whole
from panelwright.names import slug
from panelwright.references import read_picture
from panelwright.settings import Settings
from panelwright_tools.binding.overlays import lift_tint
from panelwright_tools.binding.png import png_bytes
from panelwright_tools.domain import Box, Brief, BriefRegion, Lift, Region, UserError
from panelwright_tools.lift.by_denoiser import DenoisingCritic
from panelwright_tools.lift.critic import LiftMap, Scored
from panelwright_tools.painting.picture import Picture

_WHOLE: Final = Box(0.0, 0.0, 1.0, 1.0)
_BOX: Final = re.compile(r"^(.*)@\s*([-\d.]+)\s*,\s*([-\d.]+)\s*,\s*([-\d.]+)\s*,\s*([-\d.]+)\s*$")


@dataclass(frozen=True)
class Clause:
    """One thing that the picture is said to show."""

    text: str
    box: Box | None
    """Where, in fractions of the picture; None: anywhere."""


@dataclass(frozen=True)
class Claimed:
    """What is asked of a picture."""

    clauses: tuple[Clause, ...]
    avoid: tuple[str, ...] = ()
    """What must not be seen."""
    prompt: str = ""
    """What the picture was painted from, which distilled models need; empty: not known."""


@dataclass(frozen=True)
class Found:
    """What was found of one clause."""

    text: str
    box: Box | None
    avoided: bool
    found: str
    """`present`, `absent`, `undecided`, or `unverified` where nothing could be measured."""
    lift: Lift | None
    reason: str = ""
    """Why nothing could be measured."""
    map: Path | None = None


@dataclass(frozen=True)
class Answer:
    """What was found on a picture."""

    rows: tuple[Found, ...]
    evaluations: int
    notes: tuple[str, ...]


def read_clause(text: str) -> Clause:
    """A clause as it is written: its text, or `TEXT@left,top,width,height` in fractions.

    Raises UserError for one without text or with a box that isn't on the picture.
    """
    told = _BOX.match(text)
    words = (told.group(1) if told else text).strip()
    if not words:
        raise UserError("a clause has no text: say what the picture should show.")
    if told is None:
        return Clause(words, None)
    try:
        box = Box(*(float(number) for number in told.groups()[1:]))
    except ValueError as error:
        raise _no_box(text) from error
    if (
        not (box.w > 0 and box.h > 0 and box.x >= 0 and box.y >= 0)
        or max(box.right, box.bottom) > 1
    ):
        raise _no_box(text)
    return Clause(words, box)


def _no_box(text: str) -> UserError:
    return UserError(
        f'the box of "{text}" is not on the picture: give left, top, width and height as fractions '
        "of it, such as @0.5,0,0.5,1 for its right half."
    )


def lifted(path: Path, claimed: Claimed, settings: Settings, maps: Path | None = None) -> Answer:
    """Ask the critic of the settings about a picture; write maps of its evidence into a folder.

    Raises UserError for a file that is no picture, clauses that can't be asked, and a critic that
    asks no network; ToolError when it failed.
    """
    critic = _critic(settings, claimed)
    with Image.open(io.BytesIO(read_picture(path, "the picture"))) as file:
        image = file.convert("RGB")
    scored = critic.scored(Picture(image=image, painter="given", seed=0), _brief(claimed, image))
    files = _written(scored.maps, claimed, image, maps) if maps is not None else {}
    return Answer(tuple(_rows(claimed, scored, files)), scored.evaluations, scored.notes)


def _critic(settings: Settings, claimed: Claimed) -> DenoisingCritic:
    """Each clause is asked by itself, since not all of them need be true, and boxes as boxes,
    whatever suits the panels of this painter."""
    tool = backends.back_end(settings, "critic")
    if tool.plugin is not None or backends.takes(settings, "critic") != "scoring":
        raise UserError(
            f"the critic {backends.chosen(settings, 'critic')} asks no network about a picture; "
            "give --painter diffusers:MODEL or miniature, or --critic complift:MODEL."
        )
    asked = {**json.loads(tool.options), "against": "nothing"}
    if any(clause.box is not None for clause in claimed.clauses):
        asked["area"] = "box"
    tool = tool.model_copy(update={"options": json.dumps(asked)})
    critic: DenoisingCritic = backends.made(tool)
    return critic


def _brief(claimed: Claimed, image: Image.Image) -> Brief:
    try:
        regions = tuple(
            BriefRegion(
                region=Region(id=_name(number), noun=one.text, phrase=one.text),
                box=one.box or _WHOLE,
            )
            for number, one in enumerate(claimed.clauses)
        )
        return Brief(
            panel="picture",
            prompt=claimed.prompt,
            regions=regions,
            avoid=claimed.avoid,
            size=image.size,
        )
    except ValidationError as error:
        raise UserError(
            f"a clause can't be asked: {error.errors(include_url=False)[0]['msg']}."
        ) from error


def _name(number: int) -> str:
    return f"c{number + 1}"


def _rows(claimed: Claimed, scored: Scored, files: Mapping[str, Path]) -> list[Found]:
    lifts = {lift.region: lift for lift in scored.lifts if lift.region is not None}
    shunned = {lift.phrase: lift for lift in scored.lifts if lift.region is None}
    rows = [
        _row(one.text, one.box, lifts.get(_name(n)), scored.unscored.get(_name(n), ""))
        for n, one in enumerate(claimed.clauses)
    ]
    avoided = [_row(text, None, shunned.get(text), "", avoided=True) for text in claimed.avoid]
    shown = [
        Found(**{**vars(row), "map": files.get(_name(number))}) for number, row in enumerate(rows)
    ]
    return [*shown, *avoided]


def _row(
    text: str, box: Box | None, lift: Lift | None, reason: str, *, avoided: bool = False
) -> Found:
    if lift is None or lift.found is None:
        why = reason or "the network's answer was no number"
        return Found(text, box, avoided, "unverified", None, why)
    return Found(text, box, avoided, lift.found, lift)


def _written(
    maps: Mapping[str, LiftMap], claimed: Claimed, image: Image.Image, folder: Path
) -> dict[str, Path]:
    """Maps over the picture without its colours: green speaks for the clause, red against."""
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for number, clause in enumerate(claimed.clauses):
        if (found := maps.get(_name(number))) is not None:
            tint = lift_tint(found).resize(image.size, Image.Resampling.NEAREST)
            under = image.convert("L").convert("RGBA")
            path = folder / f"{number + 1}-{slug(clause.text, 'clause')[:40]}.png"
            write_whole(path, png_bytes(Image.alpha_composite(under, tint).convert("RGB"), {}))
            files[_name(number)] = path
    return files


def readable(clauses: Sequence[str]) -> tuple[Clause, ...]:
    """Clauses as they are written. Raises UserError without any, and for the first bad one."""
    if not clauses:
        raise UserError('say what the picture should show: --clause "a red ball".')
    return tuple(map(read_clause, clauses))
