"""Inversions, asides, lists, epithets: who does what in prose that is not plain."""

import pytest

from panelwright_tools.domain import UserError
from panelwright_tools.language import Document, Entity, Event, analyse
from panelwright_tools.language.analysis import MAX_CHARACTERS


def doers(doc: Document, verb: str) -> list[str]:
    """Names of the subjects of the first event with this verb."""
    sentence, event = find(doc, verb)
    numbers = [e for n in event.subjects for e in doc.sentences[sentence].noun_phrases[n].entities]
    return [doc.entities[number].name for number in numbers]


def find(doc: Document, verb: str) -> tuple[int, Event]:
    return next((k, e) for k, s in enumerate(doc.sentences) for e in s.events if e.verb == verb)


def cast(doc: Document) -> list[str]:
    return [entity.name for entity in doc.cast()]


def known_as(doc: Document, word: str) -> Entity:
    return next(e for e in doc.entities if word in (*e.names, *e.heads))


@pytest.mark.parametrize(
    "name", ["Wren", "Rose", "Will", "Hope", "Mark", "Grace", "Robin", "Jasper"]
)
def test_a_name_that_is_a_word_too_is_a_person(name: str) -> None:
    doc = analyse(f'{name} found a key. "Is it yours?" asked {name}. Rain fell. {name} ran home.')
    assert [(e.name, e.kind, e.speaks) for e in doc.cast()] == [(name, "person", 1)]


def test_a_participle_that_opens_a_sentence_is_no_name() -> None:
    doc = analyse("Ada found a letter. Convinced that it was a map, she hid it. Soaked, she slept.")
    assert cast(doc) == ["Ada"]


def test_a_first_name_that_is_only_been_to_is_a_place() -> None:
    doc = analyse("Ana Flores works in a school high above La Paz. She hums.")
    assert cast(doc) == ["Ana Flores"]


def test_we_who_are_shown_a_story_are_not_in_it() -> None:
    assert cast(analyse("We follow Bea Lund, a tired baker. She bakes at night.")) == ["Bea Lund"]


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("After him came Ada and Tom.", "come", ["Ada", "Tom"]),
        ("After her come Ada, in a red hat, and Tom.", "come", ["Ada", "Tom"]),
        ("Leading them is Ada Brown.", "lead", ["Ada Brown"]),
        ("At the bus stop, tired, waits a bride.", "wait", ["bride"]),
        ("Behind the wagon, one after another, came the camels.", "come", ["camel"]),
        ("Tom carried a rope, and Ada, the cook, carried a pan.", "carry", ["Tom"]),
        ("Tom packed the tent, and Ada, who can't sing, sang.", "pack", ["Tom"]),
        ("Ada, 17, long hair, drags a case over the road.", "drag", ["Ada"]),
        ("His uncle Ben (a big man, always laughing) takes him out.", "take", ["Ben"]),
        ("It was late, so Ada and Tom left.", "leave", ["Ada", "Tom"]),
        ("When the guards had gone the boy crawled out.", "crawl", ["boy"]),
        ("The woman in the green coat and the man with the cup sat.", "sit", ["woman", "man"]),
        ("When it was over they walked home.", "walk", []),
    ],
)
def test_the_doer_is_found_wherever_it_stands(text: str, verb: str, who: list[str]) -> None:
    assert doers(analyse(text), verb) == who


def test_a_clause_after_a_thing_begins_with_somebody_new() -> None:
    doc = analyse("Bea said the words, and Uncle, who can't dance, danced.")
    sentence, event = find(doc, "say")
    objects = {doc.sentences[sentence].noun_phrases[n].head for n in event.objects}
    assert objects == {"word"}


def test_a_list_goes_on_after_what_a_thing_holds() -> None:
    doc = analyse("Bea took a sack of flour, her aunt's walking stick, and the old gander.")
    sentence, event = find(doc, "take")
    heads = [doc.sentences[sentence].noun_phrases[n].head for n in event.objects]
    assert heads == ["sack", "stick", "gander"]


def test_who_is_a_person_and_not_the_bed() -> None:
    doc = analyse("A patient in bed nine who hasn't spoken in a year hums a tune.")
    assert doers(doc, "speak") == ["patient"]
    assert doers(doc, "hum") == ["patient"]


def test_an_epithet_told_late_means_somebody_known() -> None:
    text = "A boy lay on the sand. An old man carried him. The boy slept. His rescuer said nothing."
    doc = analyse(text)
    assert known_as(doc, "rescuer") is known_as(doc, "man")


def test_a_barber_is_not_taken_for_the_one_met_before() -> None:
    doc = analyse("Tom went to town. The barber waved. Tom waved back.")
    assert known_as(doc, "barber") is not known_as(doc, "Tom")


@pytest.mark.parametrize(
    "text",
    [
        "On a mule rode Jo. She tied Senator, the mule, to a rail. The mule sighed.",
        "A mule stood there, and the mule's name was Senator. Jo led the mule away.",
    ],
)
def test_a_name_told_later_is_of_the_one_met_before(text: str) -> None:
    doc = analyse(text)
    assert known_as(doc, "Senator") is known_as(doc, "mule")


def test_titles_and_relations_name_the_same_person() -> None:
    doc = analyse("Marshal Abel Crane ate. The marshal got up. My uncle Sam sang. Uncle Sam sat.")
    assert known_as(doc, "marshal").names == ("Marshal Abel Crane",)
    assert known_as(doc, "uncle") is known_as(doc, "Sam")


def test_babcia_is_the_great_grandmother() -> None:
    doc = analyse('Zosia visits her great-grandmother. "Sit," says Zosia. Babcia snorts.')
    assert known_as(doc, "babcia") is known_as(doc, "great-grandmother")


def test_the_eldest_is_one_of_the_brothers() -> None:
    doc = analyse("Three brothers climbed a hill. The eldest shouted at it.")
    eldest = doc.sentences[1].noun_phrases[0].entities
    assert eldest and eldest[0] in known_as(doc, "brother").members


def test_the_tallest_of_them_speaks_for_the_group() -> None:
    doc = analyse('Three sailors came along. "Small," said the tallest of them.')
    speaker = doc.quotes[0].speaker
    assert speaker in known_as(doc, "sailor").members


def test_the_men_are_no_women() -> None:
    doc = analyse("Ada met Tom. Bea met Joe. The two men laughed.")
    assert set(doers(doc, "laugh")) == {"Tom", "Joe"}


def test_they_are_not_those_who_have_gone() -> None:
    doc = analyse("Ada sat with Bea. Bea sang to Ada. A nurse came in and went out. They laughed.")
    assert set(doers(doc, "laugh")) == {"Ada", "Bea"}


def test_they_are_never_the_one_who_tells() -> None:
    doc = analyse("Ada met Bea. I watched a wolf from the hill. They waited.")
    assert "narrator" not in doers(doc, "wait")


def test_one_who_is_waited_for_is_not_there() -> None:
    doc = analyse("Ada waits for a sailor called Henryk.")
    assert not known_as(doc, "Henryk").mentions[0].present


def test_standing_guard_brings_no_guard() -> None:
    assert cast(analyse("The old man stood guard over the hay.")) == ["old man"]


def test_a_voice_from_the_wall_is_not_seen() -> None:
    assert analyse('"Please hold," said a woman\'s voice.').quotes[0].off_screen
    assert not analyse('Ada sat. "Please hold," she said.').quotes[0].off_screen


def test_a_ship_with_a_name_is_a_thing_that_may_speak() -> None:
    doc = analyse('The Northern Queen, the biggest ship of all, stuck fast. "Help!" said the ship.')
    assert [(e.kind, e.speaks) for e in doc.cast()] == [("thing", 1)]


def test_a_new_scene_ends_a_conversation() -> None:
    doc = analyse(
        '"Sit," said Ada.\n\n"No," said Tom.\n\nMeanwhile Bea met Joe.\n\n'
        '"Is she there?"\n\n"She is," said Joe.'
    )
    assert doc.entities[doc.quotes[2].speaker or 0].name == "Bea"


def test_points_of_a_list_are_sentences_under_their_lead() -> None:
    doc = analyse("Idea, a robot learns to dance:\n- Bea finds a robot\n- It bows\n- They dance\n")
    assert [s.kind for s in doc.sentences] == ["heading", *["narration"] * 3]


def test_a_note_without_capitals_has_sentences_and_names() -> None:
    doc = analyse("a boy named Tevita fears the sea. his uncle falls in. tevita jumps after him.")
    assert len(doc.sentences) == 3
    assert doers(doc, "jump") == ["Tevita"]


def test_a_text_too_long_to_read_is_refused_in_one_sentence() -> None:
    with pytest.raises(UserError, match="2,000,000"):
        analyse("a" * (MAX_CHARACTERS + 1))
