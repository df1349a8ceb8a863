"""Places told by what people are among or lie in: `between the graves`, `woke in the bed`."""

from dataclasses import replace

from panelwright.planning.embedded.place_nouns import is_indoor_noun
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.sites import Site
from panelwright.planning.embedded.surroundings import are_kin
from panelwright.planning.embedded.tables import index, words
from panelwright_tools.language.document import LIVING, Event, NounPhrase, Sentence
from panelwright_tools.language.lexicon import category_of

_AMONG = ("between", "among", "amongst", "through", "past", "in and out of")


def cued(sentence: Sentence, visited: list[Site]) -> Site | None:
    """Where things that stand around people, or a bed, say that the scene is; the last is now."""
    now = visited[-1] if visited else None
    found = _opened_outside(sentence, visited)
    if found is not None or now is None:
        return found
    for number, phrase in enumerate(sentence.noun_phrases):
        event = event_of(sentence, number)
        if event is None or not event.happens or phrase.negated:
            continue
        if _is_open_ground(phrase) and now.within_walls:
            yards = [site for site in visited if not site.within_walls]
            return yards[-1] if yards else None
        if _is_open_water(sentence, phrase, event) and category_of(now.noun) != "water":
            known = [site for site in visited if category_of(site.noun) == "water"]
            return known[-1] if known else Site(noun="sea", name="sea")
        awaited = _awaited(phrase, event.verb) or _knocked(phrase, event.verb)
        noun = awaited or _among(phrase) or _bed(phrase, event.verb, now)
        if noun and (_is_elsewhere(noun, now) or (awaited and not are_kin(awaited, now.full_noun))):
            *before, last = noun.split()
            return Site(noun=last, name=noun, compound=" ".join(before))
    return None


def _among(phrase: NounPhrase) -> str:
    around = phrase.preposition in _AMONG and phrase.plural and not phrase.owner_text
    return index("places", "among").get(phrase.head.lower(), "") if around else ""


def _bed(phrase: NounPhrase, verb: str, now: Site) -> str:
    """`He woke in the king's bed`: in a bedroom, wherever he was, unless beds are there."""
    within = phrase.preposition in ("in", "into", "at the foot of") or (
        phrase.owner_text and phrase.preposition == "on"
    )
    lying = phrase.head == "bed" and within
    bedded = lying and verb in words("settings", "verbs", "bedding") and not phrase.compound
    return "bedroom" if bedded and now.noun not in words("settings", "places", "bedded") else ""


def _is_open_ground(phrase: NounPhrase) -> bool:
    """`is left on the grass`: outdoors, where the scene was before."""
    ground = phrase.head in words("settings", "places", "open_ground")
    return ground and phrase.preposition in ("on", "in", "across") and phrase.determiner == "the"


def _is_open_water(sentence: Sentence, phrase: NounPhrase, event: Event) -> bool:
    """`Out on the black water a boat is sailing`: on the sea or lake of the story."""
    out = sentence.tokens[0].lower == "out"
    on = phrase.head == "water" and phrase.preposition in ("on", "across", "over")
    afloat = event.verb in words("settings", "verbs", "afloat") | {"rock", "bob", "toss"}
    return on and phrase.determiner == "the" and (afloat or out)


def _awaited(phrase: NounPhrase, verb: str) -> str:
    """`waits for the bus`: at its stop."""
    awaited = verb == "wait" and phrase.preposition == "for"
    return index("places", "awaited").get(phrase.head, "") if awaited else ""


def _knocked(phrase: NounPhrase, verb: str) -> str:
    """`knocked on our door`: at home."""
    ours = phrase.head == "door" and phrase.owner_text.lower() in ("our", "my")
    return "home" if ours and verb in words("settings", "verbs", "knocking") else ""


def _is_elsewhere(noun: str, now: Site) -> bool:
    """Indoors after outdoors or the reverse; a bedroom after any other room."""
    last = noun.split()[-1]
    within = is_indoor_noun(noun)
    return last != now.noun and (noun == "bedroom" or within != now.within_walls)


def _opened_outside(sentence: Sentence, visited: list[Site]) -> Site | None:
    """`Outside, her brother gives her a cake`: a cut, when somebody acts there."""
    now = visited[-1] if visited else None
    if now is None or not now.within_walls or now.outside:
        return None
    first = [token.lower for token in sentence.tokens][:4]
    opens = first[:2] == ["outside", ","] or first[1:4] == [",", "outside", ","]
    acting = [
        sentence.noun_phrases[subject]
        for event in sentence.events
        if event.happens
        for subject in event.subjects
    ]
    if not opens or not any(p.category in LIVING or p.pronoun or p.name for p in acting):
        return None
    houses = [site for site in visited if category_of(site.noun) == "building" and not site.outside]
    house = houses[-1] if houses and category_of(now.noun) == "room" else now
    return replace(house, outside=True, indoors=False)
