"""Prompts become one region for each single thing, where the words put it."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright_tools.layout.prompt import PromptLayout, layout_prompt
from prompt_judge import entries, faults


def test_nearly_all_prompts_of_each_category_are_laid_out_right() -> None:
    rows = entries()
    assert len(rows) >= 150
    found = [(kind, row["text"], faults(row, layout_prompt(row["text"]))) for kind, row in rows]
    sizes = Counter(kind for kind, _ in rows)
    for kind, size in sizes.items():
        wrong = [(text, missing) for name, text, missing in found if name == kind and missing]
        assert len(wrong) <= max(1, size // 20), wrong


def _nouns(layout: PromptLayout) -> list[str]:
    return [region.noun for region in layout.regions]


def test_the_example_of_the_manual_gives_four_regions() -> None:
    layout = layout_prompt("three red balls left of a bench")
    assert _nouns(layout) == ["ball", "ball", "ball", "bench"]
    assert [region.id for region in layout.regions] == ["ball-1", "ball-2", "ball-3", "bench-1"]
    assert all(r.box.right <= layout.regions[3].box.x for r in layout.regions[:3])
    assert layout.regions[0].phrase == "a red ball"


def test_what_is_excluded_is_avoided_and_not_shown() -> None:
    layout = layout_prompt("a bench without any dogs")
    assert layout.avoid == ("dog",)
    assert _nouns(layout) == ["bench"]


def test_a_place_becomes_the_background() -> None:
    layout = layout_prompt("a fox in a forest")
    assert layout.background == "a forest"
    assert _nouns(layout) == ["fox"]


def test_an_empty_prompt_has_no_regions() -> None:
    for prompt in ("", "   ", "\n", "!!!", "🙂", "猫と犬"):
        assert isinstance(layout_prompt(prompt), PromptLayout)


def test_a_huge_number_is_limited() -> None:
    assert len(layout_prompt("ten thousand 99999 cats").regions) <= 64


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "two",
                "three",
                "seven",
                "the",
                "no",
                "cat",
                "dogs",
                "red",
                "tree",
                "left",
                "of",
                "above",
                "on",
                "and",
                "without",
                "under",
                "bench",
                ",",
                ".",
                "riding",
                "holding",
                "next",
                "to",
                "between",
                "birds",
                "man",
                "hat",
                "one",
                "more",
                "than",
                "in",
                "sky",
            ]
        ),
        max_size=14,
    )
)
def test_any_jumble_of_words_gives_boxes_on_the_canvas(words: list[str]) -> None:
    layout = layout_prompt(" ".join(words))
    assert layout == layout_prompt(" ".join(words))
    for region in layout.regions:
        assert region.box.x >= 0 and region.box.y >= 0 and region.box.w > 0 and region.box.h > 0
        assert region.box.right <= 1 + 1e-6 and region.box.bottom <= 1 + 1e-6


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_survived_and_given_back_without_control_characters(text: str) -> None:
    kept = layout_prompt(text).prompt
    assert [c for c in kept if c.isprintable()] == [c for c in text if c.isprintable()]
    assert set(kept) <= set(text)


def test_plain_shapes_are_things_also_behind_a_definite_article() -> None:
    assert _nouns(layout_prompt("the large sphere is behind the small cube")) == ["sphere", "cube"]


def test_a_part_of_a_thing_is_no_background() -> None:
    layout = layout_prompt("a house with a red roof and no windows")
    assert (_nouns(layout), layout.background, list(layout.avoid)) == (["house"], "", ["window"])
