"""The whole machine with a diffusion painter: tiny models, random weights, real runs."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("diffusers")

from browser import browser
from browser import opened as show
from panelwright import backends
from panelwright.cli.app import run
from panelwright.run import Run, opened
from panelwright.settings import Settings
from panelwright_tools.domain import Story
from panelwright_tools.painting.compositing import mask_of
from small_runs import contents, drawn, painted, planned, small_story

Models = Callable[[str], Path]
FAST = Settings(painter="blocks", critic="leave-one-out", quality="fast", attempts=2)
STORY = "Mina, a red-haired girl, finds a map in the rain. She shows it to Tomas."


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def draw(run_folder: Path, *flags: str) -> list[str]:
    """The command that has a run drawn in two steps a picture."""
    return ["draw", str(run_folder), *flags, "--steps", "2", "-q"]


def test_a_story_becomes_a_book_whose_pictures_nobody_could_check(
    tiny_models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("story.txt").write_text(STORY)
    painter = f"diffusers:{tiny_models('sdxl')}"
    arguments = ["plan-and-draw", "story.txt", "--panels", "2", "--painter", painter,
                 "--steps", "2", "--quality", "fast", "-o", "book", "--json"]  # fmt: skip
    assert run(arguments) == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert [panel["status"] for panel in told["panels"]] == ["accepted", "accepted"]
    assert all(panel["unseen"] for panel in told["panels"])
    assert "nobody could look at what 2 pictures" in said.err
    assert "every panel accepted" not in said.err
    assert all(Path(page).is_file() for page in told["pages"])
    attempt = opened(Path("book")).read_attempts("p01")[0]
    outcomes = {r.condition.kind: r.outcome for r in attempt.verdict.rulings}
    assert outcomes["present"] == outcomes["lift"] == "unverified"
    assert outcomes["legible"] == "pass"
    report = Path("book/report.html").read_text("utf-8")
    assert "painted by" in re.sub("<[^>]+>", " ", report) and "nobody could look for it" in report


def test_a_run_of_the_storyboard_is_drawn_by_a_model_and_back(tiny_models: Models) -> None:
    run_folder = planned(Path("run").absolute(), small_story(1), FAST)
    counts, pictures = [], []
    for painter in ("blocks", f"diffusers:{tiny_models('sd15')}", "blocks"):
        flags = ["--steps", "2"] if painter != "blocks" else []
        assert run(["draw", "run", "--painter", painter, *flags, "-q"]) == 0
        counts.append(len(painted(run_folder)))
        pictures.append(run_folder.panel_picture("p01").read_bytes())
    assert counts == [counts[0], 2 * counts[0], 2 * counts[0]]
    assert pictures[0] == pictures[2] != pictures[1]


def test_what_a_detector_misses_is_painted_anew_and_all_else_stays(
    tiny_models: Models, tmp_path: Path
) -> None:
    pytest.importorskip("transformers")
    from tiny_models.detectors import write_tiny_groundingdino

    run_folder = planned(Path("run").absolute(), small_story(1), FAST)
    dino = write_tiny_groundingdino(tmp_path / "dino")
    flags = ("--painter", f"diffusers:{tiny_models('sd15')}", "--grounder", f"groundingdino:{dino}")
    assert run(draw(run_folder.folder, *flags)) == 0
    first, second = run_folder.read_attempts("p01")
    assert first.evidence.grounder is not None
    assert first.evidence.grounder.startswith("groundingdino/")
    assert first.verdict.failures
    assert second.repair is not None and second.repair.kind == "inpaint"
    brief = run_folder.read_brief(second)
    assert brief.parent == first.picture
    before, after = (_pixels(run_folder, attempt) for attempt in (first, second))
    inside = mask_of(brief.mask, brief.size)
    assert (before != after).any(axis=2)[inside].mean() > 0.5
    assert (before == after)[~inside].all()
    report = re.sub("<[^>]+>", " ", Path("run/report.html").read_text("utf-8"))
    assert "Attempt 2" in report and second.repair.reason.split(";")[0] in report


def test_what_inpainting_did_not_mend_is_painted_with_more_attention_from_the_same_seed(
    tiny_models: Models, tmp_path: Path
) -> None:
    pytest.importorskip("transformers")
    from tiny_models.detectors import write_tiny_groundingdino

    settings = FAST.model_copy(update={"attempts": 3})
    run_folder = planned(Path("run").absolute(), _uncounted(small_story(1)), settings)
    dino = write_tiny_groundingdino(tmp_path / "dino")
    flags = ("--painter", f"diffusers:{tiny_models('sd15')}", "--grounder", f"groundingdino:{dino}")
    assert run(draw(run_folder.folder, *flags)) == 0
    first, *others = run_folder.read_attempts("p01")
    second = next(a for a in others if a.repair is not None and a.repair.kind == "emphasise")
    before, after = (run_folder.read_brief(a) for a in (first, second))
    assert second.repair is not None
    raised = set(second.repair.regions)
    assert raised and {i.region.id for i in after.regions if i.emphasis > 1} == raised
    assert after.parent is None and after.seed == before.seed
    assert [i.box for i in after.regions] == [i.box for i in before.regions]
    assert (_pixels(run_folder, first) != _pixels(run_folder, second)).any()
    report = re.sub("<[^>]+>", " ", Path("run/report.html").read_text("utf-8"))
    assert "painted it again from the same seed with more attention to " in report


def _uncounted(story: Story) -> Story:
    """The same, so told that a detector that sees everywhere finds nothing twice to erase."""
    [panel] = story.panels
    told = {"girl": "the girl", "bench": "the wooden bench"}
    regions = tuple(r.model_copy(update={"phrase": told[r.noun]}) for r in panel.regions)
    return story.model_copy(update={"panels": (panel.model_copy(update={"regions": regions}),)})


def test_the_report_shows_behind_a_tick_box_where_words_acted(tiny_models: Models) -> None:
    settings = FAST.changed(
        painter=f"diffusers:{tiny_models('sd15')}", attempts=1,
        painting={"maps": True, "steps": 2},
    )  # fmt: skip
    drawn(planned(Path("run").absolute(), small_story(1), settings))
    with browser(1200, 900) as window:
        show(window, Path("run/report.html"))
        maps = window.locator("img.map").all()
        assert len(maps) == 2 and not any(one.is_visible() for one in maps)
        window.locator("[data-show=maps]").click()
        assert all(one.is_visible() for one in maps)
        picture = window.locator(".shot img").first
        assert all(one.bounding_box() == picture.bounding_box() for one in maps)


def test_a_killed_run_goes_on_and_paints_nothing_twice(tiny_models: Models) -> None:
    flags = ("--painter", f"diffusers:{tiny_models('sd15')}", "--steps", "2")
    undisturbed = planned(Path("one").absolute(), small_story(3), FAST)
    killed = planned(Path("two").absolute(), small_story(3), FAST)
    assert run(["draw", "one", *flags, "-q"]) == 0
    script = f"from panelwright.cli.app import run; run({['draw', 'two', *flags, '-q']!r})"
    process = subprocess.Popen([sys.executable, "-c", script], env=dict(os.environ))
    while len(painted(killed)) < 2 and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert run(["resume", "two", "-q"]) == 0
    assert contents(killed) == contents(undisturbed)
    assert len(painted(killed)) == len(set(painted(killed))) == len(painted(undisturbed))


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent otherwise there")
def test_an_interrupt_ends_a_picture_at_its_next_step(tiny_models: Models) -> None:
    run_folder = planned(Path("run").absolute(), small_story(2), FAST)
    flags = ["--painter", f"diffusers:{tiny_models('sd15')}", "--steps", "200", "-q"]
    script = (
        f"from panelwright.cli.app import run; raise SystemExit(run({['draw', 'run', *flags]!r}))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], env=dict(os.environ), stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    while '"painting"' not in _log(run_folder) and process.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    before = painted(run_folder)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=120)[1]
    assert process.returncode == 130 and "go on with `agent resume run`" in said
    assert painted(run_folder) == before, "no picture was painted to its end"


def test_the_estimate_does_not_say_that_a_model_takes_no_time(
    tiny_models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    run_folder = planned(Path("run").absolute(), small_story(1), FAST)
    painter = f"diffusers:{tiny_models('sd15')}"
    assert run(["draw", "run", "--painter", painter, "--approve"]) == 0
    assert "no money, time on this machine's device" in capsys.readouterr().err
    assert painted(run_folder) == []


@pytest.mark.parametrize(
    ("painter", "sentence"),
    [("diffusers", "needs a model; give --painter diffusers:MODEL"),
     ("diffusers:./nowhere", "there is no model"),
     ("diffusers:./empty", "is no model")],
)  # fmt: skip
def test_a_model_that_cannot_be_used_is_told_before_a_run_is_made(
    painter: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("story.txt").write_text(STORY)
    Path("empty").mkdir()
    assert run(["plan-and-draw", "story.txt", "--painter", painter]) == 2
    assert sentence in capsys.readouterr().err
    assert not Path("comics").exists()


def _pixels(run_folder: Run, attempt: Any) -> Any:
    path = run_folder.attempt(attempt.panel, attempt.number).with_suffix(".png")
    return np.asarray(Image.open(path).convert("RGB"))


def _log(run_folder: Run) -> str:
    return run_folder.events.read_text() if run_folder.events.is_file() else ""


def test_the_report_shows_the_lift_of_each_region_with_its_map(tiny_models: Models) -> None:
    settings = FAST.changed(
        painter=f"diffusers:{tiny_models('sd15')}", critic="complift", attempts=1,
        painting={"steps": 2}, scoring={"draws": 32},
    )  # fmt: skip
    run_folder = planned(Path("run").absolute(), small_story(1), settings)
    drawn(run_folder)
    [attempt] = run_folder.read_attempts("p01")
    assert len(attempt.evidence.lifts) == 2
    assert all(lift.found and lift.evaluations for lift in attempt.evidence.lifts)
    assert attempt.evidence.lift_maps is not None
    lifted = [r for r in attempt.verdict.rulings if r.condition.kind == "lift"]
    outcomes = {"present": "pass", "absent": "fail", "undecided": "unverified"}
    assert [r.outcome for r in lifted] == [outcomes[x.found or ""] for x in attempt.evidence.lifts]
    with browser(1200, 900) as window:
        show(window, Path("run/report.html"))
        maps = window.locator(".lift-map img:last-child").all()
        boxes = [one.bounding_box() for one in maps]
        assert len(boxes) == 2
        assert all(box and box["width"] > 50 and box["height"] > 20 for box in boxes)


def test_a_diffusion_painter_is_scored_by_its_own_network_unless_told_otherwise(
    tmp_path: Path,
) -> None:
    by_model = Settings(painter="diffusers:somewhere")
    assert backends.chosen(by_model, "critic") == "complift"
    assert backends.chosen(by_model.changed(critic="leave-one-out"), "critic") == "leave-one-out"
    assert backends.chosen(Settings(), "critic") == "leave-one-out"
    assert backends.chosen(Settings(profile="local", painter="storyboard"), "critic") == (
        "leave-one-out"
    )
    made = backends.back_end(by_model, "critic")
    assert json.loads(made.options)["painting"] == {"model": "somewhere"}
