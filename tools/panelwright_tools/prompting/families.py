"""The text side of each family, as data, and the counters of its encoders."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from panelwright_tools.domain.errors import UserError
from panelwright_tools.prompting.counting import (
    CharacterCounter,
    ExactCounter,
    TokenCounter,
    UpperBound,
    WindowedCounter,
)
from panelwright_tools.prompting.tables import table

Around = Literal["plain", "template", "chat", "characters"]
"""What a pipeline puts around a text before it is tokenized; `characters`: nothing is."""
_PLAIN: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Encoder:
    """One text encoder of a family."""

    part: str
    """Its tokenizer's name in the pipeline; empty for a service."""
    tokens: int
    """The most tokens that it reads, special ones included; of a service, characters."""
    frame: int
    """Tokens around a text, at most."""
    reads: Literal["whole", "start"] = "whole"
    """`start`: a longer prompt is cut silently, since another encoder reads all of it."""
    around: Around = "plain"
    thinking: bool = False
    """Whether the chat template is asked to leave room for thoughts."""
    windows: bool = False
    """Whether a longer prompt may be encoded window by window and concatenated."""


@dataclass(frozen=True)
class TextSide:
    """What can be said to a family, and how."""

    family: str
    title: str
    wording: Literal["tags", "prose"]
    regions: bool
    """Words can be kept inside a box; without, places are told in words."""
    negative: bool
    """A negative prompt has an effect."""
    quoted: bool
    """Quoted words come out as letters; without, they are left out."""
    absence: bool
    """What is to be absent may be told in the prompt itself."""
    encoders: tuple[Encoder, ...]
    region_tokens: int = 77
    """The most tokens of one region's words, special ones included."""
    most_regions: int = 12
    """More regions than that are gathered in groups."""
    quality: str = ""
    flaws: str = ""


def families() -> tuple[str, ...]:
    """The names of all families."""
    return tuple(table("families"))


@lru_cache
def text_side(family: str) -> TextSide:
    """The text side of a family by its name or another spelling of it: `Qwen-Image`, `sd3.5`.

    What a checkpoint does otherwise (a distilled one has no negative prompt) is set with
    `dataclasses.replace`. Raises UserError for an unknown family.
    """
    wanted = _PLAIN.sub("", family.lower())
    for name, row in table("families").items():
        if wanted in (name, *row["aliases"]):
            facts = {key: value for key, value in row.items() if key != "aliases"}
            encoders = tuple(Encoder(**encoder) for encoder in facts.pop("encoders"))
            return TextSide(family=name, encoders=encoders, **facts)
    raise UserError(f"there is no family {family!r}; there are {', '.join(families())}.")


def bounds(side: TextSide) -> tuple[TokenCounter, ...]:
    """Counters of a family without its tokenizers: each count is an upper bound."""
    return tuple(_bound(encoder) for encoder in side.encoders)


def counters(side: TextSide, pipeline: Any, windows: int = 1) -> tuple[TokenCounter, ...]:
    """The counters of a loaded pipeline, one for each encoder of the family.

    They count with the pipeline's own tokenizers and templates. `windows` says how many windows
    of a CLIP encoder the painter concatenates: with 1, the pipeline may be given the prompt as it
    is; with more, encode the parts that `window_texts` gives. An encoder that the pipeline was
    loaded without is left out; one whose tokenizer is missing is bounded.
    """
    found: list[TokenCounter] = []
    for encoder in side.encoders:
        tokenizer = getattr(pipeline, encoder.part, None)
        if tokenizer is None:
            continue
        if encoder.windows:
            found.append(WindowedCounter(_plain(tokenizer), encoder.tokens, windows))
        else:
            found.append(ExactCounter(_tokenize(encoder, tokenizer, pipeline), encoder.tokens))
    return tuple(found) or bounds(side)


def token_counters(side: TextSide, tokenizers: Mapping[str, Any]) -> tuple[TokenCounter, ...]:
    """Counters of a family whose tokenizers are at hand without its pipeline, by their part.

    Exact but for what a pipeline puts around a text, which counts as its bound.
    """
    found: list[TokenCounter] = []
    for encoder in side.encoders:
        if encoder.part not in tokenizers:
            continue
        plain = _plain(tokenizers[encoder.part])
        frame = 0 if encoder.around == "plain" else encoder.frame
        found.append(ExactCounter(_longer(plain, frame), encoder.tokens))
    return tuple(found) or bounds(side)


def _longer(tokenize: Callable[[str], int], frame: int) -> Callable[[str], int]:
    return lambda text: tokenize(text) + frame


def _bound(encoder: Encoder) -> TokenCounter:
    if encoder.around == "characters":
        return CharacterCounter(encoder.tokens)
    return UpperBound(encoder.tokens, encoder.frame)


def _tokenize(encoder: Encoder, tokenizer: Any, pipeline: Any) -> Callable[[str], int]:
    match encoder.around:
        case "chat":
            system = getattr(pipeline, "system_message", None)
            return _chat(tokenizer, system, thinking=encoder.thinking)
        case "template":
            return _template(tokenizer, pipeline)
        case _:
            return _plain(tokenizer)


def _plain(tokenizer: Any) -> Callable[[str], int]:
    @lru_cache(maxsize=4096)  # filling a prompt asks for the same windows over and over
    def count(text: str) -> int:
        return len(tokenizer(text, truncation=False, verbose=False)["input_ids"])

    return count


def _template(tokenizer: Any, pipeline: Any) -> Callable[[str], int]:
    """A string around the text whose beginning the pipeline drops again, as Qwen-Image does."""
    template = getattr(pipeline, "prompt_template_encode", "{}")
    dropped = getattr(pipeline, "prompt_template_encode_start_idx", 0)
    plain = _plain(tokenizer)

    def count(text: str) -> int:
        return plain(template.replace("{}", text)) - dropped

    return count


def _chat(tokenizer: Any, system: str | None, *, thinking: bool) -> Callable[[str], int]:
    """A conversation around the text: the system's message, if there is one, then the user's."""

    def count(text: str) -> int:
        content: Any = text if system is None else [{"type": "text", "text": text}]
        turns: list[Mapping[str, Any]] = [{"role": "user", "content": content}]
        if system is not None:
            turns.insert(0, {"role": "system", "content": [{"type": "text", "text": system}]})
        ids: Sequence[Any] = tokenizer.apply_chat_template(
            turns,
            add_generation_prompt=system is None,
            enable_thinking=thinking,
            tokenize=True,
            return_dict=True,
        )["input_ids"]
        return len(ids[0]) if ids and isinstance(ids[0], list) else len(ids)

    return count
