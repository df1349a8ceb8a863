"""The name of the one who tells a story as "I", from those who call him or her by it."""

import re
from collections import Counter

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import LIVING
from panelwright_tools.language.lexicon import category_of, lexicon
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.tables import table
from panelwright_tools.language.vocatives import called_names

_NEAR = 2  # sentences between the words and the teller
_PRAISED = re.compile(r"\b(?:[Gg]ood|[Mm]y|[Bb]rave|[Cc]lever) (boy|girl)\b")


def name_teller(cast: Cast, reading: Reading) -> None:
    """`"Come on, Nell," he said to me`: the nameless teller is Nell, whom nobody else is."""
    if cast.narrator is None:
        return
    teller = cast.kept(cast.narrator)
    spoken = [reading.plain[q.start : q.end] for q in reading.quotes if _is_to(teller, q.speakers)]
    praise = next((m for text in spoken if (m := _PRAISED.search(text))), None)
    if praise is not None and not teller.gender:
        teller.gender = "m" if praise.group(1) == "boy" else "f"
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
