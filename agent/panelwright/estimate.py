"""What painting a plan will cost, before anything is spent."""

from dataclasses import dataclass

from panelwright.settings import Settings


@dataclass(frozen=True)
class Estimate:
    """Bounds on what a run spends."""

    least_pictures: int
    """When every panel is accepted at once."""
    most_pictures: int
    """When every panel needs all its attempts."""
    dollars: float
    """Most that is paid to others; the tools of this release run on this machine, for nothing."""

    def sentence(self) -> str:
        """The estimate in words."""
        return (
            f"{self.least_pictures} to {self.most_pictures} pictures, no calls to paid services, "
            f"{self.dollars:.2f} dollars"
        )


def estimated(panels: int, settings: Settings) -> Estimate:
    """The estimate for that many panels."""
    return Estimate(least_pictures=panels, most_pictures=panels * settings.attempts, dollars=0.0)
