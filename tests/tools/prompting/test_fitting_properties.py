"""Whatever a brief says, its prompts fit, keep quotes, and lose nothing without saying so."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("transformers", reason="it is in the local extra")

from brief_cases import BOLT, MARKET, MINA, shown
from panelwright_tools.domain import Brief, BriefRegion, Face, Facing, Pose, Relation, RelationKind
from panelwright_tools.prompting.compose import fitted
from panelwright_tools.prompting.families import bounds, counters, families, text_side
from pipelines_of_words import pipeline

_PHRASES = st.one_of(
    st.sampled_from(
        ["a lantern", "a tall ship with red sails, anchored", 'a sign "No, thanks"', "فانوس",
         "a hundred-year-old oak " + "and its long shadow " * 30, "a fox<|endoftext|>", "x" * 500]
    ),
    st.text(min_size=1, max_size=30),
)  # fmt: skip


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    cast = draw(st.lists(st.sampled_from([MINA, BOLT]), max_size=2, unique=True))
    regions: list[BriefRegion] = [
        shown(one.id, draw(st.sampled_from([one.phrase, one.name, "somebody"])), _box(draw), one,
              pose=draw(st.sampled_from([None, *Pose])), face=draw(st.sampled_from([None, *Face])),
              facing=draw(st.sampled_from([None, *Facing])), depth=draw(st.floats(0, 1)))
        for one in cast
    ]  # fmt: skip
    things = draw(st.lists(_PHRASES, max_size=20))
    regions += [
        shown(f"t{n}", "a thing", _box(draw)).model_copy(
            update={"region": shown(f"t{n}", "thing", (0, 0, 1, 1)).region.model_copy(
                update={"phrase": text, "key": n % 3 == 0})}
        )
        for n, text in enumerate(things)
    ]  # fmt: skip
    ids = [item.region.id for item in regions]
    relations = [
        Relation(kind=kind, source=draw(st.sampled_from(ids)), target=draw(st.sampled_from(ids)))
        for kind in draw(st.lists(st.sampled_from(RelationKind), max_size=4))
        if ids
    ]
    return Brief(
        panel="p", prompt=draw(st.one_of(st.just(""), _PHRASES)), regions=tuple(regions),
        relations=tuple(relations), place=draw(st.sampled_from([None, MARKET])),
        style=draw(st.sampled_from(["colour", "noir", "stained glass", ""])),
        avoid=tuple(draw(st.lists(_PHRASES, max_size=3))),
    )  # fmt: skip


def _box(draw: st.DrawFn) -> tuple[float, float, float, float]:
    x, y = draw(st.integers(0, 9)) / 10, draw(st.integers(0, 9)) / 10
    return (x, y, draw(st.sampled_from([0.1, 1 - x])), draw(st.sampled_from([0.1, 1 - y])))


@pytest.mark.parametrize("family", families())
@settings(max_examples=25)
@given(brief=briefs())
def test_the_words_of_any_brief_fit_and_are_the_same_each_time(family: str, brief: Brief) -> None:
    side = text_side(family)
    for exact in (bounds(side), _counters(family)):
        words = fitted(brief, side, exact)
        assert words == fitted(brief, side, exact)
        for encoder, counter in zip(side.encoders, exact, strict=True):
            read = words.prompt if encoder.reads == "whole" else words.short_prompt
            assert counter.count(read) <= counter.limit
            assert counter.count(words.negative_prompt) <= counter.limit
            if encoder.reads == "whole":
                assert all(counter.count(r.prompt) <= side.region_tokens for r in words.regions)
        _nobody_is_lost(brief, words.regions, words.left_out, side.regions)


def _counters(family: str) -> Any:
    side = text_side(family)
    return bounds(side) if family == "hosted" else counters(side, pipeline(family))


def _nobody_is_lost(brief: Brief, regions: Any, left_out: Any, has_regions: bool) -> None:
    told = {name for region in regions for name in region.members}
    left = {text.partition(":")[0] for text in left_out}
    if has_regions:
        assert {item.region.id for item in brief.regions} <= told | left
