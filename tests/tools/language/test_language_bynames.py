"""Second names, ranks, shared surnames; who is read to, owned for show or told by a number."""

import pytest

from panelwright_tools.language import Entity, analyse


def cast(text: str) -> list[Entity]:
    return [e for e in analyse(text).cast() if e.living and not e.narrator]


def names(text: str) -> set[str]:
    return {name for entity in cast(text) for name in entity.names}


@pytest.mark.parametrize(
    "text",
    [
        "The goalkeeper was Nikhil, whom everyone called Spud. Spud yawned.",
        "Nikhil, whom the team called Spud, sat down. Spud yawned.",
        "Robert, or Bob to his friends, worked. Bob yawned.",
        "Anna, known to everybody as Nan, slept. Nan yawned.",
        "Elizabeth (Betty to her friends) sang. Betty yawned.",
        "Maximilian, Max for short, ate. Max yawned.",
        "The king was ill. His Majesty wanted soup.",
        "Lady Ashworth lived in a tower. Her Ladyship never came down.",
        "Dr. Osei frowned. The doctor sat down. She coughed.",
        "A girl sat down. Tamsin (that was her name) yawned.",
        "A fox slept. People said that a fox who snores will starve. The fox woke.",
        "There sat BOLT-9, the cleaning robot. BOLT-9 yawned.",
    ],
)
def test_another_name_is_of_one_who_is_known(text: str) -> None:
    assert len([e for e in cast(text) if e.kind != "group"]) == 1


def test_a_list_goes_on_after_a_name_told_by_called() -> None:
    told = cast("Old Captain Brook, a girl called Wren, and a parrot sailed. Brook steered.")
    assert [entity.name for entity in told] == ["Old Captain Brook", "Wren", "parrot"]


def test_a_second_name_in_a_list_is_of_somebody_else() -> None:
    text = "There's Brakka the cleric with her tusk, Wisp, our thief, Sir Sorrel and Mirabel."
    assert {"Brakka", "Wisp", "Sir Sorrel", "Mirabel"} <= {entity.name for entity in cast(text)}


def test_married_people_share_a_surname() -> None:
    assert names("Mr. and Mrs. Pell ran a hotel. Mr. Pell sneezed.") == {"Mr. Pell", "Mrs. Pell"}


def test_the_partner_of_one_of_two_is_the_other() -> None:
    text = "Two detectives, Marlow and Finch, sat down. Marlow rose. Her partner checked his gun."
    singles = [entity for entity in cast(text) if entity.kind != "group"]
    assert {entity.name for entity in singles} == {"Marlow", "Finch"}
    assert {entity.kind for entity in singles} == {"person"}


@pytest.mark.parametrize(
    "text",
    [
        "Out flew a knight's helmet.",
        "Please make a comic for my class about water.",
        "Please make a comic for my Year 4 class about water.",
        "With a pop, the cork flew out.",
        "Page 1. Rain.",
        "The ball lay in the crook of an arm.",
    ],
)
def test_what_only_sounds_like_somebody_is_nobody(text: str) -> None:
    assert cast(text) == []


def test_a_first_name_before_a_park_is_a_person_who_does_something() -> None:
    told = {
        e.name: e.kind for e in analyse("Eli Park is fourteen. He slept in Hyde Park.").entities
    }
    assert told["Eli Park"] == "person"
    assert told["Hyde Park"] == "place"


def test_where_somebody_lay_tells_who_is_meant() -> None:
    doc = analyse(
        "A man lay on the carpet, and another man sang. Ada woke. The man on the carpet died."
    )
    first = doc.sentences[0].noun_phrases[0].entities
    assert doc.sentences[2].noun_phrases[0].entities == first
