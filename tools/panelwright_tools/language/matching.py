"""Which entity a noun phrase names: sieves from sure to weak, then a new entity."""

from functools import lru_cache

from panelwright_tools.language.cast import Cast, EntityDraft, name_words, plain_name, salience
from panelwright_tools.language.document import LIVING, PLACES
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.lexicon import gender_of_noun
from panelwright_tools.language.names import title_gender
from panelwright_tools.language.numbers import number_of
from panelwright_tools.language.tables import table, words

_NO_ENTITY = frozenset(
    {"time", "feeling", "abstract", "attribute", "act", "weather", "speech", "body", "substance",
     "money"}
)  # fmt: skip
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "all", "each", "every"})
_WITHIN = frozenset(
    {"in", "into", "through", "outside", "across", "above", "below", "throughout", "off", "over"}
)  # nobody is in a person
_SHARES = frozenset({"half", "all"})
_FAR = 40  # sentences after which a definite noun alone no longer names the same thing


def is_entity(cast: Cast, phrase: PhraseDraft) -> bool:
    """Whether a phrase can name someone or something that a story follows."""
    if phrase.name:
        return True
    occasion = phrase.head in words("nouns", "occasions") and not phrase.plural
    if occasion and phrase.preposition in ("to", "at", "for", "during", "after", "before", "from"):
        return False
    if phrase.head in cast.by_head:
        return True
    if phrase.head in words("nouns", "never_characters") and phrase.category not in LIVING:
        return False
    if not phrase.determiner and phrase.head in words("looks", "colour"):
        return False  # something small and white
    return phrase.category not in _NO_ENTITY


def people_of_a_place(phrase: PhraseDraft) -> bool:
    """`The whole town came`, `half the village was there`: those who live there."""
    all_of_it = bool({"whole", "entire"} & set(phrase.adjectives)) or phrase.determiner in _SHARES
    inhabited = phrase.head in words("nouns", "inhabited") and not phrase.plural
    shown = phrase.role == "subject" or phrase.preposition in ("in front of", "before")
    return all_of_it and inhabited and shown


def find_by_name(cast: Cast, name: str) -> EntityDraft | None:
    """The one who bears a name, or shares a word of it that no title contradicts."""
    name = plain_name(name)
    parts = name_words(name)
    titles = _titles()
    telling = [part for part in parts if part not in titles] or parts
    best: EntityDraft | None = None
    for part in telling:
        for entity in cast.with_name_word(part):
            if name in entity.names:
                return entity
            if best is None and _compatible(parts, entity):
                best = entity
    return best


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset().union(*(words("people", "titles", key) for key in ("m", "f", "neutral")))


def _compatible(parts: list[str], entity: EntityDraft) -> bool:
    """`Mr Brown` is not `Mrs Brown`; `Tom Brown` is not `Anna Brown`; `Robot A` not `Robot B`."""
    titles = _titles()
    gender = title_gender(parts[0])
    if gender and entity.gender and entity.gender != gender:
        return False
    mine = [part for part in parts if part not in titles]
    for name in entity.names:
        theirs = [part for part in name_words(name) if part not in titles]
        if not mine:
            return len(parts) == 1 and parts[0] == name_words(name)[-1]  # One-Eyed Nan … Nan
        if not theirs:
            continue  # known by the title alone: Uncle
        if len(mine) > 1 and len(theirs) > 1 and mine != theirs:
            shorter, longer = sorted((mine, theirs), key=len)
            if not set(shorter) <= set(longer):
                return False
        if contrast(parts, name_words(name)):
            return False  # Big Lars and Little Lars
        own = [part for part in parts if part in titles]
        other = [part for part in name_words(name) if part in titles]
        both_titled = own and other and title_gender(own[0]) and title_gender(other[0])
        if both_titled and title_gender(own[0]) != title_gender(other[0]):
            return False
    return True


@lru_cache(maxsize=1)
def _contrast_rows() -> list[tuple[frozenset[str], frozenset[str]]]:
    rows = []
    for row in table("people")["contrasts"]["pairs"]:
        one, other = row.split("|")
        rows.append((frozenset(one.split()), frozenset(other.split())))
    return rows


def contrast(mine: list[str], theirs: list[str]) -> bool:
    """Whether the adjectives of two phrases exclude each other."""
    if not mine or not theirs:
        return False
    one, other = set(mine), set(theirs)
    return any(
        (one & left and other & right and not other & left)
        or (one & right and other & left and not other & right)
        for left, right in _contrast_rows()
    )


def looks_of(entity: EntityDraft) -> list[str]:
    """Adjectives of an entity, with the age that its nouns imply."""
    implied = [age for age in ("old", "young") if words("people", "age", age) & set(entity.heads)]
    ages = [_age(word) for word in entity.adjectives]
    return [*entity.adjectives, *implied, *filter(None, ages)]


def _age(word: str) -> str:
    years = number_of([word.removesuffix("-year-old")])
    if years is None or not 1 <= years <= 120 or not word[0].isalnum():
        return ""
    return "old" if years >= 60 else "young" if years < 18 else ""


def find_titled_kin(cast: Cast, name: str) -> tuple[EntityDraft | None, EntityDraft | None]:
    """`Mother Hedgehog`: the known one who is meant, and whose mother, when Hedgehog is known."""
    first, _, rest = name.partition(" ")
    noun = table("people")["kin"].get(first.lower())
    if noun not in words("people", "age", "parents") or not rest:
        return None, None
    for child in cast.with_name_word(name_words(rest)[-1]):
        if any(first.lower() in name_words(own) for own in child.names):
            return child, None
        for word in (noun, *kinds_of(noun)):
            found = cast.by_owner.get((child.id, word))
            if found is not None and not cast.entities[found].dropped:
                return cast.entities[found], child
        if not child.place and not child.plural:
            return None, child
    return None, None


def find_kin(cast: Cast, sentence: SentenceDraft, name: str) -> EntityDraft | None:
    """`Nonna`, `Dad`: who was called so by noun, or who has a grandchild, a son."""
    noun = table("people")["kin"].get(name.lower())
    if noun is None:
        return None
    for word in (noun, *kinds_of(noun)):
        known = [e for e in cast.with_head(word) if not e.plural]
        if known:
            return known[0]
    gender = gender_of_noun(noun)
    for relation in table("people")["inverse"].get(noun, "").split():
        for child in cast.with_head(relation):
            if child.owner is not None and cast.entities[child.owner].gender in (gender, ""):
                return cast.entities[child.owner]
    return None


def find_by_head(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """The same noun before, with the same number and owner and no contrasting adjective."""
    if "other" in phrase.adjectives or phrase.determiner == "another":
        return _the_other(cast, sentence, phrase)
    pool = [
        entity
        for entity in cast.with_head(phrase.head)
        if (entity.plural == phrase.plural or phrase.category == "group")
        and not contrast(phrase.adjectives, looks_of(entity))
        and _owner_fits(phrase, entity)
        and _compound_fits(phrase, entity)
        and (entity.living or sentence.index - entity.last <= _FAR)
        and not _is_watched_by_own(cast, sentence, phrase, entity)
        and not _answers(cast, sentence, phrase, entity)
    ]
    if not pool or _is_new(sentence, phrase, pool[0]):
        return None
    if pool[0].last == sentence.index and sentence.lowers[phrase.end : phrase.end + 1] == ["who"]:
        return None  # "the boy with the glasses and the boy who broke them"
    if len(pool) > 1 and phrase.adjectives:
        wanted = set(phrase.adjectives)
        pool.sort(key=lambda e: (-len(wanted & set(e.adjectives)), -e.last))
    elif len(pool) > 1:
        pool.sort(key=lambda e: -salience(e, sentence.index) if e.living else -e.last)
        pool.sort(key=lambda e: e.living and not any(m.present for m in e.mentions))
        pool.sort(key=lambda e: _apart(cast, sentence, phrase, e))
    return pool[0]


def _apart(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, entity: EntityDraft) -> int:
    """How far an entity stood from what tells of it: the carpet of `the man on the carpet`."""
    number = sentence.phrases.index(phrase)
    beside = [p.head for p in sentence.phrases if p.attached_to == number and not p.pronoun]
    marks = [m for head in beside for e in cast.with_head(head) for m in e.mentions]
    gaps = [
        abs(mark.span[0] - mention.span[0])
        for mark in marks
        for mention in entity.mentions
        if mark.sentence == mention.sentence
    ]
    return min(gaps, default=1_000_000)


def _is_watched_by_own(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, entity: EntityDraft
) -> bool:
    """`The boys wait to see what the boy will do`: he is none of them."""
    asked = sentence.lowers[phrase.start - 1 : phrase.start]
    if asked not in (["what"], ["how"], ["whether"], ["if"]) or entity.group is None:
        return False
    watchers = (n for e in sentence.events if e.token < phrase.start for n in e.subjects)
    return any(entity.group in sentence.phrases[n].entities for n in watchers)


def _answers(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, entity: EntityDraft) -> bool:
    """`… said the judge with the earrings. "…" said the fat judge`: two who talk, not one."""
    spoke = bool(cast.turns) and cast.turns[-1] == (sentence.index - 1, entity.id)
    event = sentence.events[phrase.event] if phrase.event is not None else None
    speaks = event is not None and event.verb in words("verbs", "speech") and bool(sentence.quotes)
    new = bool(phrase.adjectives) and not set(phrase.adjectives) & set(entity.adjectives)
    return spoke and speaks and new and bool(entity.attributes or entity.adjectives)


def _compound_fits(phrase: PhraseDraft, entity: EntityDraft) -> bool:
    return not (phrase.compound and entity.compound) or (phrase.compound.lower() == entity.compound)


def _owner_fits(phrase: PhraseDraft, entity: EntityDraft) -> bool:
    if phrase.owner_entities:
        return entity.owner in phrase.owner_entities or (
            entity.owner is None and phrase.category in LIVING
        )
    return True


def _is_new(sentence: SentenceDraft, phrase: PhraseDraft, known: EntityDraft) -> bool:
    """`a dog` after a dog is another one; a bare plural goes on with the same."""
    if phrase.owner_entities or phrase.owner_word:
        return False
    if phrase.determiner in _DEFINITE or phrase.name:
        return False
    if phrase.determiner in ("a", "an", "some", "another", "any", "one"):
        return True
    if phrase.number is not None and phrase.determiner == "":
        return known.number != phrase.number
    return sentence.index - known.last > 3


def _the_other(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`the other goat`: of two, the one minded less."""
    if phrase.determiner != "the" or phrase.plural:
        return None
    pool = [e for e in cast.with_head(phrase.head) if not e.plural]
    pool.sort(key=lambda e: -salience(e, sentence.index))
    return pool[1] if len(pool) == 2 else None


@lru_cache(maxsize=256)
def kinds_of(head: str) -> tuple[str, ...]:
    """The nouns that a general noun can stand for."""
    members = table("people")["kinds"].get(head, "")
    return tuple(members.split())


def is_place_use(phrase: PhraseDraft) -> bool:
    """A name that stands where places stand: in Aldermoor, to Hove."""
    if not phrase.name or phrase.category in PLACES:
        return False
    if phrase.category in LIVING:
        bare = phrase.head == phrase.name and name_words(phrase.name)[0] not in _titles()
        beast = phrase.category in ("animal", "being") and not phrase.determiner
        whence = beast and phrase.preposition in ("from", "at", "near")  # Phoenix, Gander
        return bare and (phrase.preposition in _WITHIN or whence)
    return phrase.preposition in _WITHIN | {"at", "to", "from", "near", "around", "toward"}
