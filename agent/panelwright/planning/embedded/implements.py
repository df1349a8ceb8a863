"""What somebody works with where the text names no tool: the brush of who paints a fence."""

from collections.abc import Iterator, Sequence

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.floor import Floor, related
from panelwright.planning.embedded.names import with_article
from panelwright.planning.embedded.tables import table, words
from panelwright.planning.embedded.things import Thing
from panelwright_tools.domain import Relation
from panelwright_tools.language.document import LIVING, Event, Sentence

IMPLIED = -2
"""Sentence of a tool that no sentence names."""
_WEIGHT = 1.0


def tool_of(sentence: Sentence, event: Event) -> str:
    """The tool that a deed is done with; nothing where another is named or nobody does it."""
    tool = str(table("staging")["tools"].get(event.verb, ""))
    if not tool or event.negated or event.passive or not event.happens or not event.subjects:
        return ""
    named = any(hung.preposition == "with" for hung in event.prepositions)
    doer = sentence.noun_phrases[event.subjects[0]]
    alive = doer.category != "animal" and (
        doer.category in LIVING or doer.pronoun or bool(doer.entities)
    )
    shown = [sentence.noun_phrases[number] for number in event.objects]
    only = table("staging")["tools_on"].get(event.verb, "").split()
    if only and not any(phrase.head in only for phrase in shown):
        return ""
    faces = any(phrase.category in (*LIVING, "body") for phrase in shown)
    return "" if named or not alive or faces or event.particle else tool


def with_tools(deeds: Sequence[Deed], things: Sequence[Thing]) -> list[Thing]:
    """The things of a beat with the tools that its strongest deeds imply, one at most."""
    if any(thing.noun.split()[-1] in words("staging", "tool_nouns") for thing in things):
        return list(things)
    found = [tool for deed in deeds[:2] if (tool := tool_of(deed.sentence, deed.event))]
    more = [Thing(IMPLIED, -1, (), t, with_article(t), 1, True, _WEIGHT) for t in found[:1]]
    return [*things, *more]


def of_tool(floor: Floor, deed: Deed, subjects: Sequence[str]) -> Iterator[Relation]:
    """Who works holds the tool that nobody names."""
    tool = tool_of(deed.sentence, deed.event)
    for thing, region in floor.props:
        if thing.sentence == IMPLIED and thing.noun == tool:
            yield from (related("holds", who, region.id) for who in subjects[:1])
