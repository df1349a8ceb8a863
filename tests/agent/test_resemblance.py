"""Likeness as evidence: characters are compared where they were found, and judged by it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

pytest.importorskip("torch", reason="torch is not installed: it is in the extra grounding")

from panelwright.configuration import checked
from panelwright.judging import judge
from panelwright.looking import Job, Letters, paint_and_look
from panelwright.resemblance import likenesses
from panelwright.seeing import Sight
from panelwright.settings import Settings, Thresholds
from panelwright.store import Store
from panelwright.tooling import tool_paths
from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Character,
    Detection,
    Evidence,
    Region,
    ToolError,
    UserError,
)
from panelwright_tools.likeness.encoder import EncoderLikeness
from panelwright_tools.likeness.meter import LikenessMeter
from panelwright_tools.painting.picture import Picture
from small_runs import panel
from tiny_models.encoders import write_tiny_clip

LEFT, RIGHT = Box(0.1, 0.1, 0.35, 0.8), Box(0.55, 0.1, 0.35, 0.8)
MINA, NED = "a" * 24, "b" * 24


@pytest.fixture(scope="module")
def meter(tmp_path_factory: pytest.TempPathFactory) -> EncoderLikeness:
    return EncoderLikeness(str(write_tiny_clip(tmp_path_factory.mktemp("models") / "clip")), "cpu")


def item(name: str, box: Box, *references: str) -> BriefRegion:
    region = Region(id=name, subject=name, noun="girl", phrase=f"a girl called {name}")
    character = Character(id=name, name=name.title(), references=references)
    return BriefRegion(region=region, box=box, character=character)


def brief(*items: BriefRegion) -> Brief:
    return Brief(panel="p01", prompt="", regions=items, size=(320, 240))


def detection(name: str, box: Box) -> Detection:
    return Detection(phrase=f"a girl called {name}", region=name, box=box, score=0.9)


def job(tmp_path: Path, likeness: str, of: Brief) -> Job:
    settings = checked(Settings(painter="blocks", likeness=likeness))
    return Job(tool_paths(settings), tmp_path / "store", of, panel(1), Letters())


def test_each_is_compared_with_its_own_pictures_where_it_was_found(meter: EncoderLikeness) -> None:
    image = Image.new("RGB", (200, 100), "white")
    image.paste((200, 30, 30), (20, 10, 90, 90))
    image.paste((20, 40, 220), (110, 10, 180, 90))
    shown = Picture(image=image, painter="user", seed=0)
    red, blue = (replace(shown, image=image.crop(at)) for at in
                 ((20, 10, 90, 90), (110, 10, 180, 90)))  # fmt: skip
    both = brief(item("mina", LEFT, MINA), item("ned", RIGHT, NED))
    sight = Sight("masks", (detection("mina", LEFT), detection("ned", RIGHT)))
    right, said = likenesses(shown, both, sight, meter, {MINA: red, NED: blue})
    assert right == {"mina": 1.0, "ned": 1.0} and not said
    cosines = Raw(meter)
    wrong, _ = likenesses(shown, both, sight, cosines, {MINA: blue, NED: red})
    assert max(wrong.values()) < 0.999


class Raw:
    """The same encoder without the scale, whose ends random weights do not keep."""

    side_by_side, id = 1, "raw"

    def __init__(self, meter: EncoderLikeness) -> None:
        self.meter = meter

    def likeness(self, shown: Image.Image, references: Sequence[Image.Image]) -> float:
        from panelwright_tools.likeness.encoder import _loaded

        return max(_loaded(Path(self.meter.model), "cpu").cosines(shown, references))


def test_who_was_not_found_or_has_no_pictures_is_not_compared(meter: EncoderLikeness) -> None:
    shown = Picture(image=Image.new("RGB", (64, 64)), painter="user", seed=0)
    some = brief(item("mina", LEFT, MINA), item("ned", RIGHT))
    sight = Sight("masks", (detection("ned", RIGHT),))
    assert likenesses(shown, some, sight, meter, {MINA: shown}) == ({}, ())


def test_a_failure_is_a_note_and_no_low_likeness() -> None:
    class Broken(Raw):
        def __init__(self) -> None: ...
        def likeness(self, shown: Image.Image, references: Sequence[Image.Image]) -> float:
            raise ToolError("an image encoder failed: no memory.")

    shown = Picture(image=Image.new("RGB", (64, 64)), painter="user", seed=0)
    broken: LikenessMeter = Broken()
    sight = Sight("masks", (detection("mina", LEFT),))
    found, [said] = likenesses(shown, brief(item("mina", LEFT, MINA)), sight, broken, {MINA: shown})
    assert found == {} and "no memory" in said


def test_a_run_measures_likeness_and_judges_by_it(tmp_path: Path, meter: EncoderLikeness) -> None:
    """The reference is what the painter paints there, so that it must be found alike."""
    of = brief(item("mina", Box(0.2, 0.2, 0.5, 0.7), MINA))
    blind, compared = job(tmp_path, "none", of), job(tmp_path, f"encoder:{meter.model}", of)
    blind.store.mkdir()
    store = Store(blind.store)
    store.put_given(MINA, Picture(image=Image.new("RGB", (64, 64)), painter="user", seed=0))
    receipt = paint_and_look(blind)
    painted, before = store.get(receipt.picture), store.get_evidence(receipt.evidence)
    assert painted is not None and before is not None
    [subject] = before.detections
    cut = painted.image.crop(edges(subject.box, painted.image.size))
    store.put_given(MINA, replace(painted, image=cut, subjects=()))
    after = store.get_evidence(paint_and_look(compared).evidence)
    assert after is not None and (before.likeness, after.likeness) == ({}, {"mina": 1.0})
    assert outcome(of, before) == "unverified" and outcome(of, after) == "pass"
    assert outcome(of, after.model_copy(update={"likeness": {"mina": 0.5}})) == "fail"


def edges(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    inside, (width, height) = box.clipped(), size
    across, down = (round(n * width) for n in (inside.x, inside.right)), (inside.y, inside.bottom)
    (left, right), (top, bottom) = across, (round(n * height) for n in down)
    return left, top, right, bottom


def outcome(of: Brief, evidence: Evidence) -> str:
    rulings = judge(panel(1), of, evidence, Thresholds()).rulings
    [ruling] = [one for one in rulings if one.condition.kind == "likeness"]
    return ruling.outcome


def test_a_model_that_is_not_there_is_said_before_anything_is_painted() -> None:
    with pytest.raises(UserError, match="there is no model"):
        checked(Settings(painter="blocks", likeness="encoder:/nowhere/clip"))
