"""Margins that were fitted to a model: small files, found by what they were fitted to."""

import glob
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, ValidationError

from panelwright_tools.domain import UserError
from panelwright_tools.domain.model import Model

_FORMAT: Final = 1
_SHIPPED: Final = "data/calibrations"


class Fitted(Model):
    """What a margin was fitted to; it is used for nothing else."""

    digest: str = Field(max_length=400, description="of the weights that are asked")
    painter: str = Field(
        default="",
        max_length=400,
        description="digest of the weights that painted; empty: of no model",
    )
    weighting: Literal["eps", "llr"] = "eps"
    measured: str = Field(
        default="",
        max_length=80,
        description="what was measured, where that is something else than usual",
        exclude_if=lambda told: told == "",
    )

    @property
    def file(self) -> str:
        """The name of its file in a folder of margins."""
        on = "" if self.painter == self.digest else f"-on-{self.painter or 'others'}"
        how = f"-{self.measured}" if self.measured else ""
        return f"{self.digest}{on}-{self.weighting}{how}.json"

    @property
    def kinds(self) -> tuple[str, ...]:
        """What kind of lift it is, for people, aspect by aspect."""
        told = self.measured.split("-")
        levels = [part for part in told if part[:1].isdigit()]
        return (
            self.weighting,
            "phrases held against the rest" if "rest" in told else "phrases by themselves",
            "the whole picture" if "picture" in told else "boxes",
            f"noise levels {' to '.join(levels)}" if levels else "all noise levels",
        )


class Margin(Model):
    """A margin with all that says what it is worth."""

    format: Literal[1] = _FORMAT
    made: date
    model: str = Field(max_length=1000, description="as it was called, for people")
    to: Fitted
    alpha: float = Field(gt=0, lt=0.5, description="most false acceptance, and the limits' level")
    draws: int = Field(ge=1, description="most draws a region that it holds for")
    margin: float = Field(ge=0, allow_inf_nan=False)
    pairs: int = Field(ge=1, description="mismatched pairs that it was fitted on")
    held_out: int = Field(ge=0, description="pairs of each kind that the rest was measured on")
    false_acceptance: float | None = Field(ge=0, le=1, description="of mismatched pairs held out")
    true_acceptance: float | None = Field(ge=0, le=1, description="of matched pairs held out")
    false_rejection: float | None = Field(ge=0, le=1, description="of matched pairs held out")
    auc: float = Field(ge=0, le=1, description="area under the ROC curve of the lift, all pairs")

    def holds(self, alpha: float, draws: int) -> bool:
        """Whether the guarantee is that of a test of this level and so many draws."""
        return alpha == self.alpha and draws <= self.draws

    @property
    def said(self) -> str:
        """For the evidence: when, on how much, at which level."""
        return f"calibrated on {self.made.isoformat()} ({self.pairs} pairs, α {self.alpha:g})"


def usual_folder() -> Path:
    """Where margins are kept where nothing else is said: beside the user's agent.toml."""
    from platformdirs import user_config_path

    return user_config_path("panelwright", appauthor=False) / "calibrations"


def margin_of(to: Fitted, folder: Path) -> Margin | None:
    """The margin that was fitted to this, from a folder, else as shipped; None: there is none.

    Raises UserError when its file is damaged.
    """
    return _read(folder / to.file, to) or _shipped(to)


def why_none(to: Fitted, folder: Path) -> str:
    """Why no margin that was fitted to the same model holds for this kind of lift; empty where
    none was fitted to it."""
    shipped = resources.files("panelwright_tools.lift").joinpath(_SHIPPED)
    for place in (folder, Path(str(shipped))):
        for path in sorted(place.glob(f"{glob.escape(to.digest)}-*.json")):
            if (found := _fitted_to_model(path, to)) is not None:
                aspects = zip(found.to.kinds, to.kinds, strict=True)
                other, this = zip(*(pair for pair in aspects if pair[0] != pair[1]), strict=True)
                made, asked = found.made.isoformat(), ", ".join(this)
                return f"the margin fitted on {made} is for {', '.join(other)}, this is {asked}"
    return ""


def _fitted_to_model(path: Path, to: Fitted) -> Margin | None:
    """The record of another kind of lift by the same models; None for anything else."""
    try:
        found = Margin.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    same = (found.to.digest, found.to.painter) == (to.digest, to.painter)
    return found if same and found.to.kinds != to.kinds else None


def _shipped(to: Fitted) -> Margin | None:
    file = resources.files("panelwright_tools.lift").joinpath(_SHIPPED, to.file)
    return _checked(file.read_bytes(), to, to.file) if file.is_file() else None


def _read(path: Path, to: Fitted) -> Margin | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserError(f"{path} can't be read: {str(error.strerror).lower()}.") from error
    return _checked(content, to, str(path))


def _checked(content: bytes, to: Fitted, name: str) -> Margin | None:
    """The record, if it was fitted to this and not only called so."""
    try:
        found = Margin.model_validate_json(content)
    except ValidationError as error:
        raise UserError(
            f"{name} is damaged, or from a later release; remove it, or run `agent calibrate` anew."
        ) from error
    return found if found.to == to else None
