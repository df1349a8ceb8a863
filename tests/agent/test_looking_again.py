"""A second look by other noise, and who gets one."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from panelwright import looking_again
from panelwright.looking import Job, Letters, paint_and_look
from panelwright.looking_again import SecondLook, asked_twice, look_again
from panelwright.settings import Settings
from panelwright.store import Store
from panelwright.tooling import tool_paths, tools
from panelwright_tools.domain import Box, Brief, BriefRegion, Evidence, Lift, Region
from panelwright_tools.domain.evidence import Spot
from panelwright_tools.lift.critic import Scored
from panelwright_tools.painting.picture import Picture
from small_runs import panel

SPOT = Spot(box=Box(0, 0, 0.2, 0.2), share=1.0)


def lift(name: str, **facts: object) -> Lift:
    told = {"region": name, "value": 1, "standard_error": 0.3, "method": "m", "evaluations": 64}
    return Lift.model_validate({**told, "found": "present", **facts})


FIRST = (lift("dog"), lift("cat"), lift("owl", kept=1), lift("elk", found="undecided"))


@dataclass
class Doubting:
    """Finds the cat no more, and the dog in two places; it tells what it was asked."""

    id: str = "doubting"
    side_by_side: int | None = None
    asked: list[tuple[int, Collection[str] | None]] = field(default_factory=list)

    def scored(self, picture: Picture, brief: Brief, only: Collection[str] | None = None) -> Scored:
        self.asked.append((brief.seed, only))
        dog = lift("dog", value=3, standard_error=0.4, spots=(SPOT, SPOT))
        return Scored((dog, lift("cat", value=0, found="undecided")), evaluations=128)


@pytest.fixture
def order(tmp_path: Path) -> SecondLook:
    regions = tuple(
        BriefRegion(region=Region(id=name, noun=name, phrase=f"a {name}"), box=Box(0, 0, 1, 1))
        for name in ("dog", "cat")
    )
    brief = Brief(panel="p01", prompt="", regions=regions, size=(96, 64), seed=7)
    paths = tool_paths(Settings(painter="blocks"))
    job = Job(paths, tmp_path, brief, panel(1), Letters())
    first, store = paint_and_look(job).evidence, Store(tmp_path)
    store.put_evidence(first, Evidence(lifts=FIRST, evaluations=200, painting_evaluations=50))
    return SecondLook(job, first)


def test_both_looks_must_find_what_passes(
    order: SecondLook, monkeypatch: pytest.MonkeyPatch
) -> None:
    critic, store = Doubting(), Store(order.job.store)
    own = replace(tools(order.job.tools), critic=critic)  # type: ignore[type-var]
    monkeypatch.setattr(looking_again, "tools", lambda paths: own)
    key = look_again(order)
    evidence = store.get_evidence(key)
    assert evidence is not None and key != order.first
    dog, cat, owl, elk = evidence.lifts
    assert (dog.found, dog.value, dog.standard_error, dog.evaluations) == ("present", 2, 0.25, 128)
    assert len(dog.spots) == 2 and cat.found == "undecided"
    assert (owl, elk) == FIRST[2:]
    assert (evidence.evaluations, evidence.painting_evaluations) == (328, 50)
    assert evidence.notes == (looking_again.SAID,)
    [(seed, only)] = critic.asked
    assert seed != order.job.brief.seed and only == ("dog", "cat")

    assert look_again(order) == key and len(critic.asked) == 1, "it is kept"


def test_only_what_a_test_has_found_on_this_picture_is_asked_twice() -> None:
    assert asked_twice(Evidence(lifts=FIRST)) == ("dog", "cat")
    assert asked_twice(Evidence(lifts=(lift("dog", found=None),))) == ()
