"""Schedulers by name: which go with a family, and how a pipeline is given one."""

from collections.abc import Sequence
from typing import Any

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.tables import table


def fit_schedulers(family: str) -> Sequence[str]:
    """The names of the schedulers that go with a family."""
    return tuple(table("schedulers")["fit"][family])


def check_scheduler(name: str, family: str) -> None:
    """Raise UserError, with the list of those that do, when a scheduler doesn't fit a family."""
    fit = fit_schedulers(family)
    if name in fit:
        return
    known = name in table("schedulers")["schedulers"]
    what = f"does not go with {family}" if known else "is unknown"
    raise UserError(f"the scheduler {name} {what}; those that go with {family}: {', '.join(fit)}.")


def use_scheduler(pipeline: Any, name: str, family: str) -> None:
    """Give a pipeline the scheduler of a name, with what the model's own says of its training.

    Raises UserError when it does not fit.
    """
    import diffusers

    check_scheduler(name, family)
    row = table("schedulers")["schedulers"][name]
    kind = getattr(diffusers, row["class"])
    pipeline.scheduler = kind.from_config(pipeline.scheduler.config, **row.get("config", {}))
