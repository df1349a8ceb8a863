"""Verbs as a picture's words have them: in -ing."""

import pytest

from panelwright_tools.language.gerunds import gerund


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("run", "running"),
        ("swim", "swimming"),
        ("quit", "quitting"),
        ("read", "reading"),
        ("look", "looking"),
        ("show", "showing"),
        ("fix", "fixing"),
        ("hide", "hiding"),
        ("see", "seeing"),
        ("dye", "dyeing"),
        ("lie", "lying"),
        ("be", "being"),
        ("admit", "admitting"),
        ("visit", "visiting"),
        ("open", "opening"),
        ("picnic", "picnicking"),
        ("travel", "travelling"),
        ("conquer", "conquering"),
        ("carry", "carrying"),
        ("ski", "skiing"),
        ("sting", "stinging"),
        ("grab hold of", "grabbing hold of"),
    ],
)
def test_a_verb_has_its_form_in_ing(verb: str, form: str) -> None:
    assert gerund(verb) == form
