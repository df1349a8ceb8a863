"""The plain reference: the same attention with a dense mask, from the definition."""

import torch
from torch import Tensor

from panelwright_tools.painting.diffusion.regional.plan import RegionPlan


def weights(query: Tensor, key: Tensor, seen: Tensor, gains: Tensor | None = None) -> Tensor:
    """Attention maps (batch, heads, q, k) where `seen` (q, k) is True."""
    logits = query @ key.transpose(-1, -2) / query.shape[-1] ** 0.5
    maps = logits.masked_fill(~seen, float("-inf")).softmax(-1).nan_to_num()
    return maps if gains is None else maps * gains


def cross_attention(query: Tensor, key: Tensor, value: Tensor, plan: RegionPlan) -> Tensor:
    """Masked cross-attention, all rows regional, on the plan's finest grid."""
    owners = torch.tensor(plan.owners().ravel())
    whose = torch.cat([torch.full((b - a,), i) for i, (a, b) in enumerate(plan.spans)])
    gains = torch.ones(len(owners), plan.tokens)
    for number, region in enumerate(plan.regions, 1):
        for place, factor in region.gains.items():
            gains[owners == number, plan.spans[number].start + place] = factor
    base = weights(query, key, (whose == 0).expand(len(owners), -1)) @ value
    own = weights(query, key, owners[:, None] == whose, gains) @ value
    share = torch.where(owners == 0, 1.0, plan.base_ratio)[:, None]
    return share * base + (1 - share) * own


def joint_attention(
    query: Tensor, key: Tensor, value: Tensor, plan: RegionPlan, *, text_first: bool, extra: int = 0
) -> Tensor:
    """Masked joint attention, all rows regional; `extra` tokens follow the pixels.

    Of these, the plan's looks say which belong to regions.
    """
    text = torch.cat([torch.full((b - a,), i) for i, (a, b) in enumerate(plan.spans)])
    pixels = torch.tensor([*plan.owners().ravel().tolist(), *[0] * extra])
    is_text = torch.tensor([True] * len(text) + [False] * len(pixels))
    whose = torch.cat([text, pixels])
    gains = torch.ones(len(whose), len(whose))
    for number, region in enumerate(plan.regions, 1):
        for place, factor in region.gains.items():
            mine = (whose == number) & ~is_text
            gains[mine, plan.spans[number].start + place] = factor
    look = torch.zeros(len(whose), dtype=torch.long)
    for number, one in enumerate(plan.looks, 1):
        look[[len(whose) - extra + place for place in one.places]] = number if one.regions else 0
    of_look = look > 0
    shown = torch.zeros(len(whose), len(whose), dtype=torch.bool)
    for number, one in enumerate(plan.looks, 1):
        its = torch.isin(whose, torch.tensor(one.regions, dtype=torch.long)) & ~of_look
        if one.regions:
            shown |= its[:, None] & (look == number) | (look == number)[:, None] & its
    own = (whose[:, None] == whose) & (look[:, None] == look) | shown
    background = ((whose == 0) & ~is_text & ~of_look).expand(len(whose), -1)
    plain = (((whose == 0) | ~is_text) & ~of_look).expand(len(whose), -1)
    of_base = ((whose == 0) & ~of_look)[:, None]
    share = torch.where(is_text | (whose == 0), 0.0, plan.base_ratio)[:, None]
    order = torch.arange(len(whose))
    if not text_first:
        order = torch.cat([order[~is_text], order[is_text]])

    def placed(mask: Tensor) -> Tensor:
        return mask[order][:, order]

    regional = (
        weights(query, key, placed(torch.where(of_base, plain, own | background)), placed(gains))
        @ value
    )
    base = weights(query, key, placed(plain)) @ value
    share = share[order]
    return share * base + (1 - share) * regional
