"""What a user may set about the model that answers questions; None follows from the server."""

from pydantic import Field

from panelwright_tools.domain.model import Model
from panelwright_tools.domain.option_types import Seconds, ServerUrl, VariableName, Where


class QuestioningOptions(Model):
    """Which model answers, and where it is asked."""

    model: Where | None = Field(default=None, description="what a server calls it")
    base_url: ServerUrl | None = Field(
        default=None,
        description="of the server; None: that of OPENAI_BASE_URL, or OpenAI itself",
    )
    key_variable: VariableName | None = Field(
        default=None,
        description="the environment variable that holds the server's key; None: OPENAI_API_KEY",
    )
    timeout_s: Seconds | None = Field(
        default=None, description="longest wait for one answer; None: as long as is usual"
    )
