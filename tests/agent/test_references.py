"""Reference pictures that the user gives: read safely, put to the cast, seen by painters."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from panelwright.changing import illustrated, undone
from panelwright.cli.app import run as agent
from panelwright.references import (
    LONGEST_SIDE,
    Reference,
    in_store,
    keep,
    put_to_cast,
    read_picture,
)
from panelwright.references import read_references as read
from panelwright.run import opened
from panelwright.settings import Settings
from panelwright_tools.domain import UserError
from priced import PRICED, on_offer
from small_runs import drawn, painted, planned, small_story


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def photo(name: str = "photo.jpg", size: tuple[int, int] = (60, 90), colour: str = "red") -> Path:
    Image.new("RGB", size, colour).save(name)
    return Path(name)


def test_a_picture_is_kept_small_and_without_what_else_its_file_holds() -> None:
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    Image.new("RGB", (4000, 1000), "red").save("big.jpg", exif=exif)
    png = read_picture(Path("big.jpg"))
    assert b"where I live" not in png
    assert max(Image.open(io.BytesIO(png)).size) == LONGEST_SIDE


def test_what_is_transparent_becomes_white() -> None:
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save("clear.png")
    assert Image.open(io.BytesIO(read_picture(Path("clear.png")))).getpixel((5, 5)) == (255,) * 3


def test_greys_of_16_bits_keep_their_shades() -> None:
    rows = np.arange(256, dtype=np.uint16)[:, None] * 256
    Image.fromarray(np.tile(rows, (1, 40))).save("deep.png")
    told = Image.open(io.BytesIO(read_picture(Path("deep.png"))))
    assert [told.getpixel((5, row)) for row in (0, 100, 255)] == [(n,) * 3 for n in (0, 100, 255)]


def test_a_photo_that_lies_on_its_side_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("CMYK", (60, 90), (255, 0, 0, 0)).save("side.jpg", exif=exif)
    upright = Image.open(io.BytesIO(read_picture(Path("side.jpg"))))
    assert (upright.size, upright.mode) == ((90, 60), "RGB")
    assert upright.getpixel((5, 5)) == pytest.approx((0, 255, 255), abs=3)


@pytest.mark.parametrize(
    ("flag", "sentence"),
    [
        ("photo.png", "give a name and a file, as in mina=photo.png"),
        ("=photo.png", "give a name and a file"),
        ("mina=nowhere.png", "can't read the reference picture nowhere.png: no such file"),
        ("mina=text.png", "text.png is no picture that can be read"),
        ("mina=cut.png", "cut.png"),
        ("mina=huge.png", "huge.png has too many pixels"),
        ("mina=tiny.png", "tiny.png is too small"),
        ("mina=.", "can't read the reference picture"),
    ],
)
def test_a_bad_picture_is_told_in_one_sentence(flag: str, sentence: str) -> None:
    Path("text.png").write_text("no picture")
    photo("whole.png", (64, 64))
    Path("cut.png").write_bytes(Path("whole.png").read_bytes()[:60])
    Image.new("1", (9000, 9000)).save("huge.png")
    photo("tiny.png", (3, 3))
    with pytest.raises(UserError, match=sentence):
        read([flag])


def test_pictures_wait_for_the_cast_and_reach_it_by_any_name(tmp_path: Path) -> None:
    photo()
    photo("other.png", colour="blue")
    Path("story.txt").write_text("Mina finds a map. Mina runs home.")
    pictures = ["--reference", "MINA=photo.jpg", "--reference", "mina=other.png"]
    assert agent(["plan", "story.txt", "-o", "out", "-q", *pictures]) == 0
    run = opened(Path("out"))
    mina = run.read_story().character("mina")
    assert len(mina.references) == 2
    assert all(run.reference(name).is_file() for name in mina.references)
    assert not run.waiting_references.exists()


def test_a_name_that_nobody_has_stops_the_run_before_it_is_painted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    photo()
    Path("story.txt").write_text("Mina finds a map. Mina runs home.")
    arguments = ["plan-and-draw", "story.txt", "-o", "out", "-q", "--painter", "blocks"]
    assert agent([*arguments, "--reference", "Zoe=photo.jpg"]) == 2
    told = capsys.readouterr().err
    assert "reference picture for 'Zoe' fits nobody; the cast is Mina" in told
    assert painted(opened(Path("out"))) == []
    assert agent(["edit", "reference", "out", "Mina", "photo.jpg"]) == 0
    assert agent(["draw", "out", "-q", "-j", "1"]) == 0


def test_a_bad_picture_leaves_no_run_behind(capsys: pytest.CaptureFixture[str]) -> None:
    Path("story.txt").write_text("Mina finds a map.")
    assert agent(["plan", "story.txt", "-o", "out", "--reference", "mina=no.png"]) == 2
    assert not Path("out").exists()


def test_a_story_of_ones_own_is_drawn_with_references(capsys: pytest.CaptureFixture[str]) -> None:
    photo()
    planned(Path("first"))
    arguments = ["draw", "first/story.json", "-o", "out", "--painter", "blocks", "-q", "-j", "1"]
    assert agent([*arguments, "--reference", "Zoe=photo.jpg"]) == 2
    assert not Path("out").exists()
    assert agent([*arguments, "--reference", "Mina=photo.jpg"]) == 0
    assert len(opened(Path("out")).read_story().cast[0].references) == 1


@pytest.mark.parametrize("kind", ["gif", "png", "webp"])
def test_that_an_animated_picture_counts_by_its_first_frame_is_said(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, frames = f"moves.{kind}", [Image.new("RGB", (40, 40), name) for name in ("red", "blue")]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    still = Image.open(io.BytesIO(read_picture(Path(path)))).getpixel((5, 5))
    assert still == pytest.approx((255, 0, 0), abs=8)
    Path("story.txt").write_text("Mina finds a map.")
    photo()
    given = ["--reference", f"mina={path}", "--reference", "mina=photo.jpg"]
    says = f"{path} is animated; of its 2 frames the first is the reference."
    assert agent(["plan", "story.txt", "-o", "run", *given]) == 0
    assert says in capsys.readouterr().err.splitlines()
    assert agent(["edit", "reference", "run", "Mina", path, "photo.jpg"]) == 0
    assert capsys.readouterr().err.splitlines() == [says]
    assert agent(["draw", "run/story.json", "-o", "own", *given, "-q", "-j", "1"]) == 0
    assert capsys.readouterr().err == ""


def test_a_painter_that_looks_at_pictures_gets_the_users_before_the_portrait() -> None:
    run = planned(Path("run"), small_story(2), PRICED)
    keep(run, [Reference("mina", read_picture(photo()))])
    with on_offer():
        drawn(run)
    [given] = run.read_story().cast[0].references
    [region] = [r for r in run.read_brief(run.read_attempts("p01")[0]).regions if r.character]
    assert region.character is not None
    assert region.character.references[0] == given
    assert region.character.references[1] in painted(run)
    assert given not in painted(run)


def test_other_painters_paint_nothing_again_for_a_reference() -> None:
    run = planned(Path("run"), small_story(2))
    drawn(run)
    before = painted(run)
    illustrated(run, [Reference("Mina", read_picture(photo()))])
    drawn(run)
    assert painted(run) == before
    assert undone(run).said == "reference pictures for Mina"
    assert run.read_story().cast[0].references == ()


def test_a_reference_in_a_story_never_becomes_a_path() -> None:
    story = small_story(1)
    odd = story.cast[0].model_copy(update={"references": ("../photo",)})
    story = story.model_copy(update={"cast": (odd,)})
    run = planned(Path("run"), story)
    run.reference("any").parent.mkdir()
    photo("run/photo.png")
    in_store(run, story)
    assert not Path("run/photo.json").exists()


def test_what_waits_is_put_to_the_cast_once() -> None:
    run = planned(Path("run"), small_story(1), Settings())
    keep(run, [Reference("Mina", read_picture(photo()))])
    put_to_cast(run)
    story = run.read_story()
    put_to_cast(run)
    assert run.read_story() == story
