"""What options of several tools are made of, each said once."""

from typing import Annotated

from pydantic import Field

Where = Annotated[str, Field(min_length=1, max_length=1000)]
"""A folder, a file, a hub id, or what a server calls a model."""
DeviceName = Annotated[str, Field(pattern=r"^(cpu|mps|(cuda|xpu)(:\d{1,3})?)$")]
"""What a model runs on, as PyTorch calls it."""
ServerUrl = Annotated[str, Field(pattern=r"^[^@?#]*$", max_length=1000)]
"""The address of a server, without names, passwords and queries."""
VariableName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
"""The name of an environment variable."""
Seconds = Annotated[float, Field(gt=0)]
"""How long something may take."""
