"""Reference pictures that the user gives for characters: read, kept in the run, put to the cast."""

import hashlib
import io
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from panelwright.files import disk_errors, write_whole
from panelwright.run import Run, read_text
from panelwright.store import Store
from panelwright_tools.domain import Character, Story, UserError
from panelwright_tools.painting.picture import GIVEN, Picture

LARGEST_FILE: Final = 50_000_000
"""Bytes."""
MOST_PIXELS: Final = 64_000_000
LONGEST_SIDE: Final = 1536
"""Pixels that are kept; painters look at less."""
SMALLEST_SIDE: Final = 16
MOST_PICTURES: Final = 64

_MOVING: Final = ("GIF", "PNG", "WEBP", "AVIF")
"""Formats whose further pictures are frames."""
_DIGEST: Final = re.compile(r"[0-9a-f]{24}")


@dataclass(frozen=True)
class Reference:
    """A picture of somebody whom the user calls `name`."""

    name: str
    png: bytes

    @property
    def digest(self) -> str:
        """What the picture goes by."""
        return hashlib.sha256(self.png).hexdigest()[:24]


def read_references(flags: Sequence[str]) -> list[Reference]:
    """The pictures of flags such as `mina=photo.png`. Raises UserError for the first bad one."""
    if len(flags) > MOST_PICTURES:
        raise UserError(f"{len(flags)} reference pictures are too many; {MOST_PICTURES} will do.")
    given = [split_flag(flag) for flag in flags]
    return [Reference(name, read_picture(path)) for name, path in given]


def split_flag(flag: str) -> tuple[str, Path]:
    """The name and the file of a flag such as `mina=photo.png`. Raises UserError."""
    name, joint, path = flag.partition("=")
    if not (joint and name.strip() and path.strip()):
        raise UserError(f"--reference {flag!r}: give a name and a file, as in mina=photo.png.")
    return name.strip(), Path(path.strip())


def read_picture(path: Path, called: str = "the reference picture") -> bytes:
    """The pixels of a picture file as a PNG of bounded size, and nothing else that the file holds.

    Raises UserError when it can't be read, is no picture or too large.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UserError(f"{path} is too large: {LARGEST_FILE // 1_000_000} MB are the most.")
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _bounded_png(path)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UserError(f"{path} has too many pixels; {MOST_PIXELS:,} are the most.") from error
    except UnidentifiedImageError as error:
        raise UserError(f"{path} is no picture that can be read; give a PNG or JPEG.") from error
    except OSError as error:
        reason = (error.strerror or "it is damaged").lower()
        raise UserError(f"can't read {called} {path}: {reason}.") from error
    except (SyntaxError, ValueError) as error:  # what Pillow raises for broken chunks
        raise UserError(f"{called} {path} is damaged.") from error


def first_frames_told(paths: Iterable[Path]) -> list[str]:
    """What there is to say of pictures that move, or are several in one file, a sentence each.

    They were read before, and are pictures.
    """
    return [told for path in paths if (told := _first_frame_told(path))]


def _first_frame_told(path: Path) -> str:
    try:
        with Image.open(path) as opened:
            frames = getattr(opened, "n_frames", 1)
            moves = opened.format in _MOVING
    except (OSError, SyntaxError, ValueError, EOFError):  # in a later frame
        return ""
    if frames < 2 or not (moves or opened.format == "TIFF"):
        return ""
    if moves:
        return f"{path} is animated; of its {frames} frames the first is the reference."
    return f"{path} holds {frames} pictures; the first is the reference."


def keep(run: Run, references: Sequence[Reference]) -> None:
    """Keep pictures in the run until there is a plan whose cast they can be put to."""
    if not references:
        return
    for reference in references:
        _keep_picture(run, reference)
    waiting = [*_waiting(run), *([reference.name, reference.digest] for reference in references)]
    write_whole(run.waiting_references, json.dumps(waiting, ensure_ascii=False) + "\n")


def put_to_cast(run: Run) -> None:
    """Put the pictures that wait to the characters of the plan.

    Raises UserError, naming the cast, for a name that nobody has; its picture waits no longer.
    """
    waiting = _waiting(run)
    if not waiting:
        return
    story = run.read_story()
    strangers = [name for name, _ in waiting if bearer(story, name) is None]
    run.write_story(with_references(story, _by_character(story, waiting)))
    run.waiting_references.unlink(missing_ok=True)
    if strangers:
        cast = ", ".join(character.name for character in story.cast) or "nobody"
        raise UserError(
            f"the reference picture for {strangers[0]!r} fits nobody; the cast is {cast}: "
            f"give it with `agent edit reference {run.folder} NAME FILE`, then go on with "
            f"`agent draw {run.folder}`."
        )


def kept_picture(run: Run, reference: Reference) -> str:
    """Keep a picture in the run; what it goes by."""
    _keep_picture(run, reference)
    return reference.digest


def in_store(run: Run, story: Story) -> None:
    """Put the user's pictures, of the cast and of panels, into the store, where painters look, if
    they are not there."""
    store = Store(run.store)
    for name in _given(story):
        if not _DIGEST.fullmatch(name):  # written by hand; it must not become a path
            continue
        path = run.reference(name)
        if path.is_file() and not store.holds(name):
            store.put_given(name, _picture(path))


def _given(story: Story) -> Iterator[str]:
    for character in story.cast:
        yield from (*character.references, *character.portrait)
        yield from (crop.picture for crop in character.crops)
    yield from (panel.picture for panel in story.panels if panel.picture is not None)


def bearer(story: Story, name: str) -> Character | None:
    """The character with this id, name or other name."""
    wanted = name.strip().casefold()
    for character in story.cast:
        known = (character.id, character.name, *character.aliases)
        if wanted in (other.casefold() for other in known):
            return character
    return None


def with_references(story: Story, added: Mapping[str, Sequence[str]]) -> Story:
    """The story with more reference pictures of characters, by their ids."""
    cast = tuple(
        character.model_copy(
            update={"references": _joined(character.references, added.get(character.id, ()))}
        )
        for character in story.cast
    )
    return story.model_copy(update={"cast": cast})


def _by_character(story: Story, waiting: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    added: dict[str, list[str]] = {}
    for name, picture in waiting:
        character = bearer(story, name)
        if character is not None:
            added.setdefault(character.id, []).append(picture)
    return added


def _joined(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))


def _waiting(run: Run) -> list[tuple[str, str]]:
    if not run.waiting_references.is_file():
        return []
    try:
        pairs = json.loads(read_text(run.waiting_references))
        return [(str(name), str(key)) for name, key in pairs]
    except (ValueError, TypeError) as error:
        raise UserError(f"{run.waiting_references} is damaged; remove it.") from error


def _keep_picture(run: Run, reference: Reference) -> None:
    path = run.reference(reference.digest)
    with disk_errors(path):
        path.parent.mkdir(exist_ok=True)
    write_whole(path, reference.png)


def _bounded_png(path: Path) -> bytes:
    with Image.open(path) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise UserError(f"{path} has too many pixels; {MOST_PIXELS:,} are the most.")
        if min(opened.size) < SMALLEST_SIDE:
            raise UserError(f"{path} is too small: {SMALLEST_SIDE} pixels a side are the least.")
        turned = _of_8_bits(ImageOps.exif_transpose(opened)).convert("RGBA")
    ground = Image.new("RGBA", turned.size, "white")
    flat = Image.alpha_composite(ground, turned).convert("RGB")
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    flat.save(buffer, "PNG")
    return buffer.getvalue()


def _of_8_bits(picture: Image.Image) -> Image.Image:
    """Greys of 16 bits brought to 8: Pillow itself makes everything above 255 white."""
    if not picture.mode.startswith("I"):
        return picture
    return Image.fromarray((np.asarray(picture) // 256).clip(0, 255).astype(np.uint8))


def _picture(path: Path) -> Picture:
    return Picture(image=Image.open(path).convert("RGB"), painter=GIVEN, seed=0)
