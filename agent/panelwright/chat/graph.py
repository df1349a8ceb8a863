"""The conversation as a graph: what becomes of one turn.

hear -> tell | change | redraw -> decide -> (confirm) -> make -> paint
hear -> ask | help | export
hear -> back -> paint
decide, for what was given as edits
confirm -> make | tell | paint, after a yes; else -> hear
"""

import os
from collections.abc import Hashable
from typing import Any

os.environ["LANGGRAPH_STRICT_MSGPACK"] = "true"  # checkpoints hold plain values, never objects

from langgraph.graph import END, START, StateGraph

from panelwright.chat.desk import Desk
from panelwright.chat.nodes.ask import ask
from panelwright.chat.nodes.back import back
from panelwright.chat.nodes.change import change
from panelwright.chat.nodes.confirm import confirm
from panelwright.chat.nodes.decide import decide
from panelwright.chat.nodes.explain import explain
from panelwright.chat.nodes.hear import hear
from panelwright.chat.nodes.make import make
from panelwright.chat.nodes.paint import paint
from panelwright.chat.nodes.publish import publish
from panelwright.chat.nodes.redraw import redraw
from panelwright.chat.nodes.tell import tell
from panelwright.chat.state import ChatState

TURN_STEPS = 24
"""Supersteps of a turn: twice what the longest needs."""

_ROADS: dict[Hashable, str] = {
    **{name: name for name in ("tell", "change", "ask", "back", "redraw", "paint", "hear")},
    **{name: name for name in ("decide", "confirm", "make")},
    "version": "back",
    "export": "publish",
    "help": "explain",
    "yes": "explain",
    "no": "explain",
    "end": END,
}


def chat_graph() -> StateGraph[ChatState, Desk, Any, Any]:
    """From what the user said to its answer, or to panels that were painted for it."""
    graph = StateGraph(ChatState, context_schema=Desk)
    for node in (hear, tell, change, redraw, decide, confirm, make, back, ask, explain, publish):
        graph.add_node(node)
    graph.add_node(paint)
    graph.add_conditional_edges(START, entrance, ["hear", "decide"])
    for name in ("hear", "tell", "change", "redraw", "decide", "confirm", "make", "back", "ask"):
        graph.add_conditional_edges(name, road, _ROADS)
    for name in ("explain", "publish"):
        graph.add_conditional_edges(name, waiting, {"confirm": "confirm", "end": END})
    graph.add_edge("paint", END)
    return graph


def entrance(state: ChatState) -> str:
    """What was proposed already, given as edits, is heard no more."""
    return "decide" if state.get("road") == "decide" else "hear"


def road(state: ChatState) -> str:
    """Where the turn goes."""
    return state["road"]


def waiting(state: ChatState) -> str:
    """What was asked before is asked still."""
    return "confirm" if state.get("waiting") else "end"
