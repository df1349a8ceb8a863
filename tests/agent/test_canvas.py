import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from panelwright.canvas import Painted, painted
from panelwright.cli.app import run
from panelwright.settings import Settings
from panelwright_tools.domain import UserError
from panelwright_tools.prompting.canvas.items import read_canvas

SETTINGS = Settings(quality="fast")
BOAT = {"text": "a watercolour boat", "cell": [1, 1, 3, 3]}
MILL = {"text": "a windmill in watercolour", "cell": [6, 6, 3, 3]}
FOX = {"text": "a fox", "cell": [1, 6, 3, 3]}


def paint(folder: Path, *items: dict[str, Any], **more: Any) -> Painted:
    text = json.dumps({"grid": [10, 10], "items": items})
    return painted(read_canvas(text), folder, SETTINGS.changed(**more))


def pixels(result: Painted) -> Any:
    with Image.open(result.picture) as image:
        return np.asarray(image.convert("RGB"))


def test_requests_become_one_picture_in_which_each_is_seen(tmp_path: Path) -> None:
    result = paint(tmp_path / "c", BOAT, MILL)
    assert (result.requests, result.anew, result.unseen) == (2, True, ())
    assert pixels(result).shape == (768, 768, 3)
    assert json.loads((tmp_path / "c/canvas.json").read_text())["style"] == "watercolour"


def test_a_new_request_changes_no_pixel_far_from_it(tmp_path: Path) -> None:
    before = pixels(paint(tmp_path / "c", BOAT, MILL))
    result = paint(tmp_path / "c", BOAT, MILL, FOX)
    after = pixels(result)
    assert (result.anew, result.changed, result.unseen) == (False, ("a fox",), ())
    changed = (before != after).any(axis=2)
    assert changed.any()
    changed[int(0.55 * 768) : int(0.95 * 768), int(0.05 * 768) : int(0.45 * 768)] = False
    assert not changed.any()


def test_a_request_that_is_gone_is_painted_over(tmp_path: Path) -> None:
    first = pixels(paint(tmp_path / "c", BOAT, MILL))
    paint(tmp_path / "c", BOAT, MILL, FOX)
    result = paint(tmp_path / "c", BOAT, MILL)
    assert result.changed == ("a fox",)
    assert (pixels(result) == first).all()


def test_nothing_is_painted_when_nothing_changed(tmp_path: Path) -> None:
    paint(tmp_path / "c", BOAT, MILL)
    again = paint(tmp_path / "c", MILL, BOAT)
    assert (again.changed, again.anew) == ((), False)
    assert len((tmp_path / "c/store/painted.log").read_text().split()) == 1


def test_another_seed_or_style_paints_the_whole_anew(tmp_path: Path) -> None:
    paint(tmp_path / "c", BOAT, MILL)
    assert paint(tmp_path / "c", BOAT, MILL, seed=5).anew
    styled = json.dumps({"grid": [10, 10], "style": "noir", "items": [BOAT, MILL]})
    assert painted(read_canvas(styled), tmp_path / "c", SETTINGS).anew


def test_a_damaged_folder_is_painted_anew(tmp_path: Path) -> None:
    paint(tmp_path / "c", BOAT)
    (tmp_path / "c/canvas.json").write_text("{")
    assert paint(tmp_path / "c", BOAT, MILL).anew
    for entry in (tmp_path / "c/store").glob("*.png"):
        entry.unlink()
    assert paint(tmp_path / "c", BOAT, MILL, FOX).anew


def test_only_what_the_next_version_needs_is_kept(tmp_path: Path) -> None:
    for number in range(4):
        paint(tmp_path / "c", *({**FOX, "cell": [2 * n, 1, 2, 2]} for n in range(number + 1)))
    assert len(list((tmp_path / "c/store").glob("*.png"))) == 2


def test_a_style_that_the_storyboard_lacks_is_said_and_drawn_in_colour(tmp_path: Path) -> None:
    result = paint(tmp_path / "c", {**BOAT, "text": "a pixel art boat"},
                   {**MILL, "text": "a pixel art mill"})  # fmt: skip
    assert result.notes[0] == "The storyboard painter has no style pixel; it draws in colour."
    asked = json.dumps({"style": "pixel", "items": [BOAT]})
    with pytest.raises(UserError, match="There is no style 'pixel'"):
        painted(read_canvas(asked), tmp_path / "d", SETTINGS)


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match="holds something else; name another folder"):
        paint(tmp_path, BOAT)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_the_command_prints_the_picture_and_tells_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items, folder = tmp_path / "wishes.json", tmp_path / "c"
    items.write_text(json.dumps({"grid": [10, 10], "items": [BOAT, {**FOX, "cell": [20, 1]}]}))
    command = ["canvas", str(items), "-o", str(folder), "--quality", "fast", "--painter", "blocks"]
    assert run(command) == 0
    told = capsys.readouterr()
    assert told.out == f"{folder / 'canvas.png'}\n"
    assert "1 request painted." in told.err
    assert "a fox at 20, 1 lies beside the grid of 10 by 10 cells." in told.err
    items.write_text(json.dumps({"grid": [10, 10], "items": [BOAT, MILL]}))
    assert run([*command, "--json", "-q"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["changed"] == ["a windmill in watercolour"] and answer["requests"] == 2


def test_the_command_prints_the_regional_prompt_of_a_family_and_paints_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = tmp_path / "wishes.json"
    items.write_text(json.dumps({"grid": [10, 10], "items": [BOAT, MILL]}))
    assert run(["canvas", str(items), "--prompt", "flux1"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["prompt"].startswith("Watercolour painting")
    assert [(one["prompt"], one["items"]) for one in answer["regions"]] == [
        ("A windmill.", ["a windmill"]), ("A boat.", ["a boat"]),
    ]  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["wishes.json"]
    assert run(["canvas", str(items), "--prompt", "kandinsky"]) == 2
    assert "there is no family 'kandinsky'" in capsys.readouterr().err


def test_a_models_own_tokenizers_count_when_its_folder_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("transformers", reason="it is in the local extra")
    from trained_tokenizers import clip_tokenizer

    clip_tokenizer().save_pretrained(tmp_path / "model/tokenizer")
    items = tmp_path / "wishes.json"
    horses = [{"text": f"a wooden horse and its rider {n}", "cell": [n % 3, n // 3]}
              for n in range(9)]  # fmt: skip
    items.write_text(json.dumps(horses))
    counted = [str(tmp_path / "model")]
    for flags in ([], ["--tokenizers", *counted]):
        assert run(["canvas", str(items), "--prompt", "sd15", *flags]) == 0
    bounded, exact = map(json.loads, capsys.readouterr().out.splitlines())
    assert len(exact["left_out"]) < len(bounded["left_out"])
    assert run(["canvas", str(items), "--prompt", "sd15", "--tokenizers", str(tmp_path)]) == 2
    assert "has no tokenizers of Stable Diffusion 1.5" in capsys.readouterr().err


def test_the_help_shows_how_an_item_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["canvas", "--help"]) == 0
    assert '"cell": [x, y, w, h]' in " ".join(capsys.readouterr().out.split())


def test_a_missing_file_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["canvas", "nowhere.json"]) == 2
    assert capsys.readouterr().err == "agent: there is no nowhere.json.\n"


def test_the_style_of_the_settings_goes_before_one_that_requests_name(tmp_path: Path) -> None:
    paint(tmp_path / "c", BOAT, MILL, style="noir")
    assert json.loads((tmp_path / "c/canvas.json").read_text())["style"] == "noir"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"\xff\xfe\x00", "is damaged: it is not UTF-8 text"),
        (b"[1]", "item number 1"),
        (b'[{"text": "a fox", "x": 1}]', "item number 1, field y: Field required"),
        (b'{"items": {"text": "a fox"}}', "field items"),
        (b'{"items": [{"text": "a fox", "cell": [0, 0, 1, 1]}], "theme": 3}', "field theme"),
    ],
)
def test_files_that_are_no_canvas_are_refused_in_a_sentence(
    content: bytes, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = tmp_path / "items.json"
    items.write_bytes(content)
    assert run(["canvas", str(items), "-o", str(tmp_path / "c")]) == 2
    told = capsys.readouterr().err
    assert complaint in told and told.count("\n") == 1
    assert not (tmp_path / "c").exists()


def test_a_run_or_a_file_is_no_folder_for_a_canvas(tmp_path: Path) -> None:
    for folder in ("store", "pages"):
        (tmp_path / "run" / folder).mkdir(parents=True)
    (tmp_path / "run/story.json").write_text("{}")
    with pytest.raises(UserError, match="is a run, not a canvas"):
        paint(tmp_path / "run", BOAT)
    with pytest.raises(UserError, match="is a file; name a folder"):
        paint(tmp_path / "run/story.json", BOAT)


def test_the_command_tells_how_far_a_canvas_of_many_requests_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = tmp_path / "items.json"
    items.write_text(json.dumps([{"text": "a red ball", "cell": [n, 0, 1, 1]} for n in range(15)]))
    assert run(["canvas", str(items), "-o", str(tmp_path / "canvas")]) == 0
    assert "30 of 30 steps\n" in capsys.readouterr().err
    assert run(["canvas", str(items), "-o", str(tmp_path / "other"), "--quiet"]) == 0
    assert capsys.readouterr().err == ""
