"""Reads one picture prompt: every single thing a region, their relations, the background."""

from dataclasses import dataclass, replace

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.avoid import denied_text
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.moments import event_score
from panelwright.planning.embedded.names import listed, slug, unique, with_article
from panelwright.planning.embedded.relations import add_relations
from panelwright.planning.embedded.tables import words
from panelwright.planning.embedded.things import Thing, thing_of
from panelwright_tools.domain import Region, Relation, UserError
from panelwright_tools.domain.story import MAX_REGIONS
from panelwright_tools.language.document import PLACES, Document, NounPhrase, Sentence

MOST_OF_A_KIND = 30
_NO_SUBJECTS = frozenset(
    ("time", "feeling", "attribute", "speech", "act", "weather", "abstract", "substance", "body")
)


@dataclass(frozen=True)
class PromptPlan:
    """What a prompt asks for, without boxes."""

    prompt: str
    background: str
    regions: tuple[Region, ...]
    relations: tuple[Relation, ...]
    avoid: tuple[str, ...]


def read_prompt(prompt: str) -> PromptPlan:
    """The plan of one prompt. Raises UserError when it has no words."""
    from panelwright_tools.language import analyse  # loads the lexicon

    if not any(letter.isalnum() for letter in prompt):
        raise UserError("The prompt has no words: describe what the picture shows.")
    document = analyse(prompt)
    things = _things(document)
    regions = _regions(things)
    deeds = [
        Deed(sentence, event, event_score(event))
        for sentence in document.sentences
        for event in sentence.events
        if not event.negated
    ]
    links = add_relations(document, Cast({}, {}), deeds, [], regions, [])
    return PromptPlan(
        prompt, _background(document), links.regions, links.relations, _avoid(document, things)
    )


def _things(document: Document) -> list[Thing]:
    found: list[Thing] = []
    for number, sentence in enumerate(document.sentences):
        for k, phrase in enumerate(sentence.noun_phrases):
            if not _is_subject(sentence, k) or _known(found, phrase):
                continue
            thing = thing_of(sentence, number, k, 3.0, MOST_OF_A_KIND)
            found.append(replace(thing, text=thing.text + _worn_by(sentence, k)))
    return found


def _known(found: list[Thing], phrase: NounPhrase) -> bool:
    """`the dog` after `a dog` is the same one."""
    definite = phrase.determiner == "the" and phrase.number is None
    return definite and any(thing.noun.endswith(phrase.head) for thing in found)


def _is_subject(sentence: Sentence, number: int) -> bool:
    phrase = sentence.noun_phrases[number]
    if phrase.pronoun or phrase.negated or _is_background(sentence, number):
        return False
    head = phrase.head.lower()
    if head in words("staging", "prompts", "media") or head in words("staging", "prompts", "sides"):
        return False
    if _is_contents(sentence, number) or _is_worn(phrase):
        return False
    counted = phrase.number is not None or phrase.determiner in ("a", "an")
    return phrase.category not in _NO_SUBJECTS or counted or number in _ends(sentence)


def _ends(sentence: Sentence) -> set[int]:
    """Phrases that a spatial relation joins are things, whatever their nouns mean."""
    found: set[int] = set()
    for number, phrase in enumerate(sentence.noun_phrases):
        if phrase.attached_to is not None and phrase.preposition not in ("of", "with", "for"):
            found |= {number, phrase.attached_to}
    return found


def _is_contents(sentence: Sentence, number: int) -> bool:
    """`apples` of "a bowl of apples" are part of the bowl."""
    holders = [phrase for phrase in sentence.noun_phrases if phrase.of == number]
    dropped = words("staging", "prompts", "media") | words("staging", "prompts", "sides")
    return any(holder.head.lower() not in dropped for holder in holders)


def _is_worn(phrase: NounPhrase) -> bool:
    worn = phrase.category == "clothing" or phrase.head in words("looks", "clothes", "nouns")
    return worn and phrase.preposition in ("in", "with") and phrase.attached_to is not None


def _worn_by(sentence: Sentence, number: int) -> str:
    """` in a red dress` for the girl of "a girl in a red dress"."""
    worn = [
        with_article(" ".join((*phrase.adjectives, phrase.head)))
        for phrase in sentence.noun_phrases
        if phrase.attached_to == number and _is_worn(phrase)
    ]
    return f" in {listed(worn)}" if worn else ""


def _is_background(sentence: Sentence, number: int) -> bool:
    phrase = sentence.noun_phrases[number]
    where = ("in", "at", "inside", "across", "through", "within", "along")
    ground = phrase.category in ("land", "water") and phrase.preposition == "on"
    return phrase.category in PLACES and (phrase.preposition in where or ground)


def _background(document: Document) -> str:
    """The place of the prompt: `a kitchen`; a plain background where it names none."""
    for sentence in document.sentences:
        for number, phrase in enumerate(sentence.noun_phrases):
            if _is_background(sentence, number) and not phrase.negated:
                compound = phrase.compound.removesuffix(phrase.head).strip()
                parts = [*phrase.adjectives, compound, phrase.head]
                return with_article(" ".join(part for part in parts if part))
    return "a plain background"


def _regions(things: list[Thing]) -> list[tuple[Thing, Region]]:
    ids: list[str] = []
    regions: list[tuple[Thing, Region]] = []
    for thing in things:
        for _ in range(thing.count):
            if len(regions) >= MAX_REGIONS:
                return regions
            region_id = unique(slug(thing.noun, "thing"), ids)
            ids.append(region_id)
            region = Region(
                id=region_id, noun=thing.noun, phrase=thing.text, prompt=thing.text, key=True
            )
            regions.append((thing, region))
    return regions


def _avoid(document: Document, things: list[Thing]) -> tuple[str, ...]:
    shown = {thing.noun for thing in things}
    denied = (
        denied_text(phrase)
        for sentence in document.sentences
        for phrase in sentence.noun_phrases
        if phrase.negated and not phrase.pronoun and phrase.head not in shown
    )
    return tuple(dict.fromkeys(denied))
