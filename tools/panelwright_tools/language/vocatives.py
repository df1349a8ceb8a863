"""Who is addressed in spoken words: `Run, Tom!`, `Yes, captain.`"""

import re

from panelwright_tools.language.cast import Cast

_VOCATIVE = re.compile(
    r"(?:^|[,!?.…—]\s+|\b(?:[Oo]h|[Hh]ey|[Hh]ello|[Hh]i|[Dd]ear|[Mm]y dear|[Yy]es|[Nn]o|[Pp]lease"
    r"|[Tt]hank you|[Gg]ood (?:morning|evening|night)),? )"
    r"((?:(?:Mr|Mrs|Miss|Ms|Dr|Captain|Uncle|Aunt|Professor|Colonel|Officer|Sir|Lady|King|Queen)\.?\s+)?"
    r"[A-Z][^\W\d_]+|(?:[a-z]+ )?[a-z]+)(?=\s*(?:[,!?.…—]|$))"
)


def called_names(text: str) -> list[str]:
    """The proper names that may be called in the words: `Run, Tom!`"""
    found = [match.group(1) for match in _VOCATIVE.finditer(text[:2000])]
    return [name for name in found if name[0].isupper() and " " not in name]


def vocatives(cast: Cast, text: str) -> list[int]:
    """Who is addressed by name or noun in the words: `Run, Tom!`, `Yes, captain.`"""
    found: list[int] = []
    for match in _VOCATIVE.finditer(text[:2000]):
        name = match.group(1)
        parts = [part for part in name.lower().replace(".", "").split() if part]
        if not parts:
            continue
        if name[0].isupper():
            known = cast.with_name_word(parts[-1]) or cast.with_head(parts[-1])
        else:
            known = cast.with_head(parts[-1]) if len(parts[-1]) > 2 else []
        living = [entity for entity in known if entity.living]
        if living and living[0].id not in found:
            found.append(living[0].id)
    return found
