"""No name leads out of the folders that a desk may use."""

import os
from pathlib import Path

import pytest

from panelwright.toolbox.places import Places
from panelwright_tools.domain import UserError


@pytest.fixture
def places(tmp_path: Path) -> Places:
    for name in ("root/run/panels", "inputs", "secret"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "root/run/run.toml").write_text("")
    (tmp_path / "root/run/panels/p01.png").write_text("in")
    (tmp_path / "inputs/face.png").write_text("given")
    (tmp_path / "secret/key.png").write_text("secret")
    (tmp_path / "root/link.png").symlink_to(tmp_path / "secret/key.png")
    (tmp_path / "root/way").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "root/pipe.png")
    return Places((tmp_path / "root").resolve(), ((tmp_path / "inputs").resolve(),))


def test_files_of_the_root_and_of_further_folders_are_read(places: Places) -> None:
    assert places.file("run/panels/p01.png").read_text() == "in"
    assert places.file("face.png").read_text() == "given"
    assert places.run("run").folder == places.root / "run"
    assert places.runs() == ["run"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../secret/key.png", "leads out"),
        ("run/../../secret/key.png", "leads out"),
        ("/etc/passwd", "relative path"),
        ("~/key.png", "relative path"),
        ("..\\secret\\key.png", "forward slashes"),
        ("C:/key.png", "relative path"),
        ("link.png", "over a link"),
        ("way/key.png", "over a link"),
        ("pipe.png", "no file"),
        ("run", "no file"),
        ("NUL", "names a device"),
        ("con.png", "names a device"),
        ("run/com1.png", "names a device"),
        ("key\x00.png", "relative path"),
        ("", "1 to 400 characters"),
        ("x" * 401, "1 to 400 characters"),
        ("nothing.png", "there is no file"),
    ],
)
def test_other_names_are_refused(name: str, told: str, places: Places) -> None:
    with pytest.raises(UserError, match=told):
        places.file(name)


@pytest.mark.parametrize("name", ["way", "run/panels", "..", ".", "/", "nothing"])
def test_no_run_is_found_elsewhere(name: str, places: Places) -> None:
    with pytest.raises(UserError):
        places.run(name)


def test_what_is_written_gets_a_plain_name_in_the_root(places: Places) -> None:
    path = places.output("canvas-../../x", "a.png")
    assert path.parent.parent == places.root
    with pytest.raises(UserError, match="is a link"):
        places.output("way", "a.png")


def test_nothing_is_written_over_a_link_in_a_run_or_a_folder_of_pictures(places: Places) -> None:
    (places.root / "run/masks").symlink_to(places.root.parent / "secret")
    with pytest.raises(UserError, match="run/masks is a link; take it away"):
        places.run("run")
    (places.output("sea", "")).joinpath("store").symlink_to(places.root.parent / "secret")
    with pytest.raises(UserError, match="sea/store is a link"):
        places.output("sea", "canvas.png")
