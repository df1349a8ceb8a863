"""The critic of diffusion painters: CompLift by the painter's own network, or by another's."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from panelwright_tools.domain import Brief, PanelwrightError, ToolError
from panelwright_tools.domain.errors import UserError, first_line
from panelwright_tools.domain.model import digest
from panelwright_tools.lift.claims import Claim, claims
from panelwright_tools.lift.critic import Scored
from panelwright_tools.lift.margins import Fitted, Margin, margin_of, usual_folder, why_none
from panelwright_tools.lift.measured import HeldTo, Measured, told
from panelwright_tools.lift.options import ScoringOptions
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

    def undecided(self, picture: Picture, brief: Brief, only: Collection[str]) -> Measured:
        """What is found of some regions where no margin ends the draws, as margins are fitted.

        Raises what `scored` does.
        """
        with _failures_told(brief):
            return self._measured(picture.image, brief, NEVER, only)

    def _held_to(self) -> HeldTo:
        """The margin, and where it is from."""
        given = self.scoring
        if given.margin is not None:
            return HeldTo(given.margin, "uncalibrated, as set")
        folder = Path(given.calibrations).expanduser() if given.calibrations else usual_folder()
        found = margin_of(self.fitted, folder)
        if found is None:
            why = why_none(self.fitted, folder)
            return HeldTo(0.0, f"uncalibrated: {why}" if why else "uncalibrated")
        if not found.holds(given.alpha, given.draws):
            return HeldTo(0.0, f"uncalibrated: {_unfit(found)}")
        return HeldTo(found.margin, found.said)

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
        return told(self._measured(image, brief, held_to.margin, only), held_to, self.scoring)

    def _measured(
        self,
        image: Image.Image,
        brief: Brief,
        margin: float,
        only: Collection[str] | None = None,
    ) -> Measured:
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
        from panelwright_tools.lift.complift.fallback import by_another, chosen

        formula = And(tuple(claim.formula for claim in told), whole=True)
        found = chosen(denoiser, formula, prompt=brief.prompt)
        fitted = self.fitted
        return found if fitted.painter == fitted.digest else by_another(found)

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


def _denoiser(model: Held, weights: str) -> "PipelineDenoiser":
    """Made anew for each picture, since it keeps encoded texts, which take memory."""
    from panelwright_tools.lift.denoisers.picking import denoiser_of

    return denoiser_of(model.pipeline, model.family, digest=weights)


def _unfit(found: Margin) -> str:
    return (
        f"the margin fitted on {found.made.isoformat()} is for alpha {found.alpha:g} and at most "
        f"{found.draws} draws"
    )


@contextmanager
def _failures_told(brief: Brief) -> Iterator[None]:
    """Turn what PyTorch raises into a ToolError of one sentence."""
    try:
        yield
    except PanelwrightError:
        raise
    except Exception as error:
        raise ToolError(f"{brief.told} could not be scored: {first_line(error)}") from error
