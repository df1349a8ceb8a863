"""What the package ships of others is listed with its licence."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

NOTICES = (Path(__file__).resolve().parents[2] / "THIRD_PARTY_NOTICES.md").read_text("utf-8")
OURS = {".py", ".toml", ".j2", ".md", ".typed"}
MADE_HERE = ("miniature", "calibrations", "assets", "book_view", "brush")
"""The folders of a model that is our own, of what was fitted on it, and of the page's scripts."""


def shipped(folder: Traversable) -> list[str]:
    """The names of all files in a package."""
    names: list[str] = []
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in ("__pycache__", *MADE_HERE):
            names += shipped(entry)
        elif entry.is_file():
            names.append(entry.name)
    return names


def test_every_font_word_list_and_archive_is_listed_with_its_source() -> None:
    foreign = [
        name
        for package in ("panelwright", "panelwright_tools", "panelwright_prompts")
        for name in shipped(files(package))
        if Path(name).suffix not in OURS and not name.endswith("-LICENSE.txt")
    ]
    assert len(foreign) > 10
    assert [name for name in foreign if f"{name}`" not in NOTICES] == []


def test_every_licence_that_is_named_is_given_in_full() -> None:
    rows = [line.split("|")[-2].strip() for line in NOTICES.splitlines() if line.startswith("| ")]
    named = {name for row in rows[1:] for name in row.split(", ")} - {"public domain"}
    given = {title.replace("SIL Open Font License", "OFL")
             for title in re.findall(r"^## (.+)$", NOTICES, re.MULTILINE)}  # fmt: skip
    assert named == given
