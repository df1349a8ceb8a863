"""The name of the one who tells a story as "I", from those who call him or her by it."""

import re
from collections import Counter

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import EventDraft, SentenceDraft
from panelwright_tools.language.lexicon import category_of, lexicon
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.tables import table, words
from panelwright_tools.language.vocatives import called_names

_OPENING = 5  # sentences of a story in which its hero is told
_NEAR = 2  # sentences between the words and the teller
_PRAISED = re.compile(r"\b(?:[Gg]ood|[Mm]y|[Bb]rave|[Cc]lever) (boy|girl)\b")


def is_told_to_hero(reading: Reading) -> bool:
    """`You wake in a cell … an inch from your hand`: the reader is who the story happens to."""
    told = [s for s in reading.sentences if s.kind in ("narration", "action")]
    words_ = Counter(word for sentence in told for word in sentence.lowers)
    if words_["i"] or words_["me"] or words_["you"] + words_["your"] < 2:
        return False
    if not any(_reader_does(sentence) for sentence in told[:_OPENING]):
        return False
    for sentence in told:
        for event in _deeds_of_reader(sentence):
            event.hypothetical = False
    return True


def _reader_does(sentence: SentenceDraft) -> bool:
    """`You wake`, `you are running`; not `you know`, `you follow Ana`, `do you see`."""
    if sentence.lowers[:1] != ["you"] or sentence.lowers[-1:] == ["?"]:
        return False
    return any(
        lexicon().senses.get(event.verb, "") not in ("cognition", "perception")
        and event.verb not in words("nouns", "shown_to_us")
        and not (event.negated or event.subordinate)
        for event in _deeds_of_reader(sentence)
    )


def _deeds_of_reader(sentence: SentenceDraft) -> list[EventDraft]:
    """What "you" do, not might or would do."""
    return [
        event
        for event in sentence.events
        if any(sentence.phrases[number].head == "you" for number in event.subjects)
        and not (event.future or event.infinitive)
        and "MODAL" not in sentence.tags[max(0, event.first - 1) : event.token]
        and not {"if", "unless"} & set(sentence.lowers[: event.token])
    ]


def name_teller(cast: Cast, reading: Reading) -> None:
    """`"Come on, Nell," he said to me`: the nameless teller is Nell, whom nobody else is."""
    if cast.narrator is None:
        return
    teller = cast.kept(cast.narrator)
    spoken = [reading.plain[q.start : q.end] for q in reading.quotes if _is_to(teller, q.speakers)]
    praise = next((m for text in spoken if (m := _PRAISED.search(text))), None)
    if praise is not None and not teller.gender:
        teller.gender = "m" if praise.group(1) == "boy" else "f"
    if not teller.names:
        _name_by_log(cast, reading, teller)
    if teller.names:
        return
    near = [
        reading.plain[quote.start : quote.end]
        for quote in reading.quotes
        if _is_to(teller, quote.speakers) and _is_near(teller, quote.sentence)
    ]
    called = Counter(
        name for text in near for name in set(called_names(text)) if _is_free(cast, text, name)
    )
    if len(called) == 1:
        _name(cast, teller, next(iter(called)))


def _name_by_log(cast: Cast, reading: Reading, teller: EntityDraft) -> None:
    """`Captain Ida Brook here. The coffee is gone.`: of whom nothing else is told."""
    for sentence in reading.sentences[:_OPENING]:
        named = sentence.phrases[0] if len(sentence.phrases) == 1 else None
        if named is None or not named.name or sentence.events:
            continue
        here = sentence.lowers[named.end :] in (["here"], ["here", "."], ["speaking", "."])
        for found in named.entities if here else []:
            if not (cast.kept(found).acts or cast.kept(found).speaks):
                cast.merge(teller, cast.kept(found))


def _is_to(teller: EntityDraft, speakers: list[int]) -> bool:
    return bool(speakers) and teller.id not in speakers


def _is_near(teller: EntityDraft, sentence: int) -> bool:
    return any(abs(mention.sentence - sentence) <= _NEAR for mention in teller.mentions)


def _is_free(cast: Cast, text: str, name: str) -> bool:
    """A name, not an outcry or an office, that nobody who is told of bears."""
    lower = name.lower()
    if cast.with_name_word(lower) or cast.with_head(lower) or lower in table("people")["kin"]:
        return False
    if lower in lexicon().names:
        return True
    late = f", {name}" in text  # a capital there is no sentence's own
    return late and category_of(lower) not in (LIVING | {"time"})


def _name(cast: Cast, teller: EntityDraft, name: str) -> None:
    cast.add_name(teller, name)
    gender = lexicon().names.get(name.lower(), "")
    if not teller.gender and gender in ("m", "f"):
        teller.gender = gender
