"""Sentences of a paragraph. A quotation is never split, and stays with its tag."""

import re
from itertools import islice

from panelwright_tools.language.draft import Block, QuoteDraft
from panelwright_tools.language.lemmas import verb_lemma
from panelwright_tools.language.run_ons import pieces
from panelwright_tools.language.tables import words

INSIDE = "\x01"  # a masked character of a quotation
_STOP_INSIDE = "\x02"  # the last character of a quotation that ends like a sentence
_BOUNDARY = re.compile(r"(?:[.!?…]+|\x02)[\"')\]]*(?:\s+|$)|\x02[\"']?(?=[A-Z])")
_STOPS = re.compile(r"\w\w[.] +([^\W\d_])")
_WORD_BEFORE = re.compile(r"(?<![0-9])[A-Za-z.]+$")
_WORDS_AFTER = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|[^\w\s]")
_TAG_WORDS = 6  # a tag's verb comes within so many words
_NO_TAG = frozenset({"be", "have", "take", "look", "turn", "do"})
_STARTS_TAG = frozenset(
    [
        "the",
        "a",
        "an",
        "one",
        "his",
        "her",
        "their",
        "my",
        "our",
        "its",
        "mr",
        "mrs",
        "miss",
        "ms",
        "dr",
        "old",
        "little",
        "both",
        "another",
        "all",
    ]
)


def split_sentences(plain: str, block: Block, quotes: list[QuoteDraft]) -> list[tuple[int, int]]:
    """Spans of the sentences of a block."""
    masked = _masked(plain, block, quotes)
    spans: list[tuple[int, int]] = []
    start = 0
    lazy = _is_lazy(masked)
    for match in _BOUNDARY.finditer(masked):
        if match.start() < start or not _ends_here(masked, match, lazy):
            continue
        spans.append((start, len(masked[start : match.end()].rstrip()) + start))
        start = match.end()
    if masked[start:].strip():
        spans.append((start, len(masked.rstrip())))
    spans = [piece for a, b in spans for piece in pieces(masked, a, b)]
    shifted = ((_skip_blank(masked, a), b) for a, b in spans)
    return [(block.start + a, block.start + b) for a, b in shifted if b > a]


def _skip_blank(masked: str, at: int) -> int:
    while at < len(masked) and masked[at].isspace():
        at += 1
    return at


def _masked(plain: str, block: Block, quotes: list[QuoteDraft]) -> str:
    """The block with the words of quotations hidden; same length."""
    pieces: list[str] = []
    at = block.start
    for quote in quotes:
        pieces.append(plain[at : quote.start])
        stops = plain[quote.end - 1] in ".!?…—"
        last = _STOP_INSIDE if stops else INSIDE
        pieces.append(INSIDE * (quote.end - quote.start - 1) + last)
        at = quote.end
    pieces.append(plain[at : block.end])
    return "".join(pieces)


def _ends_here(masked: str, match: re.Match[str], lazy: bool) -> bool:
    after = masked[match.end() : match.end() + 120]
    if not after:
        return True
    if after[0].islower() and not (masked[match.start()] == "." and lazy):
        return False
    if masked[match.start()] == _STOP_INSIDE:
        return _is_introduced(masked, match.start()) or not _is_tag(after)
    return masked[match.start()] != "." or not _is_abbreviation(masked, match)


def _is_introduced(masked: str, last: int) -> bool:
    """`Then said the wolf, "…"`: a quotation whose tag stands before it; `last` is its end."""
    before = masked[:last].rstrip(INSIDE).rstrip("\"'“‘«").rstrip()
    return before.endswith((",", ":")) and INSIDE not in before[-2:]


def _is_lazy(masked: str) -> bool:
    """A note without capitals: most full stops are followed by a small letter."""
    stops = _STOPS.findall(masked)
    few = 0 if masked[:1].islower() else 1
    return len(stops) > few and sum(letter.islower() for letter in stops) > len(stops) / 2


def _is_abbreviation(masked: str, match: re.Match[str]) -> bool:
    if match.group().startswith(".."):
        return False
    word = _WORD_BEFORE.search(masked[max(0, match.start() - 12) : match.start()])
    if word is None:
        return False
    text = word.group()
    return (len(text) == 1 and text.isupper() and text != "I") or (
        text.lower().strip(".") in words("people", "abbreviations", "words")
    )


def _is_tag(after: str) -> bool:
    """`Mina said`, `The old man whispered`: the text after a quotation tells who spoke."""
    for seen, match in enumerate(islice(_WORDS_AFTER.finditer(after), _TAG_WORDS)):
        word, lower = match.group(), match.group().lower()
        if not word[0].isalnum():
            return False
        if seen == 0:
            if not word[0].isupper() and lower not in _STARTS_TAG:
                return False
            continue
        lemma = verb_lemma(lower)
        if lemma == lower and lower != "quoth":
            continue
        if lemma in words("verbs", "speech"):
            return lemma not in words("verbs", "weak_speech") or _then_mark(after, match.end())
        if lemma in _NO_TAG:
            return False
    return False


def _then_mark(after: str, at: int) -> bool:
    return after[at : at + 1] in ".,;:!?"
