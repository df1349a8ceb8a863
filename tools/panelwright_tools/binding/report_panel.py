"""One panel of the report: every attempt, what was measured on it, and why it was judged so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from panelwright_tools.binding.overlays import (
    BoxMark,
    box_mark,
    colours_of,
    detection_mark,
    letter_shapes,
)
from panelwright_tools.binding.templates import template
from panelwright_tools.domain import Answer, Attempt, Box, Legibility, Lift, Panel, Repair
from panelwright_tools.lettering.model import Lettering
from panelwright_tools.questions.scores import panel_score, region_scores


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
class LiftRow:
    """A lift as a bar with a whisker; positions in percent of the bar's track."""

    region: str
    value: float
    error: float
    evaluations: int
    method: str
    bar: tuple[float, float]
    whisker: tuple[float, float]
    sure: bool
    """Decided so by a test, or above zero by two standard errors."""
    found: str
    """What a test decided; empty: none did."""
    map: str
    """Where it lies, as a data URI; empty: not known."""


@dataclass(frozen=True)
class RulingRow:
    """One condition as the report words it."""

    outcome: str
    kind: str
    about: str
    key: bool
    reason: str


@dataclass(frozen=True)
class QuestionRow:
    """One question as the report words it."""

    text: str
    said: str
    reason: str


@dataclass(frozen=True)
class QuestionsView:
    """All questions about a picture."""

    rows: list[QuestionRow]
    panel: float | None
    """The score of the panel; None when nothing was answered."""
    open: int
    """Questions without an answer."""
    regions: list[tuple[str, float]]
    """Name and score of each region."""


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


_MOVES = {
    "inpaint": "painted the failed part anew",
    "relayout": "changed the layout",
    "resample": "painted it again from another seed",
}
_STRESSED = "painted it again from the same seed with more attention to {whom}"
_DAMPED = "painted it again from the same seed with less attention to what is unwanted near {whom}"
_EMPHASES = {
    "stress": _STRESSED,
    "stress_more": _STRESSED.replace("more", "still more"),
    "damp": _DAMPED,
    "damp_more": _DAMPED.replace("less", "still less"),
}


def _repair_text(repair: Repair | None, names: Mapping[str, str]) -> str:
    if repair is None:
        return ""
    whom = ", ".join(names.get(region, region) for region in repair.regions)
    why = f", because {repair.reason}" if repair.reason else ""
    if repair.kind == "emphasise":
        return f"{_EMPHASES[repair.move].format(whom=whom)}{why}"
    move = f" ({repair.move.replace('_', ' ')})" if repair.move else ""
    whom = f" for {whom}" if whom else ""
    return f"{_MOVES[repair.kind]}{move}{whom}{why}"


def _lifted_name(lift: Lift, names: Mapping[str, str]) -> str:
    if lift.region is None:
        return f"{lift.phrase}, to be avoided"
    return names.get(lift.region, lift.region)


def _how_lifted(lift: Lift) -> str:
    """The method, and what is beside the number: whence it is kept, and in how many places."""
    told = lift.method
    if lift.kept is not None:
        told += f"; kept from attempt {lift.kept}, since nothing was painted anew there"
    if len(lift.spots) > 1:
        told += f"; it shows in {len(lift.spots)} places apart"
    return told


def _lift_rows(
    lifts: Sequence[Lift], names: Mapping[str, str], maps: Mapping[str, str]
) -> list[LiftRow]:
    """Bars on one scale: zero at a fifth of the track, the largest lift near its end."""
    reach = max((abs(lift.value) + 2 * lift.standard_error for lift in lifts), default=0.0) or 1.0

    def at(value: float) -> float:
        return round(min(100.0, max(0.0, 20 + 76 * value / reach)), 2)

    rows = []
    for lift in lifts:
        low, high = sorted((at(0.0), at(lift.value)))
        spread = 2 * lift.standard_error
        left, right = at(lift.value - spread), at(lift.value + spread)
        rows.append(
            LiftRow(
                _lifted_name(lift, names),
                lift.value,
                lift.standard_error,
                lift.evaluations,
                _how_lifted(lift),
                (low, round(high - low, 2)),
                (left, round(right - left, 2)),
                lift.value > spread if lift.found is None else lift.found == "present",
                lift.found or "",
                maps.get(lift.region or "", ""),
            )
        )
    return rows


def _reading(measured: Legibility | None, names: Mapping[str, str]) -> list[str]:
    """Legibility in sentences."""
    if measured is None:
        return ["Nobody lettered it."]
    lines = [
        f"Letters cover {share:.0%} of the face of {names.get(region, region)}."
        for region, share in measured.covered_faces.items()
    ]
    lines += [
        f"Letters cover {share:.0%} of {names.get(region, region)}."
        for region, share in measured.covered_subjects.items()
        if share >= 0.01
    ]
    lines += [f"No room was found for: “{text}”" for text in measured.lost_text]
    if measured.crossed_tails:
        lines.append(f"Tails that cross: {measured.crossed_tails}.")
    if measured.out_of_order:
        lines.append(f"Pairs of balloons read in the wrong order: {measured.out_of_order}.")
    return lines or ["Every word is on the panel; no face is covered."]


def _rulings(attempt: Attempt, names: Mapping[str, str]) -> list[RulingRow]:
    rows = []
    for ruling in attempt.verdict.rulings:
        condition = ruling.condition
        name = names.get(condition.region or "", "")
        about = (
            condition.phrase if name in ("", condition.phrase) else f"{name}, {condition.phrase}"
        )
        kind = condition.kind.replace("_", " ")
        rows.append(
            RulingRow(ruling.outcome, kind, about.rstrip(", "), condition.key, ruling.reason)
        )
    return rows


def _questions(answers: Sequence[Answer], names: Mapping[str, str]) -> QuestionsView | None:
    if not answers:
        return None
    scores = region_scores(answers)
    return QuestionsView(
        rows=[QuestionRow(one.question.text, _said(one), one.reason) for one in answers],
        panel=panel_score(answers),
        open=sum(one.score is None for one in answers),
        regions=[(names.get(region, region), score) for region, score in scores.items()],
    )


def _said(answer: Answer) -> str:
    if answer.state != "answered" or answer.score is None:
        return answer.state
    return f"{answer.score:.2f}" if answer.is_weighed else "yes" if answer.score else "no"


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
        repair=_repair_text(shown.attempt.repair, names),
        rulings=_rulings(shown.attempt, names),
        planned=planned,
        found=[detection_mark(detection, colours) for detection in evidence.detections],
        letters=letter_shapes(shown.lettering),
        lifts=_lift_rows(evidence.lifts, names, shown.lift_maps),
        reading=_reading(evidence.legibility, names),
        questions=_questions(evidence.answers, names),
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
