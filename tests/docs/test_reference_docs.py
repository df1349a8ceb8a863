"""The generated reference documentation says what the code says."""

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


def load_builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_docs", ROOT / "scripts" / "build_docs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_documentation_is_current() -> None:
    references: dict[Path, str] = load_builder().references()
    stale = [path.name for path, text in references.items() if path.read_text("utf-8") != text]
    assert not stale, "run python scripts/build_docs.py"


def test_every_command_is_documented_with_help() -> None:
    text = (ROOT / "docs" / "cli.md").read_text("utf-8")
    for command in ("plan-and-draw", "plan", "draw", "resume", "redraw", "export", "layout"):
        assert f"## `agent {command}" in text
    assert "|  |" not in text
