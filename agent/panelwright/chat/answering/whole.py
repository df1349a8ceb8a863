"""Answers about the comic as a whole: cast, size, versions, cost, tools, files."""

import re

from panelwright import backends
from panelwright.budget import Budget
from panelwright.chat.answering.facts import Facts
from panelwright.chat.answering.wording import panels_told, sentence, some
from panelwright.planning.embedded.names import listed
from panelwright.reckoning import planning_facts
from panelwright_tools.domain import FREE, Character

Found = re.Match[str]
_MOST_LINES = 30


def cost(facts: Facts, found: Found) -> str | None:
    """What the run has cost."""
    return cost_told(facts)


def cost_told(facts: Facts) -> str:
    """What the run has cost by its ledger, in words."""
    spent = Budget(facts.run.spending, None).spent()
    pictures = sum(len(tried) for _, _, tried in facts.drawn())
    made = f"{some(pictures, 'picture')} of {some(len(facts.numbers), 'panel')}"
    planning = planning_facts(facts.run)
    planned = f" {sentence(planning.sentence)}" if planning is not None else ""
    if spent == FREE:
        return f"Nothing: {made} so far, and none of the tools of this run charges.{planned}"
    return sentence(f"{spent.words} so far, for planning, {made}, and looking") + planned


def cast(facts: Facts, found: Found) -> str | None:
    """Who plays in it."""
    if not facts.story.cast:
        return "Nobody: the story has no cast."
    return sentence(f"the cast: {'; '.join(_described(facts, one) for one in facts.story.cast)}")


def looks(facts: Facts, found: Found) -> str | None:
    """How somebody looks, always and for a while."""
    who = facts.character(found["who"])
    return sentence(_described(facts, who)) if who is not None else None


def _described(facts: Facts, who: Character) -> str:
    look = who.phrase or who.kind.value
    now = [f"; for a while {variation.phrase}" for variation in who.variations]
    numbers = [
        facts.numbers[panel.id]
        for panel in facts.story.panels
        if any(region.subject == who.id for region in panel.regions)
    ]
    where = f" (on {panels_told(numbers)})" if numbers else " (on no panel)"
    return f"{who.name}: {look}{''.join(now)}{where}"


def size(facts: Facts, found: Found) -> str | None:
    """How long it is."""
    from panelwright.paging import known_pages

    pages = known_pages(facts.run, facts.story, facts.settings)
    panels = facts.story.panels
    balloons = sum(len(panel.speech) for panel in panels)
    return sentence(
        f"{some(len(panels), 'panel')} on {some(len(pages), 'page')}, with "
        f"{some(balloons, 'balloon')}"
    )


def whole(facts: Facts, found: Found) -> str | None:
    """Title, style and direction, and the panels in a line each."""
    story = facts.story
    way = "right to left" if story.direction == "rtl" else "left to right"
    style = facts.settings.style or story.style
    lines = [f"“{story.title}”, in the style {style}, read {way}."]
    for number, panel in enumerate(story.panels[:_MOST_LINES], 1):
        text = " ".join((panel.beat.text or panel.caption or panel.alt).split())
        lines.append(f"{number}. {text[:100]}{'…' if len(text) > 100 else ''}")
    if len(story.panels) > _MOST_LINES:
        lines.append(f"and {len(story.panels) - _MOST_LINES} more")
    return "\n".join(lines)


def versions(facts: Facts, found: Found) -> str | None:
    """The changes of the plan, each a version to go back to."""
    if not facts.versions:
        return "Nothing was changed yet: this is the plan as it was made."
    first = facts.versions[0].number - 1
    lines = [f"{first}. the plan before"]
    for version in facts.versions[-_MOST_LINES:]:
        lines.append(f"{version.number}. {version.said}{' (undone)' if version.undone else ''}")
    return "\n".join([*lines, f"Say “go back to version {first}” for the first of them."])


def guessed(facts: Facts, found: Found) -> str | None:
    """What the planner did not read in the text."""
    told = [
        f"panel {facts.numbers[panel.id]}: {panel.guessed.reason}"
        for panel in facts.story.panels
        if panel.guessed is not None
    ]
    told += [
        f"panel {facts.numbers[panel.id]}: who says “{speech.text}” ({speech.guessed.reason})"
        for panel in facts.story.panels
        for speech in panel.speech
        if speech.guessed is not None
    ]
    told += list(facts.story.notes)
    return sentence("; ".join(told[:20])) if told else "Nothing: all of it was told."


def tools(facts: Facts, found: Found) -> str | None:
    """Who plans, paints and checks."""
    chosen = facts.settings
    names = [
        f"the {backends.called(role)} is {backends.chosen(chosen, role)}"
        for role in ("planner", "painter", "grounder", "critic")
    ]
    return sentence(f"{listed(names)}; the seed is {chosen.seed}, the quality {chosen.quality}")


def files(facts: Facts, found: Found) -> str | None:
    """Where it all lies."""
    folder = facts.run.folder
    there = [
        name
        for name in ("book.pdf", "book.cbz", "book.html", "report.html", "pages")
        if (folder / name).exists()
    ]
    what = f", with {listed(there)}" if there else "; nothing is bound yet"
    return sentence(f"it lies in {folder}{what}") + " Say “export as webtoon” for another format."
