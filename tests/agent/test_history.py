"""Each edit of a run's plan can be taken back, and made again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from panelwright.changing import edited, redone, redrawn, undone
from panelwright.history import BY_HAND, MOST, History
from panelwright.planning.edits import SetStory, SetVariation, VaryLook
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.work import new_run_of_story
from panelwright_tools.domain import Character, Panel, Region, Shot, Story, UserError, Variation


@pytest.fixture
def run(tmp_path: Path) -> Run:
    region = Region(id="mina", subject="mina", noun="girl", phrase="a girl")
    story = Story(
        title="One",
        cast=(Character(id="mina", name="Mina"),),
        panels=(Panel(id="p01", regions=(region,)), Panel(id="p02")),
    )
    return new_run_of_story(story, Settings(), tmp_path / "run")


def titled(run: Run, *titles: str) -> None:
    for title in titles:
        edited(run, [SetStory(title=title)], f"title: {title}")


def test_edits_are_taken_back_one_by_one_and_made_again(run: Run) -> None:
    first = run.read_story()
    titled(run, "Two", "Three")
    third = run.read_story()
    assert undone(run).said == "title: Three"
    assert run.read_story().title == "Two"
    undone(run)
    assert run.read_story() == first
    redone(run)
    redone(run)
    assert run.read_story() == third


def test_looks_for_a_while_are_kept_in_the_history(run: Run) -> None:
    wet = Variation(id="wet", phrase="soaked")
    edited(
        run,
        [
            SetVariation(character="mina", variation=wet),
            VaryLook(character="mina", variation="wet", first="p01"),
        ],
    )
    assert History(run).versions()[0].said == "mina can be soaked; mina, from p01 on: wet"
    undone(run)
    assert run.read_story().cast[0].variations == ()


def test_nothing_more_than_everything_can_be_undone(run: Run) -> None:
    with pytest.raises(UserError, match="nothing to undo"):
        undone(run)
    titled(run, "Two")
    undone(run)
    with pytest.raises(UserError, match="nothing to undo"):
        undone(run)


def test_a_new_edit_forgets_what_was_undone(run: Run) -> None:
    titled(run, "Two", "Three")
    undone(run)
    titled(run, "Four")
    assert [version.said for version in History(run).versions()] == ["title: Two", "title: Four"]
    with pytest.raises(UserError, match="nothing to redo"):
        redone(run)


def test_a_wish_for_a_redrawn_panel_can_be_undone_as_well(run: Run) -> None:
    redrawn(run, "1", "closer")
    assert run.read_story().panels[0].shot is Shot.MEDIUM
    assert undone(run).said == "closer"
    assert run.read_story().panels[0].shot is Shot.FULL


def test_a_change_by_hand_is_kept_as_a_version_of_its_own(run: Run) -> None:
    titled(run, "Two")
    run.write_story(run.read_story().model_copy(update={"title": "By hand"}))
    titled(run, "Three")
    told = ["title: Two", BY_HAND, "title: Three"]
    assert [version.said for version in History(run).versions()] == told
    undone(run)
    assert run.read_story().title == "By hand"
    undone(run)
    assert run.read_story().title == "Two"
    redone(run)
    assert run.read_story().title == "By hand"


def test_a_change_by_hand_can_be_undone_before_anything_else_is_edited(run: Run) -> None:
    titled(run, "Two")
    for title in ("By hand", "Again"):
        run.write_story(run.read_story().model_copy(update={"title": title}))
        assert undone(run).said == BY_HAND
        assert run.read_story().title == "Two"


@pytest.mark.parametrize("undoing", [True, False])
def test_a_kill_between_history_and_plan_leaves_both_whole(
    run: Run, undoing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    titled(run, "Two", "Three")
    doing: Callable[[], object] = (
        (lambda: undone(run)) if undoing else (lambda: titled(run, "Four"))
    )
    with monkeypatch.context() as patch:
        patch.setattr(Run, "write_story", _killed)
        with pytest.raises(KeyboardInterrupt):
            doing()
    assert run.read_story().title == "Three"
    undone(run)
    assert run.read_story().title == "Two"


def _killed(run: Run, story: Story) -> None:
    raise KeyboardInterrupt


def test_the_history_is_bounded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panelwright.history.MOST", 3)
    titled(run, *"abcdef")
    assert [version.said for version in History(run).versions()] == [f"title: {t}" for t in "def"]
    assert MOST >= 50


def test_a_damaged_version_hides_only_those_before_it(run: Run) -> None:
    titled(run, "Two", "Three")
    next(iter(sorted(run.versions.glob("*.json")))).write_text("{")
    assert undone(run).said == "title: Three"
    with pytest.raises(UserError, match="nothing to undo"):
        undone(run)


def test_another_drawing_that_was_undone_is_not_the_next_one(run: Run) -> None:
    for number in (1, 2):
        redrawn(run, "2", None)
        assert run.redrawn() == {"p02": number}
        undone(run)
        assert run.redrawn() == {}
    redone(run)
    assert run.redrawn() == {"p02": 2}


def test_what_was_told_with_a_change_goes_and_comes_with_it(run: Run) -> None:
    run.synopsis.write_text("Mina waits.\n")
    edited(run, [SetStory(title="Rain")], told="\n\nIt rains.\n")
    assert run.synopsis.read_text() == "Mina waits.\n\n\nIt rains.\n"
    undone(run)
    assert run.synopsis.read_text() == "Mina waits.\n"
    redone(run)
    assert run.synopsis.read_text() == "Mina waits.\n\n\nIt rains.\n"
