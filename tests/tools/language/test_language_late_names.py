"""Somebody met without a name, who is told or called by it in the talk that follows."""

import pytest

from panelwright_tools.language import Entity, analyse


def cast(text: str) -> list[Entity]:
    return [e for e in analyse(text).cast() if e.living]


def bearer(text: str, name: str) -> Entity | None:
    return next((entity for entity in cast(text) if name in entity.names), None)


_MET = 'A tall man got in. He shut the door. He was wet. "Drive," he said. "Now?" asked Ida. '


def test_a_name_out_of_the_blue_that_answers_is_of_the_nameless_one_in_the_talk() -> None:
    named = bearer(f'Ida waited. {_MET}"Yes, home," said Tariq.', "Tariq")
    assert named is not None and "man" in named.heads


@pytest.mark.parametrize(
    "text",
    [
        f'{_MET}"Yes, home," said Bella.',
        _MET.replace("He was wet.", "A thin man got in too.") + '"Yes, home," said Tariq.',
        f'Tariq sat behind. Ida waited. {_MET}"Yes, home," said Tariq.',
        f"{_MET}Tariq sat behind. Ida drove.",
    ],
)
def test_a_name_that_does_not_fit_or_is_not_alone_to_fit_is_of_somebody_else(text: str) -> None:
    assert any("man" in entity.heads and not entity.names for entity in cast(text))


@pytest.mark.parametrize(
    "called", ["Sammy", "Sammy, come here", "Get up, Sammy", "That is late, Sammy"]
)
def test_who_is_called_by_a_new_name_is_the_nameless_one_just_met(called: str) -> None:
    named = bearer(f'A boy sat in a tub. "{called}," said Ida. She took Sammy home.', "Sammy")
    assert named is not None and "boy" in named.heads


@pytest.mark.parametrize(
    "text",
    [
        'A boy and a thin man sat in a tub. "Sammy," said Ida. She took Sammy home.',
        'A woman and her daughter sat in a tub. "Sammy," said Ida. She took Sammy home.',
        'Sammy slept. A boy sat in a tub. "Sammy," said Ida. She took Sammy home.',
        'A boy sat in a tub. "I saw Sammy there," said Ida. She took Sammy home.',
        'A boy sat in a tub. "Sammy," said the boy. He took Sammy home.',
    ],
)
def test_a_called_name_is_of_nobody_else(text: str) -> None:
    assert not any(
        entity.names and entity.heads for entity in cast(text) if "Sammy" in entity.names
    )


@pytest.mark.parametrize(
    "text",
    [
        'Ida and her dog came. The dog stole a pie. "Leave it, Bruno!" Ida shouted. A baker came.',
        'Ida walked home. A dog barked at her. "Quiet, Bruno," she said. A baker came.',
        'Her dog ran off. "Come back, Biscuit!" cried Ida. A baker came. Biscuit barked.',
    ],
)
def test_a_new_name_called_at_a_nameless_animal_that_acts_is_the_animals(text: str) -> None:
    assert [e.heads for e in cast(text) if {"Bruno", "Biscuit"} & set(e.names)] == [("dog",)]


@pytest.mark.parametrize("called", ["Come in, Auntie", "Off to bed, Dad"])
def test_a_title_is_no_animals_name(called: str) -> None:
    told = cast(f'A dog ran past. "{called}," said Ida. The dog slept.')
    assert [e.names for e in told if "dog" in e.heads] == [()]
