"""Which options of a diffusion painter go together."""

from typing import Final

from panelwright_tools.domain import UserError
from panelwright_tools.painting.options import PaintingOptions

_OF_SERVERS: Final = ("base_url", "key_variable", "timeout_s", "picture_price")
"""Options of painters that are asked at an address."""
_GO_WITH: Final = {"adapter_encoder": "adapter", "cache_threshold": "step_cache"}
"""Options that mean nothing without another."""


def check_use(given: PaintingOptions) -> None:
    """Raises UserError for what is set and would be ignored in silence."""
    is_set = {name for name, value in given if value is not None}
    for name in sorted(is_set & set(_OF_SERVERS)):
        raise UserError(
            f"the painter diffusers has no use for {name}, which [painting] sets: it goes with a "
            "painter behind a server (--painter hosted:MODEL); take it out."
        )
    if given.regions == "latents" and (given.maps or given.step_cache is not None):
        other = "maps" if given.maps else "step_cache"
        raise UserError(
            f'regions = "latents" does not go with {other}, which sees into the model\'s attention '
            "or steps; set one of them under [painting]."
        )
    for name, other in _GO_WITH.items():
        if name in is_set and other not in is_set:
            raise UserError(f"{name} goes with {other}; set both or neither under [painting].")
