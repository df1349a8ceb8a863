"""Turns the lines of a beat into balloons: speaker, words, kind."""

from collections.abc import Sequence

from panelwright.planning.embedded.cast import SURE, Cast
from panelwright.planning.embedded.lines import Line
from panelwright.planning.embedded.names import sentence_case
from panelwright.planning.embedded.presence import speakers
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Guess, Kind, Speech, SpeechKind
from panelwright_tools.domain.text import MAX_TEXT
from panelwright_tools.language.document import Document, Quote

SHORT_WORDS = 16
"""Two lines of one voice that have no more words together share a balloon."""
_HOW = {
    "turn": "the speaker was inferred from whose turn it is",
    "vocative": "the one who was addressed is taken to answer",
    "action_beat": "the speaker was inferred from who acts beside the words",
    "unknown": "the text does not tell who speaks",
    "continued": "the words are taken to go on from the same speaker",
}


def balloons(
    document: Document, cast: Cast, lines: Sequence[Line], shown: Sequence[str]
) -> tuple[Speech, ...]:
    """The balloons of a panel in reading order, every word verbatim; written words are none."""
    found: list[Speech] = []
    previous: Line | None = None
    for line in lines:
        quote = document.quotes[line.quote]
        if quote.kind in ("written", "mention"):
            continue
        names = speakers(cast, quote)
        speaker = names[0] if names else None
        text = spoken_text(document, line)
        if (
            found
            and previous is not None
            and _goes_on(document, previous, line, found[-1], speaker)
        ):
            joined = f"{_open_end(document, previous, found[-1].text)} {text}"
            found[-1] = found[-1].model_copy(update={"text": joined})
        elif (
            found and previous is not None and _short_together(cast, quote, found[-1], text, shown)
        ):
            joined = f"{found[-1].text} {text}"
            found[-1] = found[-1].model_copy(update={"text": joined})
        else:
            kind = _kind(cast, quote, text, speaker, shown)
            found.append(
                Speech(speaker=speaker, text=text[:MAX_TEXT], kind=kind, guessed=_guess(quote))
            )
        previous = line
    return tuple(found)


def spoken_text(document: Document, line: Line) -> str:
    """The words of a line; the comma before "she said" ends them as a full stop."""
    text = line.text
    quote = document.quotes[line.quote]
    if line.span[1] >= quote.span[1] and text.endswith(","):
        text = text[:-1].rstrip() + "."
    whole = line.span == quote.span and document.text[quote.span[0] - 1 : quote.span[0]] in (
        "",
        " ",
    )
    if whole and text[:1].islower():  # typed without any marks: `you're on he says`
        text = sentence_case(text if text[-1] in ".!?…" else f"{text}.")
    return text


def _goes_on(
    document: Document, previous: Line, line: Line, last: Speech, speaker: str | None
) -> bool:
    """The same sentence of speech, only interrupted by "she said"."""
    if speaker != last.speaker or len(last.text.split()) + line.words > 30:
        return False
    interrupted = previous.text.rstrip().endswith((",", "—", "–", "-", ";"))
    same_sentence = (
        document.quotes[previous.quote].sentence == document.quotes[line.quote].sentence
        or line.text[:1].islower()
    )
    return interrupted and same_sentence and line.span[0] - previous.span[1] < 160


def _short_together(
    cast: Cast, quote: Quote, last: Speech, text: str, shown: Sequence[str]
) -> bool:
    """More words of the same voice that fit the same balloon."""
    names = speakers(cast, quote)
    if not names or names[0] != last.speaker:
        return False
    same_kind = _kind(cast, quote, text, names[0], shown) == last.kind
    goes_on = quote.how == "continued" or quote.verb == ""
    return same_kind and goes_on and len(f"{last.text} {text}".split()) <= SHORT_WORDS


def _open_end(document: Document, previous: Line, text: str) -> str:
    """The words before the interruption as they were written, with their comma."""
    return text[:-1] + "," if previous.text.endswith(",") and text.endswith(".") else text


def _kind(
    cast: Cast, quote: Quote, text: str, speaker: str | None, shown: Sequence[str]
) -> SpeechKind:
    if quote.kind == "thought":
        return SpeechKind.THOUGHT
    if speaker is None or speaker not in shown or quote.off_screen:
        return SpeechKind.OFF_PANEL
    manner = set(quote.manner.lower().replace(",", " ").split())
    if _voiced(quote, manner, "whispered", "soft"):
        return SpeechKind.WHISPER
    letters = [letter for letter in text if letter.isalpha()]
    capitals = len(letters) > 3 and all(letter.isupper() for letter in letters)
    if _voiced(quote, manner, "shouted", "loud") or "!!" in text or capitals:
        return SpeechKind.SHOUT
    if cast.members[speaker].character.kind is Kind.ROBOT:
        return SpeechKind.ROBOT
    return SpeechKind.SPEECH


def _voiced(quote: Quote, manner: set[str], verbs: str, adverbs: str) -> bool:
    by_verb = quote.verb in words("verbs", "voice", verbs)
    return by_verb or bool(manner & words("verbs", "voice", adverbs))


def _guess(quote: Quote) -> Guess | None:
    if quote.how in ("explicit", "cue") and quote.confidence >= SURE:
        return None
    if quote.confidence >= 0.95:
        return None
    reason = _HOW.get(quote.how, "the name of the speaker was inferred")
    return Guess(confidence=round(min(1.0, max(0.0, quote.confidence)), 2), reason=reason)
