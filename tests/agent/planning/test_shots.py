"""Shots by rule: scenes are established, talk comes nearer, nothing is thrice alike."""

from collections import Counter
from itertools import groupby
from pathlib import Path

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel, Shot

TUNING = Path(__file__).parents[3] / "benchmarks" / "planner_set" / "tuning"
ESTABLISHING = (Shot.WIDE, Shot.EXTREME_WIDE)


def panels_of(text: str, panels: int | None = None) -> tuple[Panel, ...]:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=panels)).panels


def stories() -> list[tuple[Panel, ...]]:
    texts = sorted(TUNING.glob("*.txt"), key=lambda path: int(path.stem.split("-")[0]))
    return [panels_of(path.read_text("utf-8")) for path in texts[:20]]


def test_each_new_place_is_established_and_a_known_one_seen_whole() -> None:
    for panels in stories():
        seen: set[str | None] = set()
        for _, scene in groupby(panels, key=lambda panel: (panel.place, panel.time)):
            first = next(scene)
            known = (*ESTABLISHING, Shot.FULL) if first.place in seen else ESTABLISHING
            assert first.shot in known or not first.regions, first.id
            seen.add(first.place)


def test_no_shot_comes_more_than_three_times_in_a_row() -> None:
    for panels in stories():
        runs = [len(list(run)) for _, run in groupby(panel.shot for panel in panels)]
        assert max(runs) <= 3


def test_shots_are_mixed() -> None:
    shots = Counter(panel.shot for panels in stories() for panel in panels)
    assert max(shots.values()) < 0.5 * shots.total()
    assert {Shot.WIDE, Shot.FULL, Shot.MEDIUM, Shot.CLOSE} <= set(shots)


def test_a_few_words_after_a_shot_at_the_waist_are_seen_from_nearer() -> None:
    text = (
        'Ada and Tom sat in the kitchen. "I have lost the old key of the tower again," said Ada. '
        '"Where?" asked Tom.'
    )
    shots = [panel.shot for panel in panels_of(text, 3)]
    assert shots[1:] == [Shot.MEDIUM, Shot.CLOSE]


def test_a_room_is_never_seen_from_very_far() -> None:
    story = EmbeddedPlanner().plan(
        "Ada was in the hut. Tom was in the barn. Eva was in the cave.", PlanWishes(panels=3)
    )
    assert Shot.EXTREME_WIDE not in {panel.shot for panel in story.panels}
