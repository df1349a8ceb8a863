"""What PyTorch and diffusers raise while a picture is made, as an error of one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from panelwright_tools.domain import Brief, PanelwrightError, ToolError
from panelwright_tools.domain.errors import first_line
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory


@contextmanager
def failures_told(brief: Brief) -> Iterator[None]:
    """Turn what they raise into a ToolError that names the picture; ours go through."""
    try:
        yield
    except PanelwrightError:
        raise
    except Exception as error:
        if ran_out_of_memory(error):
            raise ToolError(
                f"the device has not enough memory to paint {brief.told}; close other "
                'programs, set offload = "group" or a smaller side under [painting] in agent.toml, '
                "or use a smaller model."
            ) from error
        raise ToolError(f"{brief.told} could not be painted: {first_line(error)}.") from error
