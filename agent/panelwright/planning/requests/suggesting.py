"""Suggests what could be said: wishes that the rules read, with the story's names and numbers."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from panelwright.planning.edits import apply
from panelwright.planning.embedded.names import with_article
from panelwright.planning.embedded.tables import table
from panelwright.planning.requests.asking import forms, likeness
from panelwright.planning.requests.reading import revise
from panelwright_tools.domain import Panel, Region, Story, UserError

MOST: Final = 4
_LONGEST: Final = 300
"""Characters of a wish that are looked through."""
_AFTER_A_NAME: Final = frozenset({"VBZ", "VBD", "VBP", "MODAL", "'S"})
"""What follows a name that begins a sentence, and not a verb with a capital letter."""
_NUMBER: Final = re.compile(r"\bpanels? (\d+)|\b(\d+)\b")


def suggestions(story: Story, said: str, most: int = MOST) -> tuple[str, ...]:
    """Wishes near to what was said that can be carried out on this story as they stand.

    With nothing said, some of different kinds.
    """
    found: list[str] = []
    kinds: set[str] = set()
    for form in _by_nearness(said):
        wish = _in_the_story(form, story, said)
        if wish is None or wish in found:
            continue
        kind = _kind(story, wish)
        if kind is None or (kind in kinds and not said):
            continue
        kinds.add(kind)
        found.append(wish)
        if len(found) == most:
            break
    return tuple(found)


def strangers(story: Story, said: str) -> tuple[str, ...]:
    """Proper names in a wish that nobody and nothing in the story has."""
    from panelwright_tools.language import analyse  # loads the lexicon

    known = " ".join(
        [story.title, *(n for c in story.cast for n in (c.name, *c.aliases))]
        + [place.name for place in story.places]
    ).lower()
    found: list[str] = []
    for sentence in analyse(said[:_LONGEST]).sentences:
        for place, token in enumerate(sentence.tokens):
            after = sentence.tokens[place + 1].tag if place + 1 < len(sentence.tokens) else ""
            named = token.tag == "NAME" and token.text[:1].isupper()
            if named and (place or after in _AFTER_A_NAME) and token.lower not in known:
                found.append(token.text)
    return tuple(dict.fromkeys(found))


def _by_nearness(said: str) -> list[str]:
    """The forms, the likest first; those that open a conversation where nothing was said."""
    if not said:
        return list(table("requests")["examples"]["openers"])
    return sorted(forms(), key=lambda form: -likeness(said, form))


def _in_the_story(form: str, story: Story, said: str) -> str | None:
    """The form with names, things and panels of the story; None where it has none of a kind.

    Where it can be, with those that were said.
    """
    panel = _panel(story, said)
    cast = _named_first([one.name for one in story.cast], said)
    here = [region for region in panel.regions if region.subject is not None]
    names = _named_first([story.character(r.subject or "").name for r in here], said) or cast
    things = _named_first([r.noun for p in (panel, *story.panels) for r in _things(p)], said)
    number = story.panels.index(panel) + 1
    stand_ins = table("requests")["examples"]["stand_ins"]
    fillings = {
        "one": names[:1],
        "other": [n for n in names if n not in names[:1]],
        "thing": things,
    }
    text = form
    for word, what in stand_ins.items():
        if re.search(rf"\b{word}\b", text):
            if not fillings[what]:
                return None
            text = re.sub(rf"\b{word}\b", _put(word, fillings[what][0]), text)
    return _numbered(text, number, len(story.panels))


def _put(word: str, name: str) -> str:
    """A name in the place of a stand-in, with the article that this has, or that it needs."""
    plain = name.replace("\\", "")
    if word.startswith("a "):
        return with_article(plain)
    return plain if plain[:1].isupper() else f"the {plain}"


def _numbered(text: str, number: int, count: int) -> str | None:
    """The form's numbers of panels in the story's range, the first as wanted."""
    if not re.search(r"\bpanels? \d", text):
        return text
    wanted: dict[str, int] = {}

    def new(found: re.Match[str]) -> str:
        if found[0] not in wanted:
            free = [n for n in (number, *range(1, count + 1)) if n not in wanted.values()]
            wanted[found[0]] = free[0] if free else count
        return str(wanted[found[0]])

    head, *rest = re.split(r"(\bpanels? )", text)
    pieces = [head]
    for lead, body in zip(rest[::2], rest[1::2], strict=True):
        pieces += [lead, re.sub(r"^\d+(?: (?:and|to) \d+)?", lambda m: _row(m[0], new), body)]
    return "".join(pieces) if len(wanted) <= count else None


def _row(text: str, new: Callable[[re.Match[str]], str]) -> str:
    numbers = re.sub(r"\d+", new, text)
    low_high = re.fullmatch(r"(\d+) to (\d+)", numbers)
    if low_high is not None:
        low, high = sorted(map(int, low_high.groups()))
        return f"{low} to {high}"
    return numbers


def _panel(story: Story, said: str) -> Panel:
    """The panel that was named, else the first that shows whom or what was named."""
    for found in _NUMBER.finditer(said):
        number = int(found[1] or found[2])
        if 1 <= number <= len(story.panels):
            return story.panels[number - 1]
    words = set(re.findall(r"\w+", said.lower()))

    def named(panel: Panel) -> int:
        return sum(_word(story, region) in words for region in panel.regions)

    return max(story.panels, key=named)


def _word(story: Story, region: Region) -> str:
    name = story.character(region.subject).name if region.subject is not None else region.noun
    return name.lower().split()[-1] if name.split() else ""


def _things(panel: Panel) -> Iterator[Region]:
    return (region for region in panel.regions if region.subject is None and region.noun)


def _named_first(names: Sequence[str], said: str) -> list[str]:
    """The names, those that were said before the others."""
    spoken = said.lower()
    return sorted(dict.fromkeys(names), key=lambda name: name.lower() not in spoken)


def _kind(story: Story, wish: str) -> str | None:
    """What kind of edit the wish is; None when it can't be carried out, or changes nothing."""
    try:
        edits = revise(story, wish)
        return edits[0].kind if apply(story, edits) != story else None
    except UserError:
        return None
