"""What was measured on a picture, what follows from it, and what was tried."""

from typing import Literal

from pydantic import Field

from panelwright_tools.domain.geometry import Box
from panelwright_tools.domain.model import Model, Slug, unsaid
from panelwright_tools.domain.question import Answer
from panelwright_tools.domain.text import Text

Outcome = Literal["pass", "fail", "unverified"]
ConditionKind = Literal[
    "present", "absent", "count", "lift", "likeness", "legible", "relation", "text"
]
Cause = Literal[
    "missing",
    "hidden",
    "cropped",
    "hidden_face",
    "misplaced",
    "miscounted",
    "misrelated",
    "misspelt",
    "unwanted",
    "faint",
    "unlike",
    "covered_face",
    "covered_subject",
    "lost_text",
    "tangled_balloons",
]
"""What is wrong where a condition fails; decides which repairs are tried."""


class Condition(Model):
    """One thing that the plan demands of the picture."""

    id: Slug
    kind: ConditionKind
    region: Slug | None = Field(
        default=None, description="the region it is about; None: the whole panel"
    )
    phrase: Text = ""
    key: bool = Field(
        default=True, description="False: a failure is reported but does not flag the panel"
    )


class Detection(Model):
    """A phrase found on the picture."""

    phrase: Text
    region: Slug | None = Field(
        default=None, description="the region whose subject this is, if known"
    )
    box: Box = Field(description="fractions of the panel; may pass the edge for an exact mask")
    score: float = Field(ge=0, le=1)
    asked: Literal["", "probability", "answer", "unclear"] = Field(
        default="",
        description="set when the box was not found but asked about, and the score is how "
        "probable a yes was, or that it was said; unclear: neither yes nor no was said",
        exclude_if=lambda how: how == "",
    )
    visible: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="share of the subject that is neither hidden nor cut off",
    )
    face: float | None = Field(
        default=None, ge=0, le=1, description="visible share of its face; None: it shows none"
    )


class Spot(Model):
    """A place on the picture where the evidence for a subject lies."""

    box: Box = Field(description="fractions of the panel")
    share: float = Field(ge=0, le=1, description="of the evidence of the place with most")


class Lift(Model):
    """How much better the picture is explained with a subject than without it."""

    region: Slug | None = Field(default=None, description="None: it is not to be seen anywhere")
    phrase: Text = Field(
        default="",
        description="what is not to be seen, where there is no region",
        exclude_if=lambda told: told == "",
    )
    value: float = Field(description="signed; zero when the picture owes the subject nothing")
    standard_error: float = Field(ge=0)
    evaluations: int = Field(default=0, ge=0, description="network evaluations spent (NFE)")
    method: str
    found: Literal["present", "absent", "undecided"] | None = Field(
        default=None,
        description="what a sequential test decided; None: the method decides nothing by itself",
        exclude_if=unsaid,
    )
    margin: float | None = Field(
        default=None,
        ge=0,
        description="lift beyond which it was present, and below whose negative absent",
        exclude_if=unsaid,
    )
    calibration: Text = Field(
        default="",
        description="where the margin is from: calibrated on a date, or uncalibrated",
        exclude_if=lambda told: told == "",
    )
    spots: tuple[Spot, ...] = Field(
        default=(),
        description="the places apart from each other where it shows, the one with most evidence "
        "first, as far as places are counted",
        exclude_if=unsaid,
    )
    kept: int | None = Field(
        default=None,
        ge=1,
        description="the attempt on whose picture it was measured, where a repair left it alone",
        exclude_if=unsaid,
    )

    @property
    def is_calibrated(self) -> bool:
        """Whether the margin was fitted to the model."""
        return self.calibration.startswith("calibrated")


class Legibility(Model):
    """Whether the panel can be read once it is lettered."""

    covered_faces: dict[str, float] = Field(
        default_factory=dict, description="region id to the share of its face under letters, 0..1"
    )
    covered_subjects: dict[str, float] = Field(
        default_factory=dict, description="region id to the share of its subject under letters"
    )
    lost_text: tuple[Text, ...] = Field(default=(), description="words that found no room")
    crossed_tails: int = 0
    out_of_order: int = Field(
        default=0, description="pairs of balloons that read in the wrong order"
    )


class Evidence(Model):
    """Everything that was measured on one picture."""

    grounder: str | None = Field(
        default=None, description="who looked for the detections; None: nobody could"
    )
    detections: tuple[Detection, ...] = ()
    unclear: tuple[Detection, ...] = Field(
        default=(),
        description="what was asked about and answered with neither yes nor no",
        exclude_if=unsaid,
    )
    sightings: str | None = Field(
        default=None,
        description="key in the store of where regions were found, with their masks",
        exclude_if=unsaid,
    )
    lifts: tuple[Lift, ...] = ()
    unscored: dict[str, Text] = Field(
        default_factory=dict,
        description="region id to why its lift could not be measured",
        exclude_if=lambda reasons: not reasons,
    )
    lift_maps: str | None = Field(
        default=None,
        description="key in the store of where the lift of regions lies",
        exclude_if=unsaid,
    )
    questioner: str | None = Field(
        default=None,
        description="who was asked the questions; None: nobody was to be asked",
        exclude_if=unsaid,
    )
    answers: tuple[Answer, ...] = Field(
        default=(), description="what came of them", exclude_if=unsaid
    )
    painting_evaluations: int = Field(
        default=0,
        ge=0,
        description="network evaluations (NFE) that the picture took",
        exclude_if=lambda spent: spent == 0,
    )
    evaluations: int = Field(
        default=0,
        ge=0,
        description="network evaluations (NFE) that measuring took, each counted once",
        exclude_if=lambda spent: spent == 0,
    )
    incomplete: bool = Field(
        default=False,
        description="a model failed that was to look or to answer; the next draw asks it again",
        exclude_if=lambda incomplete: not incomplete,
    )
    likeness: dict[str, float] = Field(
        default_factory=dict, description="character id to likeness with its reference, 0..1"
    )
    legibility: Legibility | None = None
    notes: tuple[Text, ...] = Field(
        default=(), description="what the painter drew only as a sketch, …"
    )


class Ruling(Model):
    """The outcome for one condition, with its reason."""

    condition: Condition
    outcome: Outcome
    reason: Text = ""
    cause: Cause | None = Field(default=None, description="set when the outcome is fail")
    unasked: bool = Field(
        default=False,
        description="unverified since the picture had failed already",
        exclude_if=lambda unasked: not unasked,
    )


class Verdict(Model):
    """The rulings on one picture."""

    rulings: tuple[Ruling, ...] = ()

    @property
    def accepted(self) -> bool:
        """No key condition failed. Unverified conditions are shown, they do not fail a panel."""
        return not self.failures

    @property
    def failures(self) -> tuple[Ruling, ...]:
        """The key conditions that failed."""
        return tuple(r for r in self.rulings if r.outcome == "fail" and r.condition.key)

    @property
    def score(self) -> float:
        """Share of the decided conditions that pass, 0..1; ranks attempts when the budget ends.

        What nobody asked, since the picture had failed already, counts as no pass: a picture of
        which more is known to hold goes before one that failed earlier.
        """
        decided = [one for one in self.rulings if one.outcome != "unverified" or one.unasked]
        return sum(r.outcome == "pass" for r in decided) / len(decided) if decided else 1.0


class Repair(Model):
    """What is done about a failed verdict."""

    kind: Literal["inpaint", "emphasise", "relayout", "resample"]
    move: str = Field(
        default="", description="which change of layout: spread, wider_shot, repose …"
    )
    regions: tuple[Slug, ...] = ()
    reason: Text = ""


class Attempt(Model):
    """One picture with its evidence and verdict."""

    panel: Slug
    number: int = Field(ge=1)
    picture: str = Field(description="key of the picture in the store")
    repair: Repair | None = Field(
        default=None, description="what led to this attempt; None for the first"
    )
    evidence: Evidence
    verdict: Verdict
