"""Which models stay in memory side by side: a painter's and a critic's, where there is room."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from panelwright_tools.painting.diffusion.demand import Demand
from panelwright_tools.painting.diffusion.device import device
from panelwright_tools.painting.diffusion.fit import Fit
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory
from panelwright_tools.painting.diffusion.needs import Needs, needs
from panelwright_tools.painting.diffusion.planning import Plan
from panelwright_tools.painting.diffusion.releasing import release
from panelwright_tools.painting.listening import tell_news

if TYPE_CHECKING:
    from panelwright_tools.painting.diffusion.holding import Held

Key = tuple[str, str]
"""The options that a model is loaded by, and the digest of its files."""
_Done = TypeVar("_Done")
_MOST: Final = 2


@dataclass
class Company:
    """The models that this process has in memory."""

    there: dict[Key, "Held"] = field(default_factory=dict)
    """The one that was asked for last stands last."""
    crowded: bool = False
    """Memory has run out with two of them in it: from then on they take turns."""

    def asked(self, key: Key) -> "Held | None":
        """The model that is in memory, if it is."""
        found = self.there.pop(key, None)
        if found is not None:
            self.there[key] = found
        return found

    def thin_out(self, key: Key) -> None:
        """Let the same model go whose files have changed, and the one that waits longest."""
        for old in [one for one in self.there if one[0] == key[0]]:
            del self.there[old]
        while len(self.there) >= _MOST:
            del self.there[next(iter(self.there))]
        release()

    def receive(self, plan: Plan, demand: Demand) -> str:
        """Make room for a further model where there is none beside those in memory.

        `plan` has the memory that is free now. Returns a sentence on it; empty where the model is
        alone.
        """
        names = ", ".join(str(one.plan.weights.name) for one in self.there.values() if one.plan)
        if not names:
            return ""
        if not self.crowded and self._has_room(plan, demand):
            return f"{plan.weights.name} stays in memory beside {names}."
        self.there.clear()
        release()
        return (
            f"{plan.weights.name} takes turns in memory with {names}, each loaded again when it "
            f"is needed: both do not fit the {plan.where.free / 1e9:.1f} GB that were free on "
            f"{plan.where.title} ({plan.where.name})."
        )

    def make_room(self, held: "Held", demand: Demand) -> None:
        """Let the others go where what is painted next takes more than is free beside them."""
        if len(self.there) > 1 and held.plan is not None:
            need = _needs(held.plan, demand, held.fit)
            if _work(need, held.fit) > device(held.fit.device).free:
                self.leave_alone(held)

    def leave_alone(self, held: "Held") -> bool:
        """Let all others go; whether there were any."""
        others = [key for key, one in self.there.items() if one is not held]
        for key in others:
            del self.there[key]
        release()
        return bool(others)

    def with_room(self, held: "Held", work: Callable[[], _Done]) -> _Done:
        """Do some work; again without the other models, where memory ran out beside them.

        Raises what the work does.
        """
        try:
            return work()
        except Exception as error:
            if not (len(self.there) > 1 and ran_out_of_memory(error)):
                raise
        self.crowded = True
        self.leave_alone(held)
        tell_news("Memory ran out with two models in it, so they take turns from here on.")
        return work()

    def _has_room(self, plan: Plan, demand: Demand) -> bool:
        """Whether all lie whole on the device, and any of them has room to work.

        One works at a time. No picture is to depend on what else is in memory, so that none is laid
        more lightly to make room.
        """
        fit = plan.fit(demand)
        if not all(_is_plain(one) for one in (fit, *(held.fit for held in self.there.values()))):
            return False
        left = plan.where.free - _needs(plan, demand, fit).weights
        return all(
            _work(_needs(one.plan, one.demand, one.fit), one.fit) <= left
            for one in self.there.values()
            if one.plan is not None and one.fit.device == fit.device
        )


def _is_plain(fit: Fit) -> bool:
    return fit.offload == "none" and not fit.tiled


def _needs(plan: Plan, demand: Demand, fit: Fit) -> Needs:
    shared = plan.where.shares_memory
    return needs(plan.weights, demand, fit.numbers, plan.beside, shared=shared)


def _work(need: Needs, fit: Fit) -> int:
    """Bytes that a model takes while it works, beside its weights."""
    return need.on_device(fit.offload, tiled=fit.tiled) - need.weights
