import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import panelwright
import panelwright_tools
from dying import die_once
from loaded import heeds_interrupts
from panelwright.settings import Settings
from panelwright.tooling import ToolPaths, tool_paths
from panelwright.workshop import Workshop
from panelwright_tools.domain import ToolError

REHEARSAL = "panelwright_tools.painting.storyboard.rehearsal"
PATHS: ToolPaths = tool_paths(Settings(painter="blocks"))


@pytest.mark.parametrize("workers", [1, 2])
def test_work_is_done_and_its_error_comes_back(workers: int) -> None:
    with Workshop(PATHS, workers) as workshop:
        assert workshop.do(len, "abc") == 3
        with pytest.raises(ValueError, match="invalid literal"):
            workshop.do(int, "abc")


def test_a_process_that_dies_is_replaced(tmp_path: Path) -> None:
    with Workshop(PATHS, 2) as workshop:
        assert workshop.do(die_once, str(tmp_path / "mark")) == "done"


def test_work_that_kills_its_process_twice_is_given_up_with_advice() -> None:
    with Workshop(PATHS, 2) as workshop, pytest.raises(ToolError, match="try `--jobs 1`"):
        workshop.do(os._exit, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked there")
def test_processes_are_forked_with_what_painting_needs_already_loaded() -> None:
    """By the script's own process, which has none of it, and whose environment stays as it was."""
    script = (
        "import os, sys\n"
        "from loaded import environment, has_loaded\n"
        "from panelwright.tooling import tool_paths\n"
        "from panelwright.settings import Settings\n"
        "from panelwright.workshop import Workshop\n"
        "before = dict(os.environ)\n"
        "with Workshop(tool_paths(Settings()), 2) as workshop:\n"
        "    workshop.warm()\n"
        f"    print(workshop.do(has_loaded, {REHEARSAL!r}), {REHEARSAL!r} in sys.modules)\n"
        "    print(workshop.do(environment, '_PANELWRIGHT_FORK_SERVER'), before == os.environ)\n"
    )
    path = os.pathsep.join(filter(None, sys.path))
    result = subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": path},
                            capture_output=True, text=True, check=True)  # fmt: skip
    assert result.stdout.split() == ["True", "False", "None", "True"]


def test_what_processes_run_loads_neither_the_planner_nor_the_graph() -> None:
    code = "import panelwright.looking, panelwright.binding, panelwright.reporting, sys"
    names = "[m for m in sys.modules if 'language' in m or 'langgraph' in m]"
    result = subprocess.run([sys.executable, "-c", f"{code}; print({names})"], text=True,
                            capture_output=True, check=True)  # fmt: skip
    assert result.stdout == "[]\n"


def test_an_interrupt_from_the_terminal_is_left_to_the_first_process() -> None:
    with Workshop(PATHS, 2) as workshop:
        assert not workshop.do(heeds_interrupts, None)


def test_painting_processes_load_the_installation_of_their_parent(tmp_path: Path) -> None:
    """Which may have been found by sys.path alone, beside another that is installed."""
    for package in (panelwright, panelwright_tools):
        source = Path(str(package.__file__)).parent
        shutil.copytree(source, tmp_path / source.name)
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import inspect\n"
        "from panelwright.tooling import tool_paths\n"
        "from panelwright.settings import Settings\n"
        "from panelwright.workshop import Workshop\n"
        "from panelwright_tools.painting.blocks import BlockPainter\n"
        "with Workshop(tool_paths(Settings(painter='blocks')), 2) as workshop:\n"
        "    print(workshop.do(inspect.getsourcefile, BlockPainter))\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert Path(result.stdout.strip()).is_relative_to(tmp_path)
