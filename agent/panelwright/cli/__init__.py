"""The command line: `agent`, also called `panelwright`."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        from panelwright.cli.app import main as run
    except KeyboardInterrupt:  # loading it takes a moment
        sys.exit(130)
    run()
