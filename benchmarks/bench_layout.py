"""Measures the layout of prompts and panels: right prompts by category, overlaps, time.

    python benchmarks/bench_layout.py            # a table
    python benchmarks/bench_layout.py --errors   # and what went wrong

The prompts are the annotated set of the tests; a prompt is right when every count, relation,
attribute, exclusion and background that its entry names is. Panels are random: up to twelve
regions with random relations, shots and speech.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

from panelwright_tools.domain import Panel, Region, Relation, RelationKind, Shot, Speech
from panelwright_tools.layout.figure import figures_of
from panelwright_tools.layout.prompt import layout_prompt
from panelwright_tools.layout.solver import lay_out
from panelwright_tools.layout.ties import read_ties

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))
from prompt_judge import entries, faults

PANELS = 300
_NOUNS = (
    *("man", "girl", "boy", "dog", "cat", "horse", "tree", "house", "bench"),
    *("table", "boat", "car", "lamp", "ball", "bird", "moon", "key"),
)


def prompts(errors: bool) -> None:
    layout_prompt("a cat")  # loads the word lists
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    started = time.perf_counter()
    for category, entry in entries():
        missing = faults(entry, layout_prompt(entry["text"]))
        total[category] += 1
        right[category] += not missing
        if errors and missing:
            print(f"  {entry['text']}: {'; '.join(missing)}")
    spent = time.perf_counter() - started
    for category, count in total.items():
        print(f"{category:12} {right[category]:4} of {count:4}  {right[category] / count:6.1%}")
    everything = sum(total.values())
    share = sum(right.values()) / everything
    print(f"{'all':12} {sum(right.values()):4} of {everything:4}  {share:6.1%}")
    print(f"{spent / everything * 1000:.1f} ms a prompt")


def panels() -> None:
    rng = np.random.default_rng(7)
    pairs = overlaps = silent = told = 0
    slowest = 0.0
    started = time.perf_counter()
    for _ in range(PANELS):
        panel = _random_panel(rng)
        begun = time.perf_counter()
        placed = lay_out(panel, {}, None, float(rng.choice([0.6, 1.0, 1.4, 2.2])))
        slowest = max(slowest, time.perf_counter() - begun)
        told += bool(placed.relaxed)
        ties = read_ties(figures_of(panel, {}), (*panel.relations, *placed.implied))
        names = list(placed.boxes)
        for index, name in enumerate(names):
            for other in names[index + 1 :]:
                a, b = placed.boxes[name], placed.boxes[other]
                pairs += 1
                clear = ties.root(name) == ties.root(other)
                unasked = not clear and a.intersection(b) > 0.1 * min(a.area, b.area)
                overlaps += unasked
                silent += unasked and not any("no overlap" in line for line in placed.relaxed)
    spent = time.perf_counter() - started
    print(f"{PANELS} random panels, {pairs} pairs of boxes")
    print(f"unasked overlaps over 10 %: {overlaps} ({overlaps / pairs:.2%}), unreported {silent}")
    print(f"panels with a wish given up: {told / PANELS:.0%}")
    print(f"{spent / PANELS * 1000:.1f} ms a panel, slowest {slowest * 1000:.0f} ms")


def _random_panel(rng: np.random.Generator) -> Panel:
    count = int(rng.integers(1, 13))
    names = [f"r{index}" for index in range(count)]
    kinds = list(RelationKind)
    return Panel(
        id="p",
        shot=list(Shot)[int(rng.integers(len(Shot)))],
        regions=tuple(
            Region(id=name, noun=noun, phrase=f"a {noun}")
            for name, noun in zip(names, rng.choice(_NOUNS, count).tolist(), strict=True)
        ),
        relations=tuple(
            Relation(
                kind=kinds[int(rng.integers(len(kinds)))],
                source=names[int(rng.integers(count))],
                target=names[int(rng.integers(count))],
            )
            for _ in range(int(rng.integers(0, count)))
        ),
        speech=tuple(
            Speech(text="well then " * int(rng.integers(1, 9)))
            for _ in range(int(rng.integers(0, 4)))
        ),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--errors", action="store_true", help="list the prompts that are wrong")
    prompts(parser.parse_args().errors)
    panels()


if __name__ == "__main__":
    main()
