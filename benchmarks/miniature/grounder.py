"""The detector as one of Panelwright's grounders: what it finds is judged as any detection is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from miniature.detector import WEIGHTS, Detector, Spotted, spotted, the_detector
from miniature.tables import table
from panelwright_tools.domain import FREE, Brief, Cost, Detection, ToolError
from panelwright_tools.grounding.detecting import detected
from panelwright_tools.grounding.token_passes import Marks, Token, TokenPass
from panelwright_tools.painting.picture import Picture

_MARK: Final = -1
"""Stands around and between texts; the detector reads no text, so that it means nothing."""


@dataclass(frozen=True)
class MiniatureGrounder:
    """Finds the miniature's subjects by the detector that was trained on them."""

    weights: str = str(WEIGHTS)
    """Their file."""

    @property
    def id(self) -> str:
        """Name, and digest of the weights."""
        return f"miniature-detector/{sha256(Path(self.weights).read_bytes()).hexdigest()[:16]}"

    @property
    def side_by_side(self) -> int | None:
        """It is small: a process a core."""
        return None

    @property
    def locates(self) -> bool:
        """It is a detector."""
        return True

    @property
    def needs_subjects(self) -> bool:
        """It looks at pixels."""
        return False

    def price(self, brief: Brief) -> Cost:
        """Nothing: it runs on this machine."""
        return FREE

    def ground(self, picture: Picture, brief: Brief, phrases: Sequence[str]) -> list[Detection]:
        """Everything found of the brief's regions and of further phrases.

        Raises ToolError when it was not taught what a phrase says, UserError when its weights can't
        be loaded.
        """
        eye = _Eye(the_detector(Path(self.weights)))
        return detected(eye, picture.image, brief, phrases)


@dataclass(frozen=True)
class _Eye:
    """The detector as one that scores texts: each is one token, a kind with or without a colour."""

    detector: Detector

    @property
    def marks(self) -> Marks:
        return Marks(_MARK, _MARK, _MARK)

    @property
    def most_tokens(self) -> int:
        return len(_known()) * 2 + 2

    def tokens(self, text: str) -> list[Token]:
        """The one token of a text. Raises ToolError for words that the detector doesn't know."""
        if text not in _known():
            kinds, colours = (", ".join(table("scenes")[name]) for name in ("kinds", "colours"))
            raise ToolError(
                f"the miniature's detector can't look for \"{text}\"; it knows {kinds}, also "
                f"as {colours} ones."
            )
        return [Token(list(_known()).index(text), is_word=True)]

    def detect(
        self, image: Image.Image, text: TokenPass
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Logits of the probability that a box shows what the text says, kind and colour both."""
        found = spotted(self.detector, [image])[0]
        logits = np.full((len(found), len(text.ids)), -np.inf, np.float32)
        for place, number in enumerate(text.ids):
            if number != _MARK:
                said = list(_known().values())[number]
                logits[:, place] = [_logit(_chance(one, *said)) for one in found]
        boxes = [(*one.box.centre, one.box.w, one.box.h) for one in found]
        return logits, np.array(boxes, np.float32).reshape(-1, 4)


@cache
def _known() -> dict[str, tuple[int, int | None]]:
    return dict(_texts())


def _texts() -> Iterator[tuple[str, tuple[int, int | None]]]:
    """What it can look for, with the numbers of kind and colour."""
    scenes = table("scenes")
    for number, kind in enumerate(scenes["kinds"]):
        yield kind, (number, None)
    for (number, kind), (tint, colour) in product(
        enumerate(scenes["kinds"]), enumerate(scenes["colours"])
    ):
        yield f"{colour} {kind}", (number, tint)


def _chance(one: Spotted, kind: int, colour: int | None) -> float:
    """That something is there, of this kind and, where one is told, this colour."""
    tinted = 1.0 if colour is None else float(one.colours[colour])
    return one.sure * float(one.kinds[kind]) * tinted


def _logit(chance: float) -> float:
    sure = min(max(chance, 1e-6), 1 - 1e-6)
    return float(np.log(sure / (1 - sure)))
