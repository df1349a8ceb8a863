"""Chooses the title: the given one, the text's own, or one made from what the story is about."""

import re

from panelwright.planning.embedded.cast import Cast, Member
from panelwright.planning.embedded.tables import words
from panelwright.planning.embedded.title_things import Theme, themes
from panelwright_tools.domain import Kind, Place
from panelwright_tools.language.document import Document

LONGEST = 80
TITLE_WORDS = 9
STRONG = 6.0
"""Score of a thing that the story is named after without its hero."""
ALONE = 4
"""Mentions of such a thing; beside the hero fewer do."""
FAIR = 4.0
"""Score of a thing that stands in the title beside the hero."""
OFTEN = 3
"""Times that a place without a name of its own must be named."""
AGAIN = 2
"""Times that a place with a name must be."""
EQUAL = 0.8
"""Share of the hero's part from which another's is as large: then who comes first is first."""
SECOND = 0.35
"""Share of the hero's part that somebody has who stands beside them in the title."""
_LABEL = re.compile(r"^(?:title|comic|story|one[- ]?shot|short|strip|pitch|idea)\s*[:–—-]\s+", re.I)
_NARRATORS = re.compile(r"^Narrator['’]s (?=\w)", re.I)
_REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")


def title_sentence(document: Document) -> int | None:
    """The first sentence when it is a title: a short line of its own without a full stop."""
    if document.title or len(document.sentences) < 2 or document.format != "prose":
        return None
    first, second = document.sentences[0], document.sentences[1]
    text = _REMARK.sub("", document.words(first.span))
    alone = second.paragraph != first.paragraph and first.kind == "narration"
    bare = not first.quotes and text[-1:].isalnum()
    return 0 if alone and bare and len(text.split()) <= TITLE_WORDS else None


def choose_title(document: Document, cast: Cast, places: dict[str, Place]) -> str:
    """A title of at most 80 letters."""
    if document.title:
        return _given(document.title)
    heading = title_sentence(document)
    if heading is not None:
        return _given(document.words(document.sentences[heading].span))
    return _clipped(_made(document, cast, places)) or "Untitled"


def _given(text: str) -> str:
    """A title that stands in the text, without a label or a remark to the artist."""
    bare = _REMARK.sub("", _LABEL.sub("", text.strip(" #*_"))).strip()
    return _clipped(bare or text)


def _made(document: Document, cast: Cast, places: dict[str, Place]) -> str:
    leads = sorted(
        (m for m in cast.members.values() if m.character.name != "Narrator"),
        key=lambda member: -member.importance,
    )
    lead = _called(document, leads[0], beside=True) if leads else ""
    if leads and all(m.character.name.endswith(" speaker") for m in leads):
        return _first_question(document)
    named = {word.lower() for m in leads for word in m.character.name.split()}
    found = themes(document, frozenset(named))
    best = found[0] if found else None
    alone = best is not None and best.is_told_apart and best.score >= STRONG
    if best is not None and alone and (best.named or best.mentions >= ALONE):
        return _of(best)
    if best is not None and best.score >= FAIR:
        return f"{lead} and {_of(best)}" if lead else _of(best)
    if not lead:
        return _of(best) if best is not None else _place_alone(places)
    return _hero(document, leads, best, places)


def _first_question(document: Document) -> str:
    """What is asked, or else said first, in a text of which only talk is left."""
    said = [document.words(quote.span).rstrip(".,") for quote in document.quotes]
    short = [text for text in said if len(text.split()) <= TITLE_WORDS]
    asked = [text for text in short if text.endswith("?")]
    return _title_case(next(iter((*asked, *short)), ""))


def _hero(
    document: Document, leads: list[Member], best: Theme | None, places: dict[str, Place]
) -> str:
    """The hero with somebody strange, a thing, a named place or somebody else; or alone."""
    lead = _called(document, leads[0], beside=True)
    apart = [member for member in leads[1:] if not _shares_a_word(member, leads[0])]
    others = [member for member in apart if member.importance >= SECOND * leads[0].importance]
    others = [m for m in others if m.character.name not in words("cast", "vague")]
    if best is not None and best.is_told_apart and others and _is_somebody(others[0], leads[0]):
        return f"{lead} and {_of(best)}"
    strange = [m for m in apart[:2] if m.character.kind is not Kind.PERSON and m.count == 1]
    if strange:
        return _pair(document, leads[0], strange[0])
    if best is not None and best.mentions > 1:
        return f"{lead} and {_of(best)}"
    place = next((p for p in places.values() if _is_for_a_title(document, p)), None)
    if place is not None:
        bare = place.name[:1].isupper() and f"the {place.name}" not in document.text
        return f"{lead} and {place.name if bare else f'the {_title_case(place.name)}'}"
    if (" " in leads[0].character.name and not lead[:1].isupper()) or not others:
        return _called(document, leads[0])  # the Small Grey Donkey
    return _pair(document, leads[0], others[0])


def _pair(document: Document, hero: Member, other: Member) -> str:
    """Two of a story, the one first who has the larger part, or of equals who comes first."""
    first, second = hero, other
    if other.importance >= EQUAL * hero.importance:
        entities = {member.entity: member for member in (hero, other)}
        order = sorted(entities, key=lambda entity: document.entity(entity).first_mention)
        first, second = (entities[entity] for entity in order)
    return " and ".join(_called(document, member, beside=True) for member in (first, second))


def _called(document: Document, member: Member, *, beside: bool = False) -> str:
    """How a title calls somebody; `beside` somebody else with one quality at most."""
    name = _NARRATORS.sub("My ", member.character.name)
    told = [a for a in document.entity(member.entity).adjectives if a in name.split()]
    if beside and len(told) > 1 and name.islower():
        telling = [a for a in told if a not in words("titles", "plain")]
        kept = (telling or told)[0]
        name = " ".join(w for w in name.split() if w == kept or w not in told)
    if name[:1].isupper() or name in words("titles", "kin"):
        return _title_case(name)
    return _title_case(name) if "'" in name or "’" in name else f"the {_title_case(name)}"


def _of(theme: Theme) -> str:
    return f"the {_title_case(' '.join(part for part in (theme.name, theme.behind) if part))}"


def _shares_a_word(one: Member, other: Member) -> bool:
    """`Mina` and `Mina's dog`."""
    first = set(re.findall(r"\w+", one.character.name.lower()))
    return bool(first & set(re.findall(r"\w+", other.character.name.lower())))


def _is_somebody(*members: Member) -> bool:
    """Nobody knows more of them than that they are a man or a girl."""
    plain = words("titles", "somebody")
    return all(m.character.name.lower().replace(" ", "-") in plain for m in members)


def _is_for_a_title(document: Document, place: Place) -> bool:
    """A place with a name, or an uncommon one that the story names often."""
    if place.guessed is not None or place.name.startswith(("outside", "under", "inside")):
        return False
    if "'" in place.name or "’" in place.name or place.name[-1:].isdigit():
        return False
    if place.name[:1].isupper():
        return document.text.count(place.name) >= AGAIN
    often = document.text.lower().count(place.name.lower()) >= OFTEN
    return often and place.name.lower() not in words("titles", "common")


def _place_alone(places: dict[str, Place]) -> str:
    place = next((p for p in places.values() if p.guessed is None), None)
    return f"the {_title_case(place.name)}" if place is not None else ""


def _title_case(text: str) -> str:
    small = words("titles", "small")
    return " ".join(w if w in small else w[:1].upper() + w[1:] for w in text.split())


def _clipped(text: str) -> str:
    """Cut between words, without the mark that the cut leaves."""
    text = " ".join(text.split()).strip(" #*_")
    if len(text) > LONGEST:
        text = text[: LONGEST + 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    text = text.removesuffix(".")
    return text[:1].upper() + text[1:]
