"""The ways to reach a language model that settings may name."""

import os
from dataclasses import dataclass

from panelwright.settings import Settings
from panelwright_tools.asking.endpoint import Endpoint
from panelwright_tools.asking.prices import NOTHING, Price, price_of


@dataclass(frozen=True)
class Reached:
    """A model within reach."""

    endpoint: Endpoint
    price: Price | None
    """None: nobody knows it."""
    at_once: int
    """Calls at the same time that make sense."""


def openai(settings: Settings) -> Reached:
    """A server that speaks OpenAI's protocol; the key is read from the environment, never kept.

    Raises UserError when the base URL is no address.
    """
    from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint

    model = settings.model
    endpoint = OpenAIEndpoint(
        model.name or "",
        model.base_url,
        os.environ.get(model.key_variable),
        model.context,
        model.timeout_s,
        model.concurrency,
        key_variable=model.key_variable,
    )
    price = price_of(model.name or "", model.base_url, settings.prices)
    return Reached(endpoint, price, model.concurrency)


def llama(settings: Settings) -> Reached:
    """A GGUF file in this process, which answers one call at a time and costs nothing.

    Raises UserError when there is no such file, ToolError when llama-cpp-python isn't installed.
    """
    from panelwright_tools.asking.llama_endpoint import LlamaEndpoint

    model = settings.model
    endpoint = LlamaEndpoint(model.name or "", model.context, settings.seed)
    return Reached(endpoint, NOTHING, at_once=1)
