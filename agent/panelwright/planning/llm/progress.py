"""Tells how far planning is: the step, and how many of its questions are answered."""

from collections.abc import Callable
from dataclasses import dataclass

Tell = Callable[..., None]
"""Told of every event: its name, and facts."""


@dataclass(frozen=True)
class Progress:
    """The progress of one plan."""

    tell: Tell

    def step(self, name: str, of: int | None = None) -> Callable[[], None]:
        """Begin a step; what is returned is to be called after each answer.

        `of` is the number of answers, None when nobody knows it beforehand.
        """
        done = 0
        self.tell("planning", step=name, done=0, of=of)

        def answered() -> None:
            nonlocal done
            done += 1
            self.tell("planning", step=name, done=done, of=of)

        return answered
