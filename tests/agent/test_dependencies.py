"""The package declares what it imports, and no more."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCES: Final = ("agent/panelwright", "tools/panelwright_tools", "prompts/panelwright_prompts")
OWN: Final = {"panelwright", "panelwright_tools", "panelwright_prompts"}
NOT_SHIPPED: Final = {"dev", "dev-llama", "all"}
"""Extras that bring nothing of their own that the package imports."""
TORCH: Final = (
    "panelwright_tools.painting.diffusion.exact_noise",
    "panelwright_tools.painting.diffusion.lora.",
    "panelwright_tools.painting.diffusion.regional.",
    "panelwright_tools.painting.diffusion.sharing.",
    "panelwright_tools.lift.complift.",
    "panelwright_tools.lift.denoisers.",
)
"""Mathematics on tensors from end to end."""
PAGE: Final = ("panelwright.web.page", "panelwright.web.book_view", "panelwright.web.brush")
"""The page and its components, made of Gradio's parts from end to end."""
TOOL_SERVER: Final = "panelwright.mcp_server."
"""Made of the protocol's records from end to end; `agent mcp` imports it."""
MODULES: Final = {
    "fpdf2": "fpdf",
    "groundingdino-py": "groundingdino",
    "langgraph-checkpoint-sqlite": "langgraph",
    "llama-cpp-python": "llama_cpp",
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


def project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def modules(lines: Iterable[str]) -> set[str]:
    """The import names of requirements."""
    names = (re.split(r"[<>=!~\[ ]", line)[0] for line in lines)
    return {MODULES.get(name, name.replace("-", "_")) for name in names}


def optional() -> set[str]:
    """The import names of what the extras bring."""
    extras = project()["optional-dependencies"].items()
    return modules(line for name, lines in extras if name not in NOT_SHIPPED for line in lines)


def on_import(source: str) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports that are carried out when a source text is imported."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting.extend(node.orelse)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def sources() -> Iterator[str]:
    yield from modules_by_name().values()


def modules_by_name() -> dict[str, str]:
    """The source text of every module, by its full name."""
    roots = [ROOT / folder for folder in SOURCES]
    return {
        ".".join(path.relative_to(root.parent).with_suffix("").parts): path.read_text("utf-8")
        for root in roots
        for path in root.rglob("*.py")
    }


def full_names(node: ast.Import | ast.ImportFrom) -> set[str]:
    """What an import may name: modules, and what is taken from them."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    return {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}


def test_every_imported_package_is_declared_and_every_declared_one_is_imported() -> None:
    used = {name for source in sources() for name in imported(source)}
    third_party = {name.lower() for name in used - set(sys.stdlib_module_names) - OWN}
    needed = modules(project()["dependencies"])
    assert needed <= third_party <= needed | optional()


def test_packages_of_extras_are_imported_only_where_they_are_used() -> None:
    """At their top only by the modules of `TORCH`, `PAGE` and `TOOL_SERVER`; others import those
    where they are used."""
    taken = {
        name: {full for node in on_import(source) for full in full_names(node)}
        for name, source in modules_by_name().items()
    }
    heavy = optional()
    while more := {
        name
        for name, fulls in taken.items()
        if name not in heavy and heavy & {*fulls, *(f.split(".")[0] for f in fulls)}
    }:
        heavy |= more
    known = (*TORCH, *PAGE, TOOL_SERVER)
    assert {name for name in heavy & set(taken) if not name.startswith(known)} == set()
