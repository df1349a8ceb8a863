"""Finite forms of verbs, made from their participles."""

import re

from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.tables import words

_HISSING = ("s", "x", "z", "ch", "sh", "o")


def finite(verb: str, participle: str, tag: str) -> str:
    """`hold` and `holding` as `holds` (VBZ), `held` (VBD) or `hold` (VBP); empty when unsure."""
    if tag == "VBD":
        return _past(verb, participle)
    return _third(verb) if tag == "VBZ" else verb


def _third(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(_HISSING) else f"{verb}s"


def _past(verb: str, participle: str) -> str:
    if verb in words("closed", "participles", "unchanging"):
        return verb
    forms = [f for f, base in lexicon().verb_forms.items() if base == verb and f[-3:] != "ing"]
    forms = [f for f in forms if f not in words("closed", "participles", "only_participle")]
    surely = [f for f in forms if f in words("closed", "participles", "only_past")] or forms
    if surely:
        return surely[0] if len(surely) == 1 else ""
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    return f"{participle.removesuffix('ing')}ed"
