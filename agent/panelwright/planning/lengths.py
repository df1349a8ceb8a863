"""How many panels a text asks for, whoever plans it."""

from typing import Final

MAX_DEFAULT: Final = 400
SHORT_TEXT: Final = 300
"""Words up to which panels grow slower than words; longer texts grow in proportion."""
NARRATION, GROWTH = 0.2, 0.75
"""Panels that the told words ask for: about 16 words each in a page, fewer panels in a novel."""
LINES_A_PANEL: Final = 2.6
SPEECH_A_PANEL: Final = 34


def fitting_panels(words: int, speech_words: int, lines: int) -> int:
    """A sensible number of panels for a text of so many words, those in `lines` of speech too."""
    short: float = 1.06 * min(max(words, 1), SHORT_TEXT) ** 0.36
    by_length = short * max(1.0, words / SHORT_TEXT)
    by_speech = max(speech_words / SPEECH_A_PANEL, lines / LINES_A_PANEL)
    by_narration: float = NARRATION * max(0, words - speech_words) ** GROWTH
    wanted = max(by_length, by_speech, by_narration, 1.0)
    return min(MAX_DEFAULT, max(1, round(wanted)))
