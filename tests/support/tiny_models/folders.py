"""Tiny models by name, in memory and saved as the real ones are."""

from importlib import import_module
from pathlib import Path
from typing import Any

_BUILDERS = {
    "sd15": "unets:sd15",
    "sd15-inpaint": "unets:sd15_inpaint",
    "sdxl": "unets:sdxl",
    "sdxl-inpaint": "unets:sdxl_inpaint",
    "flux1-dev": "flux1:flux1_dev",
    "flux1-schnell": "flux1:flux1_schnell",
    "flux1-fill": "flux1:flux1_fill",
    "flux1-kontext": "flux1:flux1_kontext",
    "flux1-redux": "flux1:flux1_redux",
    "sd3-medium": "sd3:sd3_medium",
    "sd3-large": "sd3:sd3_large",
    "flux2-klein": "flux2:flux2_klein",
    "flux2-klein-base": "flux2:flux2_klein_base",
    "flux2-dev": "flux2:flux2_dev",
    "qwen-image": "qwen_image:qwen_image",
    "qwen-image-edit": "qwen_image:qwen_image_edit",
    "qwen-image-edit-plus": "qwen_image:qwen_image_edit_plus",
    "z-image-turbo": "z_image:z_image_turbo",
    "z-image-base": "z_image:z_image_base",
}
"""Module of this package and function, by the name of a tiny model."""


def built(name: str) -> Any:
    """The pipeline of that name, made anew, quiet about its progress."""
    module, _, function = _BUILDERS[name].partition(":")
    pipeline = getattr(import_module(f"tiny_models.{module}"), function)()
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def saved(name: str, folder: Path) -> Path:
    """A folder with that model, as `from_pretrained` takes it; made where it isn't there yet."""
    home = folder / name
    if not home.exists():
        built(name).save_pretrained(home)
    return home
