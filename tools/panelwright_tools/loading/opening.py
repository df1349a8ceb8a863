"""Opening models of transformers: quietly, wholly, and with what goes wrong in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from panelwright_tools.domain import PanelwrightError, ToolError, UserError
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory


@contextmanager
def opening(path: Path, kind: str) -> Iterator[None]:
    """Load what lies at a path and is to be of a kind: `GroundingDINO`.

    Raises UserError when it is damaged or something else, ToolError when memory is short or a
    package is missing.
    """
    try:
        with _quiet():
            yield
    except PanelwrightError:
        raise
    except ImportError as error:
        raise ToolError(f"{kind} needs {error.name or 'a package'}, which isn't installed.") from (
            error
        )
    except Exception as error:  # whatever the libraries raise over a broken file
        if ran_out_of_memory(error):
            raise ToolError(f"there is not enough memory to load {path}.") from error
        raise UserError(
            f"{path} can't be loaded as {kind}: it is damaged, or a model of another kind "
            f"({type(error).__name__})."
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Without bars and warnings of the library: what matters is said by our own errors."""
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()


def whole_model(kind: Any, path: Path) -> Any:
    """The model in a folder, in single precision, ready to be asked.

    `kind` is a class of transformers. Raises UserError when weights are missing, which the library
    would fill with random numbers.
    """
    import torch

    model, told = kind.from_pretrained(
        str(path),
        local_files_only=True,
        use_safetensors=True,
        dtype=torch.float32,
        output_loading_info=True,
    )
    lost = sorted({*told["missing_keys"], *(str(key) for key in told["mismatched_keys"])})
    if lost:
        raise UserError(f"{path} lacks {len(lost)} of the model's weights, such as {lost[0]}.")
    return model.eval()
