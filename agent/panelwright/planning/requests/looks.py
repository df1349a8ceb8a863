"""Wishes for how characters look: always, or on the panels that are named."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from panelwright.planning.edits import Edit, SetLook, SetVariation, VaryLook
from panelwright.planning.embedded.describe import character_phrase
from panelwright.planning.embedded.looks import Gender, read_look
from panelwright.planning.embedded.names import slug, unique
from panelwright.planning.embedded.tables import table, words
from panelwright.planning.llm.wording import nearest_kind
from panelwright.planning.requests.asking import Wish, asked, bare
from panelwright.planning.requests.finding import character_called
from panelwright.planning.requests.wearing import besides, overlaid, phrased, told_changes
from panelwright_tools.domain import Character, Kind, Look, Story, UserError, Variation
from panelwright_tools.language.lexicon import gender_of_noun

_WHO: Final = r"(?P<who>[\w' -]+?)"
_OWN: Final = r"(?P<who>[\w' -]+?)(?:'s|’s|')"
_PUT_ON: Final = re.compile(
    rf"(?:let\s+|have\s+|make\s+)?{_WHO}\s+(?P<verb>wears?|is wearing|has on|puts on|should wear"
    r"|is dressed in|is in|in|changes into|changes to)\s+(?P<what>.+?)(?:\s+instead)?",
    re.I,
)
GENDERS: Final[dict[str, Gender]] = {"f": "feminine", "m": "masculine"}
_OPENING: Final = re.compile(r"^(?:in|with)\s+(?:an?\s+)?")
_PART: Final = re.compile(
    rf"(?:make\s+)?{_OWN}\s+(?P<part>[\w -]+?)\s+(?:is|are|turns?|becomes?|should be)?\s*"
    r"(?P<what>[\w -]+)",
    re.I,
)
_GARMENT: Final = re.compile(
    r"(?:make\s+)?the\s+(?P<garment>[\w-]+)\s+(?:is|are|should be|shall be|must be)?\s*"
    r"(?P<what>[\w-]+)",
    re.I,
)
_HAS: Final = re.compile(
    rf"(?:give\s+)?{_WHO}\s+(?:has|have|gets|with|should have)\s+(?P<what>.+)", re.I
)
_GIVE: Final = re.compile(r"give\s+(?P<who>the \w+|\w+)\s+(?P<what>.+)", re.I)
_IS: Final = re.compile(
    rf"{_WHO}\s+(?:is|are|becomes?|turns?|looks?|should be)\s+(?P<what>.+)", re.I
)
_MAKE: Final = re.compile(
    r"(?:make|paint|colour|color)\s+(?P<who>the [\w-]+|[\w-]+)\s+(?P<what>.+)", re.I
)
_LIKE: Final = re.compile(
    rf"{_WHO}\s+(?:looks?\s+like|should\s+look\s+like|is\s+described\s+as)\s+(?P<what>.+)", re.I
)
_USUAL: Final = re.compile(
    rf"{_WHO}\s+(?:is|looks?)\s+(?:again\s+)?(?:as\s+(?:always|usual|before|ever)|normal|dry|(?:her|him|it)self)(?:\s+again)?",
    re.I,
)


@dataclass(frozen=True)
class _Told:
    """Words about somebody's look."""

    who: str
    adjectives: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


def look(wish: Wish) -> list[Edit]:
    """Mina wears a blue coat; the robot is red; Mina's hair is green."""
    for told in _readings(wish.text):
        who = character_called(wish.story, told.who)
        if who is None:
            continue
        new = _changed(wish.story, who, told)
        if new is not None:
            return (
                _always(wish.story, who, new) if not _for_a_while(wish) else _varied(wish, who, new)
            )
    return []


def worn_by_one(wish: Wish) -> list[Edit]:
    """The raincoat is green: of whoever wears one, when that is only one."""
    told = _GARMENT.fullmatch(wish.text)
    if told is None:
        return []
    noun = told["garment"].lower()
    wearers = [
        one
        for one in wish.story.cast
        if any(garment.name.lower().split()[-1:] == [noun] for garment in one.look.clothes)
    ]
    if len(wearers) != 1:
        return []
    name = wearers[0].name
    return look(replace(wish, text=f"{name}'s {told['garment']} is {told['what']}"))


def described(wish: Wish) -> list[Edit]:
    """Mina looks like an old pirate: whatever the words are, they go into every prompt."""
    told = _LIKE.fullmatch(wish.text)
    who = character_called(wish.story, told.group("who")) if told else None
    if told is None or who is None:
        return []
    what = told.group("what").strip()
    _, new, _ = told_look(what)
    if _for_a_while(wish):
        name = slug(bare(what), "other")[:40].strip("-")
        told_so = Variation(id=name, phrase=f"looking like {what}", clothes=new.clothes)
        return _worn(wish, who, told_so)
    kept = {"species": who.look.species, "gender": new.gender or who.look.gender}
    return [SetLook(character=who.id, look=new.model_copy(update=kept), phrase=what)]


def state(wish: Wish) -> list[Edit]:
    """Mina is soaked: how somebody is for a while."""
    told = _IS.fullmatch(wish.text)
    who = character_called(wish.story, told.group("who")) if told else None
    key = asked("states", told.group("what")) if told else None
    if told is None or who is None or key is None:
        return []
    phrase = str(table("requests")["states"][key]).split(";")[0]
    return _worn(wish, who, Variation(id=key, phrase=phrase, marks=(key,)))


def usual(wish: Wish) -> list[Edit]:
    """Mina looks as always."""
    told = _USUAL.fullmatch(wish.text)
    who = character_called(wish.story, told.group("who")) if told else None
    if who is None:
        return []
    return _vary(wish, who, None)


def told_look(text: str) -> tuple[Kind, Look, str]:
    """Kind, look and phrase of somebody told in a few words: `a tall woman in a red dress`."""
    named, *rest = re.split(r"\s+(?=(?:in|with|wearing)\s)", bare(text))
    *adjectives, noun = named.split()
    kind = nearest_kind(noun) or Kind.PERSON
    attributes = [re.sub(r"^in\b", "wearing", part) for part in rest]
    gender = GENDERS.get(gender_of_noun(noun)) if kind is Kind.PERSON else None
    found = read_look(kind, [noun], adjectives, attributes, gender)
    return kind, found, character_phrase(found, kind, [noun])


def _readings(text: str) -> Iterable[_Told]:
    put_on = _PUT_ON.fullmatch(text)
    if put_on is not None:
        what = put_on.group("what")
        # whoever "is in" something may be in a wood, so that only a known garment is meant
        doubtful = put_on.group("verb").lower() in table("requests")["doubtful"]["verbs"]
        verb = "in" if doubtful else "wearing"
        attributes = [f"{verb} {part}" for part in re.split(r",\s*|\s+and\s+", what)]
        yield _Told(put_on.group("who"), attributes=tuple(attributes))
    part = _PART.fullmatch(text)
    if part is not None:
        said = re.split(r",\s*|\s+and\s+", part.group("what"))
        yield _Told(part.group("who"), attributes=tuple(f"{w} {part.group('part')}" for w in said))
    for pattern in (_HAS, _GIVE):
        has = pattern.fullmatch(text)
        if has is not None:
            attributes = [f"with {part}" for part in re.split(r",\s*|\s+and\s+", has.group("what"))]
            yield _Told(has.group("who"), attributes=tuple(attributes))
    for pattern in (_IS, _MAKE):
        told = pattern.fullmatch(text)
        if told is not None:
            words_told = re.split(
                r",\s*|\s+and\s+|\s+", bare(told.group("what")).removeprefix("more ")
            )
            yield _Told(told.group("who"), adjectives=tuple(filter(None, words_told)))


def _changed(story: Story, who: Character, told: _Told) -> Look | None:
    """The new look; None when the words tell nothing about looks."""
    noun = noun_of(story, who)
    untold = read_look(who.kind, [noun])
    fillers = words("rewordings", "fillers", "words")
    known = [word for word in told.adjectives if word.lower() not in fillers]
    if any(read_look(who.kind, [noun], [word]) == untold for word in known):
        return None  # half of what is said would be lost
    parts = [_own_part(who, attribute) for attribute in told.attributes]
    fragment = read_look(who.kind, [noun], told.adjectives, parts)
    if fragment == untold:
        return None
    new = overlaid(who.look, fragment, untold)
    return new if new != who.look else None


def _own_part(who: Character, attribute: str) -> str:
    """`wearing blue raincoat` for `blue coat` of somebody in a raincoat."""
    said = attribute.split()
    for garment in who.look.clothes:
        worn = garment.name.split()[-1]
        if said and not attribute.startswith(("wearing", "with")) and worn.endswith(said[-1]):
            return f"wearing {' '.join(said[:-1])} {garment.name}"
    return attribute


def noun_of(story: Story, who: Character) -> str:
    """What the plan calls somebody where it is seen: girl, robot."""
    for panel in story.panels:
        for region in panel.regions:
            if region.subject == who.id:
                return region.noun
    return "person" if who.look.species == "human" else who.look.species


def _for_a_while(wish: Wish) -> bool:
    return wish.single or (wish.told_here and set(wish.panels) != set(wish.order))


def _always(story: Story, who: Character, new: Look) -> list[Edit]:
    phrase = phrased(who.phrase, who.look, new, who.kind, noun_of(story, who))
    more = [garment for garment in new.clothes if garment not in who.look.clothes]
    also = [besides(one, who.look.clothes, more) for one in who.variations if one.clothes]
    return [
        SetLook(character=who.id, look=new, phrase=phrase),
        *(SetVariation(character=who.id, variation=one) for one in also if one is not None),
    ]


def _varied(wish: Wish, who: Character, new: Look) -> list[Edit]:
    old = who.look
    phrase = ", ".join(told_changes(old, new))
    variation = Variation(
        id=slug(_OPENING.sub("", phrase), "other")[:40].strip("-"),
        phrase=phrase,
        clothes=new.clothes if new.clothes != old.clothes else (),
        marks=tuple(mark for mark in new.marks if mark not in old.marks),
        hair=new.hair if new.hair != old.hair else None,
        colour=new.colour if new.colour != old.colour else None,
    )
    return _worn(wish, who, variation)


def _worn(wish: Wish, who: Character, variation: Variation) -> list[Edit]:
    """The variation made, unless the character has it already, and worn on the panels."""
    same = next((v for v in who.variations if v.phrase == variation.phrase), None)
    if same is not None:
        return _vary(wish, who, same.id)
    name = unique(variation.id, [known.id for known in who.variations])
    new = variation.model_copy(update={"id": name})
    return [SetVariation(character=who.id, variation=new), *_vary(wish, who, name)]


def _vary(wish: Wish, who: Character, variation: str | None) -> list[Edit]:
    """The look on those of the panels where the character is."""
    wanted = set(wish.panels or wish.order)
    there = {
        panel.id
        for panel in wish.story.panels
        if panel.id in wanted and any(region.subject == who.id for region in panel.regions)
    }
    if not there:
        raise UserError(f"{who.name} is on none of these panels.")
    found: list[Edit] = []
    ids: Sequence[str] = [panel.id for panel in wish.story.panels]
    for inside, run in groupby(ids, key=lambda panel: panel in wanted):
        row = list(run)
        if inside and there & set(row):
            last = row[-1] if row[-1] != ids[-1] else None
            found.append(VaryLook(character=who.id, variation=variation, first=row[0], last=last))
    return found
