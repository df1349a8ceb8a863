from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from panelwright.inpainting import inpainted, masked
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Facing,
    Pose,
    Region,
    Relation,
    RelationKind,
    Repair,
    Story,
)
from small_runs import contents, drawn, painted, planned, small_story

SIDESTEP = Repair(kind="inpaint", move="sidestep", regions=("dog",))


def item(name: str, x: float, depth: float, w: float = 0.2) -> BriefRegion:
    region = Region(id=name, noun=name, phrase=f"a {name}", depth=depth)
    return BriefRegion(region=region, box=Box(x, 0.4, w, 0.5))


@pytest.fixture
def brief() -> Brief:
    """A dog behind a wall that covers the left of the panel, with a girl at the right edge."""
    regions = (item("wall", 0.0, 0.1, 0.5), item("dog", 0.2, 0.5), item("girl", 0.8, 0.5))
    return Brief(panel="p01", prompt="", regions=regions)


def box(brief: Brief, name: str) -> Box:
    return next(i.box for i in brief.regions if i.region.id == name)


def test_a_step_aside_leads_out_from_behind_the_wall_and_covers_nobody(brief: Brief) -> None:
    after = inpainted(brief, [SIDESTEP])
    assert box(after, "dog").intersection(box(after, "wall")) < 0.01
    assert box(after, "dog").intersection(box(after, "girl")) < 0.01
    assert (box(after, "dog").y, box(after, "dog").h) == (0.4, 0.5)
    assert {i.region.id: i for i in after.regions}["wall"] == brief.regions[0]


def test_the_set_is_framed_as_before_the_step(brief: Brief) -> None:
    assert inpainted(brief, [SIDESTEP]).framed == ((0.0, 0.5), (0.2, 0.4), (0.8, 1.0))
    assert inpainted(brief, []).framed == ()


def test_who_comes_out_looks_at_the_reader(brief: Brief) -> None:
    [_, dog, girl] = inpainted(brief, [SIDESTEP.model_copy(update={"move": "come_out"})]).regions
    assert (dog.region.facing, girl.region.facing) == (Facing.FRONT, None)


def test_a_new_layout_forgets_what_was_inpainted_before(brief: Brief) -> None:
    relayout = Repair(kind="relayout", move="spread")
    assert inpainted(brief, [SIDESTEP, relayout]) == brief
    assert inpainted(brief, [relayout, SIDESTEP]) == inpainted(brief, [SIDESTEP])


def test_the_mask_covers_where_it_was_will_be_and_was_found(brief: Brief) -> None:
    after = inpainted(brief, [SIDESTEP])
    found = Box(0.05, 0.1, 0.1, 0.1)
    mended = masked(brief, after, ("dog",), "parent-key", [found])
    assert (mended.parent, mended.repaint) == ("parent-key", ("dog",))
    for place in (box(brief, "dog"), box(after, "dog"), found):
        assert any(part.intersection(place) > 0.99 * place.area for part in mended.mask)


def test_what_it_holds_is_painted_anew_with_it(brief: Brief) -> None:
    holds = Relation(kind=RelationKind.HOLDS, source="girl", target="dog")
    tied = brief.model_copy(update={"relations": (holds,)})
    assert masked(tied, tied, ("dog",), "key", []).repaint == ("dog", "girl")


def hidden_story() -> Story:
    """A girl whom a taller man hides, both fixed by hand."""
    story = small_story(1)
    [panel] = story.panels
    mina, bench = panel.regions
    mina = mina.model_copy(update={"box": Box(0.32, 0.3, 0.14, 0.6), "pose": Pose.STAND})
    bench = bench.model_copy(update={"box": Box(0.72, 0.65, 0.25, 0.25)})
    man = mina.model_copy(update={"id": "man", "noun": "man", "phrase": "a man", "subject": None,
                                  "depth": 0.1, "box": Box(0.3, 0.26, 0.16, 0.66)})  # fmt: skip
    panel = panel.model_copy(update={"regions": (mina, bench, man), "relations": ()})
    return story.model_copy(update={"panels": (panel,)})


@pytest.fixture(scope="module")
def repaired(tmp_path_factory: pytest.TempPathFactory) -> Run:
    settings = Settings(quality="fast", jobs=1)
    run = planned(tmp_path_factory.mktemp("inpainted") / "run", hidden_story(), settings)
    assert drawn(run).flagged == ()
    return run


def test_a_hidden_figure_is_painted_anew_and_all_else_stays(repaired: Run) -> None:
    first, second = repaired.read_attempts("p01")
    assert {ruling.condition.region for ruling in first.verdict.failures} == {"mina"}
    assert second.repair is not None and second.repair.kind == "inpaint"
    brief = repaired.read_brief(second)
    assert (brief.parent, brief.repaint) == (first.picture, ("mina",))
    before, after = (
        np.asarray(Image.open(repaired.attempt("p01", number).with_suffix(".png")))
        for number in (1, 2)
    )
    changed = (before != after).any(axis=2)
    assert 0.01 < changed.mean() < 0.35
    width = changed.shape[1]
    assert not changed[:, round(0.95 * width) :].any()


def test_an_inpainted_panel_drawn_again_is_found_in_the_store(repaired: Run) -> None:
    before, wanted = painted(repaired), contents(repaired)
    drawn(repaired)
    assert painted(repaired) == before
    assert contents(repaired) == wanted


def test_its_picture_is_painted_again_when_it_is_lost(repaired: Run) -> None:
    wanted = contents(repaired)
    second = repaired.read_attempts("p01")[1]
    Path(repaired.store / f"{second.picture}.png").write_bytes(b"")
    drawn(repaired)
    assert contents(repaired) == wanted
