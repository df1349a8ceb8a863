"""The door of the language tool: `analyse(text)`."""

from panelwright_tools.domain.errors import UserError
from panelwright_tools.language.cast import Cast
from panelwright_tools.language.document import Document
from panelwright_tools.language.entities import finish_entities
from panelwright_tools.language.freezing import freeze
from panelwright_tools.language.letters import read_letter
from panelwright_tools.language.reading import Reading, read
from panelwright_tools.language.resolver import resolve_sentence
from panelwright_tools.language.screenplay import attribute_dialogue, note_cue
from panelwright_tools.language.speakers import attribute_near
from panelwright_tools.language.tellers import is_told_to_hero, name_teller
from panelwright_tools.language.tenses import mark_long_ago
from panelwright_tools.language.turns import attribute_open, count_speech

MAX_CHARACTERS = 2_000_000
"""About 700 pages, which take some 16 s and 350 MB; time and memory grow in proportion."""


def analyse(text: str) -> Document:
    """Reads English prose, Markdown or a Fountain screenplay.

    Spans in the result are places in `text` as given. Raises UserError for a text of more than
    `MAX_CHARACTERS`, and never for what is in it.
    """
    if len(text) > MAX_CHARACTERS:
        raise UserError(
            f"The text has {len(text):,} characters and at most {MAX_CHARACTERS:,} can be read: "
            "give a part of it."
        )
    reading = read(text)
    cast = Cast(told_to=is_told_to_hero(reading))
    _resolve(cast, reading)
    attribute_open(cast, reading)
    count_speech(cast, reading)
    read_letter(cast, reading)
    name_teller(cast, reading)
    mark_long_ago(reading)
    return freeze(reading, finish_entities(cast, reading))


def _resolve(cast: Cast, reading: Reading) -> None:
    """Who is meant, sentence by sentence, with the quotations whose tag is beside them."""
    for sentence in reading.sentences:
        if sentence.kind == "cue":
            note_cue(cast, reading, sentence)
        elif sentence.kind == "dialogue":
            attribute_dialogue(cast, reading, sentence)
        elif sentence.kind in ("narration", "action"):
            resolve_sentence(cast, sentence)
            attribute_near(cast, reading, sentence)
