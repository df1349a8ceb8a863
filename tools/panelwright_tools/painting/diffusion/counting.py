"""Counts the network evaluations that a picture takes."""

from dataclasses import dataclass

from panelwright_tools.painting.diffusion.sampling import NetworkCall, OnNetwork


@dataclass
class Counter:
    """Told of each call of the network (`Sampling.on_network`), it counts the rows."""

    rows: int = 0

    def __call__(self, call: NetworkCall) -> None:
        """Count the rows of a call."""
        self.rows += len(call.predicted)

    def and_to(self, other: OnNetwork | None) -> OnNetwork:
        """Both are told: this one first, since the other may end the sampling."""
        if other is None:
            return self

        def tell(call: NetworkCall) -> None:
            self(call)
            other(call)

        return tell
