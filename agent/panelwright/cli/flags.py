"""Flags that several commands take together, and the settings that they ask for."""

from dataclasses import dataclass
from typing import Any

from panelwright.cli import options as o


@dataclass(frozen=True)
class Comic:
    """What kind of comic it is to be."""

    panels: o.Panels = None
    pages: o.Pages = None
    style: o.Style = None
    rtl: o.RightToLeft = False

    @property
    def settings(self) -> dict[str, Any]:
        """As settings; None where no flag was given."""
        return {
            "panels": self.panels,
            "pages": self.pages,
            "style": self.style,
            "rtl": self.rtl or None,
        }


@dataclass(frozen=True)
class Planning:
    """Who plans it."""

    profile: o.Profile = None
    planner: o.Planner = None
    model: o.ModelName = None
    base_url: o.BaseUrl = None

    @property
    def settings(self) -> dict[str, Any]:
        """As settings; None where no flag was given."""
        model = o.given(name=self.model, base_url=self.base_url)
        return {"profile": self.profile, "planner": self.planner, "model": model}


@dataclass(frozen=True)
class Looking:
    """Who paints, and who looks at what was painted."""

    painter: o.Painter = None
    grounder: o.Grounder = None
    segmenter: o.Segmenter = None
    likeness: o.Likeness = None
    critic: o.Critic = None
    questions: o.Questions = None

    @property
    def settings(self) -> dict[str, Any]:
        """As settings; None where no flag was given."""
        return {
            "painter": self.painter,
            "grounder": self.grounder,
            "segmenter": self.segmenter,
            "likeness": self.likeness,
            "critic": self.critic,
            "questions": self.questions,
        }


@dataclass(frozen=True)
class Painting:
    """How a model paints."""

    steps: o.Steps = None
    guidance: o.Guidance = None
    scheduler: o.Scheduler = None
    device: o.Device = None
    components: o.Components = None

    def settings(self, **more: object) -> dict[str, Any]:
        """As settings, with more of the same table; None where no flag was given."""
        table = o.given(
            steps=self.steps,
            guidance=self.guidance,
            scheduler=self.scheduler,
            device=self.device,
            components=self.components,
            **more,
        )
        return {"painting": table}


@dataclass(frozen=True)
class Manners:
    """How a command speaks."""

    json: o.Json = False
    quiet: o.Quiet = False
    verbose: o.Verbose = False
