"""Answers the questions of planning steps from their prompts alone, as an honest model would."""

import json
import re
from collections.abc import Sequence
from typing import Any

from faulty_server import Asked

NAMES = ("Mina", "Tom", "Captain Flint", "the old sailor", "Ada")
PLACES = ("the harbour", "the lighthouse", "the night market", "the deck")
SCENE = 12
"""Sentences of a scene."""
_SENTENCE = re.compile(r"^\[(\d+)\] (.*)$", re.M)
_QUOTE = re.compile(r'Q(\d+)"')
_PANELS = re.compile(r"Break the story into (\d+) panel")


def long_story(words: int) -> str:
    """Prose of about so many words, with speech in every third sentence."""
    sentences: list[str] = []
    count = 0
    while count < words:
        k = len(sentences)
        name, other = NAMES[k % 5], NAMES[(k // 3) % 5]
        told = f"Then {name} walked slowly along {PLACES[k // 40 % 4]} and looked for lamp {k}."
        if k % 3 == 0:
            told = f'"We must find lamp {k} before the tide comes in," said {other}.'
        sentences.append(told)
        count += len(told.split())
    rows = [" ".join(sentences[at : at + 8]) for at in range(0, len(sentences), 8)]
    return "\n\n".join(rows)


def sentences_of(asked: Asked) -> list[tuple[int, str]]:
    """Number and words of the sentences that a prompt tells as its story."""
    story = asked.prompt.split("<story>\n")[1].split("\n</story>")[0]
    return [(int(number), words) for number, words in _SENTENCE.findall(story)]


def answer(asked: Asked) -> str:
    """The right answer to a question of step read or break down."""
    told = sentences_of(asked)
    made = _beats(asked, told) if asked.schema_name == "BeatsDraft" else _facts(told)
    return json.dumps(made)


def _facts(told: Sequence[tuple[int, str]]) -> dict[str, Any]:
    scenes: dict[int, list[int]] = {}
    for number, _ in told:
        scenes.setdefault((number - 1) // SCENE, []).append(number)
    words = " ".join(words for _, words in told)
    return {
        "title": "The Lamps",
        "cast": [{"name": name, "phrase": f"{name} in a coat"} for name in NAMES if name in words],
        "places": [{"name": place} for place in PLACES if place in words],
        "scenes": [
            {"first": n[0], "last": n[-1], "place": PLACES[k % 4], "present": [NAMES[k % 5]]}
            for k, n in scenes.items()
        ],
        "quotes": [
            {"quote": int(number), "speaker": next(n for n in NAMES if f"said {n}" in words)}
            for _, words in told
            for number in _QUOTE.findall(words)
        ],
    }


def _beats(asked: Asked, told: Sequence[tuple[int, str]]) -> dict[str, Any]:
    found = _PANELS.search(asked.prompt)
    assert found is not None
    count = int(found.group(1))
    edges = [k * len(told) // count for k in range(count + 1)]
    spans = [(edges[k], max(edges[k] + 1, edges[k + 1])) for k in range(count)]
    return {
        "beats": [
            {"first": told[a][0], "last": told[b - 1][0], "moment": told[a][1], "who": ["Mina"]}
            for a, b in spans
        ]
    }
