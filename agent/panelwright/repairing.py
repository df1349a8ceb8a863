"""The repair ladder: which repair follows a failed verdict."""

from collections.abc import Sequence, Set
from textwrap import shorten

from panelwright.emphasis import naming_unwanted
from panelwright.repair_moves import ladder
from panelwright_tools.domain import Panel, Repair, Ruling, Verdict

_UNSEEN = frozenset({"missing", "hidden", "cropped"})


def most_repairs() -> int:
    """How many different repairs can follow one verdict: every move for every cause."""
    table = ladder()
    return sum(len(moves) for kind in table["ladder"] for moves in table[kind].values())


def possible(abilities: Set[str], done: Sequence[Repair]) -> Set[str]:
    """What can be done to a picture that rests on these repairs.

    Emphasis paints the whole picture again from the same seed, and an inpainted one has no single
    seed: what was mended would be lost.
    """
    inpainted = bool(done) and done[-1].kind == "inpaint"
    return abilities - {"emphasise"} if inpainted else abilities


def next_repair(
    verdict: Verdict, panel: Panel, tried: Sequence[Repair], abilities: Set[str]
) -> Repair | None:
    """The first repair of the ladder that fits a failure, is possible, and was not tried yet."""
    table = ladder()
    done = {(repair.kind, repair.move, repair.regions) for repair in tried}
    for kind in table["ladder"]:
        for repair in _repairs(kind, verdict.failures, panel, table[kind]):
            able = kind in abilities or f"{kind}/{repair.move}" in abilities
            if able and (repair.kind, repair.move, repair.regions) not in done:
                return repair
    return None


def _repairs(
    kind: str, failures: Sequence[Ruling], panel: Panel, moves: dict[str, list[str]]
) -> list[Repair]:
    """Every repair of a kind: first the first move for each cause, then the second …"""
    ranked: list[tuple[int, int, Repair]] = []
    causes = list(dict.fromkeys(ruling.cause for ruling in failures if ruling.cause))
    for order, cause in enumerate(causes):
        rulings = [r for r in failures if r.cause == cause and not _follows(r, failures)]
        if not rulings:
            continue
        regions = tuple(dict.fromkeys(r.condition.region for r in rulings if r.condition.region))
        for rank, move in enumerate(moves.get(cause, [])):
            aim = _AIMS.get(move)
            wanted = aim(panel, regions) if aim is not None else regions
            if aim is not None and not wanted:
                continue
            said = "; ".join(f"{r.condition.phrase}: {r.reason}" for r in rulings)
            reason = shorten(said, 500, placeholder=" …")
            repair = Repair.model_validate(
                {"kind": kind, "move": move, "regions": wanted, "reason": reason}
            )
            ranked.append((rank, order, repair))
    return [repair for _, _, repair in sorted(ranked, key=lambda entry: entry[:2])]


def _follows(ruling: Ruling, failures: Sequence[Ruling]) -> bool:
    """Faint because it is hardly to be seen: it needs to be seen first."""
    region = ruling.condition.region
    return ruling.cause == "faint" and any(
        other.cause in _UNSEEN and other.condition.region == region for other in failures
    )


def _droppable(panel: Panel, regions: Sequence[str]) -> tuple[str, ...]:
    """What may be given up: the failing regions that are not key, else the last such of all."""
    spare = [r.id for r in panel.regions if not r.key and r.subject is None]
    failing = tuple(region for region in regions if region in spare)
    return failing or tuple(spare[-1:])


def _dampable(panel: Panel, regions: Sequence[str]) -> tuple[str, ...]:
    """Where words can be damped: the regions whose own words name what is unwanted."""
    return naming_unwanted(panel)


_AIMS = {"drop": _droppable, "damp": _dampable, "damp_more": _dampable}
"""Moves that are made on other regions than those that fail, and on none are not made."""
