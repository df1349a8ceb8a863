"""`agent portrait`: one picture of whom a reference shows, by SDXL with an IP-Adapter."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("diffusers", reason="diffusers is not installed: it is in the extra local")

from faults import Fault
from loopback_hub import LoopbackHub, serving
from panelwright import portraying
from panelwright.cli.app import run as agent
from panelwright.references import first_frames_told
from panelwright_tools.painting.diffusion.named_adapters import named_adapters
from panelwright_tools.painting.diffusion.safetensors_header import safetensors
from picture_server import MODEL, PictureServer
from samplings import noise_picture
from tiny_models.adapters import write_tiny_adapter, write_tiny_adapter_repository
from tiny_models.folders import built, saved
from tiny_models.loras import write_tiny_lora


@pytest.fixture(scope="module")
def flags(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    root = tmp_path_factory.mktemp("models")
    model, adapter = saved("sdxl", root), write_tiny_adapter(root / "ip", built("sdxl").unet)
    return [
        "portrait", "--painter", f"diffusers:{model}", "--adapter", str(adapter), "--steps", "2",
        "--prompt", "a cyberpunk street samurai", "-q",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> LoopbackHub:
    """What the real hub has under these names, in tiny."""
    root = tmp_path_factory.mktemp("hub")
    adapter = write_tiny_adapter_repository(root / "ip", built("sdxl").unet)
    return LoopbackHub({
        "stabilityai/stable-diffusion-xl-base-1.0": saved("sdxl", root), "h94/IP-Adapter": adapter,
    })  # fmt: skip


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(portraying, "SIDE", 64)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PANELWRIGHT_PAINTING__SIDE", "64")


def face(folder: Path, seed: int = 1) -> str:
    path = folder / f"face{seed}.png"
    noise_picture(seed).save(path)
    return str(path)


def painted(flags: list[str], folder: Path, *more: str) -> np.ndarray:
    result = folder / "result.png"
    assert agent([*flags, "-o", str(result), *more]) == 0
    return np.asarray(Image.open(result), np.int16)


def test_as_it_is_typed_sdxl_paints_with_its_adapter_once_both_are_pulled(
    hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from huggingface_hub import constants

    face(tmp_path)
    typed = ["portrait", "--reference", "face1.png", "--prompt", "a cyberpunk street samurai",
             "-o", "result.png"]  # fmt: skip
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    with serving(hub):
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        for missing in (["sdxl", "ip-adapter-plus-sdxl"], ["ip-adapter-plus-sdxl"]):
            assert agent(typed) == 2
            [sentence] = capsys.readouterr().err.splitlines()
            assert re.findall("`agent models pull ([^`]+)`", sentence) == missing
            assert agent(["models", "pull", missing[0]]) == 0
            capsys.readouterr()
    assert agent([*typed, "--steps", "2"]) == 0
    told = capsys.readouterr()
    assert told.out == "result.png\n" and "sharing its attention" not in told.err
    first = np.asarray(Image.open("result.png"), np.int16)
    assert first.shape == (64, 64, 3)
    for other in (["--strength", "0.1"], ["--steps", "3"], ["--adapter-encoder", "nowhere/x"]):
        code = agent([*typed, "--steps", "2", *other])
        assert code == (2 if "nowhere/x" in other else 0)
        again = np.asarray(Image.open("result.png"), np.int16)
        assert code == 2 or np.abs(first - again).max() > 0


def test_the_plain_adapter_is_pulled_and_set_by_its_name(
    hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, flags: list[str],
) -> None:  # fmt: skip
    from huggingface_hub import constants

    typed = [*flags, "--reference", face(tmp_path)]
    typed[typed.index("--adapter") + 1] = "ip-adapter-sdxl"
    assert agent([*typed, "-o", "a.png"]) == 2
    assert "`agent models pull ip-adapter-sdxl`" in capsys.readouterr().err
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    with serving(hub):
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        assert agent(["models", "pull", "ip-adapter-sdxl"]) == 0
    shown = painted(typed, tmp_path)
    assert np.abs(shown - painted(typed, tmp_path, "--strength", "0.1")).max() > 0
    other = [face(tmp_path, 2) if one.endswith("face1.png") else one for one in typed]
    assert np.abs(shown - painted(other, tmp_path)).max() > 0


def test_a_painter_of_the_settings_that_looks_at_pictures_is_kept(
    flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And one that does not look at any is not."""
    model = flags[flags.index("--painter") + 1]
    typed = ["portrait", "--prompt", "a samurai", "--reference", face(tmp_path), "-o", "a.png"]
    Path("agent.toml").write_text(f'painter = "{model}"\n[painting]\nsteps = 2\n')
    assert agent(typed) == 0
    assert "by sharing its attention" in capsys.readouterr().err
    Path("agent.toml").write_text('painter = "storyboard"\n')
    assert agent(typed) == 2
    assert "agent models pull sdxl" in capsys.readouterr().err


def test_what_stands_in_for_an_adapter_is_one_note(
    flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loud = [flag for flag in flags if flag != "-q"]
    where = loud.index("--adapter")
    one = ["--reference", face(tmp_path), "-o", "a.png"]
    assert agent([*loud[:where], *loud[where + 2 :], *one]) == 0
    [note] = [line for line in capsys.readouterr().err.splitlines() if "adapter" in line]
    assert "no adapter is set" in note and "--adapter ip-adapter-plus-sdxl" in note
    assert agent([*loud, *one]) == 0
    assert "adapter" not in capsys.readouterr().err


def test_the_named_adapters_take_what_their_shapes_say(hub: LoopbackHub) -> None:
    for one in named_adapters().values():
        assert one.family == "sdxl" and one.read and 0 < one.beside < one.size
    plus = named_adapters()["ip-adapter-plus-sdxl"]
    assert all((hub.models[plus.repository] / file).is_file() for file in plus.files)
    assert "image_proj.proj_in.weight" in safetensors(hub.models[plus.repository] / plus.weights)


def test_a_lora_of_the_sitter_acts(
    flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = face(tmp_path)
    plain = painted(flags, tmp_path, "--reference", one)
    own = write_tiny_lora(tmp_path / "own", built("sdxl"))
    assert np.abs(painted(flags, tmp_path, "--reference", one, "--lora", str(own)) - plain).max()
    none = painted(flags, tmp_path, "--reference", one, "--lora", f"{own}:0")
    assert np.array_equal(none, plain)
    for given, says in ((f"{own}:strong", "strong is no strength"), ("own.pt", "give a .safeten")):
        assert agent([*flags, "--reference", one, "--lora", given]) == 2
        assert says in capsys.readouterr().err


def hosted(server: PictureServer, *more: str) -> list[str]:
    Path("agent.toml").write_text(
        f'[painting]\nbase_url = "{server.base_url}"\npicture_price = 0.5\n'
    )
    return ["portrait", "--painter", f"hosted:{MODEL}", "--prompt", "a samurai", "-o", "a.png",
            "--reference", face(Path()), *more]  # fmt: skip


def test_what_a_portrait_costs_is_kept_and_the_cap_counts_all_of_the_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("openai")
    monkeypatch.setattr(portraying, "SIDE", 1024)
    monkeypatch.delenv("PANELWRIGHT_PAINTING__SIDE")
    with PictureServer() as server:
        assert agent(hosted(server, "--max-cost", "0.4")) == 1
        assert "would pass the cap of 0.40" in capsys.readouterr().err
        assert server.wished == [] and not Path("a.png").exists()
        assert agent(hosted(server, "--max-cost", "1.2")) == 0
        assert "a.png has cost 0.50 dollars for 1 call." in capsys.readouterr().err
        assert agent(hosted(server)) == 0
        assert "1.00 dollars for 2 calls" in capsys.readouterr().err
        assert agent(hosted(server, "--max-cost", "1.2")) == 1
        assert "1.00 dollars are spent" in capsys.readouterr().err
        assert len(server.wished) == 2
        assert agent([*hosted(server), "--lora", "x.safetensors"]) == 2


def test_what_a_service_declines_is_one_sentence_and_costs_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("openai")
    monkeypatch.setattr(portraying, "SIDE", 1024)
    monkeypatch.delenv("PANELWRIGHT_PAINTING__SIDE")
    blocked = Fault(status=400, code="moderation_blocked", message="rejected by the safety system")
    with PictureServer([blocked]) as server:
        assert agent(hosted(server)) == 1
        told = capsys.readouterr().err
        assert "declined to paint it by its content policy" in told
        assert agent(hosted(server)) == 0
        assert "0.50 dollars for 1 call" in capsys.readouterr().err


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
        ([*flags, *result, "--reference", good, "--prompt", "word " * 4000],
         "--prompt has 20,000 characters; at most 4,000 do"),
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
    moves = f"{path} is animated; of its 2 frames the first is the reference."
    assert first_frames_told([path]) == ([moves] if kind == "animated" else [])


def test_that_only_the_first_frame_counts_is_a_note(
    flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noise_picture(1).save("moves.webp", save_all=True, append_images=[noise_picture(2)])
    loud = [flag for flag in flags if flag != "-q"]
    assert agent([*loud, "--reference", "moves.webp", "-o", "a.png"]) == 0
    assert "moves.webp is animated; of its 2 frames the first" in capsys.readouterr().err
