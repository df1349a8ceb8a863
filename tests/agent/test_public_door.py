import subprocess
import sys
from pathlib import Path

import pytest

import panelwright


def modules_after(code: str) -> set[str]:
    """The top-level modules that a bare process has loaded after some code."""
    script = f"{code}\nimport sys; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


def test_importing_the_package_loads_none_of_its_tools() -> None:
    heavy = {"langgraph", "langchain_core", "PIL", "numpy", "pydantic", "typer", "rich"}
    assert not modules_after("import panelwright") & heavy


def test_help_loads_no_tools() -> None:
    code = "from panelwright.cli.app import run\nassert run(['--help']) == 0"
    assert not modules_after(code) & {"langgraph", "PIL", "numpy", "pydantic"}


def test_the_tools_do_not_know_the_agent() -> None:
    names = ("grounding.masks", "lift.leave_one_out", "layout.solver", "layout.prompt", "lettering",
             "painting.storyboard.painter", "binding.pdf")  # fmt: skip
    code = "\n".join(f"import panelwright_tools.{name}" for name in names)
    assert not modules_after(code) & {"panelwright", "langgraph", "langchain_core", "typer"}


def test_every_public_name_is_there() -> None:
    assert sorted(panelwright.__all__) == dir(panelwright)
    for name in panelwright.__all__:
        assert getattr(panelwright, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'paint'"):
        _ = panelwright.paint


def test_a_story_is_planned_and_drawn_in_two_calls(tmp_path: Path) -> None:
    settings = panelwright.Settings(painter="blocks", quality="fast", jobs=1)
    story = panelwright.plan("Mina finds a map in the garden. She smiles.", panels=2)
    book = panelwright.draw(story, tmp_path / "book", settings=settings)
    assert len(book.panels) == len(story.panels) == 2
    assert {path.name for path in book.files} >= {"book.pdf", "book.cbz", "book.html"}


def test_a_script_without_a_main_guard_may_draw_with_several_processes(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import panelwright\n"
        "settings = panelwright.Settings(painter='blocks', quality='fast')\n"
        "book = panelwright.plan_and_draw('Mina finds a map. She runs home.', 'out',\n"
        "                                 settings=settings, jobs=2)\n"
        "print('panels', len(book.panels))\n"
    )
    result = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path)
    assert result.stdout.startswith("panels ") and result.stdout.count("panels") == 1
    assert result.stderr == ""


def test_nothing_is_looked_up_in_the_network(tmp_path: Path) -> None:
    script = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise SystemExit(f'looked up {a}')\n"
        "socket.getaddrinfo = socket.create_connection = refuse\n"
        "from panelwright.cli.app import run\n"
        "sys.exit(run(['plan-and-draw', 'story.txt', '--painter', 'blocks', '-j', '1', '-q']))\n"
    )
    (tmp_path / "story.txt").write_text("Mina finds a map. It glows.")
    result = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True)
    assert result.returncode == 0, result.stderr
