"""Draws again what a manifest tells, with the files that it needs, and tells if it is the same.

Nothing that costs money is asked because a manifest, which may be a stranger's, says so.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from panelwright import backends
from panelwright.files import place_copy, write_whole
from panelwright.loras import GivenLora, kept_lora
from panelwright.manifest import (
    KINDS,
    OWN,
    UNTOLD,
    Manifest,
    digests,
    locked_pictures,
    pictures_of,
    sha256,
    told_loras,
)
from panelwright.run import Run
from panelwright.run_toml import scoring_as_set
from panelwright.settings import MODELS, Settings, over
from panelwright.store import Store
from panelwright.work import new_run_of_story, versions
from panelwright_tools.domain import Story, UserError
from panelwright_tools.domain.reading import explain
from panelwright_tools.painting.diffusion.lora_file import lora_digest


def replayed_settings(
    manifest: Manifest, changes: Mapping[str, Any], source: str
) -> dict[str, Any]:
    """The manifest's settings as flags, those of the call over them.

    Raises UserError where a model behind a server would be asked that the call does not name.
    """
    given = {name: value for name, value in changes.items() if value is not None}
    told = {name: value for name, value in manifest.settings.items() if name not in OWN}
    if isinstance(told.get("scoring"), dict):
        told["scoring"] = scoring_as_set(told["scoring"])
    try:
        Settings.model_validate(told)
    except ValidationError as error:
        raise UserError(f"{source}, settings: {explain(error, told)}.") from error
    for role in KINDS:
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
            told[table] = {k: v for k, v in told[table].items() if k not in UNTOLD}
    joined = over(told, given)
    return {name: value for name, value in joined.items() if value not in (None, {})}


def new_run_of_manifest(
    manifest: Manifest,
    source: Path,
    settings: Settings,
    folder: Path | None,
    given: Sequence[GivenLora] = (),
) -> Run:
    """A run that is drawn as the manifest says.

    Pictures and LoRAs are looked for beside the manifest, LoRAs among those `given` first; a
    painted picture that a panel keeps, and that isn't there, is painted as planned. Raises
    UserError, naming it, for a file that is missing, is another, or is not needed.
    """
    beside = Run(source.parent)
    pictures = [(name, beside.reference(name)) for name in pictures_of(manifest)]
    for name, path in pictures:
        if not path.is_file():
            raise UserError(f"{source} needs {path}; get it from where the manifest is from.")
        if sha256(path)[:24] != name:
            raise UserError(f"{path} is not the file that {source} was drawn with.")
    loras = _needed_loras(manifest.story, beside, source, given)
    run = new_run_of_story(manifest.story, settings, folder)
    run.write_manifest(settings, versions(settings), dict(manifest.redrawn))
    if manifest.pages is not None:
        write_whole(run.pages, manifest.pages.model_dump_json() + "\n")
    for name, path in pictures:
        run.reference(name).parent.mkdir(exist_ok=True)
        place_copy(path, run.reference(name))
    for name in locked_pictures(manifest):
        Store(beside.store).hand_on(name, Store(run.store))
    for lora in loras:
        kept_lora(run, lora)
    return run


def _needed_loras(
    story: Story, beside: Run, source: Path, given: Sequence[GivenLora]
) -> list[GivenLora]:
    files = {one.lora.file: one.path for one in given}
    found = [
        GivenLora(one.name, files.get(lora.file, Store(beside.store).lora_path(lora.file)), lora)
        for one in story.cast
        for lora in one.loras
    ]
    known = {one.lora.file for one in found}
    strange = [one.path for one in given if one.lora.file not in known]
    if strange:
        raise UserError(
            f"{source} was not drawn with {strange[0]}; it needs {told_loras(found) or 'none'}."
        )
    missing = [one for one in found if not one.path.is_file()]
    if missing:
        raise UserError(
            f"{source} needs {told_loras(missing)}, not among its files: give it with "
            f"--lora {missing[0].name}=FILE, or have it beside the manifest as {missing[0].path}, "
            "where `agent export --to manifest --with-files` lays it."
        )
    for one in found:
        if lora_digest(one.path) != one.lora.file:
            raise UserError(f"{one.path} is not the file that {source} was drawn with.")
    return found


def told_alike(run: Run, manifest: Manifest) -> str:
    """A sentence on whether a run has the same bytes as what its manifest was written of."""
    now = dict(digests(run, manifest.story))
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
