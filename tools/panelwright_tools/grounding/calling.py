"""Calling what was found by the phrases of the plan."""

from collections.abc import Sequence

from panelwright_tools.domain import Brief, BriefRegion, Detection
from panelwright_tools.grounding.queries import Query
from panelwright_tools.grounding.scoring import Found


def detections(found: Sequence[Found], asked: Sequence[Query], brief: Brief) -> list[Detection]:
    """What was found, as detections of the plan's phrases, in the order of the queries."""
    result: list[Detection] = []
    for number, query in enumerate(asked):
        own = [one for one in found if one.text == number]
        result += _called(own, query, brief)
    return result


def _called(found: Sequence[Found], query: Query, brief: Brief) -> list[Detection]:
    """Each under one phrase: that of the region which it overlaps most, where several are asked
    for by the same words; what no region needs is what must not be seen, if that is so called."""
    phrases = (*query.wanted, *query.avoided)
    if len(phrases) == 1:
        return [_detection(one, phrases[0]) for one in found]
    regions = [item for item in brief.regions if item.region.phrase in query.wanted]
    owners = _owners(found, regions)
    result = []
    for number, one in enumerate(found):
        if number in owners:
            result.append(_detection(one, owners[number].region.phrase))
        elif query.avoided:
            result += [_detection(one, phrase) for phrase in query.avoided]
        else:
            nearest = max(regions, key=lambda item: one.box.iou(item.box))
            result.append(_detection(one, nearest.region.phrase))
    return result


def _owners(found: Sequence[Found], regions: Sequence[BriefRegion]) -> dict[int, BriefRegion]:
    """Which region has which box, each at most one, best overlap first."""
    pairs = [
        (-one.box.iou(item.box), index, number)
        for number, one in enumerate(found)
        for index, item in enumerate(regions)
    ]
    owners: dict[int, BriefRegion] = {}
    taken: set[int] = set()
    for _, index, number in sorted(pairs):
        if number not in owners and index not in taken:
            owners[number] = regions[index]
            taken.add(index)
    return owners


def _detection(found: Found, phrase: str) -> Detection:
    return Detection(phrase=phrase, box=found.box, score=round(min(1.0, found.score), 4))
