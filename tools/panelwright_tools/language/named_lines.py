"""Talk that is written as lines with the speaker's name before a colon: `Ann: Where is the key?`"""

import re
from collections import Counter

NAMED = re.compile(r"([A-Z][^\W\d]*(?:[ .'’-]{1,2}[A-Z][^\W\d]*){0,2}):[ ]+(?=[^\s\"“'‘])")
_MOST = 0.5
"""Share of the paragraphs that are such lines at least; a note or a list of parts has fewer."""


def named_lines(plain: str, spans: list[tuple[int, int]]) -> dict[tuple[int, int], tuple[str, int]]:
    """Span of a paragraph to its speaker and the place of the first word; empty for other texts.

    Two people talk at least, and one of them more than once.
    """
    found: dict[tuple[int, int], tuple[str, int]] = {}
    for span in spans:
        match = NAMED.match(plain, *span)
        if match is not None and match.end() < span[1]:
            found[span] = (match.group(1), match.end())
    names = Counter(name for name, _ in found.values())
    talk = len(names) > 1 and max(names.values()) > 1 and len(found) >= _MOST * len(spans)
    return found if talk else {}
