"""What was said in a run's conversations, kept line by line."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from panelwright.chat.spoken import SPOKEN, Progress, Said, Spoken
from panelwright.files import append_line

LONGEST: Final = 20_000
"""Characters of one turn that are kept in the transcript; a story has its own file."""


@dataclass(frozen=True)
class Transcript:
    """One JSON line for each thing that was said."""

    path: Path

    def keep(self, spoken: Spoken) -> None:
        """Add a line; progress leaves none."""
        if isinstance(spoken, Progress):
            return
        if isinstance(spoken, Said) and len(spoken.text) > LONGEST:
            cut = f"{spoken.text[:LONGEST]} … ({len(spoken.text):,} characters)"
            spoken = Said(text=cut)
        record = {"at": round(time.time(), 3), **spoken.model_dump(mode="json")}
        append_line(self.path, json.dumps(record, ensure_ascii=False))

    def read(self) -> list[Spoken]:
        """Everything that was said, oldest first; lines that a kill cut short are left out."""
        try:
            lines = self.path.read_text("utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return []
        found: list[Spoken] = []
        for line in lines:
            try:
                record = json.loads(line)
                record.pop("at", None)
                found.append(SPOKEN.validate_python(record))
            except (ValueError, AttributeError, ValidationError):
                continue
        return found
