"""Chooses the title: the given one, the text's own, or one made from cast and place."""

from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.names import sentence_case
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Place
from panelwright_tools.language.document import Document

LONGEST = 80
TITLE_WORDS = 9
RECURS = 4
"""Sentences in which a thing must be named to stand in the title."""


def title_sentence(document: Document) -> int | None:
    """The first sentence when it is a title: a short line of its own without a full stop."""
    if document.title or len(document.sentences) < 2 or document.format != "prose":
        return None
    first, second = document.sentences[0], document.sentences[1]
    text = document.words(first.span)
    alone = second.paragraph != first.paragraph and first.kind == "narration"
    bare = not first.quotes and text[-1:].isalnum()
    return 0 if alone and bare and len(text.split()) <= TITLE_WORDS else None


def choose_title(document: Document, cast: Cast, places: dict[str, Place]) -> str:
    """A title of at most 80 letters."""
    if document.title:
        return _clipped(document.title)
    heading = title_sentence(document)
    if heading is not None:
        return _clipped(document.words(document.sentences[heading].span))
    leads = sorted(cast.members.values(), key=lambda member: -member.importance)
    if leads and leads[0].character.name != "Narrator":
        name = leads[0].character.name
        lead = name if name[:1].isupper() else f"The {_title_case(name)}"
        thing = _recurring(document, cast)
        if thing:
            return _clipped(f"{lead} and the {_title_case(thing)}")
        place = next((p for p in places.values() if _is_for_a_title(p)), None)
        if place is not None:
            named = place.name[:1].isupper()
            inside = place.name if named else f"the {_title_case(place.name)}"
            return _clipped(f"{lead} and {inside}")
        if len(leads) > 1:
            other = leads[1].character.name
            second = other if other[:1].isupper() else f"the {_title_case(other)}"
            return _clipped(f"{lead} and {second}")
        return _clipped(lead)
    first = document.sentences[0].span if document.sentences else (0, 0)
    return _clipped(sentence_case(document.words(first)) or "Untitled")


def _is_for_a_title(place: Place) -> bool:
    return place.guessed is None and not place.name.startswith(("outside", "under"))


def _recurring(document: Document, cast: Cast) -> str:
    """The thing that the story comes back to most, in its colour: `green umbrella`."""
    things = [
        entity
        for entity in document.entities
        if entity.kind == "thing"
        and entity.category in words("staging", "titles", "categories")
        and not cast.of(entity.id)
        and len({mention.sentence for mention in entity.mentions}) >= RECURS
    ]
    if not things:
        return ""
    best = max(things, key=lambda entity: (len(entity.mentions), -entity.id))
    colours = [a for a in best.adjectives if a.lower() in words("looks", "colours")]
    return " ".join([*colours[:1], best.heads[0]]) if best.heads else ""


def _title_case(text: str) -> str:
    small = words("staging", "titles", "small")
    return " ".join(w if w in small else w[:1].upper() + w[1:] for w in text.split())


def _clipped(text: str) -> str:
    """Cut between words, without the mark that the cut leaves."""
    text = " ".join(text.split()).strip(" #*_")
    if len(text) > LONGEST:
        text = text[: LONGEST + 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return text.removesuffix(".") or "Untitled"
