"""The negative prompt: what must not be seen, and the flaws that a family knows by name."""

from collections.abc import Iterator

from panelwright_tools.domain import Brief
from panelwright_tools.prompting.families import TextSide
from panelwright_tools.prompting.filling import Piece
from panelwright_tools.prompting.phrases import bare, clean, phrases
from panelwright_tools.prompting.styles import style_flaws
from panelwright_tools.prompting.wording import phrase


def negative_pieces(brief: Brief, side: TextSide) -> list[Piece]:
    """What must not be seen first, then what spoils the style, then flaws of pictures."""
    if not side.negative:
        return []
    texts = dict.fromkeys(
        (rank, part)
        for rank, text in enumerate(
            (", ".join(_absent(brief)), style_flaws(brief.style), side.flaws)
        )
        for part in phrases(text)
    )
    seen: set[str] = set()
    pieces = []
    for rank, part in texts:
        if part.lower() not in seen:
            seen.add(part.lower())
            pieces.append(Piece(part, (rank,), whose=phrase("avoiding")))
    return pieces


def unsaid_absences(brief: Brief, side: TextSide) -> tuple[str, ...]:
    """What must not be seen, for a family to which it can't be said."""
    if side.negative or side.absence:
        return ()
    return tuple(f"{phrase('avoiding')}: {text}" for text in _absent(brief))


def _absent(brief: Brief) -> Iterator[str]:
    """The brief's own words, without articles, each once."""
    given = (*brief.avoid, *phrases(clean(brief.negative_prompt)))
    yield from dict.fromkeys(filter(None, (bare(clean(text)) for text in given)))
