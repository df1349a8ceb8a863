"""One server that paints by the OpenAI images interface, asked again where that helps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from threading import Event, Lock
from time import monotonic
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from PIL import Image

from panelwright_tools.asking.breaking_off import BrokenOff, breakable, interrupted, pause
from panelwright_tools.asking.endpoint import Rung
from panelwright_tools.asking.hosts import OPENAI, checked_key, is_private, shown
from panelwright_tools.asking.openai_client import Server
from panelwright_tools.asking.openai_complaints import Reached
from panelwright_tools.asking.openai_failures import Failed
from panelwright_tools.asking.openai_patience import Failures
from panelwright_tools.asking.openai_trouble import Kind, Trouble, kind_of, quoted, without
from panelwright_tools.asking.retrying import Patience
from panelwright_tools.domain import Declined, ToolError, Unanswered
from panelwright_tools.painting.hosted.answers import NoPicture, decoded, told, unpacked, used
from panelwright_tools.painting.hosted.catalogue import Used, table
from panelwright_tools.painting.hosted.complaints import complaint

_SPARE: Final = ("response_format", "quality")
"""Parameters that some servers need and others refuse by name: those are asked without them."""
_BASE64: Final = 1.4
"""Bytes of an answer for each of the picture in it, with some around."""
_CHARGED: Final = "It may be charged for all the same."
_NO_KEY: Final = "set base_url under [painting] in agent.toml to a server of your own"
"""What to do without a key."""


@dataclass(frozen=True)
class Made:
    """What came of a wish."""

    image: Image.Image
    used: Used | None
    """What the answer says that it took, if it does."""


@dataclass(frozen=True)
class Wish:
    """One picture that is to be painted."""

    prompt: str
    size: tuple[int, int]
    quality: str
    images: tuple[bytes, ...] = ()
    """PNG files that it is made from; the first is the one to be changed where there is a mask."""
    mask: bytes | None = None
    """A PNG file, of the first image's size, transparent where to paint anew."""


class ImagesEndpoint:
    """A model at a server; usable from several threads."""

    def __init__(
        self,
        model: str,
        base_url: str | None,
        key: str | None,
        key_variable: str,
        timeout_s: float | None,
        patience: Patience | None = None,
    ) -> None:
        """Nothing is connected yet. Raises UserError when there is no usable address or key."""
        url = base_url or OPENAI
        private = is_private(url)
        waiting = table()["waiting"]
        self._model, self._url = model, url
        self._key = checked_key(key, key_variable, url, instead=_NO_KEY)
        self._reached = Reached(model, shown(url), private, key_variable)
        self._timeout_s = timeout_s or float(waiting["own_s" if private else "hosted_s"])
        own = patience or Patience()
        # One's own server still paints what it was asked before.
        self._patience = replace(own, tries_of_silence=1) if private else own
        self._server = Server(url, self._key, self._timeout_s)
        self._lock = Lock()
        # OpenAI's own models always answer in base64 and refuse to be asked for it.
        self._unwanted = frozenset({"response_format"} if url.startswith(OPENAI) else ())

    def painted(self, wish: Wish) -> Made:
        """The picture. Raises ToolError in a sentence that says what to do; Declined when the
        service won't; Unanswered when what came is of no use, or came too late, and may be charged
        for.

        An interruption of this process breaks waiting off; what is charged for has some time yet.
        """
        try:
            return self._persistently(wish, interrupted())
        except BrokenOff as broken:
            raise ToolError(f"waiting for {self._model} was broken off.") from broken

    def _persistently(self, wish: Wish, given_up: Event) -> Made:
        failures = Failures(self._patience)
        while True:
            body = self._body(wish)
            try:
                return self._waited_for(body, wish, given_up)
            except NoPicture as error:
                raise self._useless(error) from error
            except Failed as failed:
                trouble = failed.trouble
                if self._leaves_out(trouble, body):
                    continue
                kind = self._kind(trouble)
                wait_s = failures.wait_s(trouble, kind)
                if wait_s is None:
                    raise self._error(trouble, kind, wish) from failed
                pause(wait_s, given_up)

    def _waited_for(self, body: dict[str, Any], wish: Wish, given_up: Event) -> Made:
        """Raises Unanswered when it is broken off, but may be charged for."""
        answer = partial(self._answered, body, wish, monotonic() + self._timeout_s)
        if self._reached.private:
            return breakable(answer, given_up)
        try:
            return breakable(answer, given_up, self._patience.grace_s)
        except BrokenOff as broken:
            raise Unanswered(f"waiting for {self._model} was broken off. {_CHARGED}") from broken

    def _answered(self, body: dict[str, Any], wish: Wish, deadline: float) -> Made:
        most = int(table()["answer"]["most_bytes"])
        answer = self._server.picture(body, deadline, int(most * _BASE64))
        text, address = told(answer)
        if text:
            return Made(decoded(unpacked(text), wish.size), used(answer))
        whole = urljoin(self._url, address)
        if _server_of(whole) != _server_of(self._url):
            raise NoPicture("the answer points to another server, which is not asked")
        fetched = self._server.fetched(whole, deadline, most)
        return Made(decoded(fetched, wish.size), used(answer))

    def _body(self, wish: Wish) -> dict[str, Any]:
        width, height = wish.size
        body: dict[str, Any] = {
            "model": self._model,
            "prompt": wish.prompt,
            "n": 1,
            "size": f"{width}x{height}",
            "quality": wish.quality,
            "response_format": "b64_json",
        }
        if wish.images:
            body["image"] = [
                (f"{number}.png", content, "image/png")
                for number, content in enumerate(wish.images, start=1)
            ]
        if wish.mask is not None:
            body["mask"] = ("mask.png", wish.mask, "image/png")
        with self._lock:
            return {name: value for name, value in body.items() if name not in self._unwanted}

    def _leaves_out(self, trouble: Trouble, body: Mapping[str, Any]) -> bool:
        """Whether the server refuses a parameter that it can be asked without, from now on."""
        if trouble.status not in (400, 422) or not (trouble.parameter or trouble.says("unwanted")):
            return False
        for name in _SPARE:
            if name in body and re.search(rf"(?<![a-z_]){name}(?![a-z_])", trouble.words):
                with self._lock:
                    self._unwanted |= {name}
                return True
        return False

    def _kind(self, trouble: Trouble) -> Kind:
        told = without(trouble, self._model)
        if told.says("filtered"):  # whatever the status: some tell it in the body alone
            return Kind.FILTERED
        return kind_of(told, Rung.TEXT)

    def _error(self, trouble: Trouble, kind: Kind, wish: Wish) -> ToolError:
        said = quoted(trouble.message, self._key)
        sentence = complaint(
            self._reached, kind, trouble, said, self._timeout_s, edits=bool(wish.images)
        )
        if kind == Kind.SILENT and not self._reached.private:
            return Unanswered(f"{sentence} {_CHARGED}")
        return Declined(sentence) if kind == Kind.FILTERED else ToolError(sentence)

    def _useless(self, error: NoPicture) -> ToolError:
        sentence = (
            f"what {self._reached.url} answered can't be used: {error}; try again, or take "
            "another model."
        )
        if self._reached.private:
            return ToolError(sentence)
        return Unanswered(f"{sentence} {_CHARGED}")


def _server_of(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
