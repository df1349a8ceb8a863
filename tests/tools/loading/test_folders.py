from pathlib import Path

import pytest

from panelwright_tools.domain import UserError
from panelwright_tools.loading.folders import model_folder, model_version


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    assert model_folder(str(tmp_path)) == tmp_path


@pytest.mark.parametrize("name", ["no/such/folder", "/nowhere", "", "../up", "a b/c"])
def test_what_is_neither_folder_nor_name_is_said(name: str) -> None:
    with pytest.raises(UserError, match=r"there is no model|is no model"):
        model_folder(name)


def test_a_file_and_an_empty_folder_are_no_models(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"has no config\.json"):
        model_folder(str(tmp_path))
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(UserError, match="is a file"):
        model_folder(str(tmp_path / "a.txt"))


def test_a_model_of_the_hub_is_taken_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(UserError, match="machine's cache; get it with `agent models pull"):
        model_folder("someone/dino")
    kept = tmp_path / "models--someone--dino"
    (kept / "snapshots" / ("a" * 40)).mkdir(parents=True)
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text("a" * 40)
    (kept / "snapshots" / ("a" * 40) / "config.json").write_text("{}")
    assert model_folder("someone/dino") == kept / "snapshots" / ("a" * 40)


def test_the_version_of_a_model_follows_its_files_and_not_its_place(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "config.json").write_text("{}")
    first = model_version(one)
    assert first == model_version(two)
    (two / "config.json").write_text('{"a": 1}')
    assert model_version(two) != first
    (two / "config.json").rename(two / "weights")
    assert model_version(two) != first
