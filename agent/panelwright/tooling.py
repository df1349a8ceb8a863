"""The tools of one process: a painter and all who look at what it paints."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, cast

from panelwright import backends
from panelwright.backends import BackEnd
from panelwright.eyes import with_eyes, with_triage
from panelwright.settings import Settings
from panelwright_tools.domain.model import Model
from panelwright_tools.grounding.grounder import Grounder
from panelwright_tools.lift.critic import Critic
from panelwright_tools.likeness.meter import LikenessMeter
from panelwright_tools.painting.painter import Painter
from panelwright_tools.questions.questioner import Questioner
from panelwright_tools.segmentation.segmenter import Segmenter


class ToolPaths(Model):
    """The tools as plain text, so that another process can make them."""

    painter: BackEnd
    grounder: BackEnd
    segmenter: BackEnd
    likeness: BackEnd
    critic: BackEnd
    questions: BackEnd


class Tools(Protocol):
    """The tools of one process."""

    painter: Painter
    grounder: Grounder
    segmenter: Segmenter
    likeness: LikenessMeter
    critic: Critic
    questions: Questioner


@dataclass(frozen=True)
class _Made:
    painter: Painter
    grounder: Grounder
    segmenter: Segmenter
    likeness: LikenessMeter
    critic: Critic
    questions: Questioner


def tool_paths(settings: Settings) -> ToolPaths:
    """The tools that the settings choose. Raises UserError when one can't be used here."""
    return ToolPaths(
        painter=backends.back_end(settings, "painter"),
        grounder=backends.back_end(settings, "grounder"),
        segmenter=backends.back_end(settings, "segmenter"),
        likeness=backends.back_end(settings, "likeness"),
        critic=backends.back_end(settings, "critic"),
        questions=backends.back_end(settings, "questions"),
    )


@lru_cache
def tools(paths: ToolPaths) -> Tools:
    """The tools, made once a process; making them loads no model."""
    grounder, segmenter = backends.made(paths.grounder), backends.made(paths.segmenter)
    painter, critic = backends.made(paths.painter), backends.made(paths.critic)
    return cast(
        Tools,
        _Made(
            painter=with_triage(with_eyes(painter, grounder, segmenter), critic),
            grounder=grounder,
            segmenter=segmenter,
            likeness=backends.made(paths.likeness),
            critic=critic,
            questions=backends.made(paths.questions),
        ),
    )


def every(
    own: Tools,
) -> tuple[Painter, Grounder, Segmenter, LikenessMeter, Critic, Questioner]:
    """All tools of a process."""
    return own.painter, own.grounder, own.segmenter, own.likeness, own.critic, own.questions


def side_by_side(paths: ToolPaths) -> int | None:
    """How many processes may use the tools at the same time; None: as many as there are cores."""
    limits = [tool.side_by_side for tool in every(tools(paths))]
    return min((limit for limit in limits if limit is not None), default=None)
