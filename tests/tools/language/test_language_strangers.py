"""A stranger whose name comes late, the reader as hero, and others who are not who was met."""

import pytest

from panelwright_tools.language import Document, Entity, analyse


def cast(text: str) -> list[Entity]:
    return [e for e in analyse(text).cast() if e.living]


def kinds(doc: Document) -> dict[str, str]:
    return {entity.name: entity.kind for entity in doc.entities}


@pytest.mark.parametrize(
    ("text", "name", "head"),
    [
        (
            'Ida ran into a very tall man. "Onions?" asked Ida. "A speech," said Tariq.',
            "Tariq",
            "man",
        ),
        ('Ida rings the landlord. She waits. "What now?" asks Mr Pappas.', "Mr Pappas", "landlord"),
        ("Every Thursday the librarian leaves a note. Mireille hums.", "Mireille", "librarian"),
        ("An old priest came in. Ada sat down. Father Aldous yawned.", "Father Aldous", "priest"),
    ],
)
def test_a_name_out_of_the_blue_is_of_the_only_stranger(text: str, name: str, head: str) -> None:
    named = next(entity for entity in cast(text) if name in entity.names)
    assert head in named.heads


@pytest.mark.parametrize(
    "text",
    [
        "A tall man came in. April, who never talks, waved.",
        "A tall man came in. Bella yawned.",
        "A tall man and a thin man came in. Tom yawned.",
    ],
)
def test_a_name_is_of_nobody_whom_it_does_not_fit(text: str) -> None:
    nameless = [entity for entity in cast(text) if not entity.names]
    assert nameless


@pytest.mark.parametrize(
    "text",
    [
        "Tom sat down. The lollipop man waved.",
        "Doris, a hen, counted. The other hens slept.",
        "The captain is asleep, and so is Officer Brandt.",
    ],
)
def test_one_told_by_another_word_is_somebody_else(text: str) -> None:
    doc = analyse(text)
    assert len([e for e in doc.cast() if e.living or e.kind == "group"]) == 2


def test_a_fox_spirit_may_be_called_a_fox() -> None:
    assert len(cast("Ada met a fox spirit. The fox yawned.")) == 2


def test_the_reader_may_be_the_hero() -> None:
    doc = analyse("You wake in a cell. An orc looks at your hand. You run.")
    assert [e.name for e in doc.entities if e.narrator] == ["You"]
    assert doc.sentences[0].events[0].happens


@pytest.mark.parametrize(
    "text",
    [
        "You never know with cats. Your hand is safe. Tom slept.",
        "You see Ana in the yard. Your view is good.",
        "Tom ran. It was the way you hold a child, your child.",
    ],
)
def test_you_is_mostly_nobody(text: str) -> None:
    assert not any(entity.narrator for entity in analyse(text).entities)


def test_i_in_a_thought_is_who_thinks() -> None:
    doc = analyse("Ivy sat down. She thinks: if I was ninety, where would I go?")
    assert not any(entity.narrator for entity in doc.entities)


def test_the_time_of_day_is_no_part_of_a_name() -> None:
    doc = analyse("Gerald sleeps. 3.10 Ivy from number 12 comes home.")
    assert kinds(doc)["Ivy"] == "person"


def test_the_kind_of_a_pet_is_told_after_its_name() -> None:
    doc = analyse("Ada waits. Her enemy is Mittens, the cat next door, who is black.")
    assert kinds(doc)["Mittens"] == "animal"
    assert "door" not in kinds(doc)


def test_what_never_happened_to_any_cat_brings_no_cat() -> None:
    assert [e.name for e in cast("Ada waits. A cat has never in history cooked.")] == ["Ada"]


def test_each_of_a_list_after_a_colon_is_another() -> None:
    told = "He has three guests: a lady with bags, a student, a drunk who snores, and a schoolgirl."
    assert {"lady", "student", "drunk", "schoolgirl"} <= {h for e in cast(told) for h in e.heads}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The wagon came from Phoenix.", "Phoenix", "place"),
        ("In the kingdom of Farrow the king slept.", "Farrow", "place"),
        ("My welly flew off and hit him.", "narrator's welly", "thing"),
        ("Pompom the rabbit sang. Pompom ran. Mr Badger slept.", "Mr Badger", "animal"),
        ("Ada ran. Mr Badger slept.", "Mr Badger", "person"),
    ],
)
def test_of_what_kind_somebody_is(text: str, name: str, kind: str) -> None:
    assert kinds(analyse(text))[name] == kind


def test_a_name_in_capitals_and_its_kind_are_one() -> None:
    assert len(cast("At the end stands PIP, a young penguin still covered in fluff.")) == 1
