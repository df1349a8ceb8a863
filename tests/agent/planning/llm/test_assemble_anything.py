"""Whatever a model writes, the drafts become a story that validates and can be laid out."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from panelwright.planning.llm.assemble import assemble
from panelwright.planning.llm.drafts import (
    BalloonDraft,
    BeatDraft,
    CharacterDraft,
    FactsDraft,
    PanelWordsDraft,
    PlaceDraft,
    QuoteDraft,
    RelationDraft,
    SceneDraft,
    StagingDraft,
    SubjectDraft,
    VariationDraft,
)
from panelwright.planning.llm.numbered import NumberedText, Quote, Sentence
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel, Story
from panelwright_tools.layout.solver import lay_out

SYNOPSIS = (
    'Mina finds a glowing map in the night market. "Where does it lead?" she asks the old sailor. '
    "Tom the dog barks at the moon. The sailor rows them to an island."
)
WORDS = [
    *("Mina", "mina", "the old sailor", "Tom", "the dog", "she", "a crowd", "Mina and Tom", "map"),
    *("three red balls", "night market", "on", "holds", "left of", "night", "rain", "wide", "run"),
    *("", " ", "?", "\x00\x1b[31m", "é" * 90, "x" * 5000, "ﬁ ½ 龍", "'s", "of with", "1000000 men"),
    *("between", "gives", "is held by", "yellow raincoat", "left", "splash", "wearing a hat"),
]
text = st.one_of(st.sampled_from(WORDS), st.text(max_size=20))
number = st.integers(-5, 12)
box = st.none() | st.lists(st.floats() | st.floats(0, 1), max_size=5)


def drafts(schema: type[BaseModel], **fields: st.SearchStrategy[object]) -> st.SearchStrategy:
    """Drafts whose texts are anything, and whose other fields are as given."""
    texts = {
        name: text
        for name, field in schema.model_fields.items()
        if field.annotation is str and name not in fields
    }
    lists = {
        name: st.lists(text, max_size=3)
        for name, field in schema.model_fields.items()
        if field.annotation == list[str] and name not in fields
    }
    return st.builds(schema, **texts, **lists, **fields)


facts = drafts(
    FactsDraft,
    cast=st.lists(drafts(CharacterDraft), max_size=4),
    places=st.lists(drafts(PlaceDraft, indoors=st.booleans()), max_size=3),
    scenes=st.lists(drafts(SceneDraft, first=number, last=number), max_size=3),
    quotes=st.lists(drafts(QuoteDraft, quote=number), max_size=3),
    variations=st.lists(drafts(VariationDraft, first=number, last=number), max_size=3),
)
beats = st.lists(
    drafts(BeatDraft, first=number, last=number, turning_point=st.booleans()), max_size=3
)
staging = drafts(
    StagingDraft,
    subjects=st.lists(drafts(SubjectDraft, important=st.booleans(), box=box), max_size=5),
    relations=st.lists(drafts(RelationDraft), max_size=5),
)
words = drafts(
    PanelWordsDraft,
    panel=number,
    balloons=st.lists(drafts(BalloonDraft, quote=st.none() | number), max_size=3),
)


def numbered(parts: list[str]) -> NumberedText:
    """The sentences of the synopsis, with its one quote."""
    spans = [(SYNOPSIS.index(part), SYNOPSIS.index(part) + len(part)) for part in parts]
    start = SYNOPSIS.index("Where")
    sentences = [Sentence(n, p, s) for n, (p, s) in enumerate(zip(parts, spans, strict=True), 1)]
    quote = Quote(1, "Where does it lead?", 2, (start, start + 19))
    return NumberedText(SYNOPSIS, tuple(sentences), (quote,))


TEXT = numbered(
    [
        "Mina finds a glowing map in the night market.",
        '"Where does it lead?" she asks the old sailor.',
        "Tom the dog barks at the moon.",
        "The sailor rows them to an island.",
    ]
)


@given(
    facts,
    beats,
    st.lists(st.none() | staging, max_size=4),
    st.lists(st.none() | words, max_size=4),
    st.builds(PlanWishes, rtl=st.booleans(), title=st.none() | st.just("Map")),
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_drafts_make_a_story_that_is_laid_out_on_its_panels(
    facts: FactsDraft,
    beats: list[BeatDraft],
    stagings: list[StagingDraft | None],
    words: list[PanelWordsDraft | None],
    wishes: PlanWishes,
) -> None:
    story = assemble(TEXT, facts, beats, stagings, words, wishes, "llm/1 (llama:random.gguf)")
    again = Story.model_validate_json(story.model_dump_json())
    assert again == story
    assert len(story.panels) == max(1, len(beats))
    for panel in story.panels:
        assert_laid_out(panel, story)


def assert_laid_out(panel: Panel, story: Story) -> None:
    """Every region that is not given up lies on the panel."""
    cast = {character.id: character for character in story.cast}
    place = story.place(panel.place) if panel.place is not None else None
    placed = lay_out(panel, cast, place, 4 / 3)
    assert set(placed.boxes) | set(placed.dropped) == {region.id for region in panel.regions}
    for found in placed.boxes.values():
        assert found.w > 0 and found.h > 0
        assert found.x >= -0.01 and found.y >= -0.01
        assert found.right <= 1.01 and found.bottom <= 1.01
