"""Answers about single panels, from their plan."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from panelwright.chat.answering.facts import Facts
from panelwright.chat.answering.wording import panels_told, sentence, some
from panelwright.planning.embedded.names import listed
from panelwright.planning.embedded.tables import words
from panelwright.planning.requests.finding import regions_called
from panelwright_tools.domain import Panel
from panelwright_tools.domain.vocabulary import SpeechKind

Found = re.Match[str]
_HOW: Final = {
    "shout": SpeechKind.SHOUT, "yell": SpeechKind.SHOUT, "scream": SpeechKind.SHOUT,
    "whisper": SpeechKind.WHISPER, "think": SpeechKind.THOUGHT,
}  # fmt: skip
_STEM: Final = 4
_PARTICLE: Final = 2
_LINKS: Final = words("rewordings", "fillers", "links")


def happens(facts: Facts, found: Found) -> str | None:
    """What a panel tells and shows."""
    return " ".join(_told(facts, panel) for panel in facts.panels(found["panel"])) or None


def who_is_in(facts: Facts, found: Found) -> str | None:
    """Who and what a panel shows, or whether somebody is on it."""
    panels = facts.panels(found["panel"])
    who = found.groupdict().get("who")
    if who is None:
        return " ".join(
            sentence(f"panel {facts.numbers[panel.id]} shows {_shown(facts, panel)}")
            for panel in panels
        )
    return " ".join(_is_there(facts, panel, who) for panel in panels) or None


def setting(facts: Facts, found: Found) -> str | None:
    """Where and when a panel is, and how it is seen."""
    return " ".join(_setting(facts, panel) for panel in facts.panels(found["panel"])) or None


def decided(facts: Facts, found: Found) -> str | None:
    """Which panels are locked to their pictures, or approved."""
    is_lock = found["how"] in ("locked", "kept", "frozen")
    state = "locked" if is_lock else "approved"
    numbers = [
        facts.numbers[panel.id]
        for panel in facts.panels(found.groupdict().get("panel")) or facts.story.panels
        if (panel.picture if is_lock else panel.approved) is not None
    ]
    if not numbers:
        return f"No: it is not {state}." if found.groupdict().get("panel") else "None is."
    return sentence(f"{panels_told(numbers)} {'is' if len(numbers) == 1 else 'are'} {state}")


def spoken(facts: Facts, found: Found) -> str | None:
    """What is said on a panel, or by somebody."""
    said = found.groupdict()
    panels = facts.panels(said.get("panel")) or facts.story.panels
    who = facts.character(said["who"]) if said.get("who") else None
    if said.get("who") and who is None:
        return None
    lines = [
        f"{facts.name(speech.speaker)} says “{speech.text}” on panel {facts.numbers[panel.id]}"
        for panel in panels
        for speech in panel.speech
        if who is None or speech.speaker == who.id
    ]
    if lines:
        return sentence("; ".join(lines[:20]))
    where = panels_told([facts.numbers[p.id] for p in panels]) if said.get("panel") else "any panel"
    return sentence(f"{who.name if who is not None else 'nobody'} says nothing on {where}")


def who_says(facts: Facts, found: Found) -> str | None:
    """Who says some words."""
    wanted = _plain(found["words"])
    if not wanted:
        return None
    lines = [
        f"{facts.name(speech.speaker)} says it, on panel {facts.numbers[panel.id]}: “{speech.text}”"
        for panel in facts.story.panels
        for speech in panel.speech
        if wanted in _plain(speech.text)
    ]
    captions = [
        f"it is in the caption of panel {facts.numbers[panel.id]}: “{panel.caption}”"
        for panel in facts.story.panels
        if wanted in _plain(panel.caption)
    ]
    if not lines and not captions:
        return sentence(f"nobody says “{found['words'].strip()}” in this comic")
    return sentence("; ".join([*lines, *captions][:6]))


def voices(facts: Facts, found: Found) -> str | None:
    """Who speaks, and how often; of those who shout, whisper or think, what."""
    wanted = next((kind for word, kind in _HOW.items() if found["how"].startswith(word)), None)
    said = [
        (facts.name(speech.speaker), speech.text, facts.numbers[panel.id])
        for panel in facts.story.panels
        for speech in panel.speech
        if wanted is None or speech.kind == wanted
    ]
    if not said:
        return "Nobody does."
    if wanted is not None:
        lines = [f"{name}, on panel {number}: “{text}”" for name, text, number in said[:12]]
        return sentence("; ".join(lines))
    counts = Counter(name for name, _, _ in said).most_common()
    return sentence("; ".join(f"{name} has {some(count, 'balloon')}" for name, count in counts))


def told_where(facts: Facts, found: Found) -> str | None:
    """The panel that tells some words best, or the one after or before it."""
    wanted = _stems(found["words"])
    scored = [
        (len(wanted & _stems(f"{panel.beat.text} {panel.caption} {panel.alt}")), -place)
        for place, panel in enumerate(facts.story.panels)
    ]
    best, place = max(scored)
    if not wanted or best < max(1, (len(wanted) + 1) // 2):
        return None
    side = found.groupdict().get("side")
    number = -place + {"after": 1, "before": -1}.get(side or "", 0)
    if not 0 <= number < len(scored):
        return "Nothing: that is where the story ends." if number else "Nothing: it begins so."
    return _told(facts, facts.story.panels[number])


def _stems(text: str) -> set[str]:
    """The words that tell something, by their first letters, however they are inflected."""
    tokens = re.findall(r"[a-z]+|\d+", text.lower())
    return {
        token[:_STEM]
        for token in tokens
        if token.isdecimal() or (len(token) > _PARTICLE and token not in _LINKS)
    }


def _told(facts: Facts, panel: Panel) -> str:
    number = facts.numbers[panel.id]
    parts = [f"Panel {number}: {panel.beat.text or panel.caption or panel.alt}"]
    parts.append(sentence(f"it shows {_shown(facts, panel)}, {_frame(facts, panel)}"))
    return " ".join(map(sentence, parts))


def _shown(facts: Facts, panel: Panel) -> str:
    return listed(list(_subjects(facts, panel))) or "nobody and nothing in particular"


def _subjects(facts: Facts, panel: Panel) -> Iterator[str]:
    for region in panel.regions:
        if region.subject is None:
            yield region.phrase or region.noun
            continue
        pose = region.pose.value.replace("_", " ") if region.pose not in (None, "stand") else ""
        face = region.face.value if region.face not in (None, "neutral") else ""
        how = ", ".join(filter(None, (pose, face)))
        yield facts.name(region.subject) + (f" ({how})" if how else "")


def _is_there(facts: Facts, panel: Panel, who: str) -> str:
    number = facts.numbers[panel.id]
    there = regions_called(facts.story, panel, who)
    answer = "yes" if there else "no"
    return sentence(f"{answer}: panel {number} shows {_shown(facts, panel)}")


def _setting(facts: Facts, panel: Panel) -> str:
    guessed = f" ({panel.guessed.reason})" if panel.guessed is not None else ""
    return sentence(f"panel {facts.numbers[panel.id]} is {_frame(facts, panel)}{guessed}")


def _frame(facts: Facts, panel: Panel) -> str:
    place = (
        facts.story.place(panel.place).name if panel.place is not None else "nowhere in particular"
    )
    weather = f", {panel.weather.value}" if panel.weather != "clear" else ""
    season = f", in {panel.season.value}" if panel.season is not None else ""
    shot = panel.shot.value.replace("_", " ").replace("-", " ")
    angle = f" from a {panel.angle.value} angle" if panel.angle in ("high", "low") else ""
    return f"at {place}, {panel.time.value}{weather}{season}, as a {shot} shot{angle}"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def appears(facts: Facts, found: Found) -> str | None:
    """On which panels somebody or something is."""
    who = found["who"].strip()
    numbers = [
        facts.numbers[panel.id]
        for panel in facts.story.panels
        if regions_called(facts.story, panel, who)
    ]
    if numbers:
        count = some(len(numbers), "panel")
        return sentence(f"{who} is on {count} of {len(facts.numbers)}: {panels_told(numbers)}")
    return sentence(f"{who} is on no panel") if facts.character(who) is not None else None
