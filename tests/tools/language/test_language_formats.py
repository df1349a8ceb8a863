"""Markdown, Fountain and the sentences of prose."""

from panelwright_tools.language import analyse

SCRIPT = """Title: The Lamp
Author: Somebody

INT. LIGHTHOUSE - NIGHT

MARLOW, an old keeper, climbs the stairs. [[a note]]

MARLOW
(softly)
The lamp is out.

PIP (V.O.)
Then we light it.

CUT TO:

EXT. BEACH - DAWN

Waves crash.

@McGill
Ahoy!
"""


def test_a_screenplay_gives_its_cues_the_words() -> None:
    doc = analyse(SCRIPT)
    names = [doc.entity(q.speaker).name for q in doc.quotes if q.speaker is not None]
    assert doc.format == "fountain"
    assert names == ["Marlow", "Pip", "McGill"]
    assert doc.quotes[0].manner == "softly"
    assert [q.off_screen for q in doc.quotes] == [False, True, False]


def test_scene_headings_tell_place_and_time() -> None:
    doc = analyse(SCRIPT)
    scenes = [h for h in doc.headings if h.kind == "scene"]
    assert [(h.interior, h.place, h.time) for h in scenes] == [
        (True, "LIGHTHOUSE", "NIGHT"),
        (False, "BEACH", "DAWN"),
    ]
    assert doc.title == "The Lamp"
    assert doc.metadata["author"] == "Somebody"
    assert not any("note" in token.lower for s in doc.sentences for token in s.tokens)


def test_markdown_headings_and_marks_are_understood() -> None:
    doc = analyse("# The Escape\n\n## Monday\n\n*Somebody* opened the **door**.\n\n---\n\nIt ran.")
    assert doc.title == "The Escape"
    assert [h.kind for h in doc.headings] == ["chapter", "chapter", "break"]
    assert [t.text for t in doc.sentences[2].tokens] == ["Somebody", "opened", "the", "door", "."]


def test_a_quotation_stays_with_its_tag_and_whole() -> None:
    doc = analyse('"Stop! Wait for me!" cried Tom. Mr. Brown did not stop.')
    assert [doc.words(s.span) for s in doc.sentences] == [
        '"Stop! Wait for me!" cried Tom.',
        "Mr. Brown did not stop.",
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    doc = analyse("The fox ran over the hill and it\ndid not look back at all. The dog\nslept.")
    assert {s.paragraph for s in doc.sentences} == {0}
    assert len(doc.sentences) == 2


def test_a_title_in_capitals_is_part_of_the_name() -> None:
    doc = analyse(
        "INT. OFFICE - DAY\n\nMR. CROFT, sixty, puts a box down. NELL looks up.\n\n"
        "MR. CROFT\nHello.\n\nNELL\nOh.\n\nMr. Croft leaves.\n"
    )
    people = {entity.name: entity for entity in doc.entities if entity.kind == "person"}
    assert set(people) == {"Mr. Croft", "Nell"}
    assert people["Mr. Croft"].acts == 2


def test_lines_and_clauses_without_full_stops_are_sentences() -> None:
    doc = analyse(
        "so its about max who finds an egg\nhe hides it in the attic behind the old wardrobe\n"
        "it hatches"
    )
    assert len(doc.sentences) == 3
    run_on = (
        "my brother broke his leg so we had to go and see him in hospital then he told me to look "
        "in his bag and there was a lizard i chased it down the corridor and the cook hit it"
    )
    starts = [doc_words.split()[0] for doc_words in _sentences(run_on)]
    assert starts == ["my", "so", "then", "i"]


def test_a_long_sentence_with_its_marks_stays_whole() -> None:
    text = (
        "In the morning the baker, who had not slept, carried the bread to the market, where he "
        "sold it to the miller, and then he went home, fed the cat, and lay down until the bells "
        "of the church rang for noon and woke him."
    )
    assert _sentences(text) == [text]


def _sentences(text: str) -> list[str]:
    doc = analyse(text)
    return [doc.words(sentence.span) for sentence in doc.sentences]
