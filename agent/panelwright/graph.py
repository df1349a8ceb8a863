"""The whole machine: how a synopsis becomes a book, and how a panel becomes a picture.

read -> (draft -> consent) -> plan -> check_plan -> (sketch -> approve) -> cast
cast -> (approve_cast) -> [draw_panel ...] -> letter -> bind
lay_out -> brief -> paint -> look -> judge -> accept | repair -> lay_out or brief ...
paint -> repair | accept, when a repair can't be painted
"""

import os
from functools import lru_cache
from typing import Any

os.environ["LANGGRAPH_STRICT_MSGPACK"] = "true"  # checkpoints hold plain values, never objects

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from panelwright.nodes.accept import accept
from panelwright.nodes.approve import approve
from panelwright.nodes.approve_cast import approve_cast, wants_look
from panelwright.nodes.bind import bind
from panelwright.nodes.brief import brief, is_new
from panelwright.nodes.cast import cast
from panelwright.nodes.check_plan import check_plan, wants_approval
from panelwright.nodes.consent import consent
from panelwright.nodes.draft import draft
from panelwright.nodes.draw_panel import draw_panel, to_panels
from panelwright.nodes.judge import is_accepted, judge
from panelwright.nodes.lay_out import lay_out
from panelwright.nodes.letter import letter
from panelwright.nodes.look import look
from panelwright.nodes.paint import paint, was_painted
from panelwright.nodes.plan import plan
from panelwright.nodes.read import is_planned, read, wants_consent
from panelwright.nodes.repair import repair, where_to_mend
from panelwright.nodes.sketch import sketch
from panelwright.repairing import most_repairs
from panelwright.state import PanelState, StoryState
from panelwright.studio import Studio

STORY_STEPS = 24
"""Supersteps of the outer graph, panels in one of them: twice what it needs."""


def story_graph() -> StateGraph[StoryState, Studio, Any, Any]:
    """From a synopsis, or a plan, to a book."""
    graph = StateGraph(StoryState, context_schema=Studio)
    for node in (read, draft, consent, plan, check_plan, sketch, approve, cast):
        graph.add_node(node)
    for node in (approve_cast, letter, bind):
        graph.add_node(node)
    graph.add_node(draw_panel)  # one task a panel, side by side
    graph.add_edge(START, "read")
    graph.add_conditional_edges("read", wants_consent, ["draft", "plan", "check_plan"])
    graph.add_edge("draft", "consent")
    graph.add_conditional_edges("consent", is_planned, ["plan", "check_plan"])
    graph.add_edge("plan", "check_plan")
    graph.add_conditional_edges("check_plan", wants_approval, ["sketch", "cast"])
    graph.add_edge("sketch", "approve")
    graph.add_edge("approve", "cast")
    graph.add_conditional_edges("cast", wants_look, ["approve_cast", "draw_panel"])
    graph.add_conditional_edges("approve_cast", to_panels, ["draw_panel"])
    graph.add_edge("draw_panel", "letter")
    graph.add_edge("letter", "bind")
    graph.add_edge("bind", END)
    return graph


def panel_graph() -> StateGraph[PanelState, Studio, Any, Any]:
    """From a planned panel to a picture that was accepted, or flagged."""
    graph = StateGraph(PanelState, context_schema=Studio)
    for node in (lay_out, brief, paint, look, judge, repair, accept):
        graph.add_node(node)
    graph.add_edge(START, "lay_out")
    graph.add_edge("lay_out", "brief")
    graph.add_conditional_edges("brief", is_new, ["paint", "repair"])
    graph.add_conditional_edges("paint", was_painted, ["look", "repair", "accept"])
    graph.add_edge("look", "judge")
    graph.add_conditional_edges("judge", is_accepted, ["accept", "repair"])
    graph.add_conditional_edges("repair", where_to_mend, ["lay_out", "brief", "accept"])
    graph.add_edge("accept", END)
    return graph


@lru_cache
def drawing() -> CompiledStateGraph[PanelState, Studio, Any, Any]:
    """The panel graph, ready to run, without a checkpointer: the store remembers for it."""
    return panel_graph().compile()


def panel_steps(attempts: int) -> int:
    """The most supersteps of a panel: six an attempt (four where it could not be painted),
    three a repair without effect, accept."""
    return 6 * attempts + 3 * most_repairs() * attempts + 2
