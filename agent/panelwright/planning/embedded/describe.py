"""Puts a look into words, the same in every prompt."""

from collections.abc import Sequence

from panelwright.planning.embedded.callings import office_of
from panelwright.planning.embedded.names import listed, with_article
from panelwright.planning.embedded.tables import table
from panelwright_tools.domain import Age, Garment, Hair, Kind, Look

_PEOPLE = {
    ("feminine", Age.BABY): "baby girl",
    ("feminine", Age.CHILD): "girl",
    ("feminine", Age.TEEN): "teenage girl",
    ("masculine", Age.BABY): "baby boy",
    ("masculine", Age.CHILD): "boy",
    ("masculine", Age.TEEN): "teenage boy",
    ("feminine", None): "woman",
    ("masculine", None): "man",
    ("neutral", Age.CHILD): "child",
}
_PLAIN_AGES = {Age.BABY: "baby", Age.CHILD: "child", Age.TEEN: "teenager"}
_SIZES = ((0.6, "tiny"), (0.88, "small"), (1.1, ""), (1.5, "big"), (2.2, "huge"))


def noun_for(look: Look, kind: Kind, heads: Sequence[str]) -> str:
    """The noun that a painter draws: `girl` for a sister, `robot`, `cat`."""
    species: dict[str, str] = table("looks")["species"]
    for head in heads:
        if kind is not Kind.PERSON or head.lower() not in species:
            return head.lower()
    plain = species.get(heads[0].lower()) if heads else None
    young = _PEOPLE.get((look.gender or "neutral", look.age))
    grown = _PEOPLE.get((look.gender or "neutral", None))
    return young or plain or grown or _PLAIN_AGES.get(look.age or Age.ADULT, "person")


def character_phrase(look: Look, kind: Kind, heads: Sequence[str]) -> str:
    """`a small red-haired girl with freckles in a yellow raincoat`."""
    noun = noun_for(look, kind, heads)
    words = [_size(look.size, kind), _age(look, noun), look.build or "", _skin(look)]
    words += [mark for mark in look.marks if _is_adjective(mark)]
    words += [look.colour or "", _hair_adjective(look), noun]
    phrase = with_article(" ".join(word for word in words if word))
    marks = [mark for mark in look.marks if not _is_adjective(mark)]
    if look.eyes:
        marks.append(f"{look.eyes} eyes")
    if look.hair.style and not _hair_adjective(look):
        marks.insert(0, _hair_phrase(look.hair))
    if marks:
        phrase += f" with {listed(marks)}"
    office = office_of(heads) if kind is Kind.ANIMAL else ""
    phrase += f" dressed as {with_article(office)}" if office and not look.clothes else ""
    if look.clothes:
        phrase += f" in {listed([garment_phrase(garment) for garment in look.clothes])}"
    return phrase


def garment_phrase(garment: Garment) -> str:
    """`a yellow raincoat`, `round glasses`."""
    length, _, noun = garment.name.partition(" ")
    lengthy = length in ("long", "short") and noun
    words = (length, garment.colour, noun) if lengthy else (garment.colour, garment.name)
    named = " ".join(word for word in words if word)
    pair = garment.name.endswith("s") and not garment.name.endswith("ss")
    return (
        named
        if pair or garment.name in ("armour", "underwear", "headphones")
        else with_article(named)
    )


def _size(size: float, kind: Kind) -> str:
    for limit, word in _SIZES:
        if size < limit:
            if kind is Kind.PERSON:
                return {"small": "short", "big": "tall"}.get(word, word)
            return word
    return "gigantic"


def _age(look: Look, noun: str) -> str:
    told = noun in ("crone", "elder", "pensioner")
    return "old" if look.age is Age.OLD and not told else ""


def _skin(look: Look) -> str:
    return f"{look.skin}-skinned" if look.skin else ""


def _is_adjective(mark: str) -> bool:
    return mark.endswith("-eyed") or mark in table("looks")["marks"]["adjectives"].split()


def _hair_adjective(look: Look) -> str:
    """`bald`, `red-haired`; a style has a phrase of its own."""
    if look.hair.style:
        return "bald" if look.hair.style == "bald" else ""
    return f"{look.hair.colour}-haired" if look.hair.colour else ""


def _hair_phrase(hair: Hair) -> str:
    """`short black hair`, `black braids`, `a long red ponytail`."""
    style = (hair.style or "").split()
    noun = _hair_noun(hair.style or "")
    parts = (
        [*style, hair.colour or "", noun] if noun else [*style[:-1], hair.colour or "", style[-1]]
    )
    phrase = " ".join(part for part in parts if part)
    return phrase if noun or style[-1].endswith("s") else with_article(phrase)


def _hair_noun(style: str) -> str:
    nouns = table("looks")["hair"]["nouns"].split()
    return "" if style.split()[-1] in nouns else "hair"
