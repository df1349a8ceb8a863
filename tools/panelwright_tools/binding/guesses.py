"""What the planner guessed, and the command that corrects each guess."""

from dataclasses import dataclass
from itertools import groupby
from shlex import quote

from panelwright_tools.domain import Character, Guess, Place, Speech, Story


@dataclass(frozen=True)
class GuessRow:
    """One guess as the report shows it."""

    where: str
    what: str
    confidence: float
    reason: str
    command: str
    """What a person types to correct it; empty when story.json is to be edited."""


def guesses_of(story: Story, run: str) -> list[GuessRow]:
    """Every guess of a plan, the least sure first. `run` is the run folder as typed."""
    names = {character.id: character.name for character in story.cast}
    rows = [_character(one, one.guessed, run) for one in story.cast if one.guessed]
    rows += [_place(one, one.guessed) for one in story.places if one.guessed]
    rows += _panels(story, run)
    for number, panel in enumerate(story.panels, 1):
        for balloon, speech in enumerate(panel.speech, 1):
            if speech.guessed is not None:
                rows.append(_speech(number, balloon, speech, speech.guessed, names, run))
    return sorted(rows, key=lambda row: row.confidence)


def _character(one: Character, guess: Guess, run: str) -> GuessRow:
    command = f"agent edit merge {quote(run)} OTHER {quote(one.name)}"
    what = f"{one.name} is a character of their own ({one.phrase or one.kind.value})"
    return GuessRow("the cast", what, guess.confidence, guess.reason, command)


def _place(one: Place, guess: Guess) -> GuessRow:
    what = f"{one.name} is drawn as: {one.noun}"
    return GuessRow("the places", what, guess.confidence, guess.reason, "")


def _panels(story: Story, run: str) -> list[GuessRow]:
    """Where panels happen; neighbours of which the same was guessed share a row."""
    guessed = [(n, p, p.guessed) for n, p in enumerate(story.panels, 1) if p.guessed is not None]
    rows = []
    for (place, time, guess), group in groupby(
        guessed, lambda one: (one[1].place, one[1].time, one[2])
    ):
        numbers = [number for number, _, _ in group]
        several = len(numbers) > 1
        where = f"panels {numbers[0]} to {numbers[-1]}" if several else f"panel {numbers[0]}"
        name = story.place(place).name if place is not None else "no place"
        wish = "at dusk" if "time of day" in guess.reason else "in the PLACE"
        which = "N" if several else numbers[0]
        command = f"agent redraw {quote(run)} --panel {which} --say '{wish}'"
        what = f"it happens at: {name}, {time.value}"
        rows.append(GuessRow(where, what, guess.confidence, guess.reason, command))
    return rows


def _speech(
    number: int, balloon: int, speech: Speech, guess: Guess, names: dict[str, str], run: str
) -> GuessRow:
    speaker = names.get(speech.speaker or "", "an unknown voice")
    words = speech.text if len(speech.text) <= 60 else speech.text[:57].rstrip() + "…"
    command = f"agent edit speaker {quote(run)} {number} {balloon} NAME"
    what = f"{speaker} says “{words}”"
    return GuessRow(f"panel {number}", what, guess.confidence, guess.reason, command)
