"""Plans of other programs, and how a run keeps what it came from."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from panelwright.files import write_whole
from panelwright.manifest import is_manifest
from panelwright.references import MOST_PICTURES, Reference, keep, read_picture
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.synopsis import decoded
from panelwright.work import new_run_of_story
from panelwright_tools.domain import Story, UserError
from panelwright_tools.domain.reading import MAX_STORY_CHARACTERS, read_story
from panelwright_tools.formats.autostudio import from_autostudio, is_autostudio, stories_in
from panelwright_tools.formats.vistory import (
    characters_of,
    descriptions_of,
    from_vistory,
    is_vistory,
)

_PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp")
_MOST_OF_ONE: Final = 4
"""Pictures of one character that are taken: painters look at no more."""


@dataclass(frozen=True)
class Imported:
    """What a file holds."""

    story: Story
    label: str | None = None
    """Which of the stories in a file of AutoStudio it is; None: the file is of another kind."""
    others: tuple[str, ...] = ()
    """The other stories in it."""
    pictures: tuple[Reference, ...] = ()
    """Of characters, where they lay beside it."""


def read_import(file: Path) -> str:
    """The text of a file. Raises UserError when it is missing, too large or no text."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_STORY_CHARACTERS + 1)
    except FileNotFoundError as error:
        raise UserError(f"there is no {file}.") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UserError(f"can't read {file}: {reason}.") from error
    if len(data) > MAX_STORY_CHARACTERS:
        most = MAX_STORY_CHARACTERS // 1_000_000
        raise UserError(f"{file} is larger than {most} MB; no story is as long as that.")
    return decoded(data, str(file)).removeprefix("\ufeff")


def is_data(text: str) -> bool:
    """Whether a text is a plan in JSON rather than a story in words."""
    return text.lstrip()[:1] in ("{", "[")


def imported(text: str, file: Path, label: str | None = None) -> Imported:
    """The plan that a file holds: a story.json, a story of AutoStudio or CMIGBench (the one called
    `label`, else the first), or one of ViStoryBench with the pictures beside it.

    Raises UserError when it is none of them.
    """
    if is_manifest(text):
        raise UserError(f"{file} is the manifest of a run; `agent draw {file}` draws it again.")
    if is_autostudio(text):
        known = stories_in(text)
        name = label or known[0]
        story = _looking(from_autostudio(text, str(file), name), {})
        return Imported(story, name, tuple(other for other in known if other != name))
    if label is not None:
        raise UserError(f"--story goes with a file of several stories; {file} holds one.")
    if is_vistory(text):
        title = file.absolute().parent.name if file.stem == "story" else file.stem
        story = _looking(from_vistory(text, str(file), title), descriptions_of(text))
        return Imported(story, pictures=tuple(islice(_pictures(text, file), MOST_PICTURES)))
    return Imported(read_story(text, str(file)))


def _looking(story: Story, descriptions: Mapping[str, str]) -> Story:
    """The story with the looks that its characters' descriptions tell, else their phrases.

    Phrases and prompts stay as the file has them.
    """
    from panelwright.planning.described import described  # loads the lexicon

    cast = []
    for one in story.cast:
        _, look = described(descriptions.get(one.id) or one.phrase, one.kind)
        look = look.model_copy(update={"species": one.look.species})
        cast.append(one.model_copy(update={"look": look}))
    return story.model_copy(update={"cast": tuple(cast)})


def new_run_of_import(found: Imported, text: str, settings: Settings, folder: Path | None) -> Run:
    """A run for an imported plan, which keeps the file that it came from."""
    run = new_run_of_story(found.story, settings, folder)
    keep(run, found.pictures)
    if found.label is not None or is_vistory(text):
        kept = {"story": found.label or found.story.title, "file": json.loads(text)}
        write_whole(run.imported, json.dumps(kept, ensure_ascii=False) + "\n")
    return run


def kept_import(run: Run) -> tuple[str, str] | None:
    """The text of the file that a run was imported from, and the story's name in it; None where it
    was not, or that is damaged."""
    try:
        kept = json.loads(run.imported.read_bytes())
        text, label = json.dumps(kept["file"]), kept["story"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return (text, label) if is_autostudio(text) and label in stories_in(text) else None


def _pictures(text: str, file: Path) -> Iterator[Reference]:
    """The pictures of characters in the folders beside a story, called by their keys.

    Only folders that are there are looked into, and no links, so that no key leads elsewhere.
    """
    root, ids = file.absolute().parent / "image", characters_of(text)
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.name not in ids or folder.is_symlink() or not folder.is_dir():
            continue
        files = (path for path in sorted(folder.iterdir()) if path.suffix.lower() in _PICTURES)
        for path in islice((path for path in files if not path.is_symlink()), _MOST_OF_ONE):
            yield Reference(ids[folder.name], read_picture(path))
