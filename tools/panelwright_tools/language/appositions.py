"""Tells whether a phrase says what the one before it is: `Mittens, the cat next door, …`."""

from itertools import pairwise

from panelwright_tools.language.bynames import named_by_gap
from panelwright_tools.language.cast import EntityDraft, name_words
from panelwright_tools.language.document import LIVING, PLACES
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.tables import words

_AFTER = frozenset({",", ".", ";", "—", "--", ")", "(", "!", "?", ":", "who", "which"})
_PERSONAL = LIVING | {"group", "unknown"}


def is_apposition(
    sentence: SentenceDraft,
    before: PhraseDraft,
    phrase: PhraseDraft,
    gap: list[str],
    entity: EntityDraft,
) -> bool:
    """Whether it is one. `gap` stands between the two; `entity` is whom the earlier one means."""
    told_late = before.pronoun and before.role == "object" and phrase.determiner in ("a", "an")
    if told_late and gap in ([":"], ["—"], ["--"]) and phrase.category in LIVING:
        return not (phrase.plural or before.plural)  # "and sees her: a girl of nine"
    if _tells_teller(sentence, before, phrase, gap, entity):
        return True
    if _bare_byname(sentence, before, phrase):
        return _fits_gender(phrase, entity)
    if gap not in ([","], ["—"], ["--"], ["("]) or phrase.first_of_coordination is not None:
        return False
    if phrase.coordinated or before.pronoun or phrase.pronoun or phrase.preposition:
        return False
    if before.plural != phrase.plural or not _is_closed(sentence, before, phrase):
        return False
    return not _goes_on(sentence, before, phrase, entity) and _says_what_it_is(
        sentence, before, phrase, entity
    )


def _is_closed(sentence: SentenceDraft, before: PhraseDraft, phrase: PhraseDraft) -> bool:
    """Whether the phrase ends as an apposition does: `Mittens, the cat next door, …`."""
    end = phrase.end
    while end < len(sentence.tags) and sentence.tags[end] == "ADV":
        end += 1
    after = sentence.lowers[end] if end < len(sentence.lowers) else "."
    if after == "and":
        return False
    closing = ("PREP", "VBN", "REL", "VBD") if before.preposition else ("PREP", "VBN", "REL")
    late = ("VBD",) if end > phrase.end else ()  # still covered in fluff
    return after in _AFTER or sentence.tags[end] in (*closing, *late)


def _goes_on(
    sentence: SentenceDraft, before: PhraseDraft, phrase: PhraseDraft, entity: EntityDraft
) -> bool:
    """Whether the phrase is rather one more of several that are named one after another."""
    tags, named = sentence.tags, sentence.lowers[phrase.end : phrase.end + 1]
    if before.name and named_by_gap(named) and tags[phrase.end + 1 : phrase.end + 2] == ["NAME"]:
        return True  # Captain Brook, a girl called Wren, and …
    if _are_listed(sentence, before, phrase):
        return True
    if phrase.name and entity.names and not before.name and not _share_word(phrase.name, entity):
        return True  # Brakka the cleric, Wisp, …
    listed = before.determiner == phrase.determiner == "a"
    return listed and ":" in sentence.lowers[: before.start]  # "four people: a lady, a student, …"


def _says_what_it_is(
    sentence: SentenceDraft, before: PhraseDraft, phrase: PhraseDraft, entity: EntityDraft
) -> bool:
    """Whether the phrase tells what the earlier one is: of kinds that can be one."""
    alike = bool(before.name) == bool(phrase.name)
    told = bool(before.name and phrase.owner_entities) or _tells_kin(sentence, before, phrase)
    if alike and not told and (phrase.determiner not in ("a", "an") or before.name):
        return False
    kinds = (before.category, phrase.category)
    if before.name and not phrase.name and phrase.category == "vehicle":
        bare = before.head == before.name and not phrase.owner_word  # no "niece Ada, his boat"
        return bare and not entity.gender_sure  # the Northern Sovereign, the biggest ship
    if not all(kind in _PERSONAL for kind in kinds):
        return kinds[0] in PLACES and kinds[1] in PLACES
    stands_in = before.head == "one"  # the oldest, a girl with no front teeth
    if "unknown" in kinds and not (before.name or phrase.name or stands_in):
        return False
    return _fits_gender(phrase, entity)


def _fits_gender(phrase: PhraseDraft, entity: EntityDraft) -> bool:
    return not (phrase.gender and entity.gender_sure and phrase.gender != entity.gender)


def _are_listed(sentence: SentenceDraft, before: PhraseDraft, phrase: PhraseDraft) -> bool:
    """`four of them: a lady, a student, a drunk who sang, and a girl`: each is another."""
    both = before.determiner in ("a", "an") and phrase.determiner in ("a", "an")
    later = list(pairwise(sentence.lowers[phrase.end :]))
    return both and ":" in sentence.lowers[: before.start] and (",", "and") in later


def _share_word(name: str, entity: EntityDraft) -> bool:
    known = {word for own in entity.names for word in name_words(own)}
    return not known.isdisjoint(name_words(name))


def _tells_kin(sentence: SentenceDraft, before: PhraseDraft, phrase: PhraseDraft) -> bool:
    """`with her father, the baker.`: what he is, and nobody else."""
    owned = bool(before.owner_word) and before.head in words("people", "kin_nouns")
    return owned and phrase.determiner == "the" and "and" not in sentence.lowers[phrase.end :][:2]


def _tells_teller(
    sentence: SentenceDraft,
    before: PhraseDraft,
    phrase: PhraseDraft,
    gap: list[str],
    entity: EntityDraft,
) -> bool:
    """`I, the youngest of three brothers, …`: what the teller is, and nobody else."""
    told = phrase.determiner in ("the", "a", "an") or phrase.head == phrase.name
    single = not (phrase.plural or phrase.preposition or phrase.coordinated)
    if not (entity.narrator and before.head in ("i", "me") and gap == [","] and told and single):
        return False
    later = sentence.lowers[phrase.end :]
    closed = "," in later[:1] or (phrase.of is not None and "," in later[:6])
    return closed and phrase.first_of_coordination is None


def _is_of_place(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    parent = sentence.phrases[phrase.of_parent] if phrase.of_parent is not None else None
    return parent is not None and parent.category in PLACES


def _bare_byname(sentence: SentenceDraft, before: PhraseDraft, phrase: PhraseDraft) -> bool:
    """`Oduya the ferryman`."""
    named = bool(before.name) and before.head == before.name and not phrase.name
    if before.preposition in ("in", "at", "from", "to") or _is_of_place(sentence, before):
        return False  # in the kingdom of Farrow the king …
    close = before.end == phrase.start and phrase.determiner == "the"
    close = close and before.preposition not in ("in", "of", "at", "from")  # of Farrow | the king
    alive = phrase.category in LIVING and before.category in _PERSONAL
    return named and close and alive and not before.plural and not phrase.plural
