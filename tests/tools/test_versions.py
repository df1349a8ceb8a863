import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import panelwright_tools
from panelwright_tools import lettering
from panelwright_tools.grounding import groundingdino, groundingdino_original, masks, vision_model
from panelwright_tools.lift import by_denoiser, leave_one_out, triaged_painter
from panelwright_tools.likeness import encoder
from panelwright_tools.painting import blocks
from panelwright_tools.painting.diffusion import painter as diffusion
from panelwright_tools.painting.storyboard import painter
from panelwright_tools.questions import vision_model as questions
from panelwright_tools.segmentation import sam

ROOT = Path(panelwright_tools.__file__).parent
TOOLS = [
    (painter.SOURCES, "painting/storyboard/painter.py"),
    (blocks.SOURCES, "painting/blocks.py"),
    (diffusion.SOURCES, "painting/diffusion/painter.py"),
    (masks.SOURCES, "grounding/masks.py"),
    (groundingdino.SOURCES, "grounding/groundingdino.py"),
    (groundingdino_original.SOURCES, "grounding/groundingdino_original.py"),
    (vision_model.SOURCES, "grounding/vision_model.py"),
    (questions.SOURCES, "questions/vision_model.py"),
    (sam.SOURCES, "segmentation/sam.py"),
    (encoder.SOURCES, "likeness/encoder.py"),
    ((*diffusion.SOURCES, *triaged_painter.SOURCES), "lift/triaged_painter.py"),
    (leave_one_out.SOURCES, "lift/leave_one_out.py"),
    (by_denoiser.SOURCES, "lift/by_denoiser.py"),
    (lettering.SOURCES, "lettering/__init__.py"),
]


def version(root: Path) -> str:
    """The version of the block painter in a copy of the tools, asked in a process of its own."""
    code = "from panelwright_tools.versions import code_version as v; print(v('painting', 'lift'))"
    return subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(root)!r}); {code}"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    root = tmp_path_factory.mktemp("copy")
    for name in ("__init__.py", "versions.py", "painting", "lift"):
        source, target = ROOT / name, root / "panelwright_tools" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)
    yield root, version(root)


@pytest.mark.parametrize("name", ["painting/blocks.py", "painting/storyboard/data/new.toml"])
def test_a_changed_or_new_file_changes_the_version(copies: tuple[Path, str], name: str) -> None:
    root, before = copies
    path = root / "panelwright_tools" / name
    old = path.read_bytes() if path.exists() else None
    path.write_bytes((old or b"") + b"# another stroke\n")
    assert version(root) != before
    path.write_bytes(old) if old is not None else path.unlink()
    assert version(root) == before


def test_neither_caches_nor_line_ends_change_it(copies: tuple[Path, str]) -> None:
    root, before = copies
    folder = root / "panelwright_tools/lift"
    (folder / "__pycache__").mkdir(exist_ok=True)
    (folder / "__pycache__/critic.cpython-311.pyc").write_bytes(b"compiled")
    (folder / ".DS_Store").write_bytes(b"hidden")
    critic = folder / "critic.py"
    critic.write_bytes(critic.read_bytes().replace(b"\n", b"\r\n"))
    assert version(root) == before == version(ROOT.parent)


@pytest.mark.parametrize(("sources", "start"), TOOLS)
def test_a_tool_names_every_folder_that_it_rests_on(sources: tuple[str, ...], start: str) -> None:
    used = {path.relative_to(ROOT).as_posix() for path in closure(ROOT / start)}
    plain = {path for path in used if path.endswith("__init__.py")} | {"versions.py"}
    assert not [path for path in used - plain if not path.startswith(sources)]


def closure(start: Path) -> set[Path]:
    """The modules of the tools that a module imports, and those that they import."""
    seen: set[Path] = set()
    todo = [start]
    while todo:
        path = todo.pop()
        if path not in seen:
            seen.add(path)
            todo += [found for found in map(module, imported(path)) if found is not None]
    return seen


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("panelwright_tools"):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module(name: str) -> Path | None:
    path = ROOT.parent / name.replace(".", "/")
    candidates = (path / "__init__.py", path.with_suffix(".py"))
    return next((found for found in candidates if found.is_file()), None)
