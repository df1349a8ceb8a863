"""The manifest of a run: one file that tells how every picture came about, and draws them again.

What leads to a server or a key (addresses, names of variables), and who planned, is left out: a
manifest may be a stranger's.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import Field, ValidationError

from panelwright import backends
from panelwright.binding import BOOKS
from panelwright.files import place_copy, write_whole
from panelwright.in_book import attempt_in_book
from panelwright.loras import GivenLora, check_there, kept_lora
from panelwright.paging import PagePlan
from panelwright.run import Run
from panelwright.settings import MODELS, ROLES, Settings
from panelwright.store import Store
from panelwright.work import versions
from panelwright_tools.domain import Story, UserError, Verdict
from panelwright_tools.domain.model import Model, Slug
from panelwright_tools.domain.reading import MAX_STORY_CHARACTERS, explain
from panelwright_tools.domain.text import Text
from panelwright_tools.painting.picture import GIVEN

FORMAT: Final = 1
KINDS: Final = tuple(role for role in ROLES if role != "planner")
UNTOLD: Final = ("base_url", "key_variable", "timeout_s", "device")
"""Fields of the settings of models that are the reader's own business."""
OWN: Final = frozenset({"profile", "profiles", "planner", "model", "runs", "jobs", "max_cost",
                         "prices", "plugins"})  # fmt: skip


class PanelRecord(Model):
    """How the picture of a panel that is in the book came about."""

    panel: Slug
    painter: Text = Field(description="who painted it, with version and digest of the weights")
    prompt: Text
    negative_prompt: Text = ""
    size: tuple[int, int] = Field(description="width and height in pixels")
    seed: int
    attempt: int = Field(description="the attempt that was kept, from 1")
    attempts: int = Field(description="how many there were")
    picture: str = Field(description="digest of all that made it")
    verdict: Verdict


class Manifest(Model):
    """Everything that a run was drawn from, and what came of it."""

    manifest: Literal[1] = FORMAT
    software: Text = "Panelwright"
    versions: dict[str, str]
    settings: dict[str, Any]
    redrawn: dict[str, int] = Field(description="how often the user asked for another picture")
    panels: tuple[PanelRecord, ...]
    files: dict[str, str] = Field(description="SHA-256 of each file of the book")
    pages: PagePlan | None = Field(default=None, description="how the pages were laid out")
    story: Story


def manifest_of(run: Run, story: Story) -> Manifest:
    """The manifest of a drawn run. Raises UserError when the record of a picture is gone."""
    settings = run.settings() if run.manifest.is_file() else Settings()
    plan = run.pages.read_bytes() if run.pages.is_file() else None
    return Manifest(
        versions={name: str(value) for name, value in versions(settings).items()},
        settings=_told(settings, story),
        redrawn=run.redrawn() if run.manifest.is_file() else {},
        panels=tuple(_record(run, story, panel.id) for panel in story.panels),
        files=dict(digests(run, story)),
        pages=PagePlan.model_validate_json(plan) if plan is not None else None,
        story=story,
    )


def write_manifest(run: Run, story: Story, path: Path) -> None:
    """Write the manifest; pictures of characters that the user gave, and those that panels keep,
    are laid beside it."""
    told = manifest_of(run, story)
    data = told.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps({"manifest": FORMAT, **data}, indent=1, ensure_ascii=False) + "\n"
    beside = Store(Run(path.parent).store)
    for picture in locked_pictures(told):
        Store(run.store).hand_on(picture, beside)
    for picture in pictures_of(told):
        source, target = run.reference(picture), Run(path.parent).reference(picture)
        if source.is_file() and source != target:
            target.parent.mkdir(exist_ok=True)
            place_copy(source, target)
    write_whole(path, text)


def is_manifest(text: str) -> bool:
    """Whether a text looks like a manifest."""
    if '"manifest"' not in text[:200] or len(text) > MAX_STORY_CHARACTERS:
        return False
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and "manifest" in data


def read_manifest(text: str, source: str) -> Manifest:
    """The manifest that a text holds. Raises UserError when a rule of the format is broken."""
    data = json.loads(text)
    if data["manifest"] != FORMAT:
        raise UserError(f"{source} is a manifest of another format than {FORMAT}; update, please.")
    try:
        return Manifest.model_validate_json(json.dumps(data))
    except ValidationError as error:
        raise UserError(f"{source}: {explain(error, data)}") from error


def needed_files(story: Story) -> str:
    """What a manifest of a story can't be drawn again without and does not hold, in words; empty:
    nothing."""
    found = [GivenLora(one.name, Path(), lora) for one in story.cast for lora in one.loras]
    return told_loras(found)


def told_loras(loras: Sequence[GivenLora]) -> str:
    """Which they are and whose."""
    told = [f"the LoRA {one.lora.file} of {one.name}" for one in loras]
    return ", ".join(dict.fromkeys(told))


def lay_beside(run: Run, story: Story, folder: Path) -> list[Path]:
    """Copy the LoRAs of a drawn run to where a manifest in the folder finds them; the copies.

    Raises UserError when one is gone from the run, or damaged.
    """
    check_there(run, story)
    target = Run(folder)
    for one in story.cast:
        for lora in one.loras:
            kept_lora(target, GivenLora(one.name, Store(run.store).lora_path(lora.file), lora))
    return [Store(target.store).lora_path(name) for name in _loras(story)]


def _told(settings: Settings, story: Story) -> dict[str, Any]:
    """The settings that decide the pictures, with every role by name."""
    data = {name: value for name, value in settings.model_dump(mode="json").items()
            if name not in OWN}  # fmt: skip
    data["scoring"] = settings.scoring.model_dump(mode="json", exclude_unset=True)
    for role in ROLES:
        table = MODELS[role][0]
        if role == "planner" or not backends.takes(settings, role):
            data.pop(table, None)
        else:
            data[table] = {k: v for k, v in data[table].items() if k not in UNTOLD}
    named: dict[str, Any] = {role: backends.chosen(settings, role) for role in KINDS}
    return {**data, **named, "style": settings.style or story.style}


def _record(run: Run, story: Story, panel: str) -> PanelRecord:
    attempt = attempt_in_book(run, panel)
    picture = Store(run.store).get(attempt.picture) if attempt is not None else None
    if attempt is None or picture is None:
        raise UserError(
            f"the record of panel {panel} is damaged; run `agent draw {run.folder}`, which mends "
            "it, and export again."
        )
    brief = run.read_brief(attempt)
    return PanelRecord(
        panel=panel,
        painter=picture.painter,
        prompt=brief.prompt,
        negative_prompt=brief.negative_prompt,
        size=brief.size,
        seed=picture.seed,
        attempt=attempt.number,
        attempts=len(run.read_attempts(panel)),
        picture=attempt.picture,
        verdict=attempt.verdict,
    )


def digests(run: Run, story: Story) -> Iterator[tuple[str, str]]:
    """The name and SHA-256 of each picture, page and book that is there."""
    paths = [run.panel_picture(panel.id) for panel in story.panels]
    paths += sorted((run.folder / "pages").glob("*.png"))
    paths += [run.folder / name for name in BOOKS]
    for path in paths:
        if path.is_file():
            yield path.relative_to(run.folder).as_posix(), sha256(path)


def sha256(path: Path) -> str:
    """Of a file, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pictures_of(manifest: Manifest) -> list[str]:
    """Digests of the user's pictures: of the cast, which painters look at, and of panels."""
    cast = (
        name
        for one in manifest.story.cast
        for name in (*one.references, *one.portrait, *(crop.picture for crop in one.crops))
    )
    own = {record.panel for record in manifest.panels if record.painter == GIVEN}
    panels = (panel.picture or "" for panel in manifest.story.panels if panel.id in own)
    return [*dict.fromkeys(name for name in (*cast, *panels) if _is_digest(name))]


def locked_pictures(manifest: Manifest) -> list[str]:
    """Keys of the painted pictures that panels keep, whatever their plan says."""
    own = pictures_of(manifest)
    kept = (panel.picture or "" for panel in manifest.story.panels)
    return [*dict.fromkeys(name for name in kept if _is_digest(name) and name not in own)]


def _loras(story: Story) -> list[str]:
    return [*dict.fromkeys(lora.file for one in story.cast for lora in one.loras)]


def _is_digest(name: str) -> bool:
    """Whether a name of a picture may become a path; one that was written by hand may not."""
    return len(name) == 24 and set(name) <= set("0123456789abcdef")
