"""A story's next piece is planned behind it; what is there stays as it is."""

import pytest

from panelwright.planning.continuing import continued
from panelwright.planning.edits import AddCharacter, AddPanel, AddPlace, apply
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright.planning.requests import revise
from panelwright_tools.domain import Story, UserError

TEXT = "Mina finds a map in the rain. Bolt, her robot, waves. Mina and Bolt run home."


@pytest.fixture(scope="module")
def story() -> Story:
    return EmbeddedPlanner().plan(TEXT, PlanWishes())


def told(story: Story, piece: str) -> Story:
    """The story after a piece; all that was there is as it was."""
    after = apply(story, continued(EmbeddedPlanner(), story, TEXT, piece))
    assert after.panels[: len(story.panels)] == story.panels
    assert after.cast[: len(story.cast)] == story.cast
    assert after.places[: len(story.places)] == story.places
    return after


def subjects(story: Story, number: int) -> set[str | None]:
    return {region.subject for region in story.panels[number].regions} - {None}


def test_only_the_piece_gets_panels_and_pronouns_mean_those_before_it(story: Story) -> None:
    after = told(story, "She hides behind a rock.")
    assert len(after.panels) == len(story.panels) + 1
    assert subjects(after, -1) == {"mina"}
    assert after.panels[-1].beat.text.rstrip(".") == "She hides behind a rock"


def test_strangers_and_new_places_join(story: Story) -> None:
    edits = continued(EmbeddedPlanner(), story, TEXT, "A dragon lands on a beach.")
    assert [type(edit) for edit in edits] == [AddCharacter, AddPlace, AddPanel]
    assert subjects(told(story, "A dragon lands on a beach."), -1) == {"dragon"}


def test_the_last_panel_before_takes_nothing_of_the_piece(story: Story) -> None:
    after = told(story, "It is cold.")
    assert [p.beat.text.rstrip(".") for p in after.panels[len(story.panels) :]] == ["It is cold"]


def test_who_was_renamed_or_looks_otherwise_by_now_is_shown_so(story: Story) -> None:
    said = "Mina is called Lina, Mina is old, Bolt is blue"
    changed = apply(story, revise(story, said))
    after = told(changed, "Lina hugs Bolt.")
    assert [one.name for one in after.cast] == [one.name for one in changed.cast]
    for region in after.panels[-1].regions:
        if region.subject is not None:
            assert region.phrase == changed.character(region.subject).phrase


def test_a_look_that_lasts_goes_on(story: Story) -> None:
    changed = apply(story, revise(story, "Mina is soaked from panel 1 on"))
    after = told(changed, "Mina sleeps.")
    (region,) = [r for r in after.panels[-1].regions if r.subject == "mina"]
    assert region.variation == changed.character("mina").variations[0].id


def test_ids_of_panels_that_are_gone_are_not_taken_again(story: Story) -> None:
    changed = apply(story, revise(story, "remove panel 1"))
    after = told(changed, "Mina sleeps.")
    assert after.panels[-1].id not in {panel.id for panel in story.panels}


def test_a_piece_in_which_nothing_is_told_is_refused(story: Story) -> None:
    with pytest.raises(UserError, match="nothing to show"):
        continued(EmbeddedPlanner(), story, TEXT, "# A heading")
