"""How old, how big and of what somebody is, told by numbers and comparisons."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.draft import SentenceDraft
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.numbers import number_of
from panelwright_tools.language.readings import is_bodily
from panelwright_tools.language.tables import numbers, words
from panelwright_tools.language.wearers import living_before, living_of

_OLDEST = 120  # years
_NEAR = 4  # tokens


def note_measures(cast: Cast, sentence: SentenceDraft) -> None:
    """Folds ages, sizes and materials of a sentence into those whom they describe."""
    for token in range(1, len(sentence.lowers)):
        years = _years(sentence, token)
        if years is not None:
            _note_age(_meant(cast, sentence, token), years)
        size = _compared(sentence, token)
        if size:
            _attribute(_sized(cast, sentence, token), size)
        text = _material(sentence, token)
        text = text or ("bare feet" if sentence.lowers[token] == "barefoot" else "")
        if text:
            _attribute(_meant(cast, sentence, token), text)


def _sized(cast: Cast, sentence: SentenceDraft, token: int) -> EntityDraft | None:
    """Whose size it is, be it a thing: the noun right before, the copula's subject, who is near."""
    before = sentence.phrase_at[token - 3] if token > 2 else -1
    if before >= 0:
        found = sentence.phrases[before].entities
        return cast.entities[found[0]] if found else None  # a tear as big as an apple
    for event in reversed(sentence.events):
        if event.verb == "be" and event.first < token <= event.last + _NEAR and event.subjects:
            entities = sentence.phrases[event.subjects[0]].entities
            if entities and not event.hypothetical:
                return cast.entities[entities[0]]
    return living_before(cast, sentence, token)


def _meant(cast: Cast, sentence: SentenceDraft, token: int) -> EntityDraft | None:
    """The subject of the copula before a token, else the nearest living one."""
    for event in reversed(sentence.events):
        near = event.first < token <= event.last + _NEAR
        if event.verb == "be" and near and event.subjects and not event.hypothetical:
            found = living_of(cast, sentence.phrases[event.subjects[0]])
            if found is not None:
                return found
    return living_before(cast, sentence, token)


def _note_age(entity: EntityDraft | None, years: int) -> None:
    if entity is None or entity.plural or not 0 < years <= _OLDEST:
        return
    told = (*entity.adjectives, *entity.attributes)
    if not any(words_.endswith("-year-old") for words_ in told):
        entity.attributes.append(f"{years}-year-old")


def _years(sentence: SentenceDraft, token: int) -> int | None:
    """The years that begin at a token: `of eleven`, `aged seventy`, `in his sixties`, `(9)`."""
    lowers = sentence.lowers
    before, word = lowers[token - 1], lowers[token]
    after = lowers[token + 1] if token + 1 < len(lowers) else "."
    decades = numbers("looks", "decades")
    if word in decades and before in ("his", "her", "their", "early", "mid", "late"):
        return decades[word]
    if sentence.tags[token] != "NUM":
        return None
    years = number_of([word])
    if years is None:
        return None
    if after in ("s", "'s") and 10 <= years <= 90:
        return years + 5
    told = before == "of" and sentence.phrase_at[token - 2] >= 0
    aged = before in ("aged", "age", "is", "was", "turned", "'m")
    yearly = after in ("years", "year") and lowers[token + 2 : token + 3] in (["old"], ["of"])
    closed = (before in ("(", ",") and after == before.replace("(", ")")) and (
        sentence.phrase_at[token - 2] >= 0
    )
    ends = after in (",", ".", ")", ";", "with", "in", "who", "and", "when", "called", "named")
    return years if yearly or closed or ((told or aged) and ends) else None


def _compared(sentence: SentenceDraft, token: int) -> str:
    """`no bigger than a cat`, `as tall as a house`, `the size of a cat`."""
    lowers = sentence.lowers
    noun = _noun_after(sentence, token)
    if not noun or token < 2:
        return ""
    if lowers[token] == "than" and lowers[token - 2] in ("no", "not", "n't"):
        return f"as big as {noun}"
    sized = lowers[token - 1] in ("big", "small", "tall", "large", "high", "little")
    if lowers[token] == "as" and sized and lowers[token - 2] == "as":
        return f"as big as {noun}"
    sized = lowers[token] == "of" and lowers[token - 1] == "size" and lowers[token - 2] == "the"
    return f"as big as {noun}" if sized else ""


def _noun_after(sentence: SentenceDraft, token: int) -> str:
    """The noun of the phrase that begins after a token, singular."""
    number = sentence.phrase_at[token + 1] if token + 1 < len(sentence.phrase_at) else -1
    phrase = sentence.phrases[number] if number >= 0 else None
    plain = phrase is not None and not phrase.pronoun and not phrase.name and phrase.owner is None
    return phrase.head if phrase is not None and plain and phrase.determiner else ""


def _material(sentence: SentenceDraft, token: int) -> str:
    """`made of tin`."""
    made = sentence.lowers[token - 1] in ("made", "built", "carved", "woven")
    if not made or sentence.lowers[token] not in ("of", "from", "out"):
        return ""
    for word in sentence.lowers[token + 1 : token + 4]:
        if word in words("looks", "materials"):
            return f"made of {word}"
    return ""


def _attribute(entity: EntityDraft | None, text: str) -> None:
    if entity is not None and text not in entity.attributes:
        entity.attributes.append(text)


def described_after(sentence: SentenceDraft, start: int) -> list[str]:
    """The run of adjectives that begins at a token: `bald, fat and cheerful`."""
    found: list[str] = []
    for index in range(start, len(sentence.tags)):
        word, tag = sentence.lowers[index], sentence.tags[index]
        if (
            tag == "ADJ"
            or is_bodily(word)
            or (tag in ("VBN", "NOUN") and lexicon().looks.get(word))
        ):
            after = sentence.lowers[index + 1 : index + 2]
            if after == ["than"] or sentence.lowers[index - 1] in ("years", "year", "as", "no"):
                break
            number = sentence.phrase_at[index]
            if number >= 0 and sentence.phrases[number].end - sentence.phrases[number].start > 1:
                break
            found.append(word)
        elif word not in (",", "and", "but", "or", "s") and tag not in ("ADV", "NUM"):
            break
    return found
