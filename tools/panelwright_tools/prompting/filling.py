"""Filling a budget with whole phrases, the most important first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

Rank = tuple[float, ...]
"""What is small is kept first; ranks of one filling are compared in full."""


@dataclass(frozen=True)
class Piece:
    """A phrase that is kept whole or left out."""

    text: str
    rank: Rank
    sentence: str = ""
    """Pieces with the same name stand in one sentence."""
    about: str = ""
    """The sentence without which this piece makes no sense: that of its subject."""
    shorter: tuple[str, ...] = ()
    """Other texts, the next best first, that are tried where it has no room."""
    whose: str = ""
    """How a note calls what it belongs to: `mina`; empty: it is not missed when it is left out."""
    firm: bool = False
    """Whether it gives no room to the words that say that there is more."""


@dataclass(frozen=True)
class Filled:
    """What found room, in the order in which it was given."""

    kept: tuple[Piece, ...]
    left: tuple[Piece, ...] = ()
    """What did not, or only in fewer words."""
    short: tuple[Piece, ...] = ()
    """Of that, what is told in fewer words."""

    @property
    def shortened(self) -> tuple[str, ...]:
        """What is told in fewer words, as it was given, with whose it is."""
        return tuple(f"{one.whose}: {one.text}" for one in self.short if one.whose)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is missed, a phrase each, with whose it is."""
        return tuple(f"{one.whose}: {one.text}" for one in self.left if one.whose)


Fits = Callable[[Sequence[Piece]], bool]


def filled(pieces: Sequence[Piece], fits: Fits, more: Piece | None = None) -> Filled:
    """As many pieces as fit, by rank.

    Where something that is missed has no room, `more` says that there is more, unless that would
    cost a firm piece, or all there is. A piece of a subject that is left out is left out with it.
    Nothing is cut.
    """
    return _with_more(pieces, fits, more, _chosen)


def filled_with_all(pieces: Sequence[Piece], fits: Fits, more: Piece | None = None) -> Filled:
    """The same, but that pieces give up words before others have no room at all.

    As many as fit are told in their fewest words, and then, by rank, in as many as there is room
    for. `more` is said where some have none at all.
    """
    words = _parted(pieces, _widened(pieces, fits, None))
    if len(words.kept) == len(pieces):
        return words
    return _with_more(pieces, fits, more, _widened)


Choice = Callable[[Sequence[Piece], Fits, Piece | None], dict[int, Piece]]


def _with_more(pieces: Sequence[Piece], fits: Fits, more: Piece | None, choose: Choice) -> Filled:
    if fits(pieces):
        return Filled(tuple(pieces))
    result = _parted(pieces, choose(pieces, fits, None))
    if more is None or not result.left_out:
        return result
    chosen = choose(pieces, fits, more)
    if not chosen or any(one.firm and one not in chosen.values() for one in result.kept):
        return result
    result = _parted(pieces, chosen)
    return replace(result, kept=(*result.kept, more))


def filled_together(
    parts: Sequence[Filled],
    first: Sequence[bool],
    taken: Callable[[Sequence[Piece]], int],
    room: int,
) -> list[Filled]:
    """Texts that each fit by themselves, filled anew so that they take no more than `room` in all.

    `taken` says how much a text takes. Of pieces of one rank, those of the parts that are `first`
    are kept first. A piece whose text is left out is left out with it.
    """
    if sum(taken(part.kept) for part in parts) <= room:
        return list(parts)
    pieces = [
        replace(
            one,
            rank=(one.rank[0], not ahead, *one.rank[1:]),
            sentence=f"{number}/{one.sentence}",
            about=one.about and f"{number}/{one.about}",
        )
        for number, (part, ahead) in enumerate(zip(parts, first, strict=True))
        for one in part.kept
    ]
    whose = [number for number, part in enumerate(parts) for _ in part.kept]
    takes: dict[tuple[Piece, ...], int] = {}

    def fits(some: Sequence[Piece]) -> bool:
        total = 0
        for number in range(len(parts)):
            text = tuple(one for one in some if one.sentence.startswith(f"{number}/"))
            total += takes.setdefault(text, taken(text)) if text not in takes else takes[text]
        return total <= room

    chosen = _chosen(pieces, fits, None)
    result = []
    for number, part in enumerate(parts):
        mine = [n for n, owner in enumerate(whose) if owner == number]
        kept = tuple(chosen[n] for n in mine if n in chosen)
        lost = [one for n, one in zip(mine, part.kept, strict=True) if n not in chosen]
        gone = {(one.whose, one.text) for one in lost}
        short = (p for p in part.short if gone.isdisjoint((p.whose, text) for text in p.shorter))
        result.append(Filled(kept, (*lost, *part.left), tuple(short)))
    return result


def _parted(pieces: Sequence[Piece], chosen: dict[int, Piece]) -> Filled:
    kept = tuple(chosen[number] for number in sorted(chosen))
    left = {number: one for number, one in enumerate(pieces) if chosen.get(number) != one}
    short = (one for number, one in left.items() if number in chosen)
    return Filled(kept, tuple(left.values()), tuple(short))


def _chosen(pieces: Sequence[Piece], fits: Fits, more: Piece | None) -> dict[int, Piece]:
    """The pieces that fit beside `more`, by their number, some in their shorter form."""
    chosen: dict[int, Piece] = {}
    last = [more] if more is not None else []
    heads = {one.sentence for one in pieces if one.sentence and not one.about}
    said: set[str] = set()
    for number in sorted(range(len(pieces)), key=lambda n: (pieces[n].rank, n)):
        piece = pieces[number]
        if piece.about in heads and piece.about not in said:
            continue
        for text in (piece.text, *piece.shorter):
            trial = {**chosen, number: replace(piece, text=text)}
            if fits([*(trial[n] for n in sorted(trial)), *last]):
                chosen = trial
                said.add(piece.sentence)
                break
    return chosen


def _widened(pieces: Sequence[Piece], fits: Fits, more: Piece | None) -> dict[int, Piece]:
    """The pieces that fit in their fewest words, then in more, the most important first."""
    fewest = [replace(one, text=(one.text, *one.shorter)[-1], shorter=()) for one in pieces]
    chosen = _chosen(fewest, fits, more)
    last = [more] if more is not None else []
    for number in sorted(chosen, key=lambda n: (pieces[n].rank, n)):
        piece = pieces[number]
        for text in (piece.text, *piece.shorter[:-1]):
            trial = {**chosen, number: replace(piece, text=text)}
            if fits([*(trial[n] for n in sorted(trial)), *last]):
                chosen = trial
                break
    return chosen
