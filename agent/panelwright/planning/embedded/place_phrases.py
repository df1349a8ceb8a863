"""Tells which noun phrases name a place."""

from bisect import bisect_left

from panelwright.planning.embedded.on_water import is_open_boat
from panelwright.planning.embedded.place_aloft import is_aloft
from panelwright.planning.embedded.place_nouns import is_indoor_noun, listed_noun
from panelwright.planning.embedded.premises import are_premises
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.sites import is_storey, place_noun, proper_name
from panelwright.planning.embedded.tables import index, table, words
from panelwright_tools.language.document import LIVING, PLACES, Document, NounPhrase, Sentence
from panelwright_tools.language.lexicon import category_of


def is_place(document: Document, sentence: Sentence, number: int) -> bool:
    """This noun phrase names somewhere a scene can play."""
    phrase = sentence.noun_phrases[number]
    if _is_part(document, sentence, phrase) or _is_denied(sentence, phrase):
        return False
    if _is_kind(sentence, number) or _is_model(document, sentence, phrase):
        return False
    if phrase.compound == "way" or phrase.head == "way" or is_open_boat(phrase):
        return False
    if _is_tongue(sentence, phrase) or phrase.head.lower() in words("settings", "places", "dates"):
        return False
    if is_spot(sentence, phrase) or _is_listed(sentence, number):
        return True
    if are_premises(sentence, phrase):
        return True
    if (
        phrase.negated
        or phrase.pronoun
        or place_noun(phrase) in words("settings", "places", "never")
    ):
        return False
    if phrase.head.lower() in index("settings", "season") | index("settings", "time"):
        return False
    if _is_palm(phrase) or _is_row_of_bars(sentence, phrase) or _is_over_roof(sentence, phrase):
        return False
    if phrase.head == "stair" and not (phrase.determiner or phrase.owner_text):
        return False  # "four hundred stairs"
    if phrase.head_text.lower() in words("settings", "places", "planets"):
        return phrase.preposition in ("on", "to", "from", "onto")
    living = phrase.category in LIVING and category_of(phrase.head) in LIVING
    if place_noun(phrase) in words("places", "known") and not (living or _is_own_part(phrase)):
        return not (
            phrase.plural and phrase.preposition == "over" and not _is_crossed(sentence, number)
        )
    if _is_own_part(phrase):
        return False
    sure = phrase.category != "place" or phrase.name
    if (phrase.category in PLACES and sure) or phrase.category == "vehicle":
        return _is_located(sentence, number)
    return _is_named(document, phrase) or _is_front(phrase) or _is_unknown_name(sentence, phrase)


def _is_model(document: Document, sentence: Sentence, phrase: NounPhrase) -> bool:
    """`somebody brings a volcano … his volcano`: nobody owns a real one."""
    if phrase.head not in words("props", "models"):
        return False
    at = bisect_left(document.sentences, sentence.span, key=lambda one: one.span)
    near = document.sentences[max(0, at - _NEAR) : at + _NEAR]
    return any(p.head == phrase.head and p.owner_text for s in near for p in s.noun_phrases)


_NEAR = 20
"""Sentences before and after one that tell what its nouns are."""


def _is_kind(sentence: Sentence, number: int) -> bool:
    """`that kind of town`, `a map of the island`."""
    phrase = sentence.noun_phrases[number]
    heads = {p.head for p in sentence.noun_phrases if p.of == number}
    own = [token.lower for token in sentence.tokens[slice(*phrase.tokens)]]
    heads |= set(own[: own.index("of")]) if "of" in own else set()
    return bool(heads & words("settings", "places", "kinds"))


def _is_crossed(sentence: Sentence, number: int) -> bool:
    """`led his donkey over the mountains`; not `flew over the hills`."""
    event = event_of(sentence, number)
    afoot = words("settings", "verbs", "motion") - words("settings", "verbs", "flying")
    phrase = sentence.noun_phrases[number]
    land = phrase.category == "land" and phrase.head not in words("settings", "places", "tops")
    return land and event is not None and event.verb in afoot


def governing_preposition(sentence: Sentence, phrase: NounPhrase) -> str:
    """The preposition of a phrase, or of the part before its `of`: `from` the top of the throne."""
    if phrase.preposition != "of":
        return phrase.preposition
    number = sentence.noun_phrases.index(phrase)
    regions = words("settings", "places", "regions")
    holders = [p for p in sentence.noun_phrases if p.of == number and p.head in regions]
    return holders[0].preposition if holders else "of"


def _is_located(sentence: Sentence, number: int) -> bool:
    """Somebody is in, at or on it, or it stands alone: nouns of places mean other things too."""
    phrase = sentence.noun_phrases[number]
    if phrase.plural or (phrase.name and not phrase.name[:1].isupper()):
        return False
    preposition = governing_preposition(sentence, phrase)
    event = event_of(sentence, number)
    if event is None or preposition not in ("", "of"):
        return True
    return number in event.objects and event.verb in words("settings", "verbs", "arrive")


def _is_listed(sentence: Sentence, number: int) -> bool:
    """A listed noun of a place with somebody in, at or on it; a compound also alone."""
    phrase = sentence.noun_phrases[number]
    noun = "" if phrase.negated else listed_noun(phrase)
    if not noun or _is_palm(phrase):
        return False
    event = event_of(sentence, number)
    visited = event is not None and event.verb in words("settings", "verbs", "arrive")
    if number in (event.objects if event else ()) and visited:
        return True
    if " " in noun and not phrase.plural:
        return True
    preposition = governing_preposition(sentence, phrase)
    hidden = preposition in ("behind", "from behind", "by", "near", "beside", "under")
    if hidden and (phrase.category in _SMALL or phrase.determiner in ("a", "an")):
        return False  # "hiding behind a plant"
    return preposition in words("settings", "places", "around")


_SMALL = ("plant", "artifact", "device", "furniture", "container")


def is_spot(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`at the city gate`, `on the stage`: a place only when somebody is at it."""
    if phrase.negated or phrase.pronoun:
        return False
    head = phrase.head.lower()
    certain = (head == "cloud" and phrase.preposition == "on") or phrase.preposition == "under"
    if head in words("settings", "places", "told") and phrase.determiner != "the" and not certain:
        return False
    if not sentence.events and not phrase.preposition and phrase.determiner:
        return _is_thing_spot(phrase)
    preposition = governing_preposition(sentence, phrase)
    if preposition in ("under", "beneath", "below"):
        if head in words("settings", "places", "waters"):
            event = event_of(sentence, sentence.noun_phrases.index(phrase))
            subjects = event.subjects if event is not None else ()
            return not any(sentence.noun_phrases[number].head == "it" for number in subjects)
        return head in words("settings", "places", "shelters")
    if head == "floor":
        return preposition in ("on", "to", "down to", "up to") and is_storey(phrase)
    if preposition == "through" and head in words("settings", "places", "gates"):
        event = event_of(sentence, sentence.noun_phrases.index(phrase))
        return event is not None and event.verb in words("settings", "verbs", "motion")
    if head in words("settings", "places", "passes"):
        return preposition in table("settings")["prepositions"]
    if head == "sky":
        return _flown_through(sentence, phrase)
    if preposition not in words("settings", "places", "at"):
        return preposition in _TO and _is_thing_spot(phrase)
    if preposition == "at" and head in words("settings", "places", "doors"):
        return bool(phrase.adjectives or phrase.compound)  # "at the back door"
    if phrase.plural:
        return head in words("settings", "places", "several")
    return _is_thing_spot(phrase)


_TO = ("to", "down to", "up to", "back to", "over to", "toward", "towards", "from")


def _flown_through(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`floated up into the sky`."""
    event = event_of(sentence, sentence.noun_phrases.index(phrase))
    flown = event is not None and event.verb in words("settings", "verbs", "flying")
    before = sentence.tokens[max(0, phrase.tokens[0] - 2) : phrase.tokens[0] - 1]
    flown |= bool(before) and before[0].lower in ("high", "up")
    return flown and phrase.preposition in ("into", "through", "across", "in")


def _is_thing_spot(phrase: NounPhrase) -> bool:
    """`at the counter`, `on the balcony`; not `on the counter`, where things lie."""
    if phrase.preposition == "on" and phrase.head in words("settings", "places", "tabletops"):
        return False
    owned = phrase.owner_text and phrase.head.lower() not in words("settings", "places", "own")
    return phrase.head.lower() in words("settings", "places", "spots") and not owned


def _is_named(document: Document, phrase: NounPhrase) -> bool:
    kinds = {document.entity(entity).kind for entity in phrase.entities}
    inn = phrase.determiner == "the" and phrase.preposition in ("at", "in", "to", "into")
    nobody = phrase.category == "unknown" and not phrase.plural and kinds <= {"place", "thing"}
    return phrase.name[:1].isupper() and (kinds == {"place"} or (inn and nobody))


def _is_unknown_name(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`in Kumasi`, or the place of a dateline: `Manchester, November 1843.`"""
    proper = proper_name(sentence, phrase)
    if not proper[:1].isupper() or any(char.isdigit() for char in proper):
        return False
    if phrase.preposition in ("in", "into", "to", "at") and not phrase.name:
        return phrase.span[0] > sentence.span[0]
    if phrase.preposition.endswith(" side of"):
        return True
    dated = any(token.lower.isdigit() and len(token.lower) == 4 for token in sentence.tokens)
    return dated and not sentence.events and not phrase.preposition


def _is_tongue(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`calling out the names in Punjabi`, `into German`."""
    if phrase.name.lower() in words("settings", "places", "tongues"):
        return phrase.preposition in ("in", "into", "from")
    speaking = words("verbs", "speech") | words("settings", "verbs", "aiming") | {"write", "read"}
    before = [event for event in sentence.events if event.token < phrase.tokens[0]]
    return phrase.preposition == "in" and bool(before) and before[-1].verb in speaking


def _is_front(phrase: NounPhrase) -> bool:
    """`the sea front`, or a word that is a room when somebody is inside: `in the study`."""
    noun = place_noun(phrase)
    if noun != phrase.head.lower() and phrase.preposition:
        return category_of(noun) in PLACES
    if phrase.category not in ("furniture", "container", "artifact", "abstract", "unknown"):
        return False
    within = phrase.preposition in ("in", "inside", "into", "out of")
    return within and is_indoor_noun(place_noun(phrase))


def _is_part(document: Document, sentence: Sentence, phrase: NounPhrase) -> bool:
    """`the shore` of a lake: the lake is the place."""
    if phrase.of is None or phrase.head not in words("settings", "places", "regions"):
        return False
    return is_place(document, sentence, phrase.of)


def _is_denied(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`not into the bank`."""
    before = [token.lower for token in sentence.tokens[: phrase.tokens[0]]]
    leading = len(phrase.preposition.split())
    return bool(phrase.preposition) and before[-leading - 1 : -leading] == ["not"]


def _is_over_roof(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`kicks the ball over the bar`, `the moon hung over the house`; not `lives over a shop`."""
    event = event_of(sentence, sentence.noun_phrases.index(phrase))
    if event is not None and event.verb in words("settings", "verbs", "usual"):
        return False
    before = sentence.tokens[max(0, phrase.tokens[0] - 2) : phrase.tokens[0] - 1]
    everywhere = any(token.lower == "all" for token in before)  # "all over the house"
    over = phrase.preposition in ("over", "above") and not everywhere
    return over and is_indoor_noun(place_noun(phrase)) and not is_aloft(sentence, phrase)


def _is_palm(phrase: NounPhrase) -> bool:
    """`his palm flat on the table`."""
    compound = phrase.compound.lower()
    return bool(compound and phrase.owner_text) and compound in words("places", "palms")


def _is_own_part(phrase: NounPhrase) -> bool:
    """`The car lay on its roof.`"""
    owned = phrase.owner_text.lower() == "its"
    return owned and phrase.head in words("settings", "places", "tops")


def _is_row_of_bars(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`the bars of the cage`, `a bar of soap`; not `the bar of the hotel`."""
    if phrase.head != "bar" or phrase.of is None:
        return False
    return phrase.plural or sentence.noun_phrases[phrase.of].category not in PLACES
