"""Which device paints, how much memory it has free, and in which numbers it calculates."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from panelwright_tools.domain import UserError

DeviceKind = Literal["cuda", "xpu", "mps", "cpu"]
Numbers = Literal["float32", "bfloat16", "float16"]
BYTES: Final = {"float32": 4, "bfloat16": 2, "float16": 2}
"""Of one number."""
_PREFERRED: Final[tuple[DeviceKind, ...]] = ("cuda", "xpu", "mps", "cpu")


@dataclass(frozen=True)
class Device:
    """A device and its memory."""

    name: str
    """As PyTorch has it: `cuda:0`."""
    title: str
    total: int
    """Bytes."""
    free: int
    """Bytes that nobody uses now."""

    @property
    def kind(self) -> str:
        """`cuda`, `xpu`, `mps` or `cpu`."""
        return self.name.partition(":")[0]

    @property
    def shares_memory(self) -> bool:
        """Whether its memory is the computer's own, so that moving parts there frees nothing."""
        return self.kind in ("cpu", "mps")


def device(wanted: str | None = None) -> Device:
    """The device of a name, `cuda` or `cuda:1`; None: the best there is, with the most free memory.

    Raises UserError when the wanted one is not there.
    """
    there = devices()
    if wanted is None:
        return there[0]
    for found in there:
        if wanted in (found.name, found.kind):
            return found
    raise UserError(
        f"there is no device {wanted}; this machine has {', '.join(d.name for d in there)}."
    )


def devices() -> list[Device]:
    """Every device, the best first."""
    import torch

    found: list[Device] = []
    for kind in _PREFERRED:
        if kind == "cpu":
            found.append(_cpu())
        elif kind == "mps":
            found += [_mps(torch)] if torch.backends.mps.is_available() else []
        else:
            found += sorted(_cards(torch, kind), key=lambda card: -card.free)
    return found


def numbers_of(where: Device) -> Numbers:
    """In which numbers to calculate there.

    bfloat16 on accelerators that have it, since some families overflow in float16; float32 on a
    CPU, where 16 bits are slower.
    """
    if where.kind == "cpu":
        return "float32"
    if where.kind == "cuda":
        import torch

        if not torch.cuda.is_bf16_supported(including_emulation=False):
            return "float16"
    return "bfloat16"


def _cards(torch: Any, kind: str) -> list[Device]:
    module = getattr(torch, kind, None)
    if module is None or not module.is_available():
        return []
    cards = []
    for number in range(module.device_count()):
        free, total = module.mem_get_info(number)
        cards.append(Device(f"{kind}:{number}", module.get_device_name(number), total, free))
    return cards


def _mps(torch: Any) -> Device:
    total = int(torch.mps.recommended_max_memory())
    used = int(torch.mps.driver_allocated_memory())
    return Device("mps", "Apple GPU", total, max(0, min(total - used, _cpu().free)))


def _cpu() -> Device:
    import psutil  # comes with accelerate

    memory = psutil.virtual_memory()
    return Device("cpu", "CPU", memory.total, memory.available)
