"""What a user may set about the model that paints; what is None follows from model and machine."""

from typing import Literal

from pydantic import Field

from panelwright_tools.domain.model import Model
from panelwright_tools.domain.option_types import (
    DeviceName,
    Seconds,
    ServerUrl,
    VariableName,
    Where,
)
from panelwright_tools.painting.diffusion.device import Numbers
from panelwright_tools.painting.diffusion.fit import Offload
from panelwright_tools.painting.diffusion.speeding import StepCache

RegionWay = Literal["attention", "latents"]
"""How a region's words are kept in its box: by masking attention, or by blending latents."""
Layered = Literal["auto", "never", "always"]
"""Whether panels are drawn in layers; auto: where they are crowded."""


class PaintingOptions(Model):
    """Which model paints, and how."""

    model: Where | None = Field(
        default=None,
        description="a folder, a safetensors or GGUF file, or a hub id",
    )
    components: Where | None = Field(
        default=None,
        description="the folder, or hub id, of what a single file lacks: encoders, autoencoder",
    )
    redux: Where | None = Field(
        default=None,
        description="the folder, hub id or set of a Redux model, by which FLUX.1 looks at pictures",
    )
    consistent: bool | None = Field(
        default=None,
        description="whether panels share self-attention with the portraits of their characters; "
        "None: where the model can and looks at pictures in no other way",
    )
    adapter: Where | None = Field(
        default=None,
        description="the safetensors file, or owner/model/file of the hub, of an IP-Adapter, by "
        "which Stable Diffusion 1.5 and XL look at pictures",
    )
    adapter_encoder: Where | None = Field(
        default=None,
        description="the folder of the adapter's image encoder; None: image_encoder beside it",
    )
    reference_strength: float = Field(
        default=0.7, ge=0, le=1, description="how much pictures of characters count beside words"
    )
    device: DeviceName | None = Field(
        default=None,
        description="cuda, cuda:1, mps, xpu or cpu; None: the best that there is",
    )
    dtype: Numbers | None = Field(default=None, description="None: as the device likes it")
    offload: Offload | None = Field(
        default=None,
        description="what waits in main memory until it is needed; None: as the memory asks for",
    )
    scheduler: str | None = Field(
        default=None, max_length=40, description="euler, ddim, …; None: the model's own"
    )
    step_cache: StepCache | None = Field(
        default=None,
        description="skips work at steps that change little, and changes pictures a little",
    )
    cache_threshold: float | None = Field(
        default=None, ge=0, le=10, description="how much may change for first-block; None: 0.08"
    )
    compiled: bool = Field(
        default=False,
        description="whether PyTorch compiles the model, which takes minutes at the first picture",
    )
    steps: int | None = Field(
        default=None, ge=1, le=999, description="of denoising; None: by family and quality"
    )
    refine_steps: int | None = Field(
        default=None, ge=0, le=300, description="of a second pass over the whole; None: no pass"
    )
    guidance: float | None = Field(
        default=None, ge=0, le=100, description="how much the words count; None: by family"
    )
    sequence_length: int | None = Field(
        default=None, ge=16, le=4096, description="most tokens of a text; None: by family"
    )
    base_ratio: float = Field(
        default=0.3,
        ge=0,
        le=1,
        description="share of the whole picture's words inside the regions' boxes",
    )
    bare: bool = Field(
        default=False,
        description="tells only what is to be seen, without style, shot, light and place, as suits "
        "models that were trained on short captions",
        exclude_if=lambda bare: not bare,
    )
    regions: RegionWay | None = Field(
        default=None,
        description="how regions are kept apart: by attention, or by latents, one run of the model "
        "for each, for models whose attention can't be reached; None: by attention where it can",
        exclude_if=lambda way: way is None,
    )
    maps: bool = Field(
        default=False,
        description="whether the report shows where each region's words acted, which takes time",
        exclude_if=lambda kept: not kept,
    )
    side: int | None = Field(
        default=None,
        ge=16,
        le=4096,
        description="side in pixels of a square as large as what is sampled; None: as trained",
    )
    base_url: ServerUrl | None = Field(
        default=None,
        description="of a hosted painter's server; None: that of OPENAI_BASE_URL, or OpenAI itself",
    )
    key_variable: VariableName | None = Field(
        default=None,
        description="the environment variable that holds the server's key; None: OPENAI_API_KEY",
    )
    timeout_s: Seconds | None = Field(
        default=None, description="longest wait for one picture; None: as long as is usual"
    )
    picture_price: float | None = Field(
        default=None, ge=0, description="US dollars a hosted picture; None: as known of the model"
    )
    layered: Layered = Field(
        default="auto",
        description="draw the background first, then one subject after another; auto: in a crowd",
    )
