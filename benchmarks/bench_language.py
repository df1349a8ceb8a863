"""Measures the language tool: words a second, and speakers and cast over a half of planner_set.

Run: python benchmarks/bench_language.py [tuning|held_out] [--errors] [--files 21-40]
`--errors` names the errors story by story; never use it on the held-out half.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from panelwright_tools.language import Document, Quote, analyse

SET = Path(__file__).parent / "planner_set"
SUFFIXES = {".txt", ".fountain"}
PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them"})


@dataclass
class Score:
    right: int = 0
    of: int = 0
    errors: list[str] = field(default_factory=list)

    def count(self, right: bool, error: str) -> None:
        """Counts one decision."""
        self.right += right
        self.of += 1
        if not right:
            self.errors.append(error)

    def __str__(self) -> str:
        share = 100 * self.right / self.of if self.of else 0.0
        return f"{self.right}/{self.of} = {share:.1f} %"


def named_entities(doc: Document, gold: dict[str, Any]) -> dict[str, Counter[int]]:
    """Annotated id to the entities that its names mean in the text, with counts."""
    lower = doc.text.lower()
    shared = Counter(name.lower() for member in gold["cast"] for name in member["names"])
    phrases = [(p, s) for s in doc.sentences for p in s.noun_phrases if p.entities]
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for member in gold["cast"]:
        if not member["names"]:
            found[member["id"]].update(e.id for e in doc.entities if e.narrator)
        for name in sorted(member["names"], key=lambda n: shared[n.lower()]):
            if shared[name.lower()] > 1 and found[member["id"]]:
                continue
            at = lower.find(name.lower())
            while at != -1:
                for phrase, _ in phrases:
                    begin, end = max(phrase.span[0], at), min(phrase.span[1], at + len(name))
                    near = at - 12 <= phrase.span[0] <= at + len(name) // 2
                    if end > begin and near and phrase.span[1] > at:
                        found[member["id"]].update(phrase.entities)
                        break
                at = lower.find(name.lower(), at + len(name))
    return found


def gold_of_entities(found: dict[str, Counter[int]]) -> dict[int, str]:
    """Entity to the annotated id that it names most often."""
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for member, counter in found.items():
        for entity, count in counter.items():
            votes[entity][member] += count
    return {entity: counter.most_common(1)[0][0] for entity, counter in votes.items()}


def score_story(path: Path, scores: dict[str, Score]) -> None:
    doc = analyse(path.read_text(encoding="utf-8"))
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = named_entities(doc, gold)
    meaning = gold_of_entities(found)
    cast = {entity.id for entity in doc.cast()}
    for member in gold["cast"]:
        mine = {e for e, owner in meaning.items() if owner == member["id"]}
        error = f"{path.stem}: {member['id']} {member['names']}"
        scores["cast"].count(bool(mine & cast), error)
        if member["key"]:
            scores["key cast"].count(bool(mine & cast), error)
    _score_quotes(path, doc, gold, meaning, scores)
    _score_presence(path, doc, gold, meaning, scores)


def _score_quotes(
    path: Path,
    doc: Document,
    gold: dict[str, Any],
    meaning: dict[int, str],
    scores: dict[str, Score],
) -> None:
    at = 0
    for wanted in gold["quotes"]:
        text = " ".join(wanted["text"].split())
        match = next(
            (
                q
                for q in doc.quotes[at:]
                if doc.words(q.span).strip("\"'“”‘’") in (text, text.strip())
            ),
            None,
        )
        if match is None:
            match = next((q for q in doc.quotes[at:] if text in doc.words(q.span)), None)
        if match is None:
            scores["speakers"].count(False, f"{path.stem}: quote not found: {text[:50]}")
            continue
        at = match.id
        said = _speaker(match, meaning)
        right = said == wanted["speaker"]
        name = doc.entities[match.speaker].name if match.speaker is not None else None
        scores["speakers"].count(
            right, f"{path.stem}: [{match.how}] {text[:50]!r}: {name} for {wanted['speaker']}"
        )


def _speaker(quote: Quote, meaning: dict[int, str]) -> str | None:
    if quote.kind in ("written", "mention") or quote.speaker is None:
        return None
    return meaning.get(quote.speaker, f"#{quote.speaker}")


def _score_presence(
    path: Path,
    doc: Document,
    gold: dict[str, Any],
    meaning: dict[int, str],
    scores: dict[str, Score],
) -> None:
    """Pronouns must mean someone who is there; the annotation does not name them one by one."""
    at = 0
    for wanted in gold["sentences"]:
        start = doc.text.find(wanted["text"][:40], at)
        if start == -1:
            continue
        at = start
        end = start + len(wanted["text"])
        there = set(wanted["present"]) | set(wanted["may"])
        for sentence in doc.sentences:
            if sentence.span[0] >= end or sentence.span[1] <= start:
                continue
            for phrase in sentence.noun_phrases:
                inside = start <= phrase.span[0] < end
                if inside and phrase.head in PRONOUNS and phrase.pronoun and phrase.entities:
                    living = [e for e in phrase.entities if doc.entities[e].living or e in meaning]
                    if phrase.head in ("it", "they", "them") and not living:
                        continue
                    right = all(meaning.get(e) in there for e in phrase.entities)
                    names = [doc.entities[e].name for e in phrase.entities]
                    scores["pronouns"].count(
                        right,
                        f"{path.stem}: {phrase.head} = {names} in {doc.words(sentence.span)!r}",
                    )


def speed(text: str, words: int = 50_000) -> float:
    """Words a second on long text."""
    long_text = "\n\n".join([text] * (words // max(1, len(text.split())) + 1))
    analyse(text)
    started = time.perf_counter()
    analyse(long_text)
    return len(long_text.split()) / (time.perf_counter() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=("tuning", "held_out"), nargs="?", default="tuning")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--files", default="0-999", help="first and last number, as in 21-40")
    options = parser.parse_args()
    first, last = map(int, options.files.split("-"))
    paths = sorted(path for path in (SET / options.half).iterdir() if path.suffix in SUFFIXES)
    paths = [path for path in paths if first <= int(path.stem.split("-")[0]) <= last]
    scores: dict[str, Score] = defaultdict(Score)
    for path in paths:
        score_story(path, scores)
    for name, score in scores.items():
        print(f"{name}: {score}")
        if options.errors:
            print(*(f"    {error}" for error in score.errors), sep="\n")
    sample = "\n\n".join(path.read_text(encoding="utf-8") for path in paths)
    print(f"words a second: {speed(sample):,.0f}")


if __name__ == "__main__":
    main()
