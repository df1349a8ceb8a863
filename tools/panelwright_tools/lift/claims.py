"""What a brief claims of its picture, as clauses of CompLift."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from panelwright_tools.domain import Brief, BriefRegion
from panelwright_tools.lift.options import ScoringOptions
from panelwright_tools.prompting.phrases import rejoined

if TYPE_CHECKING:  # these load PyTorch
    from panelwright_tools.lift.complift.clauses import Clause, Formula


@dataclass(frozen=True)
class Claim:
    """One thing that the picture is to show, or not to show."""

    clause: "Clause"
    region: str | None
    """None: it is not to be seen anywhere."""
    phrase: str

    @property
    def formula(self) -> "Formula":
        """True where the claim holds."""
        from panelwright_tools.lift.complift.clauses import Not

        return self.clause if self.region is not None else Not(self.clause)


def claims(
    brief: Brief,
    shape: Sequence[int],
    given: ScoringOptions,
    margin: float,
    only: Collection[str] | None = None,
) -> tuple[dict[str, Claim], dict[str, str]]:
    """By region, and by a name of its own for each phrase to avoid; and why regions can't be asked
    about, by region, of latents (rows, columns).

    `only` are the regions that are asked about; None: all. What is to be avoided is always asked
    about, and the words of other regions count where regions are held against the rest.
    """
    rows, columns = shape
    told: dict[str, Claim] = {}
    untold: dict[str, str] = {}
    for item in brief.regions:
        name = item.region.id
        if only is not None and name not in only:
            continue
        if not words(item).strip():
            untold[name] = "it has no words to ask for"
        elif given.area == "box" and item.box.clipped().area * rows * columns < 1:
            untold[name] = "it is smaller than one of the latent pixels"
        else:
            told[name] = Claim(_clause(item, brief, given, margin), name, words(item))
    return told | _shunned(brief, margin), untold


def words(item: BriefRegion) -> str:
    """What the network is asked for: the subject as the plan calls it."""
    return item.region.phrase or item.region.noun


def _clause(item: BriefRegion, brief: Brief, given: ScoringOptions, margin: float) -> "Clause":
    from panelwright_tools.lift.complift.clauses import Clause

    box = item.box.clipped() if given.area == "box" else None
    alone = Clause(words(item), region=box, margin=margin)
    said = [words(other) for other in brief.regions if words(other).strip()]
    if given.against == "nothing" or said.count(alone.text) > 1 or len(said) == 1:
        return alone
    rest = rejoined([text for text in said if text != alone.text])
    return replace(alone, text=rejoined(said), against=rest)


def _shunned(brief: Brief, margin: float) -> dict[str, Claim]:
    """What the brief forbids, anywhere on the picture."""
    from panelwright_tools.lift.complift.clauses import Clause

    taken = {item.region.id for item in brief.regions}
    names = [f"avoided-{number}" for number in range(len(brief.avoid))]
    return {
        name: Claim(Clause(phrase, margin=margin), None, phrase)
        for name, phrase in zip(names, brief.avoid, strict=True)
        if name not in taken and phrase.strip()
    }
