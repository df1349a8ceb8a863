"""Answers about how panels came out, from their attempts, evidence and verdicts."""

import re
from collections.abc import Iterator

from panelwright.chat.answering.facts import Facts
from panelwright.chat.answering.wording import panels_told, sentence, some
from panelwright.history import Version
from panelwright.planning.diff import differences
from panelwright.repainting import repainted
from panelwright_tools.domain import Attempt, Panel, Story

Found = re.Match[str]
_MOST_CHANGES = 3


def why_painted(facts: Facts, found: Found) -> str | None:
    """Which change had panels painted anew, and what became of their attempts."""
    return " ".join(_why_painted(facts, panel) for panel in facts.panels(found["panel"])) or None


def why_repaired(facts: Facts, found: Found) -> str | None:
    """What was wrong with each attempt, and what was done about it."""
    return " ".join(_tries(facts, panel) for panel in facts.panels(found["panel"])) or None


def verdict(facts: Facts, found: Found) -> str | None:
    """Whether a panel was accepted, with what was checked."""
    return " ".join(verdict_told(facts, panel) for panel in facts.panels(found["panel"])) or None


def flagged(facts: Facts, found: Found) -> str | None:
    """Which panels do not show all that the plan asks for."""
    bad, lost = [], 0
    for number, panel, _ in facts.drawn():
        kept = facts.kept(panel.id)
        if kept is None or kept.verdict.accepted:
            lost += _open(kept)
            continue
        first = kept.verdict.failures[0]
        bad.append(f"panel {number} ({first.condition.phrase}: {first.reason})")
    count = sum(1 for _ in facts.drawn())
    if not count:
        return "No panel is drawn yet."
    missing = len(facts.numbers) - count
    rest = f" {some(missing, 'panel')} not drawn yet." if missing else ""
    if bad:
        return sentence(f"flagged: {'; '.join(bad[:12])}") + rest
    unseen = f" {some(lost, 'condition')} could not be checked by anybody." if lost else ""
    every = "Every panel was" if count > 1 else "The panel was"
    return f"None is flagged. {every} accepted.{unseen}{rest}"


def repaired(facts: Facts, found: Found) -> str | None:
    """Which panels took more than one picture."""
    drawn = [(number, len(tried)) for number, _, tried in facts.drawn()]
    if not drawn:
        return "No panel is drawn yet."
    total = sum(count for _, count in drawn)
    more = [number for number, count in drawn if count > 1]
    told = f"{some(total, 'picture')} for {some(len(drawn), 'panel')}"
    if not more:
        return sentence(f"none was repaired: {told}")
    return sentence(f"{panels_told(more)} took more than one attempt: {told}")


def _open(attempt: Attempt | None) -> int:
    rulings = attempt.verdict.rulings if attempt is not None else ()
    return sum(ruling.outcome == "unverified" for ruling in rulings)


def _why_painted(facts: Facts, panel: Panel) -> str:
    number, cause = facts.numbers[panel.id], _cause(facts, panel)
    if cause is None:
        first = sentence(f"panel {number} was painted once, for the plan, and no change touched it")
    else:
        version, lines = cause
        told = f": {'; '.join(lines)}" if lines else ""
        first = sentence(
            f"panel {number} was painted anew for “{version.said}” (version {version.number}){told}"
        )
    return f"{first} {_tries(facts, panel)}"


def _cause(facts: Facts, panel: Panel) -> tuple[Version, list[str]] | None:
    """The last change that was not undone and decided the panel's picture, and what it was."""
    done = [version for version in facts.versions if version.undone is None]
    after = facts.story
    for version in reversed(done):
        if panel.id in version.takes:
            return version, []
        if panel.id in repainted(facts.run, facts.settings, version.before, after):
            return version, _lines(facts, panel, version.before, after)
        after = version.before
    return None


def _lines(facts: Facts, panel: Panel, before: Story, after: Story) -> list[str]:
    """The differences that are about the panel, or those on it."""
    numbers = {one.id: number for number, one in enumerate(after.panels, 1)}
    names = {facts.name(region.subject) for region in panel.regions if region.subject is not None}
    mine = re.compile(rf"panel {numbers.get(panel.id, 0)}\b")
    lines = differences(before, after)
    about = [line for line in lines if mine.match(line)]
    about += [line for line in lines if any(line.startswith(name) for name in names)]
    whole = [line for line in lines if line.startswith("the story:")]
    return list(dict.fromkeys(about or whole))[:_MOST_CHANGES]


def _tries(facts: Facts, panel: Panel) -> str:
    number, tried = facts.numbers[panel.id], facts.attempts(panel.id)
    if not tried:
        return sentence(f"panel {number} is not drawn yet")
    if len(tried) == 1 and tried[0].verdict.accepted:
        return sentence(f"panel {number} was accepted at the first attempt, without a repair")
    return " ".join([sentence(f"panel {number} took {some(len(tried), 'attempt')}"), *_each(tried)])


def _each(tried: list[Attempt]) -> Iterator[str]:
    for attempt in tried:
        how = ""
        if attempt.repair is not None:
            move = f" ({attempt.repair.move})" if attempt.repair.move else ""
            how = f", a repair by {attempt.repair.kind}{move},"
        if attempt.verdict.accepted:
            yield f"Number {attempt.number}{how} was accepted."
            continue
        reasons = "; ".join(
            f"{ruling.condition.phrase}: {ruling.reason}" for ruling in attempt.verdict.failures[:2]
        )
        yield sentence(f"number {attempt.number}{how} failed: {reasons}")


def verdict_told(facts: Facts, panel: Panel) -> str:
    """How a panel came out, with what failed, what nobody could check, and its lifts."""
    number, kept = facts.numbers[panel.id], facts.kept(panel.id)
    if kept is None:
        return sentence(f"panel {number} is not drawn yet")
    rulings = kept.verdict.rulings
    passed = sum(ruling.outcome == "pass" for ruling in rulings)
    state = "accepted" if kept.verdict.accepted else "flagged"
    parts = [f"panel {number} is {state}: {passed} of {some(len(rulings), 'condition')} hold"]
    for outcome, word in (("fail", "failed"), ("unverified", "nobody could check")):
        told = [r for r in rulings if r.outcome == outcome][:3]
        if told:
            reasons = "; ".join(_ruled(r.condition.phrase, r.reason) for r in told)
            parts.append(f"{word}: {reasons}")
    lifts = ", ".join(f"{lift.region} {lift.value:.2f}" for lift in kept.evidence.lifts[:6])
    if lifts:
        parts.append(f"lift: {lifts}")
    return " ".join(map(sentence, parts))


def _ruled(phrase: str, reason: str) -> str:
    return f"{phrase}: {reason}" if reason else phrase
