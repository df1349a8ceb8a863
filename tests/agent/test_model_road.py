"""The whole road to a book with a language model as planner, in process and behind a server."""

import json
from pathlib import Path

import pytest

from faults import Fault
from faulty_server import KEY, MODEL, Asked, FaultyServer
from panelwright.cli.app import run as agent
from panelwright.planning.llm.drafts import FindingDraft, FindingsDraft
from panelwright_tools.domain import Story, TimeOfDay
from scripted_plan import ScriptedPlan
from tiny_gguf import write_tiny_gguf

EXAMPLE = Path(__file__).parents[2] / "examples" / "the-map-in-the-rain.txt"
STORY = "A girl called Mina finds a map in the rain. “It glows!” says Mina. She runs home with it."
_FAST = ("--painter", "blocks", "--quality", "fast", "-j", "1")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def story_in(folder: str) -> Story:
    return Story.model_validate_json((Path(folder) / "story.json").read_text("utf-8"))


def test_a_server_plans_a_book_and_the_key_is_nowhere_in_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = ScriptedPlan(EXAMPLE.read_text("utf-8"))
    with FaultyServer(good=plan, key=KEY) as server:
        reached = ("--planner", "openai", "--base-url", server.base_url, "--model", MODEL)
        assert agent(["plan-and-draw", str(EXAMPLE), "-o", "run", *reached, *_FAST]) == 0
        assert "planning: stage 0/8" in capsys.readouterr().err
        calls = len(server.asked)
        assert agent(["plan-and-draw", str(EXAMPLE), "-o", "other", *reached, "-q", *_FAST]) == 0
    story = story_in("run")
    assert story.planner == f"llm/1 (openai:{MODEL})" and not story.sources
    assert [p.place for p in story.panels] == [p.place for p in plan.story.panels]
    assert Path("run/book.pdf").is_file() and Path("run/book.cbz").is_file()
    assert calls == 13 and story == story_in("other")
    files = [path for path in Path("run").rglob("*") if path.is_file()]
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


def test_a_model_of_random_weights_in_this_process_plans_a_book() -> None:
    pytest.importorskip("llama_cpp", reason="llama.cpp is not installed: it is in the extra llama")
    write_tiny_gguf(Path("tiny.gguf"))
    Path("story.txt").write_text(STORY)
    assert agent(["plan-and-draw", "story.txt", "-o", "run", "--planner", "llama:tiny.gguf",
                  "--panels", "2", "-q", *_FAST]) == 0  # fmt: skip
    story = story_in("run")
    assert story.planner == "llm/1 (llama:tiny.gguf)"
    assert [s.text for panel in story.panels for s in panel.speech].count("It glows!") == 1
    assert Path("run/book.pdf").is_file()


def test_what_the_critic_finds_is_mended_in_the_plan_or_listed_in_its_notes() -> None:
    Path("story.txt").write_text(STORY)
    plan = ScriptedPlan(STORY)
    found = FindingsDraft(
        findings=[
            FindingDraft(panel=1, problem="It was dawn before.", change="at dawn"),
            FindingDraft(panel=1, problem="Mina can't know the map yet.", change="rewrite it"),
        ]
    )

    def answer(asked: Asked) -> str:
        critic = asked.schema_name == "FindingsDraft"
        return found.model_dump_json() if critic else plan(asked)

    with FaultyServer(good=answer) as server:
        reached = ("--planner", f"openai:{MODEL}", "--base-url", server.base_url)
        assert agent(["plan", "story.txt", "-o", "run", "-q", *reached]) == 0
    story = story_in("run")
    assert plan.story.panels[0].time is not story.panels[0].time is TimeOfDay.DAWN
    assert "Changed after the check: Panel 1, at dawn: It was dawn before." in story.notes
    assert "Panel 1: Mina can't know the map yet." in story.notes


def test_a_run_that_a_server_broke_off_is_resumed_with_its_own_settings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("story.txt").write_text(STORY)
    refused = Fault(status=401, code="invalid_api_key", message="Incorrect API key provided")
    with FaultyServer([Fault(), Fault(), refused], good=ScriptedPlan(STORY)) as server:
        reached = ("--planner", f"openai:{MODEL}", "--base-url", server.base_url)
        assert agent(["plan", "story.txt", "-o", "run", "-q", *reached]) == 1
        [line] = capsys.readouterr().err.splitlines()
        assert "key" in line and not Path("run/story.json").exists()
        assert agent(["resume", "run", "-q", "-j", "1"]) == 0
        names = [asked.schema_name for asked in server.asked]
    assert names.count("FactsDraft") == names.count("BeatsDraft") == 1
    assert story_in("run").planner == f"llm/1 (openai:{MODEL})"


def test_the_events_of_a_run_tell_how_far_planning_is() -> None:
    Path("story.txt").write_text(STORY)
    with FaultyServer(good=ScriptedPlan(STORY)) as server:
        reached = ("--planner", f"openai:{MODEL}", "--base-url", server.base_url)
        assert agent(["plan", "story.txt", "-o", "run", "-q", *reached]) == 0
    lines = Path("run/events.jsonl").read_text("utf-8").splitlines()
    steps = [event["step"] for event in map(json.loads, lines) if event["event"] == "planning"]
    assert list(dict.fromkeys(steps)) == ["read", "break down", "stage", "write", "check"]
