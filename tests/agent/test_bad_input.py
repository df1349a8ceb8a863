"""Whatever comes in ends in a comic, or in one sentence and code 2 or 1."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import panelwright
from panelwright.cli.app import run
from panelwright.synopsis import read_synopsis
from panelwright_tools.domain import UserError
from panelwright_tools.domain.reading import read_story, write_story
from small_runs import small_story

NAMES = [a + b for a in ("An", "Be", "Ca", "Do", "El", "Fa") for b in
         ("na", "ro", "mi", "lu", "ka", "ste", "lin", "dor", "vis", "ton")]  # fmt: skip
COMICS = {
    "utf-16": "Mina finds a map. She runs home.".encode("utf-16"),
    "latin-1": "Zoë mène le café. Zoë walks home.".encode("latin-1"),
    "nobody": b"The sea is grey. The wind blows over the hills. Snow falls on the empty road.",
    "one word": b"Rain.",
    "emoji": "Mina 🐱 finds a map 🗺️. “😀!” says Mina.".encode(),
    "controls": b"Mina\x00 walks\x07 home.\x1b[31m She \x08smiles.\x1b]0;title\x07 Bye.",
    "html": b'<script>alert(1)</script> Mina walks. "<img src=x onerror=alert(1)>" says Mina.',
    "path as title": b"# ../../etc/passwd\n\nMina walks home.",
    "device as title": b"# CON\n\nMina walks home.",
    "one long word": b"a" * 10_000 + b".",
    "5,000 words": b"Mina walks to the market and sees the sailor who waves " * 450 + b".",
    "60 names": " ".join(f"{name} walks home." for name in NAMES).encode(),
    "twelve at once": b"Anna, Ben, Carl, Dora, Emil, Fay, Gus, Hugo, Ida, Jan, Kim and Leo laugh.",
    "open quotes": ("“" * 300 + "Mina").encode(),
}
REFUSED = {
    "nothing": b"",
    "spaces": b"  \n\t \n ",
    "binary": bytes(range(256)) * 40,
    "chinese": "小猫在花园里找到了一张地图。它跑回家。".encode(),
    "arabic": "وجدت مينا خريطة في الحديقة.".encode(),
    "only emoji": "🐱🏠🌧️ 🐶❤️".encode(),
    "only points": b"... !!! ???",
    "only headings": b"# One\n\n## Two\n",
    "10 MB": b"Mina walks home. " * 600_000,
}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def arguments(name: str) -> list[str]:
    flags = ["--painter", "blocks", "--quality", "fast", "-j", "1", "-q", "--panels", "4"]
    return ["plan-and-draw", f"{name}.txt", "-o", "out", *flags]


@pytest.mark.parametrize("name", COMICS)
def test_a_strange_story_becomes_a_comic(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(f"{name}.txt").write_bytes(COMICS[name])
    assert run(arguments(name)) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("out\n", "")
    for book in ("book.pdf", "book.cbz", "book.html", "report.html"):
        assert (Path("out") / book).stat().st_size > 1000
    for page in ("book.html", "report.html"):
        text = (Path("out") / page).read_text("utf-8")
        assert "alert(1)</script>" not in text and "<img src=x" not in text
        assert not any(ord(char) < 32 and char not in "\n\t" for char in text)
    assert {path.name for path in Path().iterdir()} == {f"{name}.txt", "out"}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_story_is_one_sentence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(f"{name}.txt").write_bytes(REFUSED[name])
    assert run(arguments(name)) == 2
    captured = capsys.readouterr()
    [line] = captured.err.splitlines()
    assert captured.out == "" and line.startswith("agent: ") and line.endswith(".")
    assert not Path("out").exists()


@settings(max_examples=200)
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\x1b[")
def test_random_bytes_are_a_story_or_refused(data: bytes) -> None:
    Path("bytes.txt").write_bytes(data)
    try:
        story = panelwright.plan(read_synopsis("bytes.txt"), panels=2)
    except UserError as error:
        assert str(error).endswith(".") and "\n" not in str(error)
    else:
        assert read_story(write_story(story), "story.json") == story


@settings(max_examples=200)
@given(st.integers(0, 10_000), st.integers(0, 10_000), st.binary(max_size=4))
def test_a_damaged_plan_is_read_or_named(start: int, length: int, new: bytes) -> None:
    text = write_story(small_story(1)).encode()
    start %= len(text)
    damaged = text[:start] + new + text[start + length % 40 :]
    try:
        read_story(damaged.decode("utf-8", "replace"), "story.json")
    except UserError as error:
        assert "story.json" in str(error)


def test_two_processes_never_share_a_new_folder() -> None:
    Path("story.txt").write_text("Mina finds a map. She runs home.")
    command = [sys.executable, "-m", "panelwright", *arguments("story")]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    ends = [(process.communicate()[1], process.returncode) for process in both]
    assert sorted(code for _, code in ends) == [0, 2]
    [refusal] = [error for error, code in ends if code == 2]
    assert refusal.startswith("agent: out is ") and refusal.count("\n") == 1
    assert Path("out/book.pdf").is_file() and Path("out/synopsis.txt").is_file()
