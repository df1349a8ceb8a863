"""Findings become edits where they are safe, else notes; rules find what jumps by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright.planning.llm.check import checked_by_rule
from panelwright.planning.llm.continuity import jumps
from panelwright.planning.llm.drafts import FindingDraft
from panelwright.planning.llm.findings import carried_out
from panelwright.planning.llm.outlining import panel_line
from panelwright_tools.domain import (
    Angle,
    Beat,
    Character,
    Panel,
    Place,
    Region,
    Relation,
    RelationKind,
    Speech,
    Story,
    TimeOfDay,
    Weather,
)

CAST = (Character(id="mina", name="Mina"), Character(id="tom", name="Tom", aliases=("the boy",)))
PLACES = (
    Place(id="attic", name="attic", noun="attic", indoors=True),
    Place(id="old-harbour", name="old harbour", noun="harbour"),
)


def panel(number: int, *who: str, left: str = "", **fields: object) -> Panel:
    """A panel of the attic at night; `left` stands left of everybody else."""
    regions = tuple(
        Region(id=name, subject=name if name in ("mina", "tom") else None, noun=name, phrase=name)
        for name in who
    )
    relations = tuple(
        Relation(kind=RelationKind.LEFT_OF, source=left, target=name)
        for name in who
        if left and name != left
    )
    told = {"place": "attic", "time": TimeOfDay.NIGHT, **fields}
    return Panel(id=f"p{number:02}", regions=regions, relations=relations, **told)  # type: ignore[arg-type]


def story(*panels: Panel) -> Story:
    return Story(title="The Map", cast=CAST, places=PLACES, panels=panels)


TWO = story(
    panel(1, "mina", "tom", "lantern", beat=Beat(text="Mina waits.")),
    panel(
        2,
        "mina",
        "tom",
        beat=Beat(text="At night the boy creeps through the attic."),
        speech=(Speech(speaker="mina", text="Hush."),),
    ),
)


def found(number: int, change: str, problem: str = "Something is wrong.") -> FindingDraft:
    return FindingDraft(panel=number, problem=problem, change=change)


def test_a_wish_that_is_understood_becomes_an_edit() -> None:
    findings = carried_out(TWO, [found(1, "without Tom", "Tom is in bed."), found(1, "at dawn")])
    first = findings.story.panels[0]
    assert [region.id for region in first.regions] == ["mina", "lantern"]
    assert first.time is TimeOfDay.DAWN
    assert findings.applied == (
        "Panel 1, without Tom: Tom is in bed.",
        "Panel 1, at dawn: Something is wrong.",
    )
    assert findings.listed == () and findings.story.notes == ()


@pytest.mark.parametrize(
    ("number", "change"),
    [
        (1, ""),
        (1, "make it more exciting for the reader"),
        (1, "without Rex"),
        (2, "without Tom"),
        (2, "without Mina"),
        (2, "at noon"),
        (2, "in the old harbour"),
        (1, "in the kitchen"),
        (1, "with a sword"),
        (1, "style noir"),
        (1, "no caption"),
        (1, "closer " * 40),
    ],
    ids=lambda value: str(value)[:20] or "none",
)
def test_what_no_rule_understands_or_the_story_rules_out_is_listed(
    number: int, change: str
) -> None:
    findings = carried_out(TWO, [found(number, change)])
    assert findings.story.panels == TWO.panels and findings.story.style == TWO.style
    assert findings.listed == (f"Panel {number}: Something is wrong.",)
    assert findings.story.notes == findings.listed


def test_the_last_subject_of_a_panel_stays() -> None:
    alone = story(panel(1, "mina"))
    assert carried_out(alone, [found(1, "without Mina")]).story.panels == alone.panels


@pytest.mark.parametrize("number", [-1, 0, 3, 10**9])
def test_a_finding_about_no_panel_of_the_story_is_left_out(number: int) -> None:
    findings = carried_out(TWO, [found(number, "at dawn"), found(number, "")])
    assert (findings.story, findings.applied, findings.listed) == (TWO, (), ())


def test_what_is_so_already_or_told_twice_counts_once() -> None:
    findings = carried_out(TWO, [found(1, "at night"), found(1, "closer"), found(1, "Closer")])
    assert findings.applied == ("Panel 1, closer: Something is wrong.",)
    assert findings.listed == ()


def test_two_who_change_sides_within_a_scene_are_mirrored_back() -> None:
    crossed = story(
        panel(1, "mina", "tom", left="mina"),
        panel(2, "mina", "tom", left="tom"),
        panel(3, "mina", "tom", left="mina"),
    )
    findings = checked_by_rule(crossed)
    assert findings.applied == ("Panel 2, mirrored: Tom and Mina change sides within a scene.",)
    assert jumps(findings.story) == []


@pytest.mark.parametrize(
    "second",
    [
        panel(2, "mina", "tom", left="tom", place="old-harbour"),
        panel(2, "mina", "tom", left="tom", time=TimeOfDay.DAY),
        panel(2, "mina", "tom", left="tom", angle=Angle.OVER_SHOULDER),
        panel(2, "mina", "tom", left="tom", beat=Beat(text="Tom stands to the left of Mina.")),
    ],
    ids=["elsewhere", "later", "from behind", "told so"],
)
def test_sides_may_change_where_there_is_a_reason(second: Panel) -> None:
    assert jumps(story(panel(1, "mina", "tom", left="mina"), second)) == []


def test_light_that_flickers_within_a_place_is_mended() -> None:
    flickering = story(
        panel(1, "mina"),
        panel(2, "mina", time=TimeOfDay.DAY, weather=Weather.RAIN),
        panel(3, "mina"),
    )
    mended = checked_by_rule(flickering).story.panels[1]
    assert (mended.time, mended.weather) == (TimeOfDay.NIGHT, Weather.CLEAR)


@pytest.mark.parametrize(
    "text", ["At noon she looks out.", "The next morning it is day.", "It rains at dawn."]
)
def test_light_may_change_where_the_story_tells_it(text: str) -> None:
    told = panel(2, "mina", time=TimeOfDay.DAY, beat=Beat(text=text))
    assert jumps(story(panel(1, "mina"), told, panel(3, "mina"))) == []


def test_light_may_return_with_a_new_night() -> None:
    day = panel(2, "mina", time=TimeOfDay.DAY)
    night = panel(3, "mina", beat=Beat(text="That night she comes back."))
    midnight = panel(3, "mina", beat=Beat(text="At midnight she comes back."))
    assert jumps(story(panel(1, "mina"), day, night)) == []
    assert jumps(story(panel(1, "mina"), day, midnight)) == []


def test_a_panel_is_told_in_one_line() -> None:
    assert panel_line(TWO, 2) == (
        '2. attic, night | full | Mina; Tom | Mina: "Hush." '
        "| told: At night the boy creeps through the attic."
    )
    assert "| from left: Tom, Mina |" in panel_line(
        story(panel(1, "mina", "tom", left="tom", caption="Later.")), 1
    )


WISHES = ["at dawn", "without Tom", "with Rex", "Mina runs", "closer", "mirrored", "x", ""]


@given(
    st.lists(
        st.builds(
            FindingDraft,
            panel=st.integers(-1, 4),
            problem=st.text(max_size=300),
            change=st.sampled_from(WISHES) | st.text(max_size=120),
        ),
        max_size=8,
    )
)
def test_any_findings_leave_a_valid_story_with_all_its_panels_and_words(
    drafts: list[FindingDraft],
) -> None:
    checked = carried_out(TWO, drafts).story
    assert Story.model_validate(checked.model_dump()) == checked
    assert [p.id for p in checked.panels] == ["p01", "p02"]
    assert [p.speech for p in checked.panels] == [p.speech for p in TWO.panels]
    assert all(p.regions for p in checked.panels)


@pytest.mark.parametrize(
    "problem", ["12, cast", "time", "Panel 2: axis", "3", "The Map", "Mina, the old harbour"]
)
def test_a_finding_that_only_names_what_it_is_about_is_left_out(problem: str) -> None:
    plan = story(panel(1, "mina"), panel(2, "mina", place="old-harbour"))
    found = FindingDraft(panel=2, problem=problem)
    assert carried_out(plan, [found]).listed == ()
    assert len(carried_out(plan, [found.model_copy(update={"problem": "她还不知道"})]).listed) == 1
