import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from panelwright.synopsis import MAX_BYTES, clean, decoded, read_synopsis
from panelwright_tools.domain import UserError

STORY = "Zoë finds a naïve café “map”.\nIt glows."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "utf-32", "cp1252"])  # fmt: skip
def test_a_story_is_read_in_any_common_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(STORY.encode(encoding))
    assert read_synopsis(str(file)) == STORY + "\n"


def test_latin_1_is_read() -> None:
    assert decoded("Der Fluß".encode("latin-1"), "x") == "Der Fluß"


@pytest.mark.parametrize("text", ["漢字の話。", "🐱🗺️🚤", "قصة قصيرة"])
def test_any_script_and_emoji_are_a_story(text: str) -> None:
    assert clean(text, "x") == text + "\n"


@pytest.mark.parametrize(
    "data", [b"", b"   \n\t ", b"\xef\xbb\xbf", b"...---...", b"\x1b[31m\x1b[0m"]
)
def test_a_file_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match=r"story.txt (is empty|holds no words)"):
        clean(decoded(data, "story.txt"), "story.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...",
        b"PK\x03\x04...",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 4,
        b"MZ\x90\x00\x03",
    ],
)
def test_a_file_that_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="not a text file"):
        decoded(data, "story.txt")


def test_a_file_that_breaks_off_is_refused() -> None:
    with pytest.raises(UserError, match="breaks off"):
        decoded(b"\xff\xfea\x00b", "story.txt")


def test_terminal_escapes_and_controls_are_removed_and_words_stay() -> None:
    assert decoded(("Mina runs far. " * 9 + "\x00").encode(), "x").endswith(". \x00")
    text = "Mina\x1b[31m runs\x1b]0;owned\x07 \x9b5mhome.\x00\x08\u202e Soot\u200d sleeps.\r\nEnd"
    assert clean(text, "x") == "Mina runs home. Soot\u200d sleeps.\nEnd\n"


def test_a_huge_text_is_refused_with_its_size(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(b"word " * (MAX_BYTES // 5 + 1))
    with pytest.raises(UserError, match="larger than 10 MB"):
        read_synopsis(str(file))
    with pytest.raises(UserError, match=r"3,000,000 characters; a synopsis may have 2,000,000"):
        clean("a" * 3_000_000, "x")


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no file"):
        read_synopsis(str(tmp_path / "nope.txt"))
    with pytest.raises(UserError, match="is a folder"):
        read_synopsis(str(tmp_path))
    with pytest.raises(UserError, match="can't read"):
        read_synopsis("a\x00b")


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"Mina runs.")))
    assert read_synopsis("-") == "Mina runs.\n"


@settings(max_examples=200, deadline=None)
@example(b"\xff\xfe\x00\xd8")
@given(st.binary(max_size=60))
def test_any_bytes_are_a_clean_story_or_one_sentence(data: bytes) -> None:
    try:
        text = clean(decoded(data, "x"), "x")
    except UserError as error:
        assert "\n" not in str(error)
    else:
        text.encode("utf-8")
        assert all(char.isprintable() or char in "\n\t" or ord(char) > 127 for char in text)


def test_a_few_bytes_with_a_zero_among_them_are_no_utf_16() -> None:
    with pytest.raises(UserError, match="not a text file"):
        decoded(b"\x00\xff\x13bin", "story.txt")
