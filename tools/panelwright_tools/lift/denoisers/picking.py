"""Which denoiser a loaded pipeline is."""

from collections.abc import Mapping
from typing import Any, Final

from panelwright_tools.domain import UserError
from panelwright_tools.lift.complift.denoiser import Prediction
from panelwright_tools.lift.denoisers.flux1 import FLUX1
from panelwright_tools.lift.denoisers.flux2 import FLUX2
from panelwright_tools.lift.denoisers.form import Form
from panelwright_tools.lift.denoisers.pipelines import PipelineDenoiser
from panelwright_tools.lift.denoisers.qwen_image import QWEN_IMAGE
from panelwright_tools.lift.denoisers.schedules import Flow, Schedule, Steps
from panelwright_tools.lift.denoisers.sd3 import SD3
from panelwright_tools.lift.denoisers.unets import SD15, SDXL
from panelwright_tools.lift.denoisers.z_image import Z_IMAGE
from panelwright_tools.painting.diffusion.catalogue import kind_of
from panelwright_tools.painting.diffusion.family import Family
from panelwright_tools.versions import code_version

_FORMS: Final[Mapping[str, Form]] = {
    "sd15": SD15,
    "sdxl": SDXL,
    "sd3": SD3,
    "flux1": FLUX1,
    "flux2": FLUX2,
    "qwen_image": QWEN_IMAGE,
    "z_image": Z_IMAGE,
}
_PREDICTIONS: Final[Mapping[str, Prediction]] = {"epsilon": "eps", "v_prediction": "v"}
"""What schedulers of diffusers call them."""
_SOURCES: Final = ("lift/denoisers", "painting/diffusion/families")


def denoiser_of(
    pipeline: Any, family: Family, *, digest: str = "", guidance: float | None = None
) -> PipelineDenoiser:
    """The denoiser of a loaded pipeline.

    `digest` tells its weights apart in the denoiser's id; empty: by where they were loaded from.
    `guidance` is for networks that read it as an input; None: as the kind's balanced preset has it.
    Raises UserError for a family, or a network's prediction, that isn't known.
    """
    form = _FORMS.get(family.name)
    if form is None:
        raise UserError(
            f"lift can't be asked of the family {family.name}; those it knows are "
            f"{', '.join(_FORMS)}."
        )
    kind, abilities = kind_of(family, pipeline), family.abilities(pipeline)
    schedule, prediction = _process(pipeline, form, kind.title)
    told = kind.presets["balanced"].guidance if guidance is None else guidance
    weights = digest or str(pipeline.config.get("_name_or_path") or "unnamed")
    return PipelineDenoiser(
        pipeline=pipeline,
        form=form,
        schedule=schedule,
        prediction=prediction,
        id=f"{family.name}-{kind.name}/{code_version(*_SOURCES)}:{weights}:{told:g}",
        title=kind.title,
        has_null=abilities.unconditional and not abilities.distilled,
        distilled=abilities.distilled,
        grain=abilities.grain,
        longest=abilities.longest,
        tokens=kind.sequence_length,
        guidance=told,
    )


def _process(pipeline: Any, form: Form, title: str) -> tuple[Schedule, Prediction]:
    """The schedule that the network was trained on, which no sampler's own changes."""
    if form.network == "transformer":
        return Flow(), "flow"
    scheduler = pipeline.scheduler
    prediction = _PREDICTIONS.get(str(scheduler.config.get("prediction_type", "epsilon")))
    signal = getattr(scheduler, "alphas_cumprod", None)
    if prediction is None or signal is None:
        raise UserError(
            f"lift needs the noise or the velocity of a diffusion; this {title} is sampled by "
            f"{type(scheduler).__name__} as predicting "
            f"{scheduler.config.get('prediction_type', 'something else')}."
        )
    return Steps(signal), prediction
