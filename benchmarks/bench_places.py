"""Measures where the embedded planner lets short texts play that are annotated with places only.

    python benchmarks/bench_places.py                    # planner_set/places.jsonl
    python benchmarks/bench_places.py --lines 17-28 --errors

A panel is right when its place shares a word with one that is acceptable in a sentence of its beat.
Panels that touch a sentence without any place are not judged.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from bench_planner import Tally, numbers, tokens

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes

TEXTS = Path(__file__).parent / "planner_set" / "places.jsonl"


def spans(example: dict[str, Any]) -> list[tuple[int, int]]:
    """Where the sentences of an example stand in its text."""
    found, start = [], 0
    for sentence in example["sentences"]:
        first = example["text"].index(sentence["text"], start)
        start = first + len(sentence["text"])
        found.append((first, start))
    return found


def judge(tally: Tally, number: int, example: dict[str, Any]) -> None:
    """Count the panels of one text."""
    told = list(zip(example["sentences"], spans(example), strict=True))
    for panel in EmbeddedPlanner().plan(example["text"], PlanWishes()).panels:
        first, last = panel.beat.span
        touched = [s["place"] for s, span in told if span[0] < last and span[1] > first]
        if not touched or not all(touched):
            continue
        wanted = {token for place in touched for word in place for token in tokens(word)}
        given = set(tokens((panel.place or "").replace("-", " ")))
        note = f"{number} {panel.id} {panel.place} wants {sorted(wanted)} [{panel.beat.text[:90]}]"
        tally.count("places", bool(given & wanted), note)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    parser.add_argument("--lines", type=numbers, help="only these, as in 17-28 or 7")
    wishes = parser.parse_args()
    tally = Tally()
    for number, line in enumerate(TEXTS.read_text("utf-8").splitlines(), 1):
        if wishes.lines is None or wishes.lines[0] <= number <= wishes.lines[1]:
            judge(tally, number, json.loads(line))
    for error in tally.errors if wishes.errors else []:
        print(error)
    right, every = tally.right["places"], tally.all["places"]
    print(f"places {right} of {every}  {right / max(1, every):.1%}")


if __name__ == "__main__":
    main()
