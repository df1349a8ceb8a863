import subprocess
import sys
from pathlib import Path

import pytest

from panelwright.events import Events
from panelwright.files import write_whole
from panelwright.lock import locked
from panelwright.making import created, created_beside
from panelwright.run import opened
from panelwright.settings import Settings
from panelwright.work import new_run
from panelwright_tools.domain import ToolError, UserError
from small_runs import planned


def test_a_new_run_is_named_after_its_story_and_never_takes_an_old_folder(tmp_path: Path) -> None:
    settings = Settings(runs=str(tmp_path))
    one = new_run("Mina runs.\n", "../The Map", settings)
    two = new_run("Mina runs.\n", "../The Map", settings)
    assert one.folder.parent == two.folder.parent == tmp_path
    assert one.folder.name.startswith("the-map-")
    assert two.folder.name == one.folder.name + "-2"
    assert one.synopsis.read_text() == "Mina runs.\n"


def test_a_folder_with_something_in_it_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(UserError, match="is not empty; name another folder"):
        created(tmp_path)
    with pytest.raises(UserError, match=r"thesis.txt is a file; name a folder"):
        created(tmp_path / "thesis.txt")
    run = planned(tmp_path / "run")
    with pytest.raises(UserError, match="is not empty; go on with `agent resume"):
        created(run.folder)


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is no run folder"):
        opened(tmp_path)
    with pytest.raises(UserError, match="there is no run folder"):
        opened(tmp_path / "nope")


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    run.manifest.write_text("[settings\n")
    with pytest.raises(UserError, match=r"run.toml is damaged"):
        run.settings()
    run.manifest.write_text("[settings]\nattempts = 0\n")
    with pytest.raises(UserError, match=r"run.toml: field attempts: .*greater than or equal to 1"):
        run.settings()


def test_a_second_process_is_refused_while_the_first_lives(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from panelwright.lock import locked\n"
        "with locked(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    lock = tmp_path / ".lock"
    process = subprocess.Popen([sys.executable, "-c", script, str(lock)], text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    with process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        with pytest.raises(UserError, match=f"in use by process {process.pid}"), locked(lock):
            pass
        process.kill()
    with locked(lock):
        assert lock.exists()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    write_whole(path, "old")
    with pytest.raises(ToolError, match=r"can't write .*: file name too long"):
        write_whole(tmp_path / ("x" * 300), "new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["file.txt"]


def test_a_run_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ToolError, match=r"can't write .*: not a directory"):
        created_beside(tmp_path / "file", "story")


def test_events_go_on_after_a_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b'{"event": "pai')
    seen: list[object] = []
    Events(path, seen.append).tell("painted", panel="p01")
    assert path.read_bytes().count(b"\n") == 2
    assert b'"panel": "p01"' in path.read_bytes().splitlines()[1]
    assert seen == [{"event": "painted", "panel": "p01"}]
