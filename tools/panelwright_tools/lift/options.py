"""What a user may set about the model that scores pictures."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from panelwright_tools.domain.model import Model
from panelwright_tools.domain.option_types import Where

Share = Annotated[
    Annotated[float, Field(gt=0, le=1)] | Literal[False],
    BeforeValidator(lambda told: False if told == "false" else told),  # as a variable tells it
]
"""A share, or False for none."""


class ScoringOptions(Model):
    """Which model scores, what is measured, and how sure it has to be."""

    model: Where | None = Field(
        default=None,
        description="a folder, a file or a hub id; None: the painter's own",
    )
    weighting: Literal["eps", "llr"] = Field(
        default="eps",
        description="eps: squared errors of the noise, all noise levels alike, as CompLift has it; "
        "llr: weighed to a log-likelihood ratio, in nats a value",
    )
    against: Literal["nothing", "rest"] = Field(
        default="nothing",
        description="what a region's phrase is held against: nothing, as CompLift has it; or rest: "
        "all regions' phrases together against the same without it",
    )
    area: Literal["box", "picture"] = Field(
        default="box",
        description="where a region's lift is measured: in its box, or on the whole picture, for "
        "models that place things as they like",
    )
    levels: tuple[float, float] = Field(
        default=(0.0, 1.0),
        description="noise levels between which it is measured, 0 clean and 1 nothing but noise",
    )
    apart: Share | None = Field(
        default=None,
        description="share of the evidence of a subject's main place from which on another place "
        "apart from it counts as one more of its kind; false: none does; None: as suits the "
        "painter, else none",
    )
    margin: float | None = Field(
        default=None,
        ge=0,
        allow_inf_nan=False,
        description="lift beyond which a region counts as present, and below whose negative as "
        "absent; None: as `agent calibrate` fitted it to the model, else 0",
    )
    calibrations: Where | None = Field(
        default=None,
        description="the folder of fitted margins; None: calibrations beside the user's agent.toml",
    )
    alpha: float = Field(
        default=0.05, gt=0, lt=0.5, description="most probability of a wrong decision"
    )
    draws: int = Field(
        default=64,
        ge=32,
        le=4096,
        description="noises after which a region stays undecided; fewer than 32 decide nothing",
    )
    evaluations: int | None = Field(
        default=None, ge=1, description="most network evaluations a picture; None: as draws allow"
    )
    triage: int = Field(
        default=1,
        ge=1,
        le=16,
        description="seeds of a picture that are begun, of which the one with the most lift after "
        "30 % of its steps is finished; 1: no such triage, which is biased and no verdict",
        exclude_if=lambda seeds: seeds == 1,
    )
    batch: int = Field(default=8, ge=1, le=256, description="rows of one network call")

    @property
    def measured(self) -> str:
        """What is measured, where that is something else than usual: margins are of one measure."""
        low, high = self.levels
        told = {
            "rest": self.against == "rest",
            "picture": self.area == "picture",
            f"{low:g}-{high:g}": (low, high) != (0.0, 1.0),
        }
        return "-".join(name for name, said in told.items() if said)
