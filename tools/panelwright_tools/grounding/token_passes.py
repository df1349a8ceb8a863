"""Many texts for a detector that reads a bounded prompt, each with the places of its own tokens.

GroundingDINO reads texts that are parted by full stops; the words of one text don't attend to those
of another (Liu et al., ECCV 2024, section 3.4: sub-sentence level text features). Each text is
tokenised by itself and put in its place here, so that nothing has to be found again in the prompt.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Token:
    """One token of a text."""

    id: int
    is_word: bool
    """Whether it holds a letter or a digit; hyphens and the like say nothing about a box."""


@dataclass(frozen=True)
class Marks:
    """Ids of the tokens around and between texts."""

    begin: int
    stop: int
    end: int


@dataclass(frozen=True)
class Span:
    """Where a text is in a pass."""

    text: int
    """Its number among all texts."""
    places: tuple[int, ...]
    """Of its tokens with letters; of all of its tokens when none has any."""


@dataclass(frozen=True)
class TokenPass:
    """What the model reads at once."""

    ids: tuple[int, ...]
    spans: tuple[Span, ...]


def token_passes(
    texts: Sequence[Sequence[Token]], marks: Marks, most_tokens: int
) -> list[TokenPass]:
    """The texts in their order, in as few passes of at most so many tokens as that allows.

    A text that alone is too long is cut at its end. An empty one has no span.
    """
    passes: list[TokenPass] = []
    ids: list[int] = [marks.begin]
    spans: list[Span] = []
    for number, text in enumerate(texts):
        tokens = text[: most_tokens - 3]
        if not tokens:
            continue
        if spans and len(ids) + len(tokens) + 2 > most_tokens:
            passes.append(TokenPass((*ids, marks.end), tuple(spans)))
            ids, spans = [marks.begin], []
        spans.append(Span(number, _places(tokens, len(ids))))
        ids += [*(token.id for token in tokens), marks.stop]
    return [*passes, TokenPass((*ids, marks.end), tuple(spans))] if spans else passes


def _places(tokens: Sequence[Token], first: int) -> tuple[int, ...]:
    words = tuple(first + n for n, token in enumerate(tokens) if token.is_word)
    return words or tuple(range(first, first + len(tokens)))
