"""What is asked of a picture: regions alone or against the rest, and what is forbidden."""

import pytest

pytest.importorskip("torch")

from panelwright_tools.domain import Box, Brief, BriefRegion, Region
from panelwright_tools.lift.claims import claims
from panelwright_tools.lift.complift.clauses import Clause, Not
from panelwright_tools.lift.options import ScoringOptions

LEFT, RIGHT = Box(0.0, 0.0, 0.5, 1.0), Box(0.5, 0.0, 0.5, 1.0)
SHAPE = (16, 16)


def item(name: str, phrase: str, box: Box = LEFT) -> BriefRegion:
    return BriefRegion(region=Region(id=name, noun=name, phrase=phrase), box=box)


BOTH = Brief(
    panel="p01",
    prompt="",
    regions=(item("fox", "a red fox"), item("car", "a blue car", RIGHT)),
    avoid=("a dog",),
)
REST = ScoringOptions(against="rest", area="picture")


def asked(brief: Brief, given: ScoringOptions, name: str) -> Clause:
    return claims(brief, SHAPE, given, 0.0)[0][name].clause


def test_alone_a_phrase_is_held_against_nothing_in_its_box() -> None:
    assert asked(BOTH, ScoringOptions(), "car") == Clause("a blue car", region=RIGHT)


def test_against_the_rest_all_words_are_held_against_those_without_it() -> None:
    found = asked(BOTH, REST, "car")
    assert (found.text, found.against, found.region) == (
        "a red fox, a blue car", "a red fox", None,
    )  # fmt: skip


def test_who_is_alone_or_has_a_double_is_held_against_nothing() -> None:
    alone = BOTH.model_copy(update={"regions": BOTH.regions[:1]})
    assert asked(alone, REST, "fox").against == ""
    twice = BOTH.model_copy(update={"regions": (*BOTH.regions, item("other", "a red fox"))})
    assert asked(twice, REST, "fox").text == "a red fox"
    assert asked(twice, REST, "car").against == "a red fox, a red fox"


def test_what_is_forbidden_is_claimed_to_be_absent_anywhere() -> None:
    found = claims(BOTH, SHAPE, ScoringOptions(), 0.1)[0]
    assert list(found) == ["fox", "car", "avoided-0"]
    assert found["avoided-0"].formula == Not(Clause("a dog", margin=0.1))


def test_some_are_asked_about_and_the_others_words_count_all_the_same() -> None:
    found = claims(BOTH, SHAPE, REST, 0.0, only=("car",))[0]
    assert list(found) == ["car", "avoided-0"] and found["car"].clause.against == "a red fox"


def test_a_small_box_is_no_hindrance_where_the_whole_picture_is_looked_at() -> None:
    flea = BOTH.model_copy(update={"regions": (item("flea", "a flea", Box(0.5, 0.5, 0.01, 0.01)),)})
    told, untold = claims(flea, SHAPE, ScoringOptions(), 0.0)
    assert "flea" not in told and "smaller than" in untold["flea"]
    assert "flea" in claims(flea, SHAPE, REST, 0.0)[0]


def test_a_region_without_words_is_not_asked_about_and_no_words_of_others() -> None:
    bare = BOTH.regions[0].model_copy(update={"region": Region(id="bare", noun="", phrase=" ")})
    brief = BOTH.model_copy(update={"regions": (*BOTH.regions, bare)})
    told, untold = claims(brief, SHAPE, REST, 0.0)
    assert "bare" not in told and "no words" in untold["bare"]
    assert told == claims(BOTH, SHAPE, REST, 0.0)[0]


def test_a_margin_is_one_of_what_was_measured() -> None:
    assert ScoringOptions().measured == ""
    assert ScoringOptions(against="rest", levels=(0.3, 0.9)).measured == "rest-0.3-0.9"
