"""Base forms of nouns and verbs, by rules and a list of irregular forms."""

import re
from functools import lru_cache

from panelwright_tools.language.lexicon import lexicon

_SHORT = re.compile(r"[^aeiou]*[aeiouy][bcdfgklmnprtvz]")
_SINGULARS = {
    word + "s": word
    for word in [
        "cookie",
        "movie",
        "pixie",
        "genie",
        "zombie",
        "brownie",
        "pie",
        "tie",
        "lens",
        "hoodie",
        "birdie",
        "auntie",
        "doggie",
    ]
} | {
    "lens": "lens",
    "news": "news",
    "gas": "gas",
    "bus": "bus",
    "chaos": "chaos",
    "its": "its",
    "thermos": "thermos",
}
_PRONOUN_VERBS = {
    "'s": "be", "'re": "be", "'m": "be", "is": "be", "are": "be", "was": "be", "were": "be",
    "am": "be", "been": "be", "being": "be", "be": "be", "has": "have", "had": "have",
    "'ve": "have", "'d": "would", "'ll": "will", "ca": "can", "wo": "will", "sha": "shall",
    "found": "find", "lay": "lie", "fell": "fall", "saw": "see", "left": "leave", "felt": "feel",
    "bound": "bind", "wound": "wind", "ground": "grind", "does": "do", "did": "do", "done": "do",
    "goes": "go", "dying": "die", "lying": "lie", "tying": "tie", "bore": "bear", "lit": "light",
    "hung": "hang", "shone": "shine", "knelt": "kneel", "leapt": "leap", "dove": "dive",
    "snuck": "sneak", "pled": "plead", "spat": "spit", "told": "tell", "sped": "speed",
    "begged": "beg", "rowing": "row", "rowed": "row", "singing": "sing", "bringing": "bring",
}  # fmt: skip


def _is_verb(word: str) -> bool:
    return "V" in lexicon().classes.get(word, "") or word in lexicon().senses


def _is_noun(word: str) -> bool:
    return word in lexicon().categories


@lru_cache(maxsize=65536)
def verb_lemma(form: str) -> str:
    """The infinitive of a verb form in lower case; the form itself when no rule fits."""
    fixed = _PRONOUN_VERBS.get(form) or lexicon().verb_forms.get(form)
    if fixed:
        return fixed
    for candidate in _verb_candidates(form):
        if len(candidate) > 1 and _is_verb(candidate):
            return candidate
    if _is_verb(form):
        return form
    return next(iter(_guesses(form)), form)


def _verb_candidates(form: str) -> tuple[str, ...]:
    if form.endswith("ies"):
        return (form[:-3] + "y", form[:-1])
    if form.endswith("es") and not form.endswith("ees"):
        return (form[:-1], form[:-2])
    if form.endswith("s") and not form.endswith("ss"):
        return (form[:-1],)
    if form.endswith("ied"):
        return (form[:-3] + "y", form[:-1])
    if form.endswith("ed"):
        return _without(form[:-2])
    if form.endswith("ing"):
        return _without(form[:-3])
    return ()


def _without(stem: str) -> tuple[str, ...]:
    """Infinitives of a stem that lost its ending: stopp, hop, lov, walk."""
    doubled = len(stem) > 2 and stem[-1] == stem[-2]
    if doubled and stem[-1] not in "slfz":
        return (stem[:-1], stem, stem + "e")
    if doubled:
        return (stem, stem[:-1])
    return (stem + "e", stem) if len(stem) > 1 and _prefers_e(stem) else (stem, stem + "e")


def _prefers_e(stem: str) -> bool:
    """A cluster or a single consonant that wants an e: hop(e), danc(e), settl(e)."""
    if stem[-1] in "cuvsz" or stem.endswith("dg") or _SHORT.fullmatch(stem):
        return True
    return len(stem) > 2 and stem[-1] == "l" and stem[-2] not in "aeioulr"


def _guesses(form: str) -> tuple[str, ...]:
    return _verb_candidates(form)[:1]


@lru_cache(maxsize=65536)
def noun_lemma(form: str) -> str:
    """The singular of a noun in lower case; the form itself when it is not a plural."""
    fixed = _SINGULARS.get(form) or lexicon().noun_forms.get(form)
    if fixed:
        return fixed
    if (
        form.endswith("men")
        and (len(form) > 5 or form == "women")
        and not form.endswith(("specimen", "abdomen"))
    ):
        return form[:-2] + "an"
    if len(form) < 4 or not form.endswith("s") or form.endswith(("ss", "us", "is")):
        return form
    for candidate in _singulars(form):
        if _is_noun(candidate):
            return candidate
    return _singulars(form)[0]


def _singulars(form: str) -> tuple[str, ...]:
    if form.endswith("ies"):
        return (form[:-3] + "y", form[:-1])
    if form.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        return (form[:-2], form[:-1])
    if form.endswith("ves"):
        return (form[:-1], form[:-3] + "f", form[:-3] + "fe")
    return (form[:-1], form[:-2]) if form.endswith("es") else (form[:-1],)
