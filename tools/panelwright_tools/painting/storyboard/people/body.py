"""Bodies: the lengths and widths of a person of some age, build and gender."""

from dataclasses import dataclass, fields
from functools import cache

from panelwright_tools.domain.vocabulary import Age, Build
from panelwright_tools.painting.storyboard.people.tables import people_table


@dataclass(frozen=True)
class Body:
    """Lengths in heads: 1 is a child's head from chin to crown."""

    torso: float
    thigh: float
    shin: float
    upper: float
    fore: float
    shoulder: float
    """Half the width of the shoulders."""
    hip: float
    limb: float
    """Half the width of a limb."""
    head: float
    neck: float
    eyes: float
    jaw: float
    nose: float
    stoop: float
    """Degrees that the back bends forward at rest."""
    waist: float = 1.0
    belly: float = 1.0
    brow: float = 1.0

    @property
    def arm(self) -> float:
        """How far a hand reaches from its shoulder."""
        return self.upper + self.fore

    @property
    def height(self) -> float:
        """Sole to crown, standing straight."""
        return 0.09 + self.shin + self.thigh + self.torso + self.neck + 0.97 * self.head


@cache
def body_of(age: Age, build: Build, gender: str) -> Body:
    """The body of a person; `gender` is feminine, masculine or neutral."""
    rows = people_table("bodies")
    values = {field.name: 1.0 for field in fields(Body)} | rows["age"][age.value]
    grown = age in (Age.TEEN, Age.ADULT, Age.OLD)
    shaping = [rows["build"][build.value]]
    if grown:
        shaping.append(rows["gender"][gender])
    for row in shaping:
        for name, factor in row.items():
            values[name] = values[name] + factor if name == "jaw" else values[name] * factor
    return Body(**values)
