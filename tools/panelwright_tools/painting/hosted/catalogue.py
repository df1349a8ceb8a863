"""What is known of the models that paint behind a server: sizes, references, prices."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from panelwright_tools.asking.hosts import OPENAI, host_of, is_private
from panelwright_tools.domain import Cost

_MILLION: Final = 1e6
_SNAPSHOT: Final = re.compile(r"-\d{4}-\d{2}-\d{2}\Z")
_LEVELS: Final = ("low", "medium", "high")


@dataclass(frozen=True)
class Known:
    """What a model takes."""

    references: int
    """How many pictures it takes beside the prompt; 0: none that we know of."""
    sizes: tuple[tuple[int, int], ...]
    """Widths and heights that it paints; empty: any in multiples of the grain."""
    grain: int = 16
    ratio: float = 3.0
    """Most of the longer side to the shorter."""
    pixels: int = 1_048_576
    """How many are asked for where any size will do."""


@lru_cache
def table() -> Mapping[str, Any]:
    """The data file `data/models.toml`."""
    return tomllib.loads((files(__package__) / "data" / "models.toml").read_text("utf-8"))


@lru_cache
def known(model: str) -> Known:
    """What is known of a model by its name; of an unknown one, what nearly all take."""
    name = model.lower().rpartition("/")[2]
    for row in table()["model"]:
        if name.startswith(tuple(row["begins"])) or any(part in name for part in row["holds"]):
            facts = {key: row[key] for key in row.keys() - {"begins", "holds", "sizes"}}
            return Known(sizes=tuple((width, height) for width, height in row["sizes"]), **facts)
    raise AssertionError("the last row of data/models.toml takes any name")


@dataclass(frozen=True)
class Used:
    """Tokens that one call took, as the answer tells."""

    text: int
    """That went in as words."""
    pictures: int
    """That went in as pictures."""
    output: int

    @property
    def all(self) -> int:
        """Their sum."""
        return self.text + self.pictures + self.output


@dataclass(frozen=True)
class Tariff:
    """What a model behind a server charges."""

    text: float
    """Dollars per million tokens that go in as words."""
    picture: float
    """Of those that go in as pictures."""
    output: float

    def dollars(self, used: Used) -> float:
        """The most that it is: what was reused is charged less."""
        spent = used.text * self.text + used.pictures * self.picture + used.output * self.output
        return round(spent / _MILLION, 9)


def tariff(model: str, base_url: str | None) -> Tariff | None:
    """What a model charges at a server (None: OpenAI itself); None: nobody told.

    A server of one's own charges nothing. Raises UserError when base_url is no address.
    """
    if base_url is not None and is_private(base_url):
        return Tariff(0, 0, 0)
    charged = table()["charged"]
    if host_of(base_url or OPENAI) not in charged["hosts"]:
        return None
    row = charged["models"].get(model, charged["models"].get(_SNAPSHOT.sub("", model)))
    return Tariff(**row) if row is not None else None


def cost(
    model: str,
    base_url: str | None,
    size: tuple[int, int],
    quality: str,
    text_tokens: int,
    pictures: int,
    own_price: float | None,
) -> Cost:
    """The most that one call costs at a server, as far as it can be told before.

    `pictures` go in with the prompt. The user's own price, dollars a picture, goes first; where
    nobody told, the call is counted as unpriced. Raises UserError when base_url is no address.
    """
    charges = tariff(model, base_url)
    output = 0 if charges == Tariff(0, 0, 0) else _output_tokens(model, size, quality)
    used = Used(text_tokens, pictures * int(table()["charged"]["picture_tokens"]), output or 0)
    return _priced(used, charges if output is not None else None, own_price)


def paid(model: str, base_url: str | None, used: Used, own_price: float | None) -> Cost:
    """What one call cost that took so many tokens; as `cost` otherwise."""
    return _priced(used, tariff(model, base_url), own_price)


def _priced(used: Used, charges: Tariff | None, own_price: float | None) -> Cost:
    if own_price is not None:
        return Cost(calls=1, tokens=used.all, dollars=own_price)
    if charges is None:
        return Cost(calls=1, tokens=used.all, unpriced=1)
    return Cost(calls=1, tokens=used.all, dollars=charges.dollars(used))


def _output_tokens(model: str, size: tuple[int, int], quality: str) -> int | None:
    """Of a picture; None where only the answer tells."""
    row = table()["charged"]["tokens"].get("x".join(map(str, size)))
    if row is None or quality not in _LEVELS or not known(model).sizes:
        return None
    return int(row[_LEVELS.index(quality)])
