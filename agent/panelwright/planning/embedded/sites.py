"""What a place of the text is called, and the place of the story that it becomes."""

from dataclasses import dataclass, replace

from panelwright.planning.embedded.names import with_article
from panelwright.planning.embedded.place_aloft import ABOVE, is_aloft
from panelwright.planning.embedded.place_fronts import is_outside
from panelwright.planning.embedded.place_nouns import is_indoor_noun, listed_noun
from panelwright.planning.embedded.premises import are_premises, premises_noun
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Guess, Place
from panelwright_tools.language.document import PLACES, NounPhrase, Sentence
from panelwright_tools.language.lexicon import category_of

MAX_ADJECTIVES = 3


@dataclass(frozen=True)
class Site:
    """A place as the text names it, before it has an id."""

    noun: str
    name: str
    proper: str = ""
    adjectives: tuple[str, ...] = ()
    compound: str = ""
    owner: str = ""
    outside: bool = False
    above: bool = False
    """The scene is in the air over it."""
    definite: bool = False
    indoors: bool | None = None
    guessed: str = ""
    front: str = ""
    """What follows the noun in a compound: `front` of "sea front"."""
    drawn: str = ""
    """What it is drawn as, where that is known better than from its noun."""

    @property
    def full_noun(self) -> str:
        """The noun with its compound: `railway station`, `sea front`."""
        return " ".join(part for part in (self.compound, self.noun, self.front) if part)

    @property
    def within_walls(self) -> bool:
        """It has walls and the scene is inside them."""
        if self.above:
            return False
        if self.indoors is not None:
            return self.indoors
        return is_indoor_noun(self.full_noun) and not self.outside

    @property
    def is_settlement(self) -> bool:
        """`the town`, which may have been named before."""
        bare = self.definite and not (self.adjectives or self.compound or self.proper)
        return bare and self.noun in words("settings", "places", "settlements")

    @property
    def of_no_kind(self) -> bool:
        """A name that does not say what it is the name of: `Aldermoor`."""
        return bool(self.proper) and self.noun == self.proper

    def same_as(self, other: "Site") -> bool:
        """Both name one place: same noun, no contrast of owner, name or adjective."""
        if self.above != other.above:
            return False
        if self.of_no_kind and other.is_settlement:
            return True
        if self.proper and self.proper == other.proper:
            return True
        if self.noun != other.noun or self.outside != other.outside:
            return False
        if self.name != other.name and (_is_apart(self) or _is_apart(other)):
            return False
        if self.proper and other.proper and self.proper != other.proper:
            return False
        if self.owner and other.owner and self.owner != other.owner:
            return False
        if self.compound and other.compound and self.compound != other.compound:
            return False
        shared = set(self.adjectives) & set(other.adjectives)
        return bool(shared or not self.adjectives or not other.adjectives or other.definite)

    def joined(self, other: "Site") -> "Site":
        """This place with what another mention adds."""
        adjectives = tuple(dict.fromkeys(self.adjectives + other.adjectives))[:MAX_ADJECTIVES]
        return replace(
            self,
            noun=other.noun if self.of_no_kind else self.noun,
            adjectives=adjectives,
            compound=self.compound or other.compound,
            guessed=self.guessed and other.guessed,
        )


def _is_apart(site: Site) -> bool:
    """`upstairs`, `room 12`: told apart from other rooms by its name alone."""
    return site.name in ("upstairs", "downstairs") or site.name[-1:].isdigit()


def make_place(place_id: str, site: Site, meant: str = "") -> Place:
    """The place of the story for a site; `meant` is the noun in the sense of this story."""
    name = site.proper or site.name
    described = " ".join(part for part in (*site.adjectives, site.full_noun) if part)
    phrase = with_article(described)
    if site.proper:
        phrase = site.proper if site.of_no_kind else f"{site.proper}, {phrase}"
    if site.outside:
        phrase, name = f"outside {phrase}", f"outside the {name}"
    noun = meant or site.full_noun
    if site.above:
        phrase, name, noun = f"high above {phrase}", f"over the {name}", noun + ABOVE
    guess = Guess(confidence=0.3, reason=site.guessed) if site.guessed else None
    return Place(
        id=place_id,
        name=name,
        noun=noun,
        phrase=phrase,
        indoors=site.within_walls,
        guessed=guess,
    )


def site_of(sentence: Sentence, phrase: NounPhrase) -> Site:
    """The place that a noun phrase names."""
    if phrase.head in words("settings", "places", "waters") and phrase.preposition in _UNDER:
        return Site(noun="underwater", name=f"under the {phrase.head_text.lower()}")
    if _is_inside_hill(sentence, phrase):
        return inside_hill(phrase.head)
    outside = is_outside(sentence, phrase)
    adjectives = tuple(
        a for a in phrase.adjectives if a.lower() not in words("settings", "places", "bland")
    )[:MAX_ADJECTIVES]
    owner = _owner(sentence, phrase)
    if phrase.head == "room" and phrase.owner_text and not phrase.compound:
        return Site(noun="bedroom", name=f"{owner} bedroom".strip(), owner=owner)
    if are_premises(sentence, phrase):
        noun, whose = premises_noun(phrase), phrase.name or phrase.head_text.lower()
        return Site(noun=noun, name=f"{whose}'s", owner=whose, indoors=True, definite=True)
    proper, part = proper_name(sentence, phrase), is_part(phrase)
    kind = proper if phrase.of is None else f"{phrase.head} of {proper}"
    noun = proper_noun(kind) if proper else place_noun(phrase)
    noun = proper if noun == kind else noun
    return Site(
        noun=noun,
        name=proper or (noun if part else "") or _spoken_name(sentence, phrase, owner),
        proper=proper,
        adjectives=() if proper else adjectives,
        compound="" if proper else _compound(phrase),
        owner=owner,
        outside=outside,
        above=is_aloft(sentence, phrase),
        definite=phrase.determiner == "the",
        front="" if proper or noun == phrase.head.lower() or part else phrase.head.lower(),
    )


def _is_inside_hill(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`into the mountain`, `the heart of the hill`: not on it."""
    if phrase.head not in words("settings", "places", "hills") or phrase.plural:
        return False
    number = sentence.noun_phrases.index(phrase)
    inner = [other for other in sentence.noun_phrases if other.of == number]
    depth = [p for p in inner if p.head in words("settings", "places", "depths")]
    return phrase.preposition in _INTO or any(p.preposition in ("in", *_INTO) for p in depth)


def inside_hill(hill: str) -> Site:
    """A cave, which is what one is in inside a mountain."""
    return Site(noun="cave", name=f"inside the {hill}", indoors=True)


def is_around(sentence: Sentence, site: Site, now: Site) -> bool:
    """`The mountain rang`, to those in its cave: they are still inside."""
    first = sentence.noun_phrases[0]
    bare = first.role == "subject" and first.head == site.noun and not first.preposition
    return bare and now.noun == "cave" and site.noun in words("settings", "places", "hills")


def proper_name(sentence: Sentence, phrase: NounPhrase) -> str:
    """The name of a named place; also an unknown noun with a capital: `Manchester`, `Pamirs`."""
    if phrase.head_text.lower() in words("settings", "places", "planets"):
        return phrase.head_text
    if phrase.of is not None and phrase.head in words("settings", "places", "settlements"):
        return sentence.noun_phrases[phrase.of].name or phrase.name
    if phrase.name or phrase.category != "unknown":
        return phrase.name
    tokens = sentence.tokens[phrase.tokens[0] : phrase.tokens[1]]
    own = [token.text for token in tokens if token.tag != "DET"]
    return " ".join(own) if own and all(word[:1].isupper() for word in own) else ""


_INTO = ("into", "inside", "within")
_UNDER = ("under", "beneath", "below")


def is_storey(phrase: NounPhrase) -> bool:
    """`the second floor`, `the 3rd floor`: not the floor that people stand on."""
    levels = words("settings", "places", "levels")
    said = [adjective.lower() for adjective in phrase.adjectives]
    return phrase.head == "floor" and any(word in levels or word[:1].isdigit() for word in said)


def place_noun(phrase: NounPhrase) -> str:
    """The place noun: `sea` for "the sea front", `market` for "the night market"."""
    head = phrase.head.lower()
    if phrase.compound and (head in words("settings", "places", "fronts") or is_part(phrase)):
        return phrase.compound.lower().removesuffix(head).split()[-1]
    return head


def is_part(phrase: NounPhrase) -> bool:
    """`the stable door`, `the kitchen table`: where somebody is, is the stable or the kitchen."""
    if " " in listed_noun(phrase):
        return False
    before = phrase.compound.lower().removesuffix(phrase.head.lower()).split()
    house = bool(before) and (
        before[-1] in words("places", "known") or category_of(before[-1]) in ("room", "building")
    )
    return house and phrase.head.lower() in words("settings", "places", "parts")


def proper_noun(name: str) -> str:
    """What a proper name says that the place is: `hotel` for "Hotel Bellweather", else itself."""
    before, _, _ = name.lower().partition(" of ")
    kinds = [part for part in before.split() if category_of(part) in PLACES]
    return kinds[-1] if kinds else name


def _spoken_name(sentence: Sentence, phrase: NounPhrase, owner: str) -> str:
    """The place as a reader is told it: `grandmother's kitchen`, `ice of Europa`."""
    first = phrase.compound.removesuffix(phrase.head).strip()
    told_apart = phrase.head in words("settings", "places", "doors") or is_storey(phrase)
    side = " ".join(phrase.adjectives) if told_apart else ""
    last = sentence.tokens[phrase.tokens[1] - 1]
    number = last.lower if last.tag == "NUM" else ""
    parts = (owner, side, first, phrase.head_text.lower(), number)
    name = " ".join(part for part in parts if part)
    if phrase.of is not None and sentence.noun_phrases[phrase.of].name:
        name = f"{name} of {sentence.noun_phrases[phrase.of].name}"
    return name


def _compound(phrase: NounPhrase) -> str:
    """What stands before the head in a compound: `night` of "night market"."""
    first = phrase.compound
    if not first or place_noun(phrase) != phrase.head.lower():
        return ""
    return first.removesuffix(phrase.head).strip()


def _owner(sentence: Sentence, phrase: NounPhrase) -> str:
    owner = phrase.owner_text
    if phrase.owner is not None and sentence.noun_phrases[phrase.owner].pronoun:
        return ""
    pronouns = ("his", "her", "its", "their", "my", "our", "your", "whose")
    return "" if owner.lower() in pronouns else owner
