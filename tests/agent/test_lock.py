"""A run's lock names nobody once it is let go."""

from pathlib import Path

import pytest

from panelwright.lock import locked


def test_work_that_failed_leaves_no_holder_behind(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    with pytest.raises(ZeroDivisionError), locked(path):
        assert path.read_text().strip()
        raise ZeroDivisionError
    assert path.read_text() == ""
