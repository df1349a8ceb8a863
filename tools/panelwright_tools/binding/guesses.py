"""What the planner guessed, and the command that corrects each guess."""

from dataclasses import dataclass
from shlex import quote

from panelwright_tools.domain import Character, Guess, Panel, Place, Speech, Story


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
    for number, panel in enumerate(story.panels, 1):
        if panel.guessed is not None:
            rows.append(_panel(number, panel, panel.guessed))
        for balloon, speech in enumerate(panel.speech, 1):
            if speech.guessed is not None:
                rows.append(_speech(number, balloon, speech, speech.guessed, names, run))
    return sorted(rows, key=lambda row: row.confidence)


def _character(one: Character, guess: Guess, run: str) -> GuessRow:
    command = f"agent edit merge {quote(run)} OTHER {quote(one.name)}"
    what = f"{one.name} is a character of their own ({one.phrase or one.kind.value})"
    return GuessRow("the cast", what, guess.confidence, guess.reason, command)


def _place(one: Place, guess: Guess) -> GuessRow:
    return GuessRow("the places", f"{one.name} is a {one.noun}", guess.confidence, guess.reason, "")


def _panel(number: int, panel: Panel, guess: Guess) -> GuessRow:
    where = (panel.place or "no place").replace("-", " ")
    what = f"it happens at {where}, {panel.time.value}"
    return GuessRow(f"panel {number}", what, guess.confidence, guess.reason, "")


def _speech(
    number: int, balloon: int, speech: Speech, guess: Guess, names: dict[str, str], run: str
) -> GuessRow:
    speaker = names.get(speech.speaker or "", "an unknown voice")
    words = speech.text if len(speech.text) <= 60 else speech.text[:57].rstrip() + "…"
    command = f"agent edit speaker {quote(run)} {number} {balloon} NAME"
    what = f"{speaker} says “{words}”"
    return GuessRow(f"panel {number}", what, guess.confidence, guess.reason, command)
