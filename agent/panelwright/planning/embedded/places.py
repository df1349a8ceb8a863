"""Finds the place that a sentence or heading names, or guesses one from the people and things."""

from dataclasses import dataclass, replace

from panelwright.planning.embedded.names import with_article
from panelwright.planning.embedded.presence import infinitive_happens
from panelwright.planning.embedded.tables import index, table, words
from panelwright_tools.domain import Guess, Place
from panelwright_tools.language.document import (
    PLACES,
    Document,
    Event,
    Heading,
    NounPhrase,
    Sentence,
)

ENOUGH = 1.5
"""A place this strongly told becomes the scene."""
PART_HANDLED = 1.6
"""Who opens the door of a house is there."""
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
    definite: bool = False
    indoors: bool | None = None
    guessed: str = ""

    def same_as(self, other: "Site") -> bool:
        """Both name one place: same noun, no contrast of owner, name or adjective."""
        if self.noun != other.noun or self.outside != other.outside:
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
            adjectives=adjectives,
            compound=self.compound or other.compound,
            guessed=self.guessed and other.guessed,
        )


def make_place(place_id: str, site: Site) -> Place:
    """The place of the story for a site."""
    name = site.proper or " ".join(part for part in (site.owner, site.compound, site.noun) if part)
    described = " ".join(part for part in (*site.adjectives, site.compound, site.noun) if part)
    phrase = with_article(described)
    if site.proper:
        phrase = f"{site.proper}, {phrase}"
    if site.outside:
        phrase, name = f"outside {phrase}", f"outside the {name}"
    indoors = site.indoors
    if indoors is None:
        indoors = site.noun in words("places", "indoors") and not site.outside
    guess = Guess(confidence=0.3, reason=site.guessed) if site.guessed else None
    return Place(
        id=place_id, name=name, noun=site.noun, phrase=phrase, indoors=indoors, guessed=guess
    )


def heading_site(heading: Heading) -> Site | None:
    """The place of a screenplay's scene heading."""
    if heading.kind != "scene" or not heading.place:
        return None
    parts = [part.strip() for part in heading.place.replace("/", "-").split("-") if part.strip()]
    name = parts[-1].lower() if parts else heading.place.lower()
    tokens = [token for token in name.replace(".", "").split() if token not in ("the", "a", "an")]
    if not tokens:
        return None
    return Site(
        noun=tokens[-1],
        name=" ".join(tokens),
        compound=" ".join(tokens[:-1]),
        indoors=heading.interior,
        definite=True,
    )


def site_of_sentence(
    document: Document, sentence: Sentence, now: Site | None
) -> tuple[Site | None, Site | None]:
    """Where a sentence plays and where it ends, if it names a place strongly enough."""
    best: tuple[float, Site] | None = None
    end: Site | None = None
    for number, phrase in enumerate(sentence.noun_phrases):
        if not _is_place(document, phrase) or _is_part(document, sentence, phrase):
            continue
        strength = _strength(sentence, number, phrase)
        passed = phrase.preposition in ("along", "past", "up", "down") and not phrase.name
        if now is not None and passed and phrase.head in words("settings", "places", "ways"):
            strength -= 1.2
        if strength < ENOUGH:
            continue
        site = _site(sentence, phrase)
        if phrase.preposition in ("to", "into", "down to", "up to", "back to", "over to"):
            end = site
        if best is None or strength > best[0]:
            best = strength, site
    if best is not None:
        return best[1], end
    return _stepped_out(sentence, now), None


def _is_part(document: Document, sentence: Sentence, phrase: NounPhrase) -> bool:
    """`the shore` of a lake: the lake is the place."""
    if phrase.of is None or phrase.head not in words("settings", "places", "regions"):
        return False
    return _is_place(document, sentence.noun_phrases[phrase.of])


def _is_place(document: Document, phrase: NounPhrase) -> bool:
    if _is_spot(phrase):
        return True
    if phrase.negated or phrase.pronoun or _noun(phrase) in words("settings", "places", "never"):
        return False
    if phrase.head.lower() in index("settings", "season") | index("settings", "time"):
        return False
    if (
        phrase.compound
        and phrase.owner_text
        and phrase.compound.lower() in words("places", "palms")
    ):
        return False  # "his palm flat on the table"
    if phrase.head == "bar" and phrase.plural and phrase.of is not None:
        return False  # "the bars of the cage"
    if phrase.category in PLACES or phrase.category == "vehicle":
        return True
    if phrase.category in ("furniture", "container", "artifact", "abstract", "unknown"):
        within = phrase.preposition in ("in", "inside", "into", "out of")
        front = _noun(phrase) != phrase.head.lower()
        if front or (within and _noun(phrase) in words("places", "indoors")):
            return True
    kinds = {document.entity(entity).kind for entity in phrase.entities}
    return bool(phrase.name) and kinds == {"place"}


def _is_spot(phrase: NounPhrase) -> bool:
    """`at the city gate`, `on the stage`: a place only when somebody is at it."""
    at = phrase.preposition in words("settings", "places", "at")
    there = at and not (phrase.negated or phrase.pronoun or phrase.plural or phrase.owner_text)
    return there and phrase.head.lower() in words("settings", "places", "spots")


def _strength(sentence: Sentence, number: int, phrase: NounPhrase) -> float:
    """How sure it is that the scene plays there, 0..3."""
    event = _event_of(sentence, number)
    if event is not None and not _real(sentence, event):
        return 0.0
    strengths: dict[str, float] = table("settings")["prepositions"]
    if phrase.preposition and phrase.preposition != "of":
        strength = strengths.get(phrase.preposition, _of_a_part(phrase.preposition))
        if event is not None and (_only_seen(event, phrase) or _only_filled(event, phrase)):
            return 0.0
        if phrase.preposition == "from" and event is not None:
            taken = event.verb in words("settings", "verbs", "taking")
            strength = 1.8 if taken else 0.0
        if phrase.preposition in ("to", "toward", "towards", "onto"):
            moving = event is None or event.verb in words("settings", "verbs", "motion")
            strength = strength if moving else 0.4
        if phrase.category == "vehicle" and phrase.preposition not in (
            "in", "on", "aboard", "into", "inside", "onto", "on board",
        ):  # fmt: skip
            return 0.0
        if phrase.attached_to is not None:
            strength -= _far_from_deed(sentence, phrase)
    else:
        strength = _bare_strength(sentence, number, phrase, event)
    if phrase.head in words("settings", "places", "big"):
        strength -= 1.2
    told_of = event is not None and number in event.subjects
    if event is not None and event.subordinate and not told_of and _is_relative(sentence, event):
        strength -= 1.4
    return strength


def _of_a_part(preposition: str) -> float:
    """`at the end of`, `on the far side of`: where a part of the place is."""
    within = preposition.startswith(("at the ", "in the ", "on the ", "by the "))
    return 2.4 if within and preposition.endswith(" of") else 0.0


def _is_relative(sentence: Sentence, event: Event) -> bool:
    """`who is stranded on an island`: told of somebody, not where the scene is."""
    before = [t.lower for t in sentence.tokens if event.clause[0] <= t.span[0] < event.span[0]]
    return bool({"who", "which", "that", "whose"} & set(before[:3]))


def _only_seen(event: Event, phrase: NounPhrase) -> bool:
    """Looked at or pointed to from elsewhere."""
    aimed = phrase.preposition in ("at", "to", "toward", "towards", "over", "past")
    return aimed and event.verb in words("settings", "verbs", "aiming")


def _only_filled(event: Event, phrase: NounPhrase) -> bool:
    """`loading something into a van`: the thing goes in, not the scene."""
    return phrase.preposition in ("into", "onto") and event.verb in words(
        "settings", "verbs", "filling"
    )


def _bare_strength(
    sentence: Sentence, number: int, phrase: NounPhrase, event: Event | None
) -> float:
    if phrase.category == "vehicle":
        return 0.0
    containing = _of_region(sentence, number)
    if containing is not None:
        strengths: dict[str, float] = table("settings")["prepositions"]
        bare = PART_HANDLED if not containing.preposition else 0.0
        return strengths.get(containing.preposition, bare)
    if event is None:
        alone = len(sentence.noun_phrases) <= 2 and not sentence.events
        return 2.0 if alone else 0.0
    if number in event.objects and event.verb in words("settings", "verbs", "arrive"):
        return 2.6
    if number in event.subjects and (event.adjective or event.predicate is not None):
        return 1.6
    if number in event.objects and event.verb not in words("settings", "verbs", "absent"):
        return 1.6
    broad = phrase.category in ("land", "water", "building") and phrase.determiner == "the"
    if number in event.subjects and broad and not event.subordinate:
        return ENOUGH
    return 0.0


def _far_from_deed(sentence: Sentence, phrase: NounPhrase) -> float:
    """What it takes from a place that its preposition hangs on a noun: "the king of a land"."""
    holder = sentence.noun_phrases[phrase.attached_to] if phrase.attached_to is not None else None
    if holder is not None and phrase.preposition == "to" and holder.category == "vehicle":
        return 3.0  # the bus to Waimea
    if phrase.preposition in ("down", "along", "through", "up", "across", "into", "out of", "to"):
        return 0.0
    number = phrase.attached_to
    for _ in range(4):
        if number is None:
            break
        holder = sentence.noun_phrases[number]
        if holder.preposition in words("verbs", "prepositions", "absent") - {"of"}:
            return 3.0
        event = _event_of(sentence, number)
        if event is not None and number in event.objects and event.verb in ("have", "own", "know"):
            return 3.0
        number = holder.attached_to
    held = _event_of(sentence, phrase.attached_to) if phrase.attached_to is not None else None
    done_to = held is not None and phrase.attached_to in held.objects
    return 0.4 if done_to else 0.9


def _of_region(sentence: Sentence, number: int) -> NounPhrase | None:
    """The part before an `of`: "the edge of the forest", "the ceiling of the kitchen"."""
    for phrase in sentence.noun_phrases:
        parts = words("settings", "places", "regions") | words("settings", "places", "never")
        if phrase.of == number and phrase.head in parts:
            return phrase
    return None


def _real(sentence: Sentence, event: Event) -> bool:
    if event.infinitive and not infinitive_happens(sentence, event):
        return False
    if event.negated or event.hypothetical or event.reported or event.past_before:
        return False
    return event.verb not in words("settings", "verbs", "unreal")


def _event_of(sentence: Sentence, number: int) -> Event | None:
    for event in sentence.events:
        linked = {hung.phrase for hung in event.prepositions}
        if number in event.subjects or number in event.objects or number in linked:
            return event
    return None


def _site(sentence: Sentence, phrase: NounPhrase) -> Site:
    outside = phrase.preposition in words("settings", "places", "outside") and (
        phrase.head in words("places", "indoors")
    )
    adjectives = tuple(
        a for a in phrase.adjectives if a.lower() not in words("settings", "places", "bland")
    )[:MAX_ADJECTIVES]
    noun = _noun(phrase)
    proper = phrase.name
    if proper:
        noun = proper.split()[-1].lower()
    return Site(
        noun=noun,
        name=proper or " ".join(part for part in (phrase.compound, noun) if part),
        proper=proper,
        adjectives=adjectives,
        compound="" if proper else _compound(phrase),
        owner=_owner(sentence, phrase),
        outside=outside,
        definite=phrase.determiner == "the",
    )


def _noun(phrase: NounPhrase) -> str:
    """The place noun: `sea` for "the sea front", `market` for "the night market"."""
    head = phrase.head.lower()
    if head in words("settings", "places", "fronts") and phrase.compound:
        return phrase.compound.lower().removesuffix(head).split()[-1]
    return head


def _compound(phrase: NounPhrase) -> str:
    """What stands before the head in a compound: `night` of "night market"."""
    first = phrase.compound
    if not first or _noun(phrase) != phrase.head.lower():
        return ""
    return first.removesuffix(phrase.head).strip()


def _owner(sentence: Sentence, phrase: NounPhrase) -> str:
    owner = phrase.owner_text
    if phrase.owner is not None and sentence.noun_phrases[phrase.owner].pronoun:
        return ""
    pronouns = ("his", "her", "its", "their", "my", "our", "your")
    return "" if owner.lower() in pronouns else owner


def _stepped_out(sentence: Sentence, now: Site | None) -> Site | None:
    """`outside` or `outdoors` as an adverb leaves the house that the scene is in."""
    lower = [token.lower for token in sentence.tokens]
    indoors = now is not None and (now.indoors or now.noun in words("places", "indoors"))
    last_is = bool(lower) and ("outside" in lower or "outdoors" in lower)
    if now is not None and indoors and last_is and not now.outside:
        governed = any(p.preposition == "outside" for p in sentence.noun_phrases)
        moved = any(e.verb in words("settings", "verbs", "motion") for e in sentence.events)
        if moved and not governed:
            return replace(now, outside=True, indoors=False)
    return None
