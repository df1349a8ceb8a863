import json
import os
from pathlib import Path
from typing import IO, Any

import pytest

from panelwright.cli.app import run
from panelwright.lock import locked
from panelwright.run import opened
from panelwright.settings import Settings
from panelwright_tools.asking.prices import Price
from small_runs import drawn, painted, planned, small_story

STORY = "Mina finds an old map in the garden. “It glows!” says Mina. She runs home."


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in list(os.environ):
        if name.startswith("PANELWRIGHT_"):
            monkeypatch.delenv(name)


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """What went to standard error: one line, in the words of a sentence."""
    captured = capsys.readouterr()
    assert captured.out == ""
    [line] = captured.err.splitlines()
    assert line.startswith("agent: ") and line.endswith(".")
    return line


def test_the_last_line_says_where_the_book_is(capsys: pytest.CaptureFixture[str]) -> None:
    Path("the map.txt").write_text(STORY)
    assert run(["plan-and-draw", "the map.txt", "--painter", "blocks", "-j", "1"]) == 0
    captured = capsys.readouterr()
    folder = Path(captured.out.splitlines()[-1])
    assert folder.parent == Path("comics") and folder.name.startswith("the-map-")
    assert (folder / "book.pdf").is_file()
    assert "planned" in captured.err and "accepted" in captured.err


def test_a_line_says_why_there_are_fewer_panels(capsys: pytest.CaptureFixture[str]) -> None:
    Path("story.txt").write_text("A cat sleeps.")
    assert run(["plan", "story.txt", "--panels", "9"]) == 0
    assert "note: 9 panels were asked for" in capsys.readouterr().err


def test_json_is_one_line_with_everything(capsys: pytest.CaptureFixture[str]) -> None:
    Path("story.txt").write_text(STORY)
    arguments = ["plan-and-draw", "story.txt", "-o", "out", "--painter", "blocks", "--json", "-q"]
    assert run([*arguments, "-j", "1"]) == 0
    captured = capsys.readouterr()
    result = json.loads(captured.out)
    assert (result["run"], result["state"], captured.err) == ("out", "done", "")
    assert {panel["status"] for panel in result["panels"]} <= {"accepted", "flagged"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(["plan-and-draw", "nope.txt"], "there is no file nope.txt"),
     (["plan-and-draw", "empty.txt"], "empty.txt is empty"),
     (["plan-and-draw", "story.txt", "--panels", "0"], "--panels 0 won't do"),
     (["plan-and-draw", "story.txt", "--panels", "100000"], "--panels 100000 won't do"),
     (["plan-and-draw", "story.txt", "--panels", "many"], "invalid value for '--panels'"),
     (["plan-and-draw", "story.txt", "--quality", "best"], "--quality best won't do"),
     (["plan-and-draw", "story.txt", "--style", "cubist"], "there is no style 'cubist'"),
     (["plan-and-draw", "story.txt", "--jobs", "-2"], "invalid value for '--jobs'"),
     (["plan-and-draw", "story.txt", "--steps", "0"], "--steps 0 won't do"),
    (["plan-and-draw", "story.txt", "--device", "tpu"], "should be cuda, cuda:1, mps, xpu or cpu"),
    (["plan-and-draw", "story.txt", "--planner", "a!"], "should be a name of small letters"),
     (["plan-and-draw", "story.txt", "--device", "tpu"], "--device tpu won't do"),
     (["plan-and-draw", "story.txt", "--steps", "9"], "--steps goes with a painter"),
     (["plan-and-draw", "story.txt", "--painter", "crayon"], "there is no painter 'crayon'"),
     (["plan-and-draw", "story.txt", "--profile", "mine"], "no profile 'mine'; there are"),
     (["plan-and-draw", "story.txt", "-o", "full"], "full is not empty"),
     (["plan-and-draw"], "missing argument"),
     (["plan", "story.txt", "--colour"], "no such option: --colour"),
     (["paint"], "Did you mean 'plan', 'portrait'? See `agent --help`"),
     (["resume", "nope"], "there is no run folder nope"),
     (["resume", "story.txt"], "story.txt is a file; name the run folder"),
     (["draw", "full"], "full is no run folder"),
     (["draw", "nope"], "there is no run folder or story.json nope"),
     (["draw", "broken.json"], "broken.json: panel p01, field shoot"),
     (["layout"], "give either a prompt or --lines")],
)  # fmt: skip
def test_wrong_input_is_one_sentence_and_code_2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("story.txt").write_text(STORY)
    Path("empty.txt").write_text("")
    Path("full").mkdir()
    Path("full/thesis.txt").write_text("years of work")
    Path("broken.json").write_text('{"title": "T", "panels": [{"id": "p01", "shoot": 1}]}')
    assert run(arguments) == 2
    assert sentence in complaint(capsys)
    assert not Path("comics").exists()


def test_the_lift_critic_wants_a_model(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("torch", reason="torch is not installed: it is in the extra local")
    Path("story.txt").write_text(STORY)
    assert run(["plan-and-draw", "story.txt", "--critic", "complift"]) == 2
    assert "--critic complift:MODEL" in complaint(capsys)


def test_settings_come_from_flag_environment_and_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("story.txt").write_text(STORY)
    Path("agent.toml").write_text('painter = "blocks"\nstyle = "noir"\nattempts = 2\n')
    monkeypatch.setenv("PANELWRIGHT_ATTEMPTS", "3")
    monkeypatch.setenv("PANELWRIGHT_THRESHOLDS__LIFT", "0.5")
    assert run(["plan", "story.txt", "-o", "out", "--style", "ink", "-q"]) == 0
    manifest = Path("out/run.toml").read_text()
    for line in ('painter = "blocks"', 'style = "ink"', "attempts = 3", "lift = 0.5"):
        assert line in manifest


def test_a_price_of_ones_own_is_kept_with_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("story.txt").write_text(STORY)
    Path("agent.toml").write_text('[prices."org/my.model:8b"]\ninput = 0.5\noutput = 2\n')
    assert run(["plan", "story.txt", "-o", "out", "-q"]) == 0
    kept = opened(Path("out")).settings().prices
    assert kept == {"org/my.model:8b": Price(input=0.5, output=2)}


@pytest.mark.parametrize(
    ("text", "variable", "sentence"),
    [("paintre = 'blocks'", None, "agent.toml"), ("style = [", None, "not valid TOML"),
     ("[prices.mine]\ninput = -1\noutput = 2", None, "field prices.mine.input"),
     ("style = 'cubist'", None, "there is no style 'cubist'"),
     ("", "PANELWRIGHT_SEED", "agent: PANELWRIGHT_* in the environment: field seed"),
     ("", "PANELWRIGHT_PAINTRE", "PANELWRIGHT_PAINTRE means nothing")],
)  # fmt: skip
def test_a_typo_in_the_settings_is_named(
    text: str,
    variable: str | None,
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("story.txt").write_text(STORY)
    if text:
        Path("agent.toml").write_text(text)
    if variable is not None:
        monkeypatch.setenv(variable, "x")
    assert run(["plan", "story.txt"]) == 2
    assert sentence in complaint(capsys)


def test_settings_that_are_no_text_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("story.txt").write_text(STORY)
    Path("agent.toml").write_bytes(b"style = '\xff'")
    assert run(["plan", "story.txt"]) == 2
    assert "not UTF-8" in complaint(capsys)


@pytest.mark.parametrize(
    ("flag", "value"), [("--quality", "best"), ("--painter", "crayon"), ("--style", "cubist")]
)
def test_a_wrong_flag_leaves_a_run_as_it_was(
    flag: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = planned(Path("out"), small_story(1), Settings(jobs=1)).folder
    before = (folder / "run.toml").read_bytes()
    assert run(["draw", "out", flag, value]) == 2
    assert value in complaint(capsys)
    assert (folder / "run.toml").read_bytes() == before


def test_a_run_in_use_keeps_its_settings(capsys: pytest.CaptureFixture[str]) -> None:
    found = planned(Path("out"), small_story(1), Settings(jobs=1))
    before = found.manifest.read_bytes()
    with locked(found.lock):
        assert run(["draw", "out", "--style", "noir"]) == 2
    assert "out is in use by process" in complaint(capsys)
    assert found.manifest.read_bytes() == before


def test_an_unknown_style_of_a_plan_is_refused_before_painting(
    capsys: pytest.CaptureFixture[str],
) -> None:
    story = small_story(1).model_copy(update={"style": "cubist"})
    run_of_story = planned(Path("out"), story, Settings(jobs=1))
    assert run(["draw", "out", "-q"]) == 2
    assert "there is no style 'cubist'" in complaint(capsys)
    assert painted(run_of_story) == []


def test_a_run_without_its_manifest_is_drawn_with_the_usual_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PANELWRIGHT_PAINTER", "blocks")
    found = planned(Path("out"), small_story(1))
    found.manifest.unlink()
    assert run(["draw", "out", "-q", "-j", "1"]) == 0
    assert found.settings().painter == "blocks"


def test_damaged_counts_of_redrawings_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    planned(Path("out"), small_story(1)).manifest.write_text('[redrawn]\np01 = "q"\n')
    assert run(["draw", "out"]) == 2
    assert "run.toml: field redrawn" in complaint(capsys)


def test_a_wish_that_is_not_understood_is_answered_in_the_first_person(
    capsys: pytest.CaptureFixture[str],
) -> None:
    planned(Path("out"), small_story(1))
    assert run(["redraw", "out", "-p", "1", "--say", "xyzzy"]) == 2
    assert complaint(capsys).startswith("agent: I don't understand")


def test_a_new_name_is_made_fit_to_print(capsys: pytest.CaptureFixture[str]) -> None:
    found = planned(Path("out"), small_story(1))
    name = found.read_story().cast[0].name
    assert run(["edit", "rename", "out", name, "Zo\x1b[31mra\x00"]) == 0
    assert found.read_story().cast[0].name == "Zo[31mra"
    assert "\x1b" not in capsys.readouterr().out
    assert run(["edit", "rename", "out", "Zo[31mra", "\x1b"]) == 2
    assert "a new name needs 1 to 200 characters" in complaint(capsys)


def test_strict_ends_with_3_when_a_panel_is_flagged(capsys: pytest.CaptureFixture[str]) -> None:
    story = small_story(1)
    panel = story.panels[0].model_copy(update={"avoid": ("girls",)})
    run_ = planned(Path("out"), story.model_copy(update={"panels": (panel,)}))
    assert run(["draw", str(run_.folder), "--attempts", "1", "--strict"]) == 3
    assert "1 panel flagged" in capsys.readouterr().err
    assert run(["draw", str(run_.folder), "--attempts", "1"]) == 0


def test_a_plan_that_waits_is_approved_by_resume(capsys: pytest.CaptureFixture[str]) -> None:
    Path("story.txt").write_text(STORY)
    arguments = ["plan-and-draw", "story.txt", "-o", "out", "--painter", "blocks", "--approve"]
    assert run(arguments) == 0
    assert "agent resume out" in capsys.readouterr().err
    assert not Path("out/store/painted.log").exists()
    assert run(["resume", "out", "-q", "-j", "1"]) == 0
    assert Path("out/book.pdf").is_file()


def test_one_panel_is_redrawn_and_the_others_stay(capsys: pytest.CaptureFixture[str]) -> None:
    run_ = planned(Path("out"))
    drawn(run_)
    others = {name: run_.panel_picture(name).read_bytes() for name in ("p01", "p03")}
    old, count = run_.panel_picture("p02").read_bytes(), len(painted(run_))
    assert run(["redraw", "out", "--panel", "2", "-q"]) == 0
    assert run_.panel_picture("p02").read_bytes() != old
    assert len(painted(run_)) == count + 1
    assert {name: run_.panel_picture(name).read_bytes() for name in others} == others


def test_a_wish_edits_the_plan_of_one_panel(capsys: pytest.CaptureFixture[str]) -> None:
    run_ = planned(Path("out"))
    assert run(["redraw", "out", "--panel", "p02", "--say", "at night", "-q"]) == 0
    assert [panel.time.value for panel in run_.read_story().panels] == ["day", "night", "day"]


def test_a_character_is_renamed_and_a_balloon_reassigned() -> None:
    run_ = planned(Path("out"))
    assert run(["edit", "rename", "out", "Mina", "Zoe"]) == 0
    assert run(["edit", "speaker", "out", "1", "1", "nobody"]) == 0
    story = run_.read_story()
    assert story.cast[0].name == "Zoe"
    assert story.panels[0].speech[0].speaker is None


def test_an_unknown_panel_or_character_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    planned(Path("out"))
    assert run(["redraw", "out", "--panel", "9"]) == 2
    assert "there is no panel 9; there are 1 to 3" in complaint(capsys)
    assert run(["edit", "rename", "out", "Tom", "Zoe"]) == 2
    assert "its cast is Mina" in complaint(capsys)


def test_layout_prints_a_line_of_json_a_prompt(capsys: pytest.CaptureFixture[str]) -> None:
    Path("prompts.txt").write_text("a red ball left of a bench\n\ntwo dogs\n")
    assert run(["layout", "--lines", "prompts.txt"]) == 0
    one, two = map(json.loads, capsys.readouterr().out.splitlines())
    assert {region["noun"] for region in one["regions"]} == {"ball", "bench"}
    assert len(two["regions"]) == 2


def test_the_schema_and_the_graphs_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Story"
    assert run(["graph"]) == 0
    assert capsys.readouterr().out.count("graph TD") == 2


def test_the_doctor_finds_this_installation_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)
    assert {finding["what"] for finding in findings} >= {"python", "painter storyboard", "settings"}


def test_a_full_disk_is_one_sentence_and_code_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    really_open = Path.open

    def full(self: Path, mode: str = "r", *rest: Any, **more: Any) -> IO[Any]:
        if "w" in mode:
            raise OSError(28, "No space left on device")
        return really_open(self, mode, *rest, **more)

    run_ = planned(Path("out"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full)
        assert run(["draw", str(run_.folder), "-q", "-j", "1"]) == 1
    assert "no space left on device" in complaint(capsys)
    assert run_.read_story() == small_story()
    assert not list(run_.folder.rglob("*.tmp"))


def test_a_finished_run_is_exported(capsys: pytest.CaptureFixture[str]) -> None:
    drawn(planned(Path("out")))
    formats = "png,pdf,cbz,epub,webtoon,html,ora,autostudio,manifest"
    assert run(["export", "out", "--to", formats, "-o", "elsewhere"]) == 0
    files = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert {path.suffix for path in files} == {
        ".png", ".pdf", ".cbz", ".epub", ".html", ".ora", ".json",
    }  # fmt: skip
    assert all(path.is_file() and path.is_relative_to("elsewhere") for path in files)
    assert run(["import", "elsewhere/autostudio.json", "-o", "again"]) == 0
    again = opened(Path("again")).read_story()
    assert [len(panel.regions) for panel in again.panels] == [2, 2, 2]


@pytest.mark.parametrize("name", ["p01.png", "p01.letters.json"])
def test_a_damaged_picture_is_not_exported_but_mended_by_drawing(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run_ = planned(Path("out"))
    drawn(run_)
    (run_.folder / "panels" / name).write_bytes(b"{")
    assert run(["export", "out", "--to", "pdf"]) == 2
    assert "damaged; run `agent draw out`" in complaint(capsys)
    assert run(["draw", "out", "-q", "-j", "1"]) == 0
    assert run(["export", "out", "--to", "pdf"]) == 0


def test_an_unknown_format_or_an_undrawn_run_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    planned(Path("out"))
    assert run(["export", "out", "--to", "docx"]) == 2
    assert "there is no format docx; there are png, pdf" in complaint(capsys)
    assert run(["export", "out"]) == 2
    assert "panel p01 is not drawn yet" in complaint(capsys)


def test_help_flows_at_any_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for command, told in (
        (["mcp"], "output; or,\n with --http, over HTTP"),
        (["edit", "crops"], "measured.\n Those that joined before are replaced; the panel"),
    ):
        assert run([*command, "--help"]) == 0
        out = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines())
        assert told in out
