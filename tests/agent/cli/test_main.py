"""The command line ends at once: nothing looks for garbage when the system takes all back."""

import subprocess
import sys

_ENDING = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > 10_000))  # the first is called last
from panelwright.cli import main
main()
"""


def test_what_a_command_has_loaded_is_not_looked_through_at_its_end() -> None:
    said = subprocess.run(
        [sys.executable, "-c", _ENDING, "--version"], capture_output=True, text=True, check=True
    ).stdout
    assert said.splitlines()[-1] == "True"
