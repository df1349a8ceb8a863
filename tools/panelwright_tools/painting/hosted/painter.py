"""The hosted painter: a brief in, a picture that a model behind a server has painted out."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image

from panelwright_tools.asking.hosts import OPENAI, shown
from panelwright_tools.asking.tally import charge
from panelwright_tools.asking.token_counts import reckoned
from panelwright_tools.domain import Brief, Cost, Declined, ToolError, Unanswered
from panelwright_tools.painting.compositing import composed, mask_of
from panelwright_tools.painting.hosted.catalogue import Known, cost, known, paid, table
from panelwright_tools.painting.hosted.framing import Frame, cut, framed, mask_picture, put_in
from panelwright_tools.painting.hosted.images_endpoint import ImagesEndpoint, Made, Wish
from panelwright_tools.painting.hosted.wording import Told, prompt_digest, worded
from panelwright_tools.painting.picture import Picture
from panelwright_tools.versions import code_version

SOURCES: Final = (
    "asking",
    "domain",
    "painting/compositing.py",
    "painting/hosted",
    "painting/picture.py",
    "prompting",
)
"""The code and data that decide what is asked, and what is made of the answer."""
_AT_ONCE: Final = 4
"""Pictures that a service is asked for at the same time."""


@dataclass(frozen=True)
class HostedPainter:
    """Has pictures painted by a model behind the OpenAI images interface.

    The same brief is painted differently each time: such services take no seed.
    """

    model: str
    """As the server calls it."""
    base_url: str | None = None
    """Of the server; None: OpenAI itself."""
    key_variable: str = "OPENAI_API_KEY"
    """The environment variable that holds the key."""
    timeout_s: float | None = None
    """Longest wait for one picture; None: as long as is usual."""
    picture_price: float | None = None
    """Dollars a picture; None: as known of the model."""

    @property
    def id(self) -> str:
        """Version of the code and digest of the prompt, model and server."""
        where = shown(self.base_url or OPENAI)
        return f"hosted/{code_version(*SOURCES)}-{prompt_digest()}:{self.model} at {where}"

    @property
    def repairs(self) -> frozenset[str]:
        """Everything; a part is painted anew by an edit with a mask."""
        return frozenset({"inpaint", "relayout", "resample"})

    @property
    def takes_references(self) -> bool:
        """Models that are known to take pictures beside the prompt do."""
        return self._known.references > 0

    @property
    def side_by_side(self) -> int | None:
        """So that a service is not flooded."""
        return _AT_ONCE

    def price(self, brief: Brief) -> Cost:
        """The most that one picture costs: what it shows, and what is told for it."""
        frame, told = self._told(brief)
        quality = table()["quality"][brief.quality]
        pictures = len(told.pictures) + 2 * (brief.parent is not None)  # the mask is one more
        tokens = reckoned(told.prompt)
        own = self.picture_price
        return cost(self.model, self.base_url, frame.size, quality, tokens, pictures, own)

    def examine(self) -> None:
        """Raises UserError when the server has no usable address or key; nobody is asked."""
        _endpoint(self.model, self.base_url, self.key_variable, self.timeout_s)

    def prepare(self) -> None:
        """Nothing: a connection is made when there is something to paint."""

    def paint(
        self,
        brief: Brief,
        parent: Picture | None = None,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        """Paint the brief; with a parent, only within the brief's mask.

        What it cost is charged to the tally, where the answer tells what it took.

        Raises UserError when the server has no usable address or key, ToolError when it did not
        paint, Declined when it won't, Unanswered when it may charge for nothing.
        """
        frame, told = self._told(brief)
        people = [
            (references or {})[key].image for key in told.pictures if key in (references or {})
        ]
        mask = mask_of(brief.mask, parent.image.size) if parent is not None else None
        if parent is not None:
            people.insert(0, put_in(parent.image, frame))
        wish = Wish(
            prompt=told.prompt,
            size=frame.size,
            quality=table()["quality"][brief.quality],
            images=tuple(_png(image) for image in people),
            mask=_png(mask_picture(mask, frame)) if mask is not None else None,
        )
        made = self._answered(wish, brief)
        image = cut(made.image, frame, brief.size)
        if parent is not None and mask is not None:
            image = composed(parent.image, image, mask)
        if made.used is not None:
            charge(paid(self.model, self.base_url, made.used, self.picture_price))
        return Picture(image=image, painter=self.id, seed=brief.seed, notes=told.notes)

    @property
    def _known(self) -> Known:
        return known(self.model)

    def _told(self, brief: Brief) -> tuple[Frame, Told]:
        frame = framed(brief.size, self._known)
        return frame, worded(brief, frame, self._known.references)

    def _answered(self, wish: Wish, brief: Brief) -> Made:
        """The server's picture; what it complains of names the picture."""
        endpoint = _endpoint(self.model, self.base_url, self.key_variable, self.timeout_s)
        try:
            return endpoint.painted(wish)
        except (Declined, Unanswered) as error:
            raise type(error)(f"{brief.told} is not painted: {error}") from error
        except ToolError as error:
            raise ToolError(f"{brief.told} is not painted: {error}") from error


@lru_cache(maxsize=4)
def _endpoint(
    model: str, base_url: str | None, key_variable: str, timeout_s: float | None
) -> ImagesEndpoint:
    """The server; the key is read here, so that it lies in no setting and no job."""
    key = os.environ.get(key_variable) or None
    return ImagesEndpoint(model, base_url, key, key_variable, timeout_s)


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
