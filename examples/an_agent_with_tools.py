"""A LangGraph agent that makes a comic with Panelwright's tools.

    python examples/an_agent_with_tools.py examples/the-map-in-the-rain.txt
    python examples/an_agent_with_tools.py story.txt --model openai:gpt-5-mini

Without --model a script plays the model, offline and free. With it, LangChain's own model of that
name does (pip install langchain langchain-openai, and its key in the environment).
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.runnables import Runnable, RunnableLambda
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition

from panelwright import toolset
from panelwright_prompts import render

Model = Runnable[Sequence[AnyMessage], AnyMessage]


def agent(model: Model, tools: Any) -> Any:
    """The usual loop: the model thinks, tools act, until it asks for no more of them."""

    def think(state: MessagesState) -> dict[str, list[AnyMessage]]:
        return {"messages": [model.invoke(state["messages"])]}

    graph = StateGraph(MessagesState)
    graph.add_node("think", think)
    graph.add_node("tools", ToolNode(tools))
    graph.add_edge(START, "think")
    graph.add_conditional_edges("think", tools_condition)
    graph.add_edge("tools", "think")
    return graph.compile()


def scripted(messages: Sequence[AnyMessage]) -> AIMessage:
    """What a model would say next, by a script: plan, paint, export, and tell."""
    told = [json.loads(str(one.content)) for one in messages if isinstance(one, ToolMessage)]
    story = next(str(one.content) for one in messages if isinstance(one, HumanMessage))
    if not told:
        return asking("plan_story", synopsis=story, panels=4)
    run = told[0]["run"]
    if len(told) == 1:
        return asking("paint", run=run)
    if len(told) == 2:
        return asking("export", run=run, formats=["epub", "webtoon"])
    files = ", ".join(file["path"] for file in told[-1]["files"])
    return AIMessage(f"{told[1]['title']} is done, {len(told[1]['flagged'])} flagged: {files}")


def asking(tool: str, **arguments: Any) -> AIMessage:
    """A message that calls a tool."""
    call = {"name": tool, "args": arguments, "id": f"call-{tool}", "type": "tool_call"}
    return AIMessage("", tool_calls=[call])


def chosen(name: str | None, tools: Any) -> Model:
    """The model of that name with the tools at hand, or the script."""
    if name is None:
        return RunnableLambda(scripted)
    from langchain.chat_models import init_chat_model  # pip install langchain

    model: Model = init_chat_model(name).bind_tools(list(tools))
    return model


def main() -> None:
    """Make a comic of a file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("story", type=Path)
    parser.add_argument("--model", help="as LangChain names it: openai:gpt-5-mini")
    parser.add_argument("--root", default="comics", help="the folder that the agent works in")
    given = parser.parse_args()
    (instructions,) = render("toolbox/instructions", runs="")
    with toolset(given.root) as tools:
        graph = agent(chosen(given.model, tools), tools)
        asked = [SystemMessage(instructions.text), HumanMessage(given.story.read_text("utf-8"))]
        parts = graph.stream(
            {"messages": asked}, {"recursion_limit": 60}, stream_mode=["custom", "updates"]
        )
        for kind, part in parts:
            if kind == "updates":
                show(part)
            elif part["said"]:
                print(f"  {part['tool']}: {part['said']}")


def show(update: dict[str, Any]) -> None:
    """Print what the model and the tools said."""
    for one in (message for node in update.values() for message in node["messages"]):
        calls = [f"{call['name']}({call['args']})" for call in getattr(one, "tool_calls", ())]
        print(f"{one.type}: {'; '.join(calls) or str(one.content)[:300]}")


if __name__ == "__main__":
    main()
