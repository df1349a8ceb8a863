"""Each operation on a run of two panels that the storyboard painter draws."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from panelwright.settings import Settings
from panelwright.stopping import Stop, Stopped
from panelwright.toolbox.desk import Desk, opened_desk
from panelwright.toolbox.performing import carried_out
from panelwright.toolbox.schemas import read_arguments
from panelwright.toolbox.table import BY_NAME
from panelwright_tools.domain import UserError

SYNOPSIS = "Mina finds a map in the rain. It glows on the table."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = opened_desk(tmp_path_factory.mktemp("root"), Settings(quality="fast", jobs=1))
    yield opened
    opened.bench.close()


@pytest.fixture(scope="module")
def run(desk: Desk) -> str:
    planned = call("plan_story", desk, synopsis=SYNOPSIS, panels=2)
    call("paint", desk, run=planned.run)
    return str(planned.run)


def call(operation: str, desk: Desk, /, **arguments: Any) -> Any:
    one = BY_NAME[operation]
    answer = one.run(read_arguments(one.asks, arguments), desk)
    assert type(answer) is one.answers
    for picture in answer.pictures:
        with Image.open(desk.places.root / picture.path) as image:
            assert image.size == (picture.width, picture.height)
    return answer


def test_a_plan_is_told_panel_by_panel_with_its_storyboard(desk: Desk) -> None:
    planned = call("plan_story", desk, synopsis=SYNOPSIS, panels=2, style="noir")
    assert (planned.plan.panel_count, planned.plan.style) == (2, "noir")
    assert [one.id for one in planned.plan.panels] == ["p01", "p02"]
    assert planned.plan.panels[0].shows == ("a woman", "a map")
    assert planned.pictures[0].path == f"{planned.run}/storyboard/page-01.png"
    assert "no money" in planned.estimate
    assert call("status", desk, run=planned.run).runs[0].state == "planned"


def test_a_painted_run_is_done_and_painting_again_paints_nothing(desk: Desk, run: str) -> None:
    before = (desk.places.root / run / "store/painted.log").read_text()
    book = call("paint", desk, run=run)
    assert {one.status for one in book.panels} == {"accepted"}
    assert (desk.places.root / book.files[0]).is_file()
    assert (desk.places.root / run / "store/painted.log").read_text() == before
    assert call("status", desk, run=run).runs[0].state == "done"


def test_a_preview_changes_nothing_and_a_revision_is_undone(desk: Desk) -> None:
    name = call("plan_story", desk, synopsis=SYNOPSIS, panels=2).run
    story = desk.places.root / name / "story.json"
    before = story.read_text()
    seen = call("revise_story", desk, run=name, say="panel 2 at night", preview=True)
    assert (seen.changed, seen.to_paint) == (False, (2,))
    assert story.read_text() == before
    done = call("revise_story", desk, run=name, say="panel 2 at night")
    assert (done.changed, done.changes) == (True, ("panel 2: time day → night",))
    assert story.read_text() != before
    undone = call("revise_story", desk, run=name, say="undo")
    assert (undone.changed, undone.to_paint) == (True, (2,))
    assert story.read_text() == before


def test_what_the_plan_has_on_a_panel_is_found_cut_out_and_owed_to_it(desk: Desk, run: str) -> None:
    found = call("ground", desk, run=run, panel="1")
    assert ({one.region for one in found.found}, found.missing) == ({"mina", "map"}, ())
    cut = call("segment", desk, run=run, panel="p01", regions=["map"])
    (mask,) = cut.masks
    pixels = np.asarray(Image.open(desk.places.root / mask.mask))
    assert mask.box == next(one.box for one in found.found if one.region == "map")
    assert float((pixels > 0).mean()) == pytest.approx(mask.share, abs=1e-4)
    rows = call("lift", desk, run=run, panel="1").rows
    assert {row.region for row in rows} == {"mina", "map"}
    assert all(row.lift is not None and row.lift > 0 for row in rows)


def test_what_is_not_on_a_panel_is_missing(desk: Desk, run: str) -> None:
    found = call("ground", desk, run=run, panel="1", phrases=["a dragon", "a map"])
    assert ([one.phrase for one in found.found], found.missing) == (["a map"], ("a dragon",))


def test_inpainting_changes_the_named_region_alone_and_leaves_the_panel(
    desk: Desk, run: str
) -> None:
    root = desk.places.root
    before = np.asarray(Image.open(root / run / "panels/p01.png"))
    words = [{"region": "map", "phrase": "a red ball"}]
    answer = call("inpaint", desk, run=run, panel="1", words=words)
    after = np.asarray(Image.open(root / answer.path))
    changed = (before != after).any(axis=2)
    assert answer.repainted == ("map",)
    assert changed.any()
    assert not changed[:, : int(0.4 * changed.shape[1])].any()
    assert (np.asarray(Image.open(root / run / "panels/p01.png")) == before).all()
    assert (answer.kept, answer.status, answer.reasons) == (False, None, ())


def test_a_part_that_is_kept_stands_in_the_book_checked_until_it_is_undone(desk: Desk) -> None:
    run = call("plan_story", desk, synopsis=SYNOPSIS, panels=2).run
    call("paint", desk, run=run)
    panel = desk.places.root / run / "panels/p01.png"
    before, pages = np.asarray(Image.open(panel)), page_bytes(desk, run)
    words = [{"region": "map", "phrase": "a red ball"}]
    answer = call("inpaint", desk, run=run, panel="1", words=words, keep=True)
    changed = (before != np.asarray(Image.open(panel))).any(axis=2)
    assert changed.any() and not changed[:, : int(0.4 * changed.shape[1])].any()
    assert (answer.kept, answer.status, answer.repainted) == (True, "accepted", ("map",))
    assert answer.unseen == () and answer.path == f"{run}/panels/p01.png"
    assert page_bytes(desk, run) != pages
    plan = call("revise_story", desk, run=run, say="panel 1 at night").plan
    assert "a red ball" in plan.panels[0].shows
    kept = np.asarray(Image.open(panel))
    call("paint", desk, run=run)
    assert (np.asarray(Image.open(panel)) == kept).all()
    call("revise_story", desk, run=run, say="undo twice")
    call("paint", desk, run=run)
    assert (np.asarray(Image.open(panel)) == before).all() and page_bytes(desk, run) == pages


def page_bytes(desk: Desk, run: str) -> bytes:
    return (desk.places.root / run / "pages/page-01.png").read_bytes()


def test_a_panel_s_picture_is_locked_approved_and_replaced(desk: Desk, tmp_path: Path) -> None:
    run = call("plan_story", desk, synopsis=SYNOPSIS, panels=2).run
    call("paint", desk, run=run)
    panel = desk.places.root / run / "panels/p01.png"
    before = panel.read_bytes()
    locked = call("decide_panel", desk, run=run, panel="1", decision="lock")
    assert (locked.changed, locked.said) == (True, "panel 1 keeps its picture")
    assert not call("decide_panel", desk, run=run, panel="p01", decision="lock").changed
    call("revise_story", desk, run=run, say="panel 1 at night")
    call("paint", desk, run=run)
    assert panel.read_bytes() == before
    with pytest.raises(UserError, match="locked to its picture; unlock it first"):
        call("paint", desk, run=run, redraw="1")
    assert call("decide_panel", desk, run=run, panel="1", decision="unlock").changed
    Image.new("RGB", (300, 200), "red").save(desk.places.root / "mine.png")
    call("decide_panel", desk, run=run, panel="2", decision="replace", picture="mine.png")
    assert call("decide_panel", desk, run=run, panel="2", decision="approve").changed
    book = call("paint", desk, run=run)
    assert panel.read_bytes() != before
    shown = np.asarray(Image.open(desk.places.root / run / "panels/p02.png"))
    assert (shown.reshape(-1, 3) == (255, 0, 0)).all()
    assert [one.status for one in book.panels] == ["accepted", "accepted"]


@pytest.mark.parametrize(
    ("decision", "picture", "said"),
    [("lock", "mine.png", "picture goes with replace"), ("replace", None, "replace needs one"),
     ("replace", "../mine.png", "leads out of the root"), ("lock", None, "no picture yet")],
)  # fmt: skip
def test_a_decision_that_can_t_be_carried_out_is_one_sentence(
    desk: Desk, decision: str, picture: str | None, said: str
) -> None:
    run = call("plan_story", desk, synopsis=SYNOPSIS, panels=1).run
    with pytest.raises(UserError, match=said):
        call("decide_panel", desk, run=run, panel="1", decision=decision, picture=picture)


def test_a_page_is_lettered_anew_where_its_words_were_revised(desk: Desk) -> None:
    name = call("plan_story", desk, synopsis=SYNOPSIS, panels=2).run
    call("paint", desk, run=name)
    page = desk.places.root / name / "pages/page-01.png"
    before = page.read_bytes()
    assert call("letter_page", desk, run=name, page=1).words[0].captions == (
        "Mina finds a map in the rain.",
    )
    assert page.read_bytes() == before
    call("revise_story", desk, run=name, say='the caption of panel 1 says "Later that day"')
    assert call("letter_page", desk, run=name, page=1).words[0].captions == ("Later that day",)
    assert page.read_bytes() != before


def test_a_canvas_is_changed_only_where_requests_came(desk: Desk) -> None:
    boat = {"text": "a red boat", "x": 3, "y": 4, "w": 6, "h": 6}
    fox = {"text": "a fox", "x": 18, "y": 18, "w": 6, "h": 6}
    assert call("canvas", desk, name="Sea", items=[boat]).anew
    again = call("canvas", desk, name="Sea", items=[boat, fox])
    assert (again.anew, again.changed, again.path) == (False, ("a fox",), "canvas-sea/canvas.png")


def test_a_book_is_exported_into_its_run(desk: Desk, run: str) -> None:
    files = call("export", desk, run=run, formats=["epub", "manifest"]).files
    assert [one.path for one in files] == [f"{run}/book.epub", f"{run}/manifest.json"]
    assert all((desk.places.root / one.path).stat().st_size == one.bytes for one in files)


class Told:
    """Keeps what is told of a call's progress, and stops it after so many times."""

    def __init__(self, most: int = 10_000) -> None:
        self.parts: list[tuple[float, float, str]] = []
        self.stop, self.most = Stop(), most

    def __call__(self, done: float, of: float, said: str) -> None:
        self.parts.append((done, of, said))
        if len(self.parts) == self.most:
            self.stop.say()

    def at(self, desk: Desk) -> Desk:
        return desk.for_call(self, self.stop)


def test_an_export_is_told_page_by_page_and_ends_where_it_is_stopped(desk: Desk, run: str) -> None:
    told, formats = Told(), ["png", "pdf", "cbz", "epub", "html", "webtoon", "ora", "manifest"]
    call("export", told.at(desk), run=run, formats=formats)
    done = [one[0] for one in told.parts]
    assert done == sorted(done) and done[0] == 0 and done[-1] == len(formats)
    assert {one[1] for one in told.parts} == {len(formats)}
    for name in formats[:-1]:
        assert sum(said.startswith(f"{name}: ") for _, _, said in told.parts) >= 3, name
    assert "webtoon: 1 of 2" in [one[2] for one in told.parts]
    some = Told(most=2)
    with pytest.raises(Stopped):
        call("export", some.at(desk), run=run, formats=["epub", "pdf"])
    assert len(some.parts) == 2


def test_a_page_is_told_panel_by_panel(desk: Desk, run: str) -> None:
    told = Told()
    call("letter_page", told.at(desk), run=run, page=1)
    assert [(done, of) for done, of, _ in told.parts] == [(0, 3), (1, 3), (2, 3)]
    assert told.parts[-1][2] == "the page is composed"


def test_a_canvas_of_many_requests_is_told_request_by_request(desk: Desk) -> None:
    told = Told()
    items = [{"text": "a red ball", "x": n, "y": 0} for n in range(15)]
    asked = {"name": "many", "items": items, "columns": 15, "rows": 5}
    carried_out(BY_NAME["canvas"], asked, told.at(desk))
    done = [one[0] for one in told.parts]
    assert done == sorted(done) and len(set(done)) == 30 and told.parts[-1][:2] == (30, 30)
    stopped = Told(most=20)
    with pytest.raises(Stopped):
        carried_out(BY_NAME["canvas"], {**asked, "name": "other"}, stopped.at(desk))


def test_a_prompt_becomes_regions(desk: Desk) -> None:
    laid = call("layout", desk, prompt="three red balls left of a bench")
    assert [one.noun for one in laid.regions] == ["ball", "ball", "ball", "bench"]


def test_a_portrait_without_a_picture_is_refused_before_anything_is_loaded(desk: Desk) -> None:
    with pytest.raises(UserError, match=r"no file 'x\.png'"):
        call("portrait", desk, references=["x.png"], prompt="a knight", name="k")


@pytest.mark.parametrize(
    ("operation", "arguments", "told"),
    [
        ("layout", {"prompt": " "}, "the prompt is empty"),
        ("layout", {"prompt": "x" * 5000}, "at most 4000"),
        ("layout", {"promt": "x"}, "it takes prompt"),
        ("plan_story", {"synopsis": ""}, "synopsis"),
        ("plan_story", {"synopsis": "x" * 2_000_001}, "2,000,001 characters"),
        ("plan_story", {"synopsis": "A dog.", "style": "nouveau"}, "nouveau"),
        ("plan_story", {"synopsis": "A dog.", "panels": 0}, "--panels 0"),
        ("paint", {"run": "nothing"}, "there is no run 'nothing'"),
        ("start", {}, "either a story, or the run"),
        ("ground", {"run": "x"}, "either a run and a panel"),
    ],
)  # fmt: skip
def test_wrong_input_is_told_in_a_sentence(
    operation: str, arguments: dict[str, Any], told: str, desk: Desk
) -> None:
    with pytest.raises(UserError, match=told):
        call(operation, desk, **arguments)


@pytest.mark.parametrize(
    ("operation", "arguments", "told"),
    [
        ("ground", {"panel": "9"}, "there is no panel 9"),
        ("inpaint", {"panel": "1"}, "name regions"),
        ("inpaint", {"panel": "1", "regions": ["dragon"]}, "no region 'dragon'"),
        ("inpaint", {"panel": "1", "boxes": [[0.5, 0.5, 2, 2]]}, "not on the picture"),
        ("letter_page", {"page": 7}, "there is no page 7"),
        ("export", {"formats": ["docx"]}, "there is no format docx"),
        ("revise_story", {"say": "  "}, "say what is to change"),
        ("cancel", {}, "nothing is being done"),
    ],
)
def test_wrong_input_about_a_run_is_told_in_a_sentence(
    operation: str, arguments: dict[str, Any], told: str, desk: Desk, run: str
) -> None:
    with pytest.raises(UserError, match=told):
        call(operation, desk, run=run, **arguments)


def test_an_unpainted_panel_is_told_by_the_tool_that_paints_it(desk: Desk) -> None:
    from panelwright.toolbox.acting import told

    name = call("plan_story", desk, synopsis=SYNOPSIS, panels=1).run
    with pytest.raises(UserError) as caught:
        call("export", desk, run=name, formats=["pdf"])
    assert told(caught.value, desk.places) == "panel p01 is not drawn yet; call paint first."


def test_a_picture_of_the_wrong_kind_is_refused(desk: Desk, tmp_path: Path) -> None:
    (desk.places.root / "no.png").write_bytes(b"PK\x03\x04" + bytes(200))
    with pytest.raises(UserError, match="no picture that can be read"):
        call("segment", desk, picture="no.png", boxes=[[0, 0, 1, 1]])


def test_a_run_that_is_damaged_keeps_nobody_from_looking_at_the_others(
    tmp_path: Path,
) -> None:
    desk = opened_desk(tmp_path / "root", Settings())
    for name, story in (("broken", "{no json"), ("empty", "{}")):
        (desk.places.root / name).mkdir()
        (desk.places.root / name / "run.toml").write_text("")
        (desk.places.root / name / "story.json").write_text(story)
    shutil.copytree(desk.places.root / "empty", desk.places.root / "linked")
    (desk.places.root / "linked/masks").symlink_to(tmp_path)
    found = {one.run: one for one in call("status", desk).runs}
    assert found.keys() == {"broken", "empty", "linked"}
    assert {one.state for one in found.values()} == {"failed"}
    assert found["broken"].said.startswith("broken/story.json is not valid JSON at line 1")
    assert call("watch", desk, run="empty").state == "failed"


def test_a_sentence_names_arguments_in_place_of_flags(desk: Desk) -> None:
    from panelwright.toolbox.acting import told

    with pytest.raises(UserError) as caught:
        call("plan_story", desk, synopsis="A dog.", panels=0)
    assert told(caught.value, desk.places).startswith("panels 0 won't do")
    said = "give a higher --max-cost, or --planner"
    assert told(said, desk.places) == said
