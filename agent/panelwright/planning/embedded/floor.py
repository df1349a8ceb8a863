"""Finds the regions that noun phrases are drawn as."""

from dataclasses import dataclass

from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.things import Thing
from panelwright_tools.domain import Region, Relation, RelationKind
from panelwright_tools.language.document import Document, NounPhrase, Sentence


@dataclass(frozen=True)
class Floor:
    """Finds the regions of noun phrases."""

    cast: Cast
    figures: list[Region]
    props: list[tuple[Thing, Region]]

    def find(self, document: Document, sentence: Sentence, number: int) -> list[str]:
        """Ids of the regions that a noun phrase is drawn as."""
        phrase = sentence.noun_phrases[number]
        who = self.cast.of(*phrase.entities)
        if not who and phrase.category == "body":
            who = self.cast.of(*phrase.owner_entities)  # asleep on Bolt's head
        if who:
            return [region.id for region in self.figures if region.subject in who]
        found = [
            region.id for thing, region in self.props if self._is(document, sentence, number, thing)
        ]
        if not found and phrase.of is not None:
            return self.find(document, sentence, phrase.of)
        return found or self._holders(document, sentence, number)

    def _holders(self, document: Document, sentence: Sentence, number: int) -> list[str]:
        """What is under the lamp in "a bowl of apples under a lamp" is the bowl."""
        holders = [k for k, other in enumerate(sentence.noun_phrases) if other.of == number]
        return [
            region.id
            for thing, region in self.props
            for k in holders
            if self._is(document, sentence, k, thing)
        ]

    def _is(self, document: Document, sentence: Sentence, number: int, thing: Thing) -> bool:
        phrase: NounPhrase = sentence.noun_phrases[number]
        if thing.sentence < 0:
            return False
        if document.sentences[thing.sentence] is sentence and thing.phrase == number:
            return True
        return bool(set(phrase.entities) & set(thing.entities))


def is_prop(floor: Floor, region_id: str) -> bool:
    """The region is a thing."""
    return any(region.id == region_id for _, region in floor.props)


def is_figure(floor: Floor, region_id: str) -> bool:
    """The region is a character."""
    return any(region.id == region_id for region in floor.figures)


def are_living(floor: Floor, regions: list[str]) -> bool:
    """One of the regions is a character."""
    return any(is_figure(floor, region_id) for region_id in regions)


def related(kind: str, source: str, target: str) -> Relation:
    """A relation of a kind that is told by its name."""
    return Relation(kind=RelationKind(kind), source=source, target=target)
