"""Measures the embedded planner on the annotated synopses: who is shown, who speaks, where, speed.

    python benchmarks/bench_planner.py tuning            # or held_out
    python benchmarks/bench_planner.py tuning --errors   # lists what went wrong
    python benchmarks/bench_planner.py tuning --files 21-40

A panel has *exactly* the right characters when it shows everyone whom the annotation says must be
visible in the sentences that its beat touches, and nobody who may not be. A figure that is no one
of the annotated cast, or the same one twice under two ids, makes the panel wrong.
*At one moment* is laxer: it is enough to show everyone who must be visible in one of the sentences.
"""

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Character, Panel, Story

HERE = Path(__file__).parent / "planner_set"
PAGES = 50
WORDS_A_PAGE = 275
_ARTICLES = {"the", "a", "an", "his", "her", "its", "their", "my", "our", "some"}
_IRREGULAR = {"children": "child", "mice": "mouse", "geese": "goose"}
_CROWD = re.compile(r"an? [a-z]+ of (people|[a-z]+s)")
_BEHIND_HEAD = re.compile(r"\b(?:in|with|of|at|on|from|who|that)\b")


@dataclass
class Tally:
    """Right and all, by what is counted."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    all: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    errors: list[str] = field(default_factory=list)

    def count(self, what: str, right: bool, error: str = "") -> None:
        """Count one judgement, and note what went wrong."""
        self.all[what] += 1
        self.right[what] += right
        if not right and error:
            self.errors.append(f"{what}: {error}")

    def add(self, other: "Tally") -> None:
        """Add the judgements of another story."""
        for what in other.all:
            self.all[what] += other.all[what]
            self.right[what] += other.right[what]
        self.errors += other.errors


def tokens(text: str) -> list[str]:
    words = re.findall(r"[\w-]+", text.lower().replace("’s", "").replace("'s", ""))
    kept = [word for word in words if word not in _ARTICLES]
    return [_singular(word) for word in kept]


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men"):
        return f"{word[:-2]}an"  # men, women, firemen
    if word.endswith(("ies", "ie")) and len(word) > 4:
        return f"{word.removesuffix('s')[:-2]}y"  # ladies, aunties and auntie alike
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def match(names: list[str], character: Character) -> float:
    """How well a character is the annotated one, 0..3."""
    best = 0.0
    own = [re.sub(r"^.*['’]s? ", "", name) for name in (character.name, *character.aliases)]
    everything = {token for name in own for token in tokens(name)}
    everything |= set(tokens(character.phrase))
    for name in names:
        wanted = tokens(name)
        if not wanted:
            continue
        if any(tokens(one) == wanted for one in own):
            exact = 3.0 if len(wanted) > 1 or tokens(character.name) == wanted else 2.0
            best = max(best, exact)
        elif all(token in everything for token in wanted):
            best = max(best, 1.8)
        elif _is_proper(name) and any(token in tokens(own[0]) for token in wanted):
            best = max(best, 1.5)
        elif any(token in tokens(one) for one in own for token in _head(name)):
            best = max(best, 1.0 + 0.1 * len(set(wanted) & everything))
    return best


def _is_proper(name: str) -> bool:
    """A proper name: a capital after any article."""
    first = [word for word in name.split() if word.lower() not in _ARTICLES][:1]
    return bool(first) and first[0][:1].isupper()


def _head(name: str) -> list[str]:
    """The head noun: `man` of "the man with the thermos"; `nun` too of "a queue of nuns"."""
    crowd = _CROWD.fullmatch(name)
    return tokens(_BEHIND_HEAD.split(name)[0] or name)[-1:] + (tokens(crowd[1]) if crowd else [])


def matched(annotation: dict[str, Any], story: Story) -> dict[str, set[str]]:
    """Character id to the annotated ids that it is; empty for one that is nobody."""
    found: dict[str, set[str]] = {}
    for character in story.cast:
        if character.name == "Narrator":
            found[character.id] = {"narrator"}
            continue
        scores = {entry["id"]: match(entry["names"], character) for entry in annotation["cast"]}
        top = max(scores.values(), default=0.0)
        best = [name for name, score in scores.items() if score == top and top > 0]
        found[character.id] = set(best if _share_a_name(annotation, best) else best[:1])
    return found


def _share_a_name(annotation: dict[str, Any], ids: list[str]) -> bool:
    """A collective name ("three brothers") stands for all of these entries."""
    names = [set(entry["names"]) for entry in annotation["cast"] if entry["id"] in ids]
    return len(names) > 1 and bool(set.intersection(*names))


def sentence_spans(annotation: dict[str, Any], text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for sentence in annotation["sentences"]:
        first = text.index(sentence["text"], start)
        start = first + len(sentence["text"])
        spans.append((first, start))
    return spans


def judge_panel(
    tally: Tally,
    where: str,
    panel: Panel,
    annotation: dict[str, Any],
    touched: list[dict[str, Any]],
    who: dict[str, set[str]],
) -> None:
    present = {name for sentence in touched for name in sentence["present"]}
    allowed = present | {name for sentence in touched for name in sentence["may"]}
    figures = list(dict.fromkeys(r.subject for r in panel.regions if r.subject is not None))
    shown = {name for figure in figures for name in who[figure]}
    things = {token for r in panel.regions if r.subject is None for token in tokens(r.noun)}
    for entry in annotation["cast"]:
        if any(things & set(_head(name)) for name in entry["names"]):
            shown.add(entry["id"])  # a plant or a van is shown, though not as a character
    strangers = [figure for figure in figures if not who[figure]]
    single = [next(iter(who[figure])) for figure in figures if len(who[figure]) == 1]
    twice = len(single) != len(set(single))
    right = present <= shown <= allowed and not strangers and not twice
    key = {entry["id"] for entry in annotation["cast"] if entry["key"]}
    note = (
        f"{where} {panel.id} shows {figures} wants {sorted(present)}"
        f" allows {sorted(allowed)} [{panel.beat.text[:110]}]"
    )
    tally.count("characters", right, note)
    tally.count("key characters", present & key <= shown & key <= allowed)
    moments = [set(sentence["present"]) for sentence in touched] or [set()]
    caught = any(moment <= shown for moment in moments)
    tally.count("at one moment", caught and shown <= allowed and not strangers and not twice)
    places = {name for sentence in touched for name in sentence["place"]}
    if places and all(sentence["place"] for sentence in touched):
        tally.count("places", _place_right(panel, annotation, places), f"{where} {panel.id} "
                    f"{panel.place} wants {sorted(places)}")  # fmt: skip


def _place_right(panel: Panel, annotation: dict[str, Any], places: set[str]) -> bool:
    if panel.place is None:
        return False
    named = [n for entry in annotation["places"] if entry["id"] in places for n in entry["names"]]
    wanted = {token for name in [*named, *places] for token in tokens(name.replace("_", " "))}
    return bool(set(tokens(panel.place.replace("-", " "))) & wanted)


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def judge_quotes(
    tally: Tally, where: str, story: Story, annotation: dict[str, Any], who: dict[str, set[str]]
) -> None:
    balloons = [(plain(s.text), s.speaker) for panel in story.panels for s in panel.speech]
    place = 0
    for quote in annotation["quotes"]:
        wanted = plain(quote["text"])
        found = next(
            (k for k in range(place, len(balloons)) if _holds(balloons[k][0], wanted)), None
        )
        if found is None:
            right = quote["speaker"] is None
            tally.count("speakers", right, f"{where} lost {quote['text'][:60]!r}")
            continue
        place = found
        speaker = balloons[found][1]
        names = who.get(speaker or "", set())
        right = quote["speaker"] in names if quote["speaker"] is not None else not speaker
        note = f"{where} {speaker} says {quote['text'][:60]!r}, not {quote['speaker']}"
        tally.count("speakers", right, note)


def _holds(balloon: str, wanted: str) -> bool:
    """The balloon has the quotation, or is a part of it."""
    return wanted in balloon or (len(balloon.split()) > 3 and balloon in wanted)


def judge(name: str, text: str, annotation: dict[str, Any]) -> Tally:
    tally = Tally()
    story = EmbeddedPlanner().plan(text, PlanWishes(panels=annotation["panels"]))
    who = matched(annotation, story)
    spans = sentence_spans(annotation, text)
    for panel in story.panels:
        first, last = panel.beat.span
        touched = [
            sentence
            for sentence, span in zip(annotation["sentences"], spans, strict=True)
            if span[0] < last and span[1] > first
        ]
        judge_panel(tally, name, panel, annotation, touched, who)
    judge_quotes(tally, name, story, annotation, who)
    tally.count("number of panels", len(story.panels) == annotation["panels"])
    return tally


def wanted(path: Path, files: tuple[int, int] | None) -> bool:
    """The file's number lies between the first and the last wanted one."""
    return files is None or files[0] <= int(path.stem.split("-")[0]) <= files[1]


def numbers(text: str) -> tuple[int, int]:
    """`21-40` or `7`: the first and the last file."""
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def examples(
    half: str, files: tuple[int, int] | None = None
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in sorted(p for p in (HERE / half).glob("*.json") if wanted(p, files)):
        text_path = next(p for p in sorted(path.parent.glob(f"{path.stem}.*")) if p != path)
        yield path.stem, text_path.read_text("utf-8"), json.loads(path.read_text("utf-8"))


def words_per_second(texts: list[str]) -> tuple[int, float]:
    """Words planned and words a second on a text of fifty pages, after a first plan."""
    words: list[str] = []
    while len(words) < PAGES * WORDS_A_PAGE:
        for text in texts:
            words += re.split(r"(?<=\s)", f"{text.strip()}\n\n")
    long_text = "".join(words[: PAGES * WORDS_A_PAGE])
    EmbeddedPlanner().plan(texts[0], PlanWishes())
    start = time.perf_counter()
    EmbeddedPlanner().plan(long_text, PlanWishes())
    return PAGES * WORDS_A_PAGE, PAGES * WORDS_A_PAGE / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("half", choices=["tuning", "held_out"])
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    parser.add_argument("--files", type=numbers, help="only these, as in 21-40 or 7")
    wishes = parser.parse_args()
    total, texts = Tally(), []
    for name, text, annotation in examples(wishes.half, wishes.files):
        texts.append(text)
        total.add(judge(name, text, annotation))
    if not texts:
        parser.error("no synopsis has such a number")
    for error in total.errors if wishes.errors else []:
        print(error)
    for what, count in total.all.items():
        print(f"{what:18} {total.right[what]:4} of {count:4}  {total.right[what] / count:6.1%}")
    words, speed = words_per_second(texts)
    print(f"{'speed':18} {speed:,.0f} words a second on {words:,} words")


if __name__ == "__main__":
    main()
