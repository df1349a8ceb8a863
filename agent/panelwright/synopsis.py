"""Reading a synopsis: any common encoding in, clean text out, or one sentence that says why not."""

import re
import sys
import unicodedata
from pathlib import Path
from typing import Final

from panelwright_tools.domain import UserError

MAX_BYTES: Final = 10_000_000
MAX_CHARACTERS: Final = 2_000_000
"""About 700 pages; the plan would have more panels than a story may hold."""

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BINARY: Final = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"{\\rtf",
)
_ESCAPE: Final = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours, cursor moves
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)"  # titles, links, device strings
    r"|\x1b[ -/]*[0-~]"
    r"|\x9b[0-?]*[ -/]*[@-~]",
    re.DOTALL,
)


def read_synopsis(source: str) -> str:
    """The clean text of a file, or of standard input when the source is `-`.

    Raises UserError when there is no such file, or it holds no text.
    """
    return clean(decoded(_bytes_of(source), called(source)), called(source))


def called(source: str) -> str:
    """How messages name a source."""
    return "standard input" if source == "-" else source


def decoded(data: bytes, source: str) -> str:
    """The text of bytes in UTF-8, UTF-16, UTF-32 or Windows-1252 (which reads Latin-1)."""
    if not data.strip():
        raise UserError(f"{source} is empty; write at least a sentence of story into it.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, source)
    if data.startswith(_BINARY):
        raise UserError(f"{source} is not a text file; save the story as plain text first.")
    if data[:4096].count(0) > 0.02 * len(data[:4096]):  # a stray one is cleaned away later
        return _decode(data, _unmarked_wide(data, source), source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_western(data, source)


def clean(text: str, source: str) -> str:
    """The text without terminal escapes, control and invisible direction characters.

    Raises UserError when nothing is left, or it is longer than two million characters.
    """
    text = _ESCAPE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    text = "".join(char for char in text if char in "\n\t" or not _is_control(char)).strip()
    if not any(char.isalnum() or unicodedata.category(char) == "So" for char in text):
        raise UserError(f"{source} holds no words; write at least a sentence of story into it.")
    if len(text) > MAX_CHARACTERS:
        raise UserError(
            f"{source} has {len(text):,} characters; a synopsis may have {MAX_CHARACTERS:,}. "
            "Split it into chapters and draw one at a time."
        )
    return text + "\n"


def _bytes_of(source: str) -> bytes:
    if source == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        path = Path(source)
        if path.is_dir():
            raise UserError(f"{source} is a folder; name the text file with the story.")
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except FileNotFoundError as error:
            raise UserError(f"there is no file {source}.") from error
        except (OSError, ValueError) as error:
            raise UserError(f"can't read {source}: {_reason(error)}.") from error
    if len(data) > MAX_BYTES:
        raise UserError(f"{called(source)} is larger than 10 MB; split it into chapters.")
    return data


def _reason(error: OSError | ValueError) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or type(error).__name__).lower()


def _decode(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError(
            f"{source} begins like {encoding.upper()} text but breaks off at byte {error.start}; "
            "save it again as UTF-8."
        ) from error


def _unmarked_wide(data: bytes, source: str) -> str:
    """UTF-16 without a mark has its zero bytes on one side of every pair."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > 0.6 * len(sample) / 2 > 3 * min(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    raise UserError(f"{source} is not a text file; save the story as plain text first.")


def _decode_western(data: bytes, source: str) -> str:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in data[:4096])
    if controls > 0.02 * len(data[:4096]):
        raise UserError(f"{source} is not a text file; save the story as plain text first.")
    return data.decode("cp1252", errors="replace")


def _is_control(char: str) -> bool:
    """Controls, and format characters other than the joiners that words and emoji need."""
    category = unicodedata.category(char)
    if category == "Cf":
        return char not in "\u200c\u200d"
    return category in {"Cc", "Cs"} or char in "\ufffe\uffff"
