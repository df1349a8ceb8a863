"""Tokenizers in the place of processors for words and pictures of which only the words are used.

FLUX.2 dev brings the processor of its text encoder, which transformers makes with torchvision
alone; the pipeline gives it no pictures, and its tokenizer has the same chat template.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from panelwright_tools.painting.diffusion.model_folder import layout

_PART: Final = "tokenizer"
_PROCESSOR: Final = "PixtralProcessor"


def left_out(folder: Path) -> Mapping[str, None]:
    """The part of a model's folder that can't be loaded here, as `from_pretrained` is told so."""
    wanted = layout(folder).parts.get(_PART) == _PROCESSOR
    return {_PART: None} if wanted and find_spec("torchvision") is None else {}


def put_in(pipeline: Any, folder: Path) -> None:
    """Give a pipeline the tokenizer of the part that was left out; others stay as they are."""
    if not left_out(folder):
        return
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder / _PART, local_files_only=True)
    pipeline.register_modules(tokenizer=tokenizer)
