"""A thing is taken out of a prompt, and what else is there stays."""

import pytest

from panelwright_tools.prompting.removal import without


@pytest.mark.parametrize(
    ("prompt", "thing", "left"),
    [
        ("a red ball", "a red ball", ""),
        ("a girl with a red ball", "a red ball", "a girl"),
        ("a girl with a red ball", "a girl", "a red ball"),
        ("a girl and a red ball on the grass", "a red ball", "a girl on the grass"),
        ("a red ball lying on the grass", "the red ball", "the grass"),
        ("a girl who waves, a red ball", "a girl", "a red ball"),
        ("a girl, a red rubber ball, at night", "a red ball", "a girl, at night"),
        ("a girl in a coat, a boy in a coat", "a girl in a coat", "a boy in a coat"),
        ("ink drawing. A dog sleeps. A cat waits.", "a dog", "ink drawing. A cat waits."),
        ("a girl wearing a red hat and a dog", "a girl", "a dog"),
        ('a sign saying "cats and dogs", a bench', "a bench", 'a sign saying "cats and dogs"'),
    ],
)  # fmt: skip
def test_only_the_thing_is_removed(prompt: str, thing: str, left: str) -> None:
    assert without(prompt, thing) == left


@pytest.mark.parametrize("thing", ["a horse", "a blue ball", ""])
def test_a_prompt_that_does_not_tell_the_thing_stays_as_it_is(thing: str) -> None:
    prompt = "a girl,  a red ball; at night"
    assert without(prompt, thing) == prompt
