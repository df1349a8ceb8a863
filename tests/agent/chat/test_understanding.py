"""What kind of thing a turn is, by rules."""

import pytest

from panelwright.chat.understanding import consent, heard, is_prose, panels_named
from panelwright_tools.domain import UserError
from request_story import STORY


@pytest.mark.parametrize(
    ("said", "road", "text"),
    [
        ("", "help", ""),
        ("?", "help", ""),
        ("what can you do?", "help", ""),
        ("undo that please", "back", "undo that"),
        ("start over", "back", "undo everything"),
        ("go back to version 3", "version", "3"),
        ("back to version 12, please", "version", "12"),
        ("paint it now", "paint", ""),
        ("go on", "paint", ""),
        ("redraw panels 2 and 3", "redraw", "2 and 3"),
        ("try panel 4 again", "redraw", "4"),
        ("another version of panel 2", "redraw", "2"),
        ("panel 2 again", "redraw", "2"),
        ("I don't like panel 3", "redraw", "3"),
        ("export it as pdf and webtoon", "export", "pdf webtoon"),
        ("save it as epub and ora", "export", "epub ora"),
        ("export as docx", "export", "docx"),
        ("convert the comic to mobi and pdf", "export", "mobi pdf"),
        ("export", "export", ""),
        ("why was panel 4 redrawn?", "ask", "why was panel 4 redrawn?"),
        ("who says that", "ask", "who says that"),
        ("can you tell me who says that?", "ask", "can you tell me who says that?"),
        ("what did it cost", "ask", "what did it cost"),
        ("could you make panel 2 darker?", "change", "make panel 2 darker"),
        ("could panel 2 be darker?", "change", "panel 2 should be darker"),
        ("what if Mina wears a hat?", "change", "Mina wears a hat"),
        ("please swap 2 and 3", "change", "swap 2 and 3"),
        ("could panel 3 stay as it is?", "change", "panel 3 should stay as it is"),
        ("please lock panel 3", "change", "lock panel 3"),
        ("which panels are locked?", "ask", "which panels are locked?"),
        ("Then a dragon lands on the beach.", "tell", "Then a dragon lands on the beach."),
        ("story: Mina sleeps", "tell", "Mina sleeps"),
        ("next: Mina sleeps", "tell", "Mina sleeps"),
        ("x" * 5000, "tell", "x" * 5000),
    ],
)
def test_a_turn_goes_where_it_belongs(said: str, road: str, text: str) -> None:
    found = heard(said, has_story=True)
    assert (found.road, found.text) == (road, text)


@pytest.mark.parametrize(
    ("said", "story"),
    [
        ("make me a comic about a fox who finds the moon", "a fox who finds the moon"),
        ("A fox finds the moon. It runs.", "A fox finds the moon. It runs."),
        ("Why does the fox run? It is afraid.", "Why does the fox run? It is afraid."),
        ("could you tell a story about a fox that flies", "a fox that flies"),
    ],
)
def test_before_there_is_a_story_all_but_commands_tell_one(said: str, story: str) -> None:
    found = heard(said, has_story=False)
    assert (found.road, found.text) == ("tell", story)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Mina hides behind a rock.", True),
        ("The robot was tired and went home", True),
        ("He looks around. The door opens.", True),
        ("Mina is sad", False),
        ("Zorro wears a hat", False),
        ("more cowbell", False),
        ("panel 3 shows the harbour", False),
        ("I want a dragon", False),
        ("make the robot hide", False),
    ],
)
def test_a_piece_of_story_is_told_by_what_happens_in_it(said: str, told: bool) -> None:
    assert is_prose(said) == told


@pytest.mark.parametrize(
    ("said", "road", "rest"),
    [
        ("yes", "yes", ""), ("Y", "yes", ""), ("", "yes", ""), ("ok, do it", "yes", ""),
        ("sure!", "yes", ""), ("no", "no", ""), ("Never mind.", "no", ""),
        ("no, at dusk", "no", "at dusk"), ("nope - panel 2 wider", "no", "panel 2 wider"),
        ("not the second one", "hear", "not the second one"),
        ("nobody is in panel 2", "hear", "nobody is in panel 2"),
        ("who is in panel 2?", "hear", "who is in panel 2?"),
    ],
)  # fmt: skip
def test_an_answer_is_a_yes_a_no_or_a_turn_of_its_own(said: str, road: str, rest: str) -> None:
    found = consent(said)
    assert (found.road, found.text) == (road, rest)


def test_panels_are_named_by_numbers_words_and_places() -> None:
    assert panels_named("2, 3 and 5", STORY) == ("p02", "p03", "p05")
    assert panels_named("two", STORY) == ("p02",)
    assert panels_named("last", STORY) == ("p05",)
    with pytest.raises(UserError, match="there is no panel 9"):
        panels_named("9", STORY)
