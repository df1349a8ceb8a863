"""A plan becomes questions that yes or no answers, each with those that it depends on.

Dependent questions after Cho et al., "Davidsonian Scene Graph: Improving Reliability in
Fine-Grained Evaluation for Text-to-Image Generation", ICLR 2024; by rules here, since the plan
names its things, colours, counts and relations already.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from panelwright_prompts import render
from panelwright_tools.domain import Brief, BriefRegion, Relation
from panelwright_tools.domain.question import Question, QuestionKind
from panelwright_tools.prompting.quoting import quotes, without_quotes
from panelwright_tools.questions.colours import colours, without_colours
from panelwright_tools.questions.tables import table


def questions_of(brief: Brief) -> tuple[Question, ...]:
    """What the regions and relations of a brief claim, each once: whether things are there,
    then their colours, how many there are, how they stand to each other, and what is written."""
    sheet = _Sheet()
    for item in brief.regions:
        sheet.add("present", (item.region.id,), (), phrase=_plain(item))
    for kind, items, values in (*_colours(brief), *_counts(brief), *_texts(brief)):
        sheet.ask_of(kind, items, values)
    for relation in brief.relations:
        _relate(relation, brief, sheet)
    return tuple(sheet.questions.values())


_Claim = tuple[QuestionKind, Sequence[BriefRegion], dict[str, Any]]
"""A kind of question, the regions that it is about, and the values of its words."""


@dataclass
class _Sheet:
    """Questions so far, by their words."""

    questions: dict[str, Question] = field(default_factory=dict)

    def ask_of(
        self, kind: QuestionKind, items: Sequence[BriefRegion], values: dict[str, Any]
    ) -> None:
        """A question that has sense only where the things are there."""
        regions = tuple(item.region.id for item in items)
        texts = dict.fromkeys(_text("present", phrase=_plain(item)) for item in items)
        self.add(kind, regions, tuple(self.questions[text].id for text in texts), **values)

    def add(
        self, kind: QuestionKind, regions: Sequence[str], parents: Sequence[str], **values: Any
    ) -> None:
        """The same words about other regions are the same question."""
        text = _text(kind, **values)
        known = self.questions.get(text)
        before = known.regions if known is not None else ()
        self.questions[text] = Question(
            id=known.id if known is not None else f"{kind}-{len(self.questions) + 1}",
            kind=kind,
            text=text,
            regions=tuple(dict.fromkeys((*before, *regions))),
            parents=tuple(parents),
        )


def _text(kind: QuestionKind, **values: Any) -> str:
    (turn,) = render(f"questions/{kind}", **values)
    return turn.text


def _said(item: BriefRegion) -> str:
    """What the region is to show, without what is written on it."""
    return without_quotes(item.region.phrase) or item.region.noun


def _plain(item: BriefRegion) -> str:
    """The same without colours, which are asked about by themselves."""
    return without_colours(_said(item))


def _colours(brief: Brief) -> Iterator[_Claim]:
    for item in brief.regions:
        for one in colours(_said(item), item.region.noun):
            values = {"subject": _plain(item), "part": one.part, "colour": one.colour}
            yield "colour", (item,), values


def _counts(brief: Brief) -> Iterator[_Claim]:
    """Several of the same, and what begins with a number."""
    counts = Counter(_said(item) for item in brief.regions)
    for phrase, count in counts.items():
        items = [item for item in brief.regions if _said(item) == phrase]
        first, _, rest = phrase.partition(" ")
        told = table("questions")["numbers"].get(first.lower())
        if told is not None and rest and count == 1:
            yield "count", items, {"phrase": rest, "count": told}
        elif count > 1:
            yield "count", items, {"phrase": phrase, "count": count}


def _texts(brief: Brief) -> Iterator[_Claim]:
    """What stands in quotation marks is to be painted as letters."""
    for item in brief.regions:
        written = dict.fromkeys(quotes(f"{item.region.phrase}\n{item.region.prompt}"))
        for text in dict.fromkeys(one[1:-1].strip() for one in written):
            if text:
                yield "text", (item,), {"subject": _said(item), "text": text}


def _relate(relation: Relation, brief: Brief, sheet: _Sheet) -> None:
    items = {item.region.id: item for item in brief.regions}
    names = [relation.source, relation.target, *([relation.other] if relation.other else [])]
    if not all(name in items for name in names):
        return
    tables = table("questions")
    values = {
        "source": _said(items[relation.source]),
        "relation": tables["relations"][relation.kind],
        "target": _said(items[relation.target]),
        "joint": tables["joints"].get(relation.kind, "and"),
        "other": _said(items[relation.other]) if relation.other else "",
    }
    sheet.ask_of("relation", [items[name] for name in names], values)
