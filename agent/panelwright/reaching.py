"""Where the settings say that the language model is, with which key, and what it charges."""

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from panelwright.settings import ModelSettings
from panelwright_tools.asking.model import Usage
from panelwright_tools.asking.prices import Price, cost_of, price_of
from panelwright_tools.domain import Cost, UserError

if TYPE_CHECKING:
    from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint

URL_VARIABLE = "OPENAI_BASE_URL"


def server(model: ModelSettings) -> str | None:
    """The server's address: of the settings, else of OPENAI_BASE_URL; None: OpenAI itself."""
    return model.base_url or os.environ.get(URL_VARIABLE) or None


def key(model: ModelSettings) -> str | None:
    """The key, from the environment variable that the settings name; None: it isn't set."""
    return os.environ.get(model.key_variable) or None


def openai_endpoint(model: ModelSettings) -> "OpenAIEndpoint":
    """The model behind a server. Nothing is called yet.

    Raises UserError when no model is named, or the server's address is none.
    """
    from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint

    if not model.name:
        raise UserError(
            "which model shall plan? Name one with --model, or as name under [model] in agent.toml."
        )
    return OpenAIEndpoint(
        model.name,
        server(model),
        key(model),
        model.context,
        model.timeout_s,
        model.concurrency,
        key_variable=model.key_variable,
    )


def tariff(model: ModelSettings, prices: Mapping[str, Price]) -> Callable[[Usage], Cost]:
    """What use of the model behind a server costs; unknown where nobody told a price."""
    return partial(cost_of, price=price_of(model.name or "", server(model), prices))
