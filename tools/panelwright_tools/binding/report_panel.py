"""One panel of the report: every attempt, what was measured on it, and why it was judged so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from panelwright_tools.binding.overlays import (
    BoxMark,
    box_mark,
    colours_of,
    detection_mark,
    letter_shapes,
)
from panelwright_tools.binding.report_rows import (
    LiftRow,
    QuestionsView,
    RulingRow,
    lift_rows,
    questions_view,
    reading,
    repair_text,
    ruling_rows,
)
from panelwright_tools.binding.templates import template
from panelwright_tools.domain import Attempt, Box, Panel
from panelwright_tools.lettering.model import Lettering


@dataclass(frozen=True)
class ShownAttempt:
    """One attempt with what the report draws."""

    attempt: Attempt
    picture: str
    """Where the browser finds the picture: a name beside the report, or a data URI."""
    size: tuple[int, int]
    """Pixels of the picture."""
    boxes: Mapping[str, Box] = field(default_factory=dict)
    """Region to the box that it was planned in."""
    masks: Mapping[str, str] = field(default_factory=dict)
    """Region to a see-through picture of its mask, as `mask_sources` makes it."""
    maps: Mapping[str, str] = field(default_factory=dict)
    """Region to a see-through picture of where its words acted, as `map_sources` makes it."""
    lift_maps: Mapping[str, str] = field(default_factory=dict)
    """Region to a see-through picture of where its lift lies, as `lift_sources` makes it."""
    lettering: Lettering | None = None


@dataclass(frozen=True)
class ReportPanel:
    """A panel with its attempts."""

    number: int
    """Its place in the story, from 1."""
    panel: Panel
    attempts: tuple[ShownAttempt, ...]
    kept: int
    """The number of the attempt that is in the book; 0: none."""
    place: str = "no place"
    """Where it happens, as the story calls it."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Character to name."""
    failure: str = ""
    """Why there is no picture at all."""

    @property
    def status(self) -> Literal["accepted", "flagged", "failed"]:
        """accepted, flagged or failed."""
        chosen = [one for one in self.attempts if one.attempt.number == self.kept]
        if not chosen:
            return "failed"
        return "accepted" if chosen[0].attempt.verdict.accepted else "flagged"


@dataclass(frozen=True)
class AttemptView:
    """An attempt, ready for the template."""

    shown: ShownAttempt
    kept: bool
    repair: str
    rulings: list[RulingRow]
    planned: list[BoxMark]
    found: list[BoxMark]
    letters: list[str]
    lifts: list[LiftRow]
    reading: list[str]
    likeness: list[tuple[str, float]]
    questions: QuestionsView | None


@dataclass(frozen=True)
class PanelView:
    """A panel, ready for the template."""

    number: int
    panel: Panel
    place: str
    status: str
    failure: str
    repaired: bool
    regions: list[tuple[str, str]]
    """Colour and name of each region."""
    speech: list[tuple[str, str, str]]
    attempts: list[AttemptView]


def _attempt_view(
    shown: ShownAttempt, kept: int, colours: dict[str, str], names: Mapping[str, str]
) -> AttemptView:
    evidence = shown.attempt.evidence
    planned = [
        box_mark(box, names.get(region, region), colours.get(region, "#888888"))
        for region, box in shown.boxes.items()
    ]
    return AttemptView(
        shown=shown,
        kept=shown.attempt.number == kept,
        repair=repair_text(shown.attempt.repair, names),
        rulings=ruling_rows(shown.attempt, names),
        planned=planned,
        found=[detection_mark(detection, colours) for detection in evidence.detections],
        letters=letter_shapes(shown.lettering),
        lifts=lift_rows(evidence.lifts, names, shown.lift_maps),
        reading=reading(evidence.legibility, names),
        questions=questions_view(evidence.answers, names),
        likeness=[(names.get(one, one), value) for one, value in sorted(evidence.likeness.items())],
    )


def _region_names(panel: Panel, cast: Mapping[str, str]) -> dict[str, str]:
    """Each region as a reader knows it: the character's name, or what it shows."""
    return {
        region.id: cast.get(region.subject or "") or region.phrase or region.id
        for region in panel.regions
    }


def panel_section(shown: ReportPanel) -> str:
    """The panel's part of the report, as HTML."""
    return template("report_panel.html.j2").render(view=_panel_view(shown))


def _panel_view(shown: ReportPanel) -> PanelView:
    panel, names = shown.panel, shown.names
    colours = colours_of([region.id for region in panel.regions])
    shown_as = _region_names(panel, names)
    return PanelView(
        number=shown.number,
        panel=panel,
        place=shown.place,
        status=shown.status,
        failure=shown.failure,
        repaired=len(shown.attempts) > 1,
        regions=[(colours[region.id], shown_as[region.id]) for region in panel.regions],
        speech=[
            (names.get(one.speaker or "", "A voice"), one.kind.value.replace("_", " "), one.text)
            for one in panel.speech
        ],
        attempts=[_attempt_view(one, shown.kept, colours, shown_as) for one in shown.attempts],
    )
