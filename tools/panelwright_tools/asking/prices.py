"""What models charge: dollars per million tokens, from the table, the user, or not known."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeVar

from pydantic import Field

from panelwright_tools.asking.hosts import OPENAI, host_of, is_private
from panelwright_tools.asking.model import Usage
from panelwright_tools.asking.tables import table
from panelwright_tools.domain import Cost
from panelwright_tools.domain.model import Model

_Row = TypeVar("_Row")

_MILLION: Final = 1e6
_SNAPSHOT: Final = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{8})\Z")


class Price(Model):
    """US dollars per million tokens."""

    input: float = Field(ge=0, description="of the prompt")
    cached: float | None = Field(
        default=None, ge=0, description="of a prompt's beginning that is reused; None: as input"
    )
    cache_write: float | None = Field(
        default=None, ge=0, description="of a prompt that is kept for reuse; None: as input"
    )
    output: float = Field(ge=0, description="of the answer, thinking with it")

    def dollars(self, usage: Usage) -> float:
        """The most that this much use costs."""
        fresh = max(self.input, self.cache_write or 0)
        cached = self.input if self.cached is None else self.cached
        new = usage.prompt_tokens - usage.reused_tokens
        spent = new * fresh + usage.reused_tokens * cached + usage.answer_tokens * self.output
        return spent / _MILLION


NOTHING: Final = Price(input=0, output=0)
"""What runs on one's own machines costs nothing."""


class Hosted(Model):
    """What is known of a hosted model."""

    price: Price
    context: int
    effort: str | None = None
    """How much thinking to ask for; None: the model doesn't think unasked."""


def price_of(
    name: str, base_url: str | None = None, own: Mapping[str, Price] | None = None
) -> Price | None:
    """The price of a model at a server (None: OpenAI itself); None: nobody told.

    The user's own prices, by name, go first. A server on this machine or at a private address costs
    nothing. Raises UserError when base_url is no address.
    """
    given = _by_name(own or {}, name)
    if given is not None:
        return given
    if base_url is not None and is_private(base_url):
        return NOTHING
    known = hosted(name, base_url)
    return known.price if known is not None else None


def cost_of(usage: Usage, price: Price | None) -> Cost:
    """What use costs at a price; without one, every call is counted as unpriced."""
    return Cost(
        calls=usage.calls,
        tokens=usage.prompt_tokens + usage.answer_tokens,
        dollars=0.0 if price is None else round(price.dollars(usage), 9),
        unpriced=usage.calls if price is None else 0,
    )


def hosted(name: str, base_url: str | None = None) -> Hosted | None:
    """What is known of a model at a server (None: OpenAI itself)."""
    return _by_name(_hosted_at(host_of(base_url or OPENAI)), name)


@lru_cache
def _hosted_at(host: str) -> Mapping[str, Hosted]:
    found = {}
    for service in table("hosted")["service"]:
        if host in service["hosts"]:
            for name, row in service["models"].items():
                rest = {key: row[key] for key in ("context", "effort") if key in row}
                price = Price(**{key: row[key] for key in row.keys() - rest.keys()})
                found[name] = Hosted(price=price, **rest)
    return found


def _by_name(rows: Mapping[str, _Row], name: str) -> _Row | None:
    return rows.get(name, rows.get(_SNAPSHOT.sub("", name)))
