"""What each step asks of the model: words and numbers of sentences, never pixels.

A weak model is met half-way: fields of a closed list are plain words here, and `wording.py` finds
the nearest member of the list. Names refer to names; `assemble.py` finds whom they mean.
"""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field


class Draft(BaseModel):
    """A record that a model writes; fields that it invents are dropped."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class CharacterDraft(Draft):
    """One of the cast, as the synopsis tells it."""

    name: str = Field(description="as the story calls them most: Mina, the old sailor")
    kind: str = Field(default="person", description="person, animal, creature, robot or thing")
    species: str = Field(default="human", description="human, or cat, dragon, robot …")
    gender: str = Field(default="", description="feminine, masculine, neutral; empty: not told")
    age: str = Field(default="", description="baby, child, teen, adult or old")
    build: str = Field(default="", description="slim, average, stout or strong")
    skin: str = Field(default="", description="a colour word; empty: not told")
    hair: str = Field(default="", description="style and colour: curly red")
    clothes: list[str] = Field(
        default_factory=list, description="each with its colour: yellow raincoat"
    )
    marks: list[str] = Field(default_factory=list, description="freckles, beard, scar, glasses")
    colour: str = Field(default="", description="main colour of an animal, robot or thing")
    phrase: str = Field(
        default="", description="the look in under 20 words, the same in all panels"
    )
    never_changes: list[str] = Field(
        default_factory=list, description="what must be the same in every picture: red scarf"
    )
    aliases: list[str] = Field(default_factory=list, description="other names in the synopsis")


class PlaceDraft(Draft):
    """Where something happens."""

    name: str = Field(description="as the story calls it: the night market")
    noun: str = Field(default="", description="the head noun: market")
    phrase: str = Field(default="", description="what it looks like, in under 15 words")
    indoors: bool = False


class SceneDraft(Draft):
    """A stretch of sentences at one place and time."""

    first: int = Field(description="number of its first sentence")
    last: int = Field(description="number of its last sentence")
    place: str = Field(default="", description="name of a place")
    time: str = Field(default="", description="dawn, morning, day, sunset, dusk or night")
    weather: str = Field(default="", description="clear, cloudy, rain, storm, snow, fog or wind")
    season: str = Field(default="", description="spring, summer, autumn, winter; empty: not told")
    present: list[str] = Field(default_factory=list, description="names of who is there")
    summary: str = Field(default="", description="what happens, in one sentence")


class QuoteDraft(Draft):
    """Who says a numbered quote of the synopsis."""

    quote: int = Field(description="number of the quote")
    speaker: str = Field(default="", description="name; empty: an unknown voice")


class VariationDraft(Draft):
    """How a character looks otherwise for some sentences: wet, in pyjamas."""

    character: str
    first: int = Field(description="number of the first sentence")
    last: int = Field(description="number of the last sentence")
    phrase: str = Field(description="what is different: soaked, in striped pyjamas")
    clothes: list[str] = Field(
        default_factory=list, description="what is worn instead; empty: the same clothes"
    )


class FactsDraft(Draft):
    """Step read: the facts of a chunk of the synopsis, the story bible."""

    title: str = ""
    cast: list[CharacterDraft] = Field(default_factory=list)
    places: list[PlaceDraft] = Field(default_factory=list)
    scenes: list[SceneDraft] = Field(default_factory=list)
    quotes: list[QuoteDraft] = Field(default_factory=list)
    variations: list[VariationDraft] = Field(default_factory=list)


class BeatDraft(Draft):
    """One panel's moment."""

    first: int = Field(description="number of its first sentence")
    last: int = Field(description="number of its last sentence")
    moment: str = Field(default="", description="what the picture shows, in one sentence")
    who: list[str] = Field(default_factory=list, description="names of who is seen")
    size: str = Field(default="normal", description="small, normal, large or splash")
    turning_point: bool = Field(
        default=False, description="the reader must turn the page to know more"
    )


class BeatsDraft(Draft):
    """Step break down: beats in reading order."""

    beats: list[BeatDraft] = Field(default_factory=list)


class SubjectDraft(Draft):
    """Somebody or something that a panel must show."""

    name: str = Field(description="a name of the cast, or a noun: lantern")
    phrase: str = Field(default="", description="a thing with its adjectives: a brass lantern")
    doing: str = Field(default="", description="one verb: runs, points, sleeps")
    feeling: str = Field(default="", description="one word: happy, scared, curious")
    facing: str = Field(default="", description="left, right, front or back")
    where: str = Field(default="", description="left, centre or right of the picture")
    depth: str = Field(default="", description="near, middle or far")
    spot: str = Field(default="", description="part of the place it is at: window, roof")
    important: bool = True
    box: list[float] | None = Field(
        default=None, description="only if sure: x, y, width, height as fractions of the panel"
    )


class RelationDraft(Draft):
    """How one subject stands to another."""

    subject: str = Field(description="name or noun of a subject")
    relation: str = Field(description="on, under, left of, holds, rides, looks at …")
    target: str = Field(description="name or noun of a subject")
    other: str = Field(default="", description="the second target of between and gives")


class StagingDraft(Draft):
    """Step stage: one panel's picture."""

    shot: str = Field(default="", description="extreme wide, wide, full, medium, close or detail")
    angle: str = Field(default="", description="eye, high, low or over shoulder")
    subjects: list[SubjectDraft] = Field(default_factory=list)
    relations: list[RelationDraft] = Field(default_factory=list)
    avoid: list[str] = Field(default_factory=list, description="what must not be seen")


class BalloonDraft(Draft):
    """One balloon."""

    quote: int | None = Field(default=None, description="number of a quote; then text is empty")
    text: str = Field(default="", description="the words, when no quote has them")
    speaker: str = Field(default="", description="name; empty: an unknown voice")
    kind: str = Field(
        default="speech", description="speech, thought, shout, whisper, robot or off panel"
    )


class PanelWordsDraft(Draft):
    """One panel's words."""

    panel: int = Field(description="number of the panel, from 1")
    caption: str = Field(default="", description="narration, under 20 words; may be empty")
    balloons: list[BalloonDraft] = Field(default_factory=list)
    sounds: list[str] = Field(default_factory=list, description="sound effects: CRASH")


class WordsDraft(Draft):
    """Step write: the words of the panels of one page."""

    panels: list[PanelWordsDraft] = Field(default_factory=list)


class FindingDraft(Draft):
    """One thing that is wrong with the plan, and how to mend it if that is simple."""

    panel: int = Field(description="number of the panel, from 1")
    about: Literal["cast", "place", "time", "knowledge", "axis", "other"] = "other"
    problem: str = Field(description="what is wrong, in one sentence")
    change: str = Field(
        default="",
        description="the wish that mends it: 'at night', 'without Tom', 'in the kitchen', 'closer'",
    )


class FindingsDraft(Draft):
    """Step check: findings over the whole plan; empty when all is well."""

    findings: list[FindingDraft] = Field(default_factory=list)


STEPS: Final = {
    FactsDraft.__name__: "read",
    BeatsDraft.__name__: "break down",
    StagingDraft.__name__: "stage",
    WordsDraft.__name__: "write",
    FindingsDraft.__name__: "check",
}
"""The step that asks for each schema, in order."""

REVISE: Final = "revise"
"""What a plan that is there is asked by, outside of these steps."""


class ChangeDraft(Draft):
    """One change of a plan, in the words that the rules read."""

    panels: list[int] = Field(
        default_factory=list, description="numbers of the panels it is for; empty: the whole story"
    )
    wish: str = Field(description="one wish, in one of the forms that are shown")


class RevisionDraft(Draft):
    """Step revise: what a user asks of a plan, as single changes in order."""

    changes: list[ChangeDraft] = Field(default_factory=list)
    problem: str = Field(
        default="", description="only when nothing of it can be done: why, in one sentence"
    )


def step_of(schema_name: str) -> str:
    """What asks for a schema: a step of planning, or a change of the plan."""
    return REVISE if schema_name == RevisionDraft.__name__ else STEPS.get(schema_name, schema_name)
