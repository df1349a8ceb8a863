"""A LangGraph agent with a scripted model makes a comic by the tools, and mends its own call."""

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage
from langchain_core.utils.function_calling import convert_to_openai_tool
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition

from held_painter import Hold
from panelwright import openai_tools, toolset
from panelwright.offering.toolset import Toolset
from panelwright.run import opened
from panelwright.settings import Settings
from panelwright_tools.domain import UserError

SETTINGS = Settings(painter="blocks", quality="fast", jobs=1)
SYNOPSIS = "A red-haired girl called Mina finds a map in the rain. It glows."
Script = Sequence[Callable[[Sequence[AnyMessage]], tuple[str, dict[str, Any]]]]


@pytest.fixture
def tools(tmp_path: Path) -> Iterator[Toolset]:
    with toolset(tmp_path / "comics", SETTINGS) as made:
        yield made


def agent(tools: Toolset, script: Script) -> Any:
    """The loop of every such agent; the model's turns are scripted from what it was told."""

    def think(state: MessagesState) -> dict[str, list[AnyMessage]]:
        messages = state["messages"]
        turn = sum(isinstance(one, ToolMessage) for one in messages)
        if turn == len(script):
            return {"messages": [AIMessage("done")]}
        name, arguments = script[turn](messages)
        call = {"name": name, "args": arguments, "id": f"call-{turn}", "type": "tool_call"}
        return {"messages": [AIMessage("", tool_calls=[call])]}

    graph = StateGraph(MessagesState)
    graph.add_node("think", think)
    graph.add_node("tools", ToolNode(tools))
    graph.add_edge(START, "think")
    graph.add_conditional_edges("think", tools_condition)
    graph.add_edge("tools", "think")
    return graph.compile()


def run_named(messages: Sequence[AnyMessage]) -> str:
    """The run that the first answer told of."""
    first = next(one for one in messages if isinstance(one, ToolMessage))
    return str(json.loads(str(first.content))["run"])


SCRIPT: Script = [
    lambda told: ("plan_story", {"synopsis": SYNOPSIS, "panels": 2, "pages": None}),
    lambda told: ("paint", {"run": "the-map", "redraw": None, "say": None}),
    lambda told: ("paint", {"run": run_named(told), "redraw": None, "say": None}),
    lambda told: ("export", {"run": run_named(told), "formats": ["epub"]}),
]


def answers(messages: Sequence[AnyMessage]) -> list[ToolMessage]:
    return [one for one in messages if isinstance(one, ToolMessage)]


@pytest.mark.parametrize("way", ["sync", "async"])
def test_an_agent_plans_paints_mends_its_call_and_exports(tools: Toolset, way: str) -> None:
    graph, asked = agent(tools, SCRIPT), {"messages": [HumanMessage("a comic, please")]}
    done = graph.invoke(asked) if way == "sync" else asyncio.run(graph.ainvoke(asked))
    planned, wrong, painted, exported = answers(done["messages"])
    assert [one.status for one in (planned, wrong, painted, exported)] == [
        "success", "error", "success", "success",
    ]  # fmt: skip
    run = opened(tools.desk.places.root / run_named(done["messages"]))
    assert "there is no run 'the-map'" in str(wrong.content)
    assert run.folder.name in str(wrong.content)
    for picture in painted.artifact["pictures"]:
        assert Path(picture).is_file()
    assert len(painted.artifact["pictures"]) == painted.artifact["answer"]["panel_count"] == 2
    [epub] = json.loads(str(exported.content))["files"]
    assert (tools.desk.places.root / epub["path"]).read_bytes()[:2] == b"PK"


def test_progress_is_streamed_while_a_tool_works(tools: Toolset) -> None:
    asked = {"messages": [HumanMessage("a comic, please")]}
    told = [part for part in agent(tools, SCRIPT[:1]).stream(asked, stream_mode="custom")]
    assert {one["tool"] for one in told} == {"plan_story"}
    assert any(one["said"] for one in told)


def test_wrong_arguments_are_told_by_their_names(tools: Toolset) -> None:
    told = tools.named("paint").invoke(
        {"type": "tool_call", "id": "1", "name": "paint", "args": {"runn": "x"}}
    )
    assert told.status == "error" and "run" in told.content


def test_a_cancelled_call_stops_its_work_and_goes_on_when_called_again(
    tmp_path: Path, hold: Hold
) -> None:
    with toolset(tmp_path / "comics", SETTINGS.changed(painter="held")) as tools:
        planned = tools.call("plan_story", {"synopsis": SYNOPSIS * 3, "panels": 6})
        run = json.loads(planned.text)["run"]
        hold.after(3)

        async def cancelled() -> None:
            work = asyncio.create_task(tools.named("paint").ainvoke({"run": run}))
            await asyncio.to_thread(hold.until_it_holds)
            work.cancel()
            with pytest.raises(asyncio.CancelledError):
                await work

        asyncio.run(cancelled())
        assert json.loads(tools.call("status", {"run": run}).text)["runs"][0]["state"] == "stopped"
        hold.let_go()
        assert not tools.call("paint", {"run": run}).failed


def test_the_functions_are_the_same_by_every_door(tools: Toolset) -> None:
    functions = openai_tools()
    assert functions == tools.openai_tools()
    for tool, one in zip(tools, functions, strict=True):
        schema = one["function"]["parameters"]
        told = convert_to_openai_tool(tool, strict=True)["function"]
        assert {**told["parameters"], "description": schema["description"]} == schema
        assert {**told, "parameters": schema} == one["function"]
    flat = [{"type": "function", **one["function"]} for one in functions]
    assert tools.openai_tools("responses") == flat


def test_a_function_call_is_carried_out_as_the_model_wrote_it(tools: Toolset) -> None:
    done = tools.call("layout", '{"prompt": "three red balls left of a bench"}')
    assert not done.failed and len(json.loads(str(done))["regions"]) == 4
    assert done.answer is not None


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [("drawing", "{}", "there is no function 'drawing'; there are plan_story, "),
     ("layout", "{prompt", "the arguments are no JSON: "),
     ("layout", "[1]", "the arguments should be an object"),
     ("layout", '{"prompt": ""}', "the prompt is empty"),
     ("export", '{"run": "../up", "formats": ["pdf"]}', "leads out of the root")],
)  # fmt: skip
def test_what_a_model_can_mend_is_told_and_not_raised(
    tools: Toolset, name: str, arguments: str, sentence: str
) -> None:
    done = tools.call(name, arguments)
    assert done.failed and sentence in done.text and done.answer is None


def test_long_work_is_started_and_ends_with_the_toolset(tmp_path: Path) -> None:
    with toolset(tmp_path / "comics", SETTINGS) as tools:
        story = {"synopsis": SYNOPSIS, "panels": 2}
        run = json.loads(tools.call("start", {"story": story}).text)["run"]
        told = json.loads(tools.call("await", {"run": run, "timeout_s": 120}).text)
        assert told["state"] == "done" and told["painted"] == 2


def test_only_some_tools_can_be_asked_for(tmp_path: Path) -> None:
    few = toolset(tmp_path, SETTINGS, only=("layout", "paint"))
    assert {tool.name for tool in few} == {"layout", "paint"} and len(few) == 2
    with pytest.raises(UserError, match="there is no tool 'draw'"):
        toolset(tmp_path, only=("draw",))


def test_what_a_tool_does_to_files_is_said(tools: Toolset) -> None:
    told = {tool.name: tool.metadata or {} for tool in tools}
    assert told["layout"]["read_only"] and not told["paint"]["read_only"]
    assert not told["paint"]["open_world"]
