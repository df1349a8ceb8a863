"""The nameless one in a talk who is told by a name at last, or is called by one."""

import re

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import LIVING, PLACES
from panelwright_tools.language.draft import PhraseDraft, QuoteDraft, SentenceDraft
from panelwright_tools.language.lexicon import category_of, lexicon
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.tables import words

_MET = 3  # sentences in which somebody is still the one who was just met
_TALK = 6  # sentences in which two turns of a talk and the next one fit
_CALLED_LAST = re.compile(r"(?:^|, )([A-Z][^\W\d_]+)[,.!?…]*$")
_CALLED_FIRST = re.compile(r"^([A-Z][^\W\d_]+)[,!?…]")


def note_turn(cast: Cast, sentence: SentenceDraft, speaker: int) -> None:
    """Keeps who spoke last and who before, each with the sentence of the latest words."""
    if cast.turns and cast.turns[-1][1] == speaker:
        cast.turns.pop()
    cast.turns.append((sentence.index, speaker))
    del cast.turns[:-2]


def answerer_named(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`A man came. "…," he said. "Now?" asked Ida. "Yes," said Tariq`: the man, who answers."""
    if not tags_words(sentence, phrase) or len(cast.turns) < 2:
        return None
    (begun, first), (_, second) = cast.turns
    partner, other = cast.kept(first), cast.kept(second)
    known = bool(other.names) or other.narrator
    if partner is other or not known or sentence.index - begun > _TALK:
        return None
    met = partner.mentions[0].sentence if partner.mentions else begun
    rivals = [e for e in _nameless(cast, sentence, sentence.index - met) if e is not partner]
    if any(_fits(e, phrase.gender) for e in rivals) or not _is_nameless(partner):
        return None
    return partner if phrase.gender and _fits(partner, phrase.gender) else None


def name_the_called(cast: Cast, reading: Reading, sentence: SentenceDraft) -> None:
    """`A boy sat there. "Sammy," whispered the bartender`: the boy is Sammy."""
    for number in sentence.quotes:
        quote = reading.quotes[number]
        name = _fresh_name(cast, reading, quote)
        if not name:
            continue
        gender = lexicon().names.get(name.lower())
        met = [e for e in _nameless(cast, sentence, _MET) if e.id not in quote.speakers]
        fit = [e for e in met if gender is not None and _fits(e, gender)]
        fit = fit or _beasts_at_work(cast, sentence, quote, gender or "")
        if len(fit) == 1 and not fit[0].plural:
            cast.add_name(fit[0], name)


def _beasts_at_work(
    cast: Cast, sentence: SentenceDraft, quote: QuoteDraft, gender: str
) -> list[EntityDraft]:
    """`The dog steals a sausage. "Leave it, Rex!"`: those whose doings the words may answer."""
    around = [e for e in cast.around(sentence.index, 1) if e.category == "animal" and not e.names]
    acting = [e for e in around if e.id not in quote.speakers and _acts(e, sentence.index - 1)]
    return [e for e in acting if _fits(e, gender)]


def _acts(entity: EntityDraft, sentence: int) -> bool:
    mentions = [mention for mention in entity.mentions if mention.sentence >= sentence]
    return any(mention.role == "subject" and mention.present for mention in mentions)


def tags_words(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`…," said Tariq`."""
    event = sentence.events[phrase.event] if phrase.event is not None else None
    bare = phrase.head == phrase.name and phrase.role == "subject" and not phrase.coordinated
    speaks = event is not None and event.verb in words("verbs", "speech")
    return bare and speaks and bool(sentence.quotes) and phrase.first_of_coordination is None


def _fresh_name(cast: Cast, reading: Reading, quote: QuoteDraft) -> str:
    """A name that the words call and that nobody bears so far; else empty."""
    if quote.kind != "spoken" or not quote.speakers:
        return ""
    told = reading.plain[quote.start : quote.end].strip()
    match = _CALLED_LAST.search(told) or _CALLED_FIRST.search(told)
    called = match.group(1) if match else ""
    apart = match is not None and match.group(0).startswith(", ")  # no capital of a sentence
    lower, kind = called.lower(), category_of(called.lower())
    fancy = apart and kind not in LIVING and kind not in PLACES
    if not (lower in lexicon().names or fancy) or reading.names.lower.get(lower):
        return ""
    return "" if kind == "time" or cast.with_name_word(lower) else called


def _nameless(cast: Cast, sentence: SentenceDraft, reach: int) -> list[EntityDraft]:
    """Those without a name who were met in the last sentences, one or several."""
    return [e for e in cast.around(sentence.index, reach) if _is_nameless(e) and _is_met(e)]


def _is_nameless(entity: EntityDraft) -> bool:
    told = bool(entity.names) or entity.narrator or entity.dropped
    somebody = set(entity.heads) <= words("nouns", "somebodies")
    return entity.category == "person" and not told and not somebody


def _is_met(entity: EntityDraft) -> bool:
    return any(mention.present and mention.role != "owner" for mention in entity.mentions)


def _fits(entity: EntityDraft, gender: str) -> bool:
    return entity.plural or gender in ("", "u") or entity.gender in (gender, "", "u")
