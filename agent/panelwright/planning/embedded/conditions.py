"""Tells in which condition a thing is: open or closed, lit or out, broken or mended."""

from dataclasses import replace

from panelwright.planning.embedded.names import with_article
from panelwright.planning.embedded.tables import words
from panelwright.planning.embedded.things import Thing
from panelwright_tools.language.document import Document, Event, Sentence

_CONDITIONS = ("open", "broken", "cracked", "unlit")
_PLAIN = {"open": "closed", "broken": "mended", "cracked": "mended", "unlit": "lit"}


def in_condition(document: Document, thing: Thing, sentence: int) -> Thing:
    """A thing as the last deed before the end of a sentence left it: `an open door`."""
    found = _last(document, thing, sentence)
    if not found:
        return thing
    told = thing.text.split(" ", 1)[1] if thing.text.startswith(("a ", "an ")) else thing.text
    kept = [word for word in told.split() if word not in (*_CONDITIONS, *_PLAIN.values())]
    adjective = [found] if found in _CONDITIONS else []
    text = " ".join([*adjective, *kept])
    return replace(thing, text=with_article(text) if told != thing.text else text)


def _last(document: Document, thing: Thing, sentence: int) -> str:
    """The condition after the last deed that changed it; nothing where none did."""
    named = {m.sentence for entity in thing.entities for m in document.entity(entity).mentions}
    for number in sorted(named | {thing.sentence}, reverse=True):
        told = document.sentences[number]
        for event in reversed(told.events) if number <= sentence else ():
            if event.happens and not event.negated and _is_done_to(told, event, thing, number):
                made = _made(told, event, thing.noun)
                if made:
                    return made
    return ""


def _is_done_to(sentence: Sentence, event: Event, thing: Thing, number: int) -> bool:
    """The thing is the object of a deed, or what opens, breaks or goes out by itself."""
    numbers = event.objects or event.subjects
    if number == thing.sentence and thing.phrase in numbers:
        return True
    entities = {e for n in numbers for e in sentence.noun_phrases[n].entities}
    return bool(entities & set(thing.entities))


def _particle(sentence: Sentence, event: Event) -> str:
    """`off` of `turns off the lamp` and of `turns the lamp off`."""
    after = sentence.tokens[event.token + 1 : event.token + _REACH]
    found = (token.lower for token in after if token.lower in words("conditions", "particles"))
    return event.particle or next(found, "")


_REACH = 5
"""Words behind a verb in which its particle is looked for."""


def _made(sentence: Sentence, event: Event, noun: str) -> str:
    """What a deed makes of a thing of this noun: one of its conditions, or their opposite."""
    verb = f"{event.verb}-{_particle(sentence, event)}"
    head = noun.split()[-1]
    for condition, opposite in _PLAIN.items():
        if condition in ("open", "unlit") and head not in words("conditions", "nouns", condition):
            continue
        adjective = event.verb == "be" and event.adjective in (condition, opposite)
        for name in (condition, opposite):
            listed = words("conditions", "verbs", name)
            if verb in listed or event.verb in listed or (adjective and event.adjective == name):
                return name
    return ""
