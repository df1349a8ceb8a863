"""All tools for one root folder, and the work that goes on in it by itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, overload

from langchain_core.tools import StructuredTool

from panelwright.offering import openai_functions
from panelwright.offering.langchain_tools import structured_tool
from panelwright.offering.performing import Performed
from panelwright.settings import Settings
from panelwright.toolbox.desk import Desk, opened_desk
from panelwright.toolbox.table import BY_NAME, OPERATIONS
from panelwright_tools.domain import UserError


@dataclass(frozen=True)
class Toolset(Sequence[StructuredTool]):
    """A sequence of LangChain tools, to be given to `ToolNode`, `bind_tools` and the like.

    `openai_tools` and `call` are the same without LangChain. Close it, or use it by `with`: what
    was started, and nobody waits for, else keeps the program from ending before it is done.
    """

    desk: Desk
    tools: tuple[StructuredTool, ...]

    def __len__(self) -> int:
        return len(self.tools)

    @overload
    def __getitem__(self, index: int) -> StructuredTool: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[StructuredTool]: ...
    def __getitem__(self, index: int | slice) -> StructuredTool | Sequence[StructuredTool]:
        return self.tools[index]

    def __iter__(self) -> Iterator[StructuredTool]:
        return iter(self.tools)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def named(self, name: str) -> StructuredTool:
        """One of them. Raises KeyError when there is none of that name."""
        return {tool.name: tool for tool in self.tools}[name]

    def openai_tools(self, api: Literal["chat", "responses"] = "chat") -> list[dict[str, Any]]:
        """Their schemas as functions of OpenAI's interface, in strict mode."""
        return openai_functions.openai_tools(api)

    def call(self, name: str, arguments: str | Mapping[str, Any]) -> Performed:
        """Carry out a function call of a model, whose arguments may be the JSON that it wrote.

        Errors that the model can mend come back as text, with `failed` set.
        """
        try:
            return openai_functions.called(name, arguments, self.desk)
        except KeyboardInterrupt:
            self.close()
            raise

    def close(self) -> None:
        """Stop the work that goes on by itself, and wait for it; runs can be gone on with."""
        self.desk.bench.close()


def toolset(
    root: str | Path = "comics",
    settings: Settings | None = None,
    *,
    inputs: Sequence[str | Path] = (),
    only: Sequence[str] | None = None,
) -> Toolset:
    """Tools for an agent that plans, paints, looks at, letters and exports comics.

    All files are written in the `root` folder, and names that a model gives lead nowhere else;
    files in the folders `inputs` may be read besides. The settings say who plans and paints and
    what it may cost, which no call can change; None: everything embedded. `only` names the tools
    that are wanted; None: all. Raises ToolError when the folder can't be made, UserError for a name
    that is no tool's.
    """
    _check_names(only or ())
    folders = tuple(Path(folder) for folder in inputs)
    desk = opened_desk(Path(root), settings, inputs=folders)
    wanted = [one for one in OPERATIONS if only is None or one.name in only]
    close = desk.bench.close
    return Toolset(desk, tuple(structured_tool(one, desk, close) for one in wanted))


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if name not in BY_NAME:
            raise UserError(f"there is no tool {name!r}; there are {', '.join(BY_NAME)}.")
