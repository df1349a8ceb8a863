"""Pairs to fit a margin on: a picture to be painted, and a claim that it will not fulfil."""

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from pydantic import Field, ValidationError

from panelwright_tools.domain import Brief, BriefRegion, Region, UserError
from panelwright_tools.domain.model import Model, digest
from panelwright_tools.domain.text import Text
from panelwright_tools.layout.prompt import layout_prompt

MATCHED: Final = "matched"
MISMATCHED: Final = "mismatched"
_SEEDS: Final = 2**31
_GRAIN: Final = 8
"""Edges of pictures are multiples of this many pixels."""


class Words(Model):
    """What prompts are made of: things, each of which may have each colour."""

    things: tuple[Text, ...] = Field(min_length=2)
    colours: tuple[Text, ...] = Field(min_length=2)


@dataclass(frozen=True)
class Pair:
    """One picture, and two claims of one of its regions."""

    painted: Brief
    region: BriefRegion
    """Of the painted ones."""
    other: str
    """What it is claimed to show and doesn't."""

    @property
    def joint(self) -> Brief:
        """Both claims side by side, and nothing else: what they share is asked once."""
        return self._with(self._claim(MATCHED, self._own), self._claim(MISMATCHED, self.other))

    @property
    def apart(self) -> tuple[Brief, Brief]:
        """Each claim among the other regions, where it is held against them."""
        rest = [item for item in self.painted.regions if item.region.id != self.region.region.id]
        claims = (self._claim(MATCHED, self._own), self._claim(MISMATCHED, self.other))
        return self._with(claims[0], *rest), self._with(claims[1], *rest)

    @property
    def _own(self) -> str:
        return self.region.region.phrase or self.region.region.noun

    def _claim(self, name: str, text: str) -> BriefRegion:
        told = Region(
            id=name, noun=self.region.region.noun, phrase=text, depth=self.region.region.depth
        )
        return BriefRegion(region=told, box=self.region.box)

    def _with(self, *regions: BriefRegion) -> Brief:
        return self.painted.model_copy(update={"regions": regions, "avoid": ()})


@lru_cache
def _table() -> dict[str, Any]:
    file = resources.files("panelwright_tools.lift.calibration").joinpath("data/pairs.toml")
    return tomllib.loads(file.read_text("utf-8"))


def usual_words(model: str | None) -> Words:
    """The words for a model: those that a shipped one was trained on, else general ones."""
    known = _table()["words"]
    return Words.model_validate(known.get(model, known["general"]))


def read_words(file: Path) -> Words:
    """Words of one's own, from a TOML file with `things` and `colours`. Raises UserError."""
    try:
        return Words.model_validate(tomllib.loads(file.read_text("utf-8")))
    except OSError as error:
        raise UserError(f"{file} can't be read: {str(error.strerror).lower()}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise UserError(
            f"{file} holds no words: write a TOML file with things = [two names or more] and "
            "colours = [two or more]."
        ) from error


def pair_of_words(words: Words, seed: int, number: int) -> Pair:
    """The pair of that number: a picture of one or two things, each in a colour.

    Half of the mismatched claims change only the colour or only the thing: those are what painters
    confuse.
    """
    chance = random.Random(f"{seed}:{number}")
    things = _things(words, chance)
    prompt = " and ".join(_said(*thing) for thing in things)
    across, down = chance.choice(_table()["aspects"])
    scale = _table()["side"] / (across * down) ** 0.5
    painted = Brief(
        panel="pair",
        prompt=prompt,
        regions=_regions(prompt),
        size=(_edge(across * scale), _edge(down * scale)),
        seed=chance.randrange(_SEEDS),
    )
    other = _said(*_another(things, words, chance))
    return Pair(painted, painted.regions[0], other)


def pair_of_briefs(briefs: Sequence[Brief], seed: int, number: int) -> Pair:
    """The pair of that number: a panel painted with another seed, and a subject of another panel.

    Raises UserError where no panel lacks what another shows.
    """
    chance = random.Random(f"{seed}:{number}")
    shown = [brief for brief in briefs if _missing(brief, briefs)]
    if not shown:
        raise UserError(
            "the panels of this run all show the same: mismatched claims need a subject that "
            "another panel lacks; leave --run out."
        )
    brief = chance.choice(shown)
    whole = {"parent": None, "mask": (), "repaint": (), "seed": chance.randrange(_SEEDS)}
    painted = brief.model_copy(update=whole)
    other = chance.choice(_missing(brief, briefs))
    return Pair(painted, chance.choice(painted.regions), other)


def source_digest(source: Words | Sequence[Brief]) -> str:
    """Tells sources of pairs apart."""
    if isinstance(source, Words):
        return digest(
            source, *(str(_table()[name]) for name in ("aspects", "side", "most", "near"))
        )
    return digest(Model(), *(digest(brief) for brief in source))


def _missing(brief: Brief, briefs: Sequence[Brief]) -> list[str]:
    """What other panels show by neither phrase nor noun of this one; nothing without regions."""
    own = {text for item in brief.regions for text in (item.region.phrase, item.region.noun)}
    found = [
        item.region.phrase
        for other in briefs
        for item in other.regions
        if brief.regions and item.region.phrase and not {item.region.phrase, item.region.noun} & own
    ]
    return list(dict.fromkeys(found))


def _things(words: Words, chance: random.Random) -> list[tuple[str, str]]:
    """One thing or several, as colour and name, no two alike in name."""
    names = chance.sample(words.things, chance.randint(1, min(_table()["most"], len(words.things))))
    return [(chance.choice(words.colours), name) for name in names]


def _another(
    things: Sequence[tuple[str, str]], words: Words, chance: random.Random
) -> tuple[str, str]:
    """What is not painted; by half chance like the first thing in colour or in name."""
    colour, name = things[0]
    painted = {thing for _, thing in things}
    colours = [one for one in words.colours if one != colour]
    names = [one for one in words.things if one not in painted] or [name]
    if chance.random() < _table()["near"]:
        return chance.choice([(chance.choice(colours), name), (colour, chance.choice(names))])
    return chance.choice(colours), chance.choice(names)


def _said(colour: str, name: str) -> str:
    article = "an" if colour[:1].lower() in "aeiou" else "a"
    return f"{article} {colour} {name}"


def _edge(pixels: float) -> int:
    return round(pixels / _GRAIN) * _GRAIN


def _regions(prompt: str) -> tuple[BriefRegion, ...]:
    return tuple(
        BriefRegion(
            region=Region(id=one.id, noun=one.noun, phrase=one.phrase, depth=one.depth), box=one.box
        )
        for one in layout_prompt(prompt).regions
    )
