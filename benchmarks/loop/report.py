"""The table, the plots and the cost, from what was kept."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from dots import Axis, Dot, save
from miniature.judge import Wanted, fits, judged_all
from miniature.prompts import Prompt
from miniature.scenes import Thing
from PIL import Image

from loop.deciding import auc, precision_recall
from loop.paper import Checked
from loop.plot import roc, spending
from loop.ways import Tried, Way, small
from panelwright.store import Store

Found = Mapping[str, Mapping[str, Way]]

HEADER = (
    "| | all right: one, two, three | all | NFE painting | checking | pictures | seconds | "
    "precision, recall of accepting |\n|---|---|---|---|---|---|---|---|"
)


def told(
    asked: Sequence[Prompt],
    found: Found,
    paper: Sequence[Checked],
    eyes: "Eyes",
    plot: Path | None,
) -> None:
    """Print all that is to be reported, and draw it beside `plot`, which is the ROC curve's."""
    print(HEADER)
    came = {
        name: row(name, [found[one.id][name] for one in asked], asked, eyes)
        for name in found[asked[0].id]
    }
    if plot is not None:
        spending(came, plot.with_name("spending.png"))
    _told_first(asked, found, eyes, plot)
    _told_repairs(asked, found, eyes)
    _told_paper(asked, found, paper, eyes, plot)


class Eyes:
    """What the judge sees, each picture once."""

    def __init__(self, store: Store, side: int) -> None:
        self.store, self.side = store, side
        self.seen: dict[str, list[Thing]] = {}

    def see(self, key: str) -> list[Thing]:
        """All subjects of a picture of the store."""
        if key not in self.seen:
            self.seen[key] = judged_all([self.picture(key)])[0]
        return self.seen[key]

    def picture(self, key: str) -> Image.Image:
        """As it was sampled."""
        return small(self.store.image_path(key), self.side)

    def right(self, one: Tried, asked: Prompt) -> bool:
        """All that is wanted, and nothing else, wherever it stands."""
        wanted = [Wanted(want.kind, want.colour) for want in asked.wanted]
        return fits(self.see(one.picture), wanted)

    def in_place(self, one: Tried, asked: Prompt) -> bool:
        """The same, each where it is wanted."""
        return fits(self.see(one.picture), asked.wanted)

    def shown(self, one: Tried, asked: Prompt) -> list[bool]:
        """Whether each wanted subject is to be seen."""
        seen = {(thing.kind, thing.colour) for thing in self.see(one.picture)}
        return [(want.kind, want.colour) in seen for want in asked.wanted]


def row(name: str, ways: Sequence[Way], asked: Sequence[Prompt], eyes: Eyes) -> tuple[float, float]:
    """Print what a way came to; evaluations a prompt and share all right."""
    kept = [way.tried[way.kept] for way in ways]
    right = [eyes.right(one, what) for one, what in zip(kept, asked, strict=True)]
    shares = []
    for number in (1, 2, 3):
        group = [r for r, one in zip(right, asked, strict=True) if len(one.wanted) == number]
        shares.append(f"{sum(group) / max(1, len(group)):.0%}")
    precise, recalled = precision_recall([one.accepted for one in kept], right)
    count = len(ways)
    checked = name != "no check"
    sums = [
        sum(one.painting for way in ways for one in way.tried) / count,
        sum(one.checking for way in ways for one in way.tried) / count if checked else 0,
        sum(len(way.tried) for way in ways) / count,
        sum(_seconds(one, checked=checked) for way in ways for one in way.tried) / count,
    ]
    both = f"{precise:.0%}, {recalled:.0%}" if checked else ""
    print(
        f"| {name} | {', '.join(shares)} | {sum(right) / count:.1%} | {sums[0]:.0f} | "
        f"{sums[1]:.0f} | {sums[2]:.1f} | {sums[3]:.2f} | {both} |",
        flush=True,
    )
    return sums[0] + sums[1], sum(right) / count


def _seconds(one: Tried, *, checked: bool) -> float:
    """A picture's time was measured with its check; without one, the share of its evaluations."""
    return one.seconds * (1.0 if checked else one.painting / (one.painting + one.checking))


def _told_first(asked: Sequence[Prompt], found: Found, eyes: Eyes, plot: Path | None) -> None:
    """How well lift tells subjects and whole pictures, of all samples."""
    pairs = [(one, what) for what in asked for one in _samples(found[what.id])]
    shown = [seen for one, what in pairs for seen in eyes.shown(one, what)]
    lifts = [lift for one, _ in pairs for lift in one.lifts]
    right = [eyes.right(one, what) for one, what in pairs]
    worst = [min(one.lifts) for one, _ in pairs]
    accepted = [one.accepted for one, _ in pairs]
    precise, recalled = precision_recall(accepted, right)
    print(f"\n{len(pairs)} samples, {sum(right) / len(right):.1%} right, of which {recalled:.0%} "
          f"are accepted; of those accepted {precise:.0%} are right")  # fmt: skip
    print(f"area under ROC: subjects {auc(lifts, shown):.3f}, pictures by their least lift "
          f"{auc(worst, right):.3f}")  # fmt: skip
    if plot is not None:
        false = [a for a, r in zip(accepted, right, strict=True) if not r]
        at = (sum(false) / max(1, len(false)), recalled)
        roc({"a subject, by its lift": (lifts, shown),
             "a picture, by its least lift": (worst, right)}, at, plot)  # fmt: skip


def _samples(ways: Mapping[str, Way]) -> Sequence[Tried]:
    return next(way.tried for name, way in ways.items() if name.startswith("best of 4"))


def _told_repairs(asked: Sequence[Prompt], found: Found, eyes: Eyes) -> None:
    """What became of each kind of repair."""
    made: dict[str, list[bool]] = {}
    for what in asked:
        for one in found[what.id]["the agent's loop"].tried:
            made.setdefault(one.how or "first sample", []).append(eyes.right(one, what))
    for how, right in sorted(made.items()):
        print(f"{how}: {len(right)} pictures, {sum(right) / len(right):.0%} right after it")


def _told_paper(
    asked: Sequence[Prompt],
    found: Found,
    paper: Sequence[Checked],
    eyes: Eyes,
    plot: Path | None,
) -> None:
    """The cost of a check, and how often it decides as fixed trials of the same clauses do."""
    prompts = {one.id: one for one in asked}
    firsts = [(one, found[one.id]["no check"].tried[0], prompts[one.id]) for one in paper]
    if not firsts:
        return
    ours = [lift for _, first, _ in firsts for lift in first.lifts]
    fixed = [lift for one, _, _ in firsts for lift in one.ours]
    plain = [lift for one, _, _ in firsts for lift in one.plain]
    shown = [seen for _, first, what in firsts for seen in eyes.shown(first, what)]
    cost = sum(first.checking for _, first, _ in firsts) / len(firsts)
    trials = 200 * sum(len(what.wanted) + 2 for _, _, what in firsts) / len(firsts)
    print(f"\ncheck: {cost:.0f} NFE a panel, the paper's {trials:.0f} ({trials / cost:.1f} times)")
    areas = [f"{auc(lifts, shown):.3f}" for lifts in (ours, fixed, plain)]
    print(f"area under ROC on these {len(ours)} subjects: ours {areas[0]}, the same from 200 "
          f"trials {areas[1]}, the paper's {areas[2]}")  # fmt: skip
    margin = _best(fixed, shown)
    same = sum((a > margin) == (b > margin) for a, b in zip(ours, fixed, strict=True)) / len(ours)
    print(f"decisions as from 200 trials, at a lift of {margin:.4f}: {same:.1%}")
    if plot is not None:
        rows = {"this check": cost, "200 trials of K + 2 prompts": trials}
        save(
            {name: {"a check": Dot(nfe, said=f"{nfe:.0f}")} for name, nfe in rows.items()},
            Axis("network evaluations a panel", (50, 100, 200, 500, 1000)),
            plot.with_name("cost.png"),
        )


def _best(lifts: Sequence[float], shown: Sequence[bool]) -> float:
    """Where fixed trials part best what the judge sees from what it doesn't."""
    found = sorted(set(lifts))
    middles = [(a + b) / 2 for a, b in pairwise(found)]
    return max(middles, key=lambda at: _parted(lifts, shown, at))


def _parted(lifts: Sequence[float], shown: Sequence[bool], at: float) -> float:
    yes = [lift > at for lift, seen in zip(lifts, shown, strict=True) if seen]
    no = [lift <= at for lift, seen in zip(lifts, shown, strict=True) if not seen]
    return sum(yes) / max(1, len(yes)) + sum(no) / max(1, len(no))
