"""Calling again what failed for a moment: how often, and how long to wait in between."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from random import Random
from time import time

_JITTER = 0.25


@dataclass(frozen=True)
class Patience:
    """How much failing is borne in one call. Waiting is bounded by the sum of all waits."""

    tries: int = 6
    """Of a server that is busy or starting, the first one with them."""
    tries_of_faults: int = 3
    """Of a server that fails, or a connection that breaks."""
    tries_of_silence: int = 2
    """Of a service that doesn't answer in time: each may be charged for."""
    first_wait_s: float = 0.5
    longest_wait_s: float = 8.0
    all_waits_s: float = 120.0
    grace_s: float = 30.0
    """For a service's answer after waiting was given up, since it is charged for anyway."""

    def wait_s(self, failed: int, asked_s: float | None, random: Random) -> float:
        """Seconds before the next try after so many failed ones; the server's wish goes first."""
        if asked_s is not None:
            return asked_s
        wait = min(self.first_wait_s * 2.0 ** (failed - 1), self.longest_wait_s)
        return wait * (1 - _JITTER * random.random())


def asked_wait_s(headers: Mapping[str, str]) -> float | None:
    """The seconds that a server wants to be left alone: `retry-after-ms`, else `Retry-After` in
    seconds or as a date; None where it doesn't say, or not understandably."""
    for name, unit_s in (("retry-after-ms", 1e-3), ("retry-after", 1.0)):
        seconds = _number(headers.get(name, ""))
        if seconds is not None:
            return max(0.0, seconds * unit_s)
    try:
        date = parsedate_to_datetime(headers.get("retry-after", ""))
        return max(0.0, date.timestamp() - time())
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return None if math.isnan(number) else number
