"""Whether a call that failed is made again, and when: what is shared by all ways of calling."""

from dataclasses import dataclass, field
from random import Random

from panelwright_tools.asking.openai_trouble import Kind, Trouble
from panelwright_tools.asking.retrying import Patience


@dataclass
class Failures:
    """The failed tries of one call."""

    patience: Patience
    _counts: dict[Kind, int] = field(default_factory=dict)
    _waited_s: float = 0.0

    def wait_s(self, trouble: Trouble, kind: Kind) -> float | None:
        """Count one more failure; seconds before the next try, None: there is no use in one."""
        patience = self.patience
        failed = self._counts[kind] = self._counts.get(kind, 0) + 1
        tries = {
            Kind.BUSY: patience.tries,
            Kind.FAULT: patience.tries_of_faults,
            Kind.UNREACHABLE: patience.tries_of_faults,
            Kind.SILENT: patience.tries_of_silence,
        }.get(kind, 1)
        if failed >= tries or not trouble.retriable:
            return None
        wait_s = patience.wait_s(failed, trouble.asked_wait_s, Random())
        if self._waited_s + wait_s > patience.all_waits_s:
            return None
        self._waited_s += wait_s
        return wait_s
