"""Chooses the title: the given one, the text's own, or one made from cast and place."""

from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.names import sentence_case
from panelwright_tools.domain import Place
from panelwright_tools.language.document import Document

LONGEST = 80
TITLE_WORDS = 9


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
        place = next((p for p in places.values() if p.guessed is None), None)
        if place is not None:
            inside = place.name if place.name[:1].isupper() else f"the {_title_case(place.name)}"
            return _clipped(f"{lead} and {inside}")
        if len(leads) > 1:
            other = leads[1].character.name
            return _clipped(f"{lead} and {other if other[:1].isupper() else 'the ' + other}")
        return _clipped(lead)
    first = document.sentences[0].span if document.sentences else (0, 0)
    return _clipped(sentence_case(document.words(first)) or "Untitled")


def _title_case(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


def _clipped(text: str) -> str:
    """Cut between words, without the mark that the cut leaves."""
    text = " ".join(text.split()).strip(" #*_")
    if len(text) > LONGEST:
        text = text[: LONGEST + 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return text.removesuffix(".") or "Untitled"
