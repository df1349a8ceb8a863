"""LoRAs that the user gives for characters: looked over, kept in the run, put to the cast."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from panelwright.files import disk_errors, whole_file, write_whole
from panelwright.references import bearer
from panelwright.run import Run, read_text
from panelwright.store import Store
from panelwright_tools.domain import Lora, Story, UserError
from panelwright_tools.domain.cast import MAX_LORAS
from panelwright_tools.painting.diffusion.lora_file import check_lora, lora_digest

LARGEST_FILE: Final = 4_000_000_000
"""Bytes."""
MOST_FILES: Final = 64

_FILE: Final = re.compile(
    r"(?P<path>.+?\.safetensors)(?::(?P<strength>[^:]*))?(?::(?P<words>.*))?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class GivenLora:
    """A LoRA of somebody whom the user calls `name`."""

    name: str
    path: Path
    lora: Lora


def read_loras(flags: Sequence[str]) -> list[GivenLora]:
    """The LoRAs of flags such as `Mina=mina.safetensors:0.8:ohwx woman`.

    Raises UserError for the first bad one.
    """
    if len(flags) > MOST_FILES:
        raise UserError(f"{len(flags)} LoRAs are too many; {MOST_FILES} will do.")
    return [_read(flag) for flag in flags]


def given_lora(name: str, path: Path, strength: float, words: str) -> GivenLora:
    """A LoRA for a character, looked over. Raises UserError when it can't be taken."""
    try:
        size = path.stat().st_size
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UserError(f"can't read the LoRA {path}: {reason}.") from error
    if size > LARGEST_FILE:
        raise UserError(f"{path} is too large: {LARGEST_FILE // 1_000_000_000} GB are the most.")
    check_lora(path)
    try:
        lora = Lora(file=lora_digest(path), strength=strength, words=" ".join(words.split()))
    except ValidationError as error:
        raise UserError(
            f"the LoRA {path} can't act at strength {strength:g}; give a number from -2 to 2."
        ) from error
    return GivenLora(name, path, lora)


def keep(run: Run, loras: Sequence[GivenLora]) -> None:
    """Keep LoRAs in the run until there is a plan whose cast they can be put to."""
    if not loras:
        return
    waiting = [*_waiting(run), *((one.name, kept_lora(run, one)) for one in loras)]
    rows = [[name, lora.model_dump(mode="json")] for name, lora in waiting]
    write_whole(run.waiting_loras, json.dumps(rows, ensure_ascii=False) + "\n")


def kept_lora(run: Run, given: GivenLora) -> Lora:
    """Copy a LoRA's file into the run; how the character has it."""
    target = Store(run.store).lora_path(given.lora.file)
    if not target.is_file():
        with disk_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as copy, given.path.open("rb") as source:
            shutil.copyfileobj(source, copy)
    return given.lora


def put_to_cast(run: Run) -> None:
    """Put the LoRAs that wait to the characters of the plan.

    Raises UserError, naming the cast, for a name that nobody has; its LoRA waits no longer.
    """
    waiting = _waiting(run)
    if not waiting:
        return
    story, added = run.read_story(), dict[str, list[Lora]]()
    for name, lora in waiting:
        if (character := bearer(story, name)) is not None:
            added.setdefault(character.id, []).append(lora)
    run.write_story(with_loras(story, added))
    run.waiting_loras.unlink(missing_ok=True)
    strangers = [name for name, _ in waiting if bearer(story, name) is None]
    if strangers:
        cast = ", ".join(character.name for character in story.cast) or "nobody"
        raise UserError(
            f"the LoRA for {strangers[0]!r} fits nobody; the cast is {cast}: give it with "
            f"`agent edit lora {run.folder} NAME FILE`, then go on with `agent draw {run.folder}`."
        )


def check_there(run: Run, story: Story) -> None:
    """Raises UserError when the file of a LoRA of the cast is gone or damaged."""
    store = Store(run.store)
    for character in story.cast:
        for lora in character.loras:
            path = store.lora_path(lora.file)
            if not path.is_file() or lora_digest(path) != lora.file:
                raise UserError(
                    f"the LoRA {lora.file} of {character.name} is not in {run.store}, or damaged; "
                    f"give it again with `agent edit lora {run.folder} {character.id} FILE`."
                )


def with_loras(story: Story, added: Mapping[str, Sequence[Lora]]) -> Story:
    """The story with more LoRAs of characters, by their ids. Raises UserError for too many."""
    cast = tuple(
        character.model_copy(update={"loras": joined(character.loras, added[character.id])})
        if character.id in added
        else character
        for character in story.cast
    )
    return story.model_copy(update={"cast": cast})


def joined(old: Sequence[Lora], new: Sequence[Lora]) -> tuple[Lora, ...]:
    """Both; one that was there already has the newer strength and words.

    Raises UserError when they are too many for one character.
    """
    found = tuple({lora.file: lora for lora in (*old, *new)}.values())
    if len(found) > MAX_LORAS:
        raise UserError(f"{len(found)} LoRAs of one character are too many; {MAX_LORAS} will do.")
    return found


def _read(flag: str) -> GivenLora:
    name, _, file = flag.partition("=")
    if not name.strip() or _FILE.fullmatch(file) is None:
        raise UserError(
            f"--lora {flag!r}: give a name, a .safetensors file and, if you like, its strength and "
            "its words, as in Mina=mina.safetensors:0.8:ohwx woman."
        )
    return read_lora(file, name.strip())


def read_lora(flag: str, name: str) -> GivenLora:
    """The LoRA of somebody called `name` of a flag such as `mina.safetensors:0.8:ohwx woman`.

    Raises UserError when it can't be taken.
    """
    match = _FILE.fullmatch(flag)
    if match is None:
        raise UserError(
            f"--lora {flag!r}: give a .safetensors file and, if you like, its strength and its "
            "words, as in mina.safetensors:0.8:ohwx woman."
        )
    try:
        strength = float(match["strength"] or 1)
    except ValueError:
        raise UserError(
            f"--lora {flag!r}: {match['strength']} is no strength; give a number from -2 to 2."
        ) from None
    path = Path(match["path"].strip()).expanduser()
    return given_lora(name, path, strength, match["words"] or "")


def _waiting(run: Run) -> list[tuple[str, Lora]]:
    if not run.waiting_loras.is_file():
        return []
    try:
        rows = json.loads(read_text(run.waiting_loras))
        return [(str(name), Lora.model_validate(facts)) for name, facts in rows]
    except (ValueError, TypeError) as error:
        raise UserError(f"{run.waiting_loras} is damaged; remove it.") from error
