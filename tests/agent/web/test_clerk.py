"""What the page shows and does, without a browser: turns of conversations in rooms."""

import base64
import io
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from panelwright.chat.engine import Chat
from panelwright.chat.spoken import Difference, Hear, Progress, Said, Version
from panelwright.chat.transcript import Transcript
from panelwright.lock import locked
from panelwright.run import Run, opened
from panelwright.web.clerk import Clerk, Tab
from panelwright.web.rooms import House
from panelwright.web.shelf import Shelf
from panelwright.web.view import PanelView
from panelwright_tools.domain import UserError
from small_runs import SETTINGS, drawn, planned

STORY = "Mina finds a map in the rain. It glows. Mina runs home."
HOSTILE = (
    '<script>alert("1")</script> Mina \u202e walks <b>home</b> {{ 7777*7 }} ${7777*7}. A dog runs.'
)


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    settings = SETTINGS.changed(runs=str(tmp_path))
    return Clerk(House(Shelf(tmp_path), settings, jobs=1))


def a_png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(buffer, "PNG")
    return buffer.getvalue()


def rest(clerk: Clerk, tab: Tab, seconds: float = 60) -> Tab:
    """Wait until the turn is over; the tab as its address is then."""
    room = clerk._room(tab)
    assert room.wait(seconds)
    run = room.run
    return Tab(run.folder.name, tab.id) if run is not None else tab


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def rain(tmp_path: Path) -> Run:
    run = planned(tmp_path / "rain")
    drawn(run)
    return run


def test_a_story_becomes_a_comic_that_every_tab_sees(clerk: Clerk) -> None:
    tab = Tab("", "one")
    assert "Tell me a story" in clerk.shown(tab).talk
    clerk.say(tab, STORY)
    tab = rest(clerk, tab)
    assert tab.run
    shown = clerk.shown(Tab(tab.run, "two"))
    assert "The comic is bound" in shown.talk and STORY in shown.talk
    assert [page.image is not None for page in shown.book.pages] == [True]
    assert "Mina" in shown.cast and "book.pdf" in shown.exports
    assert clerk.watch(tab)["busy"] is False
    clerk.house.close()


def test_a_hostile_story_is_text_everywhere(clerk: Clerk) -> None:
    tab = Tab("", "one")
    clerk.say(tab, HOSTILE)
    tab = rest(clerk, tab)
    shown = clerk.shown(tab)
    panel = shown.book.pages[0].panels[0].id
    whole = shown.head + shown.talk + shown.cast + shown.exports + clerk.detail(tab, panel).evidence
    assert "<script>" not in whole and "<b>home" not in whole and "54439" not in whole
    assert "&lt;script&gt;" in shown.talk
    clerk.house.close()


def test_one_turn_at_a_time_whoever_asks(clerk: Clerk, tmp_path: Path) -> None:
    planned(tmp_path / "rain")
    one, two = Tab("rain", "one"), Tab("rain", "two")
    going, over = threading.Event(), threading.Event()

    def deed(chat: Chat, hear: Hear) -> None:
        going.set()
        over.wait(20)

    clerk.do(one, "waiting", deed)
    assert going.wait(20)
    with pytest.raises(UserError, match=r"somebody else's request .*waiting"):
        clerk.say(two, "go on")
    with pytest.raises(UserError, match="your last request"):
        clerk.say(one, "go on")
    watched = clerk.watch(two)
    assert watched["busy"] and not watched["mine"] and watched["here"]
    over.set()
    rest(clerk, one)
    clerk.house.close()


def test_a_run_that_another_program_works_on_is_not_written(clerk: Clerk, tmp_path: Path) -> None:
    run = rain(tmp_path)
    tab = Tab("rain", "one")
    with locked(run.lock):
        watched = clerk.watch(tab)
        assert watched["busy"] and not watched["here"]
        clerk.change_panel(tab, "p01", "redraw")
        rest(clerk, tab)
        assert "in use by process" in clerk.shown(tab).talk
    assert str(tmp_path) not in clerk.shown(tab).talk
    clerk.house.close()


def test_only_the_panel_that_is_redrawn_is_painted(clerk: Clerk, tmp_path: Path) -> None:
    run = rain(tmp_path)
    before = (run.store / "painted.log").read_text().count("\n")
    tab = Tab("rain", "one")
    clerk.change_panel(tab, "p02", "redraw")
    rest(clerk, tab)
    assert (run.store / "painted.log").read_text().count("\n") == before + 1
    assert run.redrawn() == {"p02": 1}
    clerk.house.close()


def test_a_dragged_box_is_where_the_subject_stands_then(clerk: Clerk, tmp_path: Path) -> None:
    run = rain(tmp_path)
    tab = Tab("rain", "one")
    clerk.change_panel(tab, "p01", "move", {"region": "mina", "box": [0.6, 0.3, 0.3, 0.6]})
    rest(clerk, tab)
    box = run.read_story().panel("p01").regions[0].box
    assert box is not None and tuple(box) == (0.6, 0.3, 0.3, 0.6)
    shown = clerk.shown(tab)
    assert "mina: box" in shown.talk
    found = {one.id: one.box for one in shown.book.pages[0].panels[0].regions}
    assert found["mina"].x == pytest.approx(0.6, abs=0.05)
    clerk.house.close()


@pytest.mark.parametrize(
    "box", [None, [], [0, 0, 0, 0], ["a", 0, 1, 1], [0.1, 0.1, 1e308, float("nan")]]
)
def test_what_is_no_box_moves_nothing(clerk: Clerk, tmp_path: Path, box: object) -> None:
    planned(tmp_path / "rain")
    with pytest.raises(UserError, match="box"):
        clerk.change_panel(Tab("rain", "one"), "p01", "move", {"region": "mina", "box": box})


def test_a_reference_and_a_sheet_are_given_approved_and_released(
    clerk: Clerk, tmp_path: Path
) -> None:
    run, tab = rain(tmp_path), Tab("rain", "one")
    clerk.change_cast(tab, "reference", "mina", clerk.pictures.put(a_png()))
    rest(clerk, tab)
    (key,) = run.read_story().character("mina").references
    assert f"/files/rain/references/{key}.png" in clerk.shown(tab).cast
    clerk.change_cast(tab, "unreference", "mina", key)
    rest(clerk, tab)
    assert run.read_story().character("mina").references == ()
    clerk.change_cast(tab, "approve", "mina")
    rest(clerk, tab)
    assert run.read_story().character("mina").portrait
    assert "approved" in clerk.shown(tab).cast
    clerk.change_cast(tab, "release", "mina")
    rest(clerk, tab)
    assert run.read_story().character("mina").portrait == ()
    clerk.house.close()


def test_an_export_is_there_to_download(clerk: Clerk, tmp_path: Path) -> None:
    rain(tmp_path)
    tab = Tab("rain", "one")
    assert "book.epub" not in clerk.shown(tab).exports
    clerk.export(tab, "epub")
    rest(clerk, tab)
    shown = clerk.shown(tab)
    assert "/files/rain/book.epub" in shown.exports
    assert str(tmp_path) not in shown.talk and "book.epub" in shown.talk
    clerk.house.close()


def test_what_is_not_known_is_said_in_a_sentence(clerk: Clerk, tmp_path: Path) -> None:
    planned(tmp_path / "rain")
    tab = Tab("rain", "one")
    for wrong in (
        lambda: clerk.change_panel(tab, "p99", "redraw"),
        lambda: clerk.change_panel(tab, "p01", "dance"),
        lambda: clerk.change_cast(tab, "approve", "nobody"),
        lambda: clerk.change_cast(tab, "reference", "mina", "unknown"),
        lambda: clerk.export(tab, "exe"),
        lambda: clerk.say(tab, "  "),
        lambda: clerk.say(tab, "x" * 1_000_001),
        lambda: clerk.shown(Tab("../rain", "one")),
    ):
        with pytest.raises(UserError) as caught:
            wrong()
        assert str(tmp_path) not in clerk.sentence(caught.value)


def test_a_turn_is_stopped_and_the_run_is_whole(clerk: Clerk, tmp_path: Path) -> None:
    tab = Tab("", "one")
    clerk.say(tab, " ".join(f"Mina climbs hill {n}. A dog runs to Mina." for n in range(20)))
    until(lambda: (clerk._room(tab).told or object()).__class__.__name__ == "Progress")
    clerk.stop(tab)
    rest(clerk, tab)
    clerk.house.close()
    run = clerk.house.shelf.names()
    assert len(run) <= 1
    if run:
        opened(tmp_path / run[0]).read_story()


def test_two_comics_are_painted_one_after_another(clerk: Clerk, tmp_path: Path) -> None:
    planned(tmp_path / "rain")
    planned(tmp_path / "snow")
    held = threading.Event()
    one, two = Tab("rain", "one"), Tab("snow", "two")

    def deed(chat: Chat, hear: Hear) -> None:
        import asyncio

        async def paints() -> None:
            async with clerk.house.line.turn(lambda ahead: None):
                await asyncio.to_thread(held.wait, 20)

        asyncio.run(paints())

    clerk.do(one, "painting", deed)
    until(lambda: bool(clerk.house.line._tickets))
    clerk.say(two, "paint it")
    until(lambda: "another comic is painted first" in str(clerk.watch(two)["told"]))
    held.set()
    rest(clerk, one)
    rest(clerk, two)
    assert "The comic is bound" in clerk.shown(two).talk
    clerk.house.close()


def test_a_panel_is_locked_approved_replaced_and_let_go(clerk: Clerk, tmp_path: Path) -> None:
    run, tab = rain(tmp_path), Tab("rain", "one")

    def done(deed: str, **given: str) -> None:
        clerk.change_panel(tab, "p01", deed, given)
        rest(clerk, tab)

    def first() -> PanelView:
        return clerk.shown(tab).book.pages[0].panels[0]

    done("lock")
    assert first().locked and clerk.detail(tab, "p01").locked
    assert "panel 1: keeps its picture" in clerk.shown(tab).talk
    done("unlock")
    assert not first().locked
    done("approve")
    assert clerk.detail(tab, "p01").approved
    done("disapprove")
    assert not clerk.detail(tab, "p01").approved
    before = first().image
    done("replace", picture=clerk.pictures.put(a_png()))
    assert first().locked and first().image != before
    with Image.open(run.panel_picture("p01")) as shown:
        assert shown.convert("RGB").getpixel((5, 5)) == (255, 0, 0)
    clerk.say(tab, "undo")
    rest(clerk, tab)
    assert not first().locked
    clerk.house.close()


def test_pictures_of_attempts_stay_where_a_browser_was_told_that_they_are(
    clerk: Clerk, tmp_path: Path
) -> None:
    run, tab = rain(tmp_path), Tab("rain", "one")
    told = re.findall(r'src="/files/rain/([^?"]+)', clerk.detail(tab, "p01").evidence)
    assert told
    run.forget_attempts("p01", after=0)  # as happens while the panel is drawn again
    for name in told:
        with Image.open(clerk.house.shelf.file("rain", name)) as picture:
            assert picture.size[0] > 0


def test_a_painter_of_whole_panels_says_that_it_paints_no_parts(
    clerk: Clerk, tmp_path: Path
) -> None:
    rain(tmp_path)
    tab = Tab("rain", "one")
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(buffer, "PNG")
    mask = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    clerk.change_panel(tab, "p01", "inpaint", {"mask": mask, "text": ""})
    rest(clerk, tab)
    assert "paints whole panels only" in clerk.shown(tab).talk
    clerk.house.close()


def test_a_turn_that_was_broken_off_is_gone_on_with(clerk: Clerk, tmp_path: Path) -> None:
    run, tab = planned(tmp_path / "rain"), Tab("rain", "one")
    Transcript(run.chat).keep(Said(text="paint it"))
    assert "broken off" in clerk.shown(tab).talk
    clerk.go_on(tab)
    rest(clerk, tab)
    shown = clerk.shown(tab)
    assert "broken off" not in shown.talk and "The comic is bound" in shown.talk
    assert run.panel_picture("p01").is_file()
    clerk.house.close()


def test_only_what_is_to_be_painted_is_shown_as_being_painted(clerk: Clerk, tmp_path: Path) -> None:
    rain(tmp_path)
    tab = Tab("rain", "one")
    room = clerk._room(tab)
    seen: list[Any] = []

    def deed(chat: Chat, hear: Hear) -> None:
        hear(Difference(lines=("panel 2: another drawing",), panels=(2,)))
        hear(Version(number=1, said="redraw panel 2"))
        seen.append({name: one.status for name, one in room.going().items()})
        hear(Progress(doing="painting", panel=1))
        hear(Progress(doing="repairing", panel=2, note="the bench is hidden"))
        hear(Progress(doing="sampling", panel=2, done=3, of=20))
        panels = clerk.shown(tab).book.pages[0].panels
        seen.append({one.id: (one.status, one.message) for one in panels})

    clerk.do(tab, "trying", deed)
    rest(clerk, tab)
    waiting, shown = seen
    assert waiting == {"p02": "waiting"}
    assert shown["p02"] == ("repairing", "painting, step 3 of 20")
    assert shown["p01"][0] in ("accepted", "flagged") and clerk.watch(tab)["told"] == ""
    clerk.house.close()


def test_the_cost_so_far_and_of_the_rest_stands_in_the_head(clerk: Clerk, tmp_path: Path) -> None:
    run, tab = planned(tmp_path / "rain"), Tab("rain", "one")
    until(lambda: "for the rest 4 to 13 pictures: no calls" in clerk.shown(tab).head)
    drawn(run)
    until(lambda: "nothing spent so far, all of it is painted" in clerk.shown(tab).head)
