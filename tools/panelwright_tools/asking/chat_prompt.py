"""From messages to the text that a local model continues, by the template in its file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from panelwright_prompts import render
from panelwright_tools.asking.model import Message
from panelwright_tools.asking.turns import joined, told_by_user

_PLACE: Final = "@@said-{}@@"
_PLACES: Final = re.compile(r"@@said-(\d+)@@")


@dataclass(frozen=True)
class Piece:
    """A stretch of the prompt."""

    text: str
    told: bool
    """Somebody said it: names of special tokens in it mean nothing. Else the template wrote it."""


def chat_prompt(
    messages: Sequence[Message], template: str | None, marks: tuple[str, str]
) -> list[Piece]:
    """The prompt, ready for the answer. `marks`: what begins and ends a text in this model."""
    for said in (joined(messages), joined(told_by_user(messages))):
        laid_out = _by_template(said, template, marks) if template else None
        if laid_out is not None:
            return _pieces(laid_out, said)
    said = joined(messages)
    return _pieces(_plainly(said), said)


def _by_template(said: Sequence[Message], template: str, marks: tuple[str, str]) -> str | None:
    """The prompt with a place for each message; None when the template does not take them."""
    from jinja2 import TemplateError
    from llama_cpp import llama_chat_format

    turns: Any = [
        {"role": message.speaker, "content": _PLACE.format(n)} for n, message in enumerate(said)
    ]
    begin, end = marks
    try:
        formatter = llama_chat_format.Jinja2ChatFormatter(template, eos_token=end, bos_token=begin)
        # An answer that must be JSON at once has no room for thoughts.
        prompt = str(formatter(messages=turns, enable_thinking=False).prompt)
    except (TemplateError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None
    whole = [int(n) for n in _PLACES.findall(prompt)] == list(range(len(said)))
    return prompt if whole else None


def _plainly(said: Sequence[Message]) -> str:
    """The prompt for a model without a template of its own."""
    turns = [replace(message, text=_PLACE.format(n)) for n, message in enumerate(said)]
    (prompt,) = render("asking/plain", turns=turns)
    return f"{prompt.text}\n"


def _pieces(laid_out: str, said: Sequence[Message]) -> list[Piece]:
    parts = _PLACES.split(laid_out)
    pieces = [
        Piece(said[int(part)].text, told=True) if n % 2 else Piece(part, told=False)
        for n, part in enumerate(parts)
    ]
    return [piece for piece in pieces if piece.text]
