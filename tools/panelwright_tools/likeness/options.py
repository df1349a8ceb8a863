"""What a user may set about the model that compares characters; None follows from the machine."""

from pydantic import Field

from panelwright_tools.domain.model import Model


class ComparingOptions(Model):
    """Which model compares characters with their pictures, and on what it runs."""

    model: str | None = Field(
        default=None, min_length=1, max_length=1000, description="a folder or a hub id"
    )
    device: str | None = Field(
        default=None,
        pattern=r"^(cpu|mps|(cuda|xpu)(:\d{1,3})?)$",
        description="cuda, cuda:1, mps, xpu or cpu; None: the best that there is",
    )
