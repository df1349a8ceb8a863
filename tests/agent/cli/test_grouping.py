"""Flags that go together are flags of the command, and reach it as one object."""

from dataclasses import dataclass
from typing import Annotated

import typer
from typer.testing import CliRunner

from panelwright.cli.grouping import grouped


@dataclass(frozen=True)
class Size:
    width: Annotated[int, typer.Option("--width", min=1)]
    height: Annotated[int | None, typer.Option("--height", "-h")] = None


def _called(*arguments: str) -> tuple[int, str]:
    app = typer.Typer()

    @app.command()
    @grouped
    def paint(what: str, *, size: Size, times: Annotated[int, typer.Option("--times")] = 2) -> None:
        """Paint it."""
        print(what, size.width, size.height, times)

    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.output


def test_a_group_is_given_flag_by_flag_beside_others() -> None:
    assert _called("tree", "--width", "3", "-h", "4", "--times", "5") == (0, "tree 3 4 5\n")


def test_flags_of_a_group_have_their_own_defaults() -> None:
    assert _called("tree", "--width", "3") == (0, "tree 3 None 2\n")


def test_a_flag_of_a_group_without_a_default_is_needed_and_checked() -> None:
    assert _called("tree")[0] == 2
    assert _called("tree", "--width", "0")[0] == 2


def test_the_help_tells_flags_in_the_order_of_the_parameters() -> None:
    told = _called("--help")[1]
    assert told.index("--width") < told.index("--height") < told.index("--times")
    assert "Paint it." in told
