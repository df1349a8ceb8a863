"""Pairs: what is claimed of a picture, and that the other claim is not fulfilled."""

from pathlib import Path

import pytest

from panelwright_tools.domain import Box, Brief, BriefRegion, Region, UserError
from panelwright_tools.lift.calibration.pairs import (
    Pair,
    Words,
    pair_of_briefs,
    pair_of_words,
    read_words,
    usual_words,
)

MANY = 300


def claims(pair: Pair) -> dict[str, str]:
    return {item.region.id: item.region.phrase for item in pair.joint.regions}


@pytest.mark.parametrize("model", [None, "miniature"])
def test_each_picture_is_asked_for_what_it_shows_and_for_what_it_does_not(
    model: str | None,
) -> None:
    words = usual_words(model)
    for number in range(MANY):
        pair = pair_of_words(words, 0, number)
        shown = [item.region.phrase for item in pair.painted.regions]
        assert " and ".join(shown) == pair.painted.prompt
        told = claims(pair)
        assert told["matched"] == shown[0] and told["mismatched"] not in shown
        boxes = {item.box for item in pair.joint.regions}
        assert boxes == {pair.painted.regions[0].box}


def test_a_claim_that_is_held_against_the_rest_stands_among_the_other_regions() -> None:
    words = usual_words("miniature")
    pairs = [pair_of_words(words, 0, number) for number in range(50)]
    for pair in pairs:
        shown = [item.region.phrase for item in pair.painted.regions]
        for claimed, own in zip(pair.apart, (shown[0], pair.other), strict=True):
            said = [item.region.phrase for item in claimed.regions]
            assert said == [own, *shown[1:]]
        assert [brief.regions[0].region.id for brief in pair.apart] == ["matched", "mismatched"]
    assert any(len(pair.painted.regions) > 1 for pair in pairs)


def test_half_of_the_other_claims_are_like_the_thing_in_name_or_colour() -> None:
    words = usual_words(None)
    near = 0
    for number in range(MANY):
        told = claims(pair_of_words(words, 1, number))
        own, other = (told[name].split()[1:] for name in ("matched", "mismatched"))
        near += own[0] == other[0] or own[1] == other[1]
    assert 0.4 < near / MANY < 0.6


def test_pairs_are_the_same_for_the_same_number_and_others_for_another_seed() -> None:
    words = usual_words(None)
    assert pair_of_words(words, 0, 5) == pair_of_words(words, 0, 5)
    assert pair_of_words(words, 0, 5) != pair_of_words(words, 1, 5)
    assert len({pair_of_words(words, 0, n).painted.seed for n in range(50)}) == 50


def test_the_miniature_is_asked_in_words_that_it_knows() -> None:
    known = {*usual_words("miniature").things, *usual_words("miniature").colours, "a", "and"}
    for number in range(50):
        pair = pair_of_words(usual_words("miniature"), 0, number)
        assert set(pair.painted.prompt.split()) <= known
        assert set(claims(pair)["mismatched"].split()) <= known


def panel(name: str, *phrases: str) -> Brief:
    regions = tuple(
        BriefRegion(
            region=Region(id=f"r{n}", noun=text.split()[-1], phrase=text), box=Box(0, 0, 1, 1)
        )
        for n, text in enumerate(phrases)
    )
    return Brief(panel=name, prompt=", ".join(phrases), regions=regions, parent="gone")


def test_panels_are_asked_for_what_other_panels_show() -> None:
    briefs = [panel("p1", "a girl", "a red bus"), panel("p2", "a girl"), panel("p3")]
    found = [pair_of_briefs(briefs, 0, number) for number in range(20)]
    assert {pair.painted.panel for pair in found} == {"p2"}
    assert {claims(pair)["mismatched"] for pair in found} == {"a red bus"}
    assert {pair.painted.parent for pair in found} == {None}
    assert len({pair.painted.seed for pair in found}) == 20


def test_panels_that_all_show_the_same_are_refused() -> None:
    with pytest.raises(UserError, match="all show the same"):
        pair_of_briefs([panel("p1", "a girl"), panel("p2", "a girl")], 0, 0)


def test_words_of_ones_own_are_read_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text('things = ["owl", "bell"]\ncolours = ["red", "blue"]\n')
    assert read_words(file) == Words(things=("owl", "bell"), colours=("red", "blue"))
    for bad in ('things = ["owl"]\ncolours = ["red", "blue"]', "things", '{"things": []}'):
        file.write_text(bad)
        with pytest.raises(UserError, match="holds no words"):
            read_words(file)
    with pytest.raises(UserError, match="can't be read"):
        read_words(tmp_path / "none.toml")
