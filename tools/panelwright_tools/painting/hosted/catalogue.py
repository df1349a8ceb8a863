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


def cost(
    model: str,
    base_url: str | None,
    size: tuple[int, int],
    quality: str,
    text_tokens: int,
    pictures: int,
    own_price: float | None,
) -> Cost:
    """The most that one call costs at a server (None: OpenAI itself).

    `pictures` go in with the prompt. The user's own price, dollars a picture, goes first; a server
    of one's own costs nothing; where nobody told, the call is counted as unpriced. Raises UserError
    when base_url is no address.
    """
    charged = table()["charged"]
    tokens = text_tokens + pictures * int(charged["picture_tokens"])
    if own_price is not None:
        return Cost(calls=1, tokens=tokens, dollars=own_price)
    if base_url is not None and is_private(base_url):
        return Cost(calls=1, tokens=tokens)
    output = _output_price(model, base_url, size, quality)
    if output is None:
        return Cost(calls=1, tokens=tokens, unpriced=1)
    text = text_tokens * float(charged["text_price"])
    image = pictures * int(charged["picture_tokens"]) * float(charged["picture_price"])
    return Cost(calls=1, tokens=tokens, dollars=round(output + (text + image) / _MILLION, 9))


def _output_price(
    model: str, base_url: str | None, size: tuple[int, int], quality: str
) -> float | None:
    charged = table()["charged"]
    if host_of(base_url or OPENAI) not in charged["hosts"] or quality not in _LEVELS:
        return None
    models = charged["models"]
    prices = models.get(model, models.get(_SNAPSHOT.sub("", model), {}))
    row = prices.get("x".join(map(str, size)))
    return None if row is None else float(row[_LEVELS.index(quality)])
