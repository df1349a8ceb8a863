"""Training goes on after a break as if there had been none, and what it writes can be loaded."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

from miniature import autoencoding, checkpoints, denoising, train  # noqa: E402
from miniature.dataset import Part, latents, pictures  # noqa: E402
from miniature.networks import untrained  # noqa: E402

PART = Part((32, 32), 12, 1.0)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(denoising, "table", lambda _: {"training": SMALL})
    monkeypatch.setattr(train, "texts", lambda: ["a red fox and a blue car"] * 4)


SMALL = {
    **{"batch": 2, "rate": 1e-3, "warm_up": 2, "steady": 0.5},
    **{"last": 0.1, "clip": 1.0, "average": 0.9, "most_ratio": 5.0},
}


def training(folder: Path) -> denoising.Training:
    networks = untrained(train.texts(), 1)
    kept = latents(PART, 3, folder, lambda seen: autoencoding.encoded(networks.vae, seen))
    return denoising.Training(networks, denoising.Lesson([(PART, kept)], 3, 4), 4)


def test_training_resumes_to_the_same_weights_as_without_a_break(tmp_path: Path) -> None:
    whole = training(tmp_path)
    for _ in range(4):
        whole.step()
    broken = training(tmp_path)
    for _ in range(2):
        broken.step()
    broken.save(tmp_path / "training.pt")
    broken.step()  # what was not saved is lost
    resumed = training(tmp_path)
    assert resumed.resume(tmp_path / "training.pt")
    while resumed.progress.steps < 4:
        resumed.step()
    assert resumed.progress.losses == whole.progress.losses
    for name, value in whole.average.items():
        assert torch.equal(value, resumed.average[name]), name


def test_training_changes_unet_and_text_encoder(tmp_path: Path) -> None:
    one = training(tmp_path)
    before = {name: value.clone() for name, value in one.trained.state_dict().items()}
    one.step()
    changed = {
        name.split(".")[0]
        for name, value in one.trained.state_dict().items()
        if not torch.equal(value, before[name])
    }
    assert changed == {"unet", "text"}


def test_the_autoencoder_resumes_too(tmp_path: Path) -> None:
    shown = pictures(PART, 3, tmp_path)
    whole, broken = untrained(train.texts(), 1).vae, untrained(train.texts(), 1).vae
    again = untrained(train.texts(), 1).vae
    lines: list[str] = []
    autoencoding.trained(whole, shown, 2, tmp_path / "whole.pt", lines.append)
    state = checkpoints.load(tmp_path / "whole.pt")
    assert state is not None and state["steps"] == 2
    autoencoding.trained(again, shown, 2, tmp_path / "whole.pt", lines.append)
    assert not torch.equal(broken.decoder.conv_out.weight, whole.decoder.conv_out.weight)
    assert torch.equal(again.decoder.conv_out.weight, whole.decoder.conv_out.weight)
    assert again.config.scaling_factor == whole.config.scaling_factor != 0.18215


def test_a_half_written_file_is_not_taken_for_data(tmp_path: Path) -> None:
    first = np.array(pictures(PART, 3, tmp_path))
    (tmp_path / "pictures-32x32.npy").rename(tmp_path / "pictures-32x32.partial")
    assert np.array_equal(pictures(PART, 3, tmp_path), first)


def test_what_is_written_is_a_stable_diffusion_that_our_loader_takes(tmp_path: Path) -> None:
    from panelwright_tools.painting.diffusion.weights import located

    one = training(tmp_path)
    one.step()
    train.write(one, tmp_path / "model")
    assert located(str(tmp_path / "model")).family == "sd15"
