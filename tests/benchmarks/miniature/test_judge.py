"""The judge sees what scenes show, and takes nothing else for it."""

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("safetensors")

from miniature.judge import Wanted, all_correct, fits, judged, judged_all
from miniature.judge_training import accuracy, held_out
from miniature.scenes import Scene, Thing, drawn

FOX = Thing("fox", "red", (3.0, 4.0, 13.0, 7.5))
CAR = Thing("car", "blue", (16.0, 20.0, 13.0, 7.0))
SCENE = Scene((32, 32), (FOX, CAR), 6)


def test_held_out_scenes_are_judged_right() -> None:
    from miniature.judge import the_judge

    scenes = held_out(100)
    assert accuracy(the_judge(), [drawn(one) for one in scenes], scenes) >= 0.98


def test_it_says_kind_colour_and_box() -> None:
    found = {(thing.kind, thing.colour): thing.box for thing in judged(drawn(SCENE))}
    assert found.keys() == {("fox", "red"), ("car", "blue")}
    for thing in SCENE.things:
        for told, true in zip(found[thing.kind, thing.colour], thing.box, strict=True):
            assert abs(told - true) < 1.5


def test_larger_pictures_and_others_shapes_are_judged_too() -> None:
    wide = Scene((48, 32), (FOX, Thing("cup", "green", (33.0, 9.0, 11.0, 11.0))), 6)
    assert [(t.kind, t.colour) for t in sorted(judged(drawn(wide)), key=lambda t: t.box)] == [
        ("fox", "red"),
        ("cup", "green"),
    ]


def test_all_correct_wants_each_subject_and_no_other() -> None:
    picture = drawn(SCENE)
    both = [Wanted("fox", "red"), Wanted("car", "blue")]
    assert all_correct(picture, both)
    assert not all_correct(picture, both[:1])
    assert not all_correct(picture, [*both, Wanted("star", "green")])
    assert not all_correct(picture, [Wanted("fox", "blue"), Wanted("car", "red")])
    assert not all_correct(picture, [both[0], both[0]])


def test_all_correct_wants_them_where_they_are_wanted() -> None:
    picture = drawn(SCENE)
    there, elsewhere = (0.0, 0.0, 18.0, 16.0), (0.0, 16.0, 18.0, 16.0)
    assert all_correct(picture, [Wanted("fox", "red", there), Wanted("car", "blue")])
    assert not all_correct(picture, [Wanted("fox", "red", elsewhere), Wanted("car", "blue")])


def test_a_wanted_subject_is_found_among_equals_by_its_place() -> None:
    twice = [Thing("cup", "red", (2.0, 2.0, 9.0, 9.0)), Thing("cup", "red", (20.0, 20.0, 9.0, 9.0))]
    boxes = [(16.0, 16.0, 16.0, 16.0), (0.0, 0.0, 16.0, 16.0)]
    assert fits(twice, [Wanted("cup", "red"), Wanted("cup", "red", boxes[1])])
    assert not fits(twice, [Wanted("cup", "red", boxes[0]), Wanted("cup", "red", boxes[0])])


def test_backgrounds_show_no_subject() -> None:
    bare = [drawn(Scene((32, 32), (), ground)) for ground in range(60)]
    assert sum(seen != [] for seen in judged_all(bare)) <= 1


def test_many_pictures_are_judged_as_each_by_itself() -> None:
    pictures = [drawn(one) for one in held_out(6)]
    alone = [judged(picture) for picture in pictures]
    for one, other in zip(judged_all(pictures), alone, strict=True):
        assert [(t.kind, t.colour) for t in one] == [(t.kind, t.colour) for t in other]
        assert np.allclose([t.box for t in one], [t.box for t in other], atol=1e-3)
