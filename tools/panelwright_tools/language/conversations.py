"""Parts what is said into conversations, and those into turns of one speaker each."""

import re
from dataclasses import dataclass, field

from panelwright_tools.language.beats import adjacent
from panelwright_tools.language.cast import Cast
from panelwright_tools.language.draft import QuoteDraft
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.vocatives import vocatives

_RUN_GAP = 3  # paragraphs without speech that end a conversation
_QUESTION = re.compile(r"\?[\"')]*$")
_ANSWER = re.compile(
    r"(?i)(?:yes|no|nope|yeah|well|because|nothing|certainly|of course|indeed|ah|alas|never|sure"
    r"|maybe"
    r"|nobody|about|at|in|on|it is|it's|it was|i |i'm|i've|not )\b"
)


@dataclass(slots=True)
class Turn:
    """The quotations of one paragraph that one speaker says."""

    quotes: list[int]
    block: int
    fixed: int | None = None
    weight: float = 0.0
    called: list[int] = field(default_factory=list)  # who is addressed by name
    told: int | None = None
    text: str = ""
    adjacent: bool = False  # right after other words, with no narration between


def conversations(cast: Cast, reading: Reading) -> list[list[Turn]]:
    """Conversations: turns with no more than a few silent paragraphs between them."""
    runs: list[list[Turn]] = []
    last_block, last_heading = -100, None
    for number, quote in enumerate(reading.quotes):
        if quote.kind != "spoken":
            continue
        block = reading.structure.blocks[quote.block]
        if block.kind == "dialogue":
            continue
        apart = quote.block - last_block > _RUN_GAP or block.heading != last_heading
        if apart or _elsewhere(reading, number):
            runs.append([])
        last_block, last_heading = quote.block, block.heading
        _extend(cast, reading, runs[-1], number, quote)
    return runs


def _elsewhere(reading: Reading, number: int) -> bool:
    """`Meanwhile` stands between a quotation and the one before it."""
    if not number:
        return False
    first = reading.quotes[number - 1].sentence + 1
    between = reading.sentences[first : reading.quotes[number].sentence + 1]
    return any("meanwhile" in sentence.lowers for sentence in between)


def _extend(cast: Cast, reading: Reading, run: list[Turn], number: int, quote: QuoteDraft) -> None:
    fixed = quote.speakers[0] if quote.speakers else None
    text = reading.plain[quote.start : quote.end]
    called = vocatives(cast, text)
    last = run[-1] if run else None
    beside = number > 0 and adjacent(reading, reading.quotes[number - 1], quote)
    joins = (
        last is not None
        and last.block == quote.block
        and (fixed == last.fixed or (fixed is None and not replies(last, text)))
    )
    if last is not None and joins and not beside:
        last.quotes.append(number)
        last.called += called
        last.text += " " + text
        last.told = quote.addressee if quote.addressee is not None else last.told
        return
    run.append(
        Turn([number], quote.block, fixed, quote.confidence, called, quote.addressee, text, beside)
    )


def replies(last: Turn, text: str) -> bool:
    """In one paragraph a question and its answer are two turns."""
    return bool(_QUESTION.search(last.text) and _ANSWER.match(text))


def told_between(reading: Reading, last: Turn, turn: Turn) -> int:
    """Sentences without speech between two turns."""
    first = reading.quotes[last.quotes[-1]].sentence + 1
    between = reading.sentences[first : reading.quotes[turn.quotes[0]].sentence]
    return sum(not sentence.quotes for sentence in between)
