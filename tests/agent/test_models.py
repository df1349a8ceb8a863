"""Weights are listed without the network, and pulled from a hub: resumed, checked, refused."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image

pytest.importorskip("diffusers")

from loopback_hub import COMMIT, LoopbackHub, serving
from panelwright import backends
from panelwright.cli.app import run
from panelwright.configuration import configured
from panelwright.settings import Role
from panelwright_tools.domain import Box, Brief, BriefRegion, Region, UserError
from panelwright_tools.grounding.groundingdino import GroundingDino
from panelwright_tools.loading.folders import model_folder
from panelwright_tools.loading.named import named_models
from panelwright_tools.painting.diffusion.named_sets import named_sets
from panelwright_tools.painting.diffusion.redux import redux_folder
from panelwright_tools.painting.diffusion.weights import located
from panelwright_tools.painting.listening import hearing
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.painting.picture import Picture
from tiny_models.detectors import write_tiny_groundingdino
from tiny_models.folders import saved
from tiny_models.gguf_flux import wide_flux, write_gguf

FLUX = "black-forest-labs/FLUX.1-dev"
GGUF = "city96/FLUX.1-dev-gguf"
DINO = "someone/dino"
TRANSFORMER = "transformer/diffusion_pytorch_model.safetensors"
LARGE = "text_encoder_2/model.safetensors"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What a hub has: a model with files beside it that no painter needs, and GGUF files of it."""
    home = tmp_path_factory.mktemp("hub")
    pipeline = wide_flux()
    pipeline.save_pretrained(home / "flux")
    (home / "flux" / "flux1-dev.safetensors").write_bytes(b"the whole again")
    (home / "flux" / "vae" / "diffusion_pytorch_model.bin").write_bytes(b"a pickle")
    (home / "flux" / "README.md").write_text("words")
    (home / "gguf").mkdir()
    for quantisation in ("Q8_0", "Q4_0"):
        name = f"flux1-dev-{quantisation.replace('Q4_0', 'Q4_K_S')}.gguf"
        write_gguf(pipeline.transformer.state_dict(), home / "gguf" / name, quantisation)
    write_tiny_groundingdino(home / "dino")
    (home / "dino" / "pytorch_model.bin").write_bytes(b"a pickle")
    return {FLUX: home / "flux", GGUF: home / "gguf", DINO: home / "dino"}


@pytest.fixture
def hub(
    models: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LoopbackHub]:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    with serving(LoopbackHub(models)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub


def kept(tmp_path: Path) -> set[str]:
    """The files of the snapshot of FLUX.1 in the cache."""
    folder = tmp_path / "cache" / "models--black-forest-labs--FLUX.1-dev" / "snapshots" / COMMIT
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_pulled_model_can_be_loaded_by_its_hub_id(hub: LoopbackHub, capsys: Any) -> None:
    assert run(["models", "pull", FLUX]) == 0

    weights = located(FLUX)
    assert capsys.readouterr().out.strip() == str(weights.path)
    assert weights.digest == located(str(hub.models[FLUX])).digest
    assert (weights.path.parent.parent / "refs" / "main").read_text() == COMMIT


def test_only_what_a_painter_needs_is_pulled(hub: LoopbackHub, tmp_path: Path) -> None:
    run(["models", "pull", FLUX])

    files = kept(tmp_path)
    assert {"model_index.json", TRANSFORMER, LARGE, "tokenizer/tokenizer.json"} <= files
    assert not files & {"flux1-dev.safetensors", "README.md", "vae/diffusion_pytorch_model.bin"}


def test_a_pulled_detector_is_found_by_its_hub_id(hub: LoopbackHub, capsys: Any) -> None:
    assert run(["models", "pull", DINO]) == 0

    folder = model_folder(DINO)
    assert capsys.readouterr().out.strip() == str(folder)
    assert {path.name for path in folder.iterdir()} == {
        "config.json", "model.safetensors", "processor_config.json", "tokenizer.json",
        "tokenizer_config.json",
    }  # fmt: skip
    image = Image.new("RGB", (80, 64))
    ball = BriefRegion(region=Region(id="ball", noun="ball", phrase="a ball"), box=Box(0, 0, 1, 1))
    brief = Brief(panel="p01", prompt="", regions=(ball,))
    found = [
        GroundingDino(name).ground(Picture(image, "test", 0), brief, [])
        for name in (DINO, str(hub.models[DINO]))
    ]
    assert found[0] == found[1]


def test_a_model_that_is_there_is_not_pulled_again(hub: LoopbackHub) -> None:
    run(["models", "pull", FLUX])
    hub.asked.clear()

    assert run(["models", "pull", FLUX]) == 0
    assert hub.asked == []


def test_a_download_that_broke_off_goes_on_where_it_stopped(hub: LoopbackHub, capsys: Any) -> None:
    hub.breaks_at[TRANSFORMER] = 12_000_000

    assert run(["models", "pull", FLUX]) == 1
    assert "run the same command again to go on where it stopped" in capsys.readouterr().err

    hub.ill = False
    hub.asked.clear()
    assert run(["models", "pull", FLUX]) == 0
    begin = int((hub.ranges[TRANSFORMER] or "").removeprefix("bytes=").rstrip("-"))
    assert 10_000_000 < begin <= 12_000_000
    assert located(FLUX).digest == located(str(hub.models[FLUX])).digest


def test_a_file_that_arrives_damaged_is_refused_and_thrown_away(
    hub: LoopbackHub, capsys: Any, tmp_path: Path
) -> None:
    hub.corrupt.add(LARGE)

    assert run(["models", "pull", FLUX]) == 1
    assert f"{LARGE} arrived damaged" in capsys.readouterr().err
    assert LARGE not in kept(tmp_path)
    assert not list((tmp_path / "cache").rglob("*.part"))

    hub.corrupt.clear()
    assert run(["models", "pull", FLUX]) == 0


def test_a_small_text_that_arrives_damaged_is_refused_as_well(
    hub: LoopbackHub, capsys: Any
) -> None:
    hub.corrupt.add("transformer/config.json")

    assert run(["models", "pull", FLUX]) == 1
    assert "transformer/config.json arrived damaged" in capsys.readouterr().err


def test_a_set_brings_one_quantisation_and_the_other_parts(
    hub: LoopbackHub, tmp_path: Path, capsys: Any
) -> None:
    assert run(["models", "pull", "flux1-dev-gguf:Q4_K_S"]) == 0

    assert "FLUX.1 dev, quantised in Q4_K_S: about 16.7 GB" in capsys.readouterr().err
    assert TRANSFORMER not in kept(tmp_path)
    assert "transformer/config.json" in kept(tmp_path)
    weights = located("flux1-dev-gguf")
    assert (weights.kind, weights.path.name) == ("gguf", "flux1-dev-Q4_K_S.gguf")
    assert weights.name == "flux1-dev-gguf"


def test_the_quantisation_is_picked_by_the_free_memory_and_said(
    hub: LoopbackHub, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from panelwright_tools.painting.diffusion import device

    card = device.Device("cuda:0", "NVIDIA Card", 24 * 10**9, 9 * 10**9)
    monkeypatch.setattr(device, "devices", lambda: [card])

    assert run(["models", "pull", "flux1-dev-gguf"]) == 0
    said = capsys.readouterr().err
    assert "NVIDIA Card (cuda:0) has 9.0 GB free, which takes Q4_K_S." in said


@pytest.mark.parametrize(("free_gb", "name"), [(16, "Q8_0"), (9, "Q4_K_S"), (1, "Q2_K")])
def test_more_memory_takes_a_better_quantisation(free_gb: float, name: str) -> None:
    assert named_sets()["flux1-dev-gguf"].suited(int(free_gb * 1e9)) == name


def test_a_run_keeps_to_the_file_that_fitted_when_it_began(
    hub: LoopbackHub, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from panelwright_tools.painting.diffusion import device

    for quantisation in ("Q8_0", "Q4_K_S"):
        run(["models", "pull", f"flux1-dev-gguf:{quantisation}"])
    monkeypatch.setattr(device, "devices", lambda: [device.Device("cpu", "CPU", 10**8, 10**8)])
    told: list[str] = []
    with hearing(told.append):
        settings = configured({"painter": "diffusers:flux1-dev-gguf"})

    assert settings.painting.model == "flux1-dev-gguf:Q4_K_S"
    assert len(told) == 1 and "the smallest, Q4_K_S, is taken" in told[0]
    assert configured({"painter": "diffusers:sd15"}).painting.model == "sd15"


def test_one_file_of_a_repository_can_be_pulled(hub: LoopbackHub, tmp_path: Path) -> None:
    assert run(["models", "pull", f"{GGUF}/flux1-dev-Q8_0.gguf"]) == 0

    assert located(f"{GGUF}/flux1-dev-Q8_0.gguf", str(hub.models[FLUX])).family == "flux1"


def test_a_file_that_the_repository_has_not_is_refused_with_those_it_has(
    hub: LoopbackHub, capsys: Any
) -> None:
    assert run(["models", "pull", f"{GGUF}/flux1-dev-Q1_0.gguf"]) == 2
    assert "flux1-dev-Q4_K_S.gguf, flux1-dev-Q8_0.gguf" in capsys.readouterr().err


def test_a_model_for_which_one_must_agree_says_where(hub: LoopbackHub, capsys: Any) -> None:
    hub.gated.add(FLUX)

    assert run(["models", "pull", FLUX]) == 2
    said = capsys.readouterr().err
    assert f"agree at https://huggingface.co/{FLUX}" in said and "HF_TOKEN" in said


def test_a_model_that_the_hub_has_not_is_refused(hub: LoopbackHub, capsys: Any) -> None:
    assert run(["models", "pull", "nobody/nothing"]) == 2
    assert "the hub has no model nobody/nothing" in capsys.readouterr().err


def test_a_repository_that_is_no_model_in_diffusers_layout_says_so(
    hub: LoopbackHub, capsys: Any
) -> None:
    assert run(["models", "pull", GGUF]) == 2
    assert f"{GGUF} is no model in diffusers' layout" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["quatsch", "../../etc", "a/../b", "", "flux1-dev-gguf:Q9_9"])
def test_names_that_mean_nothing_are_refused(hub: LoopbackHub, name: str, capsys: Any) -> None:
    assert run(["models", "pull", name]) == 2
    assert hub.asked == []


def test_a_hub_that_names_files_outside_the_cache_is_not_obeyed(
    hub: LoopbackHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import loopback_hub

    honest = loopback_hub._sibling

    def lying(path: Path, name: str) -> dict[str, object]:
        return honest(path, "vae/../../../escaped.json" if name == "vae/config.json" else name)

    monkeypatch.setattr(loopback_hub, "_sibling", lying)

    assert run(["models", "pull", FLUX]) == 0
    assert not list(tmp_path.rglob("escaped.json"))
    assert not [file for file, _ in hub.asked if "escaped" in file]


def test_without_a_network_it_is_one_sentence(tmp_path: Path) -> None:
    environment = {**os.environ, "HF_HUB_CACHE": str(tmp_path), "HF_HUB_OFFLINE": "0"}
    environment["HF_ENDPOINT"] = "http://127.0.0.1:9"
    command = [sys.executable, "-m", "panelwright", "models", "pull", "sd15"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    assert done.returncode == 1 and done.stdout == ""
    *_, last = done.stderr.strip().splitlines()
    assert last.startswith("agent: the hub can't be reached for stable-diffusion-v1-5/")


def test_offline_mode_is_kept_to(hub: LoopbackHub, monkeypatch: Any, capsys: Any) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)

    assert run(["models", "pull", "sd15"]) == 1
    assert "HF_HUB_OFFLINE is set" in capsys.readouterr().err


def test_a_full_disk_is_said_before_anything_is_fetched(
    hub: LoopbackHub, monkeypatch: Any, capsys: Any
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10**6))

    assert run(["models", "pull", FLUX]) == 1
    assert "GB are free at" in capsys.readouterr().err
    assert hub.asked == []


def test_the_list_tells_sizes_memory_licences_and_what_is_here(
    hub: LoopbackHub, capsys: Any
) -> None:
    run(["models", "pull", "flux1-dev-gguf:Q4_K_S"])
    capsys.readouterr()

    assert run(["models", "list"]) == 0
    told = capsys.readouterr().out
    assert "sdxl: Stable Diffusion XL (stabilityai/stable-diffusion-xl-base-1.0)" in told
    assert "6.9 GB to download; needs 6.1 GB free, 1.2 GB slowly" in told
    assert "in the cache: flux1-dev-Q4_K_S.gguf" in told

    assert run(["models", "list", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["flux1-dev-gguf"]["cached"] == "flux1-dev-Q4_K_S.gguf"
    assert rows["sd15"]["cached"] == ""
    assert rows["flux1-dev"]["licence"].endswith("(agree on its page)")
    assert rows["sdxl"]["use"] == "--painter diffusers:sdxl"


def test_the_list_says_first_that_nobody_ran_the_sets(hub: LoopbackHub, capsys: Any) -> None:
    assert run(["models", "list"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("Known sets:") and "not run here" in first


def test_what_goes_beside_a_model_is_listed_with_its_setting_and_paints_nothing(
    hub: LoopbackHub, capsys: Any
) -> None:
    run(["models", "list"])
    told = capsys.readouterr().out
    assert '  redux = "flux1-redux" under [painting] in agent.toml\n  1.0 GB to download\n' in told
    with pytest.raises(UserError, match='set redux = "flux1-redux" under'):
        located("flux1-redux")


def test_a_set_that_goes_beside_a_model_is_found_by_its_name_once_pulled(
    hub: LoopbackHub, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=r"agent models pull black-forest-labs/FLUX\.1-Redux-dev"):
        redux_folder("flux1-redux")
    redux = saved("flux1-redux", tmp_path)
    hub.models = {**hub.models, "black-forest-labs/FLUX.1-Redux-dev": redux}

    assert run(["models", "pull", "flux1-redux"]) == 0
    assert (redux_folder("flux1-redux") / "image_embedder").is_dir()


def test_the_list_tells_what_looks(hub: LoopbackHub, capsys: Any) -> None:
    assert run(["models", "list"]) == 0
    told = capsys.readouterr().out
    dino, sam = "IDEA-Research/grounding-dino-tiny", "facebook/sam2.1-hiera-small"
    assert (
        f"  --grounder groundingdino:{dino}\n  0.69 GB to download\n  licence: Apache 2.0" in told
    )
    assert f"--segmenter sam:{sam}\n  0.18 GB to download\n  licence: Apache 2.0" in told
    assert "--likeness encoder:facebook/dinov2-base" in told
    plus = told[told.index("ip-adapter-plus-sdxl") :]
    assert "3.4 GB to download; needs 0.85 GB more on the card than the model" in plus


def test_what_is_known_of_a_model_that_looks_names_its_page() -> None:
    for one in named_models().values():
        assert (one.size is None) == (one.licence is None) == (one.read is None)
        flag, tool = one.use.split()
        assert tool in backends.names(cast(Role, flag.removeprefix("--")))


def test_listing_loads_no_torch(tmp_path: Path) -> None:
    code = (
        "import sys; from panelwright.cli.app import run; run(['models', 'list']); "
        "sys.exit(bool({'torch', 'diffusers', 'huggingface_hub'} & set(sys.modules)))"
    )
    environment = {**os.environ, "HF_HUB_CACHE": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True)
    assert done.returncode == 0


def test_every_set_is_of_a_family_and_its_numbers_make_sense() -> None:
    from panelwright_tools.painting.diffusion.recognition import makings

    for one in named_sets().values():
        assert one.family in makings()
        assert "not found" not in one.licence
        if one.option:
            assert one.size > 0 and one.option in PaintingOptions.model_fields
        elif one.file is None:
            assert one.least <= one.quick <= one.whole and one.size > 0
        else:
            sizes = list(one.files.values())
            assert sizes == sorted(sizes, reverse=True) and set(one.counted) <= set(one.files)
            assert one.components in makings()[one.family].homes
