"""Before there is a story, wishes for the comic are kept, and what can't be is told."""

import pytest

from panelwright.chat.beginning import Wished, first_story
from panelwright.chat.spoken import Spoken
from panelwright_tools.domain import UserError


@pytest.mark.parametrize(
    ("said", "settings"),
    [
        ("12 panels", {"panels": 12}),
        ("make it twelve panels", {"panels": 12}),
        ("use 6 panels, black and white", {"panels": 6, "style": "ink"}),
        ("on 4 pages", {"pages": 4}),
    ],
)
def test_wishes_for_the_comic_wait_for_its_story(said: str, settings: dict[str, object]) -> None:
    wished, heard = Wished(), list[Spoken]()
    assert first_story(said, wished, heard.append) is None
    assert wished.settings == settings
    assert heard[0].kind == "reply" and "remember" in heard[0].text


@pytest.mark.parametrize("said", ["9999 panels", "make it 12345 panels", "0 panels", "99999 pages"])
def test_numbers_that_no_comic_has_are_no_story(said: str) -> None:
    with pytest.raises(UserError, match="a comic has from 1 to"):
        first_story(said, Wished(), lambda spoken: None)


def test_a_story_is_one_though_it_begins_with_a_number() -> None:
    story = "Three foxes find a lantern in the snow."
    assert first_story(story, Wished(), lambda spoken: None) == story
