"""The door of the language tool: `analyse(text)`."""

from panelwright_tools.language.document import Document
from panelwright_tools.language.freezing import freeze
from panelwright_tools.language.reading import read


def analyse(text: str) -> Document:
    """Reads English prose, Markdown or a Fountain screenplay; never fails on any text.

    The cost grows linearly with the length. Spans in the result are places in `text` as given.
    """
    reading = read(text)
    return freeze(reading, ())
