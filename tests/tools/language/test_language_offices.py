"""Animals with a trade or a rank, and who is revealed by where they rest."""

import pytest

from panelwright_tools.language import Entity, analyse


def living(text: str) -> list[Entity]:
    return [entity for entity in analyse(text).cast() if entity.living]


def doer(text: str) -> str:
    """The name of the subject of the last event."""
    document = analyse(text)
    sentence = document.sentences[-1]
    phrase = sentence.noun_phrases[sentence.events[-1].subjects[0]]
    return " ".join(document.entity(entity).name for entity in phrase.entities)


@pytest.mark.parametrize(
    "text",
    [
        "A badger postman knocks at the door. The badger hums. The postman waves.",
        "A fox who works as a baker brings a loaf. The fox bows. The baker smiles.",
        "The lion is the king. The lion roars.",
    ],
)
def test_an_animal_with_a_trade_is_one_animal(text: str) -> None:
    (only,) = living(text)
    assert only.kind == "animal"


@pytest.mark.parametrize("text", ["A sheep farmer came.", "The lion tamer bowed."])
def test_whose_trade_is_with_animals_is_a_person(text: str) -> None:
    assert [entity.kind for entity in living(text)] == ["person"]


def test_a_pet_may_be_a_she_whatever_its_name() -> None:
    (only,) = living("A cat called Pip lives here. Every evening she lights the lamp.")
    assert only.gender == "f"


def test_he_goes_on_with_the_named_animal_that_has_just_acted() -> None:
    told = "Tomas has a ginger cat called Admiral. Tomas hums. Admiral yawns. He runs."
    assert doer(told) == "Admiral"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Anna has a cat called Mog. Mog sits on the stove. On the stove lies the keeper.", "Mog"),
        (
            "Anna has a cat called Mog. Mog sits on the stove. In the hall lies the keeper.",
            "keeper",
        ),
        ("Anna has a cat called Mog. Mog sits on the stove. The keeper lies there.", "keeper"),
    ],
)
def test_who_lies_where_somebody_always_lies_is_that_one(text: str, who: str) -> None:
    assert doer(text) == who


def test_animals_that_are_friends_stay_animals() -> None:
    told = "An elephant and a mouse are friends. The mouse rides on the elephant."
    assert sorted(entity.kind for entity in living(told)) == ["animal", "animal"]
