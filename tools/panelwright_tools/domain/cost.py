"""What calls to models and services cost."""

from typing import Final, Self

from pydantic import Field

from panelwright_tools.domain.model import Model


class Cost(Model):
    """The most that some calls cost. All zero: a program does it on this machine, for nothing."""

    calls: int = Field(default=0, ge=0, description="calls to a model or a service")
    tokens: int = Field(default=0, ge=0)
    dollars: float = Field(default=0.0, ge=0, description="paid to others")
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

    def _plus(self, other: "Cost", count: int) -> "Cost":
        return Cost(
            calls=self.calls + count * other.calls,
            tokens=self.tokens + count * other.tokens,
            dollars=max(0.0, round(self.dollars + count * other.dollars, 9)),
            gpu_seconds=max(0.0, round(self.gpu_seconds + count * other.gpu_seconds, 6)),
        )


FREE: Final = Cost()
"""Nothing at all."""
