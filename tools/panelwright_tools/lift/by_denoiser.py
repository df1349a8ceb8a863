"""The critic of diffusion painters: CompLift by the painter's own network, or by another's."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image

from panelwright_tools.domain import Brief, Lift, PanelwrightError, ToolError
from panelwright_tools.domain.errors import UserError
from panelwright_tools.domain.evidence import Spot
from panelwright_tools.domain.model import digest
from panelwright_tools.lift.claims import Claim, claims
from panelwright_tools.lift.critic import Scored
from panelwright_tools.lift.maps import small_maps
from panelwright_tools.lift.margins import Fitted, Margin, margin_of, usual_folder
from panelwright_tools.lift.options import ScoringOptions
from panelwright_tools.lift.places import Place, places
from panelwright_tools.painting.diffusion.briefing import sampled_size
from panelwright_tools.painting.diffusion.holding import COMPANY, Held, digest_of, examine, held
from panelwright_tools.painting.diffusion.painter import DiffusionPainter
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.painting.painter import Painter
from panelwright_tools.painting.picture import Picture
from panelwright_tools.versions import code_version

if TYPE_CHECKING:  # these load PyTorch
    from panelwright_tools.lift.complift.fallback import Chosen
    from panelwright_tools.lift.complift.options import Options
    from panelwright_tools.lift.complift.scoring import ClauseScore
    from panelwright_tools.lift.denoisers.pipelines import PipelineDenoiser

SOURCES: Final = (
    "asking/gguf_header.py",
    "domain",
    "lift",
    "loading",
    "painting/compositing.py",
    "painting/diffusion",
    "painting/listening.py",
    "painting/options.py",
    "painting/painter.py",
    "painting/picture.py",
    "prompting",
    "segmentation/fitting.py",
)
"""The code and data that decide a score."""
NEVER: Final = 1e300
"""A margin that no lift passes."""


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
    if given.triage > 1 and given.model is not None:
        raise UserError(
            f"triage = {given.triage} under [scoring] looks at what the painter's own network "
            f"computes, but {given.model} scores; take one of the two out."
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
        """Name, version of the code, digests of the weights and of the options that count, among
        which is a margin that was fitted to the weights."""
        told = self.scoring.model_copy(
            update={"model": None, "batch": 1, "calibrations": None, "triage": 1}
        )
        options = digest(told, repr(self._held_to()))[:10]
        return f"complift/{code_version(*SOURCES)}:{digest_of(self.asked)}:{options}"

    @property
    def side_by_side(self) -> int | None:
        """One process holds the model."""
        return 1

    def triaging(self, painter: Painter) -> Painter:
        """The painter whose network is asked, with a triage of seeds where one is set."""
        from panelwright_tools.lift.triaged_painter import TriagedPainter

        if self.scoring.triage == 1 or not isinstance(painter, DiffusionPainter):
            return painter
        return TriagedPainter(painter, self.scoring)

    def examine(self) -> None:
        """Raises UserError for all that can be told of the model without loading it."""
        examine(self.asked)

    def scored(self, picture: Picture, brief: Brief, only: Collection[str] | None = None) -> Scored:
        """The lift of every region that is large enough for the network to tell of it, and of what
        is to be avoided; of some regions only where it is said which.

        Raises UserError when there is no such model, ToolError when it failed.
        """
        if not (brief.regions or brief.avoid):
            return Scored()
        with _failures_told(brief):
            return self._scored(picture.image, brief, only)

    @property
    def fitted(self) -> Fitted:
        """What a margin for this critic is fitted to. Raises UserError when there is no model."""
        painter = digest_of(self.painting) if self.painting.model is not None else ""
        return Fitted(
            digest=digest_of(self.asked),
            painter=painter,
            weighting=self.scoring.weighting,
            measured=self.scoring.measured,
        )

    def undecided(self, picture: Picture, brief: Brief, only: Collection[str]) -> "Measured":
        """What is found of some regions where no margin ends the draws, as margins are fitted.

        Raises what `scored` does.
        """
        with _failures_told(brief):
            return self._measured(picture.image, brief, NEVER, only)

    def _held_to(self) -> "_HeldTo":
        """The margin, and where it is from."""
        given = self.scoring
        if given.margin is not None:
            return _HeldTo(given.margin, "uncalibrated, as set")
        folder = Path(given.calibrations).expanduser() if given.calibrations else usual_folder()
        found = margin_of(self.fitted, folder)
        if found is None:
            return _HeldTo(0.0, "uncalibrated")
        if not found.holds(given.alpha, given.draws):
            return _HeldTo(0.0, f"uncalibrated: {_unfit(found)}")
        return _HeldTo(found.margin, found.said)

    @property
    def asked(self) -> PaintingOptions:
        """How the network that is asked is loaded: another model lies where the painter does."""
        if self.scoring.model is None:
            return self.painting
        return PaintingOptions(
            model=self.scoring.model,
            device=self.painting.device,
            dtype=self.painting.dtype,
            offload=self.painting.offload,
        )

    def _scored(self, image: Image.Image, brief: Brief, only: Collection[str] | None) -> Scored:
        held_to = self._held_to()
        found = self._measured(image, brief, held_to.margin, only)
        if found.chosen is None:
            return Scored(unscored=found.untold)
        lifts = tuple(
            self._lift(found.claims[name], one, found.chosen, held_to)
            for name, one in found.scores.items()
            if _sound(one)
        )
        told = _told(found.chosen, found.evaluations, held_to), found.company
        notes = (*filter(None, told), *_broken_notes(found))
        maps = {n: one.map for n, one in found.scores.items() if one.map is not None}
        seen = {n: one for n, one in maps.items() if found.claims[n].region is not None}
        return Scored(
            lifts,
            small_maps(seen),
            notes,
            unscored={**found.untold, **_broken(found)},
            evaluations=found.evaluations,
        )

    def _measured(
        self,
        image: Image.Image,
        brief: Brief,
        margin: float,
        only: Collection[str] | None = None,
    ) -> "Measured":
        from panelwright_tools.lift.complift.scoring import score

        asked = self.asked
        model = held(asked)
        denoiser = _denoiser(model, digest_of(asked))
        size = sampled_size(brief.size, asked.side or model.side, model.abilities)
        latents = denoiser.latents(image.convert("RGB").resize(size, Image.Resampling.LANCZOS))
        told, untold = claims(brief, latents.shape[1:], self.scoring, margin, only)
        if not told:
            return Measured({}, None, untold)
        chosen = self._chosen(denoiser, list(told.values()), brief)
        options, keys = self._options(), [brief.seed]
        found = COMPANY.with_room(
            model,
            lambda: score(chosen.denoiser, latents[None], chosen.formula, options, keys=keys),
        )
        scores = dict(zip(told, found.panels[0].clauses, strict=True))
        company = model.company if self.scoring.model is not None else ""
        return Measured(scores, chosen, untold, found.panels[0].evaluations, told, company)

    def _chosen(
        self, denoiser: "PipelineDenoiser", told: Sequence[Claim], brief: Brief
    ) -> "Chosen":
        from panelwright_tools.lift.complift.clauses import And
        from panelwright_tools.lift.complift.fallback import chosen

        formula = And(tuple(claim.formula for claim in told), whole=True)
        return chosen(denoiser, formula, prompt=brief.prompt)

    def _options(self) -> "Options":
        from panelwright_tools.lift.complift.options import Options

        given = self.scoring
        return Options(
            weighting=given.weighting,
            alpha=given.alpha,
            max_draws=given.draws,
            max_evaluations=given.evaluations,
            batch=given.batch,
            levels=given.levels,
            one_by_one=False,
        )

    def _lift(
        self, claim: Claim, found: "ClauseScore", chosen: "Chosen", held_to: "_HeldTo"
    ) -> Lift:
        apart, way, spots = self.scoring.apart, _WAYS[chosen.way], tuple[Place, ...]()
        if found.map is not None and (apart or claim.region is None):
            spots = places(found.map, apart or 1.0)  # of what is forbidden, to know where to erase
        if claim.clause.against:
            way += " over the rest"
        return Lift(
            region=claim.region,
            phrase=claim.phrase if claim.region is None else "",
            value=round(found.lift, 6),
            standard_error=round(found.standard_error, 6),
            evaluations=found.evaluations,
            method=f"{way}, {self.scoring.weighting}, {found.draws} draws",
            found=found.found,
            margin=held_to.margin,
            calibration=held_to.said,
            spots=tuple(Spot(box=spot.box, share=spot.share) for spot in spots),
        )


@dataclass(frozen=True)
class _HeldTo:
    """The margin that lifts are held to."""

    margin: float
    said: str
    """Where it is from."""


@dataclass(frozen=True)
class Measured:
    """What was found on one picture."""

    scores: Mapping[str, "ClauseScore"]
    """By region."""
    chosen: "Chosen | None"
    """Who was asked what; None: nothing was."""
    untold: Mapping[str, str]
    """Region to why it can't be asked about."""
    evaluations: int = 0
    claims: Mapping[str, Claim] = field(default_factory=dict)
    """What was claimed, by the same names."""
    company: str = ""
    """Whether another model than the painter's lies beside the painter's, or takes turns with it;
    empty: it was asked for first, or there is no other."""


_WAYS: Final = {
    "unconditional": "lift",
    "critic": "lift by another model",
    "contrast": "contrastive lift",
}


def _denoiser(model: Held, weights: str) -> "PipelineDenoiser":
    """Made anew for each picture, since it keeps encoded texts, which take memory."""
    from panelwright_tools.lift.denoisers.picking import denoiser_of

    return denoiser_of(model.pipeline, model.family, digest=weights)


def _sound(found: "ClauseScore") -> bool:
    return bool(np.isfinite(found.lift) and np.isfinite(found.standard_error))


def _told(chosen: "Chosen", evaluations: int, held_to: _HeldTo) -> str:
    said = f"{chosen.said[:1].upper()}{chosen.said[1:]}"
    return (
        f"{said}; {evaluations} network evaluations, margin {held_to.margin:.2g}, {held_to.said}."
    )


def _unfit(found: Margin) -> str:
    return (
        f"the margin fitted on {found.made.isoformat()} is for alpha {found.alpha:g} and at most "
        f"{found.draws} draws"
    )


def _broken(found: Measured) -> dict[str, str]:
    """Regions of which the network told nothing, and why."""
    said = {name: "the network's answer was no number" for name in _failed(found)}
    return {name: why for name, why in said.items() if found.claims[name].region is not None}


def _broken_notes(found: Measured) -> tuple[str, ...]:
    """The same of what is to be avoided."""
    avoided = [found.claims[name] for name in _failed(found)]
    return tuple(
        f"The network's answer for {one.phrase}, which is to be avoided, was no number."
        for one in avoided
        if one.region is None
    )


def _failed(found: Measured) -> list[str]:
    return [name for name, one in found.scores.items() if one.decided_by == "failure"]


@contextmanager
def _failures_told(brief: Brief) -> Iterator[None]:
    """Turn what PyTorch raises into a ToolError of one sentence."""
    try:
        yield
    except PanelwrightError:
        raise
    except Exception as error:
        said = (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
        raise ToolError(f"{brief.told} could not be scored: {said}") from error
