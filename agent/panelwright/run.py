"""The run folder: what was asked, planned and painted, as files that a person can read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from panelwright.files import disk_errors, place_copy, write_whole
from panelwright.run_toml import parsed_manifest, told_redrawn, told_settings, written_manifest
from panelwright.settings import Settings
from panelwright.toml import Table
from panelwright_tools.domain import Attempt, Brief, Story, UserError
from panelwright_tools.domain.reading import read_story, write_story
from panelwright_tools.lettering.model import Lettering

FOLDERS: Final = ("cast", "panels", "pages", "attempts", "store")


@dataclass(frozen=True)
class Run:
    """A run folder. Every file is written whole; nothing is read before it is asked for."""

    folder: Path

    @property
    def synopsis(self) -> Path:
        """What the user gave."""
        return self.folder / "synopsis.txt"

    @property
    def story(self) -> Path:
        """The plan; a person may edit it."""
        return self.folder / "story.json"

    @property
    def manifest(self) -> Path:
        """Settings, versions and seeds."""
        return self.folder / "run.toml"

    @property
    def checkpoints(self) -> Path:
        """The machine's memory."""
        return self.folder / "run.sqlite"

    @property
    def imported(self) -> Path:
        """The file of another program that the plan came from; not there where it was planned."""
        return self.folder / "imported.json"

    @property
    def pages(self) -> Path:
        """How the pages were laid out; remove it to have them laid out anew."""
        return self.folder / "pages.json"

    @property
    def lock(self) -> Path:
        """Held by the process that works on the run."""
        return self.folder / ".lock"

    @property
    def events(self) -> Path:
        """One line an event."""
        return self.folder / "events.jsonl"

    @property
    def store(self) -> Path:
        """Pictures and evidence by their keys."""
        return self.folder / "store"

    def panel_picture(self, panel: str) -> Path:
        """The accepted, or best, picture of a panel."""
        return self.folder / "panels" / f"{panel}.png"

    def portrait(self, character: str) -> Path:
        """The picture of a character by itself."""
        return self.folder / "cast" / f"{character}.png"

    @property
    def declined_portraits(self) -> Path:
        """Whose portraits a service declined to paint, and why; not there where it did not."""
        return self.folder / "cast" / "declined.json"

    @property
    def spending(self) -> Path:
        """What was paid for, a line a call; not there as long as everything was free."""
        return self.folder / "spending.jsonl"

    @property
    def answers(self) -> Path:
        """What language models answered, by the digest of what was asked; not there without one."""
        return self.folder / "answers"

    @property
    def reckoning(self) -> Path:
        """What planning was reckoned to take; not there where no model plans."""
        return self.folder / "planning.json"

    @property
    def draft(self) -> "Run":
        """What the rules made of the synopsis, for a person to judge by before a model is asked."""
        return Run(self.folder / "draft")

    def reference(self, picture: str) -> Path:
        """A reference picture that the user gave, by its digest."""
        return self.folder / "references" / f"{picture}.png"

    @property
    def waiting_references(self) -> Path:
        """Whose the reference pictures are, as long as there is no plan with a cast."""
        return self.folder / "references" / "waiting.json"

    @property
    def waiting_loras(self) -> Path:
        """Whose the LoRAs are, as long as there is no plan with a cast."""
        return self.store / "waiting-loras.json"

    @property
    def versions(self) -> Path:
        """The plans before each edit; not there as long as nothing was edited."""
        return self.folder / "versions"

    @property
    def chat(self) -> Path:
        """What was said in conversations about the run; not there without any."""
        return self.folder / "chat.jsonl"

    @property
    def talk_lock(self) -> Path:
        """Held by the conversation that is open about the run."""
        return self.folder / ".talk.lock"

    @property
    def proposal(self) -> Path:
        """What a conversation is about to change, until it is done or dropped."""
        return self.folder / "proposal.json"

    @property
    def storyboard(self) -> Path:
        """The sketched pages of a plan."""
        return self.folder / "storyboard"

    @property
    def estimate(self) -> Path:
        """What painting the plan was reckoned to cost."""
        return self.storyboard / "estimate.json"

    def letters(self, panel: str) -> Path:
        """The words of a panel and where they stand, as a layer of their own."""
        return self.folder / "panels" / f"{panel}.letters.json"

    def attempt(self, panel: str, number: int) -> Path:
        """The record of one attempt; its picture lies beside it."""
        return self.folder / "attempts" / f"{panel}-{number}.json"

    def read_story(self) -> Story:
        """The plan. Raises UserError when there is none or it is damaged."""
        return read_story(read_text(self.story), str(self.story))

    def write_story(self, story: Story) -> None:
        """Keep the plan."""
        write_whole(self.story, write_story(story))

    def read_attempts(self, panel: str) -> list[Attempt]:
        """The attempts at a panel, first to last; a damaged record ends the list."""
        attempts: list[Attempt] = []
        while (path := self.attempt(panel, len(attempts) + 1)).is_file():
            try:
                attempts.append(Attempt.model_validate_json(path.read_bytes()))
            except ValidationError:
                break
        return attempts

    def keep_attempt(
        self, attempt: Attempt, brief: Brief, picture: Path, letters: Lettering | None
    ) -> None:
        """Write the record of an attempt; its picture, brief and letters lie beside it."""
        path = self.attempt(attempt.panel, attempt.number)
        place_copy(picture, path.with_suffix(".png"))
        write_whole(self.attempt_brief(attempt), brief.model_dump_json(exclude_defaults=True))
        if letters is not None:
            text = letters.model_dump_json(exclude_defaults=True)
            write_whole(path.with_suffix(".letters.json"), text)
        write_whole(path, attempt.model_dump_json(indent=1) + "\n")

    def attempt_brief(self, attempt: Attempt) -> Path:
        """What the painter of an attempt was given."""
        return self.attempt(attempt.panel, attempt.number).with_suffix(".brief.json")

    def read_brief(self, attempt: Attempt) -> Brief:
        """The brief of an attempt. Raises UserError when it is damaged."""
        path = self.attempt_brief(attempt)
        try:
            return Brief.model_validate_json(read_text(path))
        except ValidationError as error:
            raise UserError(f"{path} is damaged; run `agent draw {self.folder}` again.") from error

    def attempt_letters(self, attempt: Attempt) -> Lettering | None:
        """The words on an attempt's picture, if they are there and whole."""
        path = self.attempt(attempt.panel, attempt.number).with_suffix(".letters.json")
        try:
            return Lettering.model_validate_json(path.read_bytes())
        except (OSError, ValueError):
            return None

    def forget_attempts(self, panel: str, after: int) -> None:
        """Remove the records of an earlier drawing that had more attempts."""
        number = after + 1
        while (path := self.attempt(panel, number)).exists():
            for suffix in (".json", ".png", ".brief.json", ".letters.json"):
                path.with_suffix(suffix).unlink(missing_ok=True)
            number += 1

    def forget_portraits(self, kept: set[str]) -> None:
        """Remove the portraits of characters that an edit took out."""
        for path in self.portrait("any").parent.glob("*.png"):
            if path.stem not in kept:
                path.unlink()

    def declined(self) -> dict[str, str]:
        """Characters whose portrait a service declined to paint when the run was last worked on,
        and what it said."""
        if not self.declined_portraits.is_file():
            return {}
        try:
            told = json.loads(read_text(self.declined_portraits))
            return {str(name): str(reason) for name, reason in told.items()}
        except (ValueError, AttributeError) as error:
            raise UserError(f"{self.declined_portraits} is damaged; remove it.") from error

    def keep_declined(self, reasons: Mapping[str, str]) -> None:
        """Keep whose portraits a service declined to paint, instead of who was kept before."""
        if reasons:
            text = json.dumps(reasons, ensure_ascii=False, sort_keys=True)
            write_whole(self.declined_portraits, f"{text}\n")
        else:
            self.declined_portraits.unlink(missing_ok=True)

    def settings(self) -> Settings:
        """The settings that the run was started with."""
        return told_settings(self._manifest(), self.manifest)

    def redrawn(self) -> dict[str, int]:
        """Panels and portraits that were asked to come out differently, and how often."""
        return told_redrawn(self._manifest(), self.manifest) if self.manifest.is_file() else {}

    def write_manifest(self, settings: Settings, versions: Table, redrawn: dict[str, int]) -> None:
        """Keep what decides the bytes of the run."""
        write_whole(self.manifest, written_manifest(settings, versions, redrawn))

    def write_redrawn(self, redrawn: dict[str, int]) -> None:
        """Keep how often panels were asked to come out differently, and all else as it is."""
        counts = {panel: count for panel, count in redrawn.items() if count}
        self.write_manifest(self.settings(), self._manifest().get("versions", {}), counts)

    def _manifest(self) -> dict[str, Any]:
        return parsed_manifest(read_text(self.manifest), self.manifest)


def opened(folder: Path) -> Run:
    """The run in a folder. Raises UserError when there is none."""
    run = Run(folder)
    if folder.is_file():
        raise UserError(f"{folder} is a file; name the run folder, such as {folder.parent}.")
    if not folder.is_dir():
        raise UserError(f"there is no run folder {folder}.")
    if not (run.manifest.is_file() or run.story.is_file()):
        raise UserError(f"{folder} is no run folder: it has neither run.toml nor story.json.")
    with disk_errors(folder):
        for name in FOLDERS:
            (folder / name).mkdir(exist_ok=True)
    return run


def read_text(path: Path) -> str:
    """The text of a file. Raises UserError when it is missing or not UTF-8."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise UserError(f"there is no {path}.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is damaged: it is not UTF-8 text.") from error
    except OSError as error:
        raise UserError(f"can't read {path}: {(error.strerror or str(error)).lower()}.") from error
