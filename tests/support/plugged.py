"""Small real distributions, installed into a folder without pip, as their entry points say."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from shutil import copy

from panelwright.plugins.code import code_digest
from panelwright.plugins.declared import _declared
from panelwright.tooling import tools

EXAMPLE = Path(__file__).parents[2] / "examples/a-painter-of-dots"


def install(
    folder: Path,
    package: str,
    entry_points: Mapping[str, Mapping[str, str]] | str,
    files: Mapping[str, str],
    version: str = "1.0",
) -> Path:
    """Install a distribution into a folder that is, or will be, on the path.

    `entry_points` is group to name to path, or the whole file; `files` the modules' sources.
    """
    info = folder / f"{package.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
    if not isinstance(entry_points, str):
        entry_points = "\n".join(
            f"[{group}]\n" + "".join(f"{name} = {path}\n" for name, path in points.items())
            for group, points in entry_points.items()
        )
    (info / "entry_points.txt").write_text(entry_points)
    for name, source in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(source)
    forget()
    return folder


def install_example(folder: Path, version: str | None = None) -> Path:
    """Install the painter of dots of the examples, by what its pyproject.toml says."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    install(folder, project["name"], project["entry-points"], {}, version or project["version"])
    copy(EXAMPLE / "panelwright_dots.py", folder)
    return folder


def forget() -> None:
    """Read anew what is installed, as the next process would."""
    for kept in (_declared, code_digest, tools):
        kept.cache_clear()
