"""Carries out what a check found, as edits of the plan; what can't be, or must not, is listed."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from panelwright.planning import edits
from panelwright.planning.edits import (
    AddRegion,
    Edit,
    MirrorPanel,
    RemoveRegion,
    SetPanel,
    SetRegion,
)
from panelwright.planning.llm.continuity import tells_time, words_of
from panelwright.planning.llm.drafts import FindingDraft
from panelwright_tools.domain import Panel, Story, UserError

MOST_LETTERS = 200
"""Of a problem in the notes."""
MOST_WISH = 80
"""Letters of a wish that a rule could understand."""
_LABELS = frozenset({"panel", *get_args(FindingDraft.model_fields["about"].annotation)})
_SAFE_FIELDS = frozenset({"kind", "panel", "shot", "angle", "time", "weather", "season", "place"})
_SAFE_OF_REGIONS = frozenset({"kind", "panel", "region", "pose", "face", "facing"})


@dataclass(frozen=True)
class Findings:
    """A checked story, and what became of each finding, a sentence each."""

    story: Story
    """With what is listed in its notes."""
    applied: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


def carried_out(story: Story, found: Iterable[FindingDraft]) -> Findings:
    """The story with every finding applied or listed.

    A finding about a panel that there isn't, told twice, mended already, or that only names what or
    whom it is about, is left out.
    """
    applied: list[str] = []
    listed: list[str] = []
    seen: set[tuple[int, str]] = set()
    names = _names(story)
    for finding in found:
        wish = " ".join(finding.change.split())
        key = (finding.panel, wish.lower() or _told(finding))
        tells = _tells(finding.problem, names)
        if not 1 <= finding.panel <= len(story.panels) or key in seen or not tells:
            continue
        seen.add(key)
        try:
            changed = _changed(story, story.panels[finding.panel - 1], wish)
        except UserError:
            listed.append(f"Panel {finding.panel}: {_told(finding)}")
            continue
        if changed != story:
            applied.append(f"Panel {finding.panel}, {wish}: {_told(finding)}")
        story = changed
    return Findings(noted(story, listed), tuple(applied), tuple(dict.fromkeys(listed)))


def noted(story: Story, sentences: Sequence[str]) -> Story:
    """The story with more notes, each once."""
    notes = tuple(dict.fromkeys((*story.notes, *sentences)))
    # Validated, for these are a model's words: no control character stays in them.
    return Story.model_validate({**story.model_dump(), "notes": notes})


def _changed(story: Story, panel: Panel, wish: str) -> Story:
    """The story with a wish for a panel. Raises UserError when it isn't understood or not safe."""
    if not wish or len(wish) > MOST_WISH:
        raise UserError("No rule understands the wish.")
    wanted = edits.say(story, panel.id, wish)
    if not all(_is_safe(story, panel, edit) for edit in wanted):
        raise UserError("The wish is against what the story tells.")
    return edits.apply(story, wanted)


def _is_safe(story: Story, panel: Panel, edit: Edit) -> bool:
    """Whether a check may do this unasked: only the panel changes, and not against its text."""
    match edit:
        case SetPanel():
            fields = edit.model_fields_set
            told = "time" in fields and tells_time(panel.beat.text, panel.time)
            told = told or ("place" in fields and _tells_its_place(story, panel))
            return edit.panel == panel.id and fields <= _SAFE_FIELDS and not told
        case RemoveRegion():
            return edit.panel == panel.id and _may_go(story, panel, edit.region)
        case AddRegion():
            return edit.panel == panel.id and _may_come(panel, edit)
        case SetRegion():
            return edit.panel == panel.id and edit.model_fields_set <= _SAFE_OF_REGIONS
        case MirrorPanel():
            return edit.panel == panel.id
        case _:
            return False


def _tells_its_place(story: Story, panel: Panel) -> bool:
    return panel.place is not None and _is_named(panel, story.place(panel.place).noun)


def _may_go(story: Story, panel: Panel, region_id: str) -> bool:
    """Not who speaks, whom the text names, or the only one there is to see."""
    region = next(region for region in panel.regions if region.id == region_id)
    others = [r for r in panel.regions if (r.subject or r.id) != (region.subject or region.id)]
    if region.subject is None:
        return bool(others) and not _is_named(panel, region.noun)
    character = story.character(region.subject)
    speaks = any(speech.speaker == character.id for speech in panel.speech)
    names = (character.name, *character.aliases)
    return bool(others) and not speaks and not any(_is_named(panel, name) for name in names)


def _may_come(panel: Panel, edit: AddRegion) -> bool:
    """One of the cast, or a thing that the text names."""
    return edit.region.subject is not None or _is_named(panel, edit.region.noun)


def _is_named(panel: Panel, name: str) -> bool:
    words, told = words_of(name), words_of(panel.beat.text)
    return bool(words) and any(
        told[k : k + len(words)] == words for k in range(len(told) - len(words) + 1)
    )


def _names(story: Story) -> frozenset[str]:
    """The words of the title and of all names of cast and places, in lower case."""
    names = [story.title, *(place.name for place in story.places)]
    names += [name for c in story.cast for name in (c.name, *c.aliases)]
    return frozenset(word for name in names for word in _plain_words(name))


def _tells(problem: str, names: Collection[str]) -> bool:
    """Whether it says more than numbers, labels and names: `12, cast` says nothing, nor `Mina`."""
    return bool(set(_plain_words(problem)) - _LABELS - set(names))


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def _told(finding: FindingDraft) -> str:
    line = " ".join(finding.problem.split())
    return line if len(line) <= MOST_LETTERS else line[: MOST_LETTERS - 2].rsplit(" ", 1)[0] + " …"
