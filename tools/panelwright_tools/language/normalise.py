"""One spelling for quotation marks, dashes and blanks; every character keeps its place."""

_SAME_LENGTH = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"', "＂": '"',
        "‘": "‘", "’": "'", "‚": "‘", "‛": "‘", "′": "'", "`": "‘", "´": "'",
        "–": "—", "―": "—", "−": "-", "‐": "-", "‑": "-", "‒": "-",
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ", "\u200b": " ", "\ufeff": " ",
        "\t": " ",
        "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\r": "\n",
        **{chr(code): " " for code in (*range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0))},
    }
)  # fmt: skip


def normalised(text: str) -> str:
    """The text with plain marks. `‘` survives: unlike an apostrophe it opens a quotation."""
    # A carriage return before a line feed becomes a blank, so that it makes no empty line.
    return text.replace("\r\n", " \n").translate(_SAME_LENGTH)
