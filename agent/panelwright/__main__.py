"""`python -m panelwright` is `agent`."""

from panelwright.cli import main

main()
