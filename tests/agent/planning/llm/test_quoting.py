"""Whatever a model writes, every quote of the story comes out once, in order, as it stands."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from panelwright.planning.llm.drafts import (
    BalloonDraft,
    BeatDraft,
    FactsDraft,
    PanelWordsDraft,
    QuoteDraft,
)
from panelwright.planning.llm.numbered import NumberedText, Quote, Sentence
from panelwright.planning.llm.quoting import (
    MOST_CAPTION_LETTERS,
    MOST_CAPTION_WORDS,
    Script,
    mended,
    told_once,
)
from panelwright.planning.llm.write import pages_of


def spoken(*sentences: str) -> NumberedText:
    """A text of sentences; what stands between marks in one is its quote."""
    told: list[Sentence] = []
    quotes: list[Quote] = []
    start = 0
    for number, sentence in enumerate(sentences, 1):
        told.append(Sentence(number, sentence, (start, start + len(sentence))))
        inner = start
        for k, part in enumerate(sentence.split('"')):
            if k % 2:
                span = (inner, inner + len(part))
                quotes.append(Quote(len(quotes) + 1, part, number, span))
            inner += len(part) + 1
        start += len(sentence) + 1
    return NumberedText(" ".join(sentences), tuple(told), tuple(quotes))


STORY = spoken(
    "Mina finds a map.",
    '"We must go now," says Tom, "before the rain."',
    '"Where to?" asks Mina.',
    "They run into the dark wood.",
)
BEATS = [BeatDraft(first=1, last=1), BeatDraft(first=2, last=3), BeatDraft(first=4, last=4)]
FACTS = FactsDraft(quotes=[QuoteDraft(quote=1, speaker="Tom"), QuoteDraft(quote=2, speaker="Tom")])
SCRIPT = Script(STORY, FACTS, BEATS)


def panels(*drafts: PanelWordsDraft) -> list[PanelWordsDraft]:
    return mended(SCRIPT, (1, 2, 3), drafts)


def test_quotes_that_the_model_forgot_are_added_with_the_speaker_of_the_facts() -> None:
    balloons = panels()[1].balloons
    assert [(b.quote, b.speaker, b.text) for b in balloons] == [
        (1, "Tom", ""),
        (2, "Tom", ""),
        (3, "", ""),
    ]


def test_kind_and_unknown_speaker_are_the_models() -> None:
    draft = PanelWordsDraft(
        panel=2, balloons=[BalloonDraft(quote=3, speaker="Mina", kind="whisper")]
    )
    assert panels(draft)[1].balloons[2] == BalloonDraft(quote=3, speaker="Mina", kind="whisper")


def test_the_facts_know_better_who_speaks() -> None:
    draft = PanelWordsDraft(panel=2, balloons=[BalloonDraft(quote=1, speaker="Mina")])
    assert panels(draft)[1].balloons[0].speaker == "Tom"


def test_quotes_out_of_order_twice_or_in_other_panels_are_put_right() -> None:
    wrong = [BalloonDraft(quote=3), BalloonDraft(quote=1), BalloonDraft(quote=1)]
    drafts = [PanelWordsDraft(panel=number, balloons=wrong) for number in (3, 2, 1)]
    assert [[b.quote for b in panel.balloons] for panel in panels(*drafts)] == [[], [1, 2, 3], []]


def test_a_quote_that_was_copied_counts_as_its_number() -> None:
    draft = PanelWordsDraft(
        panel=2, balloons=[BalloonDraft(text="Where to?", speaker="Mina", kind="shout")]
    )
    assert panels(draft)[1].balloons[2] == BalloonDraft(quote=3, speaker="Mina", kind="shout")


def test_speech_is_invented_only_where_the_story_has_none() -> None:
    drafts = [
        PanelWordsDraft(panel=number, balloons=[BalloonDraft(text='"Look at this!"')])
        for number in (1, 2)
    ]
    first, second, _ = panels(*drafts)
    assert [(b.quote, b.text) for b in first.balloons] == [(None, "Look at this!")]
    assert all(b.quote for b in second.balloons)


def test_a_quote_of_another_panel_is_not_said_again_as_if_invented() -> None:
    draft = PanelWordsDraft(panel=3, balloons=[BalloonDraft(text="Where to?")])
    assert panels(draft)[2].balloons == []


def test_a_caption_says_nothing_that_a_balloon_says() -> None:
    draft = PanelWordsDraft(panel=2, caption='Soon after. "We must go now," says Tom.')
    assert panels(draft)[1].caption == "Soon after."


def test_a_long_caption_ends_with_a_sentence_or_else_a_pause() -> None:
    long = " ".join(["word"] * 20)
    whole = PanelWordsDraft(panel=1, caption=f"It is late. {long}, {long}.")
    cut = PanelWordsDraft(panel=1, caption=f"{long}, {long}.")
    assert panels(whole)[0].caption == "It is late."
    assert panels(cut)[0].caption == f"{long} …"


def test_a_caption_begins_with_no_number_of_a_sentence() -> None:
    def caption(text: str) -> str:
        return mended(SCRIPT, [3], [PanelWordsDraft(panel=3, caption=text)])[0].caption

    assert caption("[4] They run.") == caption("12, They run.") == "They run."
    for text in ("12 bells ring.", "1920, in Paris."):
        assert caption(text) == text
    street = Script(spoken("12, Baker Street.", *[s.text for s in STORY.sentences]), FACTS, BEATS)
    [words] = mended(street, [1], [PanelWordsDraft(panel=1, caption="12, Baker Street.")])
    assert words.caption == "12, Baker Street."


def test_a_caption_that_was_read_before_is_not_read_again() -> None:
    captions = ["Rain falls all night.", "Later.", "Rain falls, all night", "Later.", ""]
    words = [PanelWordsDraft(panel=n, caption=text) for n, text in enumerate(captions, 1)]
    told = told_once([*words, None])
    assert [w.caption for w in told if w] == ["Rain falls all night.", "Later.", "", "Later.", ""]
    assert told[-1] is None


def test_a_panel_that_the_model_left_out_or_made_up_changes_nothing() -> None:
    assert [panel.panel for panel in panels(PanelWordsDraft(panel=9, caption="Elsewhere."))] == [
        1,
        2,
        3,
    ]


small = st.integers(-2, 12)
balloons = st.builds(
    BalloonDraft,
    quote=st.none() | small,
    text=st.sampled_from(["", "Where to?", "we must go now", "Oh no!", "  "]),
    speaker=st.sampled_from(["", "Mina", " Tom "]),
)
drafts_of_panels = st.builds(
    PanelWordsDraft,
    panel=small,
    caption=st.text(max_size=400) | st.just("word " * 60),
    balloons=st.lists(balloons, max_size=5),
    sounds=st.lists(st.text(max_size=40), max_size=4),
)
texts = st.lists(
    st.sampled_from(["He runs.", '"Oh," he says.', '"Go!" she calls, "Now!"', '"Oh," she says.']),
    min_size=1,
    max_size=9,
).map(lambda told: spoken(*told))


@given(
    texts,
    st.lists(
        st.builds(BeatDraft, first=small, last=small, turning_point=st.booleans()),
        min_size=1,
        max_size=9,
    ),
    st.lists(st.builds(QuoteDraft, quote=small, speaker=st.sampled_from(["", "Mina"]))),
    st.lists(drafts_of_panels, max_size=6),
)
def test_any_drafts_give_every_quote_exactly_once_in_order(
    text: NumberedText,
    beats: Sequence[BeatDraft],
    speakers: list[QuoteDraft],
    drafts: list[PanelWordsDraft],
) -> None:
    script = Script(text, FactsDraft(quotes=speakers), beats)
    pages = [mended(script, page, drafts) for page in pages_of(beats)]
    words = [panel for page in pages for panel in page]
    assert [panel.panel for panel in words] == list(range(1, len(beats) + 1))
    said = [b.quote for panel in words for b in panel.balloons if b.quote is not None]
    assert said == [quote.number for quote in text.quotes]
    for panel in words:
        invented = [b for b in panel.balloons if b.quote is None]
        assert not invented or all(b.quote is None and b.text for b in panel.balloons)
        assert all(not b.text for b in panel.balloons if b.quote is not None)
        assert len(panel.caption) <= MOST_CAPTION_LETTERS
        assert len(panel.caption.split()) <= MOST_CAPTION_WORDS + 1


@given(st.lists(st.builds(BeatDraft, first=small, last=small, turning_point=st.booleans())))
def test_pages_hold_every_panel_once_in_order(beats: Sequence[BeatDraft]) -> None:
    pages = pages_of(beats)
    assert [number for page in pages for number in page] == list(range(1, len(beats) + 1))
    assert all(beats[page[-2] - 1].turning_point is False for page in pages if len(page) > 1)
