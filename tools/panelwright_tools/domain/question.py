"""What is asked about a picture, and what came of it."""

from typing import Literal

from pydantic import Field

from panelwright_tools.domain.model import Model, Slug
from panelwright_tools.domain.text import Text

QuestionKind = Literal["present", "colour", "count", "relation", "text"]


class Question(Model):
    """One thing that the plan claims of the picture, asked so that yes means that it holds."""

    id: Slug
    kind: QuestionKind
    text: Text = Field(description="as it is asked")
    regions: tuple[Slug, ...] = Field(default=(), description="the regions that it is about")
    parents: tuple[Slug, ...] = Field(
        default=(), description="questions without whose yes it has no sense"
    )


class Answer(Model):
    """What came of a question."""

    question: Question
    state: Literal["answered", "skipped", "unasked", "unanswered"] = Field(
        description="skipped: a parent's answer was no; unasked: the picture had failed already; "
        "unanswered: nobody could say"
    )
    score: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="probability of yes; 0 where skipped, None where unasked or unanswered",
    )
    is_weighed: bool = Field(
        default=False, description="False: only the word was told, so that the score is 0 or 1"
    )
    reason: Text = Field(
        default="", description="why it was skipped or not asked, or has no answer"
    )
    failed: bool = Field(
        default=False,
        description="unanswered since the server failed; it may be asked again",
        exclude_if=lambda failed: not failed,
    )
