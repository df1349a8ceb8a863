"""LoRAs that the user gives for characters: looked over, kept in the run, put to the cast."""

import json
from pathlib import Path

import pytest

from panelwright.changing import undone
from panelwright.cli.app import run as agent
from panelwright.loras import read_loras
from panelwright.run import Run, opened
from panelwright.store import Store
from panelwright_tools.domain import UserError
from small_runs import drawn, painted, planned, small_story


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def lora_file(name: str = "mina.safetensors", layer: str = "unet.x.lora_A.weight") -> Path:
    """A file of one small tensor, with such a header as safetensors has."""
    facts = {layer: {"dtype": "F32", "shape": [2, 4], "data_offsets": [0, 32]}}
    header = json.dumps(facts).encode()
    Path(name).write_bytes(len(header).to_bytes(8, "little") + header + bytes(range(32)))
    return Path(name)


def test_a_flag_tells_who_which_how_much_and_by_what_words() -> None:
    lora_file()
    plain, weighed, named = read_loras(
        [
            "Mina=mina.safetensors",
            "Mina=mina.safetensors:0.8",
            f"mina=./mina.safetensors:-0.5:ohwx  woman: red{chr(7)}",
        ]
    )
    assert (plain.name, plain.lora.strength, plain.lora.words) == ("Mina", 1.0, "")
    assert weighed.lora.strength == 0.8
    assert (named.lora.strength, named.lora.words) == (-0.5, "ohwx woman: red")
    assert plain.lora.file == named.lora.file


@pytest.mark.parametrize(
    ("flag", "sentence"),
    [
        ("mina.safetensors", "give a name, a .safetensors file"),
        ("Mina=mina.ckpt", "give a name, a .safetensors file"),
        ("Mina=nowhere.safetensors", "can't read the LoRA nowhere.safetensors: no such file"),
        ("Mina=cut.safetensors", "cut.safetensors is cut short"),
        ("Mina=text.safetensors", "text.safetensors is no safetensors file"),
        ("Mina=other.safetensors", "other.safetensors is no LoRA"),
        ("Mina=mina.safetensors:much", "much is no strength; give a number from -2 to 2"),
        ("Mina=mina.safetensors:7", "can't act at strength 7; give a number from -2 to 2"),
        ("Mina=mina.safetensors:nan", "can't act at strength nan"),
    ],
)
def test_a_bad_lora_is_told_in_one_sentence(flag: str, sentence: str) -> None:
    whole = lora_file()
    Path("cut.safetensors").write_bytes(whole.read_bytes()[:-4])
    Path("text.safetensors").write_text("no tensors at all")
    lora_file("other.safetensors", "model.layer.weight")
    with pytest.raises(UserError, match=sentence):
        read_loras([flag])


def test_a_lora_waits_for_the_cast_and_its_file_is_kept_in_the_run() -> None:
    source = lora_file()
    Path("story.txt").write_text("Mina finds a map. Mina runs home.")
    flag = "MINA=mina.safetensors:0.8:ohwx"
    assert agent(["plan", "story.txt", "-o", "out", "-q", "--lora", flag]) == 0
    run = opened(Path("out"))
    (own,) = run.read_story().character("mina").loras
    assert (own.strength, own.words) == (0.8, "ohwx")
    assert Store(run.store).lora_path(own.file).read_bytes() == source.read_bytes()
    assert not run.waiting_loras.exists()


def test_a_name_that_nobody_has_stops_the_run_before_it_is_painted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lora_file()
    Path("story.txt").write_text("Mina finds a map. Mina runs home.")
    arguments = ["plan-and-draw", "story.txt", "-o", "out", "-q", "--painter", "blocks"]
    assert agent([*arguments, "--lora", "Zoe=mina.safetensors"]) == 2
    assert "the LoRA for 'Zoe' fits nobody; the cast is Mina" in capsys.readouterr().err
    assert painted(opened(Path("out"))) == []


def test_a_character_is_given_one_and_has_it_taken_away() -> None:
    lora_file()
    planned(Path("out"), small_story(1))
    run = opened(Path("out"))
    give = ["edit", "lora", "out", "Mina", "mina.safetensors"]
    assert agent([*give, "--strength", "0.5", "--words", "ohwx"]) == 0
    assert agent([*give, "--strength", "0.7"]) == 0
    assert [lora.strength for lora in run.read_story().cast[0].loras] == [0.7]
    assert undone(run).said == "LoRAs for Mina"
    assert [lora.words for lora in run.read_story().cast[0].loras] == ["ohwx"]
    assert agent(["edit", "lora", "out", "Mina", "--none"]) == 0
    assert run.read_story().cast[0].loras == ()
    assert agent(["edit", "lora", "out", "Mina"]) == 2


def test_other_painters_paint_nothing_again_for_a_lora_and_say_so() -> None:
    lora_file()
    run = planned(Path("run"), small_story(2))
    drawn(run)
    before = painted(run)
    assert agent(["edit", "lora", "run", "Mina", "mina.safetensors"]) == 0
    drawn(run)
    assert painted(run) == before
    assert "the painter takes no LoRAs; those of Mina rest" in run.events.read_text("utf-8")


def test_a_lora_whose_file_is_gone_is_told_before_anything_is_painted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lora_file()
    run = planned(Path("run"), small_story(1))
    assert agent(["edit", "lora", "run", "Mina", "mina.safetensors"]) == 0
    (own,) = run.read_story().cast[0].loras
    path = Store(run.store).lora_path(own.file)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert agent(["draw", "run", "-q", "-j", "1"]) == 2
    assert f"the LoRA {own.file} of Mina is not in" in capsys.readouterr().err
    assert painted(run) == []


def test_a_lora_in_a_story_never_becomes_a_path() -> None:
    run = planned(Path("run"), small_story(1))
    facts = json.loads(run.story.read_text("utf-8"))
    facts["cast"][0]["loras"] = [{"file": "../../mina"}]
    run.story.write_text(json.dumps(facts))
    with pytest.raises(UserError, match="loras"):
        Run(run.folder).read_story()
