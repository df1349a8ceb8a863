"""Whether painters and grounders behind servers can be used, and what they charge."""

import os
from typing import Final

from panelwright import backends
from panelwright.checkup_findings import Finding
from panelwright.planning.endpoints import URL_VARIABLE
from panelwright.settings import Role, Settings
from panelwright_tools.asking.hosts import OPENAI, is_private, shown
from panelwright_tools.asking.prices import NOTHING, price_of
from panelwright_tools.domain import PanelwrightError, UserError
from panelwright_tools.grounding.options import GroundingOptions
from panelwright_tools.painting.hosted.catalogue import Tariff, tariff
from panelwright_tools.painting.options import PaintingOptions

_KEY: Final = "OPENAI_API_KEY"
_ROLES: Final[tuple[Role, ...]] = ("painter", "grounder")


def served(settings: Settings) -> list[Finding]:
    """One finding a tool; one that the settings choose and that can't be used is a failure."""
    return [
        _finding(settings, role, name)
        for role in _ROLES
        for name in backends.names(role)
        if backends.is_served(name)
    ]


def _finding(settings: Settings, role: Role, name: str) -> Finding:
    chosen = backends.chosen(settings, role) == name
    try:
        return Finding(f"{role} {name}", "ok", f"usable: {_usable(settings, role, name, chosen)}")
    except PanelwrightError as error:
        return Finding(f"{role} {name}", "fail" if chosen else "note", f"not usable: {error}")


def _usable(settings: Settings, role: Role, name: str, chosen: bool) -> str:
    """Server, model, key and price. Raises UserError with what is missing."""
    missing = backends.lacking(name)
    if missing is not None:
        raise UserError(f"needs {missing}.")
    options = settings.painting if role == "painter" else settings.grounding
    url = options.base_url or os.environ.get(URL_VARIABLE) or OPENAI
    variable = options.key_variable or _KEY
    if not (is_private(url) or os.environ.get(variable)):
        raise UserError(f"no key for {shown(url)}; put it into {variable}.")
    key = f"{variable} {'is set' if os.environ.get(variable) else 'is not set'}"
    if not (chosen and options.model):
        return f"a server at {shown(url)}, {key}; name a model with --{role} {name}:NAME"
    return f"{options.model} at {shown(url)}, {key}, {_price(settings, options, url)}"


def _price(settings: Settings, options: PaintingOptions | GroundingOptions, url: str) -> str:
    name = options.model or ""
    if isinstance(options, PaintingOptions):
        return _picture_price(options, name, url)
    price = price_of(name, url, settings.prices)
    if price is None:
        return f'price unknown (give it as [prices."{name}"] in agent.toml)'
    if price == NOTHING:
        return "costs nothing"
    return f"{price.input:g} and {price.output:g} dollars a million tokens of prompt and answer"


def _picture_price(options: PaintingOptions, name: str, url: str) -> str:
    if options.picture_price is not None:
        return f"{options.picture_price:g} dollars a picture"
    charges = tariff(name, url)
    if charges is None:
        return "price unknown (give it as picture_price under [painting] in agent.toml)"
    if charges == Tariff(0, 0, 0):
        return "costs nothing"
    return (
        f"{charges.text:g}, {charges.picture:g} and {charges.output:g} dollars a million tokens of "
        "text, of pictures that go in and of pictures that come out"
    )
