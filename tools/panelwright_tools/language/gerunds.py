"""The -ing form of verbs, by rules and the list of irregular forms."""

import re
from collections.abc import Mapping
from functools import lru_cache

from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.tables import table

_DOUBLED = re.compile(r"(?:[^aeiou]*|.*qu)[aeiouy][bdgklmnprtvz]")
"""One short vowel before one consonant: run, swim, quit."""
_KEEPS_E = ("ee", "oe", "ye")


@lru_cache(maxsize=4096)
def gerund(verb: str) -> str:
    """`running` for `run`, `walking away` for `walk away`; the verb in lower case."""
    first, *rest = verb.split(" ")
    regular, listed = _by_rule(first), _listed().get(first, ())
    return " ".join((listed[0] if listed and regular not in listed else regular, *rest))


def _by_rule(verb: str) -> str:
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and len(verb) > 2 and not verb.endswith(_KEEPS_E):
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1]}ing" if _DOUBLED.fullmatch(verb) else f"{verb}ing"


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, tuple[str, ...]]:
    """Verbs to their forms in -ing that no rule gives: admitting, panicking."""
    forms: dict[str, tuple[str, ...]] = {}
    for form, verb in lexicon().verb_forms.items():
        if form.endswith("ing"):
            forms[verb] = (*forms.get(verb, ()), form)
    pairs = (pair.split("=") for pair in table("verbs")["gerunds"].split())
    return forms | {verb: (form,) for verb, form in pairs}
