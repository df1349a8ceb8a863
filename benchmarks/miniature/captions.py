"""Captions: what a scene shows, in words that vary, and at times not all of it."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from miniature.scenes import Scene, Thing
from miniature.tables import table

_ROOT = Path(__file__).parents[2]
_NUMBERS = ("one", "two", "three")
_CLEAR = 3.0
"""Pixels by which centres differ at least where a relation is said."""


def caption(scene: Scene, chance: np.random.Generator) -> str:
    """A caption for training: true of the scene, or empty, or without meaning."""
    chances = table("captions")["chances"]
    lot = chance.random()
    if lot < chances["empty"]:
        return ""
    if lot < chances["empty"] + chances["filler_only"]:
        return _filler(chance)
    things = [scene.things[n] for n in chance.permutation(len(scene.things))]
    if len(things) > 1 and chance.random() < chances["partial"]:
        things = things[: int(chance.integers(1, len(things)))]
    return _filled(_said(things, chance), chance)


def told(things: Sequence[Thing]) -> str:
    """The plainest caption of some things, in the order given: "a red fox and a blue car"."""
    template = table("captions")[_NUMBERS[len(things) - 1]][0][0]
    return str(template).format(*(f"a {thing.colour} {thing.kind}" for thing in things))


def relations(one: Thing, other: Thing) -> tuple[str, ...]:
    """Where the first clearly lies as seen from the second: left, right, above, below."""
    across, down = (a - b for a, b in zip(one.centre, other.centre, strict=True))
    found = []
    if abs(across) > max(_CLEAR, abs(down)):
        found.append("left" if across < 0 else "right")
    if abs(down) > max(_CLEAR, abs(across)):
        found.append("above" if down < 0 else "below")
    return tuple(found)


def _said(things: Sequence[Thing], chance: np.random.Generator) -> str:
    facts = table("captions")
    bare = chance.random() < facts["chances"]["bare"]
    phrases = [_phrase(thing, chance, bare=bare) for thing in things]
    if len(things) > 1 and chance.random() < facts["chances"]["relation"]:
        for found in relations(things[0], things[1]):
            first = str(chance.choice(facts["relations"][found])).format(*phrases)
            return ", ".join((first, *phrases[2:]))
    return _drawn_of(facts[_NUMBERS[len(things) - 1]], chance).format(*phrases)


def _phrase(thing: Thing, chance: np.random.Generator, *, bare: bool) -> str:
    filler = table("captions")["filler"]
    words = [thing.colour, thing.kind]
    if chance.random() < table("captions")["chances"]["adjective"]:
        words.insert(0, str(chance.choice(filler["adjectives"])))
    if not bare:
        words.insert(0, _drawn_of(filler["articles"], chance))
    text = " ".join(words)
    return re.sub(r"^a (?=[aeiou])", "an ", text)


def _filled(text: str, chance: np.random.Generator) -> str:
    """The text, at times between words that mean nothing."""
    if chance.random() >= table("captions")["chances"]["filler"]:
        return text
    lot = chance.random()
    before = f"{_filler(chance)}, " if lot < 0.45 else ""
    after = f", {_filler(chance)}" if lot > 0.25 else ""
    return f"{before}{text}{after}"


def _filler(chance: np.random.Generator) -> str:
    """Up to some words in a row of the examples or of what prompts say of style and quality."""
    lines = filler_lines()
    words = lines[int(chance.integers(len(lines)))].split()
    most = int(chance.integers(2, table("captions")["filler"]["most"] + 1))
    start = int(chance.integers(max(1, len(words) - most)))
    return " ".join(words[start : start + most])


@cache
def filler_lines() -> tuple[str, ...]:
    """Lines of text without any word that the miniature knows the meaning of."""
    known = set(table("scenes")["kinds"]) | set(table("scenes")["colours"])
    stories = table("captions")["filler"]["stories"]
    examples = (_ROOT / "examples").iterdir()
    texts = [file.read_text("utf-8") for file in sorted(examples) if file.suffix in stories]
    styles = sorted((_ROOT / "tools/panelwright_tools/prompting/data").glob("*.toml"))
    quoted = [re.findall(r'"([^"\n]{8,})"', file.read_text("utf-8")) for file in styles]
    told_often = [text for texts_ in quoted for text in texts_] * 4
    lines = [*(line for text in texts for line in re.split(r"[\n.!?]", text)), *told_often]
    kept = [" ".join(w for w in _words(line) if w.strip(",") not in known) for line in lines]
    return tuple(line for line in kept if len(line.split()) > 1)


def _words(line: str) -> list[str]:
    return re.findall(r"[a-z0-9'-]+,?", line.lower())


def _drawn_of(weighted: Sequence[tuple[str, int]], chance: np.random.Generator) -> str:
    weights = np.array([weight for _, weight in weighted], float)
    return weighted[int(chance.choice(len(weighted), p=weights / weights.sum()))][0]
