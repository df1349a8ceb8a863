"""Who is in a story, and how they look."""

import pytest

from panelwright_tools.language import Document, Entity, analyse


def named(doc: Document, word: str) -> Entity:
    return next(e for e in doc.entities if word in (*e.names, *e.heads))


@pytest.mark.parametrize(
    "text",
    [
        "A red-haired girl called Mina found a map. The girl smiled.",
        "Mina, a red-haired girl, found a map. She smiled.",
        "A red-haired girl found a map. Her name was Mina.",
        "The red-haired girl, Mina, found a map.",
    ],
)
def test_a_name_and_a_description_are_one_character(text: str) -> None:
    cast = analyse(text).cast()
    assert len(cast) == 1
    assert cast[0].name == "Mina"
    assert cast[0].gender == "f"
    assert "red-haired" in cast[0].adjectives


def test_a_later_description_means_the_same_one() -> None:
    doc = analyse("The grandfather lit a lamp. The old man sat down. A boy watched him.")
    assert len(doc.cast()) == 2
    assert {"grandfather", "man"} <= set(doc.cast()[0].heads)


def test_an_owner_is_kept() -> None:
    doc = analyse("Mina lost her dog Biscuit. Tom's mother found it.")
    assert named(doc, "Biscuit").owner == named(doc, "Mina").id
    assert named(doc, "mother").owner == named(doc, "Tom").id
    assert named(doc, "mother").relation == "mother"


def test_clothes_and_hair_belong_to_the_wearer() -> None:
    doc = analyse("A tall woman with red hair wore a green coat. She had one eye.")
    [woman] = doc.cast()
    assert set(woman.attributes) == {"red hair", "wearing a green coat", "one eye"}
    assert not any("coat" in entity.heads for entity in doc.entities)


def test_a_group_has_its_number_and_its_members() -> None:
    doc = analyse("Three goats lived by a bridge. The smallest goat crossed the road.")
    group, smallest = doc.cast()
    assert (group.kind, group.number) == ("group", 3)
    assert group.members == (smallest.id,)
    assert smallest.adjectives == ("smallest",)


def test_they_are_the_two_who_were_named_together() -> None:
    doc = analyse("Mina and Tom opened the door. They ran.")
    they = doc.sentences[1].noun_phrases[0]
    assert {doc.entity(e).name for e in they.entities} == {"Mina", "Tom"}


def test_the_narrator_is_a_character() -> None:
    doc = analyse("I opened the door. My sister Ana laughed.")
    assert [entity.narrator for entity in doc.cast()] == [True, False]


def test_who_is_only_wished_for_or_denied_is_not_present() -> None:
    doc = analyse("There were no wolves in the valley. Mina wanted a dragon. A fox came.")
    present = {entity.name for entity in doc.entities if entity.present and entity.living}
    assert present == {"Mina", "fox"}


def test_sixty_names_stay_sixty_characters() -> None:
    names = [f"{a}{b}" for a in ("Bal", "Cer", "Dim", "Fol", "Gur", "Hak") for b in
             ("an", "et", "on", "is", "ak", "or", "um", "ek", "il", "ur")]  # fmt: skip
    doc = analyse(" ".join(f"{name} smiled and waved." for name in names))
    assert [entity.name for entity in doc.cast()] == names


def test_a_robot_with_a_letter_keeps_its_name() -> None:
    doc = analyse("Robot A and Robot B work in a factory. Robot B gets a new arm.")
    assert [entity.name for entity in doc.cast()] == ["Robot A", "Robot B"]
    assert {entity.kind for entity in doc.cast()} == {"robot"}


def test_weather_it_means_nobody() -> None:
    doc = analyse("A dog sat in the road. It snowed.")
    assert doc.sentences[1].noun_phrases[0].entities == ()


def test_names_after_a_group_are_its_members() -> None:
    doc = analyse("Three mice, Dot, Dash and Blip, live behind the clock. They squeak.")
    group, *mice = doc.cast()
    assert [mouse.name for mouse in mice] == ["Dot", "Dash", "Blip"]
    assert {mouse.kind for mouse in mice} == {"animal"}
    assert group.members == tuple(mouse.id for mouse in mice)


def test_who_orders_the_comic_is_no_character() -> None:
    [cat] = analyse("I'd like a comic about a cat. The cat is called Fluff.").cast()
    assert cat.name == "Fluff"


def test_whose_mother_is_told_of_tells_it() -> None:
    told = analyse("A girl sits in a bus. Her mother's having a baby, she tells Ben.")
    sentence = told.sentences[-1]
    [tells] = [event for event in sentence.events if event.verb == "tell"]
    [entity] = sentence.noun_phrases[tells.subjects[0]].entities
    assert told.entity(entity).heads == ("girl",)


def test_a_name_that_answers_who_are_you_is_the_speakers() -> None:
    doc = analyse(
        "Ada finds a thin boy in the cellar. “Who are you?” she asks.\n\n“Józef,” says the boy.\n\n"
        "Józef bites into the bread."
    )
    assert len({named(doc, "Józef").id, named(doc, "boy").id}) == 1


def test_nobody_is_no_name() -> None:
    doc = analyse("Ada stops a man. “Who are you?” she asks.\n\n“Nobody,” says the man.")
    assert not named(doc, "man").names
