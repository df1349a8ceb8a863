"""The manifest of a run: one file that tells how every picture came about, and draws them again.

What leads to a server or a key (addresses, names of variables), and who planned, is left out: a
manifest may be a stranger's.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import Field, ValidationError

from panelwright import backends
from panelwright.binding import BOOKS
from panelwright.files import place_copy, write_whole
from panelwright.paging import PagePlan
from panelwright.run import Run
from panelwright.settings import MODELS, ROLES, Settings, over
from panelwright.store import Store
from panelwright.strips import kept_attempt
from panelwright.work import new_run_of_story, versions
from panelwright_tools.domain import Story, UserError, Verdict
from panelwright_tools.domain.model import Model, Slug
from panelwright_tools.domain.reading import MAX_STORY_CHARACTERS, explain
from panelwright_tools.domain.text import Text
from panelwright_tools.painting.diffusion.lora_file import lora_digest

FORMAT: Final = 1
_KINDS: Final = tuple(role for role in ROLES if role != "planner")
_UNTOLD: Final = ("base_url", "key_variable", "timeout_s", "device")
"""Fields of the settings of models that are the reader's own business."""
_OWN: Final = frozenset({"profile", "profiles", "planner", "model", "runs", "jobs", "max_cost",
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
        files=dict(_digests(run, story)),
        pages=PagePlan.model_validate_json(plan) if plan is not None else None,
        story=story,
    )


def write_manifest(run: Run, story: Story, path: Path) -> None:
    """Write the manifest; pictures of characters that the user gave are laid beside it."""
    data = manifest_of(run, story).model_dump(mode="json", exclude_defaults=True)
    text = json.dumps({"manifest": FORMAT, **data}, indent=1, ensure_ascii=False) + "\n"
    for picture in _pictures(story):
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


def replayed_settings(
    manifest: Manifest, changes: Mapping[str, Any], source: str
) -> dict[str, Any]:
    """The manifest's settings as flags, those of the call over them.

    Raises UserError where a model behind a server would be asked that the call does not name.
    """
    given = {name: value for name, value in changes.items() if value is not None}
    told = {name: value for name, value in manifest.settings.items() if name not in _OWN}
    try:
        Settings.model_validate(told)
    except ValidationError as error:
        raise UserError(f"{source}, settings: {explain(error, told)}.") from error
    for role in _KINDS:
        name = str(told.get(role, "none"))
        if role in given:
            told.pop(MODELS[role][0], None)
        elif backends.is_served(name.partition(":")[0]):
            raise UserError(
                f"{source} asks a server with its {backends.called(role)} {name!r}, which may cost "
                f"money and never gives the same twice; say so with --{role} {name}, or name "
                "another."
            )
        elif role in told and name.partition(":")[0] not in backends.names(role):
            raise UserError(
                f"{source} was drawn with the {backends.called(role)} {name!r} of another package; "
                f"install it and say so with --{role} {name}, or name another."
            )
    for table, _ in MODELS.values():
        if isinstance(told.get(table), dict):
            told[table] = {k: v for k, v in told[table].items() if k not in _UNTOLD}
    joined = over(told, given)
    return {name: value for name, value in joined.items() if value not in (None, {})}


def new_run_of_manifest(
    manifest: Manifest, source: Path, settings: Settings, folder: Path | None
) -> Run:
    """A run that is drawn as the manifest says. Raises UserError when it lacks a picture or LoRA
    of a character, which are looked for beside the manifest."""
    beside = Run(source.parent)
    pictures = [(name, beside.reference(name)) for name in _pictures(manifest.story)]
    loras = [(name, Store(beside.store).lora_path(name)) for name in _loras(manifest.story)]
    for name, path in (*pictures, *loras):
        if not path.is_file():
            raise UserError(f"{source} needs {path}; get it from where the manifest is from.")
        if (_sha256(path)[:24] if path.suffix == ".png" else lora_digest(path)) != name:
            raise UserError(f"{path} is not the file that {source} was drawn with.")
    run = new_run_of_story(manifest.story, settings, folder)
    run.write_manifest(settings, versions(settings), dict(manifest.redrawn))
    if manifest.pages is not None:
        write_whole(run.pages, manifest.pages.model_dump_json() + "\n")
    for name, path in pictures:
        run.reference(name).parent.mkdir(exist_ok=True)
        place_copy(path, run.reference(name))
    for name, path in loras:
        place_copy(path, Store(run.store).lora_path(name))
    return run


def told_alike(run: Run, manifest: Manifest) -> str:
    """A sentence on whether a run has the same bytes as what its manifest was written of."""
    now = dict(_digests(run, manifest.story))
    unlike = sorted(name for name in manifest.files if now.get(name) != manifest.files[name])
    if not unlike:
        return f"all {len(manifest.files)} files have the same bytes as the manifest says."
    mine = versions(run.settings())
    changed = [
        f"{name} {then}, here {mine.get(name)}"
        for name, then in manifest.versions.items()
        if str(mine.get(name)) != then
    ]
    why = f"; drawn with {'; '.join(changed)}" if changed else ""
    some = ", ".join(unlike[:6]) + (" …" if len(unlike) > 6 else "")
    return f"{len(unlike)} of {len(manifest.files)} files differ from the manifest: {some}{why}."


def _told(settings: Settings, story: Story) -> dict[str, Any]:
    """The settings that decide the pictures, with every role by name."""
    data = {name: value for name, value in settings.model_dump(mode="json").items()
            if name not in _OWN}  # fmt: skip
    for role in ROLES:
        table = MODELS[role][0]
        if role == "planner" or not backends.takes(settings, role):
            data.pop(table, None)
        else:
            data[table] = {k: v for k, v in data[table].items() if k not in _UNTOLD}
    named: dict[str, Any] = {role: backends.chosen(settings, role) for role in _KINDS}
    return {**data, **named, "style": settings.style or story.style}


def _record(run: Run, story: Story, panel: str) -> PanelRecord:
    attempt = kept_attempt(run, story.panel(panel))
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


def _digests(run: Run, story: Story) -> Iterator[tuple[str, str]]:
    """The name and SHA-256 of each picture, page and book that is there."""
    paths = [run.panel_picture(panel.id) for panel in story.panels]
    paths += sorted((run.folder / "pages").glob("*.png"))
    paths += [run.folder / name for name in BOOKS]
    for path in paths:
        if path.is_file():
            yield path.relative_to(run.folder).as_posix(), _sha256(path)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _pictures(story: Story) -> list[str]:
    """Digests of the pictures of the cast that painters look at."""
    given = (
        name
        for one in story.cast
        for name in (*one.references, *one.portrait, *(crop.picture for crop in one.crops))
    )
    return [*dict.fromkeys(name for name in given if _is_digest(name))]


def _loras(story: Story) -> list[str]:
    return [*dict.fromkeys(lora.file for one in story.cast for lora in one.loras)]


def _is_digest(name: str) -> bool:
    """Whether a name of a picture may become a path; one that was written by hand may not."""
    return len(name) == 24 and set(name) <= set("0123456789abcdef")
