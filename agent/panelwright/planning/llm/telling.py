"""Tells a range of a numbered synopsis to a model: `[12] Mina says Q3"We must go."`."""

from bisect import bisect_left

from panelwright.planning.llm.numbered import NumberedText, Quote, Sentence

_MARKS = frozenset('"“”„«»‘’「」『』﹁﹂﹃﹄〝〞〟＂')


def told(text: NumberedText, first: int, last: int, most: int | None = None) -> str:
    """The sentences from number `first` to `last`, a line each, at most so many characters."""
    sentences = text.sentences[max(0, first - 1) : max(0, last)]
    return _shortened("\n".join(told_sentence(text, each) for each in sentences), most)


def _shortened(words: str, most: int | None) -> str:
    if most is None or len(words) <= most:
        return words
    return words[: most - 2].rsplit(" ", 1)[0] + " …"


def told_sentence(text: NumberedText, sentence: Sentence) -> str:
    """A sentence behind its number, its quotes behind theirs, on one line."""
    at, end = sentence.span
    pieces: list[str] = []
    for quote in quotes_in(text, sentence.number, sentence.number):
        before = text.synopsis[at : quote.span[0]]
        opened = before[-1:] in _MARKS
        pieces += [before[:-1] if opened else before, f'Q{quote.number}"{quote.text}"']
        at = quote.span[1]
        at += text.synopsis[at : min(at + 1, end)] in _MARKS
    pieces.append(text.synopsis[at:end])
    line = " ".join("".join(pieces).split())
    # Nothing in a story may look like the end of the story.
    return f"[{sentence.number}] {line.replace('</', '< /')}"


def quotes_in(text: NumberedText, first: int, last: int) -> tuple[Quote, ...]:
    """The quotes of the sentences from number `first` to `last`."""
    start = bisect_left(text.quotes, first, key=lambda quote: quote.sentence)
    end = bisect_left(text.quotes, last + 1, key=lambda quote: quote.sentence)
    return text.quotes[start:end]
