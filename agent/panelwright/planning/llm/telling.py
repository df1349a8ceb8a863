"""Tells a model sentences of a synopsis with their numbers: `[12] Q3"We must go," says Mina.`"""

from panelwright.planning.llm.numbered import NumberedText, Quote, Sentence

_OPENING = "\"'“‘«„"


def told(text: NumberedText, first: int, last: int, most: int | None = None) -> str:
    """The sentences from `first` to `last`, a line each, at most so many characters."""
    lines = [_line(text, s) for s in text.sentences if first <= s.number <= last]
    return _cut("\n".join(lines), most)


def _line(text: NumberedText, sentence: Sentence) -> str:
    start, end = sentence.span
    pieces, here = [], start
    for quote in text.quotes:
        at = _mark_of(text.synopsis, quote)
        if here <= at < end:
            pieces += [text.synopsis[here:at], f"Q{quote.number}"]
            here = at
    words = "".join([*pieces, text.synopsis[here:end]])
    return f"[{sentence.number}] {' '.join(words.split())}"


def _mark_of(synopsis: str, quote: Quote) -> int:
    """Where the quotation mark is that opens a quote."""
    start = quote.span[0]
    return start - 1 if start and synopsis[start - 1] in _OPENING else start


def _cut(words: str, most: int | None) -> str:
    if most is None or len(words) <= most:
        return words
    return words[: most - 2].rsplit(" ", 1)[0] + " …"
