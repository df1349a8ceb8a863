"""A diffusion painter that begins several seeds of a panel and finishes the most promising one.

The rest are dropped after 30 % of their steps, by cached lift: a triage, never a verdict, since
guided trajectories bias it (see `complift.trajectory`). The picture that is finished is judged as
any other is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from panelwright_tools.domain import Brief, Cost
from panelwright_tools.lift.options import ScoringOptions
from panelwright_tools.lift.triaging import asked_of, seeds_of
from panelwright_tools.painting.diffusion.briefing import briefed
from panelwright_tools.painting.diffusion.counting import Counter
from panelwright_tools.painting.diffusion.failing import failures_told
from panelwright_tools.painting.diffusion.holding import Held, digest_of, held
from panelwright_tools.painting.diffusion.layering import in_layers
from panelwright_tools.painting.diffusion.painter import DiffusionPainter
from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.painting.listening import watching
from panelwright_tools.painting.picture import Picture
from panelwright_tools.versions import code_version

if TYPE_CHECKING:  # it loads PyTorch
    from panelwright_tools.lift.denoisers.recording import Recorder

SOURCES: Final = (
    "lift/claims.py",
    "lift/complift",
    "lift/denoisers",
    "lift/options.py",
    "lift/triaged_painter.py",
    "lift/triaging.py",
)
"""The code that decides which seed is finished, beside the painter's own."""
_LEAST_STEPS: Final = 5
"""Of fewer there is no third that would tell anything."""


@dataclass(frozen=True)
class _Begun:
    """What came of beginning several seeds."""

    seed: int
    """The one to finish."""
    said: str
    evaluations: int = 0
    """Network evaluations that it took, of sampling and of lift."""


@dataclass(frozen=True)
class TriagedPainter:
    """The painter, with a triage of `scoring.triage` seeds where a whole picture is asked for.

    What is painted is, byte for byte, what the painter paints of the seed that is kept: it is
    sampled anew from its start, so that n seeds cost 0.3 n samplings more. Repairs that keep a part
    of a picture, and panels in layers, are painted as ever; emphasis begins with the same seed as
    the picture that it mends.
    """

    painter: DiffusionPainter
    scoring: ScoringOptions

    @property
    def id(self) -> str:
        """The painter's."""
        return self.painter.id

    def hand(self, brief: Brief) -> str:
        """The painter's; of a brief whose seeds are compared, with how they are."""
        hand, given = self.painter.hand(brief), self.scoring
        if not self._is_whole(brief):
            return hand
        how = f"{given.against}-{given.area}"
        return f"{hand}+triage of {given.triage}/{code_version(*SOURCES)}:{how}"

    @property
    def repairs(self) -> frozenset[str]:
        """The painter's."""
        return self.painter.repairs

    @property
    def takes_references(self) -> bool:
        """As the painter does."""
        return self.painter.takes_references

    @property
    def stand_in(self) -> str:
        """The painter's."""
        return self.painter.stand_in

    @property
    def side_by_side(self) -> int | None:
        """One process holds the model."""
        return self.painter.side_by_side

    def price(self, brief: Brief) -> Cost:
        """The painter's."""
        return self.painter.price(brief)

    def lent(self, files: Mapping[str, Path]) -> "TriagedPainter":
        """The same with the LoRAs of the characters at hand, by their digests."""
        return replace(self, painter=self.painter.lent(files))

    def check_loras(self, files: Mapping[str, Path]) -> None:
        """As the painter does."""
        self.painter.check_loras(files)

    def prepare(self) -> None:
        """As the painter does."""
        self.painter.prepare()

    def paint(
        self,
        brief: Brief,
        parent: Picture | None = None,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        """Paint the brief, with the seed that triage keeps where a whole picture is asked for; a
        note says which that is, and the evaluations of all seeds count.

        Raises UserError when there is no such model, ToolError when it can't paint.
        """
        if parent is not None or not self._is_whole(brief):
            return self.painter.paint(brief, parent, references)
        with failures_told(brief):
            begun = self._begun(_plain(brief), references or {})
        picture = self.painter.paint(_seeded(brief, begun.seed), None, references)
        return replace(
            picture,
            notes=(*picture.notes, begun.said),
            evaluations=picture.evaluations + begun.evaluations,
        )

    def _is_whole(self, brief: Brief) -> bool:
        return brief.parent is None and not in_layers(brief, self.painter.options.layered)

    def _begun(self, brief: Brief, references: Mapping[str, Picture]) -> _Begun:
        from panelwright_tools.lift.denoisers.picking import denoiser_of
        from panelwright_tools.lift.denoisers.seeds import best_seeds, first_steps

        model = held(self.painter.options)
        sampling = briefed(brief, model, self.painter.options, {}, self.painter.loras).sampling
        unfit = _unfit(model, sampling)
        if unfit:
            return _Begun(brief.seed, f"No triage of seeds: {unfit}.")
        denoiser = denoiser_of(model.pipeline, model.family, digest=digest_of(self.painter.options))
        rows, columns = denoiser.latents(Image.new("RGB", sampling.size)).shape[1:]
        counter, seeds = Counter(), seeds_of(brief.seed, self.scoring.triage)

        def sample(seed: int, recorder: "Recorder") -> None:
            tell = counter.and_to(recorder)
            with watching(lambda _, call: tell(call)):
                self.painter.paint(_seeded(brief, seed), None, references)

        found = best_seeds(
            denoiser,
            sample,
            seeds,
            asked_of(brief, (rows, columns), self.scoring),
            guidance=sampling.guidance,
            negative=sampling.negative_prompt,
        )
        [kept] = found.kept
        said = (
            f"Seed {seeds.index(kept) + 1} of {len(seeds)} went on, by triage at step "
            f"{first_steps(sampling.steps)} of {sampling.steps} (no verdict: guidance "
            "biases it)."
        )
        return _Begun(kept, said, counter.rows + found.evaluations)


def _seeded(brief: Brief, seed: int) -> Brief:
    return brief.model_copy(update={"seed": seed})


def _plain(brief: Brief) -> Brief:
    """Without emphasis, so that a picture and its emphasised self come from the same seed."""
    usual: dict[str, Any] = {"emphasis": 1.0, "damped": ()}
    regions = tuple(item.model_copy(update=usual) for item in brief.regions)
    return brief.model_copy(update={"regions": regions})


def _unfit(model: Held, sampling: Sampling) -> str:
    """Why no trajectory of the sampling would tell one seed from another; empty: it would."""
    able = model.abilities
    if able.distilled or not able.unconditional:
        return "the model is distilled and has no unconditional"
    if sampling.guidance <= 1:
        return "sampling is not guided"
    if sampling.blended:
        return "regions are kept apart by blending latents, which bends every state"
    if sampling.steps < _LEAST_STEPS:
        return f"{sampling.steps} steps are too few"
    return ""
