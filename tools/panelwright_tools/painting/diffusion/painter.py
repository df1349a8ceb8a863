"""The diffusion painter: a brief in, a picture that a model has sampled out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PIL import Image

from panelwright_tools.domain import FREE, Brief, Cost, UserError
from panelwright_tools.domain.model import digest
from panelwright_tools.painting.compositing import mask_of
from panelwright_tools.painting.diffusion.carrying_out import Outcome, Work, part, whole
from panelwright_tools.painting.diffusion.failing import failures_told
from panelwright_tools.painting.diffusion.holding import (
    digest_of,
    examine,
    looks_at_pictures,
    looks_without_sharing,
    model_of,
    shares_attention,
    weights_of,
)
from panelwright_tools.painting.diffusion.layering import (
    LayerCheck,
    drawn,
    in_layers,
    layers,
    most_looking,
)
from panelwright_tools.painting.diffusion.loading import loading_errors
from panelwright_tools.painting.diffusion.option_checks import check_use
from panelwright_tools.painting.diffusion.outlining import Outliner
from panelwright_tools.painting.diffusion.pulled import check_pulled
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.painting.picture import Mask, Picture
from panelwright_tools.versions import code_version

SOURCES: Final = (
    "asking/gguf_header.py",
    "domain",
    "grounding/outlines.py",
    "loading",
    "painting/compositing.py",
    "painting/diffusion",
    "painting/listening.py",
    "painting/options.py",
    "painting/picture.py",
    "prompting",
    "segmentation/fitting.py",
)
"""The code and data that decide the pixels."""
MINIATURE: Final = "miniature"
"""The set of models.toml that is shipped."""
_SUITS_MINIATURE: Final[Mapping[str, Any]] = {
    "consistent": False,  # it is too small for its portraits to be worth looking at
    "bare": True,  # it was taught short captions, and words that it doesn't know mislead it
    "base_ratio": 0.6,  # with less, or more, fewer of its pictures are right
}
_ASIDE: Final = (
    "model", "components", "redux", "adapter", "adapter_encoder", "device", "offload", "maps",
)  # fmt: skip
"""Options that decide no pixels: where the model lies and runs, what is kept beside a picture."""


_BESIDE: Final = {
    "sdxl": "--adapter ip-adapter-plus-sdxl is an IP-Adapter for it",
    "sd15": "adapter under [painting] names an IP-Adapter for it",
    "flux1": "redux under [painting] names a Redux model for it",
}
"""By family: what a model looks at pictures with that was trained for it."""


def diffusion_painter(**options: Any) -> "DiffusionPainter":
    """A painter of these options.

    Raises UserError when they name no model, or say what only another painter heeds.
    """
    given = PaintingOptions(**options)
    _ = model_of(given)
    check_use(given)
    return DiffusionPainter(given)


def miniature_painter(**options: Any) -> "DiffusionPainter":
    """A painter with the small model that comes with the package.

    Raises UserError when the options name another model.
    """
    if options.get("model", MINIATURE) != MINIATURE:
        raise UserError(
            f"the painter 'miniature' has a model of its own and takes no {options['model']}; give "
            "--painter diffusers:MODEL, or take model out of [painting] in agent.toml."
        )
    return diffusion_painter(**{**_SUITS_MINIATURE, **options, "model": MINIATURE})


@dataclass(frozen=True)
class DiffusionPainter:
    """Samples a picture from a model, which is loaded when the first picture is asked for."""

    options: PaintingOptions
    check: LayerCheck | None = field(default=None, compare=False)
    """Looks for each subject of a panel that is drawn in layers, before the next is added."""
    outliner: Outliner | None = field(default=None, compare=False)
    """Looks where characters are on the pictures of them that panels share attention with."""
    loras: Mapping[str, Path] = field(default_factory=dict, compare=False)
    """The files of the characters' LoRAs, by their digests."""

    @property
    def id(self) -> str:
        """Name, version of the code, digest of the weights, and of the options that count."""
        told = self.options.model_copy(update=dict.fromkeys(_ASIDE))
        return f"diffusers/{code_version(*SOURCES)}:{digest_of(self.options)}:{digest(told)[:10]}"

    def hand(self, brief: Brief) -> str:
        """The id; of a brief in layers with who looks at them, and where attention is shared with
        pictures of characters with who outlines these."""
        hand = self.id
        if self.check is not None and self._is_layered(brief):
            hand += f"+looks by {self.check.id}"
        shown = any(item.character and item.character.references for item in brief.regions)
        if self.outliner is not None and shown and shares_attention(self.options):
            hand += f"+outlines by {self.outliner.id}"
        return hand

    @property
    def repairs(self) -> frozenset[str]:
        """Everything: parts are painted anew by inpainting checkpoints or by their latents."""
        return frozenset({"inpaint", "emphasise", "relayout", "resample"})

    @property
    def takes_references(self) -> bool:
        """Kontext, FLUX.2 and Qwen-Image-Edit do, FLUX.1 with a Redux model beside it, Stable
        Diffusion 1.5 and XL with an IP-Adapter, and these, FLUX.1 and Stable Diffusion 3.5 by
        attention shared with portraits."""
        return looks_at_pictures(self.options)

    @property
    def stand_in(self) -> str:
        """Where nothing is there that was trained to look at pictures: what does it instead."""
        if not shares_attention(self.options):
            return ""
        if self.options.consistent and looks_without_sharing(self.options):
            return ""
        beside = _BESIDE.get(weights_of(self.options).family)
        better = f"; {beside}" if beside else ""
        return (
            f"no adapter is set, so {self.options.model} looks at pictures by sharing its "
            f"attention with them, for which it was not trained{better}"
        )

    @property
    def side_by_side(self) -> int | None:
        """One process holds the model."""
        return 1

    def price(self, brief: Brief) -> Cost:
        """What looking at its layers may cost; else nothing that is paid to others."""
        if self.check is None or not self._is_layered(brief):
            return FREE
        return most_looking(brief, self.check)

    def _is_layered(self, brief: Brief) -> bool:
        return brief.parent is None and in_layers(brief, self.options.layered)

    def checked_by(self, check: LayerCheck) -> "DiffusionPainter":
        """The same painter, by whose layers somebody looks for what was added."""
        return self if self.options.layered == "never" else replace(self, check=check)

    def outlined_by(self, outliner: Outliner) -> "DiffusionPainter":
        """The same painter, which shares of the characters' pictures what somebody outlines."""
        return replace(self, outliner=outliner)

    def lent(self, files: Mapping[str, Path]) -> "DiffusionPainter":
        """The same painter with the LoRAs of the characters at hand, by their digests."""
        return replace(self, loras=files)

    def check_loras(self, files: Mapping[str, Path]) -> None:
        """Read LoRAs, by their digests, for which the model is loaded.

        Raises UserError when one is none or was made for another model, ToolError when it is not
        the one of that digest or the model can't be loaded.
        """
        from panelwright_tools.painting.diffusion.holding import held
        from panelwright_tools.painting.diffusion.lora.weights import lora_of

        pipeline = held(self.options).pipeline
        for name, path in files.items():
            lora_of(pipeline, path, name)

    def examine(self) -> None:
        """Look the model's files over, and for the device, without loading anything.

        Raises UserError for what would go wrong when the first picture is painted.
        """
        check_pulled(self.options)
        with loading_errors(weights_of(self.options)):
            examine(self.options)

    def prepare(self) -> None:
        """Nothing: the model is loaded once there is something to paint, in the one process."""

    def paint(
        self,
        brief: Brief,
        parent: Picture | None = None,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        """Paint the brief; with a parent, only within the brief's mask.

        Raises UserError when there is no such model, ToolError when it can't paint.
        """
        if parent is not None:
            if parent.image.size != brief.size:
                brought = parent.image.resize(brief.size, Image.Resampling.LANCZOS)
                parent = replace(parent, image=brought)
            return self.inpaint(parent, mask_of(brief.mask, brief.size), brief, references)
        start = partial(self._whole, references=references or {})
        if not in_layers(brief, self.options.layered):
            return start(brief)

        def add(picture: Picture, layer: Brief) -> Picture:
            mask = mask_of(layer.mask, picture.image.size)
            return self.inpaint(picture, mask, layer, references)

        is_there = self.check.is_there if self.check is not None else None
        return drawn(layers(brief), start, add, is_there)

    def inpaint(
        self,
        picture: Picture,
        mask: Mask,
        brief: Brief,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        """The picture with what the mask marks painted anew, as the brief has the whole of it.

        `mask` is (height, width) of the picture, True where it may change: the new part fades in
        from the mask's edge, and all other pixels stay as they are, bit for bit. A small part is
        painted as a close-up at the model's full size. `brief` describes the whole picture, with
        boxes in fractions of it; its own mask, parent and size don't count. Another seed makes
        another part. Raises UserError when the mask is not of the picture's size or there is no
        such model, ToolError when it can't paint.
        """
        work = self._work(brief, references or {})
        with failures_told(brief):
            made = part(work, picture, mask)
        return self._made(made, made.image, work)

    def _whole(self, brief: Brief, references: Mapping[str, Picture]) -> Picture:
        work = self._work(brief, references)
        with failures_told(brief):
            made = whole(work)
        image = made.image.convert("RGB")
        if image.size != brief.size:
            image = image.resize(brief.size, Image.Resampling.LANCZOS)
        return self._made(made, image, work)

    def _work(self, brief: Brief, references: Mapping[str, Picture]) -> Work:
        return Work(brief, self.options, references, self.outliner, self.loras)

    def _made(self, made: Outcome, image: Image.Image, work: Work) -> Picture:
        return Picture(
            image=image,
            painter=self.id,
            seed=work.brief.seed,
            notes=made.notes,
            attention=made.maps,
            evaluations=work.counter.rows,
        )
