"""Speech is given to the one who says it."""

import pytest

from panelwright_tools.language import Document, analyse


def said(text: str) -> list[tuple[str, str]]:
    doc = analyse(text)
    return [(doc.words(quote.span), speaker(doc, quote.speaker)) for quote in doc.quotes]


def speaker(doc: Document, entity: int | None) -> str:
    return doc.entity(entity).name if entity is not None else ""


@pytest.mark.parametrize(
    "text",
    [
        '"Run!" said Mina. Tom ran.',
        '"Run!" Mina shouted at Tom.',
        'Tom stared. Mina whispered, "Run!"',
        "“Run!” whispered Mina to Tom.",
        "‘Run!’ said Mina.",
        "'Run!' said Mina.",
        "— Run! said Mina.",
        'Mina grabbed the key. "Run!"',
        '"Run!" Mina grabbed the key.',
    ],
)
def test_a_speaker_is_found_in_every_style_of_quotation(text: str) -> None:
    [(words, who)] = said(text)
    assert words.rstrip("!.") == "Run"
    assert who == "Mina"


def test_turns_alternate_where_no_tag_is_given() -> None:
    text = (
        '"Did you bring it?" asked Mina.\n\n"Of course," said Tom.\n\n"Show me."\n\n'
        '"Not here."\n\n"Then where?"'
    )
    assert [who for _, who in said(text)] == ["Mina", "Tom", "Mina", "Tom", "Mina"]


def test_the_one_who_is_called_by_name_answers() -> None:
    text = 'Anna and Tom met Ben.\n\n"Are you hungry, Ben?" asked Anna.\n\n"Always."'
    assert said(text)[1] == ("Always.", "Ben")


def test_an_interrupted_quotation_keeps_its_speaker() -> None:
    text = 'The owl blinked at Tom. "Nobody," said the owl, "is ever late here."'
    assert [who for _, who in said(text)] == ["owl", "owl"]


def test_a_pronoun_in_the_tag_is_resolved() -> None:
    text = 'An old man met a girl called Mina. "Where to?" he asked. "Home," she said.'
    assert [who for _, who in said(text)] == ["old man", "Mina"]


def test_a_sign_is_not_speech() -> None:
    doc = analyse('Mina stopped. A sign by the gate said "Beware of the goose".')
    assert doc.quotes[0].kind == "written"
    assert doc.quotes[0].speaker is None


def test_a_thought_is_marked() -> None:
    doc = analyse('"I am lost," thought Mina.')
    assert doc.quotes[0].kind == "thought"


def test_the_verb_and_the_certainty_are_told() -> None:
    doc = analyse('"Hush," whispered Mina softly.\n\n"Why?"')
    assert (doc.quotes[0].verb, doc.quotes[0].manner) == ("whisper", "softly")
    assert doc.quotes[0].how == "explicit"
    assert doc.quotes[0].confidence > doc.quotes[1].confidence


def test_someone_who_says_a_name_bears_it() -> None:
    text = (
        'A small boy climbed out.\n\n"Who are you?" asked Bea.\n\n"I\'m Otis," he said. Otis bowed.'
    )
    doc = analyse(text)
    boy = next(e for e in doc.entities if "boy" in e.heads)
    assert boy.name == "Otis"
    assert doc.quotes[1].speaker == boy.id


def test_the_nameless_partner_bears_the_name_that_is_called() -> None:
    text = (
        '"I won\'t go," said Lily.\n\nHer brother sighed. "You have to."\n\n'
        '"You are not Dad, Max."\n\nMax kicked a stone.'
    )
    assert [who for _, who in said(text)] == ["Lily", "Max", "Lily"]


def test_marks_that_close_and_open_again_part_two_speakers() -> None:
    text = 'Tom looked at Mina. "Hungry?" "No," said Mina.'
    assert [who for _, who in said(text)] == ["Tom", "Mina"]


def test_the_next_deed_takes_no_words_from_a_quotation_with_its_tag_before() -> None:
    text = 'A wolf met a lamb. "Indeed," said the lamb, "I was not there." The wolf laughed.'
    assert [who for _, who in said(text)] == ["lamb", "lamb"]


def test_whoever_does_a_thing_saying_so_is_the_speaker() -> None:
    text = 'A wolf met a lamb. The wolf seized him, and ate him up, saying, "Well! I am full."'
    assert [who for _, who in said(text)] == ["wolf"]


@pytest.mark.parametrize("verb", ["bleated", "clucked", "mooed", "honked"])
def test_animals_speak_in_their_own_verbs(verb: str) -> None:
    text = f'A wolf met a goose. "Indeed," {verb} the goose in a mournful tone of voice.'
    assert [who for _, who in said(text)] == ["goose"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('A dog lay in hay. "What a dog!" said one of the oxen to the others.', "oxen"),
        ('A lion met a mouse. The mouse set him free, exclaiming: "You laughed."', "mouse"),
        ('A father had sons. He addressed them all in these words: "Be of one mind."', "father"),
    ],
)
def test_old_fashioned_tags_are_read(text: str, who: str) -> None:
    assert [name for _, name in said(text)] == [who]


def _told(text: str) -> list[tuple[str, str, list[str]]]:
    """Words, kind and speakers of each quotation."""
    doc = analyse(text)
    return [
        (doc.words(q.span), q.kind, [doc.entity(e).name for e in q.speakers]) for q in doc.quotes
    ]


def test_thoughts_and_shouts_without_marks_are_quotations() -> None:
    assert _told("Mara ran. I'm free, she thought. The road was long, she thought.") == [
        ("I'm free,", "thought", ["Mara"])
    ]
    assert _told("Mum comes in and yells GO TO SLEEP. A sign says KEEP OUT.") == [
        ("GO TO SLEEP", "spoken", ["mum"])
    ]


def test_goes_and_is_like_before_words_say_them() -> None:
    text = 'I found it. My friend Jay goes "finders keepers!!" but I said no. Ada was like "wow".'
    assert [speakers for _, _, speakers in _told(text)] == [["Jay"], ["Ada"]]


def test_a_letter_is_written_not_spoken() -> None:
    text = 'A letter came. Tom read. "Dear Mr Penn, your cat has won the first prize."'
    assert [(kind, speakers) for _, kind, speakers in _told(text)] == [("written", [])]


def test_two_who_answer_each_other_are_not_one() -> None:
    text = '"Give me the key," said the guard.\n"What key?" said Mara.\nMara sighed.'
    assert [speakers for _, _, speakers in _told(text)] == [["guard"], ["Mara"]]


def test_it_that_says_something_is_the_voice_that_was_heard() -> None:
    text = 'Ada woke. A voice says "Hello." "Who are you?" Ada asks. "I am the ship," it says.'
    assert [speakers for _, _, speakers in _told(text)] == [["voice"], ["Ada"], ["voice"]]


def test_a_name_that_also_means_a_thing_is_of_a_person_behind_old() -> None:
    doc = analyse("Old Sam sits on his porch. He sings.")
    assert [e.kind for e in doc.entities if "Old Sam" in e.names] == ["person"]


def test_she_is_the_woman_rather_than_a_beast_that_just_came() -> None:
    doc = analyse(
        "Zara stole the sun. It got dark. A little crab named Pinch climbed aboard her ship while "
        "she was asleep. He took the key."
    )
    assert {e.name: e.gender for e in doc.entities if e.living} == {"Zara": "f", "Pinch": "m"}


def test_him_twice_is_one_and_whoever_was_thrown_lands() -> None:
    doc = analyse(
        "A frog croaked at the king. The king did not know him and a servant threw him out of the "
        "window. He landed in a pond."
    )
    frog = next(entity for entity in doc.entities if "frog" in entity.heads)
    assert [doc.words(m.span) for m in frog.mentions] == ["A frog", "him", "him", "He"]


def test_two_with_one_noun_who_answer_each_other_are_two() -> None:
    doc = analyse(
        "“What is she doing?” whispers the judge with the pearl earrings.\n“Nothing yet,” "
        "whispers the fat judge."
    )
    assert len({quote.speaker for quote in doc.quotes}) == 2


def test_who_calls_a_name_after_much_was_told_is_who_acted_last() -> None:
    doc = analyse(
        "The villain Doctor Vacuum is robbing the bank. “All mine!” he cackles.\n\nAn old lady on "
        "the bus pokes Dolores. “Will you do something?”\n\nDolores sighs. “Hold on, please.” She "
        "steers the bus up the side of the bank. The passengers scream. On the roof she jumps out "
        "and Doctor Vacuum aims his hose at her.\n\n“You can't stop me, Dolores!”\n“I don't have "
        "to,” says Dolores. “I only have to find the plug.”\n\nShe throws a shoe. It cuts the "
        "cable. The hose coughs.\n\nThe passengers clap. The old lady looks at her watch. “Very "
        "nice, but we are late.”"
    )
    said = {doc.words(quote.span): doc.entity(quote.speaker or 0).name for quote in doc.quotes}
    assert said["You can't stop me, Dolores!"] == "Doctor Vacuum"


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("coach murphy looks at the bench. you're on he says", "you're on", "Murphy"),
        ("niamh helps her up and says forget it just watch the ball", "forget it", "Niamh"),
        ("her granda cries in the stand and says that's my girl", "that's my girl", "granda"),
    ],
)
def test_a_text_without_any_quotation_mark_has_speech(text: str, words: str, who: str) -> None:
    ((told, name),) = said(text)
    assert told.startswith(words) and who in name


def test_what_is_told_of_speech_in_a_text_with_marks_is_none() -> None:
    assert said("“Go,” said Ana. Tom said you could stay.") == [("Go,", "Ana")]
