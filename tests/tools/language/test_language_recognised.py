"""Everybody in a story is taken into the cast, once."""

import pytest

from panelwright_tools.language import analyse


def cast_of(text: str) -> list[str]:
    return [entity.name for entity in analyse(text).cast()]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Big Lars and Little Lars hauled the nets. Big Lars wept.", ["Big Lars", "Little Lars"]),
        ("We saw Old Tom and Young Tom in the yard. Young Tom ran.", ["Old Tom", "Young Tom"]),
        ("Ida called Little Nell. Little Nell and a cat came.", ["Ida", "Little Nell", "cat"]),
    ],
)
def test_those_of_one_name_are_told_apart_by_size_and_age(text: str, names: list[str]) -> None:
    assert [name for name in cast_of(text) if name != "narrator"] == names


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("My aunt bet the hotel chef a hundred dirhams. He wept.", "hotel chef"),
        ("The king gave the palace gardener a very cold look.", "palace gardener"),
        ("Ada told the ship robot a long story.", "ship robot"),
    ],
)
def test_an_article_after_somebody_is_no_letter(text: str, somebody: str) -> None:
    assert somebody in cast_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ulla Berg has an office. Ulla opens it.",
        "Tove Brook shared a flat. Tove sang.",
        "Silas Hill rode into town. He laughed.",
    ],
)
def test_a_landscape_after_a_first_name_is_a_family_name(text: str) -> None:
    assert len(cast_of(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The train stopped at Aldo Bridge.",
        "A car drove to Silver Lake.",
        "It rained in Hazel Grove.",
    ],
)
def test_a_landscape_that_is_gone_to_is_a_place(text: str) -> None:
    assert cast_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Adeyemi pretends not to notice, and leaves the door open.",
        "Ida wants to sleep but hears a bell.",
        "The baker never sings and bakes a cake.",
    ],
)
def test_who_does_one_thing_in_earnest_is_there(text: str) -> None:
    assert all(entity.present for entity in analyse(text).cast())


@pytest.mark.parametrize(
    "text",
    ["One morning the fox is gone.", "Her uncle was already gone.", "The two geese were gone."],
)
def test_who_is_gone_is_not_there(text: str) -> None:
    absent = [e for e in analyse(text).entities if {"fox", "uncle", "goose"} & set(e.heads)]
    assert [entity.present for entity in absent] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "The horses stop by themselves, and a man in a black suit climbs down.",
        "Ida drank her milk, and the cat from next door watched.",
        "He carried the trunk, and the girl with the key followed.",
    ],
)
def test_a_new_clause_has_its_own_subject(text: str) -> None:
    events = analyse(text).sentences[0].events
    assert len(set(events[0].subjects) | set(events[1].subjects)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "A coach rolls into Dry Fork. The stranger tips his hat.",
        "They went to Long Reach. A lady waved.",
        "It rained in Upper Wick. The man sang.",
    ],
)
def test_nobody_is_met_in_the_name_of_a_town(text: str) -> None:
    assert {entity.kind for entity in analyse(text).entities if entity.names} == {"place"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Unit 7 and Unit 9 sort rubbish. Unit 7 reports it.", ["Unit 7", "Unit 9"]),
        ("Robot 3 hugged Agent 12.", ["Robot 3", "Agent 12"]),
        ("In the yard Prisoner 24 talks to Prisoner 25.", ["Prisoner 24", "Prisoner 25"]),
    ],
)
def test_a_number_can_be_a_name(text: str, names: list[str]) -> None:
    assert cast_of(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The Queen Charlotte sank.",
        "In Room 12 the Lady Jane was painted.",
        "On the first of May the train left Earth.",
    ],
)
def test_ships_months_and_planets_are_nobody(text: str) -> None:
    assert not any(entity.living for entity in analyse(text).entities)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sheriff Dolores Pike rode into Mercy. Her horse sang.", 2),
        ("Granny Mo's cat sat. Granny Mo puts down her needles.", 2),
        ("Lieutenant Mark Sunday was sure. Aunt April laughed on Sunday.", 2),
        ("Whatever Pip draws, Ruby rubs out.", 2),
    ],
)
def test_names_that_are_nouns_are_taken_whole(text: str, names: int) -> None:
    assert len(cast_of(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        'Leona wins. "One," says the lady at the desk.',
        "Tom sings. The man who owns him laughs.",
        "Ruby knits. The woman behind the curtain coughs.",
    ],
)
def test_somebody_told_by_a_place_is_not_who_was_named(text: str) -> None:
    assert len(cast_of(text)) == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a boy named kit has a dragon. his name is gordon. gordon sings to kit.",
         ["Kit", "Gordon"]),
        ("my sister maya has a hamster called pickle. maya feeds pickle.", ["Maya", "Pickle"]),
        ("omar looks at rosa. rosa doesnt laugh.", ["Omar", "Rosa"]),
    ],
)  # fmt: skip
def test_names_need_no_capitals(text: str, names: list[str]) -> None:
    assert [name for name in cast_of(text) if name != "narrator"] == names


@pytest.mark.parametrize(
    "text", ["A girl called out.", "A girl called softly.", "A girl was named after a town."]
)
def test_what_follows_called_is_not_always_a_name(text: str) -> None:
    assert cast_of(text) == ["girl"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tom kept a hen and got a dog.", ["Tom", "hen", "dog"]),
        ("Tom turned the key and smelt a bear.", ["Tom", "bear"]),
        ("Ada felt the cat in the dark.", ["Ada", "cat"]),
    ],
)
def test_what_somebody_keeps_or_smells_is_not_what_they_are(text: str, names: list[str]) -> None:
    assert cast_of(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "A wizard turned the headmistress into a teapot. The teapot was angry.",
        "A fairy changed the prince into a swan. The swan flew.",
        "A witch met a boy. The boy turned into a newt. The newt laughed.",
    ],
)
def test_who_is_changed_into_something_stays_the_same_one(text: str) -> None:
    assert len(cast_of(text)) == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Two sisters sang. The elder, Odile, bakes; the younger, Fleur, eats.",
            {"Odile", "Fleur"},
        ),
        ("Two brothers ran. The elder, Max, fell. The younger, Finn, laughed.", {"Max", "Finn"}),
    ],
)
def test_the_elder_is_one_of_two(text: str, names: set[str]) -> None:
    cast = analyse(text).cast()
    [group] = [entity for entity in cast if entity.members]
    assert {entity.name for entity in cast if entity.id in group.members} == names


def test_a_pet_may_have_the_name_of_a_thing() -> None:
    text = "i have a dream about my dog biscuit who sings. biscuit gets a medal."
    assert "Biscuit" in cast_of(text)
    assert "food" not in {entity.category for entity in analyse(text).entities}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("General Tor kneels. The general sat.", ["General Tor"]),
        ("Captain Silver met Doctor Mole. The doctor sang.", ["Captain Silver", "Doctor Mole"]),
        ("We met Big Nan. Nan laughed.", ["narrator", "Big Nan"]),
        ("It is now June. A thrush sings.", ["thrush"]),
    ],
)
def test_titles_and_bynames_belong_to_one(text: str, names: list[str]) -> None:
    assert cast_of(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada sees there is a wolf in the yard.", {"Ada", "wolf"}),
        ("Tom knows there was a bat in the hut.", {"Tom", "bat"}),
        ("my sister ava says there is a crocodile under her bed.", {"Ava", "crocodile"}),
    ],
)
def test_what_there_is_is_nobody_else(text: str, names: set[str]) -> None:
    living = {entity.name for entity in analyse(text).entities if entity.living}
    assert living - {"narrator"} == names


def test_the_late_husband_is_not_there() -> None:
    cast = analyse("Ines talks to her late husband. Her dead aunt laughs in a picture.").entities
    assert [entity.present for entity in cast if entity.owner is not None] == [False, False]


@pytest.mark.parametrize(
    "text",
    [
        "The octopus has made the manager its assistant.",
        "The king made the cook a knight.",
        "The queen elected a goat her minister.",
    ],
)
def test_an_office_that_is_given_is_nobody_else(text: str) -> None:
    assert len(cast_of(text)) == 2


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("Ada talks to a cactus, who is rude.", "cactus"),
        ("The lamp, who was lonely, sighed.", "lamp"),
        ("She has a spoon who dances.", "spoon"),
    ],
)
def test_a_thing_that_who_is_said_of_is_somebody(text: str, somebody: str) -> None:
    assert somebody in cast_of(text)


def test_a_hat_is_nobody_where_its_wearer_is_meant() -> None:
    assert cast_of("The man in the hat, who sings, sat down.") == ["man"]


@pytest.mark.parametrize(
    "text",
    [
        "Before him stand a cat and an owl.",
        "On the wagon a cat and an owl sang.",
        "Out of the radio a cat and an owl climbed.",
    ],
)
def test_an_article_after_a_thing_is_no_letter(text: str) -> None:
    assert {"cat", "owl"} <= set(cast_of(text))


@pytest.mark.parametrize("title", ["Signora", "Frau", "Madame"])
def test_titles_of_other_languages_tell_who_she_is(title: str) -> None:
    doc = analyse(f"{title} Bassi met Herr Toller. She sneezed.")
    [she] = doc.sentences[1].noun_phrases[0].entities
    assert doc.entity(she).name == f"{title} Bassi"


@pytest.mark.parametrize(
    ("text", "wearer"),
    [
        ("A crow flees. Half the town gives chase: the mayor in his slippers.", "mayor"),
        ("A king slept. They woke a cook in his apron.", "cook"),
        ("Tom ran. Behind him came a sailor with his beard on fire.", "sailor"),
    ],
)
def test_what_somebody_has_on_is_their_own(text: str, wearer: str) -> None:
    doc = analyse(text)
    worn = next(p for p in doc.sentences[1].noun_phrases if p.owner_text and p.preposition)
    assert [doc.entity(owner).name for owner in worn.owner_entities] == [wearer]


@pytest.mark.parametrize(
    "text",
    [
        "The driver was a woman everybody called Auntie Rain. Auntie Rain sang.",
        "Her teacher was a man they called Bear. Bear laughed.",
    ],
)
def test_what_everybody_calls_somebody_is_their_name(text: str) -> None:
    names = [name for entity in analyse(text).cast() for name in entity.names]
    assert len(names) == 1 and len(cast_of(text)) <= 2


def test_an_animal_whose_paw_it_may_be_stays_open_to_he_and_she() -> None:
    doc = analyse("A lion slept. A mouse ran over his paw and woke him. He caught her.")
    he, her = doc.sentences[2].noun_phrases[:2]
    assert [doc.entity(p.entities[0]).name for p in (he, her)] == ["lion", "mouse"]


def test_what_one_takes_along_is_with_oneself() -> None:
    doc = analyse("Bruno finds a cat. It belongs to an old man. Bruno takes it home with him.")
    him = next(p for p in doc.sentences[2].noun_phrases if p.head == "him")
    assert doc.entity(him.entities[0]).name == "Bruno"
