"""Margins in files: found by what they were fitted to, and by nothing else."""

from datetime import date
from pathlib import Path

import pytest

from panelwright_tools.domain import UserError
from panelwright_tools.lift.margins import Fitted, Margin, margin_of

TO = Fitted(digest="0123abcd", painter="0123abcd", weighting="eps")


def fitted(to: Fitted = TO, **changed: object) -> Margin:
    return Margin.model_validate(
        {
            "made": date(2026, 11, 27),
            "model": "any",
            "to": to,
            "alpha": 0.05,
            "draws": 64,
            "margin": 0.25,
            "pairs": 100,
            "held_out": 100,
            "false_acceptance": 0.04,
            "true_acceptance": 0.9,
            "false_rejection": 0.01,
            "auc": 0.97,
            **changed,
        }
    )


def kept(folder: Path, margin: Margin, name: str | None = None) -> None:
    (folder / (name or margin.to.file)).write_text(margin.model_dump_json())


def test_a_margin_is_found_by_what_it_was_fitted_to(tmp_path: Path) -> None:
    kept(tmp_path, fitted())
    assert margin_of(TO, tmp_path) == fitted()


@pytest.mark.parametrize(
    "other", [{"digest": "0123abce"}, {"painter": "f00"}, {"painter": ""}, {"weighting": "llr"}]
)
def test_it_is_not_found_for_anything_else(tmp_path: Path, other: dict[str, str]) -> None:
    kept(tmp_path, fitted())
    assert margin_of(TO.model_copy(update=other), tmp_path) is None


def test_a_file_that_is_only_called_so_is_not_used(tmp_path: Path) -> None:
    other = TO.model_copy(update={"digest": "0123abce"})
    kept(tmp_path, fitted(), other.file)
    assert margin_of(other, tmp_path) is None


@pytest.mark.parametrize("content", ["", "{}", '{"format": 2}', "nothing"])
def test_a_damaged_file_is_an_error_and_no_missing_margin(tmp_path: Path, content: str) -> None:
    (tmp_path / TO.file).write_text(content)
    with pytest.raises(UserError, match="damaged"):
        margin_of(TO, tmp_path)


def test_it_holds_for_the_same_level_and_no_more_draws() -> None:
    assert fitted().holds(0.05, 64) and fitted().holds(0.05, 32)
    assert not fitted().holds(0.05, 65)
    assert not fitted().holds(0.01, 64) and not fitted().holds(0.1, 64)
