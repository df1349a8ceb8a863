"""Measures whom the embedded planner takes for a character, on the short texts of cast.jsonl.

    python benchmarks/bench_cast.py                         # totals
    python benchmarks/bench_cast.py --lines 21-40 --errors  # each fault, below its text

Annotated characters are *found* by one entry of the story's cast, *missed* by none, *split* over
several, or *merged* with another into one entry. An entry that is none of them is a *stranger*.
A text is exact when all its characters are found and there is no stranger.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from bench_planner import matched, numbers

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Character, Story

CAST = Path(__file__).parent / "planner_set" / "cast.jsonl"
FATES = ("found", "missed", "split", "merged")


def with_ids(example: dict[str, Any]) -> dict[str, Any]:
    """The cast with ids, and the absent as decoys behind it, which win only by a better match."""
    cast = [
        {"id": "narrator" if "I" in entry["names"] else f"cast {k}", "names": entry["names"]}
        for k, entry in enumerate(example["cast"])
    ]
    decoys = [{"id": f"absent {k}", "names": [n]} for k, n in enumerate(example["absent"])]
    return {"cast": [*cast, *decoys], "here": [entry["id"] for entry in cast]}


def swallowed(annotation: dict[str, Any], character: Character) -> set[str]:
    """Ids of all whose own names stand among the character's: more than one were merged."""
    ids: set[str] = set()
    for name in (character.name, *character.aliases):
        if character.name.lower().endswith(f" {name.lower()}"):
            continue  # "wolf" of a young wolf may be another's name as well
        hit = [e["id"] for e in annotation["cast"] if _is_called(e["names"], name)]
        ids |= set(hit) if len(hit) == 1 else set()
    return ids


def _is_called(names: list[str], name: str) -> bool:
    return _bare(name) in {_bare(one) for one in names}


def _bare(name: str) -> str:
    """In small letters, without an article."""
    first, _, rest = name.lower().partition(" ")
    return rest if rest and first in {"the", "a", "an"} else name.lower()


def identities(annotation: dict[str, Any], story: Story) -> dict[str, set[str]]:
    """Character id to the annotated ids that it is: none for a stranger, two for a merger."""
    cast = tuple(c.model_copy(update={"phrase": ""}) for c in story.cast)  # "a woman" fits too much
    who = matched(annotation, story.model_copy(update={"cast": cast}))
    here = set(annotation["here"])
    collective = {name for name, found in who.items() if len(found & here) > 1}
    ids = {c.id: (who[c.id] | swallowed(annotation, c)) & here for c in cast}
    taken = {one for name in ids.keys() - collective for one in ids[name]}
    for name in [c.id for c in cast if c.id in collective]:
        collective.remove(name)
        free = sorted(ids[name] - taken) or sorted(ids[name])
        shared = any(ids[name] & ids[other] for other in collective)
        ids[name] = set(free[:1] if shared or taken & set(free) else free)
        taken |= ids[name]
    return ids


def fates(annotation: dict[str, Any], story: Story) -> tuple[dict[str, str], list[str]]:
    """What became of each annotated character, and the ids of the strangers."""
    ids = identities(annotation, story)
    fate: dict[str, str] = {}
    for here in annotation["here"]:
        holders = [found for found in ids.values() if here in found]
        if len(holders) == 1:
            fate[here] = "found" if len(holders[0]) == 1 else "merged"
        else:
            fate[here] = "split" if holders else "missed"
    return fate, [name for name, found in ids.items() if not found]


def judge(number: int, example: dict[str, Any]) -> tuple[Counter[str], list[str]]:
    """Counts of one text, and its faults in words."""
    annotation = with_ids(example)
    story = EmbeddedPlanner().plan(example["text"], PlanWishes())
    fate, strangers = fates(annotation, story)
    count = Counter(fate.values())
    count["strangers"] = len(strangers)
    count["exact"] = int(count["found"] == len(fate) and not strangers)
    count["key"] = sum(entry["key"] for entry in example["cast"])
    names = {entry["id"]: entry["names"] for entry in annotation["cast"]}
    keys = [n for n, entry in zip(names, example["cast"], strict=False) if entry["key"]]
    count["key found"] = sum(fate[name] == "found" for name in keys)
    faults = [
        f"  {fate[n]:9}{' / '.join(names[n])}" for n in names if fate.get(n, "found") != "found"
    ]
    faults += [f"  {'stranger':9}{name}" for name in strangers]
    if not faults:
        return count, []
    cast = "; ".join(" / ".join([c.name, *c.aliases]) for c in story.cast)
    return count, [f"{number}: {example['text']}", f"  {'planned':9}{cast}", *faults]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--errors", action="store_true", help="list each fault with its text")
    parser.add_argument("--lines", type=numbers, help="only these, as in 21-40 or 7")
    wishes = parser.parse_args()
    lines = list(enumerate(CAST.read_text("utf-8").splitlines(), 1))
    first, last = wishes.lines or (1, len(lines))
    wanted = [(k, line) for k, line in lines if first <= k <= last]
    total: Counter[str] = Counter()
    for number, line in wanted:
        count, faults = judge(number, json.loads(line))
        total += count
        print("\n".join([*faults, ""]) if faults and wishes.errors else "", end="")
    people = sum(total[fate] for fate in FATES)
    print(f"{'exact casts':12} {total['exact']:4} of {len(wanted):4}")
    print(f"{'key found':12} {total['key found']:4} of {total['key']:4}")
    for fate in FATES:
        print(f"{fate:12} {total[fate]:4} of {people:4}")
    print(f"{'strangers':12} {total['strangers']:4}")


if __name__ == "__main__":
    main()
