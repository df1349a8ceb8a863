"""The server: operations as tools, runs as resources."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import Any, TypeAlias, TypeVar

from mcp import types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from panelwright.mcp_server import resources
from panelwright.mcp_server.contents import failure, result_of
from panelwright.mcp_server.lanes import Lanes
from panelwright.mcp_server.telling import Teller
from panelwright.stopping import Stop
from panelwright.toolbox.acting import told
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Operation
from panelwright.toolbox.performing import carried_out
from panelwright.toolbox.schemas import strict_schema
from panelwright.toolbox.table import BY_NAME, OPERATIONS
from panelwright_prompts import render
from panelwright_tools.domain import PanelwrightError

log = logging.getLogger(__name__)

Context: TypeAlias = ServerRequestContext[Any, Any]
Found = TypeVar("Found")


def server_of(desk: Desk) -> Server[Any]:
    """The server of a desk, for any transport."""
    office = _Office(desk, Lanes.opened())
    (instructions,) = render("toolbox/instructions", runs=", ".join(desk.places.runs()[:8]))
    return Server(
        "panelwright",
        version=version("panelwright"),
        title="Panelwright",
        instructions=instructions.text,
        on_list_tools=office.list_tools,
        on_call_tool=office.call_tool,
        on_list_resources=office.list_resources,
        on_list_resource_templates=office.list_templates,
        on_read_resource=office.read_resource,
    )


def tool_of(operation: Operation, desk: Desk) -> types.Tool:
    """An operation as clients see it."""
    return types.Tool(
        name=operation.name,
        title=operation.title,
        description=operation.description,
        input_schema=strict_schema(operation.asks),
        output_schema=operation.answers.model_json_schema(mode="serialization"),
        annotations=types.ToolAnnotations(
            title=operation.title,
            read_only_hint=operation.read_only,
            destructive_hint=operation.destructive,
            idempotent_hint=operation.idempotent,
            open_world_hint=operation.open_world(desk.settings),
        ),
    )


@dataclass(frozen=True)
class _Office:
    """Answers what clients ask."""

    desk: Desk
    lanes: Lanes

    async def list_tools(
        self, context: Context, params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        """All operations."""
        return types.ListToolsResult(tools=[tool_of(one, self.desk) for one in OPERATIONS])

    async def call_tool(
        self, context: Context, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        """Have an operation done; what goes wrong is told as a result that a model can act on."""
        operation = BY_NAME.get(params.name)
        if operation is None:
            raise MCPError(types.INVALID_PARAMS, f"there is no tool {params.name[:80]!r}.")
        teller, stop = Teller(context.session.report_progress), Stop()
        work = partial(self._done, operation, params.arguments or {}, teller, stop)
        try:
            return await self._with_progress(operation, work, teller)
        except PanelwrightError as error:
            return failure(told(error, self.desk.places))
        except Exception as error:
            log.exception("%s failed", operation.name)
            return failure(f"it failed unexpectedly ({type(error).__name__}); try it once more.")
        finally:
            stop.say()  # a caller that is gone, or has cancelled, wants no more of it

    async def _with_progress(
        self, operation: Operation, work: Callable[[], types.CallToolResult], teller: Teller
    ) -> types.CallToolResult:
        telling = asyncio.create_task(teller.pass_on())
        try:
            result = await self.lanes.of(operation.load).carry(work)
            teller.end()
            await asyncio.wait({telling})  # an answer stands even if its progress couldn't be told
            return result
        finally:
            telling.cancel()

    def _done(
        self, operation: Operation, arguments: dict[str, Any], teller: Teller, stop: Stop
    ) -> types.CallToolResult:
        """In a thread of the lanes."""
        answer = carried_out(operation, arguments, self.desk.for_call(teller.tell, stop))
        return result_of(answer, self.desk.places)

    async def list_resources(
        self, context: Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        """The runs."""
        cursor = params.cursor if params is not None else None
        return await self._looked_up(lambda: resources.listed(self.desk, cursor))

    async def list_templates(
        self, context: Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        """How files are named."""
        return resources.templates()

    async def read_resource(
        self, context: Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        """A run, or a file of the root."""
        return await self._looked_up(lambda: resources.read(str(params.uri), self.desk))

    async def _looked_up(self, work: Callable[[], Found]) -> Found:
        try:
            return await self.lanes.light.carry(work)
        except PanelwrightError as error:
            raise MCPError(types.INVALID_PARAMS, told(error, self.desk.places)) from error
