import json
from pathlib import Path

import pytest
from PIL import Image

from panelwright.changing import undone
from panelwright.cli.app import run as agent
from panelwright.portraits import players, portrait_brief
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.store import Store
from panelwright_tools.domain import Brief, Character, Kind, Look, Story
from panelwright_tools.domain.story import Region
from panelwright_tools.painting.storyboard.painter import StoryboardPainter
from priced import PRICED, on_offer
from small_runs import contents, drawn, painted, planned, small_story


def crowd() -> Story:
    """The small story with Rex on its second panel, and Ann on none."""
    story = small_story(2)
    rex = Character(id="rex", name="Rex", kind=Kind.ANIMAL, look=Look(species="dog"))
    ann = Character(id="ann", name="Ann")
    dog = Region(id="dog", subject="rex", noun="dog", phrase="a dog")
    second = story.panels[1].model_copy(update={"regions": (*story.panels[1].regions, dog)})
    return story.model_copy(
        update={"cast": (*story.cast, rex, ann), "panels": (story.panels[0], second)}
    )


def test_everyone_who_is_to_be_seen_gets_a_portrait(tmp_path: Path) -> None:
    run = planned(tmp_path / "run", crowd())
    drawn(run)
    assert sorted(p.name for p in (run.folder / "cast").iterdir()) == ["mina.png", "rex.png"]
    report = (run.folder / "report.html").read_text()
    assert 'src="cast/mina.png"' in report and "<b>Rex</b>" in report and "<b>Ann</b>" not in report


def test_a_portrait_is_painted_once(tmp_path: Path) -> None:
    run = planned(tmp_path / "run", crowd())
    drawn(run)
    before, wanted = painted(run), contents(run)
    (run.folder / "cast/rex.png").unlink()
    drawn(run)
    assert painted(run) == before
    assert contents(run) == wanted


def test_the_portrait_of_somebody_who_left_the_story_goes(tmp_path: Path) -> None:
    run = planned(tmp_path / "run", crowd())
    drawn(run)
    run.write_story(small_story(2))
    drawn(run)
    assert [p.name for p in (run.folder / "cast").iterdir()] == ["mina.png"]


def test_a_portrait_shows_its_character_whole_and_alone() -> None:
    story = crowd()
    mina, rex = players(story)
    for character in (mina, rex):
        brief = portrait_brief(character, story, Settings(quality="fast"))
        [subject] = StoryboardPainter().paint(brief).subjects
        assert subject.visible.sum() > 0.95 * subject.drawn_area
        assert subject.box.h > 0.2


def test_a_painter_that_takes_references_gets_the_portraits(tmp_path: Path) -> None:
    run = planned(tmp_path / "run", crowd(), PRICED)
    with on_offer():
        book = drawn(run)
    brief = run.read_brief(run.read_attempts("p02")[0])
    references = {r.region.id: r.character.references for r in brief.regions if r.character}
    assert {name: len(keys) for name, keys in references.items()} == {"mina": 1, "dog": 1}
    assert {keys[0] for keys in references.values()} <= set(painted(run))
    assert book.flagged == ()


def test_a_painter_without_references_gets_the_same_brief_whoever_is_portrayed(
    tmp_path: Path,
) -> None:
    run = planned(tmp_path / "run", crowd())
    drawn(run)
    brief = run.read_brief(run.read_attempts("p01")[0])
    assert all(r.character is None or r.character.references == () for r in brief.regions)


def test_portraits_that_panels_are_painted_by_are_approved_or_replaced_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = planned(tmp_path / "run", crowd(), PRICED)
    folder, photo = str(run.folder), tmp_path / "rex.png"
    Image.new("RGB", (40, 40), "brown").save(photo)
    with on_offer():
        assert agent(["draw", folder, "--approve", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["for"] == "painting"
        assert painted(run) == []
        assert agent(["resume", folder, "--json"]) == 0
        told = capsys.readouterr()
        cast = [run.portrait(name) for name in ("mina", "rex")]
        assert json.loads(told.out)["portraits"] == [str(path) for path in cast]
        assert "agent edit reference" in told.err and f"agent resume {folder}" in told.err
        sheets = painted(run)
        assert len(sheets) == 2 and all(path.is_file() for path in cast)
        assert agent(["edit", "reference", folder, "Rex", str(photo)]) == 0
        assert agent(["resume", folder, "--json"]) == 0
        assert json.loads(capsys.readouterr().out.splitlines()[-1])["state"] == "done"
    brief = run.read_brief(run.read_attempts("p02")[0])
    looks = {one.character.id: one.character.references for one in brief.regions if one.character}
    [given] = run.read_story().character("rex").references
    assert given in looks["rex"] and {*looks["mina"]} <= {*sheets}


def test_one_portrait_is_painted_anew_alone_and_then_the_panels_that_look_at_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = planned(tmp_path / "run", crowd(), PRICED)
    folder = str(run.folder)
    with on_offer():
        assert agent(["draw", folder, "--approve", "-q"]) == 0
        assert agent(["resume", folder, "-q"]) == 0
        old = {name: run.portrait(name).read_bytes() for name in ("mina", "rex")}
        sheets = painted(run)
        capsys.readouterr()
        assert agent(["redraw", folder, "--portrait", "Rex", "--json"]) == 0
        told = capsys.readouterr()
        assert json.loads(told.out)["panels"] == ["p02"]
        assert "Rex has another portrait" in told.err and "the 1 panel that" in told.err
        [anew] = [key for key in painted(run) if key not in sheets]
        assert run.portrait("mina").read_bytes() == old["mina"]
        assert run.portrait("rex").read_bytes() == Store(run.store).image_path(anew).read_bytes()
        assert agent(["resume", folder, "-q"]) == 0
        count = len(painted(run))
        assert {len(sheets), count} == {2, 5}
        looked = {one.character.id: one.character.references for one in brief_of(run, "p02").regions
                  if one.character}  # fmt: skip
        assert looked["rex"] == (anew,) and {*looked["mina"]} < {*sheets}
        assert agent(["redraw", folder, "--portrait", "rex", "-q"]) == 0
        assert agent(["draw", folder, "-q"]) == 0
        assert len(painted(run)) == count + 2
        assert agent(["draw", folder, "-q"]) == 0
        assert len(painted(run)) == count + 2


def brief_of(run: Run, panel: str) -> Brief:
    return run.read_brief(run.read_attempts(panel)[-1])


def test_a_picture_of_ones_own_stands_for_a_portrait_until_it_is_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = planned(tmp_path / "run", crowd(), PRICED)
    folder, photo = str(run.folder), tmp_path / "rex.png"
    Image.new("RGB", (40, 40), "brown").save(photo)
    with on_offer():
        assert agent(["draw", folder, "--approve", "-q"]) == 0
        assert agent(["edit", "portrait", folder, "Rex", str(photo)]) == 0
        assert agent(["resume", folder, "-q"]) == 0
        assert agent(["resume", folder, "-q"]) == 0
        assert len(painted(run)) == 3, "Mina's portrait and two panels"
        [own] = run.read_story().character("rex").portrait
        looks = {one.character.id: one.character.references
                 for one in brief_of(run, "p02").regions if one.character}  # fmt: skip
        assert looks["rex"] == (own,) and len(looks["mina"]) == 1
        assert Image.open(run.portrait("rex")).getpixel((5, 5)) == (165, 42, 42)
        report = (run.folder / "report.html").read_text()
        assert 'src="cast/rex.png"' in report and "<b>Rex</b>" in report
        capsys.readouterr()
        assert agent(["redraw", folder, "--portrait", "Rex"]) == 2
        assert "is your own picture; take it back first" in capsys.readouterr().err
        assert agent(["edit", "portrait", folder, "Rex", "--none"]) == 0
        assert agent(["draw", folder, "-q"]) == 0
        assert len(painted(run)) == 5, "Rex's portrait and the panel that shows it"
        assert undone(run).said == "a painted portrait of Rex"
        assert agent(["draw", folder, "-q"]) == 0
        assert len(painted(run)) == 5
    assert Image.open(run.portrait("rex")).getpixel((5, 5)) == (165, 42, 42)


def test_other_painters_paint_no_panel_anew_for_a_portrait_of_ones_own(tmp_path: Path) -> None:
    run = planned(tmp_path / "run", crowd())
    drawn(run)
    before, photo = painted(run), tmp_path / "rex.png"
    Image.new("RGB", (40, 40), "brown").save(photo)
    assert agent(["edit", "portrait", str(run.folder), "Rex", str(photo)]) == 0
    drawn(run)
    assert painted(run) == before
    assert Image.open(run.portrait("rex")).getpixel((5, 5)) == (165, 42, 42)


def test_a_portrait_is_drawn_again_only_of_somebody_who_is_seen_and_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = planned(tmp_path / "run", crowd())
    folder = str(run.folder)
    for flags, says in (
        ([], "--panel N or --portrait NAME"),
        (["--panel", "1", "--portrait", "Rex"], "--panel N or --portrait NAME"),
        (["--portrait", "Rex", "--say", "closer"], "--say goes with --panel"),
        (["--portrait", "Zoe"], "Zoe"),
        (["--portrait", "Ann"], "no portrait of Ann, who is on no panel"),
    ):
        assert agent(["redraw", folder, *flags]) == 2
        assert says in capsys.readouterr().err
    assert painted(run) == []
    assert agent(["redraw", folder, "--portrait", "Rex"]) == 0
    assert "painted anew" not in capsys.readouterr().err, "this painter looks at no portraits"
    assert run.portrait("rex").is_file() and not run.portrait("mina").exists()


def test_portraits_are_approved_by_going_on(tmp_path: Path) -> None:
    run = planned(tmp_path / "run", crowd(), PRICED)
    with on_offer():
        assert agent(["draw", str(run.folder), "--approve", "-q"]) == 0
        assert agent(["resume", str(run.folder), "-q"]) == 0
        cast = painted(run)
        assert agent(["resume", str(run.folder), "-q"]) == 0
    assert painted(run)[:2] == cast and len(painted(run)) == 4


def test_nobody_is_asked_about_portraits_that_no_panel_is_painted_by(tmp_path: Path) -> None:
    run = planned(tmp_path / "run", crowd())
    assert agent(["draw", str(run.folder), "--approve", "-q"]) == 0
    assert agent(["resume", str(run.folder), "-q"]) == 0
    assert (run.folder / "report.html").is_file()
