"""`agent portrait`: one picture of whom a reference shows, by SDXL with an IP-Adapter."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("diffusers", reason="diffusers is not installed: it is in the extra local")

from panelwright import portraying
from panelwright.cli.app import run as agent
from samplings import noise_picture
from tiny_models.adapters import write_tiny_adapter
from tiny_models.folders import built, saved


@pytest.fixture(scope="module")
def flags(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    root = tmp_path_factory.mktemp("models")
    model, adapter = saved("sdxl", root), write_tiny_adapter(root / "ip", built("sdxl").unet)
    return [
        "portrait", "--painter", f"diffusers:{model}", "--adapter", str(adapter), "--steps", "2",
        "--prompt", "a cyberpunk street samurai", "-q",
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portraying, "SIDE", 64)
    monkeypatch.setenv("PANELWRIGHT_PAINTING__SIDE", "64")


def face(folder: Path, seed: int = 1) -> str:
    path = folder / f"face{seed}.png"
    noise_picture(seed).save(path)
    return str(path)


def painted(flags: list[str], folder: Path, *more: str) -> np.ndarray:
    result = folder / "result.png"
    assert agent([*flags, "-o", str(result), *more]) == 0
    return np.asarray(Image.open(result), np.int16)


def test_who_is_shown_and_how_strongly_decides_the_picture(
    flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = face(tmp_path, 1), face(tmp_path, 2)
    first = painted(flags, tmp_path, "--reference", one)
    assert capsys.readouterr().out == f"{tmp_path / 'result.png'}\n"
    assert first.shape == (64, 64, 3)
    again = painted(flags, tmp_path, "--reference", one)
    others = [
        painted(flags, tmp_path, "--reference", other),
        painted(flags, tmp_path, "--reference", one, "--reference", other),
        painted(flags, tmp_path, "--reference", one, "--strength", "0.2"),
        painted(flags, tmp_path, "--reference", one, "--seed", "3"),
    ]
    assert np.array_equal(first, again)
    assert all(np.abs(first - picture).max() > 0 for picture in others)


def test_what_cannot_be_is_one_sentence_and_leaves_nothing(
    flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, text = face(tmp_path), tmp_path / "face.png"
    text.write_text("no picture")
    result = ["-o", str(tmp_path / "result.png")]
    for given, says in (
        ([*flags, *result, "--reference", str(text)], "is no picture that can be read"),
        ([*flags, *result, "--reference", str(tmp_path / "none.png")], "no such file"),
        ([*flags, "-o", str(tmp_path / "a.txt"), "--reference", good], "name a file (.png"),
        ([*flags, "-o", str(tmp_path / "no/a.png"), "--reference", good], "in a folder that is"),
        ([*flags, *result, "--reference", good, "--prompt", " "], "--prompt is empty"),
        ([*flags, *result, "--reference", good, "--strength", "2"], "--reference-strength 2"),
        (["portrait", "--painter", "blocks", "--prompt", "x", *result, "--reference", good],
         "does not look at pictures"),
        ([*flags, *result, "--reference", good, "--device", "xpu:77"], "no device xpu:77"),
        ([*flags, *result, "--reference", good, "--adapter", "/nowhere/a.safetensors"],
         "there is no model /nowhere/a.safetensors"),
    ):  # fmt: skip
        assert agent(given) == 2, given
        [sentence] = capsys.readouterr().err.splitlines()
        assert says in sentence
    assert not [path for path in tmp_path.iterdir() if path.name not in ("face.png", "face1.png")]


@pytest.mark.parametrize("kind", ["cmyk", "16-bit", "animated", "rotated"])
def test_odd_pictures_are_taken_upright_and_in_colour(
    flags: list[str], tmp_path: Path, kind: str
) -> None:
    """Of an animated one the first frame counts."""
    plain = Image.new("RGB", (60, 40), (200, 30, 30))
    path = tmp_path / (
        "odd.gif" if kind == "animated" else "odd.tif" if kind != "rotated" else "odd.jpg"
    )
    if kind == "cmyk":
        plain.convert("CMYK").save(path)
    elif kind == "16-bit":
        Image.fromarray(np.full((40, 60), 40_000, np.uint16)).save(path)
    elif kind == "animated":
        plain.save(path, save_all=True, append_images=[Image.new("RGB", (60, 40))])
    else:
        exif = Image.Exif()
        exif[0x0112] = 6
        plain.save(path, exif=exif)
    seen = portraying._read(path).image
    assert seen.mode == "RGB" and seen.size == ((40, 60) if kind == "rotated" else (60, 40))
    red, green, _ = seen.getpixel((10, 10))  # type: ignore[misc]
    assert (150 < red < 210 and green < 80) if kind != "16-bit" else abs(red - 156) < 4
