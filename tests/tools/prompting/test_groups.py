import pytest

pytest.importorskip("transformers", reason="it is in the local extra")

from brief_cases import MINA, shown
from panelwright_tools.domain import Brief, BriefRegion
from panelwright_tools.prompting.compose import fitted
from panelwright_tools.prompting.families import bounds, counters, text_side
from panelwright_tools.prompting.fitted import FittedPrompt
from pipelines_of_words import pipeline


def things(number: int) -> tuple[BriefRegion, ...]:
    return tuple(
        shown(f"thing-{n}", f"a wooden toy {n}", (n % 8 / 8, n // 8 / 8, 0.1, 0.1))
        for n in range(number)
    )


def words_for(brief: Brief, family: str = "sdxl") -> FittedPrompt:
    side = text_side(family)
    return fitted(brief, side, counters(side, pipeline(family)))


def test_forty_regions_become_nine_and_the_cast_keeps_its_own() -> None:
    mina = shown("mina", MINA.phrase, (0.4, 0.4, 0.2, 0.5), MINA, noun="girl")
    words = words_for(Brief(panel="p", prompt="", regions=(*things(39), mina)))
    own, *groups = words.regions
    assert own.members == ("mina",) and own.prompt == MINA.phrase
    assert 1 < len(groups) <= 9
    assert sorted(name for one in groups for name in one.members) == sorted(
        f"thing-{n}" for n in range(39)
    )
    first = next(one for one in groups if one.id == "group-top-left")
    assert words.notes == (
        f"Stable Diffusion XL is told at most 16 regions, so 40 are told in {len(groups)} groups "
        "and alone.",
    )
    assert (first.box.x, first.box.y) == (0, 0) and first.box.right <= 0.4


def test_a_canvas_is_told_in_groups_however_few_requests_there_are() -> None:
    regions = (
        shown("a", "a red boat", (0.1, 0.1, 0.1, 0.1)),
        shown("b", "a red boat", (0.2, 0.2, 0.1, 0.1)),
        shown("c", "a windmill", (0.8, 0.8, 0.1, 0.1)),
        shown("d", "a long river", (0.0, 0.5, 1.0, 0.1)),
    )
    words = words_for(Brief(panel="p", prompt="harvest time", regions=regions, grid=(30, 30)))
    assert [(one.id, one.prompt, one.members) for one in words.regions] == [
        ("group-bottom-right", "a windmill", ("c",)),
        ("group-top-left", "two red boats", ("a", "b")),
    ]
    assert "a long river" in words.prompt and "harvest time" in words.prompt
    assert "boat" not in words.prompt and "windmill" not in words.prompt


def test_of_a_full_group_the_newer_requests_are_kept_in_full_and_the_others_in_few_words() -> None:
    def brief(texts: list[str]) -> Brief:
        regions = [shown(f"r{n}", text, (0.1, 0.1, 0.1, 0.1)) for n, text in enumerate(texts)]
        return Brief(panel="p", prompt="", regions=tuple(regions), grid=(30, 30))

    kinds = ("horse", "ship", "duck", "bear", "house", "train")
    (group,) = words_for(brief([f"a number-{n} wooden {kinds[n % 6]}" for n in range(30)])).regions
    assert all(kind in group.prompt for kind in kinds)  # counted: four wooden horses
    assert "a number-29 wooden train" in group.prompt and "number-0 " not in group.prompt
    assert group.members == tuple(f"r{n}" for n in range(30))

    words = words_for(
        brief([f"a thing-{n}-of-the-many-that-nobody-has-counted" for n in range(30)])
    )
    (group,) = words.regions
    kept = [n for n in range(30) if f"thing-{n}-" in group.prompt]
    assert kept == list(range(30 - len(kept), 30)) and len(kept) >= 2
    assert len(words.left_out) == 30 - len(kept)


def test_families_without_regions_are_told_where_each_request_is() -> None:
    regions = (shown("a", "a red boat", (0.1, 0.1, 0.1, 0.1)),
               shown("b", "a red boat", (0.8, 0.8, 0.1, 0.1)))  # fmt: skip
    side = text_side("hosted")
    words = fitted(Brief(panel="p", prompt="", regions=regions, grid=(9, 9)), side, bounds(side))
    assert "At the top left, a red boat. At the bottom right, a red boat." in words.prompt
