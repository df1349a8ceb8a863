"""The detector's training learns, and goes on after a break as if there had been none."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

from miniature import detector_training  # noqa: E402
from miniature.detector_scenes import shown  # noqa: E402
from miniature.detector_training import MODEL, Training, loss_of, vae_of, worn  # noqa: E402
from miniature.tables import table  # noqa: E402


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    few = {**table("detector"), "batch": 4}
    tables = {"detector": few, "scenes": table("scenes")}
    monkeypatch.setattr(detector_training, "table", tables.__getitem__)


def test_training_resumes_to_the_same_weights_as_without_a_break(tmp_path: Path) -> None:
    vae = vae_of(MODEL)
    whole, broken, resumed = (Training(4, vae) for _ in range(3))
    for _ in range(4):
        whole.step()
    for _ in range(2):
        broken.step()
    broken.save(tmp_path / "training.pt")
    broken.step()  # what was not saved is lost
    resumed.resume(tmp_path / "training.pt")
    while resumed.done < 4:
        resumed.step()
    weights = resumed.detector.state_dict()
    assert all(torch.equal(value, weights[n]) for n, value in whole.detector.state_dict().items())


def test_steps_bring_it_nearer_to_the_truth() -> None:
    training, chance = Training(30, vae_of(MODEL)), np.random.default_rng(8)
    batch = [shown(chance) for _ in range(8)]
    pictures = worn([one.picture for one in batch], training.vae, chance)
    before = loss_of(training.detector, pictures, batch).item()
    for _ in range(30):
        training.step()
    assert loss_of(training.detector, pictures, batch).item() < 0.8 * before
