"""Long work by name: watched, awaited, cancelled, gone on with, and bounded."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from held_painter import Hold
from panelwright.settings import Settings
from panelwright.stopping import Stop, Stopped
from panelwright.toolbox.desk import Desk, opened_desk
from panelwright.toolbox.schemas import read_arguments
from panelwright.toolbox.table import BY_NAME
from panelwright_tools.domain import UserError

STORY = {"synopsis": "Tom sees a dog. It barks at the moon. They walk home.", "panels": 3}


@pytest.fixture
def desk(tmp_path: Path, hold: Hold) -> Iterator[Desk]:
    settings = Settings(painter="held", quality="fast", jobs=1)
    opened = opened_desk(tmp_path / "root", settings, waiting=2)
    yield opened
    opened.bench.close()


def call(operation: str, desk: Desk, /, **arguments: Any) -> Any:
    one = BY_NAME[operation]
    return one.run(read_arguments(one.asks, arguments), desk)


def test_work_is_begun_heard_of_and_awaited(desk: Desk) -> None:
    begun = call("start", desk, story=STORY)
    assert begun.state in {"queued", "running"}
    told: list[float] = []
    watched = desk.for_call(lambda done, of, said: told.append(done / of), Stop())
    ended = call("await", watched, run=begun.run)
    assert (ended.state, ended.painted, len(ended.pictures)) == ("done", 3, 3)
    assert told == sorted(told)
    heard = call("watch", desk, run=begun.run)
    assert "planned 3 panels: Tom and the Dog" in heard.events
    assert heard.events[-1] == "bound 1 pages"
    later = call("watch", desk, run=begun.run, after=heard.cursor)
    assert (later.events, later.cursor, later.state) == ((), heard.cursor, "done")


def test_cancelled_work_stops_and_goes_on_without_painting_twice(desk: Desk, hold: Hold) -> None:
    hold.after(2)
    run = call("start", desk, story=STORY).run
    log = desk.places.root / run / "store/painted.log"
    hold.until_it_holds()
    stopped = call("cancel", desk, run=run)
    assert stopped.state == "stopped"
    before = log.read_text().split()
    time.sleep(0.3)
    assert log.read_text().split() == before
    hold.let_go()
    call("start", desk, run=run)
    assert call("await", desk, run=run).state == "done"
    after = log.read_text().split()
    assert after[: len(before)] == before
    assert 2 == len(before) < len(after) == len(set(after))


def test_a_caller_that_cancels_painting_stops_it(desk: Desk, hold: Hold) -> None:
    run, stop = call("plan_story", desk, **STORY).run, Stop()
    hold.after(1)

    def say_when_painted() -> None:
        hold.until_it_holds()
        stop.say()

    threading.Thread(target=say_when_painted).start()
    with pytest.raises(Stopped, match="goes on where it stopped"):
        call("paint", desk.for_call(lambda done, of, said: None, stop), run=run)
    assert call("status", desk, run=run).runs[0].state == "stopped"
    hold.let_go()
    assert {one.status for one in call("paint", desk, run=run).panels} == {"accepted"}


def test_whoever_stops_waiting_does_not_stop_the_work(desk: Desk, hold: Hold) -> None:
    hold.after(0)
    run = call("start", desk, story=STORY).run
    stop = Stop()
    stop.say()
    with pytest.raises(Stopped):
        call("await", desk.for_call(lambda done, of, said: None, stop), run=run)
    assert call("await", desk, run=run, timeout_s=0.01).state in {"queued", "running"}
    hold.let_go()
    assert call("await", desk, run=run).state == "done"


def test_too_much_work_is_refused_and_leaves_no_folder(desk: Desk, hold: Hold) -> None:
    hold.after(0)
    runs = [call("start", desk, story=STORY).run for _ in range(3)]
    with pytest.raises(UserError, match="3 runs are being worked on or wait already"):
        call("start", desk, story=STORY)
    assert sorted(desk.places.runs()) == sorted(runs)
    with pytest.raises(UserError, match="is being worked on; await it, or cancel it"):
        call("start", desk, run=runs[0])
    assert call("status", desk, run=runs[2]).runs[0].state == "queued"
    assert call("cancel", desk, run=runs[2]).state == "stopped"  # at once: it only waited
    assert call("status", desk, run=runs[1]).runs[0].state == "queued"


def test_names_outlive_the_process_that_began_the_work(desk: Desk, hold: Hold) -> None:
    hold.after(1)
    run = call("start", desk, story=STORY).run
    hold.until_it_holds()
    desk.bench.close()
    hold.let_go()
    other = opened_desk(desk.places.root, desk.settings)
    assert call("status", other, run=run).runs[0].state == "stopped"
    call("start", other, run=run)
    assert call("await", other, run=run).state == "done"
    other.bench.close()


def test_a_story_that_cannot_be_planned_leaves_no_run_and_says_why(desk: Desk) -> None:
    with pytest.raises(UserError):
        call("plan_story", desk, synopsis="?!")
    assert desk.places.runs() == []


def test_a_run_that_was_there_before_stays_when_going_on_with_it_fails(desk: Desk) -> None:
    folder = desk.places.root / "mine"
    folder.mkdir()
    (folder / "run.toml").write_text("")
    (folder / "synopsis.txt").write_text("?!")
    call("start", desk, run="mine")
    ended = call("await", desk, run="mine")
    assert (ended.state, ended.panels) == ("failed", 0)
    assert (folder / "synopsis.txt").read_text() == "?!"
