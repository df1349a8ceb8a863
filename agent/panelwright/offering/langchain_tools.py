"""Operations as tools of LangChain, for LangGraph's agents and any other."""

from collections.abc import Callable
from contextvars import copy_context
from typing import Any

from langchain_core.tools import StructuredTool, ToolException
from langgraph.config import get_stream_writer

from panelwright.offering.performing import Performed, awaited, performed
from panelwright.stopping import Stop
from panelwright.toolbox.desk import Desk, Tell
from panelwright.toolbox.operation import Operation
from panelwright.toolbox.schemas import strict_schema

Told = tuple[str, dict[str, Any]]
"""What the model reads, and what the program gets besides: `answer`, a plain record, and
`pictures`, the paths of files."""


def structured_tool(operation: Operation, desk: Desk, close: Callable[[], None]) -> StructuredTool:
    """The tool; what the model can mend comes back as a message with the status `error`.

    In a LangGraph graph its progress is streamed as custom data. `close` is called when the user
    interrupts a call that blocks.
    """

    def call(**arguments: Any) -> Told:
        try:
            return _told(performed(operation, arguments, desk, _telling(operation), Stop()))
        except KeyboardInterrupt:
            close()
            raise

    async def acall(**arguments: Any) -> Told:
        return _told(await awaited(operation, arguments, desk, _telling(operation)))

    return StructuredTool(
        name=operation.name,
        description=operation.description,
        args_schema=strict_schema(operation.asks),
        func=call,
        coroutine=acall,
        response_format="content_and_artifact",
        handle_tool_error=True,
        metadata={
            "title": operation.title,
            "read_only": operation.read_only,
            "destructive": operation.destructive,
            "idempotent": operation.idempotent,
            "open_world": operation.open_world(desk.settings),
        },
    )


def _told(one: Performed) -> Told:
    if one.answer is None:
        raise ToolException(one.text)
    answer, pictures = one.answer.model_dump(mode="json"), [str(path) for path in one.pictures]
    return one.text, {"answer": answer, "pictures": pictures}


def _telling(operation: Operation) -> Tell:
    """Tells a graph's stream how far a call is, from whatever thread; nobody outside of a graph."""
    try:
        writer = get_stream_writer()
    except (RuntimeError, KeyError):  # no tool of a graph is running here
        return lambda done, of, said: None
    here = copy_context()

    def tell(done: float, of: float, said: str) -> None:
        here.copy().run(writer, {"tool": operation.name, "done": done, "of": of, "said": said})

    return tell
