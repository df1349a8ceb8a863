"""Strategies for drafts as bad models write them: wrong numbers, names of nobody, doubles."""

from hypothesis import strategies as st

from panelwright.planning.llm.drafts import (
    BeatDraft,
    CharacterDraft,
    FactsDraft,
    PlaceDraft,
    QuoteDraft,
    SceneDraft,
    VariationDraft,
)

NUMBERS = st.integers(-3, 30) | st.sampled_from([10**9, -(10**30)])
NAMES = st.sampled_from(
    ["Mina", "mina", "the girl", "Girl", "Old Tom", "Tom", "the cat", "小明", "", " ", "?!", "all"]
)
WORDS = st.sampled_from(["", "night", "rain", "in pyjamas", "a red scarf", "x" * 500])
CHARACTERS = st.builds(
    CharacterDraft,
    name=NAMES,
    kind=st.sampled_from(["person", "animal", "spoon"]),
    hair=WORDS,
    clothes=st.lists(WORDS, max_size=2),
    marks=st.lists(WORDS, max_size=2),
    aliases=st.lists(NAMES, max_size=3),
)
SCENES = st.builds(
    SceneDraft,
    first=NUMBERS,
    last=NUMBERS,
    place=NAMES,
    time=WORDS,
    present=st.lists(NAMES, max_size=3),
    summary=WORDS,
)
FACTS = st.builds(
    FactsDraft,
    title=WORDS,
    cast=st.lists(CHARACTERS, max_size=5),
    places=st.lists(st.builds(PlaceDraft, name=NAMES, phrase=WORDS), max_size=4),
    scenes=st.lists(SCENES, max_size=8),
    quotes=st.lists(st.builds(QuoteDraft, quote=NUMBERS, speaker=NAMES), max_size=8),
    variations=st.lists(
        st.builds(VariationDraft, character=NAMES, first=NUMBERS, last=NUMBERS, phrase=WORDS),
        max_size=4,
    ),
)
BEATS = st.lists(
    st.builds(
        BeatDraft,
        first=NUMBERS,
        last=NUMBERS,
        moment=WORDS,
        who=st.lists(NAMES, max_size=3),
        size=st.sampled_from(["small", "normal", "large", "splash", "Splash", "huge!", ""]),
        turning_point=st.booleans(),
    ),
    max_size=25,
)
