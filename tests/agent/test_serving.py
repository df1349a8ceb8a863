"""The graph that langgraph.json names, loaded and run as LangGraph's own server does it."""

import asyncio
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.pregel import Pregel
from langgraph.types import Command

from panelwright.checkpoints import plain_values
from panelwright.run import opened
from panelwright_tools.domain import UserError
from small_runs import painted

ROOT = Path(__file__).parents[2]
SYNOPSIS = "A red-haired girl called Mina finds a map in the rain. It glows."
ASKED = {"synopsis": SYNOPSIS, "panels": 2, "seed": 3}
CONFIG: Any = {"configurable": {"thread_id": "a thread"}}


@pytest.fixture(autouse=True)
def server_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    Path("agent.toml").write_text('painter = "blocks"\nquality = "fast"\njobs = 1\n')


@pytest.fixture
def graph() -> Iterator[Any]:
    """As the server has it: from its file's path, by its factory, with the server's checkpoints."""
    spec = json.loads((ROOT / "langgraph.json").read_text())["graphs"]["panelwright"]["path"]
    path, _, factory = spec.partition(":")
    assert path.startswith("./")
    name = path.replace("/", "__").replace(".py", "").lstrip(".")
    found = importlib.util.spec_from_file_location(name, ROOT / path)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module
    found.loader.exec_module(module)
    made = module.__dict__[factory]()
    assert isinstance(made, Pregel) and made.checkpointer is None
    yield made.copy(update={"checkpointer": InMemorySaver(serde=plain_values())})
    del sys.modules[name]


def kept(graph: Any) -> dict[str, Any]:
    """What the server's checkpoints hold of the thread."""
    values: dict[str, Any] = graph.get_state(CONFIG).values
    return values


def test_a_story_of_two_panels_is_made(graph: Any) -> None:
    made = asyncio.run(graph.ainvoke(ASKED, CONFIG))
    run = opened(Path("comics") / made["run"])
    assert made["order"] == ["p01", "p02"] and made["flagged"] == []
    assert {one["status"] for one in made["results"].values()} == {"accepted"}
    for name in (*made["page_files"], *made["books"]):
        assert (run.folder / name).is_file()
    assert run.settings().seed == 3
    assert not run.checkpoints.exists()


def test_the_server_can_tell_what_is_asked_and_what_comes_of_it(graph: Any) -> None:
    asked, made = graph.get_input_jsonschema(), graph.get_output_jsonschema()
    assert asked["required"] == ["synopsis"] and "seed" in asked["properties"]
    assert set(made["properties"]) == {
        "run", "order", "results", "flagged", "page_files", "books",
    }  # fmt: skip


def test_the_whole_machine_is_drawn(graph: Any) -> None:
    drawn = graph.get_graph(xray=True).draw_mermaid()
    assert "begin" in drawn and "draw_panel" in drawn and "approve_cast" in drawn


def test_what_the_server_keeps_is_plain(graph: Any) -> None:
    made = asyncio.run(graph.ainvoke(ASKED, CONFIG))
    values = kept(graph)
    assert json.loads(json.dumps(values)) == values == {**ASKED, **made}


def test_what_happens_is_streamed(graph: Any) -> None:
    async def events() -> list[Any]:
        return [part async for part in graph.astream(ASKED, CONFIG, stream_mode="custom")]

    told = [event["event"] for event in asyncio.run(events())]
    assert told.index("planned") < told.index("bound") and told.count("accepted") == 2


def test_a_plan_waits_for_approval_in_the_servers_checkpoints(graph: Any) -> None:
    waiting = asyncio.run(graph.ainvoke({**ASKED, "approve": True}, CONFIG))
    assert [one.value for one in waiting["__interrupt__"]] == [{"panels": 2}]
    run = opened(Path("comics") / kept(graph)["run"])
    assert (run.storyboard / "page-01.png").is_file() and painted(run) == []
    made = asyncio.run(graph.ainvoke(Command(resume=True), CONFIG))
    assert made["run"] == run.folder.name and len(made["results"]) == 2
    assert [path.name for path in Path("comics").iterdir()] == [made["run"]]


def test_what_was_broken_off_goes_on_and_paints_nothing_twice(graph: Any) -> None:
    async def broken_off() -> None:
        async for event in graph.astream(ASKED, CONFIG, stream_mode="custom"):
            if event["event"] == "accepted":
                break

    asyncio.run(broken_off())
    run = opened(Path("comics") / kept(graph)["run"])
    before = painted(run)
    made = asyncio.run(graph.ainvoke(None, CONFIG))
    assert len(before) > 0 and len(painted(run)) == len(set(painted(run)))
    assert made["run"] == run.folder.name and len(made["results"]) == 2


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [({"synopsis": "  "}, "the synopsis"), ({**ASKED, "panels": 0}, "--panels 0 won't do"),
     ({**ASKED, "seed": -1}, "--seed -1 won't do"), ({**ASKED, "panels": "many"}, "--panels many"),
     ({}, "give the story as text"), ({"synopsis": 5}, "give the story as text")],
)  # fmt: skip
def test_what_is_asked_wrongly_is_told_and_leaves_nothing(
    graph: Any, asked: Any, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        asyncio.run(graph.ainvoke(asked, CONFIG))
    assert not Path("comics").exists()


@pytest.mark.parametrize("name", ["../elsewhere", "/etc", ""])
def test_a_client_can_not_name_a_folder_elsewhere(graph: Any, name: str) -> None:
    Path("elsewhere").mkdir()
    Path("comics").mkdir()
    asyncio.run(graph.aupdate_state(CONFIG, {"run": name}, as_node="begin"))
    with pytest.raises(UserError):
        asyncio.run(graph.ainvoke(None, CONFIG))
    assert list(Path("elsewhere").iterdir()) == []


def test_two_threads_are_served_one_after_the_other(graph: Any) -> None:
    async def both() -> Any:
        threads = ({"configurable": {"thread_id": name}} for name in ("one", "two"))
        return await asyncio.gather(*(graph.ainvoke(ASKED, thread) for thread in threads))

    one, two = asyncio.run(both())
    assert one["run"] != two["run"]
    assert all(len(made["results"]) == 2 for made in (one, two))
