"""The ways to reach a language model that settings may name."""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from panelwright.settings import ModelSettings, Settings
from panelwright.turns import painter_rests
from panelwright_tools.asking.endpoint import Endpoint
from panelwright_tools.asking.prices import NOTHING, Price, price_of
from panelwright_tools.domain import UserError

if TYPE_CHECKING:
    from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint

URL_VARIABLE: Final = "OPENAI_BASE_URL"
"""By which the `openai` package and others are told of another server."""


@dataclass(frozen=True)
class Reached:
    """A model within reach."""

    endpoint: Endpoint
    price: Price | None
    """None: nobody knows it."""
    at_once: int
    """Calls at the same time that make sense."""


def server(model: ModelSettings) -> str | None:
    """The server's address: of the settings, else of OPENAI_BASE_URL; None: OpenAI itself."""
    return model.base_url or os.environ.get(URL_VARIABLE) or None


def check_address(model: ModelSettings) -> None:
    """Raises UserError when the server's address holds what may open a door: settings are kept."""
    check_kept_address(model.base_url, model.key_variable)


def check_kept_address(address: str | None, key_variable: str) -> None:
    """The same for any address that is written down."""
    if address and any(mark in address for mark in "@?#"):
        raise UserError(
            "the server's address must end with its path and hold no password, token or query, "
            "since settings are written down; put the key in the environment variable "
            f"{key_variable}."
        )


def key(model: ModelSettings) -> str | None:
    """The key, read from the environment and never kept; None: there is none."""
    return os.environ.get(model.key_variable) or None


def openai(settings: Settings) -> Reached:
    """A server that speaks OpenAI's protocol.

    Raises UserError when the base URL is no address, and when the key is missing or can't be one.
    """
    model = settings.model
    price = price_of(model.name or "", server(model), settings.prices)
    return Reached(served(model), price, model.concurrency)


def served(model: ModelSettings) -> "OpenAIEndpoint":
    """The model behind a server. Raises as `openai` does."""
    from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint

    return OpenAIEndpoint(
        model.name or "",
        server(model),
        key(model),
        model.context,
        model.timeout_s,
        model.concurrency,
        key_variable=model.key_variable,
    )


def llama(settings: Settings) -> Reached:
    """A GGUF file in this process, which answers one call at a time and costs nothing.

    Raises UserError when there is no such file, ToolError when llama-cpp-python isn't installed.
    """
    from panelwright_tools.asking.llama_endpoint import LlamaEndpoint

    painter_rests()  # what it holds, the language model may need
    model = settings.model
    endpoint = LlamaEndpoint(model.name or "", model.context, settings.seed)
    return Reached(endpoint, NOTHING, at_once=1)
