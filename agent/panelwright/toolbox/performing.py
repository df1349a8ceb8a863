"""One call of an operation: its arguments read, its steps told, and its pictures left unfinished
when its caller wants them no more."""

from collections.abc import Mapping
from threading import get_ident
from typing import Any

from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.schemas import read_arguments
from panelwright_tools.painting.listening import listening, wanted


def carried_out(operation: Operation, arguments: Mapping[str, Any], desk: Desk) -> Answer:
    """Call an operation for the caller of a desk, and wait for its answer.

    Raises UserError for wrong arguments, what the operation raises, and Stopped when the desk says
    so, in the middle of a picture that this thread paints too.
    """
    desk.stop.check()
    asked, thread = read_arguments(operation.asks, arguments), get_ident()

    def stepped(panel: str, done: int, steps: int) -> None:
        if get_ident() == thread:  # other calls paint at the same time
            desk.tell(done, steps, f"step {done} of {steps}")

    with wanted(desk.stop.check), listening(stepped):
        return operation.run(asked, desk)
