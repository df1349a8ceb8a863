"""Words whose class the words beside them settle, and what follows for who is meant."""

import pytest

from panelwright_tools.language import Document, analyse


def tag(text: str, word: str) -> str:
    """The class of the last token that is written so."""
    return next(
        token.tag
        for sentence in reversed(analyse(text).sentences)
        for token in reversed(sentence.tokens)
        if token.lower == word
    )


def subject(doc: Document, sentence: int, order: int = 0) -> str:
    """The name of the subject of an event of a sentence."""
    parsed = doc.sentences[sentence]
    phrase = parsed.noun_phrases[parsed.events[order].subjects[0]]
    return " ".join(doc.entity(entity).name for entity in phrase.entities)


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("On the third of May Colossus sang.", "may", "NOUN"),
        ("It wasn't slugs after all.", "slugs", "NOUNS"),
        ("Noah's was called Sheila.", "'s", "'S"),
        ("She sat in a police blanket.", "blanket", "NOUN"),
        ("He takes one step every minute.", "step", "NOUN"),
        ("The other half was on fire.", "half", "NOUN"),
        ("Tariq walks her back to the flowers.", "back", "PART"),
        ("Kenji makes his teacher's wig fly off.", "fly", "VB"),
        ("Ada smells something else.", "else", "ADV"),
        ("The louder dog barked.", "louder", "ADJ"),
    ],
)
def test_the_words_beside_a_word_settle_its_class(text: str, word: str, wanted: str) -> None:
    assert tag(text, word) == wanted


def test_the_hour_of_a_log_entry_is_not_part_of_the_sentence() -> None:
    doc = analyse("Bo set out.\n\n9.40 Ivy got on her bike. 10.05 The cook saw Ivy. She sang.")
    assert [subject(doc, number) for number in (1, 2)] == ["Ivy", "cook"]


def test_a_name_in_capitals_is_the_name_that_is_written_small_elsewhere() -> None:
    doc = analyse("In the cellar sat GIANT. Tom waved at Giant. GIANT waved back.")
    assert subject(doc, 0) == subject(doc, 2) == "Giant"


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("Her mother is having a baby, Ida tells him, and she must be there.", [True, False, True]),
        ("We thought it was slugs so Ann got tape.", [False, True, False]),
        ("The door opened, Ida shouted, and everybody ran.", [False, False, False]),
    ],
)
def test_what_somebody_says_or_thinks_is_told_and_what_follows_is_done(
    text: str, reported: list[bool]
) -> None:
    events = [e for e in analyse(text).sentences[0].events if not e.infinitive]
    assert [e.reported for e in events] == reported


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rowan, the miller's son, sang. Rowan slept.", {"Rowan", "miller"}),
        ("He saw two others. One is a goblin. The other is a nun.", {"man", "goblin", "nun"}),
        ("Old Mr Hobbs sat. The lollipop man bowed.", {"Old Mr Hobbs", "lollipop man"}),
        ("A student came with a schoolgirl. The student sang. The girl laughed.",
         {"student", "schoolgirl"}),
        ("Bo has three guests: a student with a bag, a drunk who sleeps, and a nun.",
         {"Bo", "guest", "student", "drunk", "nun"}),
        ("The robot, which had a single wheel, was called Gus. Gus sang.", {"Gus"}),
        ("A caravan of nomads came in.", {"nomad"}),
        ("Class 5B sang. They bowed.", {"Class 5B"}),
    ],
)  # fmt: skip
def test_the_cast_is_who_is_told_of_each_once(text: str, names: set[str]) -> None:
    cast = analyse(text).cast()
    assert {entity.name for entity in cast} == names and len(cast) == len(names)


def test_nobody_is_said_quietly() -> None:
    [_, it, *_] = analyse("The cat slept. Tom said it quietly.").sentences[1].noun_phrases
    assert it.entities == ()


def test_her_father_is_the_father_of_whom_one_was_told() -> None:
    doc = analyse("Livia sat with her father. A young soldier climbed in. Her father woke.")
    [owner] = doc.sentences[2].noun_phrases[0].owner_entities
    assert doc.entity(owner).name == "Livia"


def test_the_two_of_them_are_those_who_were_told_as_two() -> None:
    doc = analyse(
        "Tilly and Omar were late. A robot sang. Ms Okello gave Omar a look. "
        "The sun was hot. The road was long. The dust was grey. Then Tilly saw a door. "
        "The two of them went in."
    )
    assert subject(doc, 7) == "Tilly Omar"
