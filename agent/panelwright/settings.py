"""What decides a run besides its synopsis, as one frozen record."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import (
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    StringConstraints,
    model_validator,
)

from panelwright_tools.asking.prices import Price
from panelwright_tools.domain.brief import Quality
from panelwright_tools.domain.model import Model
from panelwright_tools.domain.story import MAX_PANELS
from panelwright_tools.grounding.options import GroundingOptions
from panelwright_tools.lift.options import ScoringOptions
from panelwright_tools.likeness.options import ComparingOptions
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.questions.options import QuestioningOptions
from panelwright_tools.segmentation.options import SegmentingOptions

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]

Role = Literal["planner", "painter", "grounder", "segmenter", "likeness", "critic", "questions"]
ROLES: tuple[Role, ...] = get_args(Role)

MODELS: Final[Mapping[Role, tuple[str, str]]] = MappingProxyType(
    {
        "planner": ("model", "name"),
        "painter": ("painting", "model"),
        "grounder": ("grounding", "model"),
        "segmenter": ("segmenting", "model"),
        "likeness": ("comparing", "model"),
        "critic": ("scoring", "model"),
        "questions": ("questioning", "model"),
    }
)
"""The table of each role's model, and the field that names the model."""


Option = StrictBool | StrictInt | StrictFloat | StrictStr
"""What may be set of a tool of another package."""


class Profile(Model):
    """Which back end plays each role."""

    planner: Name = "embedded"
    painter: Name = "storyboard"
    grounder: Name = "masks"
    segmenter: Name = "none"
    likeness: Name = "none"
    critic: Name = "leave-one-out"
    questions: Name = "none"


class Thresholds(Model):
    """From where on a measured condition holds."""

    overlap: float = Field(default=0.3, ge=0, le=1, description="least IoU with the region")
    off_centre: float = Field(
        default=1.0, gt=0, description="most distance of centres, in halves of the region's box"
    )
    visible: float = Field(default=0.45, ge=0, le=1, description="least visible share")
    visible_close: float = Field(
        default=0.12,
        ge=0,
        le=1,
        description="the same where the plan hides or crops",
    )
    size: float = Field(default=0.05, ge=0, le=1, description="least share of the planned size")
    face: float = Field(default=0.5, ge=0, le=1, description="least visible share of a face")
    lift: float = Field(default=0.02, ge=0, description="least lift, less two standard errors")
    answer: float = Field(
        default=0.5, ge=0, le=1, description="least probability that a question is answered yes"
    )
    likeness: float = Field(default=0.6, ge=0, le=1, description="least likeness to the reference")
    covered_face: float = Field(default=0.12, ge=0, le=1, description="most of a face lettered")
    covered_subject: float = Field(default=0.6, ge=0, le=1, description="most of a subject so")


class ModelSettings(Model):
    """Which language model plans, and how it is reached. Its key is read from the environment."""

    name: str | None = Field(
        default=None, max_length=1000, description="the model, or the path of a GGUF file"
    )
    base_url: str | None = Field(
        default=None, max_length=1000, description="of the server; None: OpenAI itself"
    )
    key_variable: str = Field(
        default="OPENAI_API_KEY",
        pattern=r"^[A-Za-z_][A-Za-z0-9_]*$",
        description="the environment variable that holds the key",
    )
    context: int | None = Field(
        default=None, ge=512, description="tokens of prompt and answer; None: as the model says"
    )
    timeout_s: float | None = Field(
        default=None,
        gt=0,
        description="longest wait for one answer; None: 120 s, 900 s of a server of one's own",
    )
    concurrency: int = Field(default=4, ge=1, le=64, description="calls at the same time")
    temperature: float = Field(default=0.0, ge=0, le=2)


def over(data: Mapping[str, Any], updates: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as plain data with updates; those of the models are taken one by one."""
    tables = {
        table: {**data.get(table, {}), **updates.get(table, {})} for table, _ in MODELS.values()
    }
    return {**data, **updates, **tables}


class Settings(Model):
    """Everything that decides the bytes of a run, and is kept in its run.toml."""

    profile: Name = "embedded"
    planner: Name | None = Field(default=None, description="overrides the profile's planner")
    painter: Name | None = None
    grounder: Name | None = None
    segmenter: Name | None = None
    likeness: Name | None = None
    critic: Name | None = None
    questions: Name | None = None
    style: str | None = Field(default=None, max_length=40, description="None: colour")
    panels: int | None = Field(default=None, ge=1, le=MAX_PANELS)
    pages: int | None = Field(default=None, ge=1, le=MAX_PANELS)
    rtl: bool = False
    seed: int = Field(default=0, ge=0, lt=2**31)
    quality: Quality = "balanced"
    attempts: int = Field(default=4, ge=1, le=20, description="pictures that a panel may cost")
    evaluations: int | None = Field(
        default=None,
        ge=1,
        description="network evaluations, of painting and measuring, that a panel may cost; "
        "None: as many as its attempts take",
    )
    ask_all: bool = Field(
        default=False, description="ask questions also about pictures that have failed already"
    )
    jobs: int = Field(default=0, ge=0, le=64, description="painting processes; 0: one a core")
    max_cost: float | None = Field(default=None, ge=0, description="in US dollars; None: no cap")
    runs: str = Field(default="comics", description="the folder where new runs are made")
    model: ModelSettings = ModelSettings()
    painting: PaintingOptions = PaintingOptions()
    grounding: GroundingOptions = GroundingOptions()
    segmenting: SegmentingOptions = SegmentingOptions()
    comparing: ComparingOptions = ComparingOptions()
    scoring: ScoringOptions = ScoringOptions()
    questioning: QuestioningOptions = QuestioningOptions()
    thresholds: Thresholds = Thresholds()
    profiles: dict[Name, Profile] = Field(default_factory=dict)
    plugins: dict[Role, dict[Name, dict[str, Option]]] = Field(
        default_factory=dict, description="options of other packages' tools, by role and name"
    )
    prices: dict[str, Price] = Field(
        default_factory=dict, description="of models by name, in US dollars per million tokens"
    )

    @model_validator(mode="before")
    @classmethod
    def _tools_may_name_their_models(cls, data: Any) -> Any:
        """`llama:qwen3.gguf` is the planner llama with that model, and so on."""
        if not isinstance(data, Mapping):
            return data
        named = dict(data)
        for role, (table, field) in MODELS.items():
            tool = named.get(role)
            if isinstance(tool, str) and ":" in tool:
                named[role], _, model = tool.partition(":")
                named[table] = {**_plain(named.get(table)), field: model}
        return named

    def changed(self, **updates: Any) -> "Settings":
        """The settings with every update that is not None, validated."""
        given = {key: value for key, value in updates.items() if value is not None}
        return Settings.model_validate(over(self.model_dump(exclude_unset=True), given))


def _plain(table: Any) -> Mapping[str, Any]:
    """What a table of settings was given, as plain data, whichever way that was."""
    given: Mapping[str, Any] = (
        table.model_dump(exclude_unset=True) if isinstance(table, Model) else table or {}
    )
    return given
