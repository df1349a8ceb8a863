"""Tells by rules what kind of thing a turn is: a piece of story, a wish, a question, a command."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from panelwright.chat.state import Road
from panelwright.planning.requests.going_back import steps_told
from panelwright.planning.requests.parting import LONGEST
from panelwright.planning.requests.scopes import Order
from panelwright_tools.domain import Story, UserError

_MARKS: Final = " \t\n.!"
_ROADS: Final[tuple[Road, ...]] = ("help", "redraw", "export", "version", "paint")
"""Commands that a whole turn may be, in the order in which they are tried."""


@dataclass(frozen=True)
class Heard:
    """Where a turn goes, and the words that count there."""

    road: Road
    text: str


def heard(said: str, *, has_story: bool) -> Heard:
    """The road of a turn."""
    text = said.strip()
    if not any(letter.isalnum() for letter in text):
        return Heard("help", "")
    if len(text) > LONGEST:
        return Heard("tell", text)
    plain = _plain(text)
    command = _command(plain.rstrip(" ?"))
    if command is not None:
        return command
    if not has_story:
        return Heard("tell", _first(text))
    told = _told(text)
    if told is not None:
        return Heard("tell", told)
    wish = _wish(plain)
    command = _command(wish) if wish is not None else None
    if command is not None:
        return command
    if wish is None and _is_question(plain, text):
        return Heard("ask", text)
    return Heard("change", wish or plain)


def consent(said: str) -> Heard:
    """Whether an answer is a yes, or a no with what is wished instead; all else is a turn."""
    plain = _plain(said).lower()
    if not plain or _whole("yes", plain):
        return Heard("yes", "")
    if _whole("no", plain):
        return Heard("no", "")
    instead = re.match(
        r"(?:no|nope|nah)\b[\s,;:.–-]+(?:but\s+|rather\s+)?(?P<rest>.+)", said, re.I | re.S
    )
    return Heard("no", instead["rest"]) if instead is not None else Heard("hear", said)


def panels_named(numbers: str, story: Story) -> Sequence[str]:
    """The ids of the panels that `2, 3 and 5` name. Raises UserError for unknown ones, or none."""
    from panelwright.planning.requests.rewording import plainly

    order = Order(tuple(panel.id for panel in story.panels))
    plain = plainly(f"panels {numbers}", order).partition(" ")[2]
    named = order.named(plain)
    if not named:
        raise UserError(f"say which panel, by its number: there are 1 to {len(story.panels)}.")
    return named


def is_prose(text: str, *, alone: bool = False) -> bool:
    """Whether somebody does something in a text, so that it can be a piece of a story.

    A wish is none: it begins with its verb, names panels, or tells how something looks. With
    `alone`, only a text of several sentences is: a single one may be a wish for a stranger.
    """
    words = set(re.findall(r"[a-z]+", text.lower()))
    if words & set(_table()["comic"].split()):
        return False
    from panelwright_tools.language import analyse  # loads the lexicon

    sentences = analyse(text[:LONGEST]).sentences
    if alone and len(sentences) < 2:
        return False
    states, speakers = (set(_table()[name].split()) for name in ("states", "speakers"))
    return any(
        event.subjects
        and event.verb not in states
        and not event.hypothetical
        and not any(sentence.noun_phrases[n].head in speakers for n in event.subjects)
        and sentence.tokens[event.token].tag in ("VBZ", "VBD", "VBP", "VBG", "VBN")
        for sentence in sentences
        for event in sentence.events
    )


def words_for(name: str) -> str:
    """A text of the conversation's own."""
    text: str = _table()["words"][name]
    return text.strip()


def questions(story: Story) -> tuple[str, ...]:
    """Questions that the rules answer, with names and numbers of the story."""
    names = [one.name for one in story.cast] or [""]
    values = {"panel": str(len(story.panels)), "name": names[0]}
    return tuple(text.format(**values) for text in _table()["words"]["questions"])


def _command(plain: str) -> Heard | None:
    if steps_told(plain) is not None:
        return Heard("back", plain)
    if _whole("start", plain):
        return Heard("back", "undo everything")
    for road in _ROADS:
        found = _whole(road, plain)
        if found is not None:
            return Heard(road, _counts(road, found))
    return None


def _counts(road: Road, found: re.Match[str]) -> str:
    """What of a command counts: the numbers of panels, of a version, names of formats."""
    named = next((part for part in found.groupdict().values() if part), "")
    if road == "export":
        return " ".join(re.findall(r"[a-z]+", named.lower().replace(" and", " ")))
    return re.sub(r"^(?:the\s+)?panels?\s+", "", named)


def _told(text: str) -> str | None:
    """The piece of story, when a turn begins as one."""
    table = _table()
    label = re.match(rf"(?:{table['labels']})\s*:\s*(?P<rest>.+)", text, re.I | re.S)
    if label is not None:
        return label["rest"].strip()
    begins = re.match(rf"(?:and\s+)?(?:{table['connectives']})\b[\s,]", text, re.I)
    if begins is not None and is_prose(text):
        return text
    return None


def _first(text: str) -> str:
    """A first story without the words that ask for one."""
    plain = re.sub(rf"^(?:{_table()['courtesy']})", "", text, flags=re.I)
    polite = re.match(rf"(?:{_table()['polite']})\s+(?P<rest>.+)", plain, re.I | re.S)
    asked = polite["rest"] if polite is not None else plain
    found = re.match(rf"(?:{_table()['first']})\s+(?P<rest>.+)", asked, re.I | re.S)
    return found["rest"].strip() if found is not None else text


def _wish(plain: str) -> str | None:
    """The wish in `could you make panel 2 darker?` and in `could panel 2 be darker?`."""
    found = re.fullmatch(rf"(?:{_table()['polite']})\s+(?P<rest>.+?)[?\s]*", plain, re.I | re.S)
    if found is not None:
        return None if _asks(found["rest"]) else found["rest"]
    modal = re.fullmatch(rf"{_table()['modal']}\s+(?P<rest>.+?)[?\s]*", plain, re.I | re.S)
    return f"{modal['who']} should {modal['verb']} {modal['rest']}" if modal is not None else None


def _is_question(plain: str, text: str) -> bool:
    return text.rstrip().endswith("?") or _asks(plain)


def _asks(plain: str) -> bool:
    return bool(re.match(rf"(?:{_table()['asks']})\b", plain, re.I))


def _plain(text: str) -> str:
    courtesy = _table()["courtesy"]
    plain = re.sub(rf"^(?:{courtesy})+", "", text.strip(), flags=re.I)
    return re.sub(rf"(?:{courtesy})$", "", plain.strip(_MARKS), flags=re.I).strip(_MARKS)


def _whole(name: str, plain: str) -> re.Match[str] | None:
    return re.fullmatch(_table()[name], plain, re.I)


@cache
def _table() -> dict[str, Any]:
    source = files("panelwright.chat") / "data" / "chat.toml"
    return tomllib.loads(source.read_text("utf-8"))
