"""What painting a plan will cost, before anything is spent."""

from collections.abc import Iterable

from panelwright.paying import looking_price
from panelwright.run import Run
from panelwright.studio import Studio
from panelwright_tools.domain import FREE, Brief, Cost
from panelwright_tools.domain.cost import money
from panelwright_tools.domain.model import Model


class Estimate(Model):
    """Bounds on what a run still costs."""

    least_pictures: int
    """When every panel is accepted at once; what is in the store already is not counted."""
    most_pictures: int
    """When every panel needs all its attempts."""
    portraits: int
    """Pictures of the cast, painted first; they are in both numbers."""
    least: Cost
    most: Cost
    spent: Cost
    """What the run has cost already."""
    on_device: bool = False
    """Whether a model on this machine paints, which takes a time that nobody knows before."""

    @property
    def sentence(self) -> str:
        """The estimate in words."""
        pictures = _range(self.least_pictures, self.most_pictures, "picture")
        if self.most == FREE:
            time = "time on this machine's device" if self.on_device else "no GPU time"
            return f"{pictures}: no calls, no tokens, no money, {time}"
        least, most = self.least, self.most
        return (
            f"{pictures}: {_range(least.calls, most.calls, 'call')}, "
            f"{_range(least.tokens, most.tokens, 'token')}, "
            f"{money(least, most)}, "
            f"{least.gpu_seconds / 60:.1f} to {most.gpu_seconds / 60:.1f} GPU minutes"
        )


def kept_estimate(run: Run) -> Estimate | None:
    """What painting the run was reckoned to cost; None where nobody did, or the file is damaged."""
    try:
        return Estimate.model_validate_json(run.estimate.read_bytes())
    except (OSError, ValueError):
        return None


def estimated(studio: Studio, briefs: Iterable[Brief]) -> Estimate:
    """The estimate for the first briefs of all panels; later attempts cost as much again."""
    panels = list(briefs)
    first = [brief for brief in (*studio.portraits.values(), *panels) if _is_new(brief, studio)]
    again = studio.settings.attempts - 1
    looking = [looking_price(studio, brief) for brief in panels]
    least = sum((*(studio.painter.price(brief) for brief in first), *looking), FREE)
    prices = [studio.painter.price(brief) for brief in panels]
    more = sum((price.times(again) for price in (*prices, *looking)), FREE)
    return Estimate(
        least_pictures=len(first),
        most_pictures=len(first) + again * len(panels),
        portraits=sum(_is_new(brief, studio) for brief in studio.portraits.values()),
        least=least,
        most=least + more,
        spent=studio.budget.spent(),
        on_device=studio.painter.side_by_side is not None,
    )


def _is_new(brief: Brief, studio: Studio) -> bool:
    return not studio.store.holds(studio.key(brief))


def _range(least: int, most: int, noun: str) -> str:
    return f"{least} to {most} {noun}s" if least != most else f"{most} {noun}{'s' * (most != 1)}"
