"""How many panels an edit of a page gives another size, and what the page looks like then.

    python benchmarks/bench_reflow.py --panels 16

Layouts only; nothing is painted. On every page of the example stories each panel is removed, one is
inserted at every place, every pair is swapped and each panel is enlarged. Counted are the other
panels whose slot has another size, as `reflowed` has it and on the best page for what is left, and
how much worse than the best page (data/pages.toml, `kept`) the page is that was taken.
"""

import argparse
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel
from panelwright_tools.layout.needs import needs_of
from panelwright_tools.layout.pages import PageLayout, paginate
from panelwright_tools.layout.reflow import cost_of_page, reflowed

ROOT = Path(__file__).resolve().parent.parent
_LARGER, _SPLASH = 1.6, 2.5
_MOST = 7


@dataclass(frozen=True)
class Edited:
    """A page's panels after an edit, and whose size is not counted."""

    kind: str
    panels: Sequence[Panel]
    resized: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of the sizes of a page's panels."""

    changed: int
    changed_on_best: int
    cost: float


def main() -> None:
    """Print a row for each kind of edit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--panels", type=int, default=16)
    options = parser.parse_args()
    found: dict[str, list[Outcome]] = defaultdict(list)
    for source in sorted((ROOT / "examples").glob("*.txt"))[:5]:
        text = source.read_text("utf-8")
        panels = EmbeddedPlanner().plan(text, PlanWishes(panels=options.panels)).panels
        for kind, outcome in outcomes(panels):
            found[kind].append(outcome)
    print("| edit | pages | change size | on the best page | cost above it, mean and most |")
    print("|---|---|---|---|---|")
    for kind, rows in found.items():
        costs = [row.cost for row in rows]
        means = (
            f"{statistics.mean(row.changed for row in rows):.2f}",
            f"{statistics.mean(row.changed_on_best for row in rows):.2f}",
            f"{statistics.mean(costs):.2f}, {max(costs):.2f}",
        )
        print(f"| {kind} | {len(rows)} | {' | '.join(means)} |")


def outcomes(panels: Sequence[Panel]) -> Iterator[tuple[str, Outcome]]:
    """For every edit of every page of a story."""
    pages = paginate(panels)
    by_id = {panel.id: panel for panel in panels}
    for number, page in enumerate(pages):
        shown = [by_id[slot.panel] for slot in page.slots]
        for edit in edits_of(shown, panels):
            fresh = paginate(edit.panels, pages=1, title=number == 0)
            if len(fresh) == 1:
                yield edit.kind, outcome(page, fresh[0], edit, pages)


def edits_of(shown: Sequence[Panel], panels: Sequence[Panel]) -> Iterator[Edited]:
    """All edits of a page that are counted."""
    for n, panel in enumerate(shown):
        before, after = shown[:n], shown[n + 1 :]
        if len(shown) > 1:
            yield Edited("a panel removed", [*before, *after])
        if len(shown) < _MOST:
            new = panels[(5 * n + 3) % len(panels)].model_copy(update={"id": "new"})
            yield Edited("a panel inserted", [*before, panel, new, *after])
        larger = panel.model_copy(update={"weight": panel.weight * _LARGER})
        if larger.weight < _SPLASH:
            yield Edited("a panel larger", [*before, larger, *after], (panel.id,))
    for one, other in combinations(range(len(shown)), 2):
        swapped = [*shown]
        swapped[one], swapped[other] = swapped[other], swapped[one]
        yield Edited("neighbours swapped" if other == one + 1 else "others swapped", swapped)


def outcome(
    page: PageLayout, fresh: PageLayout, edit: Edited, pages: Sequence[PageLayout]
) -> Outcome:
    """What one edit of a page comes to."""
    new = reflowed(page, fresh, edit.panels, pages, resized=edit.resized)
    needs = needs_of(edit.panels)
    cost = cost_of_page(new, needs) - cost_of_page(fresh, needs)
    return Outcome(changed(page, new, edit), changed(page, fresh, edit), cost)


def changed(old: PageLayout, new: PageLayout, edit: Edited) -> int:
    """How many panels that were there have another size, but for those that are to have one."""
    were = {slot.panel: (slot.box.w, slot.box.h) for slot in old.slots}
    return sum(
        slot.panel in were and were[slot.panel] != (slot.box.w, slot.box.h)
        for slot in new.slots
        if slot.panel not in edit.resized
    )


if __name__ == "__main__":
    main()
