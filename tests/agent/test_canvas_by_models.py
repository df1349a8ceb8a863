"""A canvas painted by a tiny diffusion model: words in groups, repaints only where it changed."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("diffusers")

from panelwright.canvas import Painted, painted
from panelwright.cli.app import run
from panelwright.settings import Settings
from panelwright_tools.prompting.canvas.items import read_canvas

Models = Callable[[str], Path]
ITEMS = [
    {"text": f"an ink drawing of {what}", "cell": [n % 4 * 2, n // 4 * 2, 2, 2]}
    for n, what in enumerate(("an owl", "a boat", "a mill", "two cats", "a key", "a bed", "a pie",
                              "a hut", "a dog", "a jug", "a fan", "a bus", "a bee", "a cow"))
]  # fmt: skip
FOX: dict[str, Any] = {"text": "a fox", "cell": [6, 6, 1, 1]}


def paint(folder: Path, model: Path, *items: dict[str, Any]) -> Painted:
    settings = Settings.model_validate(
        {"painter": "diffusers", "painting": {"model": str(model), "steps": 2}, "quality": "fast"}
    )
    return painted(read_canvas(json.dumps({"grid": [8, 8], "items": items})), folder, settings)


def pixels(result: Painted) -> Any:
    with Image.open(result.picture) as image:
        return np.asarray(image.convert("RGB"))


@pytest.fixture(scope="module")
def model(tiny_models: Models) -> Path:
    return tiny_models("sdxl")


def test_a_new_request_is_inpainted_and_no_bit_far_from_it_changes(
    tmp_path: Path, model: Path
) -> None:
    before = paint(tmp_path / "c", model, *ITEMS)
    assert before.anew and before.unseen is None
    old = pixels(before)
    after = paint(tmp_path / "c", model, *ITEMS, FOX)
    assert (after.anew, after.changed) == (False, ("a fox",))
    changed = (old != pixels(after)).any(axis=2)
    assert changed.any()
    rows, columns = np.nonzero(changed)
    assert rows.min() >= 0.71 * len(old) and columns.min() >= 0.71 * len(old)


def test_the_report_of_a_model_says_which_requests_had_no_room(tmp_path: Path, model: Path) -> None:
    long = {
        "text": "a train of one hundred and twenty carriages with lamps in their windows " * 3,
        "cell": [1, 1, 1, 1],
    }
    result = paint(tmp_path / "c", model, long)  # a tiny model has a token for every letter
    told = "Told in fewer words in the prompt: "
    assert any(told in note and "a train of one hundred" in note for note in result.notes)
    assert not any(re.search(r"\bi-[0-9a-f]{12}", note) for note in result.notes)


def test_the_command_takes_a_model_for_its_painter(
    tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = tmp_path / "items.json"
    items.write_text(json.dumps(ITEMS[:3]))
    folder = tmp_path / "c"
    command = ["canvas", str(items), "-o", str(folder), "--painter", f"diffusers:{model}"]
    assert run([*command, "--steps", "1", "--quality", "fast", "-q"]) == 0
    assert capsys.readouterr().out == f"{folder / 'canvas.png'}\n"
    assert json.loads((folder / "canvas.json").read_text())["painter"].startswith("diffusers/")
