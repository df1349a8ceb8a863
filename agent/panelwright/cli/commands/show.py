"""Commands that print what the machine and its files look like."""

import json


def schema() -> None:
    """Print the JSON Schema of story.json."""
    from panelwright_tools.domain.reading import story_schema

    print(json.dumps(story_schema(), indent=2, ensure_ascii=False))


def graph() -> None:
    """Print the machine's two graphs as Mermaid."""
    from panelwright.graph import panel_graph, story_graph

    print(story_graph().compile().get_graph().draw_mermaid())
    print(panel_graph().compile().get_graph().draw_mermaid())
