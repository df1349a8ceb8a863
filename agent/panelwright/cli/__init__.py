"""The command line: `agent`, also called `panelwright`."""

from panelwright.cli.app import main

__all__ = ["main"]
