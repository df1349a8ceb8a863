"""Check every annotated synopsis of the planner set; exit 1 with one line per problem."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
HALVES = {"tuning": 140, "held_out": 84}
"""Folders, and how many synopses each holds."""
SUFFIXES = {".txt", ".fountain"}
KINDS = {"person", "animal", "creature", "thing"}
DOCUMENT_KEYS = {"cast", "places", "sentences", "quotes", "panels"}
QUOTE_MARKS = (
    r"“([^”]*)”",
    r'"([^"]*)"',
    r"‘(.*?)’(?!\w)",
    r"(?<!\w)'(\S.*?)'(?!\w)",
)

Document = dict[str, Any]


def flat(text: str) -> str:
    """Lower-case the text and make every run of white space one space."""
    return " ".join(text.split()).lower()


def quoted_strings(text: str) -> list[str]:
    """Return the words inside each pair of quotation marks, in the text's one style."""
    for pattern in QUOTE_MARKS:
        found = re.findall(pattern, text, flags=re.DOTALL)
        if found:
            return found
    return []


def check_shape(doc: Document) -> Iterator[str]:
    """Check the top-level keys and the number of panels."""
    if set(doc) != DOCUMENT_KEYS:
        yield f"keys are {sorted(doc)}"
    if not isinstance(doc.get("panels"), int) or doc["panels"] < 1:
        yield "panels is not a positive number"


def check_cast(doc: Document, text: str) -> Iterator[str]:
    """Check kinds, unique ids, a main character, and that each name is in the text."""
    ids = [entry["id"] for entry in doc["cast"]]
    if len(ids) != len(set(ids)):
        yield "cast has a repeated id"
    if not any(entry["key"] for entry in doc["cast"]):
        yield "cast has no key character"
    for entry in doc["cast"]:
        if entry["kind"] not in KINDS:
            yield f"cast {entry['id']}: unknown kind {entry['kind']}"
        if not entry["names"] and entry["id"] != "narrator":
            yield f"cast {entry['id']}: no names"
        yield from check_names(entry, text)


def check_names(entry: Document, text: str) -> Iterator[str]:
    """Check that each name of a character or place is in the text, once in the list."""
    names = [flat(name) for name in entry["names"]]
    if len(names) != len(set(names)):
        yield f"{entry['id']}: a repeated name"
    for name in names:
        if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", flat(text)):
            yield f"{entry['id']}: name not in the text: {name}"


def check_places(doc: Document, text: str) -> Iterator[str]:
    """Check unique place ids and that each place name is in the text."""
    ids = [entry["id"] for entry in doc["places"]]
    if len(ids) != len(set(ids)):
        yield "places has a repeated id"
    for entry in doc["places"]:
        yield from check_names(entry, text)


def check_cover(doc: Document, text: str) -> Iterator[str]:
    """Check that the sentences are exact, in order, and leave only white space out."""
    position = 0
    for entry in doc["sentences"]:
        start = text.find(entry["text"], position)
        if start < 0:
            yield f"sentence not found in order: {entry['text'][:50]!r}"
            return
        if text[position:start].strip():
            yield f"text without a sentence: {text[position:start].strip()[:50]!r}"
        position = start + len(entry["text"])
    if text[position:].strip():
        yield f"text without a sentence: {text[position:].strip()[:50]!r}"


def check_sentence_ids(doc: Document) -> Iterator[str]:
    """Check that present, may and place use defined ids and do not overlap."""
    cast = {entry["id"] for entry in doc["cast"]}
    places = {entry["id"] for entry in doc["places"]}
    for entry in doc["sentences"]:
        start = entry["text"][:40]
        people = entry["present"] + entry["may"]
        if not set(people) <= cast:
            yield f"undefined cast {sorted(set(people) - cast)}: {start!r}"
        if len(people) != len(set(people)):
            yield f"someone is listed twice: {start!r}"
        if not set(entry["place"]) <= places:
            yield f"undefined place {sorted(set(entry['place']) - places)}: {start!r}"


def check_all_used(doc: Document) -> Iterator[str]:
    """Check that each character is seen or heard, and each place used, at least once."""
    seen = {name for entry in doc["sentences"] for name in entry["present"]}
    heard = {entry["speaker"] for entry in doc["quotes"]}
    for entry in doc["cast"]:
        if entry["id"] not in seen | heard:
            yield f"cast {entry['id']} is never present and never speaks"
    used = {name for entry in doc["sentences"] for name in entry["place"]}
    for entry in doc["places"]:
        if entry["id"] not in used:
            yield f"place {entry['id']} is never used"


def check_quotes(doc: Document, text: str) -> Iterator[str]:
    """Check that quotes are exact, in order, complete, and spoken by defined ids."""
    cast = {entry["id"] for entry in doc["cast"]} | {None}
    position = 0
    for entry in doc["quotes"]:
        start = text.find(entry["text"], position)
        if start < 0:
            yield f"quote not found in order: {entry['text'][:50]!r}"
            return
        position = start + len(entry["text"])
        if entry["speaker"] not in cast:
            yield f"undefined speaker {entry['speaker']}"
    marked = quoted_strings(text)
    if marked and marked != [entry["text"] for entry in doc["quotes"]]:
        yield f"{len(marked)} marked quotes differ from {len(doc['quotes'])} annotated"


def check_pair(text_path: Path) -> list[str]:
    """Return the problems of one synopsis and its annotation."""
    json_path = text_path.with_suffix(".json")
    if not json_path.is_file():
        return ["no annotation"]
    text = text_path.read_text(encoding="utf-8")
    doc: Document = json.loads(json_path.read_text(encoding="utf-8"))
    problems = list(check_shape(doc))
    if problems:
        return problems
    checks = (check_cast, check_places, check_cover, check_quotes)
    problems += [problem for check in checks for problem in check(doc, text)]
    problems += check_sentence_ids(doc)
    problems += check_all_used(doc)
    return problems


def check_half(half: str) -> Iterator[str]:
    """Return one line for each problem in one half of the set."""
    texts = sorted(path for path in (ROOT / half).iterdir() if path.suffix in SUFFIXES)
    if len(texts) != HALVES[half]:
        yield f"{half}: {len(texts)} synopses, not {HALVES[half]}"
    orphans = {path.stem for path in (ROOT / half).glob("*.json")}
    for stem in sorted(orphans - {path.stem for path in texts}):
        yield f"{half}/{stem}: annotation without a synopsis"
    for path in texts:
        for problem in check_pair(path):
            yield f"{half}/{path.stem}: {problem}"


def main() -> int:
    """Print every problem and return the exit status."""
    problems = [problem for half in HALVES for problem in check_half(half)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
