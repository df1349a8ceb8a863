"""`agent mcp` says what lacks and what is wrong before it serves anything."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from panelwright.cli.app import run


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_without_the_package_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    found = importlib.util.find_spec

    def none_of_mcp(name: str, package: str | None = None) -> Any:
        return None if name.split(".")[0] == "mcp" else found(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", none_of_mcp)
    assert run(["mcp"]) == 2
    out, err = capsys.readouterr()
    assert "run: pip install 'panelwright[mcp]'" in err
    assert out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--http", "--token", "short"], "--token needs 16 plain characters"),
        (["--http", "--token", "with a space in the middle"], "--token needs 16"),
        (["--inputs", "nowhere"], "--inputs nowhere is no folder"),
        (["--painter", "nobody"], "there is no painter 'nobody'"),
        (["--root", "file.txt"], "can't write file.txt"),
        (["--http", "--host", "192.0.2.1", "--token", "x" * 16], "can't serve at 192.0.2.1"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    flags: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("mcp", reason="mcp is not installed: it is in the extra mcp")
    Path("file.txt").write_text("")
    assert run(["mcp", *flags]) != 0
    out, err = capsys.readouterr()
    assert said in err
    assert "Traceback" not in err
    assert out == ""
