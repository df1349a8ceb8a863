"""What a model that looks is for is told by its config.json."""

import json
import tomllib
from pathlib import Path

import pytest

import panelwright_tools
from panelwright_tools.domain import UserError
from panelwright_tools.loading.named import named_models
from panelwright_tools.loading.uses import check_use, told_use, uses

ROOT = Path(panelwright_tools.__file__).parent


def config(folder: Path, text: str) -> Path:
    (folder / "config.json").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("table", "use"),
    [
        ("segmentation/data/sam.toml", "--segmenter sam"),
        ("likeness/data/encoders.toml", "--likeness encoder"),
    ],
)
def test_what_a_tool_can_run_is_what_it_is_examined_for(table: str, use: str) -> None:
    runs = tomllib.loads((ROOT / table).read_text("utf-8"))
    assert {name for name, row in uses().items() if row["use"] == use} == set(runs)


def test_every_use_is_one_of_a_model_that_is_listed() -> None:
    assert {row["use"] for row in uses().values()} == {one.use for one in named_models().values()}


def test_a_kind_that_nobody_knows_is_refused_with_those_that_do(tmp_path: Path) -> None:
    for kind in ({"model_type": "bert"}, {}, {"model_type": ["sam"]}):
        config(tmp_path, json.dumps(kind))
        assert told_use(tmp_path) == ""
        with pytest.raises(UserError, match=r"takes one of these: sam, sam2, sam2_video\.$"):
            check_use(tmp_path, "--segmenter sam")
    config(tmp_path, json.dumps({"model_type": "sam2"}))
    check_use(tmp_path, "--segmenter sam")
    assert told_use(tmp_path).startswith("a SAM 2, which goes with --segmenter sam:")
    with pytest.raises(UserError, match="is no JSON"):
        check_use(config(tmp_path, "{"), "--segmenter sam")
