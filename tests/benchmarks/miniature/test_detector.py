"""The detector finds what drawn scenes show, as one of Panelwright's grounders."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")

from miniature.detector import the_detector  # noqa: E402
from miniature.detector_measuring import fits, seen_all  # noqa: E402
from miniature.detector_scenes import shown  # noqa: E402
from miniature.grounder import MiniatureGrounder  # noqa: E402
from miniature.scenes import Scene, Thing, drawn  # noqa: E402

from panelwright_tools.domain import (  # noqa: E402
    Box,
    Brief,
    BriefRegion,
    Region,
    ToolError,
    UserError,
)
from panelwright_tools.domain.evidence import Detection  # noqa: E402
from panelwright_tools.painting.picture import Picture  # noqa: E402

FOX = Thing("fox", "red", (3.0, 4.0, 13.0, 7.5))
CAR = Thing("car", "blue", (16.0, 20.0, 13.0, 7.0))
BALLS = tuple(Thing("ball", "green", (x, y, 9.0, 9.0)) for x, y in ((2, 2), (20, 3), (11, 20)))


def box_of(thing: Thing) -> Box:
    x, y, width, height = (length / 32 for length in thing.box)
    return Box(x, y, width, height)


def found(
    things: tuple[Thing, ...], asked: tuple[Thing, ...], avoid: tuple[str, ...] = (), side: int = 32
) -> list[Detection]:
    """What is found of some things on a picture of others."""
    picture = drawn(Scene((32, 32), things, 6)).resize((side, side), 0)
    regions = tuple(
        BriefRegion(
            region=Region(id=f"r{n}", noun=one.kind, phrase=f"a {one.colour} {one.kind}"),
            box=box_of(one),
        )
        for n, one in enumerate(asked)
    )
    brief = Brief(panel="p01", prompt="", regions=regions, avoid=avoid, size=(side, side))
    told = Picture(image=picture, painter="drawn", seed=0)
    return MiniatureGrounder().ground(told, brief, avoid)


def test_scenes_that_it_never_saw_are_read_right() -> None:
    chance = np.random.default_rng(51)
    scenes = [shown(chance) for _ in range(60)]
    seen = seen_all(the_detector(), [one.picture for one in scenes])
    right = sum(fits(told, one.things) for told, one in zip(seen, scenes, strict=True))
    assert right >= 48


@pytest.mark.parametrize("side", [32, 160])
def test_subjects_are_found_where_they_are_on_pictures_of_any_size(side: int) -> None:
    fox, car = found((FOX, CAR), (FOX, CAR), side=side)
    assert (fox.phrase, car.phrase) == ("a red fox", "a blue car")
    assert fox.box.iou(box_of(FOX)) > 0.6 and car.box.iou(box_of(CAR)) > 0.6
    assert min(fox.score, car.score) > 0.5


def test_nothing_is_found_of_what_is_not_there() -> None:
    absent = (Thing("fox", "blue", FOX.box), Thing("cup", "red", FOX.box))
    assert found((FOX, CAR), absent) == []
    assert found((FOX,), (FOX,), avoid=("car", "green fox"))[1:] == []


def test_what_is_to_be_avoided_is_found_by_its_kind_alone() -> None:
    assert [one.phrase for one in found((FOX, CAR), (FOX,), avoid=("a car",))] == [
        "a red fox",
        "a car",
    ]


def test_each_of_several_is_found_once() -> None:
    seen = found(BALLS, BALLS)
    assert len(seen) == 3
    for ball in BALLS:
        assert max(one.box.iou(box_of(ball)) for one in seen) > 0.6
    assert len(found(BALLS[:2], BALLS)) == 2


def test_what_it_was_not_taught_is_an_error_and_no_miss() -> None:
    with pytest.raises(ToolError, match='can\'t look for "red mushroom"; it knows fox, robot'):
        found((FOX,), (Thing("mushroom", "red", FOX.box),))


@pytest.mark.parametrize("content", [None, b"", b"no weights", "judge"])
def test_a_file_without_its_weights_is_refused(tmp_path: Path, content: bytes | str | None) -> None:
    path = tmp_path / "detector.safetensors"
    if content == "judge":
        from miniature.judge import WEIGHTS

        content = WEIGHTS.read_bytes()
    if content is not None:
        path.write_bytes(content)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="doesn't hold the weights of the miniature's detector"):
        the_detector(path)
