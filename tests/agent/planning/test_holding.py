"""Wishes about pictures: that they stay, that they are right, or neither any more."""

import pytest

from panelwright.planning.edits import describe
from panelwright.planning.requests import revise
from panelwright_tools.domain import UserError
from request_story import PAGES, STORY


def shown(panel: str) -> str | None:
    """All panels but the last are painted."""
    return None if panel == "p05" else f"0123456789abcdef0123{panel[1:]:0>4}"


def told(request: str) -> list[str]:
    return [describe(edit) for edit in revise(STORY, request, PAGES, shown)]


LOCKED, FREE = "panel p03 keeps its picture", "panel p03 is painted as planned again"
RIGHT, OPEN = "panel p03 is approved as it is", "panel p03 is approved no more"


@pytest.mark.parametrize(
    ("request_", "edits"),
    [
        ("keep panel 3 as it is", [LOCKED]),
        ("lock panel 3", [LOCKED]),
        ("please lock 3", [LOCKED]),
        ("leave panel 3 alone", [LOCKED]),
        ("panel 3 should stay as it is", [LOCKED]),
        ("don't touch the third panel", [LOCKED]),
        ("unlock 3", [FREE]),
        ("panel 3 may change again", [FREE]),
        ("approve panel 3", [RIGHT]),
        ("accept panel 3", [RIGHT]),
        ("I like panel 3", [RIGHT]),
        ("I like panel 3 as it is", [RIGHT]),
        ("I'm quite happy with panel 3 as it is", [RIGHT]),
        ("stop changing panel 3", [LOCKED]),
        ("let panel 3 be", [LOCKED]),
        ("panel 3 is fine, leave it", [RIGHT, LOCKED]),
        ("disapprove panel 3", [OPEN]),
        ("panel 3 is not approved any more", [OPEN]),
        ("lock panels 1 and 3", ["panel p01 keeps its picture", LOCKED]),
        ("panel 2 at night, but keep panel 3 as it is", ["panel p02: time night", LOCKED]),
    ],
)
def test_pictures_are_decided_about_in_plain_words(request_: str, edits: list[str]) -> None:
    assert told(request_) == edits


def test_everything_is_let_go() -> None:
    assert told("unlock everything") == [
        f"panel p0{number} is painted as planned again" for number in range(1, 6)
    ]


def test_the_picture_that_is_in_the_book_is_meant() -> None:
    lock, approve = revise(STORY, "lock panel 2, approve panel 4", PAGES, shown)
    assert (lock.picture, approve.picture) == (shown("p02"), shown("p04"))  # type: ignore[union-attr]


@pytest.mark.parametrize("request_", ["keep panel 5 as it is", "panel 5 is fine"])
def test_what_is_not_painted_can_t_be_decided_about(request_: str) -> None:
    with pytest.raises(UserError, match="panel 5 has no picture yet; paint it first"):
        told(request_)


@pytest.mark.parametrize("request_", ["perfect", "lock the door in panel 3", "keep Mina's coat"])
def test_praise_without_a_panel_and_things_that_are_kept_are_no_decisions(request_: str) -> None:
    with pytest.raises(UserError):
        told(request_)
