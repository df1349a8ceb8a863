"""Reads time of day, weather and season from the words of a sentence."""

import re
from typing import Final

from panelwright.planning.embedded.falling import is_shower
from panelwright.planning.embedded.tables import index, table, words
from panelwright_tools.domain import TimeOfDay, Weather
from panelwright_tools.language.document import NounPhrase, Sentence, Token

_ONE_DAY = re.compile(r" (?:then |but )?one (?:\w+ )?(?:day|morning|afternoon|evening|night) ")


def time_in(words: list[str]) -> TimeOfDay | None:
    """The time of day that the words of a sentence or heading tell."""
    times = index("settings", "time")
    text = " ".join(words)
    early = re.search(r"\b(?:one|two|three|four|[1-4])(?: o['’]clock)? in the morning\b", text)
    if early is not None:
        return TimeOfDay.NIGHT
    for place, word in enumerate(words):
        passed = place > 0 and words[place - 1] in ("all", "last", "good")
        if word in times and not passed:
            return TimeOfDay(times[word])
    for time, signs in table("settings")["time_signs"].items():
        if any(sign in text for sign in signs):
            return TimeOfDay(time)
    return None


def hour_words(sentence: Sentence) -> list[str]:
    """The words of a sentence without those that only say which thing: a lunch box, a night guard.

    `night market`, `morning light` and `evening train` tell the hour: they are there only then; so
    does who is told of by the trade: "Miss Okafor, the night porter, sat on a stool".
    """
    named: set[int] = set()
    for phrase in sentence.noun_phrases:
        at_work = phrase.role == "apposition" and phrase.category == "person"
        if (phrase.category in _AT_ANY_HOUR and not at_work) or phrase.head in words(
            "settings", "any_hour", "heads"
        ):
            first, end = phrase.tokens
            own = phrase.compound.lower().split()
            named |= {n for n in range(first, end - 1) if sentence.tokens[n].lower in own}
    return [t.lower for number, t in enumerate(sentence.tokens) if number not in named]


_AT_ANY_HOUR: Final = frozenset(
    {"person", "being", "animal", "robot", "clothing", "furniture", "container", "artifact", "tool",
     "instrument", "device", "food", "plant", "body", "weapon", "money"}
)  # fmt: skip
"""What is the same thing at any hour, whatever hour it is called by."""


def new_day(words: list[str]) -> bool:
    """A new day begins: the light and the weather of the last are over."""
    text = f" {' '.join(words)} "
    signs = (" next day ", " following day ", " another day ", " day after ", " next morning ")
    later = " later " in text and (" days " in text or " weeks " in text or " years " in text)
    return later or _ONE_DAY.match(text) is not None or any(sign in text for sign in signs)


def weather_in(sentence: Sentence, now: Weather) -> Weather:
    """The weather of a sentence: what it tells, else what goes on."""
    spoken = [token.lower for token in sentence.tokens]
    text = " ".join(spoken)
    kinds = index("settings", "weather")
    for kind in ("rain", "storm", "snow", "wind", "fog"):
        for end in (
            "stopped",
            "ended",
            "passed",
            "cleared",
            "was over",
            "lifted",
            "had stopped",
            "has stopped",
            "had ended",
            "stops",
            "ends",
            "passes",
            "is over",
            "lifts",
        ):
            if f"{kind} {end}" in text:
                return Weather.CLEAR
    if any(sign in text for sign in table("settings")["weather_signs"]["clear"]):
        return Weather.CLEAR
    for number, token in enumerate(sentence.tokens):
        if token.lower in kinds and token.tag != "NAME" and not _only_named(sentence, token):
            if spoken[max(0, number - 2) : number] in (["covered", "with"], ["covered", "in"]):
                return now  # "a mountain covered with snow"
            dry = spoken[number - 1 : number] in (["dust"], ["sand"])
            if dry or is_shower(sentence, number):
                return Weather.WIND if dry else now
            return Weather(kinds[token.lower])
    if "wind" in spoken and any(
        w in text for w in ("wind blew", "wind howl", "wind roar", "wind blow")
    ):
        return Weather.WIND
    return now


def _only_named(sentence: Sentence, token: Token) -> bool:
    """The weather word is negated, part of a name or an image: "like thunder"."""
    for phrase in sentence.noun_phrases:
        if phrase.span[0] <= token.span[0] < phrase.span[1]:
            image = phrase.preposition in ("like", "as", "of")
            return phrase.negated or bool(phrase.name) or image or _first_part(token, phrase)
    return False


def _first_part(token: Token, phrase: NounPhrase) -> bool:
    """The noun before another: a snow globe is no snow, a snow cloud is."""
    nouns = words("settings", "falls", "compound")
    return token.lower in nouns and phrase.head not in {*nouns, *words("settings", "falls", "sky")}


def season_in(sentence: Sentence) -> str | None:
    """A season that is named as a time; not one that is forgotten or longed for."""
    seasons = index("settings", "season")
    objects = {number for event in sentence.events for number in event.objects}
    missed = [sentence.noun_phrases[number].span for number in objects]
    for token in sentence.tokens:
        if token.lower in seasons and not any(a <= token.span[0] < b for a, b in missed):
            return seasons[token.lower]
    return None
