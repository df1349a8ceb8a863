"""The scripts of examples/ run as they stand, each in a process of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [str(ROOT / name) for name in ("agent", "tools", "prompts")]


def ran(name: str, *arguments: str, folder: Path) -> str:
    """What an example prints, run in a folder by the sources of this checkout."""
    story = folder / "story.txt"
    story.write_text("A red-haired girl called Mina finds a map in the rain. It glows.")
    (folder / "agent.toml").write_text('painter = "blocks"\nquality = "fast"\njobs = 1\n')
    environment = {
        **os.environ, "PYTHONPATH": os.pathsep.join(SOURCES), "PYTHONWARNINGS": "error",
    }  # fmt: skip
    command = [sys.executable, str(ROOT / "examples" / name), str(story), *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_an_agent_makes_a_comic_with_the_tools_by_a_script(tmp_path: Path) -> None:
    said = ran("an_agent_with_tools.py", folder=tmp_path)
    # Of progress that comes while the last is told, only the newest is.
    assert "ai: plan_story(" in said and re.search(r"^  paint: \w", said, re.M)
    assert "ai: Mina" in said.splitlines()[-1] and "is done, 0 flagged" in said
    [epub] = (tmp_path / "comics").glob("*/book.epub")
    assert epub.read_bytes()[:2] == b"PK"


def test_a_client_talks_to_the_server_of_tools(tmp_path: Path) -> None:
    pytest.importorskip("mcp", reason="mcp is not installed: it is in the extra mcp")
    said = ran("an_mcp_client.py", folder=tmp_path).splitlines()
    assert said[0].startswith("18 tools: plan_story, ")
    # Of progress that comes faster than it is sent only the newest is told.
    assert any(line.startswith("  paint: ") for line in said) and "p01 is accepted" in said
    assert (tmp_path / said[-1]).name == "book.pdf" and (tmp_path / said[-1]).is_file()
    [panel] = (tmp_path / "comics").glob("*/panels/p01.png")
    assert (tmp_path / "panel.png").read_bytes() == panel.read_bytes()


def test_the_painter_in_the_manual_is_the_one_that_runs() -> None:
    code = (ROOT / "examples/a-painter-of-dots/panelwright_dots.py").read_text("utf-8")
    assert f"```python\n{code}```" in (ROOT / "README.md").read_text("utf-8")
