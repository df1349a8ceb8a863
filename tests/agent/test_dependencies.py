"""The package declares what it imports, and no more."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCES: Final = ("agent/panelwright", "tools/panelwright_tools", "prompts/panelwright_prompts")
OWN: Final = {"panelwright", "panelwright_tools", "panelwright_prompts"}
MODULES: Final = {
    "fpdf2": "fpdf",
    "langgraph-checkpoint-sqlite": "langgraph",
    "pillow": "pil",
}
"""Import names of distributions that are called otherwise."""


def imported(source: str) -> Iterator[str]:
    """The top-level modules that a source text imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module.split(".")[0]


def declared() -> set[str]:
    """The import names of the run-time dependencies."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = (re.split(r"[<>=!~\[ ]", line)[0] for line in project["project"]["dependencies"])
    return {MODULES.get(name, name.replace("-", "_")) for name in names}


def test_every_imported_package_is_declared_and_every_declared_one_is_imported() -> None:
    files = [path for folder in SOURCES for path in (ROOT / folder).rglob("*.py")]
    used = {name for path in files for name in imported(path.read_text("utf-8"))}
    third_party = {name.lower() for name in used - set(sys.stdlib_module_names) - OWN}
    assert third_party == declared()
