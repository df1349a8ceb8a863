"""Pairs that were painted and scored, a line each, so that a broken calibration goes on."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from panelwright.files import append_line, disk_errors, write_whole
from panelwright_tools.lift.calibration.fitting import Seen, SeenPair


@dataclass(frozen=True)
class Drawn:
    """One pair, painted and scored."""

    number: int
    seen: SeenPair | None
    """None: nothing could be measured of it."""
    evaluations: int
    """Network evaluations of the critic."""


@dataclass(frozen=True)
class KeptPairs:
    """A file of pairs that were all drawn alike."""

    path: Path
    key: str
    """Digest of all that decides a pair besides its number."""

    def read(self) -> list[Drawn]:
        """Those that are there, from the first on without a gap; none where they were drawn
        otherwise."""
        if not self.path.is_file():
            return []
        with disk_errors(self.path):
            first, *lines = self.path.read_text("utf-8", errors="replace").splitlines() or [""]
        if _record(first) != {"key": self.key}:
            return []
        found: list[Drawn] = []
        for record in map(_record, lines):
            drawn = _drawn(record)
            if drawn is not None and drawn.number == len(found):
                found.append(drawn)
        return found

    def begin(self) -> None:
        """Forget what is there."""
        write_whole(self.path, json.dumps({"key": self.key}) + "\n")

    def add(self, drawn: Drawn) -> None:
        """Keep one more."""
        append_line(self.path, json.dumps(asdict(drawn)))


def _record(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:  # torn, as its process was killed
        return None


def _drawn(record: Any) -> Drawn | None:
    try:
        seen = record["seen"]
        pair = SeenPair(Seen(**seen["matched"]), Seen(**seen["mismatched"])) if seen else None
        return Drawn(int(record["number"]), pair, int(record["evaluations"]))
    except (TypeError, KeyError, ValueError):
        return None
