"""Tells a model a whole plan in few words: a line for each panel, the cast and the places."""

from collections.abc import Iterable, Sequence

from panelwright.planning.llm.continuity import sides_of
from panelwright_tools.domain import Face, Panel, Pose, Region, Story

_MOST_TEXT = 140
_MOST_WORDS = 90


def cast_line(story: Story, panels: Iterable[Panel]) -> str:
    """Who is seen or heard in some panels: `Mina (person), Rex (animal)`."""
    shown = list(panels)
    there = {region.subject for panel in shown for region in panel.regions}
    there |= {speech.speaker for panel in shown for speech in panel.speech}
    return ", ".join(f"{c.name} ({c.kind})" for c in story.cast if c.id in there)


def places_line(story: Story, panels: Iterable[Panel]) -> str:
    """Where some panels play: `the attic, the harbour`."""
    there = {panel.place for panel in panels}
    return ", ".join(place.name for place in story.places if place.id in there)


def panel_line(story: Story, number: int) -> str:
    """`3. attic, night | close | Mina, run; Tom | from left: Mina, Tom | Tom: "Go!" | told: …`"""
    panel = story.panels[number - 1]
    parts = [
        _setting(story, panel),
        panel.shot.replace("_", " "),
        "; ".join(_subjects(story, panel)),
        _row(story, panel),
        " ".join(_words(story, panel)),
        f'caption "{_cut(panel.caption, _MOST_WORDS)}"' if panel.caption else "",
        f"told: {_cut(panel.beat.text, _MOST_TEXT)}" if panel.beat.text else "",
    ]
    return f"{number}. " + " | ".join(filter(None, parts))


def _setting(story: Story, panel: Panel) -> str:
    place = story.place(panel.place).name if panel.place else ""
    weather = panel.weather if panel.weather != "clear" else ""
    return ", ".join(filter(None, (place, panel.time, weather, panel.season)))


def _subjects(story: Story, panel: Panel) -> list[str]:
    return [_subject(story, region) for region in panel.regions]


def _subject(story: Story, region: Region) -> str:
    name = story.character(region.subject).name if region.subject else region.noun
    pose = region.pose.replace("_", " ") if region.pose not in (None, Pose.STAND) else ""
    face = region.face if region.face not in (None, Face.NEUTRAL) else ""
    return ", ".join(filter(None, (name, pose, face)))


def _row(story: Story, panel: Panel) -> str:
    """Whom of the cast the plan puts beside each other, from left to right."""
    pairs = sides_of(panel)
    sided = {name for pair in pairs for name in pair}
    row = sorted(sided, key=lambda name: (sum(right == name for _, right in pairs), name))
    names = ", ".join(story.character(name).name for name in row)
    return f"from left: {names}" if names else ""


def _words(story: Story, panel: Panel) -> Sequence[str]:
    names = {character.id: character.name for character in story.cast}
    return [
        f'{names.get(speech.speaker or "", "voice")}: "{_cut(speech.text, _MOST_WORDS)}"'
        for speech in panel.speech
    ]


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split()).replace("</", "< /")
    return line if len(line) <= most else line[: most - 2].rsplit(" ", 1)[0] + " …"
