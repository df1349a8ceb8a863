"""Turn a prompt into regions with boxes."""

from pydantic import Field

from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Answer, Operation
from panelwright_tools.domain import UserError
from panelwright_tools.domain.model import Model
from panelwright_tools.domain.text import MAX_TEXT
from panelwright_tools.layout.prompt import PromptRegion, layout_prompt


class Prompt(Model):
    """What a picture is to show."""

    prompt: str = Field(description="such as: three red balls left of a bench", max_length=MAX_TEXT)


class Laid(Answer):
    """Where everything goes."""

    prompt: str
    background: str = Field(description="where it happens")
    avoid: tuple[str, ...] = Field(description="what must not be seen")
    regions: tuple[PromptRegion, ...] = Field(description="one for each single thing")


def layout(asked: Prompt, desk: Desk) -> Laid:
    """Regions for a prompt. Raises UserError when it is empty."""
    if not asked.prompt.strip():
        raise UserError("the prompt is empty; say what the picture is to show.")
    found = layout_prompt(asked.prompt)
    return Laid(**{name: getattr(found, name) for name in type(found).model_fields})


OPERATION = Operation(
    "layout",
    "Lay out a prompt",
    Prompt,
    Laid,
    layout,
    read_only=True,
    idempotent=True,
    load="light",
)
