"""The maker of scenes: the same every time, and captions that say what is drawn."""

import re

import numpy as np
from miniature.captions import caption, filler_lines, relations, told
from miniature.scenes import Scene, Thing, drawn, scene
from miniature.tables import table


def scenes(number: int) -> list[Scene]:
    return [scene(np.random.default_rng((3, n))) for n in range(number)]


def test_a_scene_and_its_picture_follow_from_the_seed_alone() -> None:
    first, again = scenes(5), scenes(5)
    assert first == again
    assert [drawn(one).tobytes() for one in first] == [drawn(one).tobytes() for one in again]
    assert len({drawn(one).tobytes() for one in first}) == 5


def test_subjects_lie_inside_and_apart_from_each_other() -> None:
    for one in scenes(200):
        covered = np.zeros((32 * 4, 32 * 4), int)
        for thing in one.things:
            x, y, width, height = (int(length * 4) for length in thing.box)
            assert x >= 0 and y >= 0 and x + width <= 128 and y + height <= 128
            covered[y : y + height, x : x + width] += 1
        assert covered.max() == 1


def test_scenes_have_one_two_and_three_subjects_and_every_kind_in_every_colour() -> None:
    many = scenes(600)
    assert {len(one.things) for one in many} == {1, 2, 3}
    pairs = {(thing.kind, thing.colour) for one in many for thing in one.things}
    assert len(pairs) == len(table("scenes")["kinds"]) * len(table("scenes")["colours"])


def test_a_subject_is_drawn_in_its_colour_where_its_box_is() -> None:
    red = Scene((32, 32), (Thing("ball", "red", (4.0, 6.0, 12.0, 12.0)),), 1)
    blue = Scene((32, 32), (Thing("ball", "blue", (4.0, 6.0, 12.0, 12.0)),), 1)
    reds, blues = (np.asarray(drawn(one), int) for one in (red, blue))
    changed = np.abs(reds - blues).max(2) > 0
    rows, columns = np.flatnonzero(changed.any(1)), np.flatnonzero(changed.any(0))
    assert (rows[0], rows[-1], columns[0], columns[-1]) == (6, 17, 4, 15)
    middle = reds[12, 8], blues[12, 8]
    assert middle[0][0] > middle[0][2] + 60 and middle[1][2] > middle[1][0] + 60


def test_captions_name_only_what_is_drawn_with_its_own_colour() -> None:
    kinds, colours = table("scenes")["kinds"], table("scenes")["colours"]
    pattern = re.compile(rf"\b({'|'.join(colours)}) ({'|'.join(kinds)})\b")
    for number, one in enumerate(scenes(400)):
        text = caption(one, np.random.default_rng(number))
        named = pattern.findall(text)
        pairs = [(thing.colour, thing.kind) for thing in one.things]
        assert all(pair in pairs for pair in named), text
        assert len(named) <= len(pairs)
        words = re.findall(r"[a-z]+", text)
        assert sum(word in kinds for word in words) == len(named), text
        assert sum(word in colours for word in words) == len(named), text


def test_relations_in_captions_are_so() -> None:
    said = 0
    colours = "|".join(table("scenes")["colours"])
    pattern = re.compile(rf"\b({colours}) (\w+) (left|right|above|below) ")
    for number, one in enumerate(scenes(600)):
        text = caption(one, np.random.default_rng(number)).replace("to the ", "")
        found = pattern.search(text)
        if found is None:
            continue
        first = next(t for t in one.things if (t.colour, t.kind) == found.group(1, 2))
        others = [t for t in one.things if t is not first]
        assert any(found[3] in relations(first, other) for other in others), text
        said += 1
    assert said > 50


def test_one_caption_in_eight_is_empty_and_fillers_mean_nothing() -> None:
    texts = [caption(one, np.random.default_rng(n)) for n, one in enumerate(scenes(2000))]
    assert 0.09 < sum(not text for text in texts) / len(texts) < 0.15
    known = {*table("scenes")["kinds"], *table("scenes")["colours"]}
    assert not known & {word.strip(",") for line in filler_lines() for word in line.split()}


def test_the_plain_caption_says_all_in_order() -> None:
    things = [Thing("fox", "red", (0, 0, 9, 9)), Thing("car", "blue", (9, 9, 9, 9))]
    assert told(things) == "a red fox and a blue car"


def test_words_without_meaning_are_of_stories_and_prompts_and_of_no_program() -> None:
    words = {word for line in filler_lines() for word in line.split()}
    assert {"volcano", "lighthouse", "rain"} <= words
    assert not words & {"def", "argparse", "import", "pyproject"}
