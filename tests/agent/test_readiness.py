"""What a run would lack is said before anything is planned, made or paid."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from panelwright import plan_and_draw
from panelwright.cli.app import run
from panelwright.settings import Settings
from panelwright_tools.domain import UserError
from small_runs import planned, small_story

Models = Callable[[str], Path]
HOSTED = "hosted:gpt-image-1.5"
WEIGHTS = {
    "unet": "diffusion_pytorch_model.safetensors",
    "text_encoder": "model.safetensors",
}


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def refused(capsys: pytest.CaptureFixture[str], *flags: str) -> str:
    """The one sentence that a story's way ends in; nothing was planned and no folder is left."""
    Path("story.txt").write_text("Mina finds a map in the rain.")
    before, _ = sorted(Path().iterdir()), capsys.readouterr()  # bars of models that were built
    assert run(["plan-and-draw", "story.txt", "--panels", "1", "-o", "out", *flags]) == 2
    said = capsys.readouterr()
    [line] = said.err.splitlines()
    assert said.out == "" and "planned" not in line and line.endswith(".")
    assert sorted(Path().iterdir()) == before
    return line


def test_the_missing_key_of_a_hosted_painter(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openai")
    line = refused(capsys, "--painter", HOSTED)
    assert "no key for OpenAI" in line and "OPENAI_API_KEY" in line


def test_the_missing_key_of_a_vision_model_that_looks(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openai")
    assert "no key" in refused(capsys, "--painter", "blocks", "--grounder", "vision:gpt-5-mini")


def test_a_device_that_is_not_there(
    tiny_models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    painter = f"diffusers:{tiny_models('sd15')}"
    line = refused(capsys, "--painter", painter, "--device", "xpu:77")
    assert "no device xpu:77" in line and "cpu" in line


@pytest.mark.parametrize("part", WEIGHTS)
def test_weights_of_something_else(
    part: str, tiny_models: Models, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from safetensors.numpy import save_file

    numpy = pytest.importorskip("numpy")
    model = shutil.copytree(tiny_models("sd15"), tmp_path / "model")
    save_file({"conv.weight": numpy.zeros((8, 8), "float32")}, model / part / WEIGHTS[part])
    line = refused(capsys, "--painter", f"diffusers:{model}")
    assert f"tensors in {model / part} are not those of" in line


@pytest.mark.parametrize("model", ["sdxl", "flux2-klein"])
def test_what_does_not_go_with_the_model(
    model: str, tiny_models: Models, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    painter = f"diffusers:{tiny_models(model)}"
    line = refused(capsys, "--painter", painter, "--scheduler", "unknown-one")
    assert "those that go with" in line
    with monkeypatch.context() as set_:
        set_.setenv("PANELWRIGHT_PAINTING__REDUX", str(tiny_models("flux1-redux")))
        assert "does not look at pictures by means of Redux" in refused(
            capsys, "--painter", painter
        )
    monkeypatch.setenv("PANELWRIGHT_PAINTING__STEP_CACHE", "first-block")
    assert "step caching (first-block) does not go with" in refused(capsys, "--painter", painter)


def test_a_canvas_that_cannot_be_painted_makes_no_folder(
    tiny_models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("openai")
    Path("items.json").write_text('{"items": [{"text": "a boat", "cell": [0, 0, 8, 8]}]}')
    sdxl = f"diffusers:{tiny_models('sdxl')}"
    for flags, says in (
        (["--painter", HOSTED], "no key for OpenAI"),
        (["--painter", sdxl, "--device", "xpu:77"], "no device xpu:77"),
        (["--painter", "blocks", "--grounder", "vision:gpt-5-mini"], "no key"),
    ):
        capsys.readouterr()
        assert run(["canvas", "items.json", "-o", "c", *flags]) == 2
        [line] = capsys.readouterr().err.splitlines()
        assert says in line and not Path("c").exists()


def test_a_hub_model_and_a_detector_that_were_not_pulled(
    tiny_models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "agent models pull some/model" in refused(capsys, "--painter", "diffusers:some/model")
    painter = f"diffusers:{tiny_models('sd15')}"
    line = refused(capsys, "--painter", painter, "--grounder", "groundingdino:some/dino")
    assert "agent models pull some/dino" in line


def test_a_detector_whose_weights_are_cut_short(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("transformers")
    from tiny_models.detectors import write_tiny_groundingdino

    dino = write_tiny_groundingdino(tmp_path / "dino")
    whole = (dino / "model.safetensors").read_bytes()
    (dino / "model.safetensors").write_bytes(whole[:-100])
    line = refused(capsys, "--painter", "blocks", "--grounder", f"groundingdino:{dino}")
    assert "cut short" in line


def test_a_model_for_something_else_is_refused_and_no_run_keeps_it(
    tmp_path: Path, tiny_models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("transformers")
    from tiny_models.detectors import write_tiny_groundingdino
    from tiny_models.encoders import write_tiny_dinov2
    from tiny_models.segmenters import write_tiny_sam

    dino, sam = write_tiny_groundingdino(tmp_path / "dino"), write_tiny_sam(tmp_path / "sam")
    alike, paints = write_tiny_dinov2(tmp_path / "alike"), tiny_models("sd15")
    planned(tmp_path / "run", small_story(1))
    before = (tmp_path / "run/run.toml").read_bytes()
    for flag, given, goes_with in (
        ("--grounder", f"groundingdino:{sam}", f"--segmenter sam:{sam}"),
        ("--grounder", f"groundingdino:{paints}", f"--painter diffusers:{paints}"),
        ("--segmenter", f"sam:{dino}", f"--grounder groundingdino:{dino}"),
        ("--segmenter", f"sam:{alike}", f"--likeness encoder:{alike}"),
        ("--likeness", f"encoder:{sam}", f"--segmenter sam:{sam}"),
        ("--painter", f"diffusers:{dino}", f"--grounder groundingdino:{dino}"),
        ("--painter", f"diffusers:{sam}", f"--segmenter sam:{sam}"),
    ):
        painter = () if flag == "--painter" else ("--painter", "blocks")
        assert f"goes with {goes_with}" in refused(capsys, *painter, flag, given)
        assert run(["draw", "run", flag, given, "-q"]) == 2
        assert f"goes with {goes_with}" in capsys.readouterr().err
        assert (tmp_path / "run/run.toml").read_bytes() == before
    assert run(["draw", "run", "-q"]) == 0


def test_the_library_refuses_likewise(tmp_path: Path) -> None:
    pytest.importorskip("openai")
    settings = Settings(painter="hosted").changed(painting={"model": "gpt-image-1.5"})
    with pytest.raises(UserError, match="no key"):
        plan_and_draw("Mina finds a map.", tmp_path / "out", settings=settings)
    assert not (tmp_path / "out").exists()


def test_a_planned_run_keeps_no_tools_that_can_not_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("openai")
    planned(tmp_path / "run", small_story(1))
    before = (tmp_path / "run/run.toml").read_bytes()
    assert run(["draw", "run", "--painter", HOSTED, "-q"]) == 2
    assert "no key" in capsys.readouterr().err
    assert (tmp_path / "run/run.toml").read_bytes() == before
    assert run(["draw", "run", "-q"]) == 0, "the painter that it had before still draws it"
