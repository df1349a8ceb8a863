"""What local painters find on this machine: libraries, devices with their memory, models."""

import shutil
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from panelwright.checkup_findings import Finding
from panelwright_tools.domain.errors import first_line

_LIBRARIES: Final = ("torch", "diffusers", "transformers")
_EXTRA: Final = 'pip install "panelwright[local]"'
_SHOWN: Final = 8


def painting() -> list[Finding]:
    """Everything that painting with a model of one's own needs; none of it is needed by default."""
    libraries = [_library(name) for name in _LIBRARIES]
    devices = _devices() if libraries[0].state == "ok" else [_without_torch()]
    return [*libraries, *devices, _models()]


def _library(name: str) -> Finding:
    """Found without importing it."""
    try:
        return Finding(name, "ok", version(name))
    except PackageNotFoundError:
        return Finding(name, "note", f"not installed; only for local painters: {_EXTRA}")


def _without_torch() -> Finding:
    there = "an NVIDIA driver is there" if shutil.which("nvidia-smi") else "no NVIDIA driver found"
    return Finding("device", "note", f"{there}; whether torch can use it shows once it is there")


def _devices() -> list[Finding]:
    """What torch can calculate on, the best first; a card that it can't use is a warning."""
    try:
        from panelwright_tools.painting.diffusion.device import devices, numbers_of

        found = devices()
    except Exception as error:  # a broken installation raises anything: OSError, RuntimeError, …
        first = first_line(error, None)
        return [Finding("device", "warn", f"torch can't be loaded: {first}; reinstall: {_EXTRA}")]
    findings = [
        Finding(
            f"device {one.name}",
            "ok",
            f"{one.title}, {one.free / 1e9:.1f} of {one.total / 1e9:.1f} GB free; "
            f"paints in {numbers_of(one)}",
        )
        for one in found
    ]
    if found[0].name == "cpu" and shutil.which("nvidia-smi"):
        unused = "an NVIDIA driver is there, but this build of torch can't use it; see pytorch.org"
        findings.insert(0, Finding("device cuda", "warn", unused))
    return findings


def _models() -> Finding:
    from panelwright.models import cached_models
    from panelwright_tools.painting.diffusion import hub_cache

    names = cached_models()
    if not names:
        return Finding("models", "note", f"none in {hub_cache.cache()}; see `agent models list`")
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return Finding("models", "ok", f"in {hub_cache.cache()}: {', '.join(names[:_SHOWN])}{more}")
