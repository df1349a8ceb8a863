"""Which known one a general or a telling noun means: the girl, the old man, the stowaway."""

from panelwright_tools.language.cast import RECENT, ROSTER, Cast, EntityDraft, name_words, salience
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.lexicon import gender_of_noun
from panelwright_tools.language.matching import contrast, kinds_of, looks_of
from panelwright_tools.language.tables import table, words

_JUST = 3  # sentences between a pet's name and its kind
_STYLED = {"his": "m", "her": "f"}
_LATELY = 6  # sentences in which a visitor came


def find_by_role(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`the girl` is Mina, `the bird` is the gander, `the old man` the grandfather."""
    if phrase.determiner not in ("the", "this", "that") or phrase.plural:
        return None
    kinds = frozenset(kinds_of(phrase.head))
    wanted = table("people")["roles"].get(phrase.head, "").split()
    if (not kinds and not wanted) or _is_told_by_noun(phrase):
        return None
    told_apart = _is_told_apart(sentence, phrase)
    pool = [
        entity
        for entity in cast.around(sentence.index, RECENT if wanted else ROSTER)
        if not entity.plural
        and not entity.narrator
        and not contrast(phrase.adjectives, looks_of(entity))
        and (
            (not (told_apart and wanted) and not kinds.isdisjoint(entity.heads))
            or (not told_apart and _ends_so(entity, phrase.head))
            or (not told_apart and _plays(entity, phrase.head, wanted))
            or (not (told_apart and not entity.gender) and _is_plainly(entity, phrase, wanted))
        )
    ]
    subject = _subject_entities(sentence, phrase)
    pool = [entity for entity in pool if entity.id not in subject]
    elsewhere = [entity for entity in pool if entity.last < sentence.index]
    pool = elsewhere or pool  # whom this sentence has named already is seldom told anew
    if "other" in phrase.adjectives:
        pool.sort(key=lambda e: -salience(e, sentence.index))
        return pool[1] if len(pool) == 2 else None
    pool = [e for e in pool if _ends_so(e, phrase.head)] or pool
    return max(pool, key=lambda e: salience(e, sentence.index)) if pool else None


def _is_told_by_noun(phrase: PhraseDraft) -> bool:
    """`the lollipop man`, `the Westfield girl`: no man met before, unless called so before."""
    return bool(phrase.compound) and phrase.category == "person"


def _ends_so(entity: EntityDraft, head: str) -> bool:
    """The girl is the schoolgirl, the man the postman."""
    return any(own.endswith(head) and len(own) > len(head) + 2 for own in entity.heads)


def _is_told_apart(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`the lady at the desk`, `the boy who owns them`: told by that from those known by name."""
    after = sentence.lowers[phrase.end : phrase.end + 1]
    if after in (["who"], ["whose"]):
        return True
    later = next((p for p in sentence.phrases if p.preposition_token == phrase.end), None)
    placed = later is not None and later.preposition in ("at", "from", "behind", "in", "on", "with")
    return placed and later is not None and phrase is sentence.phrases[later.attached_to or 0]


def is_style(phrase: PhraseDraft) -> bool:
    """`His Majesty`, `Her Ladyship`: how somebody of rank is called, and nothing they own."""
    return phrase.owner_word in _STYLED and phrase.head.lower() in table("people")["styles"]


def find_by_style(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """The one of that rank and gender who is minded most; the phrase takes the rank's noun."""
    gender = _STYLED[phrase.owner_word]
    ranks = table("people")["styles"][phrase.head.lower()].split()
    ranks = [rank for rank in ranks if gender_of_noun(rank) in (gender, "")] or ranks
    phrase.category, phrase.gender, phrase.name, phrase.head = "person", gender, "", ranks[0]
    pool = [
        entity
        for entity in cast.around(sentence.index, ROSTER)
        if entity.living
        and not entity.plural
        and (entity.gender or gender) == gender
        and not set(ranks).isdisjoint((*entity.heads, *name_words(" ".join(entity.names))))
    ]
    return max(pool, key=lambda e: salience(e, sentence.index)) if pool else None


def find_partner(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`Marlow and Finch … her partner`: of two who belong together, the other one."""
    if phrase.head not in words("people", "partners") or phrase.plural or phrase.determiner:
        return None
    for owner in phrase.owner_entities:
        for at, members in reversed(cast.groups):
            others = [cast.kept(member) for member in members if member != owner]
            if owner in members and len(others) == 1 and sentence.index - at <= ROSTER:
                return others[0] if others[0].living and not others[0].plural else None
    return None


def find_by_epithet(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`the stowaway`, `his rescuer`: what somebody met before is in the story, told late."""
    told = phrase.determiner == "the" or bool(phrase.owner_entities)
    if not told or phrase.plural or phrase.head not in words("people", "epithets", "nouns"):
        return None
    banned = _subject_entities(sentence, phrase) | set(phrase.owner_entities)
    gender = gender_of_noun(phrase.head)
    grown = phrase.head in words("people", "epithets", "grown")
    arriving = phrase.head in words("people", "epithets", "arriving")
    pool = [
        entity
        for entity in cast.around(sentence.index)
        if entity.category in ("person", "unknown")
        and entity.living
        and not (entity.plural or entity.narrator or entity.id in banned)
        and not (gender and entity.gender in ("m", "f") and gender != entity.gender)
        and not (grown and "young" in looks_of(entity))
        and not _has_a_trade(entity)
        and (not arriving or entity.mentions[0].sentence >= sentence.index - _LATELY)
    ]
    return max(pool, key=lambda e: salience(e, sentence.index)) if pool else None


def find_beast(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`Lady Marmalade slept. The cat yawned`: of one with a pet's name the kind is told late."""
    beast = phrase.category in ("animal", "being", "robot") and not phrase.name
    if not beast or phrase.determiner != "the" or phrase.plural or phrase.owner_entities:
        return None
    if phrase.preposition not in ("", "to") or _is_told_apart(sentence, phrase):
        return None
    banned = _subject_entities(sentence, phrase)
    pool = [
        entity
        for entity in cast.around(sentence.index, _JUST)
        if entity.category in ("person", "unknown")
        and entity.living
        and not (entity.plural or entity.narrator or entity.id in banned)
        and set(entity.heads) <= {part for name in entity.names for part in name.lower().split()}
        and _is_pet_name(entity, phrase.category)
    ]
    if len(pool) != 1:
        return None
    pool[0].category = phrase.category
    return pool[0]


def _is_pet_name(entity: EntityDraft, category: str) -> bool:
    """`Captain Whiskers`, `Professor Hoot`; of machines `Unit Seven`."""
    parts = [part for name in entity.names for part in name.lower().split()]
    kind = "machine" if category == "robot" else "beast"
    return not words("people", "pet_names", kind).isdisjoint(parts)


def _has_a_trade(entity: EntityDraft) -> bool:
    """Known by what they do, as barber or nurse: they are called that again."""
    plain = words("people", "epithets", "nouns") | frozenset(table("people")["roles"])
    kin = frozenset(table("people")["kin"].values()) | words("people", "age", "young")
    known = plain | kin | words("nouns", "somebodies")
    return any(head not in known for head in entity.heads)


def _plays(entity: EntityDraft, head: str, wanted: list[str]) -> bool:
    """A named one of the right kind and gender that no other noun of that sort describes."""
    if not wanted:
        return False
    kinds = [want for want in wanted if want not in ("m", "f")]
    category = "person" if entity.category == "unknown" and entity.names else entity.category
    if category not in kinds or entity.place:
        return False
    gender = next((want for want in wanted if want in ("m", "f")), "")
    if gender and entity.gender != gender:
        return False
    others = set(entity.heads) & set(table("people")["roles"])
    return not (others - {head}) and (bool(entity.names) or category != "person")


def _is_plainly(entity: EntityDraft, phrase: PhraseDraft, wanted: list[str]) -> bool:
    """A nameless one known by a trade: the clockmaker is the old man, the thief is the woman."""
    if "person" not in wanted or entity.category != "person" or entity.names:
        return False
    looks = looks_of(entity)
    if not set(phrase.adjectives) <= {*looks, *words("people", "epithets", "pitying")}:
        return False
    if set(entity.heads) & set(table("people")["roles"]):
        return False
    gender = gender_of_noun(phrase.head)
    small = phrase.head in words("people", "age", "young") or phrase.head in ("child", "kid")
    if small:
        return "young" in looks and entity.gender in (gender, "")
    return "young" not in looks and bool(gender) and entity.gender in (gender, "")


def _subject_entities(sentence: SentenceDraft, phrase: PhraseDraft) -> set[int]:
    """Subjects of the event whose object the phrase is: it is someone else."""
    if phrase.event is None or phrase.role == "subject":
        return set()
    found: set[int] = set()
    for number in sentence.events[phrase.event].subjects:
        found |= set(sentence.phrases[number].entities)
    return found
