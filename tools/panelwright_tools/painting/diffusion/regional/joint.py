"""Regions for transformers in which words and pixels attend jointly (MMDiT and its kin).

Who sees whom:

- A region's words and the pixels of its box see themselves, each other, and the pixels that no box
  owns: the shared background, which they must continue.
- The base's words and the background's pixels see the base's words and every pixel, as in the plain
  model: a background that did not see the subjects would draw the base prompt's subjects again.
- In a box, that outcome is blended with what its pixels would see in the plain model (the base's
  words and every pixel) by the base ratio. No region's words are ever seen from outside its box.

Chen et al., Training-free Regional Prompting for Diffusion Transformers (2024, arXiv 2411.02395)
mask all four blocks of joint attention (words and pixels, each to each) and blend with a base pass
by a ratio; InvokeAI's version for FLUX leaves the background its sight of every pixel. We take
both, and keep the background in the boxes' sight, which spares the seams that the paper hides by
masking the first steps only.

A picture's tokens, which some models append to the pixels, belong to the background where the
picture is everyone's. One that belongs to regions (`RegionPlan.looks`) is seen by itself and by the
words and pixels of these regions, in their part of the outcome, and by nothing else; it sees them,
itself and the background. So it has no influence outside their boxes within one layer, whatever the
base ratio, and none in the negative prompt's own call.

Guests (guests.py) are seen from their region's pixels alone, beside all that these see in the
region's part of their outcome; the plain model's part of it stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from panelwright_tools.domain import ToolError
from panelwright_tools.painting.diffusion.regional.guests import Guest
from panelwright_tools.painting.diffusion.regional.layouts import Call
from panelwright_tools.painting.diffusion.regional.plan import BASE, PlannedRegion, RegionPlan
from panelwright_tools.painting.diffusion.regional.routes import Layer, Route, bundled, factors


def layer(
    plan: RegionPlan, call: Call, queries: int, keys: int, device: Any, guests: Sequence[Guest] = ()
) -> Layer:
    """A layer over text and pixels; `queries` and `keys` are the same places.

    Raises ToolError when the pictures behind the pixels are not those of the plan.
    """
    text, pixels = places(plan, call, keys)
    owners = torch.from_numpy(plan.owners().ravel().copy())
    cells, rest = pixels[: len(owners)], pixels[len(owners) :]
    free = rest[_unbound(plan, len(rest))]
    background, pixels = torch.cat([cells[owners == BASE], free]), torch.cat([cells, free])
    base = _base_text(plan, text)
    routes = _base(plan, call, base, background, pixels)
    visits = _visits(guests, keys)
    for number, region in enumerate(plan.regions, 1):
        start, stop = plan.spans[number]
        mine, visit = cells[owners == number], visits.get(number)
        seen = torch.cat([background, rest[plan.looks_of(number)]])
        routes += _region(plan, call, region, text[start:stop], mine, seen, visit)
        if call.guided and visit is not None:  # guidance would else multiply what the guest adds
            seen = torch.cat([base, pixels, visit.places])
            routes.append(Route(mine, seen, visit.strength, rows=call.negative))
    routes += _looking(plan, text, cells, rest, background, rows=call.positive)
    return Layer([route.on(device) for route in bundled(routes)], cells, text[: plan.tokens])


def apart(plan: RegionPlan, call: Call, keys: int, device: Any) -> Layer | None:
    """A layer of the same picture with another text, all of which everyone sees.

    None where no picture is bound to a region, or it is of another picture.
    """
    text, pixels = places(plan, call, keys)
    owners = torch.from_numpy(plan.owners().ravel().copy())
    cells, rest = pixels[: len(owners)], pixels[len(owners) :]
    bound = [place for look in plan.looks if look.regions for place in look.places]
    if not bound or len(cells) < len(owners) or len(rest) == 0:
        return None
    everyone = torch.cat([text, cells, rest[_unbound(plan, len(rest))]])
    routes = [Route(everyone, everyone)]
    for number in range(1, len(plan.regions) + 1):
        own = rest[plan.looks_of(number)]
        if len(own):
            routes.append(Route(cells[owners == number], torch.cat([everyone, own])))
    routes += _looking(plan, None, cells, rest, everyone, rows=slice(None))
    return Layer([route.on(device) for route in bundled(routes)], cells, text[:0])


def _unbound(plan: RegionPlan, count: int) -> Tensor:
    """(count,) bool, of the tokens behind the pixels: whether they are everyone's."""
    told = sum(len(look.places) for look in plan.looks)
    if plan.looks and told != count:
        raise ToolError(
            f"The model looks at {count} tokens of pictures where {told} were told of; "
            "this release of diffusers lays them out in another way."
        )
    free = np.ones(count, dtype=np.bool_)
    for look in plan.looks:
        if look.regions:
            free[list(look.places)] = False
    return torch.from_numpy(free)  # a mask off the default device, as the owners are


def _looking(
    plan: RegionPlan,
    text: Tensor | None,
    cells: Tensor,
    rest: Tensor,
    background: Tensor,
    rows: slice,
) -> list[Route]:
    """What the pictures see that belong to regions: these regions, themselves, the background."""
    owners = torch.from_numpy(plan.owners().ravel().copy())
    routes = []
    for look in plan.looks:
        if look.regions and look.places:
            own = rest[list(look.places)]
            shown = [cells[owners == number] for number in look.regions]
            if text is not None:
                shown += [text[slice(*plan.spans[number])] for number in look.regions]
            seen = torch.cat([own, *shown, background]).unique()
            routes.append(Route(own, seen, rows=rows))
    return routes


@dataclass(frozen=True)
class _Visit:
    """Where a guest's tokens lie among the keys."""

    places: Tensor
    strength: float


def _visits(guests: Sequence[Guest], start: int) -> dict[int, _Visit]:
    """By region; the guests lie one behind the other."""
    found = {}
    for guest in guests:
        found[guest.region] = _Visit(torch.arange(start, start + guest.tokens), guest.strength)
        start += guest.tokens
    return found


def text_layer(
    plan: RegionPlan, call: Call, queries: int, keys: int, device: Any, guests: Sequence[Guest] = ()
) -> Layer:
    """A layer over text alone: each text sees itself, and guests nobody."""
    text = torch.arange(call.layout.filled(call.text))
    spans = [_base_text(plan, text), *(text[start:stop] for start, stop in plan.spans[1:])]
    routes = [Route(span, span, rows=call.positive) for span in spans]
    if call.guided:
        routes.insert(0, Route(None, None, rows=call.negative))
    return Layer([route.on(device) for route in bundled(routes)], text[:0], text[: plan.tokens])


def places(plan: RegionPlan, call: Call, keys: int) -> tuple[Tensor, Tensor]:
    """Where the text and where the pixels lie in a sequence of so many."""
    layout = call.layout
    text = layout.filled(call.text)
    cells = plan.grid[0] * plan.grid[1]
    pixels = keys - text if layout.multiple == 1 else layout.filled(cells)
    if layout.text_first:
        return torch.arange(text), torch.arange(text, text + pixels)
    return torch.arange(pixels, pixels + text), torch.arange(pixels)


def _base_text(plan: RegionPlan, text: Tensor) -> Tensor:
    """The base's words, and what fills the text up."""
    return torch.cat([text[: plan.base_tokens], text[plan.tokens :]])


def _base(
    plan: RegionPlan, call: Call, base: Tensor, background: Tensor, pixels: Tensor
) -> list[Route]:
    """The plain model's attention for all who need it, the negative prompt's rows among them."""
    if not plan.regions:
        return [Route(None, None)]
    shared = torch.cat([base, pixels])
    own_length = call.layout.multiple > 1
    if plan.base_ratio > 0 and not (own_length and call.guided):
        return [Route(shared, shared)]
    see = shared if plan.base_ratio > 0 else torch.cat([base, background])
    found = [Route(see, shared, rows=call.positive)]
    if call.guided:
        whole = None if own_length else shared
        found.append(Route(whole, whole, rows=call.negative))
    return found


def _region(
    plan: RegionPlan,
    call: Call,
    region: PlannedRegion,
    words: Tensor,
    mine: Tensor,
    background: Tensor,
    visit: _Visit | None,
) -> list[Route]:
    """One region's words and pixels; in two calls where words are emphasised for its pixels, and
    in one more where these see a guest."""
    keys = torch.cat([words, mine, background])
    alone, together = _shares(1 - plan.base_ratio, visit.strength if visit is not None else 0.0)
    gains = factors(region.gains, len(keys))
    if alone and gains is None:
        over = torch.ones(len(words) + len(mine), 1)
        over[len(words) :] = alone
        routes = [Route(torch.cat([words, mine]), keys, over, rows=call.positive)]
    else:
        routes = [Route(words, keys, rows=call.positive)]
        routes += [Route(mine, keys, alone, gains, rows=call.positive)] if alone else []
    if visit is not None and together:
        seen = torch.cat([keys, visit.places])
        gains = factors(region.gains, len(seen))
        routes.append(Route(mine, seen, together, gains, rows=call.positive))
    return routes


def _shares(share: float, strength: float) -> tuple[float, float]:
    """Shares over what lies beneath, of the outcome without the guest and then with it.

    So that what lies beneath has 1 - share of the whole, and the one with the guest `strength` of
    the rest.
    """
    together = share * strength
    return (share - together) / (1 - together) if together < 1 else 0.0, together
