from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip(
    "transformers", reason="transformers is not installed: it is in the local extra"
)

from brief_cases import BOLT, MARKET, MINA, market_brief, shown
from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Character,
    Hair,
    Look,
    Lora,
    Region,
    Relation,
    RelationKind,
)
from panelwright_tools.prompting.compose import fitted
from panelwright_tools.prompting.counting import CharacterCounter
from panelwright_tools.prompting.families import bounds, counters, families, text_side
from panelwright_tools.prompting.fitted import FittedPrompt
from panelwright_tools.prompting.looks import hair_phrase
from pipelines_of_words import pipeline

MODELS = [name for name in families() if name != "hosted"]
ROOM = [CharacterCounter(10_000)]
"""Enough for everything."""


def words_for(family: str, brief: Brief) -> FittedPrompt:
    side = text_side(family)
    exact = counters(side, pipeline(family)) if family in MODELS else bounds(side)
    return fitted(brief, side, exact)


def told(brief: Brief, family: str = "sdxl", **changes: Any) -> FittedPrompt:
    """The words of a brief with room for everything."""
    return fitted(brief, replace(text_side(family), region_tokens=10_000, **changes), ROOM)


@pytest.mark.parametrize("family", families())
def test_no_prompt_is_longer_than_what_reads_it(family: str) -> None:
    side, brief = text_side(family), market_brief()
    exact = counters(side, pipeline(family)) if family in MODELS else bounds(side)
    words = fitted(brief, side, exact)
    for encoder, counter in zip(side.encoders, exact, strict=True):
        whole = encoder.reads == "whole"
        assert counter.count(words.prompt if whole else words.short_prompt) <= counter.limit
        assert counter.count(words.negative_prompt) <= counter.limit
        for region in words.regions if whole else ():
            assert counter.count(region.prompt) <= side.region_tokens
    assert "girl in a yellow raincoat" in words.prompt and "robot" in words.prompt.lower()
    assert fitted(brief, side, exact) == words


def test_style_and_place_are_said_once_and_not_in_regions() -> None:
    words = told(market_brief())
    assert words.prompt.startswith("black ink drawing with hatching on white paper, ")
    assert words.prompt.count("ink drawing") == words.prompt.count("night market") == 1
    assert not any("ink" in r.prompt or "market" in r.prompt for r in words.regions)
    assert "at night, in the rain" in words.prompt
    assert words.notes == ()


def test_a_region_says_who_it_is_what_it_does_and_holds_and_nothing_twice() -> None:
    mina, bolt, old_map, _ = told(market_brief()).regions
    assert mina.prompt == (
        "a red-haired girl in a yellow raincoat, running, holding an old map, happy smile"
    )
    assert bolt.prompt == "a small rusty robot, waving, teal robot, one round eye"
    assert (old_map.prompt, old_map.box, old_map.id) == ("an old map", (0.3, 0.5, 0.1, 0.1), "map")


def test_an_action_that_the_plan_words_itself_takes_the_place_of_the_pose() -> None:
    item = shown("mina", MINA.phrase, (0, 0, 1, 1), MINA, pose="reach", face="sad",
                 prompt=f"{MINA.phrase}, finding an old map, sad expression")  # fmt: skip
    (mina,) = told(Brief(panel="p", prompt="", regions=(item,))).regions
    assert mina.prompt == f"{MINA.phrase}, finding an old map, sad expression"


def test_a_character_keeps_its_own_phrase_whatever_the_region_calls_it() -> None:
    item = shown("mina", "Mina, soaked", (0, 0, 1, 1), MINA)
    named = shown("mina", "Mina", (0, 0, 1, 1), MINA)
    for one, prompt in ((item, f"{MINA.phrase}, Mina, soaked"), (named, MINA.phrase)):
        (region,) = told(Brief(panel="p", prompt="", regions=(one,))).regions
        assert region.prompt == prompt


def test_families_without_regions_are_told_places_and_relations_in_words() -> None:
    words = told(market_brief(), "hosted")
    assert words.regions == ()
    assert "On the left in the foreground, a red-haired girl in a yellow raincoat" in words.prompt
    assert "On the right in the background, a stall." in words.prompt
    assert "The stall is behind the robot." in words.prompt
    assert "is behind" not in told(market_brief(), "flux1").prompt


def test_neighbours_in_different_colours_are_kept_apart() -> None:
    words = told(market_brief())
    assert "the girl in yellow separate from the teal robot" in words.prompt
    far = [shown("mina", MINA.phrase, (0, 0, 0.2, 1), MINA, noun="girl"),
           shown("bolt", BOLT.phrase, (0.7, 0, 0.3, 1), BOLT, noun="robot")]  # fmt: skip
    assert "separate" not in told(market_brief(regions=tuple(far), relations=())).prompt


def test_what_is_to_be_absent_goes_where_the_family_understands_it() -> None:
    sdxl, flux2, flux1 = (told(market_brief(), name) for name in ("sdxl", "flux2", "flux1"))
    assert sdxl.negative_prompt.startswith("dog, umbrella, colour, photo, ")
    assert "Without a dog, without umbrella." in flux2.prompt and not flux2.negative_prompt
    assert "dog" not in flux1.prompt
    assert flux1.left_out == ("avoid: dog", "avoid: umbrella")


@pytest.mark.parametrize("sign", ['"Fish, fresh!"', "“Zum Löwen”", "«Entrée»", "'Closed, sorry'"])
def test_words_to_be_painted_stay_in_their_quotes_untouched(sign: str) -> None:
    item = shown("sign", f"a sign that says {sign}", (0, 0, 1, 1)).model_copy()
    brief = market_brief(regions=(item,), relations=())
    words = told(brief, "flux1")
    assert sign in words.prompt and sign in words.regions[0].prompt
    mute = told(brief, "sdxl")
    assert sign not in mute.prompt and mute.regions[0].prompt == "a sign"
    assert mute.left_out == (sign,)


def test_what_has_no_room_is_left_out_whole_and_said() -> None:
    crowd = tuple(
        shown(f"thing-{n}", f"a curious wooden contraption of kind {n}",
              (0.1, 0.1, 0.05 + n / 100, 0.1))
        for n in range(20)
    )  # fmt: skip
    brief = market_brief()
    words = words_for("sdxl", brief.model_copy(update={"regions": (*brief.regions[:2], *crowd)}))
    assert words.prompt.endswith("further small details")
    assert MINA.phrase in words.prompt and BOLT.phrase in words.prompt
    for item in crowd:
        whole = f"{item.region.phrase}," in words.prompt
        assert whole != (f"{item.region.id}: {item.region.phrase}" in words.left_out)
    kept = [n for n in range(20) if f"of kind {n}," in words.prompt]
    assert kept == list(range(20 - len(kept), 20))  # the larger ones


def test_the_cast_and_what_the_panel_fails_without_come_before_the_rest() -> None:
    large = shown("tower", "a tower", (0, 0, 1, 1))
    key = shown("key", "a small brass key", (0.5, 0.5, 0.05, 0.05), key=True)
    brief = Brief(panel="p", prompt="", regions=(large, key, *market_brief().regions[:1]))
    full = told(brief).prompt
    for room in range(60, len(full)):
        words = fitted(brief, text_side("sdxl"), [CharacterCounter(room)])
        assert len(words.prompt) <= room
        named = [one for one in ("girl", "key", "tower") if one in words.prompt]
        assert named == ["girl", "key", "tower"][: len(named)]
        assert ("tower" in words.prompt) != ("tower: a tower" in words.left_out)


def test_a_name_that_is_too_long_gives_way_to_its_noun() -> None:
    item = shown("hat", "a hat of " + "very " * 200 + "old hat", (0, 0, 1, 1))
    words = words_for("sdxl", market_brief(regions=(item,), relations=()))
    assert words.regions[0].prompt == "hat"
    assert [one[:9] for one in words.left_out] == ["hat: a ha"]


def test_encoders_that_read_the_start_get_whole_phrases_of_it() -> None:
    words = words_for("flux1", market_brief())
    clip, t5 = counters(text_side("flux1"), pipeline("flux1"))
    assert clip.count(words.prompt) > 77 >= clip.count(words.short_prompt)
    assert t5.count(words.prompt) <= 512
    assert MINA.phrase in words.short_prompt.replace("A red", "a red")


def test_several_of_the_same_are_counted_in_the_whole_and_single_in_their_regions() -> None:
    balls = tuple(shown(f"ball-{n}", "a red ball", (n / 4, 0, 0.2, 0.2)) for n in range(3))
    words = told(Brief(panel="p", prompt="", regions=balls))
    assert words.prompt.count("ball") == 1 and "three red balls" in words.prompt
    assert [region.prompt for region in words.regions] == ["a red ball"] * 3


def test_a_brief_that_names_nothing_gets_an_empty_ground() -> None:
    words = told(Brief(panel="p", prompt=" \x07 "))
    assert words.prompt.endswith("an empty background")
    assert words.regions == ()
    assert words.notes == (
        "The brief names nothing to paint, so only an empty background is asked for.",
    )


def test_the_prompt_of_a_panel_without_regions_is_kept_by_phrases() -> None:
    brief = Brief(panel="p", prompt="A storm over the sea. A lighthouse, far away", style="noir")
    words = told(brief, "flux1")
    assert words.prompt.startswith("Noir comic panel")
    assert "A storm over the sea." in words.prompt and "A lighthouse. Far away." in words.prompt


def test_orders_to_tokenizers_and_to_terminals_are_taken_out() -> None:
    item = shown("girl", "a girl<|endoftext|>\x1b[31m</s> [IMG]\u202e", (0, 0, 1, 1))
    words = told(Brief(panel="p", prompt="", regions=(item,)))
    assert words.regions[0].prompt == "a girl [31m"
    assert words.notes == (
        "Characters and orders that only programs read were taken out of the words.",
    )


def test_text_from_right_to_left_is_kept() -> None:
    item = shown("sign", "فتاة تحمل مظلة حمراء", (0, 0, 1, 1))
    (region,) = words_for("qwenimage", Brief(panel="p", prompt="", regions=(item,))).regions
    assert region.prompt == "فتاة تحمل مظلة حمراء."


def test_a_region_set_apart_says_so() -> None:
    item: BriefRegion = shown("cat", "a cat", (0, 0, 1, 1)).model_copy(update={"apart": True})
    (region,) = told(Brief(panel="p", prompt="", regions=(item,))).regions
    assert region.prompt == "a cat, clearly set off from the background"


def test_room_for_balloons_is_asked_for_where_there_are_tokens_left() -> None:
    brief = market_brief(reserved=(Box(0, 0, 0.5, 0.2),))
    assert told(brief).prompt.endswith("calm empty space at the top")


def test_a_prompt_of_one_long_sentence_ends_between_its_parts() -> None:
    long = "A tired knight rides home " + "and the wind blows over the wide grey moor " * 60
    words = words_for("sdxl", Brief(panel="p", prompt=long.strip()))
    assert "A tired knight rides home and the wind blows over the wide grey moor" in words.prompt
    assert words.prompt.endswith("moor, further small details")
    assert [text[:30] for text in words.left_out] == ["prompt: A tired knight rides h"]


def test_a_place_that_is_told_at_length_is_told_in_short_where_there_is_little_room() -> None:
    place = MARKET.model_copy(
        update={"phrase": "a crowded night market with a hundred lamps " + "and a stall " * 80}
    )
    words = words_for("sdxl", Brief(panel="p", prompt="", place=place))
    assert ", a crowded night market, " in words.prompt


def test_a_rider_is_told_with_the_horse_in_the_picture_and_alone_in_its_region() -> None:
    rider, horse = (
        shown("mina", MINA.phrase, (0.2, 0.1, 0.3, 0.6), MINA, noun="girl", pose="ride",
              prompt=f"{MINA.phrase}, riding"),
        shown("bolt", BOLT.phrase, (0.1, 0.4, 0.6, 0.5), BOLT, noun="robot"),
    )  # fmt: skip
    rides = Relation(kind=RelationKind.RIDES, source="mina", target="bolt")
    words = told(Brief(panel="p", prompt="", regions=(rider, horse), relations=(rides,)))
    assert f"{MINA.phrase}, riding the robot, " in words.prompt
    assert words.regions[0].prompt == f"{MINA.phrase}, riding"
    assert "separate" not in words.prompt


def test_what_somebody_holds_is_told_once_with_who_holds_it() -> None:
    words = told(market_brief())
    assert words.prompt.count("an old map") == 1 and "holding an old map" in words.prompt
    assert [region.prompt for region in words.regions if region.id == "map"] == ["an old map"]


def test_four_who_look_alike_are_counted_in_the_whole_picture() -> None:
    women = tuple(
        shown(f"w{n}", "an old woman", (n / 4, 0, 0.2, 1), noun="woman", pose="stand",
              character=Character(id=f"w{n}", name=f"Grandmother {n}", phrase="an old woman"))
        for n in range(4)
    )  # fmt: skip
    brief = Brief(panel="p", prompt="", regions=women)
    assert "four old women, standing" in told(brief).prompt
    assert told(brief, "hosted").prompt.count("an old woman") == 4


@pytest.mark.parametrize(
    ("hair", "words"),
    [
        (Hair(style="short", colour="black"), "short black hair"),
        (Hair(style="long ponytail", colour="red"), "long red ponytail"),
        (Hair(style="bald", colour="grey"), "bald"),
        (Hair(colour="blonde"), "blonde hair"),
        (Hair(style="curly", colour="#a0522d"), "curly hair"),
        (Hair(colour="#a0522d"), ""),
    ],
)
def test_hair_is_told_as_people_say_it(hair: Hair, words: str) -> None:
    assert hair_phrase(hair) == words
    girl = Character(id="ann", name="Ann", phrase="a girl", look=Look(hair=hair))
    item = shown("ann", "a girl", (0, 0, 1, 1), girl)
    (region,) = told(Brief(panel="p", prompt="", regions=(item,))).regions
    assert region.prompt == ("a girl, " + words).removesuffix(", ")


def test_the_words_of_a_lora_are_told_to_its_region_alone() -> None:
    mina = Character(
        id="mina", name="Mina", phrase="a girl", loras=(Lora(file="0" * 24, words="ohwx woman"),)
    )
    region = Region(id="mina", subject="mina", noun="girl", phrase="a girl")
    item = BriefRegion(region=region, box=Box(0, 0, 0.5, 1), character=mina)
    words = told(Brief(panel="p01", prompt="", regions=(item,)))
    (own,) = words.regions
    assert "ohwx woman" in own.prompt and "ohwx" not in words.prompt


def test_regions_that_are_too_long_together_are_fitted_alike_and_what_went_is_named() -> None:
    side, brief = text_side("zimage"), market_brief()
    exact = counters(side, pipeline("zimage"))
    alone = fitted(brief, side, exact)

    def taken(words: FittedPrompt) -> int:
        texts = [words.prompt, *(region.prompt for region in words.regions)]
        return sum(exact[0].count(text) for text in texts)

    whole = taken(alone)
    assert fitted(brief, side, exact, whole) == alone
    for together in (whole - 1, whole - 40, whole - 80):
        words = fitted(brief, side, exact, together)
        assert taken(words) <= together
        assert set(words.left_out) > set(alone.left_out)
        assert words.prompt == alone.prompt
        assert words.regions[0].id == "mina", "the cast goes first"
    tight = fitted(brief, side, exact, exact[0].count(alone.prompt) + 40)
    assert [region.id for region in tight.regions][:1] == ["mina"]
    assert "map: an old map" in tight.left_out
