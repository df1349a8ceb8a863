import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from panelwright.cli.app import run
from panelwright.run import opened
from small_runs import drawn, small_story


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("agent.toml").write_text('painter = "blocks"\nquality = "fast"\njobs = 1\n')


def stories() -> dict[str, Any]:
    turn = {"caption": "A fox waits.", "objects": [["a fox", [130, 256, 256, 129], 1]],
            "background": "An orchard", "negative": "None", "mood": "calm"}  # fmt: skip
    return {
        "dialogue 1": {"characters": ["fox"], "scene": ["orchard"], "turn 1": turn},
        "dialogue 2": {"turn 1": {**turn, "caption": "It runs."}, "turn 2": turn, "seed": 4},
    }


def test_a_story_is_drawn_and_goes_back_into_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("demo.json").write_text(json.dumps(stories()))
    assert run(["import", "demo.json", "-o", "out", "--story", "dialogue 2"]) == 0
    assert capsys.readouterr() == ("out\n", "")
    drawn(opened(Path("out")))
    assert run(["export", "out", "--to", "autostudio"]) == 0
    assert json.loads(Path("out/autostudio.json").read_text("utf-8")) == stories()


def test_descriptions_become_looks_and_go_back_as_they_were() -> None:
    objects = [["woman, red raincoat, short black hair", [120, 180, 300, 560], "1"],
               ["goat, white, curious", [600, 430, 280, 310], "2"]]  # fmt: skip
    data = {"lighthouse": {"turn 1": {"objects": objects, "caption": "", "background": "stairs",
                                      "negative": "None"}}}  # fmt: skip
    Path("demo.json").write_text(json.dumps(data))
    assert run(["import", "demo.json", "-o", "out"]) == 0
    woman, goat = opened(Path("out")).read_story().cast
    assert [(one.name, one.colour) for one in woman.look.clothes] == [("raincoat", "red")]
    assert (woman.look.hair.style, woman.look.hair.colour) == ("short", "black")
    assert (woman.look.gender, goat.look.species, goat.look.colour) == (
        "feminine", "goat", "white",
    )  # fmt: skip
    drawn(opened(Path("out")))
    assert run(["export", "out", "--to", "autostudio"]) == 0
    assert json.loads(Path("out/autostudio.json").read_text("utf-8")) == data


def test_of_several_stories_the_first_is_taken_and_the_others_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("demo.json").write_text(json.dumps(stories()))
    assert run(["import", "demo.json", "-o", "out"]) == 0
    assert "there are also dialogue 2, by --story" in capsys.readouterr().err
    assert opened(Path("out")).read_story().title == "dialogue 1"
    assert run(["import", "demo.json", "-o", "other", "--story", "x"]) == 2
    assert "it has dialogue 1, dialogue 2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "A red-haired girl called Mina finds a map."),
        ("a.md", "# The map\n\nA red-haired girl called Mina finds a map."),
        ("a.fountain", "INT. KITCHEN - NIGHT\n\nMina finds a map.\n\nMINA\nA map!\n"),
    ],
)
def test_a_story_in_words_is_planned(
    name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_text(text)
    assert run(["import", name, "-o", "out"]) == 0
    assert capsys.readouterr().out == "out\n"
    story = opened(Path("out")).read_story()
    assert [one.name for one in story.cast if one.name == "Mina"]
    assert Path("out/synopsis.txt").read_text() == text.rstrip() + "\n"


def test_a_story_of_vistorybench_brings_the_pictures_beside_it(tmp_path: Path) -> None:
    data = {"Characters": {"Nell": {"name_en": "Nell", "prompt_en": "A young woman with red hair "
                                    "in a green coat."},
                           "../..": {"name_en": "Spy", "prompt_en": "A man."}},
            "Shots": [{"Characters Appearing": {"en": ["Nell"]},
                       "Plot Correspondence": {"en": "Nell rows."}}]}  # fmt: skip
    folder = Path("07/image/Nell")
    folder.mkdir(parents=True)
    Path("07/story.json").write_text(json.dumps(data))
    Image.new("RGB", (64, 64), "red").save(folder / "00.png")
    Image.new("RGB", (64, 64), "blue").save(tmp_path / "secret.png")
    (folder / "01.png").symlink_to(tmp_path / "secret.png")
    assert run(["import", "07/story.json", "-o", "out"]) == 0
    found = opened(Path("out"))
    story = found.read_story()
    assert story.title == "07"
    (nell, _) = story.cast
    assert (nell.look.hair.colour, nell.look.clothes[0].colour) == ("red", "green")
    assert nell.phrase == "A young woman with red hair in a green coat"
    assert json.loads(found.imported.read_text("utf-8"))["file"] == data
    waiting = json.loads(found.waiting_references.read_text())
    assert [name for name, _ in waiting] == ["c1"]


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("story.json", b" " * 50_000_000)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "not a text file"),
        (b"PK\x03\x04" + b"\0" * 40, "not a text file"),
        (b'{"Shots": [{]', "not valid JSON"),
        (b"[1, 2]", "must hold one JSON object"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"panels": []}', "field"),
        (b'{"Shots": [{"Characters Appearing": 3}], "Characters": {}}', "ViStoryBench"),
        (b'{"manifest": 1}', "agent draw story.json"),
        (b"", "empty"),
    ],
)
def test_the_right_name_with_the_wrong_content_is_one_sentence(
    content: bytes, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("story.json").write_bytes(content)
    assert run(["import", "story.json", "-o", "out"]) == 2
    told = capsys.readouterr().err
    assert named in told and told.count("\n") == 1
    assert not Path("out").exists()


def test_archives_are_not_opened_and_huge_files_not_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bomb(Path("story.zip"))
    assert run(["import", "story.zip"]) == 2
    assert "not a text file" in capsys.readouterr().err
    with Path("story.json").open("wb") as file:
        file.truncate(60_000_000_000)
    assert run(["import", "story.json"]) == 2
    assert "larger than 50 MB" in capsys.readouterr().err


def test_a_story_json_comes_in_as_it_is() -> None:
    from panelwright_tools.domain.reading import write_story

    Path("plan.json").write_text(write_story(small_story()), encoding="utf-8-sig")
    assert run(["import", "plan.json", "-o", "out"]) == 0
    assert opened(Path("out")).read_story() == small_story()
