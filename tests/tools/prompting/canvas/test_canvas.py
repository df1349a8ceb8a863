import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("transformers", reason="it is in the local extra")

from panelwright_tools.prompting.canvas.brief import CanvasBrief, canvas_brief
from panelwright_tools.prompting.canvas.items import Canvas, CanvasItem
from panelwright_tools.prompting.canvas.theme import Common
from panelwright_tools.prompting.compose import fitted
from panelwright_tools.prompting.families import counters, text_side
from panelwright_tools.prompting.fitted import FittedPrompt
from panelwright_tools.prompting.phrases import clean
from panelwright_tools.prompting.quoting import quotes
from pipelines_of_words import pipeline

FAMILIES = ("sdxl", "flux1", "zimage")
SAID = Common("ink", ("at dawn",))

_WORDS = st.sampled_from(
    ["a red fox", "two sheep", "an old oak tree", "a lantern, lit", "فتاة", "a knight with a very"
     " long lance and a shield of many colours", "in ink", "at dawn", "1,000 stars", "(a moon)"]
)  # fmt: skip
_SIGNS = st.sampled_from(['a sign "Fish, fresh!"', "a flag “Ahoi”", "a box that says 'Open, me'"])
_FREE = st.text(max_size=12).filter(lambda text: bool(clean(text)))
_TEXTS = st.one_of(_WORDS, _SIGNS, _FREE, st.lists(_WORDS, min_size=1, max_size=5).map(", ".join))
ITEMS = st.builds(
    CanvasItem,
    text=_TEXTS.filter(lambda text: bool(clean(text))),
    x=st.integers(0, 29), y=st.integers(0, 29), w=st.integers(1, 9), h=st.integers(1, 9),
)  # fmt: skip
CANVASES = st.lists(ITEMS, min_size=1, max_size=40)


def words_for(found: CanvasBrief, family: str) -> FittedPrompt:
    side = text_side(family)
    return fitted(found.brief, side, counters(side, pipeline(family)))


def brief_of(items: list[CanvasItem]) -> CanvasBrief:
    return canvas_brief(Canvas(items=tuple(items)), SAID)


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=40)
@given(items=CANVASES)
def test_whatever_is_asked_for_is_within_budget_and_told_or_named(
    family: str, items: list[CanvasItem]
) -> None:
    side, found = text_side(family), brief_of(items)
    words = words_for(found, family)
    assert words == words_for(brief_of(items), family)
    for encoder, counter in zip(side.encoders, counters(side, pipeline(family)), strict=True):
        if encoder.reads == "whole":
            assert counter.count(words.prompt) <= counter.limit
            assert all(counter.count(r.prompt) <= side.region_tokens for r in words.regions)
    assert len(words.regions) <= 9
    placed = {item.region.id for item in found.brief.regions}
    told = {name for region in words.regions for name in region.members}
    left = {text.partition(": ")[0] for text in words.left_out}
    assert told | left == placed or placed - told - left <= _in_base(found, words)
    assert len(placed) + len(found.left_out) == len(items)


def _in_base(found: CanvasBrief, words: FittedPrompt) -> set[str]:
    return {
        item.region.id
        for item in found.brief.regions
        if clean(item.region.phrase).lower() in words.prompt.lower()
    }


@settings(max_examples=40)
@given(items=CANVASES)
def test_quoted_words_are_told_as_they_are_or_not_at_all(items: list[CanvasItem]) -> None:
    found = brief_of(items)
    words = words_for(found, "flux1")
    text = " ".join((words.prompt, *(region.prompt for region in words.regions)))
    asked = {q for item in found.brief.regions for q in quotes(clean(item.region.phrase))}
    for sign in ('"Fish, fresh!"', "“Ahoi”", "'Open, me'"):
        if sign in asked:
            assert sign in text or any(sign in one for one in words.left_out)
        assert sign in text or not re.search(re.escape(sign[1:-1]), text)


@settings(max_examples=40)
@given(items=st.lists(ITEMS, min_size=1, max_size=30), more=ITEMS)
def test_one_more_request_changes_no_region_but_its_own(
    items: list[CanvasItem], more: CanvasItem
) -> None:
    before, after = (words_for(brief_of(one), "sdxl") for one in (items, [*items, more]))
    new = {item.region.id for item in brief_of([*items, more]).brief.regions}
    new -= {item.region.id for item in brief_of(items).brief.regions}
    gone = {item.region.id for item in brief_of(items).brief.regions}
    gone -= {item.region.id for item in brief_of([*items, more]).brief.regions}
    kept = {region.id: region for region in before.regions}
    for region in after.regions:
        if not new & set(region.members) and not gone & set(kept[region.id].members):
            assert region == kept[region.id]
    changed = [one for one in after.regions if one != kept.get(one.id)]
    assert len(changed) <= 2  # its own, and that of the one whose cells it took


def test_fifty_requests_become_one_prompt_of_nine_regions() -> None:
    texts = ["a watercolour fox", "a boat in watercolour", "two sheep", 'a sign "Inn"']
    items = tuple(
        CanvasItem(text=f"{texts[n % 4]}, at night", x=n * 7 % 30, y=n * 11 % 29, time=n)
        for n in range(50)
    )
    words = words_for(canvas_brief(Canvas(items=items, theme="a harbour")), "flux1")
    assert words.prompt == (
        "Watercolour painting with light washes on rough paper, a harbour, at night."
    )
    assert len(words.regions) == 9
    assert not any("watercolour" in r.prompt or "night" in r.prompt for r in words.regions)
    assert any('a sign "Inn"' in r.prompt.replace("A sign", "a sign") for r in words.regions)
    assert words.left_out == ()
