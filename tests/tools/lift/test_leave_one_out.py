from dataclasses import replace

import numpy as np
import pytest

from panelwright_tools.domain import Box, Brief, BriefRegion, Region, Relation, RelationKind
from panelwright_tools.lift.leave_one_out import LeaveOneOut, standard_error
from panelwright_tools.painting.blocks import BlockPainter
from panelwright_tools.painting.picture import Picture


def region(name: str, box: Box, depth: float = 0.5) -> BriefRegion:
    return BriefRegion(region=Region(id=name, noun=name, phrase=f"a {name}", depth=depth), box=box)


def painted(*regions: BriefRegion) -> tuple[Picture, Brief]:
    brief = Brief(panel="p01", prompt="", regions=regions, size=(128, 128))
    return BlockPainter().paint(brief), brief


def test_a_plain_subject_is_lifted_by_its_contrast() -> None:
    picture, brief = painted(region("ball", Box(0.25, 0.25, 0.5, 0.5)))
    [lift] = LeaveOneOut().scored(picture, brief).lifts
    assert lift.region == "ball"
    assert lift.value > 1


def test_lift_is_the_mean_squared_error_over_two_sigma_squared() -> None:
    picture, brief = painted(region("ball", Box(0.25, 0.25, 0.5, 0.5)))
    [subject] = picture.subjects
    shown = np.asarray(picture.image)[32:96, 32:96] / 255.0
    expected = np.mean((shown - subject.absent / 255.0) ** 2) / (2 * 0.2**2)
    [lift] = LeaveOneOut(sigma=0.2).scored(picture, brief).lifts
    assert lift.value == pytest.approx(expected, rel=1e-4)


def test_a_hidden_subject_has_no_lift_at_all() -> None:
    behind = region("mouse", Box(0.3, 0.3, 0.2, 0.2), depth=0.9)
    picture, brief = painted(behind, region("house", Box(0.1, 0.1, 0.7, 0.7), depth=0.1))
    lifts = {lift.region: lift for lift in LeaveOneOut().scored(picture, brief).lifts}
    assert lifts["mouse"].value == 0
    assert lifts["mouse"].standard_error == 0
    assert lifts["house"].value > 0


def test_a_subject_painted_in_the_colour_behind_it_has_no_lift() -> None:
    picture, brief = painted(region("ghost", Box(0.2, 0.2, 0.5, 0.5)))
    [subject] = picture.subjects
    left, top, right, bottom = subject.window
    same = np.asarray(picture.image)[top:bottom, left:right].copy()
    picture = replace(picture, subjects=(replace(subject, absent=same),))
    assert LeaveOneOut().scored(picture, brief).lifts[0].value == 0


def test_a_subject_painted_outside_its_box_has_no_lift_there() -> None:
    picture, brief = painted(region("kite", Box(0.0, 0.0, 0.3, 0.3)))
    elsewhere = brief.model_copy(update={"regions": (region("kite", Box(0.6, 0.6, 0.3, 0.3)),)})
    assert LeaveOneOut().scored(picture, elsewhere).lifts[0].value == 0


def test_a_subject_that_is_tied_to_another_counts_where_the_painter_put_it() -> None:
    picture, brief = painted(region("cat", Box(0, 0, 0.3, 0.3)), region("mat", Box(0, 0.3, 1, 0.3)))
    planned = (region("cat", Box(0.6, 0.6, 0.3, 0.3)), brief.regions[1])
    tie = Relation(kind=RelationKind.ON, source="cat", target="mat")
    loose = brief.model_copy(update={"regions": planned})
    tied = loose.model_copy(update={"relations": (tie,)})
    assert LeaveOneOut().scored(picture, loose).lifts[0].value == 0
    assert LeaveOneOut().scored(picture, tied).lifts[0].value > 1


def test_a_region_that_the_painter_does_not_know_is_not_scored() -> None:
    picture, brief = painted(region("kite", Box(0.0, 0.0, 0.3, 0.3)))
    assert LeaveOneOut().scored(replace(picture, subjects=()), brief).lifts == ()


def test_the_standard_error_is_that_of_the_block_means() -> None:
    gain = np.zeros((100, 100))
    gain[:, :50] = 1.0
    assert standard_error(gain) == pytest.approx(0.5 / np.sqrt(100 - 1))
    assert standard_error(np.ones((80, 80))) == 0.0
    assert standard_error(np.ones((1, 1))) == 0.0
