"""What lift, detection and both accept is counted by the agent's own rules."""

import pytest

pytest.importorskip("torch")
pytest.importorskip("diffusers")

from loop.accepting import Sample, told_accepting

from panelwright.settings import Thresholds
from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Detection,
    Evidence,
    Lift,
    Panel,
    Region,
)

BOX = Box(0.5, 0.5, 0.4, 0.4)
REGION = Region(id="r0", noun="fox", phrase="a red fox", key=True)
PANEL = Panel(id="p000", regions=(REGION,))
BRIEF = Brief(panel="p000", prompt="a red fox", regions=(BriefRegion(region=REGION, box=BOX),),
              size=(160, 160))  # fmt: skip


def sample(*, lifted: bool, at: Box | None, right: bool, in_place: bool) -> Sample:
    """`at`: where the detector finds it; None: nowhere."""
    lift = Lift(region="r0", value=0.01 if lifted else -0.01, standard_error=0.001,
                found="present" if lifted else "absent", evaluations=64, method="lift")  # fmt: skip
    boxes = [at] if at is not None else []
    found = tuple(Detection(phrase="a red fox", box=box, score=0.9) for box in boxes)
    seen = Evidence(grounder="detector", detections=found)
    return Sample(PANEL, BRIEF, Evidence(grounder=None, lifts=(lift,)), seen, right, in_place)


def test_each_accepts_by_its_own_evidence_and_both_by_all(
    capsys: pytest.CaptureFixture[str],
) -> None:
    away = Box(0.0, 0.0, 0.4, 0.4)
    found = [
        sample(lifted=True, at=BOX, right=True, in_place=True),
        sample(lifted=True, at=away, right=True, in_place=False),
        sample(lifted=True, at=None, right=False, in_place=False),
        sample(lifted=False, at=BOX, right=False, in_place=False),
    ]
    told_accepting(found, Thresholds())
    rows = capsys.readouterr().out.splitlines()
    assert "| lift | 3 | 67%, 100% | 33%, 100% |" in rows
    assert "| detection | 2 | 50%, 50% | 50%, 100% |" in rows
    assert "| both | 1 | 100%, 50% | 100%, 100% |" in rows
    assert "| detection, wherever it stands | 3 | 67%, 100% | 33%, 100% |" in rows
    assert "| both, wherever it stands | 2 | 100%, 100% | 50%, 100% |" in rows
