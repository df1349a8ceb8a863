"""The run that a command works on: begun for a synopsis or a plan, or opened anew."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from panelwright.binding import BOOKS
from panelwright.changing import character_id, illustrated, trained
from panelwright.cli.manners import printable
from panelwright.configuration import changed, configured
from panelwright.lock import locked
from panelwright.loras import GivenLora, read_loras
from panelwright.loras import keep as keep_loras
from panelwright.making import discarded
from panelwright.manifest import is_manifest, read_manifest
from panelwright.readiness import check_ready
from panelwright.references import first_frames_told, keep, read_references, split_flag
from panelwright.replaying import new_run_of_manifest, replayed_settings, told_alike
from panelwright.run import Run, opened, read_text
from panelwright.settings import MODELS, ROLES, Settings
from panelwright.synopsis import read_synopsis
from panelwright.work import new_run, new_run_of_story, versions
from panelwright_tools.domain import UserError
from panelwright_tools.domain.reading import read_story


def start(
    synopsis: str,
    settings: Settings,
    output: Path | None,
    references: Sequence[str] = (),
    loras: Sequence[str] = (),
    *,
    quiet: bool = False,
) -> Run:
    """A new run for a synopsis, with the user's pictures and LoRAs of characters."""
    text, pictures, own = read_synopsis(synopsis), read_references(references), read_loras(loras)
    name = Path(synopsis).stem if synopsis != "-" else " ".join(text.split()[:6])
    _tell_first_frames(references, quiet=quiet)
    run = new_run(text, name, settings, output)
    keep(run, pictures)
    keep_loras(run, own)
    return run


def _tell_first_frames(references: Sequence[str], *, quiet: bool) -> None:
    """Say of which pictures only the first frame counts."""
    if not quiet:
        for told in first_frames_told(split_flag(flag)[1] for flag in references):
            print(printable(told), file=sys.stderr)


@contextmanager
def kept_if_planned(run: Run) -> Iterator[None]:
    """Leave no folder behind when the input was wrong and nothing was planned."""
    try:
        yield
    except UserError:
        if not run.story.is_file():
            discarded(run)
        raise


def planned_run(
    source: Path,
    changes: Mapping[str, Any],
    output: Path | None,
    references: Sequence[str] = (),
    loras: Sequence[str] = (),
    *,
    quiet: bool = False,
) -> Run:
    """The run in a folder, with changed settings; or a new run for a story.json.

    Raises UserError for a picture or LoRA of somebody who is not in the cast, before anything is
    made.
    """
    pictures, own = read_references(references), read_loras(loras)
    _tell_first_frames(references, quiet=quiet)
    if source.is_dir():
        if output is not None:
            raise UserError("-o goes with a story.json; a run folder is drawn where it lies.")
        opened(source)
        if pictures:
            illustrated(Run(source), pictures)
        if own:
            trained(Run(source), own)
        return opened_with(source, changes)
    if not source.exists():
        raise UserError(f"there is no run folder or story.json {source}.")
    text = read_text(source)
    if is_manifest(text):
        if pictures:
            raise UserError(
                f"--reference does not go with {source}, which tells its own pictures; draw it, "
                "then give the run others."
            )
        return _replayed_run(text, source, changes, output, own)
    story = read_story(text, str(source))
    for name in [*(one.name for one in pictures), *(one.name for one in own)]:
        character_id(story, name)
    settings = configured(changes)
    check_ready(settings)
    run = new_run_of_story(story, settings, output)
    keep(run, pictures)
    keep_loras(run, own)
    return run


def _replayed_run(
    text: str,
    source: Path,
    changes: Mapping[str, Any],
    output: Path | None,
    loras: Sequence[GivenLora],
) -> Run:
    """A new run that draws what a manifest tells, as it was drawn."""
    manifest = read_manifest(text, str(source))
    settings = configured(replayed_settings(manifest, changes, str(source)))
    check_ready(settings)
    return new_run_of_manifest(manifest, source, settings, output, loras)


@contextmanager
def compared(run: Run, source: Path, *, quiet: bool) -> Iterator[None]:
    """Tell after drawing a manifest again whether the bytes are the same."""
    try:
        yield
    finally:
        text = read_text(source) if source.is_file() else ""
        if is_manifest(text) and all(path.is_file() for path in _bound(run)) and not quiet:
            print(printable(told_alike(run, read_manifest(text, str(source)))), file=sys.stderr)


def _bound(run: Run) -> list[Path]:
    return [run.folder / name for name in BOOKS]


def opened_with(folder: Path, changes: Mapping[str, Any]) -> Run:
    """The run in a folder, with changed settings; a change that is None was not asked for."""
    run = opened(folder)
    with locked(run.lock):  # whoever works on the run keeps the settings that it began with
        settings = run.settings() if run.manifest.is_file() else configured({})
        before, settings = settings, changed(settings, changes)
        if _by_other_tools(before, settings):  # before they are kept, and fail every time after
            check_ready(settings)
        run.write_manifest(settings, versions(settings), run.redrawn())
    return run


def _by_other_tools(before: Settings, after: Settings) -> bool:
    tables = {table for table, _ in MODELS.values()}
    return any(getattr(before, name) != getattr(after, name) for name in {*ROLES, *tables})
