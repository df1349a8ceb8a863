"""The word classes that a word may have, by the lexicon and by its form."""

from functools import lru_cache

from panelwright_tools.language.lemmas import noun_lemma, verb_lemma
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.numbers import number_of
from panelwright_tools.language.tables import table, words

Readings = tuple[tuple[str, float], ...]
"""Internal tags with log weights; BE, HAVE, DO, PRS, PRO become public tags at the end."""

_UNLIKELY = -4.0

_DIGIT = 0.55  # log weight of one digit of the lexicon's counts
_SURE_ADJECTIVE = 2 * _DIGIT

_CLASS_TAGS = {"N": ("NOUN",), "V": ("VB", "VBP"), "J": ("ADJ",), "R": ("ADV",)}


@lru_cache(maxsize=1)
def _closed() -> dict[str, Readings]:
    found: dict[str, Readings] = {}
    for tag, members in table("closed")["tags"].items():
        readings = (("PRS", 0.0), ("PRO", 0.0)) if tag == "BOTH" else ((tag, 0.0),)
        found.update(dict.fromkeys(members.split(), readings))
    for word, text in table("closed")["readings"].items():
        parts = text.split()
        found[word] = tuple(zip(parts[::2], map(float, parts[1::2]), strict=True))
    return found


@lru_cache(maxsize=65536)
def readings(word: str) -> Readings:
    """The word classes of a lower-case word, by the lexicon and its form."""
    closed = _closed().get(word)
    if closed:
        return closed
    if word[0].isdigit() and word[-1] == "s" and word[:-1].isdigit():
        return (("NUM", 0.0),)  # the 60s
    if "-" in word and number_of([word]) is not None:
        return (("NUM", 0.0),)
    if is_bodily(word):
        return (("ADJ", 0.0),)
    scores: dict[str, float] = {}
    _base_readings(word, scores)
    _inflected_readings(word, scores)
    if not scores and word.endswith("er"):
        _compared_readings(word, scores)
    if not scores:
        return _unknown(word)
    best = max(scores.values())
    return tuple((tag, score - best) for tag, score in scores.items() if score - best > -5)


def _count(word: str, word_class: str) -> float | None:
    """Log weight of a word in a class; None when it is not of that class."""
    profile = lexicon().classes.get(word)
    if profile is None:
        known = word_class == "N" and word in lexicon().categories
        return 0.0 if known else None
    at = profile.find(word_class)
    return _DIGIT * int(profile[at + 1]) if at >= 0 else None


def _add(scores: dict[str, float], tag: str, score: float | None, extra: float = 0.0) -> None:
    if score is not None:
        scores[tag] = max(scores.get(tag, -9.0), score + extra)


def _base_readings(word: str, scores: dict[str, float]) -> None:
    for word_class, tags in _CLASS_TAGS.items():
        score = _count(word, word_class)
        if word in lexicon().verb_forms and word_class == "V" and verb_lemma(word) != word:
            continue
        for tag in tags:
            _add(scores, tag, score)


def _inflected_readings(word: str, scores: dict[str, float]) -> None:
    if word in words("closed", "participles", "unchanging"):
        for tag in ("VBD", "VBN"):
            _add(scores, tag, _count(word, "V"))
    if word in ("run", "become", "overcome"):
        _add(scores, "VBN", _count(word, "V"))
    noun = noun_lemma(word)
    if noun != word:
        _add(scores, "NOUNS", _count(noun, "N"))
        if word.endswith("s"):
            scores.pop("NOUN", None)
    verb = verb_lemma(word)
    if verb == word:
        return
    weight = _count(verb, "V")
    if word.endswith("ing"):
        _add(scores, "VBG", weight, 0.5)
        if "ADJ" in scores:
            scores["ADJ"] -= 1.5
        if "NOUN" in scores:
            scores["NOUN"] -= 1.0
    elif word.endswith("s") and word not in lexicon().verb_forms:
        _add(scores, "VBZ", weight)
    elif word.endswith("ed") or word in lexicon().verb_forms or word in _past_forms():
        _past_readings(word, weight if weight is not None else 0.0, scores)


def _compared_readings(word: str, scores: dict[str, float]) -> None:
    """`shorter`, `louder`, `happier`: more of what an adjective says."""
    for base in compared(word):
        if (_count(base, "J") or 0.0) >= _SURE_ADJECTIVE:
            _add(scores, "ADJ", 0.0)
            _add(scores, "ADV", -0.4 if _count(base, "R") is not None else None)


def compared(word: str) -> tuple[str, ...]:
    """What a comparative in "-er" may come from: darker, later, hotter, happier."""
    stem = word.removesuffix("er")
    doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    return (stem, f"{stem}e", doubled, f"{stem[:-1]}y" if stem.endswith("i") else stem)


@lru_cache(maxsize=1)
def _past_forms() -> frozenset[str]:
    return words("closed", "participles", "only_past") | words(
        "closed", "participles", "only_participle"
    )


def _past_readings(word: str, weight: float, scores: dict[str, float]) -> None:
    if word not in words("closed", "participles", "only_participle"):
        _add(scores, "VBD", weight, 0.3)
    if word not in words("closed", "participles", "only_past"):
        _add(scores, "VBN", weight)
    if "NOUN" in scores and "VBD" in scores:
        scores["NOUN"] -= 2.0


def _unknown(word: str) -> Readings:
    if not word[0].isalnum():
        return (("PUNCT", 0.0),)
    if not word.isascii() and ord(word[0]) > 0x24F:
        return (("X", 0.0),)
    if word[0].isdigit() or number_of([word]) is not None:
        return (("NUM", 0.0),)
    if word.endswith("ly"):
        return (("ADV", 0.0), ("ADJ", -1.5), ("NOUN", -2.5))
    if word.endswith("ing"):
        return (("VBG", 0.0), ("NOUN", -0.8), ("ADJ", -1.5))
    if word.endswith("ed"):
        hyphen = "-" in word
        return (("ADJ", 0.0 if hyphen else -1.0), ("VBD", -2 if hyphen else 0), ("VBN", -0.2))
    if "-" in word:
        return (("ADJ", 0.0), ("NOUN", 0.0))
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return (("NOUNS", 0.0), ("VBZ", -1.0), ("NOUN", -1.5))
    if word.endswith(("ful", "ous", "less", "ish", "able", "ible", "est")):
        return (("ADJ", 0.0), ("NOUN", -1.5))
    return (("NOUN", 0.0), ("ADJ", -1.5), ("VB", -2.5), ("VBP", -3.0))


def is_bodily(word: str) -> bool:
    """`silver-haired`, `one-eyed`."""
    return word.rpartition("-")[2] in words("looks", "bodily") and "-" in word
