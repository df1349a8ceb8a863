"""Finite forms are made from participles."""

import pytest

from panelwright_tools.language.inflection import finite


@pytest.mark.parametrize(
    ("verb", "participle", "present", "past"),
    [
        ("hold", "holding", "holds", "held"),
        ("hug", "hugging", "hugs", "hugged"),
        ("dance", "dancing", "dances", "danced"),
        ("carry", "carrying", "carries", "carried"),
        ("play", "playing", "plays", "played"),
        ("reach", "reaching", "reaches", "reached"),
        ("put", "putting", "puts", "put"),
        ("write", "writing", "writes", "wrote"),
        ("run", "running", "runs", "ran"),
        ("go", "going", "goes", "went"),
    ],
)
def test_forms_of_the_present_and_the_past(
    verb: str, participle: str, present: str, past: str
) -> None:
    assert finite(verb, participle, "VBZ") == present
    assert finite(verb, participle, "VBD") == past
    assert finite(verb, participle, "VBP") == verb
