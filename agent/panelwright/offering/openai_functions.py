"""Operations as functions of OpenAI's interface, in strict mode."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from panelwright.offering.performing import Performed, performed
from panelwright.stopping import Stop
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.schemas import strict_schema
from panelwright.toolbox.table import BY_NAME, OPERATIONS


def openai_tools(api: Literal["chat", "responses"] = "chat") -> list[dict[str, Any]]:
    """The functions, as the `tools` of a request take them: of the chat completions API and of all
    servers that speak it, or of the responses API."""
    functions = [
        {
            "name": one.name,
            "description": one.description,
            "parameters": strict_schema(one.asks),
            "strict": True,
        }
        for one in OPERATIONS
    ]
    if api == "responses":
        return [{"type": "function", **function} for function in functions]
    return [{"type": "function", "function": function} for function in functions]


def called(name: str, arguments: str | Mapping[str, Any], desk: Desk) -> Performed:
    """What comes of a function call, with its arguments as the model wrote them.

    What a model can mend is no exception: it is told.
    """
    operation = BY_NAME.get(name)
    if operation is None:
        known = ", ".join(BY_NAME)
        return Performed(f"there is no function {name[:80]!r}; there are {known}.", failed=True)
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments or "{}")
        except (ValueError, RecursionError) as error:
            return Performed(f"the arguments are no JSON: {error}.", failed=True)
    if not isinstance(arguments, Mapping):
        return Performed("the arguments should be an object of names and values.", failed=True)
    return performed(operation, arguments, desk, lambda done, of, said: None, Stop())
