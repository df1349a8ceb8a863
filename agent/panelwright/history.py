"""The plans that a run had before: each edit keeps the one that it changed, and can be undone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import Field, ValidationError

from panelwright.files import disk_errors, write_whole
from panelwright.planning.edits import Edit, apply
from panelwright.run import Run, read_text
from panelwright_tools.domain import Story, UserError
from panelwright_tools.domain.model import Model, digest

MOST: Final = 100
"""Versions that are kept; older ones are removed."""
MOST_BYTES: Final = 100_000_000
"""Of all versions together; the newest is kept however large it is."""
BY_HAND: Final = "changed by hand"


class Version(Model):
    """A change of the plan and the plan before it."""

    number: int
    said: str
    """In the user's words."""
    edits: tuple[Edit, ...] = ()
    before: Story
    after: str
    """Digest of the plan after it."""
    undone: Story | None = None
    """The plan after it, once it was undone."""
    told: str = Field(default="", exclude_if=lambda text: text == "")
    """What was added to the synopsis with it."""
    takes: dict[str, tuple[int, int]] = Field(default_factory=dict, exclude_if=lambda t: t == {})
    """Panels that were asked to come out differently: the number of that drawing before, and now.
    """


@dataclass(frozen=True)
class History:
    """The versions of a run. Whoever changes it holds the run's lock."""

    run: Run

    def versions(self) -> list[Version]:
        """All that are kept, oldest first; a damaged one hides those before it."""
        found: list[Version] = []
        for path in reversed(self._paths()):
            try:
                found.insert(0, Version.model_validate_json(path.read_bytes()))
            except (OSError, ValidationError):
                break
        return found

    def count(self, *, undone: bool) -> int:
        """How many changes are undone, or are not, a change by hand among them."""
        known = self._noticed(self.run.read_story())
        return sum((version.undone is not None) == undone for version in known)

    def change(
        self,
        after: Story,
        said: str,
        edits: Sequence[Edit],
        told: str = "",
        takes: Sequence[str] = (),
    ) -> None:
        """Make `after` the plan and keep the one that it was; what was undone can't be redone.

        `told` is added to the synopsis, and the panels `takes` are to come out differently.
        """
        before, counts = self.run.read_story(), self.run.redrawn()
        known = self._noticed(before)
        for version in known:
            if version.undone is not None:
                self._path(version.number).unlink(missing_ok=True)
        kept = [version for version in known if version.undone is None]
        version = Version(
            number=kept[-1].number + 1 if kept else 1,
            said=said,
            edits=tuple(edits),
            before=before,
            after=digest(after),
            told=told,
            takes={panel: _take(panel, counts.get(panel, 0), known) for panel in takes},
        )
        self._add(kept, version)
        self._carry(version, done=True)
        self.run.write_story(after)

    def undo(self) -> Version:
        """Bring back the plan before the last change. Raises UserError when there is none."""
        story = self.run.read_story()
        done = [version for version in self._noticed(story) if version.undone is None]
        if not done:
            raise UserError("there is nothing to undo: this plan was not edited.")
        last = done[-1].model_copy(update={"undone": story})
        self._write(last)
        self._carry(last, done=False)
        self.run.write_story(last.before)
        return last

    def redo(self) -> Version:
        """Bring back what was undone last. Raises UserError when there is nothing."""
        known = self._noticed(self.run.read_story())
        first = next((version for version in known if version.undone is not None), None)
        if first is None or first.undone is None:
            raise UserError("there is nothing to redo: nothing was undone since the last edit.")
        self._carry(first, done=True)
        self.run.write_story(first.undone)
        self._write(first.model_copy(update={"undone": None}))
        return first

    def _noticed(self, story: Story) -> list[Version]:
        """The versions as they fit the plan that is there now, whoever wrote it."""
        known, now = self.versions(), digest(story)
        if not known:
            return []
        done = [version for version in known if version.undone is None]
        later = next((version for version in known if version.undone is not None), None)
        if now == (digest(later.before) if later is not None else done[-1].after):
            return known
        if later is not None and now == later.after:  # killed before it was undone
            mended = later.model_copy(update={"undone": None})
            self._carry(mended, done=True)
            self._write(mended)
            return [mended if version.number == later.number else version for version in known]
        if later is None and now == digest(done[-1].before):  # killed before it was done
            self._carry(done[-1], done=False)
            self._path(done[-1].number).unlink(missing_ok=True)
            return known[:-1]
        return self._by_hand(done, later, story)

    def _by_hand(self, done: list[Version], later: Version | None, story: Story) -> list[Version]:
        """Keep a change that nobody told of as a version of its own; several in a row are one."""
        for version in self.versions()[len(done) :]:
            self._path(version.number).unlink(missing_ok=True)
        if later is not None:
            return self._add(done, _by_hand_of(done, later.before, story))
        last = done[-1]
        if last.edits or last.takes:
            return self._add(done, _by_hand_of(done, apply(last.before, last.edits), story))
        changed = last.model_copy(update={"after": digest(story)})
        self._write(changed)
        return [*done[:-1], changed]

    def _carry(self, version: Version, *, done: bool) -> None:
        """Make synopsis and redraws those after a version, or before it; twice is as once."""
        if version.told:
            text = read_text(self.run.synopsis) if self.run.synopsis.is_file() else ""
            before = text.removesuffix(version.told)
            write_whole(self.run.synopsis, before + version.told if done else before)
        if version.takes:
            takes = {panel: numbers[done] for panel, numbers in version.takes.items()}
            self.run.write_redrawn({**self.run.redrawn(), **takes})

    def _add(self, known: list[Version], version: Version) -> list[Version]:
        self._write(version)
        self._prune()
        return [*known, version]

    def _write(self, version: Version) -> None:
        path = self._path(version.number)
        with disk_errors(path):
            path.parent.mkdir(exist_ok=True)
        data = version.model_dump(mode="json", exclude={"before", "undone"})
        for name, story in (("before", version.before), ("undone", version.undone)):
            if story is not None:
                data[name] = story.model_dump(mode="json", exclude_defaults=True)
        write_whole(path, json.dumps(data, ensure_ascii=False) + "\n")

    def _prune(self) -> None:
        room = MOST_BYTES
        for place, path in enumerate(reversed(self._paths())):
            room -= path.stat().st_size
            if place and (place >= MOST or room < 0):
                path.unlink(missing_ok=True)

    def _paths(self) -> list[Path]:
        return sorted(path for path in self.run.versions.glob("*.json") if path.stem.isdecimal())

    def _path(self, number: int) -> Path:
        return self.run.versions / f"{number:06}.json"


def _by_hand_of(known: Sequence[Version], before: Story, after: Story) -> Version:
    number = known[-1].number + 1 if known else 1
    return Version(number=number, said=BY_HAND, before=before, after=digest(after))


def _take(panel: str, now: int, known: Sequence[Version]) -> tuple[int, int]:
    """The number of the present drawing and of one that was not seen yet, not even undone."""
    seen = [version.takes[panel][1] for version in known if panel in version.takes]
    return now, max([now, *seen]) + 1
