"""Variations of a look: the one function that painters' briefs use."""

import pytest

from panelwright_tools.domain import Character, Garment, Look, Panel, Region, Story, Variation
from panelwright_tools.domain.appearance import varied, varied_phrase, varied_region
from panelwright_tools.domain.model import canonical_json
from panelwright_tools.domain.reading import read_story, write_story

RAINCOAT = Garment(name="raincoat", colour="yellow")
PYJAMAS = Variation(
    id="pyjamas",
    phrase="in striped pyjamas",
    clothes=(Garment(name="pyjamas", colour="striped"),),
)
SOAKED = Variation(id="soaked", phrase="soaked to the skin", marks=("wet",))


@pytest.fixture
def mina() -> Character:
    return Character(
        id="mina",
        name="Mina",
        phrase="a red-haired girl with freckles in a yellow raincoat",
        look=Look(clothes=(RAINCOAT,), marks=("freckles",)),
        constant=("red hair",),
        variations=(PYJAMAS, SOAKED),
    )


def test_other_clothes_take_the_place_of_the_usual_ones(mina: Character) -> None:
    dressed = varied(mina, "pyjamas")
    assert dressed.look.clothes == PYJAMAS.clothes
    assert dressed.phrase == "a red-haired girl with freckles in striped pyjamas"
    assert dressed.constant == ("red hair",)


def test_what_changes_no_clothes_is_added_to_the_phrase(mina: Character) -> None:
    wet = varied(mina, "soaked")
    assert wet.look.clothes == (RAINCOAT,)
    assert wet.look.marks == ("freckles", "wet")
    assert wet.phrase == "a red-haired girl with freckles in a yellow raincoat, soaked to the skin"


@pytest.mark.parametrize(
    ("phrase", "after"),
    [
        ("a girl wearing a yellow raincoat and boots", "a girl in striped pyjamas"),
        ("a girl in a yellow raincoat with red hair", "a girl with red hair in striped pyjamas"),
        ("a girl, yellow raincoat, red hair", "a girl, red hair in striped pyjamas"),
        ("a girl in a wheelchair", "a girl in a wheelchair in striped pyjamas"),
    ],
)
def test_the_usual_clothes_are_found_in_any_phrase(phrase: str, after: str) -> None:
    assert varied_phrase(phrase, (RAINCOAT,), PYJAMAS) == after


def test_clothes_that_the_phrase_leaves_out_are_said() -> None:
    bed = PYJAMAS.model_copy(update={"phrase": "ready for bed"})
    assert varied_phrase("a girl", (), bed) == "a girl, ready for bed, wearing striped pyjamas"


def test_a_region_says_its_variation_in_phrase_and_prompt(mina: Character) -> None:
    region = Region(
        id="mina", subject="mina", noun="girl", phrase=mina.phrase,
        prompt=f"{mina.phrase}, running", variation="pyjamas",
    )  # fmt: skip
    shown = varied_region(region, mina)
    assert shown.phrase == "a red-haired girl with freckles in striped pyjamas"
    assert shown.prompt == f"{shown.phrase}, running"
    assert shown.variation is None


def test_what_never_changes_is_kept_by_every_variation_and_said_in_every_prompt() -> None:
    scarf, coat = Garment(name="scarf", colour="red"), Garment(name="coat", colour="blue")
    tom = Character(
        id="tom",
        name="Tom",
        phrase="a boy in a blue coat and a red scarf",
        look=Look(clothes=(coat, scarf)),
        constant=("a red scarf", "a scar on the chin"),
        variations=(PYJAMAS,),
    )
    dressed = varied(tom, "pyjamas")
    assert dressed.look.clothes == (*PYJAMAS.clothes, scarf)
    assert dressed.phrase == "a boy in striped pyjamas, a red scarf, a scar on the chin"
    region = Region(id="tom", subject="tom", noun="boy", phrase=tom.phrase, prompt=tom.phrase)
    assert varied_region(region, tom).prompt == f"{tom.phrase}, a scar on the chin"


def test_a_character_without_variations_has_the_digest_that_it_always_had() -> None:
    plain = Character(id="mina", name="Mina")
    assert "variation" not in canonical_json(plain)
    assert "constant" not in canonical_json(plain)
    assert "variation" not in canonical_json(Region(id="x", noun="ball", phrase="a ball"))


def test_variations_are_kept_in_the_story_file(mina: Character) -> None:
    region = Region(id="mina", subject="mina", noun="girl", phrase="a girl", variation="soaked")
    story = Story(title="x", cast=(mina,), panels=(Panel(id="p01", regions=(region,)),))
    assert read_story(write_story(story)) == story


def test_an_unknown_variation_is_named_with_panel_region_and_field(mina: Character) -> None:
    region = Region(id="girl", subject="mina", noun="girl", phrase="a girl", variation="royal")
    with pytest.raises(ValueError, match=r"panel p01, region girl, field variation: mina has no"):
        Story(title="x", cast=(mina,), panels=(Panel(id="p01", regions=(region,)),))


def test_two_variations_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two variations share the id 'soaked'"):
        Character(id="mina", name="Mina", variations=(SOAKED, SOAKED))
