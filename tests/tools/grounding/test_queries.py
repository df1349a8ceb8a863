import pytest

from panelwright_tools.domain import Box, Brief, BriefRegion, Region, ToolError
from panelwright_tools.grounding.queries import Query, queries, query_text


def brief(*named: tuple[str, str]) -> Brief:
    items = tuple(
        BriefRegion(region=Region(id=f"r{n}", noun=noun, phrase=phrase), box=Box(0, 0, 1, 1))
        for n, (noun, phrase) in enumerate(named)
    )
    return Brief(panel="p01", prompt="", regions=items)


@pytest.mark.parametrize(
    ("phrase", "noun", "text"),
    [
        ("a red-haired girl in a yellow raincoat", "girl", "red-haired girl"),
        ("the old sailing boat at the pier", "sailing boat", "old sailing boat"),
        ("A small, tired dog", "dog", "small tired dog"),
        ("a lad with a drum", "boy", "boy"),
        ("two other people", "", "people"),
        ("any dogs", "", "dogs"),
        ("a man who carries a very large crate of oranges, laughing", "", "man"),
        ("THE", "", "the"),
        ("Łódź's café", "", "łódź's café"),
        ("words. with? stops", "", "words"),
        ("a very very very long, winding old road", "road", "very long winding old road"),
        ("Mina, a small girl with red hair", "girl", "small girl"),
        ("a girl with a lantern and a black cat", "cat", "black cat"),
        ("one of the old men", "men", "old men"),
        ("all three red balls", "balls", "red balls"),
        (" -- ", "", ""),
    ],
)
def test_a_detector_is_asked_for_the_noun_and_what_describes_it(
    phrase: str, noun: str, text: str
) -> None:
    assert query_text(phrase, noun) == text


def test_prose_of_a_thousand_words_becomes_a_few_words() -> None:
    prose = "Our hero, " + "wandering and wondering " * 500 + "is a knight"
    assert query_text(prose, "knight").split()[-1] == "knight"
    assert len(query_text(prose, "knight").split()) <= 5


def test_phrases_that_come_to_the_same_words_are_asked_for_once() -> None:
    asked = queries(brief(("girl", "a girl in red"), ("girl", "a girl in blue")), ["girl", "a cat"])
    assert asked == [
        Query("girl", ("a girl in red", "a girl in blue"), ("girl",)),
        Query("cat", (), ("a cat",)),
    ]


def test_a_region_without_words_is_named() -> None:
    with pytest.raises(ToolError, match="region r1 of panel p01 has neither a phrase nor a noun"):
        queries(brief(("ball", "a ball"), ("", "")), [])


def test_an_empty_phrase_to_avoid_is_refused() -> None:
    with pytest.raises(ToolError, match="empty phrase among what must not be seen"):
        queries(brief(("ball", "a ball")), [" "])
