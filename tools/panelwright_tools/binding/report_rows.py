"""What was measured on an attempt, in the words and bars of the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panelwright_tools.domain import Answer, Attempt, Legibility, Lift, Repair
from panelwright_tools.questions.scores import panel_score, region_scores


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


def repair_text(repair: Repair | None, names: Mapping[str, str]) -> str:
    """How a repair is told: what was done, for whom and why."""
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


def lift_rows(
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


def reading(measured: Legibility | None, names: Mapping[str, str]) -> list[str]:
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


def ruling_rows(attempt: Attempt, names: Mapping[str, str]) -> list[RulingRow]:
    """Each condition of the verdict, worded."""
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


def questions_view(answers: Sequence[Answer], names: Mapping[str, str]) -> QuestionsView | None:
    """What was asked and answered, with the scores; None where nothing was asked."""
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
