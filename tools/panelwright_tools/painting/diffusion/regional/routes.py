"""Attention in groups: each group of queries sees its own keys, one kernel call a group.

A dense (queries, keys) mask costs memory and computes what it then throws away; gathering each
group's rows computes only what counts and leaves the fused kernels usable, which take no mask.
Where the keys are few and a call costs more than its arithmetic, as a UNet's words on a graphics
card, a route may hold several groups, and tell which keys are `hidden` from whom.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor

Kernel = Callable[..., Tensor]
"""As torch.nn.functional.scaled_dot_product_attention."""


@dataclass(frozen=True)
class Route:
    """Some queries, the keys that they see, and how their outcome joins what lies beneath."""

    queries: Tensor | None
    """(q,) places of queries; None: all."""
    keys: Tensor | slice | None
    """(k,) places of keys, as a slice where they lie side by side; None: all."""
    over: Tensor | float = 1.0
    """Share of this outcome over an earlier route's, 0..1; a tensor (q, 1) has one a query."""
    gains: Tensor | None = None
    """(k,) factor on the attention that each key gets; None: 1 everywhere.

    The weights of the other keys stay as they are: attention re-weighting as in Hertz et al.,
    Prompt-to-Prompt (ICLR 2023), section 3.2, there on the map, here on the values, which is the
    same product and needs no map.
    """
    rows: slice = field(default_factory=lambda: slice(None))
    """The rows of the batch that it holds for."""
    hidden: Tensor | None = None
    """(q, k) 0 where the query sees the key, minus infinity where not; None: it sees all."""
    groups: tuple[tuple[int, int], ...] = ()
    """How many queries and keys each group has of a route of several, one behind the other; empty:
    it is one group. Each has a kernel call; what is gathered and laid over, is so at once."""

    def on(self, device: Any = None, numbers: torch.dtype | None = None) -> "Route":
        """The same, with its tensors on a device, and what is no place in these numbers."""
        tensors = {
            name: tensor.to(device=device, dtype=numbers if tensor.is_floating_point() else None)
            for name, tensor in vars(self).items()
            if isinstance(tensor, Tensor)
        }
        return replace(self, **tensors)


@dataclass(frozen=True)
class Layer:
    """One attention layer: who sees whom in it, and where pixels and words lie."""

    routes: Sequence[Route]
    pixels: Tensor
    """(pixels,) places of the picture's pixels among the queries, row by row; none in a layer of
    text alone."""
    words: Tensor
    """(tokens,) places of the plan's text among the keys."""

    def in_numbers(self, numbers: torch.dtype) -> "Layer":
        """The same for queries in these numbers, so that no call need change its own."""
        return replace(self, routes=[route.on(numbers=numbers) for route in self.routes])


def factors(gains: Mapping[int, float], keys: int) -> Tensor | None:
    """(keys,) the gains by place, 1 elsewhere; None when all are 1."""
    if all(gain == 1 for gain in gains.values()):
        return None
    factors = torch.ones(keys)
    for place, factor in gains.items():
        factors[place] = factor
    return factors


def bundled(routes: Sequence[Route]) -> list[Route]:
    """The same attention with fewer routes: those that follow each other and share no query."""
    found: list[Route] = []
    for route in routes:
        if found and _joinable(found[-1], route):
            found[-1] = _joined(found[-1], route)
        else:
            found.append(route)
    return found


def _joinable(one: Route, other: Route) -> bool:
    if one.rows != other.rows or one.hidden is not None or other.hidden is not None:
        return False
    gathered = [x for route in (one, other) for x in (route.queries, route.keys)]
    if not all(isinstance(places, Tensor) for places in gathered):
        return False
    return not torch.isin(gathered[2], gathered[0]).any()


def _joined(one: Route, other: Route) -> Route:
    routes = (one, other)
    gains = None
    if one.gains is not None or other.gains is not None:
        gains = torch.cat([_each(1.0 if r.gains is None else r.gains, r.keys, 0) for r in routes])
    return replace(
        one,
        queries=torch.cat([r.queries for r in routes]),
        keys=torch.cat([r.keys for r in routes]),
        over=torch.cat([_each(r.over, r.queries, 1) for r in routes]),
        gains=gains,
        groups=(*_groups(one), *_groups(other)),
    )


def _groups(route: Route) -> tuple[tuple[int, int], ...]:
    if route.groups or route.queries is None or not isinstance(route.keys, Tensor):
        return route.groups
    return ((len(route.queries), len(route.keys)),)


def _each(value: Tensor | float, places: Any, more: int) -> Tensor:
    """One value a place, with so many dimensions of size 1 behind."""
    if isinstance(value, Tensor):
        return value
    return torch.full((len(places), *[1] * more), value, device=places.device)


def attend(
    kernel: Kernel,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    routes: Sequence[Route],
    attn_mask: Tensor | None = None,
    **options: Any,
) -> Tensor:
    """Attention by routes, the later over the earlier; queries without a route come out zero.

    `query` (batch, heads, q, width), `key` and `value` (batch, heads, k, width); `attn_mask` as
    the kernel takes it; the outcome is (batch, heads, q, width of value).
    """
    out: Tensor | None = None
    for route in routes:
        if not len(query[route.rows]):
            continue
        part = _by_groups(
            kernel,
            _taken(query[route.rows], route.queries),
            _taken(key[route.rows], route.keys),
            _valued(value[route.rows], route),
            _masked(attn_mask, route, query.shape[0]),
            route.groups,
            options,
        )
        if out is None and route.queries is None and route.rows == slice(None):
            out = part
        else:
            out = _blank(query, value) if out is None else out
            _laid_over(out, part, route)
    return _blank(query, value) if out is None else out


def _by_groups(
    kernel: Kernel,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    mask: Tensor | None,
    groups: Sequence[tuple[int, int]],
    options: Mapping[str, Any],
) -> Tensor:
    """What each group's queries see in its keys, one behind the other."""
    if not groups:
        return kernel(query, key, value, attn_mask=mask, **options)
    parts, start, first = [], 0, 0
    for queries, keys in groups:
        own, seen = slice(start, start + queries), slice(first, first + keys)
        shown = (key[:, :, seen], value[:, :, seen])
        parts.append(kernel(query[:, :, own], *shown, attn_mask=_cut(mask, own, seen), **options))
        start, first = own.stop, seen.stop
    return torch.cat([part.transpose(1, 2) for part in parts], dim=1).transpose(1, 2)


def _cut(mask: Tensor | None, queries: slice, keys: slice) -> Tensor | None:
    if mask is None:
        return None
    mask = mask[:, :, queries] if mask.shape[2] > 1 else mask
    return mask[..., keys] if mask.shape[3] > 1 else mask


def _blank(query: Tensor, value: Tensor) -> Tensor:
    """Zeros of the outcome's shape; each token's heads lie side by side, as models want them."""
    batch, heads, queries, _ = query.shape
    return query.new_zeros((batch, queries, heads, value.shape[-1])).transpose(1, 2)


def _taken(rows: Tensor, places: Tensor | slice | None) -> Tensor:
    """Some of the tokens; gathered token by token, since a token's heads lie side by side."""
    if places is None:
        return rows
    if isinstance(places, slice):
        return rows[:, :, places]
    return rows.transpose(1, 2).index_select(1, places).transpose(1, 2)


def _valued(value: Tensor, route: Route) -> Tensor:
    taken = _taken(value, route.keys)
    return taken if route.gains is None else taken * route.gains.to(taken.dtype)[:, None]


def _masked(mask: Tensor | None, route: Route, batch: int) -> Tensor | None:
    """The route's part of a mask that broadcasts to (batch, heads, queries, keys), and its own."""
    if mask is None:
        return route.hidden
    while mask.dim() < 4:
        mask = mask.unsqueeze(0)
    if mask.shape[0] == batch:
        mask = mask[route.rows]
    if mask.shape[3] > 1:
        mask = _taken(mask.transpose(2, 3), route.keys).transpose(2, 3)
    if mask.shape[2] > 1:
        mask = _taken(mask, route.queries)
    if route.hidden is None:
        return mask
    if mask.dtype == torch.bool:
        return route.hidden.masked_fill(~mask, float("-inf"))
    return mask + route.hidden


def _laid_over(out: Tensor, part: Tensor, route: Route) -> None:
    """Write a route's outcome into its queries of `out`, in place."""
    rows = out[route.rows]
    whole = isinstance(route.over, float) and route.over == 1.0
    if not whole and route.queries is None:
        rows.lerp_(part, _share(route.over, part))
        return
    if not whole:
        part = torch.lerp(_taken(rows, route.queries), part, _share(route.over, part))
    if route.queries is None:
        rows.copy_(part)
    else:
        rows.transpose(1, 2).index_copy_(1, route.queries, part.transpose(1, 2))


def _share(over: Tensor | float, part: Tensor) -> Any:
    return over.to(part.dtype) if isinstance(over, Tensor) else over
