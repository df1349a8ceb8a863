"""What calls to models and services cost."""

from typing import Final, Self

from pydantic import Field

from panelwright_tools.domain.model import Model


class Cost(Model):
    """The most that some calls cost. All zero: a program does it on this machine, for nothing.

    Calls whose price nobody told are counted in `unpriced`; `dollars` are those of the others.
    """

    calls: int = Field(default=0, ge=0, description="calls to a model or a service")
    tokens: int = Field(default=0, ge=0)
    dollars: float = Field(default=0.0, ge=0, description="paid to others, as far as known")
    unpriced: int = Field(default=0, ge=0, description="those of the calls without a known price")
    gpu_seconds: float = Field(default=0.0, ge=0, description="on this machine's accelerator")

    def __add__(self, other: Self) -> "Cost":
        """The cost of both."""
        return self._plus(other, 1)

    def __sub__(self, other: Self) -> "Cost":
        """What is left without the other, which must be a part of this."""
        return self._plus(other, -1)

    def times(self, count: int) -> "Cost":
        """The cost of that many."""
        return FREE._plus(self, count)

    @property
    def money(self) -> str:
        """What is paid, in words: unknown where it is, never 0 for it."""
        return money(self, self)

    @property
    def words(self) -> str:
        """Calls, tokens and money in words."""
        return f"{_some(self.calls, 'call')}, {_some(self.tokens, 'token')}, {self.money}"

    def _plus(self, other: "Cost", count: int) -> "Cost":
        return Cost(
            calls=self.calls + count * other.calls,
            tokens=self.tokens + count * other.tokens,
            dollars=max(0.0, round(self.dollars + count * other.dollars, 9)),
            unpriced=max(0, self.unpriced + count * other.unpriced),
            gpu_seconds=max(0.0, round(self.gpu_seconds + count * other.gpu_seconds, 6)),
        )


FREE: Final = Cost()
"""Nothing at all."""


def money(least: Cost, most: Cost) -> str:
    """What is paid between two costs, in words: unknown where it is, never 0 for it."""
    if least == most and not (most.dollars or most.unpriced):
        return "no money"
    low, high = dollars(least.dollars), dollars(most.dollars)
    known = f"{low} to {high} dollars" if low != high else f"{high} dollars"
    if not most.unpriced:
        return known
    unknown = "unknown dollars"
    if not least.unpriced == most.unpriced == most.calls:
        unknown += f" for {_between(least.unpriced, most.unpriced)} without a known price"
    return f"{known} and {unknown}" if most.dollars else unknown


def _between(least: int, most: int) -> str:
    return f"{least} to {most} calls" if least != most else f"{most} call{'s' * (most != 1)}"


def dollars(amount: float) -> str:
    """An amount as a person reads it: whole cents; of less than ten, hundredths of them too.

    Less than those is no nothing.
    """
    if 0 < amount < 0.0001:
        return "less than 0.0001"
    if amount >= 0.1:
        return f"{amount:.2f}"
    return f"{amount:.4f}".removesuffix("0").removesuffix("0")


def _some(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
