"""An IP-Adapter beside a UNet, by which that looks at pictures of characters.

Ye et al., "IP-Adapter: Text Compatible Image Prompt Adapter" (2023): the plain kind, which sees a
picture's summary, and the Plus kind, which sees all of its patches.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from PIL import Image

from panelwright_tools.domain import PanelwrightError, ToolError, UserError
from panelwright_tools.domain.errors import first_line
from panelwright_tools.loading.opening import whole_model
from panelwright_tools.painting.diffusion.fingerprint import fingerprint
from panelwright_tools.painting.diffusion.hub_cache import cached, is_hub_id
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory
from panelwright_tools.painting.diffusion.named_adapters import adapter_named
from panelwright_tools.painting.diffusion.safetensors_header import safetensors
from panelwright_tools.painting.diffusion.weights import path_of

FAMILIES: Final = ("sd15", "sdxl")
"""The families that adapters go with."""
HELD: Final = "panelwright_adapter"
"""The attribute of a pipeline that holds the adapter beside it."""
_BESIDE: Final = "image_encoder"
_CONFIG: Final = "config.json"
_WIDTHS: Final = {"plain": "image_proj.proj.weight", "plus": "image_proj.proj_in.weight"}
"""The tensor of each kind whose second side is how wide the image encoder's outcome is."""
_KEYS: Final = "ip_adapter.1.to_k_ip.weight"
"""Its second side is how wide the UNet's words are."""
_HOME: Final = "h94/IP-Adapter/sdxl_models/ip-adapter_sdxl_vit-h.safetensors"
_MEAN: Final = (0.48145466, 0.4578275, 0.40821073)
_SPREAD: Final = (0.26862954, 0.26130258, 0.27577711)
"""Of the pictures that CLIP was trained on."""


@dataclass(frozen=True)
class AdapterFiles:
    """Where an adapter lies."""

    weights: Path
    encoder: Path
    kind: Literal["plain", "plus"]
    sees: int
    """Width of what it takes from the image encoder."""
    speaks: int
    """Width of what it gives to the UNet."""

    @property
    def digest(self) -> str:
        """Of everything that decides what it makes of a picture, 16 hexadecimal digits."""
        files = [
            path for path in self.encoder.iterdir() if path.suffix in (".json", ".safetensors")
        ]
        named = [(f"encoder/{path.name}", path) for path in sorted(files)]
        return fingerprint([("adapter", self.weights), *named])


def adapter_files(name: str, encoder: str | None) -> AdapterFiles:
    """The files of an adapter by its path, hub id or short name; its encoder, if not named, lies
    beside it, or where the short name says.

    Raises UserError.
    """
    known = adapter_named(name)
    weights, own = known.located() if known is not None else (path_of(name), None)
    if weights.is_dir() or weights.suffix != ".safetensors":
        raise UserError(f"{name} is no safetensors file; name an IP-Adapter's, such as {_HOME}.")
    folder = _encoder(encoder) if encoder is not None else own or weights.parent / _BESIDE
    if not (folder / _CONFIG).is_file():
        raise UserError(
            f"{folder} is no image encoder: it has no {_CONFIG}; name the folder of the one that "
            f"{weights.name} was trained with as adapter_encoder under [painting] in agent.toml."
        )
    shapes = {key: tensor.shape for key, tensor in safetensors(weights).items()}
    kind = next((kind for kind, key in _WIDTHS.items() if key in shapes), None)
    if kind is None or _KEYS not in shapes:
        raise UserError(
            f"{name} is no IP-Adapter of the plain or the Plus kind; FaceID and full-face adapters "
            f"are not taken. {_HOME} is one."
        )
    sees, speaks = shapes[_WIDTHS[kind]][1], shapes[_KEYS][1]
    return AdapterFiles(weights, folder, "plus" if kind == "plus" else "plain", sees, speaks)


def _encoder(name: str) -> Path:
    if not Path(name).expanduser().exists() and is_hub_id(name) and cached(name) is None:
        raise UserError(
            f"there is no folder {name}, and no such image encoder in the cache; download it with "
            f"`agent models pull {name}/{_CONFIG}` and `… {name}/model.safetensors`."
        )
    return path_of(name)


@dataclass(frozen=True, eq=False)
class Adapter:
    """An adapter's image encoder, in the computer's memory; the rest of it lies in the UNet."""

    encoder: Any
    plus: bool

    def embeds(self, pictures: Sequence[Image.Image], guided: bool) -> Any:
        """(2 or 1, pictures, …): for the negative prompt as well when guided.

        As diffusers' pipelines make them, save that pictures keep their shape and are padded.
        """
        import torch

        from panelwright_tools.segmentation.fitting import Canvas, pixels

        side = int(self.encoder.config.image_size)
        seen = [pixels(one, Canvas(one.size, side, "pad"), _MEAN, _SPREAD) for one in pictures]
        shown = torch.cat(seen)
        looks = self._looks(shown)
        if not guided:
            return looks[None]
        nothing = self._looks(torch.zeros_like(shown)) if self.plus else torch.zeros_like(looks)
        return torch.stack([nothing, looks])

    def _looks(self, shown: Any) -> Any:
        if self.plus:
            return self.encoder(shown, output_hidden_states=True).hidden_states[-2]
        return self.encoder(shown).image_embeds


def add_adapter(pipeline: Any, files: AdapterFiles) -> None:
    """Put an adapter into a pipeline of a UNet, before that is laid onto a device.

    The image encoder stays in the computer's memory and computes there, a second or two a
    picture. Raises UserError when it is damaged or doesn't fit.
    """
    with _translated(files):
        from transformers import CLIPVisionModelWithProjection

        _check(files.speaks, pipeline.unet.config.cross_attention_dim, str(files.weights), "UNet")
        encoder = whole_model(CLIPVisionModelWithProjection, files.encoder)
        plus, told = files.kind == "plus", encoder.config
        width = told.hidden_size if plus else told.projection_dim
        _check(files.sees, width, str(files.weights), "image encoder")
        pipeline.load_ip_adapter(
            str(files.weights.parent),
            subfolder="",
            weight_name=files.weights.name,
            image_encoder_folder=None,
            local_files_only=True,
        )
        setattr(pipeline, HELD, Adapter(encoder, plus))


def _check(wanted: int, found: int, name: str, other: str) -> None:
    if wanted != found:
        raise UserError(
            f"the IP-Adapter {name} was made for another {other} than this one: it is {wanted} "
            f"wide, the {other} {found}."
        )


@contextmanager
def _translated(files: AdapterFiles) -> Iterator[None]:
    try:
        yield
    except PanelwrightError:
        raise
    except ImportError as missing:
        raise ToolError(
            f'{files.weights} needs torch and diffusers; run: pip install "panelwright[local]".'
        ) from missing
    except Exception as error:
        if ran_out_of_memory(error):
            raise  # whoever loads steps down and tries again
        raise UserError(f"diffusers can't load {files.weights} ({first_line(error)}).") from error
