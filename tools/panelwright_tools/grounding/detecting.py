"""Grounding by a detector that scores words on boxes, whoever wrote it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from panelwright_tools.domain import Brief, Detection
from panelwright_tools.grounding.calling import detections
from panelwright_tools.grounding.phrases import words
from panelwright_tools.grounding.queries import Query, queries
from panelwright_tools.grounding.scoring import Found, once, scored
from panelwright_tools.grounding.tables import table
from panelwright_tools.grounding.token_passes import Marks, Token, TokenPass, token_passes


class Detector(Protocol):
    """A model that scores tokens of a text on boxes of a picture."""

    @property
    def marks(self) -> Marks:
        """Its tokens around and between texts."""
        ...

    @property
    def most_tokens(self) -> int:
        """The longest prompt that it reads, with marks."""
        ...

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text, without marks."""
        ...

    def detect(
        self, image: Image.Image, text: TokenPass
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Logits (boxes, tokens) and boxes (boxes, 4): centre, width, height in fractions.

        Raises ToolError when the device can't do it.
        """
        ...


def detected(
    detector: Detector, image: Image.Image, brief: Brief, phrases: Sequence[str]
) -> list[Detection]:
    """Everything that the regions of a brief and further phrases name, found by the detector.

    Raises ToolError when a phrase is empty or the detector failed.
    """
    asked = queries(brief, phrases)
    texts = [detector.tokens(query.text) for query in asked]
    small = _small(image)
    found: list[Found] = []
    for one in token_passes(texts, detector.marks, detector.most_tokens):
        logits, boxes = detector.detect(small, one)
        found += scored(logits, boxes, one.spans, [_least(query) for query in asked])
    limits = table("detecting")
    kept = once(found, [_head(query) for query in asked], limits["same"], limits["held"])
    return detections(kept, asked, brief)


def _least(query: Query) -> float:
    return float(table("detecting")["wanted" if query.wanted else "avoided"])


def _head(query: Query) -> str:
    """The noun in the singular: balls are balls."""
    return (words(query.head) or (query.head,))[-1]


def _small(image: Image.Image) -> Image.Image:
    """The picture in RGB, no larger than is of use; its fractions stay as they are."""
    image = image.convert("RGB")
    edge = int(table("detecting")["longest_edge"])
    if max(image.size) > edge:
        image.thumbnail((edge, edge))
    return image
