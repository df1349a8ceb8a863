"""A painter that another package brings paints a comic, in the processes of a fresh command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from panelwright.run import opened
from panelwright.settings import Settings
from panelwright.work import Work, carry_out
from plugged import forget, install, install_example
from small_runs import painted, planned

ROOT = Path(__file__).parents[3]
SOURCES = [str(ROOT / name) for name in ("agent", "tools", "prompts")]


def agent(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(site), *SOURCES])
    command = [sys.executable, "-m", "panelwright", *arguments]
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True
    )


def test_a_comic_is_painted_by_the_example_in_processes_of_its_own(site: Path) -> None:
    install_example(site)
    broken = {"panelwright.painters": {"broken": "no_such_module:Painter"}}
    install(site, "panelwright-broken", broken, {})
    Path("story.txt").write_text("A red-haired girl called Mina finds a map. It glows.")
    flags = ("--painter", "dots", "--jobs", "2", "--panels", "2", "-q", "-o", "run")

    done = agent(site, "plan-and-draw", "story.txt", *flags)

    assert (done.returncode, done.stderr) == (0, "")
    run = opened(Path("run"))
    records = [json.loads(path.read_text()) for path in run.store.glob("*.json")]
    painters = {record["painter"] for record in records if "painter" in record}
    assert len(painters) == 1 and painters.pop().startswith("dots of panelwright-dots 1.0-")
    assert 'panelwright-dots = "1.0"' in run.manifest.read_text()
    attempts = [run.read_attempts(panel.id)[-1] for panel in run.read_story().panels]
    assert all(attempt.verdict.accepted for attempt in attempts)


@pytest.mark.parametrize("changed", ["version", "code", "options"])
def test_what_made_a_picture_is_in_its_key(site: Path, changed: str) -> None:
    install_example(site)
    plain = Settings(painter="dots", quality="fast", jobs=1)
    run = planned(site.parent / "run", None, plain)
    carry_out(run, Work())
    carry_out(run, Work())
    before = painted(run)
    assert len(before) == len(set(before)) == 4  # three panels, a portrait
    if changed == "version":
        next(site.glob("*.dist-info")).rename(site / "gone")
        install_example(site, "1.1")
    elif changed == "code":
        with (site / "panelwright_dots.py").open("a") as file:
            file.write("# another stroke\n")
    else:
        options = {"painter": {"dots": {"paper": "linen"}}}
        other = plain.model_copy(update={"plugins": options})
        run.write_manifest(other, {}, {})
        assert run.settings() == other
    forget()
    carry_out(run, Work())
    assert len(set(painted(run))) == 8


def test_numbers_as_numpy_has_them_are_kept_as_any(site: Path) -> None:
    install_example(site)
    file = site / "panelwright_dots.py"
    odd = file.read_text().replace("float(dot.sum())", "dot.sum()")
    odd = odd.replace("(0, 0, *brief.size)", "tuple(np.array([0, 0, *brief.size]))")
    assert odd.count("np.array([0, 0") == 1 and "float(dot" not in odd
    file.write_text(odd)
    forget()
    run = planned(site.parent / "run", None, Settings(painter="dots", quality="fast", jobs=1))
    assert carry_out(run, Work()) is not None and len(painted(run)) == 4
