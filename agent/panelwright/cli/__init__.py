"""The command line: `agent`, also called `panelwright`."""

import sys

from panelwright.cli.collecting import collect_seldom

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code."""
    collect_seldom()
    try:
        from panelwright.cli.app import main as run
    except KeyboardInterrupt:  # loading it takes a moment
        sys.exit(130)
    run()
