"""The critic of diffusion painters: CompLift by the painter's own network, or by another's."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from panelwright_tools.domain import Brief, BriefRegion, Lift, PanelwrightError, ToolError
from panelwright_tools.domain.errors import UserError
from panelwright_tools.domain.model import digest
from panelwright_tools.lift.critic import LiftMap, Scored
from panelwright_tools.lift.options import ScoringOptions
from panelwright_tools.painting.diffusion.briefing import sampled_size
from panelwright_tools.painting.diffusion.holding import Held, digest_of, examine, held
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.painting.picture import Picture
from panelwright_tools.versions import code_version

if TYPE_CHECKING:  # these load PyTorch
    from panelwright_tools.lift.complift.clauses import Clause
    from panelwright_tools.lift.complift.fallback import Chosen
    from panelwright_tools.lift.complift.options import Options
    from panelwright_tools.lift.complift.scoring import ClauseScore, PanelScore
    from panelwright_tools.lift.denoisers.pipelines import PipelineDenoiser

SOURCES: Final = (
    "asking/gguf_header.py",
    "domain",
    "lift",
    "loading",
    "painting/diffusion",
    "painting/listening.py",
    "painting/options.py",
    "painting/picture.py",
    "prompting",
    "segmentation/fitting.py",
)
"""The code and data that decide a score."""
_CELLS: Final = 64
"""Most rows or columns of a map that is kept."""


def denoising_critic(
    painting: Mapping[str, Any] | None = None, **scoring: Any
) -> "DenoisingCritic":
    """A critic of these options: `painting` are those of the painter whose network is asked.

    Raises UserError when neither names a model.
    """
    given = ScoringOptions(**scoring)
    painter = PaintingOptions.model_validate(painting or {})
    if given.model is None and painter.model is None:
        raise UserError(
            "the critic 'complift' asks the network of a diffusion painter, and there is none; "
            "give --painter diffusers:MODEL, or name a model for it, --critic complift:MODEL."
        )
    return DenoisingCritic(given, painter)


@dataclass(frozen=True)
class DenoisingCritic:
    """Asks of every region whether the picture owes it to the prompt.

    `lift(x, c) = E[ |eps - eps_theta(x_t, null)|^2 - |eps - eps_theta(x_t, c)|^2 ]` over the
    region's latent pixels (Yu and Gao, ICML 2025), drawn until a sequential test decides. It sees
    neither counts nor sides nor letters; those are for others to check.
    """

    scoring: ScoringOptions
    painting: PaintingOptions

    @property
    def id(self) -> str:
        """Name, version of the code, digests of the weights and of the options that count."""
        told = self.scoring.model_copy(update={"model": None, "batch": 1})
        return f"complift/{code_version(*SOURCES)}:{digest_of(self._asked)}:{digest(told)[:10]}"

    @property
    def side_by_side(self) -> int | None:
        """One process holds the model."""
        return 1

    def examine(self) -> None:
        """Raises UserError for all that can be told of the model without loading it."""
        examine(self._asked)

    def scored(self, picture: Picture, brief: Brief) -> Scored:
        """The lift of every region that is large enough for the network to tell of it.

        Raises UserError when there is no such model, ToolError when it failed.
        """
        if not brief.regions:
            return Scored()
        with _failures_told(brief):
            return self._scored(picture.image, brief)

    @property
    def _asked(self) -> PaintingOptions:
        """How the network that is asked is loaded: another model lies where the painter does."""
        if self.scoring.model is None:
            return self.painting
        return PaintingOptions(
            model=self.scoring.model,
            device=self.painting.device,
            dtype=self.painting.dtype,
            offload=self.painting.offload,
        )

    def _scored(self, image: Image.Image, brief: Brief) -> Scored:
        from panelwright_tools.lift.complift.scoring import score

        asked = self._asked
        model = held(asked)
        denoiser = _denoiser(model, digest_of(asked))
        size = sampled_size(brief.size, asked.side or model.side, model.abilities)
        latents = denoiser.latents(image.convert("RGB").resize(size, Image.Resampling.LANCZOS))
        told, small = self._clauses(brief, latents.shape[1:])
        if not told:
            return Scored(notes=small)
        chosen = self._chosen(denoiser, list(told.values()), brief)
        found = score(
            chosen.denoiser, latents[None], chosen.formula, self._options(), keys=[brief.seed]
        )
        scores = dict(zip(told, found.panels[0].clauses, strict=True))
        lifts = tuple(
            self._lift(region, one, chosen) for region, one in scores.items() if _measured(one)
        )
        notes = (_told(chosen, found.panels[0], self.scoring), *small, *_broken(scores))
        return Scored(lifts, _maps(scores), notes)

    def _clauses(
        self, brief: Brief, shape: Sequence[int]
    ) -> tuple[dict[str, "Clause"], tuple[str, ...]]:
        """What is claimed of each region, and which are too small for anything to be told."""
        from panelwright_tools.lift.complift.clauses import Clause

        rows, columns = shape
        told, notes = {}, []
        for item in brief.regions:
            box = item.box.clipped()
            if box.area * rows * columns < 1:
                notes.append(f"{item.region.phrase} is smaller than one of the latent pixels.")
            else:
                told[item.region.id] = Clause(_words(item), region=box, margin=self.scoring.margin)
        return told, tuple(notes)

    def _chosen(
        self, denoiser: "PipelineDenoiser", clauses: Sequence["Clause"], brief: Brief
    ) -> "Chosen":
        from panelwright_tools.lift.complift.clauses import And
        from panelwright_tools.lift.complift.fallback import chosen

        return chosen(denoiser, And(tuple(clauses), whole=True), prompt=brief.prompt)

    def _options(self) -> "Options":
        from panelwright_tools.lift.complift.options import Options

        given = self.scoring
        return Options(
            weighting=given.weighting,
            alpha=given.alpha,
            max_draws=given.draws,
            max_evaluations=given.evaluations,
            batch=given.batch,
            one_by_one=False,
        )

    def _lift(self, region: str, found: "ClauseScore", chosen: "Chosen") -> Lift:
        return Lift(
            region=region,
            value=round(found.lift, 6),
            standard_error=round(found.standard_error, 6),
            evaluations=found.evaluations,
            method=f"{_WAYS[chosen.way]}, {self.scoring.weighting}, {found.draws} draws",
            found=found.found,
        )


_WAYS: Final = {
    "unconditional": "lift",
    "critic": "lift by another model",
    "contrast": "contrastive lift",
}


def _words(item: BriefRegion) -> str:
    """What the network is asked for: the subject as the plan calls it."""
    return item.region.phrase or item.region.noun


def _denoiser(model: Held, weights: str) -> "PipelineDenoiser":
    """Made anew for each picture, since it keeps encoded texts, which take memory."""
    from panelwright_tools.lift.denoisers.picking import denoiser_of

    return denoiser_of(model.pipeline, model.family, digest=weights)


def _measured(found: "ClauseScore") -> bool:
    return bool(np.isfinite(found.lift) and np.isfinite(found.standard_error))


def _told(chosen: "Chosen", found: "PanelScore", given: ScoringOptions) -> str:
    margin = f"margin {given.margin:g}" if given.margin else "not calibrated, margin 0"
    said = f"{chosen.said[:1].upper()}{chosen.said[1:]}"
    return f"{said}; {found.evaluations} network evaluations, {margin}."


def _broken(scores: Mapping[str, "ClauseScore"]) -> tuple[str, ...]:
    """What could not be measured, and why."""
    failed = [one.clause.text for one in scores.values() if one.decided_by == "failure"]
    return tuple(f"The network's answer for {text} was no number." for text in failed)


def _maps(scores: Mapping[str, "ClauseScore"]) -> dict[str, LiftMap]:
    found = {region: one.map for region, one in scores.items() if one.map is not None}
    most = max((float(np.abs(lifts).max()) for lifts in found.values()), default=0.0)
    if not most > 0:
        return {}
    return {region: _small(lifts / most) for region, lifts in found.items()}


def _small(lifts: npt.NDArray[np.float32]) -> LiftMap:
    """-1..1 as -127..127, each cell the mean of what it covers."""
    image = Image.fromarray(lifts.astype(np.float32))
    size = (min(image.width, _CELLS), min(image.height, _CELLS))
    if size != image.size:
        image = image.resize(size, Image.Resampling.BOX)
    small: LiftMap = np.rint(np.asarray(image) * 127).astype(np.int8)
    return small


@contextmanager
def _failures_told(brief: Brief) -> Iterator[None]:
    """Turn what PyTorch raises into a ToolError of one sentence."""
    try:
        yield
    except PanelwrightError:
        raise
    except Exception as error:
        said = (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
        raise ToolError(f"panel {brief.panel} could not be scored: {said}") from error
