"""One picture of somebody whose picture is given: a portrait without a run."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image

from panelwright import backends
from panelwright.budget import Budget, lost_told
from panelwright.configuration import changed, configured
from panelwright.files import write_whole
from panelwright.loras import GivenLora
from panelwright.readiness import check_ready
from panelwright.references import first_frames_told, read_picture
from panelwright.settings import Settings
from panelwright.store import picture_key
from panelwright_tools.asking.tally import tallied
from panelwright_tools.domain import (
    FREE,
    Box,
    Brief,
    BriefRegion,
    BudgetExceeded,
    Character,
    Cost,
    Lora,
    Region,
    UserError,
)
from panelwright_tools.domain.text import MAX_TEXT
from panelwright_tools.painting.painter import HasStandIn, Painter, TakesLoras, hand_of
from panelwright_tools.painting.picture import GIVEN, Picture

SIDE: Final = 1024
_WHO: Final = "sitter"
_ENDINGS: Final = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}


@dataclass(frozen=True)
class Wanted:
    """Who is to be painted, and how."""

    references: tuple[Path, ...]
    """Pictures of whoever it is."""
    prompt: str
    output: Path
    """A file whose ending says its kind."""
    lora: GivenLora | None = None


@dataclass(frozen=True)
class Portrait:
    """What came out."""

    path: Path
    notes: tuple[str, ...]
    spent: Cost = FREE
    """What the pictures that were written to this file have cost so far."""


def portrait_settings(flags: Mapping[str, Any]) -> Settings:
    """The settings of a portrait, by flags of which those that are None were not given.

    Where neither a flag nor a setting names a painter that looks at pictures, Stable Diffusion XL
    paints with an IP-Adapter. Raises UserError as `configured` does.
    """
    if flags.get("painter") is not None:
        return configured(flags)
    return configured(_with_painter(configured({}), flags))


def with_portrait_painter(usual: Settings, flags: Mapping[str, Any]) -> Settings:
    """The same for settings that are known already. Raises UserError as `changed` does."""
    return changed(usual, _with_painter(usual, flags))


def _with_painter(usual: Settings, flags: Mapping[str, Any]) -> Mapping[str, Any]:
    """The flags, with a painter that looks at pictures where the usual one does not."""
    if _made(usual).takes_references:
        return flags
    painter, adapter = backends.portrait_painter()
    beside = {"adapter": usual.painting.adapter or adapter}
    return {**flags, "painter": painter, "painting": {**beside, **(flags.get("painting") or {})}}


def portrayed(wanted: Wanted, settings: Settings) -> Portrait:
    """Paint whom the references show as the prompt says, and write the picture.

    Everything that was given is looked at before a model is loaded. What it costs is kept in a
    ledger beside the picture, and the cap counts all pictures that were written there. Raises
    UserError for a bad reference, an empty prompt, a file that is no picture's, and a painter that
    looks at none; BudgetExceeded when it would pass the cap; ToolError when it can't paint or
    write.
    """
    kind = _checked(wanted)
    given = {str(number): _read(path) for number, path in enumerate(wanted.references)}
    painter = _painter(settings, wanted.lora)
    brief = portrait_of(wanted, tuple(given), settings)
    budget = Budget(ledger_of(wanted.output), settings.max_cost)
    lost = budget.settle(lambda call: None) if budget.path.is_file() else FREE
    picture = _paid(brief, painter, given, budget)
    buffer = io.BytesIO()
    picture.image.save(buffer, kind)
    write_whole(wanted.output, buffer.getvalue())
    told = (*first_frames_told(wanted.references), *lost_told(lost), *_stand_in(painter))
    return Portrait(wanted.output, (*told, *picture.notes), budget.spent())


def portrait_of(wanted: Wanted, references: tuple[str, ...], settings: Settings) -> Brief:
    """One person who is the whole picture."""
    region = Region(id=_WHO, subject=_WHO, noun="person", phrase=wanted.prompt, key=True)
    loras: tuple[Lora, ...] = (wanted.lora.lora,) if wanted.lora is not None else ()
    sitter = Character(id=_WHO, name="Sitter", references=references, loras=loras)
    item = BriefRegion(region=region, box=Box(0, 0, 1, 1), character=sitter)
    return Brief(
        panel="portrait",
        called="the portrait",
        prompt=wanted.prompt,
        style=settings.style or "",
        regions=(item,),
        size=(SIDE, SIDE),
        seed=settings.seed,
        quality=settings.quality,
    )


def ledger_of(output: Path) -> Path:
    """What was paid for pictures that were written to a file, a line a call; there only then."""
    return output.with_name(f"{output.name}.spending.jsonl")


def _checked(wanted: Wanted) -> str:
    """The kind of file that is to be written. Raises UserError for what can't be."""
    if not wanted.prompt.strip():
        raise UserError("--prompt is empty; say what the portrait is to be.")
    if len(wanted.prompt) > MAX_TEXT:
        raise UserError(f"--prompt has {len(wanted.prompt):,} characters; at most {MAX_TEXT:,} do.")
    output = wanted.output
    kind = _ENDINGS.get(output.suffix.lower())
    if kind is None or output.is_dir() or not output.absolute().parent.is_dir():
        known = ", ".join(_ENDINGS)
        raise UserError(f"can't write {output}: name a file ({known}) in a folder that is there.")
    return kind


def _read(path: Path) -> Picture:
    image = Image.open(io.BytesIO(read_picture(path))).convert("RGB")
    return Picture(image=image, painter=GIVEN, seed=0)


def _painter(settings: Settings, lora: GivenLora | None) -> Painter:
    """The painter of the settings, with the LoRA at hand.

    Raises UserError when it can't work, or does not look at pictures, or takes no LoRA.
    """
    check_ready(settings, ("painter",))
    painter = _made(settings)
    if not painter.takes_references:
        raise UserError(
            f"the painter {_called(settings)} does not look at pictures; leave --painter out for "
            "Stable Diffusion XL with an IP-Adapter, or name a model that looks at them by itself, "
            "such as FLUX.1 Kontext."
        )
    if lora is None:
        return painter
    if not isinstance(painter, TakesLoras):
        raise UserError(f"the painter {_called(settings)} takes no LoRAs; leave --lora out.")
    return painter.lent({lora.lora.file: lora.path})


def _made(settings: Settings) -> Painter:
    painter: Painter = backends.made(backends.back_end(settings, "painter"))
    return painter


def _called(settings: Settings) -> str:
    name, model = backends.chosen(settings, "painter"), settings.painting.model
    return f"{name}:{model}" if model and backends.takes(settings, "painter") else name


def _paid(brief: Brief, painter: Painter, given: Mapping[str, Picture], budget: Budget) -> Picture:
    """The picture, painted within the budget. Raises BudgetExceeded when it would pass the cap."""
    key = picture_key(brief, hand_of(painter, brief))
    try:
        with budget.paying(key, painter.price(brief)) as bill, tallied() as painting:
            picture = painter.paint(brief, None, given)
            if painting.cost is not None:
                bill.charge(painting.cost)
            return picture
    except BudgetExceeded as error:
        told = str(error).rstrip(".")
        raise BudgetExceeded(f"{told}; give a higher --max-cost, or none.") from error


def _stand_in(painter: Painter) -> list[str]:
    said = painter.stand_in if isinstance(painter, HasStandIn) else ""
    return [f"{said}."] if said else []
