"""How fast the chat answers an edit with a picture, and how many panels it paints for each.

    python benchmarks/bench_chat.py --panels 12

A comic is drawn by the storyboard painter, then one edit of each kind is said in a conversation and
taken back. Timed from the turn to the first panel with a new picture, and to the bound comic; the
median of so many rounds. *Had to be* counts the panels that the edit itself touches (an order of
panels touches none), *painted* those with new pictures: the others are those whose place on the
page has another size now. Pictures that the store has are painted by nobody, so every round says
something new.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from panelwright.chat.engine import Chat
from panelwright.chat.spoken import Bound, Difference, Painted, Spoken
from panelwright.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
_LIGHTS = ("at dawn", "at dusk", "in the fog", "in the snow", "at sunset")
_COLOURS = ("blue", "green", "white", "black", "purple", "orange", "pink")


@dataclass(frozen=True)
class Kind:
    """One kind of edit: what is said in each round, and how many panels must change for it."""

    name: str
    says: Callable[[int], str]
    must: Callable[[Chat], int] | None
    """Told before it is said; None: those that are new."""


def shows(name: str) -> Callable[[Chat], int]:
    """The number of panels with somebody on them."""

    def count(chat: Chat) -> int:
        assert chat.run is not None
        story = chat.run.read_story()
        (who,) = [one.id for one in story.cast if one.name == name]
        return sum(any(r.subject == who for r in panel.regions) for panel in story.panels)

    return count


def every(chat: Chat) -> int:
    """All panels."""
    assert chat.run is not None
    return len(chat.run.read_story().panels)


KINDS = (
    Kind("the light of a panel", lambda n: f"panel 3 {_LIGHTS[n % 5]}", lambda chat: 1),
    Kind("a face", lambda n: f"in panel 2 Mina is {('sad', 'angry', 'scared')[n % 3]}",
         lambda chat: 1),
    Kind("a caption", lambda n: f'panel 4: caption "{n + 2} days later"', lambda chat: 1),
    Kind("a look, everywhere", lambda n: f"Mina's raincoat is {_COLOURS[n % 7]}", shows("Mina")),
    Kind("another drawing", lambda n: "redraw panel 3", lambda chat: 1),
    Kind("two panels swapped", lambda n: f"swap panels {n + 1} and {n + 2}", lambda chat: 0),
    Kind("a panel at the end",
         lambda n: f"add a panel at the end: Mina {('laughs', 'runs', 'sleeps')[n % 3]}", None),
    Kind("a panel in between",
         lambda n: f"add a panel after panel 2: Mina {('laughs', 'runs', 'sleeps')[n % 3]}", None),
    Kind("a panel larger", lambda n: f"panel {n + 3} bigger", lambda chat: 1),
    Kind("a mood", lambda n: f"make panel {n + 3} scarier", lambda chat: 1),
    Kind("a panel taken out", lambda n: f"remove panel {n + 1}", lambda chat: 0),
    Kind("a piece of story",
         lambda n: f"Then {n + 2} birds land on the boat. Mina feeds the birds.", None),
    Kind("the style", lambda n: f"make it {('noir', 'manga', 'sepia', 'ink')[n % 4]}", every),
)  # fmt: skip


@dataclass
class Heard:
    """What one turn brought, and when."""

    began: float
    first: float | None = None
    shown: float | None = None
    painted: int = 0
    new: int = 0
    bound: float | None = None

    def __call__(self, spoken: Spoken) -> None:
        """Note it."""
        now = time.monotonic() - self.began
        if isinstance(spoken, Difference):
            self.shown = now
            self.new = sum(" is new" in line for line in spoken.lines)
        elif isinstance(spoken, Painted):
            self.painted += 1
            self.first = self.first if self.first is not None else now
        elif isinstance(spoken, Bound):
            self.bound = now


def main() -> None:
    """Print a row for each kind of edit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--panels", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--synopsis", default=str(ROOT / "examples/the-map-in-the-rain.txt"))
    options = parser.parse_args()
    text = Path(options.synopsis).read_text("utf-8")
    print(f"{options.panels} panels, {options.rounds} rounds, load {os.getloadavg()[0]:.1f}")
    print("| edit | shown | first new panel | bound | painted | had to be |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(panels=options.panels)
        with Chat(settings=settings, folder=Path(scratch) / "run", asking="never") as chat:
            chat.warm()
            chat.say(text, is_story=True)
            for kind in KINDS:
                print(row(chat, kind, options.rounds), flush=True)


def row(chat: Chat, kind: Kind, rounds: int) -> str:
    """One kind of edit, said and taken back so many times."""
    told = kind.must(chat) if kind.must is not None else None
    turns: list[Heard] = []
    for number in range(rounds):
        heard = Heard(time.monotonic())
        chat.say(kind.says(number), heard)
        if heard.bound is None:
            raise SystemExit(f"{kind.says(number)!r} was not carried out")
        turns.append(heard)
        chat.say("undo")
    first = [turn.first for turn in turns if turn.first is not None]
    painted = statistics.mean(turn.painted for turn in turns)
    times = (
        f"{statistics.median(t.shown or 0 for t in turns):.2f} s",
        f"{statistics.median(first):.2f} s" if first else "none",
        f"{statistics.median(t.bound or 0 for t in turns):.2f} s",
    )
    must = told if told is not None else statistics.mean(turn.new for turn in turns)
    return f"| {kind.name} | {' | '.join(times)} | {painted:.3g} | {must:.3g} |"


if __name__ == "__main__":
    main()
