"""Words to the members of the closed lists: "sprinting" is Pose.RUN, "bird's eye" Angle.HIGH."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from typing import Final, Literal

from panelwright.planning.embedded import tables
from panelwright.planning.embedded.callings import BY_CATEGORY
from panelwright.planning.llm.tables import table
from panelwright_tools.domain import (
    Age,
    Angle,
    Build,
    Face,
    Facing,
    Kind,
    Pose,
    RelationKind,
    Season,
    Shot,
    SpeechKind,
    TimeOfDay,
    Weather,
)
from panelwright_tools.language.lemmas import noun_lemma, verb_lemma
from panelwright_tools.language.lexicon import category_of, lexicon

Side = Literal["left", "centre", "right"]

_MOST_CHARACTERS: Final = 100
"""A model that writes more into a field of one word has lost its way; the beginning will do."""
_TYPO: Final = 0.8
"""How like a known word an unknown one must be to pass for it, 0..1."""
_SHORTEST_TYPO: Final = 4
"""Letters; shorter words are like too many others."""


@dataclass(frozen=True)
class _Words:
    """One closed list with all that its members are called."""

    phrases: Mapping[str, str]
    """Phrase, as `_tokens` leaves it, to the member's value."""
    longest: int
    """Words of the longest phrase."""
    faint: frozenset[str]


def nearest_pose(words: str) -> Pose | None:
    """The body that a verb or a few words ask for; None when they ask for none."""
    found = _nearest("pose", words)
    return Pose(found) if found else None


def nearest_face(words: str) -> Face | None:
    """The expression of a feeling."""
    found = _nearest("face", words)
    return Face(found) if found else None


def nearest_shot(words: str) -> Shot | None:
    """How much the frame shows: "establishing shot", "close-up of her hand"."""
    found = _nearest("shot", words)
    return Shot(found) if found else None


def nearest_angle(words: str) -> Angle | None:
    """Where the camera stands: "bird's eye view"."""
    found = _nearest("angle", words)
    return Angle(found) if found else None


def nearest_time(words: str) -> TimeOfDay | None:
    """Time of day: "around midnight"."""
    found = _nearest("time", words)
    return TimeOfDay(found) if found else None


def nearest_weather(words: str) -> Weather | None:
    """The weather: "drizzling"."""
    found = _nearest("weather", words)
    return Weather(found) if found else None


def nearest_season(words: str) -> Season | None:
    """The season: "late October"."""
    found = _nearest("season", words)
    return Season(found) if found else None


def nearest_relation(words: str) -> RelationKind | None:
    """How two subjects stand: "is holding". See also `is_turned`."""
    found = _nearest("relation", words)
    return RelationKind(found) if found else None


def is_turned(words: str) -> bool:
    """Whether a relation is told from its target: "is held by", "contains"."""
    tokens = _tokens(words)
    turned = next(_hits(_words("turned"), tokens), None) is not None
    told = any(" ".join(pair) in _words("turned").phrases for pair in pairwise(tokens))
    return turned if told else turned is not _is_passive(tokens)


def _is_passive(tokens: list[str]) -> bool:
    """`surrounded by`, but not `standing by` and `sits by`."""
    done = (word for word, after in pairwise(tokens) if after == "by")
    return any(verb_lemma(word) != word and not word.endswith(("ing", "s")) for word in done)


def nearest_kind(words: str) -> Kind | None:
    """What a character is: "golden retriever" is an animal."""
    found = _nearest("kind", words)
    if found is not None:
        return Kind(found)
    for token in reversed(_tokens(words)):
        category = category_of(noun_lemma(token))
        if category == "person":
            return Kind.PERSON
        if category in BY_CATEGORY:
            return BY_CATEGORY[category]
        if category in tables.words("staging", "things", "drawn"):
            return Kind.THING
    return None


def nearest_age(words: str) -> Age | None:
    """Age of a person: "in her seventies", "12 years old"."""
    years = re.search(r"\d{1,3}", words[:_MOST_CHARACTERS])
    if years is not None:
        ends = table("wording")["years"]
        return next((Age(key) for key, end in ends.items() if int(years.group()) < end), Age.OLD)
    found = _nearest("age", words)
    return Age(found) if found else None


def nearest_build(words: str) -> Build | None:
    """Build of a body: "muscular"."""
    found = _nearest("build", words)
    return Build(found) if found else None


def nearest_facing(words: str) -> Facing | None:
    """Which way a subject is turned: "away from the camera"."""
    found = _nearest("facing", words)
    return Facing(found) if found else None


def nearest_speech_kind(words: str) -> SpeechKind | None:
    """How words are uttered: "thinking", "voice-over"."""
    found = _nearest("speech", words)
    return SpeechKind(found) if found else None


def nearest_side(words: str) -> Side | None:
    """Third of the picture, as the reader sees it: "on the far left"."""
    found = _nearest("side", words)
    return found  # type: ignore[return-value]


def nearest_depth(words: str) -> float | None:
    """Depth of a subject, 0 near the reader, 1 far away: "in the background"."""
    return _amount("depth", words)


def nearest_weight(words: str) -> float | None:
    """Share of the page that a panel of this size deserves; 1 is what most have."""
    return _amount("size", words)


def _amount(name: str, words: str) -> float | None:
    found = _nearest(name, words)
    return float(table("wording")["amounts"][name][found]) if found else None


def _nearest(name: str, words: str) -> str | None:
    """The first member that the words name, one that isn't faint if there is any."""
    listed, tokens = _words(name), _tokens(words)
    found = list(_hits(listed, tokens)) or list(_typos(listed, tokens))
    return next((hit for hit in found if hit not in listed.faint), found[0] if found else None)


def _hits(listed: _Words, tokens: list[str]) -> Iterator[str]:
    """Members in the order in which the tokens name them, the longest phrase at each place."""
    variants = (tokens, [verb_lemma(t) for t in tokens], [noun_lemma(t) for t in tokens])
    start = 0
    while start < len(tokens):
        hit, size = _longest_at(listed, variants, start)
        if hit is not None and not _denied(tokens, start):
            yield hit
        start += max(size, 1)


def _longest_at(
    listed: _Words, variants: tuple[list[str], ...], start: int
) -> tuple[str | None, int]:
    said = variants[0]
    for size in range(min(listed.longest, len(said) - start), 0, -1):
        for variant in variants:
            bare = variant[start : start + size]
            for phrase in (bare, [bare[0], *said[start + 1 : start + size]]):
                hit = listed.phrases.get(" ".join(phrase))
                if hit is not None:
                    return hit, size
    return None, 0


def _typos(listed: _Words, tokens: list[str]) -> Iterator[str]:
    """`nigth`, `strom`: words that are hardly wrong."""
    for place, token in enumerate(tokens):
        if len(token) < _SHORTEST_TYPO or _is_known(token) or _denied(tokens, place):
            continue
        known = [word for word in listed.phrases if word[0] == token[0]]
        for like in get_close_matches(token, known, n=1, cutoff=_TYPO):
            yield listed.phrases[like]


def _is_known(token: str) -> bool:
    """An English word isn't a misspelt other one."""
    return bool({token, noun_lemma(token), verb_lemma(token)} & lexicon().classes.keys())


def _denied(tokens: list[str], place: int) -> bool:
    """`not afraid`."""
    return place > 0 and tokens[place - 1] in table("wording")["denials"]["words"].split()


def _tokens(words: str) -> list[str]:
    """The words in lower case without marks: `Close-Up` and `close_up` are close up."""
    plain = unicodedata.normalize("NFKC", words[:_MOST_CHARACTERS])
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return re.findall(r"[^\W_]+", re.sub(r"['’]", "", parted.lower()))


@cache
def _words(name: str) -> _Words:
    phrases: dict[str, str] = {}
    for member, phrase in _sources(name):
        phrases.setdefault(" ".join(_tokens(phrase)), member)
    longest = max(phrase.count(" ") + 1 for phrase in phrases)
    faint = table("wording")["faint"].get(name, "").split()
    return _Words(phrases, longest, frozenset(faint))


def _sources(name: str) -> Iterator[tuple[str, str]]:
    """Members with what they are called, the surest source first."""
    own: dict[str, str] = table("wording")[name]
    if name != "turned":
        yield from ((member, member) for member in own)
    yield from _listed(own, ";")
    if name == "relation":
        yield from _listed(table("wording")["turned"], ";")
        yield from _listed(tables.table("staging")["prepositions"], ",")
        yield from _listed({k: _verbs(k) for k in own if k in tables.table("staging")["verbs"]})
    elif name in ("shot", "angle", "time", "weather", "season"):
        yield from _listed(tables.table("requests")[name], ";")
    if name in ("time", "weather", "season"):
        yield from _listed(tables.table("settings")[name])
    elif name in ("age", "build"):
        yield from _listed(tables.table("looks")[name])
    elif name in ("pose", "face"):
        yield from _listed(tables.table(f"{name}s"))


def _verbs(kind: str) -> str:
    return str(tables.table("staging")["verbs"][kind])


def _listed(entries: Mapping[str, str], mark: str | None = None) -> Iterable[tuple[str, str]]:
    """Members with the words of their entries, which `mark` or a blank parts."""
    return ((member, word) for member, text in entries.items() for word in text.split(mark))
