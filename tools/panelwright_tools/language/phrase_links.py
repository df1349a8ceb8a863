"""Links between the noun phrases of a sentence: prepositions and owners."""

from itertools import pairwise

from panelwright_tools.language.draft import SentenceDraft

_PLACING = frozenset({"in", "into", "at", "from", "to", "near", "of"})
_SUBJECT_FORMS = frozenset({"he", "she", "they", "we", "i"})
_CLAUSAL = frozenset(
    {"since", "before", "after", "until", "till", "as", "than", "like", "for", "but"}
)


def link_prepositions(sentence: SentenceDraft, places: dict[int, str]) -> None:
    """Gives each phrase its preposition and what it hangs on."""
    for number, phrase in enumerate(sentence.phrases):
        at = phrase.start - 1
        while at >= 0 and sentence.tags[at] == "ADV" and at not in places:
            at -= 1  # "with only a lamp"
        if at < 0 or at not in places or sentence.tags[at] != "PREP":
            continue
        if phrase.pronoun and phrase.head in _SUBJECT_FORMS and places[at] not in _CLAUSAL:
            continue  # "when it is over they walk home"
        phrase.preposition = places[at]
        phrase.preposition_token = _preposition_start(sentence, at)
        phrase.negated = phrase.negated or places[at] == "without"
        before = (
            sentence.phrase_at[phrase.preposition_token - 1] if phrase.preposition_token else -1
        )
        if before >= 0 and sentence.phrases[before].end == phrase.preposition_token:
            phrase.attached_to = before
            if phrase.preposition == "of":
                phrase.of_parent = before
                sentence.phrases[before].of = number


def link_regions(sentence: SentenceDraft) -> None:
    """`Into Perdition, Nevada, rode …`: the second name tells where the first is."""
    for before, phrase in pairwise(sentence.phrases):
        names = before.name and phrase.name == phrase.head and phrase.start == before.end + 1
        if not names or before.preposition not in _PLACING or phrase.preposition:
            continue
        after = sentence.lowers[phrase.end : phrase.end + 1]
        following = sentence.tags[phrase.end + 1 : phrase.end + 2]
        if sentence.lowers[before.end] == "," and after == [","] and following != ["DET"]:
            phrase.preposition, phrase.preposition_token = before.preposition, before.end
            phrase.category = "place"


def _preposition_start(sentence: SentenceDraft, last: int) -> int:
    at = last
    while at > 0 and sentence.tags[at - 1] == "PREP" and sentence.phrase_at[at - 1] < 0:
        at -= 1
    return at


def link_owners(sentence: SentenceDraft) -> None:
    """`the girl's dog`: the phrase before the mark owns the one after it."""
    for number, phrase in enumerate(sentence.phrases):
        at = phrase.start - 1
        if at <= 0 or sentence.tags[at] != "'S" or sentence.phrase_at[at - 1] < 0:
            continue
        owner = sentence.phrase_at[at - 1]
        phrase.owner = owner
        before = sentence.phrases[owner]
        before.role = "owner"
        phrase.preposition, before.preposition = before.preposition, ""
        phrase.preposition_token = before.preposition_token
        phrase.attached_to, before.attached_to = before.attached_to, None
        phrase.negated = phrase.negated or before.negated
        if before.of_parent is not None:
            phrase.of_parent, before.of_parent = before.of_parent, None
            sentence.phrases[phrase.of_parent].of = number
        if before.determiner == "no":
            phrase.negated = True
