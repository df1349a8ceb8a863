"""Changing a plan by saying it: shown first, done when wished, taken back."""

from pathlib import Path

import pytest

from panelwright.changing import edited
from panelwright.cli.app import run
from panelwright.paging import known_pages
from panelwright.proposing import proposed
from panelwright.run import Run, opened
from panelwright_tools.domain import Region, UserError
from small_runs import SETTINGS, drawn, planned, small_story


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_what_would_change_is_shown_and_nothing_done_where_nobody_can_be_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    planned(Path("out"))
    assert run(["edit", "say", "out", "panel 2 closer, title: Sun"]) == 2
    told = capsys.readouterr()
    assert "  panel 2: shot full → medium" in told.out and "title Rain → Sun" in told.out
    assert "give --yes to do it" in told.err
    assert opened(Path("out")).read_story() == small_story()


def test_a_said_change_is_made_listed_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    planned(Path("out"))
    assert run(["edit", "say", "out", "swap panels 1 and 3", "--yes"]) == 0
    assert [p.id for p in opened(Path("out")).read_story().panels] == ["p03", "p02", "p01"]
    assert "agent draw out" in capsys.readouterr().out
    assert run(["edit", "log", "out"]) == 0
    assert "1. swap panels 1 and 3\n   panels p01 and p03 change" in capsys.readouterr().out
    assert run(["edit", "say", "out", "undo"]) == 0
    assert opened(Path("out")).read_story() == small_story()
    assert run(["edit", "redo", "out"]) == 0
    assert run(["edit", "undo", "out"]) == 0
    assert run(["edit", "undo", "out"]) == 2
    assert "nothing to undo" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("undo", 2), ("undo that", 2), ("undo twice", 1), ("undo the last two changes", 1),
        ("undo 3 times", 0), ("undo everything", 0), ("undo four times", 3),
        ("undo the weather", 3),
    ],
)  # fmt: skip
def test_several_changes_are_taken_back_and_made_again_as_it_is_said(
    said: str, left: int, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(Path("out"))
    titles = ["Rain", "One", "Two", "Three"]
    for title in titles[1:]:
        assert run(["edit", "say", "out", f"title: {title}", "--yes"]) == 0
    capsys.readouterr()
    refused = left == 3
    assert run(["edit", "say", "out", said, "--yes"]) == (2 if refused else 0)
    assert opened(Path("out")).read_story().title == titles[left]
    told = capsys.readouterr()
    assert told.out.count("undone: ") == 3 - left
    if said == "undo four times":
        assert "only 3 changes can be undone, not 4" in told.err
    if not refused:
        assert run(["edit", "redo", "out", str(3 - left)]) == 0
        assert opened(Path("out")).read_story().title == "Three"


def test_what_nobody_understands_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    planned(Path("out"))
    assert run(["edit", "say", "out", "more cowbell", "--yes"]) == 2
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.splitlines()) == 1
    assert "I don't understand 'more cowbell': say for example" in told.err


def test_a_change_that_changes_nothing_is_no_version(capsys: pytest.CaptureFixture[str]) -> None:
    planned(Path("out"))
    assert run(["edit", "rename", "out", "Mina", "Lina"]) == 0
    assert run(["edit", "rename", "out", "Lina", "Lina"]) == 0
    assert len(list(Path("out/versions").iterdir())) == 1
    assert run(["edit", "log", "out"]) == 0
    assert capsys.readouterr().out.splitlines()[2:] == ["1. mina is called Lina"]
    assert run(["edit", "say", "out", " . ", "--yes"]) == 2
    assert "say what to change" in capsys.readouterr().err


def test_what_the_plan_says_already_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    planned(Path("out"))
    assert run(["edit", "say", "out", "style colour", "--yes"]) == 0
    assert "says already" in capsys.readouterr().out
    assert not Path("out/versions").exists()


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("panel 2 at night", (2,)),
        ("Mina wears a red hat from panel 3 on", (3,)),
        ("swap panels 1 and 2", None),
        ("title: Sun", ()),
        ("no captions", None),
    ],
)
def test_no_panel_is_painted_again_that_was_not_told(
    said: str, numbers: tuple[int, ...] | None
) -> None:
    work = planned(Path("out"))
    drawn(work)
    before = pictures(work)
    proposal = proposed(work, said)
    edited(work, proposal.edits, said)
    drawn(work)
    ids = [p.id for p in work.read_story().panels]
    changed = {ids.index(p) + 1 for p, key in pictures(work).items() if key != before.get(p)}
    assert changed <= set(proposal.repainted)
    assert numbers is None or (proposal.repainted == numbers and changed == set(numbers))


def test_a_panel_that_is_to_be_bigger_gets_more_of_its_page() -> None:
    work = planned(Path("out"))
    drawn(work)
    before = areas(work)
    proposal = proposed(work, "panel 2 bigger")
    edited(work, proposal.edits, "panel 2 bigger")
    drawn(work)
    assert 2 in proposal.repainted and areas(work)["p02"] > before["p02"]


def pictures(work: Run) -> dict[str, str]:
    """The key of the first picture of each panel."""
    return {p.id: work.read_attempts(p.id)[0].picture for p in work.read_story().panels}


def test_a_style_that_is_said_goes_before_the_one_that_the_run_began_with() -> None:
    work = planned(Path("out"), settings=SETTINGS.model_copy(update={"style": "manga"}))
    drawn(work)
    before = pictures(work)
    proposal = proposed(work, "style noir")
    assert proposal.repainted == (1, 2, 3)
    edited(work, proposal.edits, "style noir")
    drawn(work)
    assert not set(before.values()) & set(pictures(work).values())
    assert work.read_brief(work.read_attempts("p01")[0]).style == "noir"


def test_a_style_that_nobody_paints_is_refused_before_the_plan_has_it() -> None:
    work = planned(Path("out"), settings=SETTINGS.model_copy(update={"painter": None}))
    with pytest.raises(UserError, match="no style 'cubist'"):
        proposed(work, "style cubist")


def areas(work: Run) -> dict[str, float]:
    """The share of its page that each panel has."""
    pages = known_pages(work, work.read_story(), work.settings())
    return {slot.panel: slot.box.w * slot.box.h for page in pages for slot in page.slots}


def test_other_clothes_are_drawn_on_their_panels_and_told_in_their_prompts() -> None:
    work = planned(Path("out"), settings=SETTINGS.model_copy(update={"painter": None}))
    drawn(work)
    before = {p: work.panel_picture(p).read_bytes() for p in ("p01", "p02", "p03")}
    edited(work, proposed(work, "Mina wears a red robe in panel 2").edits)
    drawn(work)
    same = {p: work.panel_picture(p).read_bytes() == before[p] for p in before}
    assert same == {"p01": True, "p02": False, "p03": True}
    brief = work.read_brief(work.read_attempts("p02")[0])
    assert "a girl in a red robe" in brief.prompt
    assert "robe" not in work.read_brief(work.read_attempts("p01")[0]).model_dump_json()


def test_a_shot_that_has_no_room_is_told_and_nothing_is_painted_for_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    crowd = tuple(
        Region(id=f"r{number}", noun="girl", phrase=f"girl number {number}") for number in range(6)
    )
    story = small_story(2)
    full = story.panels[0].model_copy(update={"regions": crowd, "relations": (), "speech": ()})
    story = story.model_copy(update={"panels": (full, *story.panels[1:])})
    found = planned(Path("out"), story)
    drawn(found)
    before = found.panel_picture("p01").read_bytes()
    assert run(["edit", "say", "out", "panel 1 closer", "--yes"]) == 0
    told = capsys.readouterr().out
    assert "panel 1: shot full → medium" in told
    assert "panel 1 keeps a full shot: a medium one has no room for the 6 subjects" in told
    assert "no panel is painted again" in told
    drawn(found)
    assert found.panel_picture("p01").read_bytes() == before
    assert run(["edit", "say", "out", "panel 2 closer", "--yes"]) == 0
    told = capsys.readouterr().out
    assert "panel 2 is to be painted" in told and "no room" not in told
