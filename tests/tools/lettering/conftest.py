"""A stage with two people, and panels that they speak on."""

from collections.abc import Callable
from typing import Any

import pytest

from panelwright_tools.domain import Panel, Region, Speech, SpeechKind
from panelwright_tools.lettering import Actor, Stage

MakePanel = Callable[..., Panel]


def _actor(region: str, speaker: str, x: float, y: float, head: float) -> Actor:
    face = (x - head, y - head, x + head, y + head)
    box = (x - head, y - head, x + head, y + 5 * head)
    return Actor(region, box, speaker, face, (x, y + 0.5 * head))


@pytest.fixture
def stage() -> Stage:
    """Mina on the left, Bolt on the right, their heads at half height."""
    mina = _actor("mina", "mina", 150, 300, 45)
    bolt = _actor("bolt", "bolt", 450, 300, 45)
    return Stage((600, 560), (mina, bolt))


@pytest.fixture
def make_panel() -> MakePanel:
    """A panel with lines `(speaker, text)` or `(speaker, text, kind)`."""

    def make(
        *lines: tuple[str | None, str] | tuple[str | None, str, SpeechKind], **more: Any
    ) -> Panel:
        speech = tuple(
            Speech(
                speaker=line[0], text=line[1], kind=line[2] if len(line) > 2 else SpeechKind.SPEECH
            )
            for line in lines
        )
        regions = tuple(
            Region(id=name, noun=name, phrase=name, subject=name) for name in ("mina", "bolt")
        )
        return Panel(id="p01", speech=speech, regions=regions, **more)

    return make
