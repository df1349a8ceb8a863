"""Parts a long text into stretches of sentences that fit a prompt."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate

_SEARCHED = 0.3
"""Share of a part, at its end, in which a better cut is looked for."""


@dataclass(frozen=True)
class Part:
    """A stretch of sentences by their numbers, each end included."""

    first: int
    """Where the prompt begins; the sentences before `new` were in the part before."""
    new: int
    last: int

    def halves(self) -> tuple["Part", "Part"]:
        """Two parts of half the new sentences each; there are two at least."""
        middle = (self.new + self.last) // 2
        return Part(self.first, self.new, middle), Part(middle + 1, middle + 1, self.last)


def parts(
    costs: Sequence[int], room: int, overlap: int = 0, good: Collection[int] = ()
) -> list[Part]:
    """Parts of about the same cost, which is at most `room` with its overlap.

    `costs[k]` is that of sentence k+1; a single sentence may cost more than the room. A part
    begins at a `good` sentence where one is near. The overlap costs at most `overlap`.
    """
    sums = [0, *accumulate(costs)]
    found: list[Part] = []
    new = 1
    while new <= len(costs):
        first = new if not found else _overlapped(sums, new, overlap)
        left = sums[-1] - sums[new - 1]
        own = max(1, room - (sums[new - 1] - sums[first - 1]))
        share = left if left <= own else left / math.ceil(left / max(1, room - overlap))
        last = _last(sums, new, min(own, math.ceil(share)), good)
        if sums[last] - sums[first - 1] > room:
            first = new
        found.append(Part(first, new, last))
        new = last + 1
    return found


def _overlapped(sums: Sequence[int], new: int, overlap: int) -> int:
    """The first sentence of an overlap before sentence `new`."""
    first = new
    while first > 1 and sums[new - 1] - sums[first - 2] <= overlap:
        first -= 1
    return first


def _last(sums: Sequence[int], new: int, room: int, good: Collection[int]) -> int:
    """The last sentence of a part that begins with sentence `new`."""
    last = new
    while last + 1 < len(sums) and sums[last + 1] - sums[new - 1] <= room:
        last += 1
    if last + 1 == len(sums):
        return last
    searched = range(last + 1, max(new, last - int(_SEARCHED * (last - new))), -1)
    return next((at - 1 for at in searched if at in good), last)
