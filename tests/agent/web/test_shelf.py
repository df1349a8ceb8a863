"""Only runs of the served folder are found, and only what a reader may see of them."""

from pathlib import Path

import pytest

from panelwright.web.shelf import Shelf, address
from panelwright_tools.domain import UserError
from small_runs import planned


def test_runs_are_found_by_name_alone(tmp_path: Path) -> None:
    run = planned(tmp_path / "rain")
    (tmp_path / "notes").mkdir()
    (tmp_path / "linked").symlink_to(run.folder)
    shelf = Shelf(tmp_path)
    assert shelf.names() == ["rain"]
    assert shelf.run("rain").folder == run.folder
    for name in ("notes", "linked", "../rain", "rain/..", "", ".", "rain/store"):
        with pytest.raises(UserError, match="there is no comic"):
            shelf.run(name)


def test_one_run_alone_hides_those_beside_it(tmp_path: Path) -> None:
    planned(tmp_path / "rain")
    planned(tmp_path / "snow")
    shelf = Shelf(tmp_path, only="snow")
    assert shelf.names() == ["snow"]
    with pytest.raises(UserError):
        shelf.run("rain")


def test_pictures_and_books_are_seen_and_nothing_else(tmp_path: Path) -> None:
    run = planned(tmp_path / "rain")
    written = ("panels/p01.png", "book.pdf", "attempts/p01-1.json", ".lock", "store/a.zip")
    for name in (*written, "store/a.png"):
        (run.folder / name).write_bytes(b"x")
    (run.folder / "panels" / "out.png").symlink_to("/etc/hostname")
    shelf = Shelf(tmp_path)
    assert shelf.file("rain", "panels/p01.png") == run.folder / "panels" / "p01.png"
    assert shelf.file("rain", "store/a.png") == run.folder / "store" / "a.png"
    assert shelf.file("rain", "book.pdf") == run.folder / "book.pdf"
    hidden = (
        "run.toml", "story.json", ".lock", "attempts/p01-1.json", "store/a.zip", "panels/out.png",
        "panels/../run.toml", "/etc/hostname", "panels//p01.png", "panels/p02.png",
    )  # fmt: skip
    for name in hidden:
        with pytest.raises(UserError, match="no such file"):
            shelf.file("rain", name)


def test_an_address_holds_no_path_of_the_machine_and_changes_with_the_file(tmp_path: Path) -> None:
    run = planned(tmp_path / "rain")
    picture = run.panel_picture("p01")
    assert address(run, picture) is None
    picture.write_bytes(b"x")
    first = address(run, picture)
    assert first is not None and first.startswith("/files/rain/panels/p01.png?v=")
    import os

    os.utime(picture, ns=(1, 1))
    assert address(run, picture) != first
