"""Who was met without a name and bears the one that comes now."""

from panelwright_tools.language.cast import ROSTER, Cast, EntityDraft, name_words
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.late_names import answerer_named, tags_words
from panelwright_tools.language.lexicon import category_of
from panelwright_tools.language.names import title_gender
from panelwright_tools.language.owners import nameless
from panelwright_tools.language.pronouns import PERSONS
from panelwright_tools.language.tables import table, words

_NAMED_SOON = 3  # sentences between somebody and their name
_MAIN = 5.0  # weight of the subject of a main clause
_OPENING = 5  # sentences in which a story brings in its hero
_FIRST_FEW = 40


def bearer_of(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """Somebody met before whose name a fresh name is; None: it is somebody new."""
    relative = _relative_named(cast, sentence, phrase)
    if relative is not None and _answers(cast, sentence, phrase, relative):
        relative = None
    return (
        _name_told_late(cast, sentence, phrase)
        or _named_later(cast, sentence, phrase)
        or relative
        or answerer_named(cast, sentence, phrase)
        or faceless(cast, sentence, phrase)
    )


def _name_told_late(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`Tamsin (that was her name) had a ferret`: of the nameless one met before."""
    after = sentence.lowers[phrase.end : phrase.end + 5]
    told = after[1:2] in (["that"], ["this"]) and after[-1:] == ["name"]
    gender = PERSONS.get(after[3], "") if len(after) == 5 and told else ""
    return nameless(cast, sentence, gender) if gender else None


def _named_later(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`the fox` … `Fox`; `her friend Amara`: a name for one known by the noun alone."""
    parts = phrase.name.lower().replace(".", "").split()
    heads = [parts[-1] if phrase.head == phrase.name else phrase.head]
    office = len(parts) > 1 and phrase.head == phrase.name and category_of(parts[0]) == "person"
    if office and sum(not e.names for e in cast.with_head(parts[0])) == 1:
        heads.append(parts[0])  # the sheriff … Sheriff Calloway
    heads += [h for h in _borne(parts) if sum(not e.names for e in cast.with_head(h)) == 1]
    kin = table("people")["kin"].get(parts[0], "") if office else ""
    if kin and sum(not e.names for e in cast.with_head(kin)) == 1:
        heads.append(kin)  # her grandmother … Grandma Ines
    for head in heads:
        for entity in cast.with_head(head):
            office_told = head == parts[0] or head in _borne(parts)
            near = sentence.index - entity.last <= (12 if office_told else 3)
            if (
                not entity.names
                and not entity.plural
                and near
                and (
                    phrase.determiner == "the"
                    or phrase.head == phrase.name
                    or phrase.owner_entities
                )
            ):
                if phrase.owner_entities and entity.owner not in (*phrase.owner_entities, None):
                    continue
                return entity
    return None


def _borne(parts: list[str]) -> list[str]:
    """The nouns of those who bear the title that a name begins with: Father … the priest."""
    return table("people")["offices"].get(parts[0], "").split() if len(parts) > 1 else []


def faceless(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`Emre sees her … Selin laughs`: who was only "she" is told at last."""
    told = phrase.head == phrase.name if phrase.name else phrase.determiner == "the"
    alive = phrase.category == "person" or (bool(phrase.name) and phrase.category == "unknown")
    if not told or not alive or phrase.plural or phrase.owner_entities or phrase.preposition:
        return None
    for entity in cast.around(sentence.index, ROSTER):
        waits = entity.faceless and not (entity.names or entity.heads)
        if waits and phrase.gender in (entity.gender, ""):
            return entity
    return None


def _relative_named(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`"No," said her sister. Magda sighed`: a name out of the blue is of the nameless relative."""
    bare = phrase.head == phrase.name and phrase.role == "subject" and not phrase.coordinated
    if not bare or phrase.first_of_coordination is not None:
        return None
    near = cast.around(sentence.index, _NAMED_SOON)
    kin = [
        entity
        for entity in near
        if entity.relation in words("people", "kin_nouns")
        and not (entity.names or entity.plural or entity.dropped)
        and any(weight >= _MAIN for _, weight, role in entity.recent if role == "subject")
    ]
    fit = [entity for entity in kin if entity.gender == phrase.gender or not phrase.gender]
    told = phrase.gender or "old" in phrase.adjectives or _just_spoken_of(kin, sentence)
    if len(kin) == len(fit) == 1 and told:
        return fit[0]
    return _only_one(cast, sentence, phrase)


def _answers(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, known: EntityDraft) -> bool:
    """`"Key!" said the guard. "What key?" said Mara`: two who talk, not one."""
    spoke = bool(cast.turns) and cast.turns[-1] == (sentence.index - 1, known.id)
    return spoke and tags_words(sentence, phrase)


def _just_spoken_of(kin: list[EntityDraft], sentence: SentenceDraft) -> bool:
    """`…, said my grandfather. Bobo was the oldest man`."""
    return bool(kin) and kin[0].last == sentence.index - 1


def _only_one(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`The pilot wanted … she … said Noor`: nobody else is there yet."""
    alive = [e for e in cast.entities[:_FIRST_FEW] if e.living and not (e.plural or e.dropped)]
    if len(alive) != 1 or not phrase.gender or sentence.index > _OPENING:
        return _only_stranger(cast, sentence, phrase)
    only = alive[0]
    told = only.gender == phrase.gender and only.gender_sure and not only.names
    titled = bool(title_gender(name_words(phrase.name)[0]))
    if titled and set(table("people")["styles"]["majesty"].split()) & set(only.heads):
        return None  # the king … Sir Godric
    if told and only.category == "person" and only.owner is None:
        return only
    return _only_stranger(cast, sentence, phrase)


def _only_stranger(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`She ran into a tall man. "Onions?" she asked. "A speech," said Tariq`: the tall man."""
    new = [
        entity
        for entity in cast.around(sentence.index, _NAMED_SOON)
        if entity.category == "person"
        and entity.living
        and not (entity.plural or entity.narrator or entity.names or entity.group is not None)
        and entity.relation not in words("people", "kin_nouns")
        and not set(entity.heads) <= words("nouns", "somebodies")
        and any(m.present and m.role != "owner" for m in entity.mentions)
    ]
    fit = [e for e in new if phrase.gender and e.gender in (phrase.gender, "")]
    young = words("people", "age", "young")
    fit = [e for e in fit if e.gender or not young & set(e.heads)]
    if len(new) != 1 or len(fit) != 1 or _is_brought_in(sentence, phrase):
        return None
    met = fit[0].mentions[0].sentence
    return fit[0] if sentence.index - met <= _NAMED_SOON else None


def _is_brought_in(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`April, who never talks, …`, `only Sam`: told as somebody of whom nothing is known yet."""
    alone = sentence.lowers[max(0, phrase.start - 1) : phrase.start] in (["only"], ["even"])
    after = sentence.lowers[phrase.end : phrase.end + 2]
    return (
        alone
        or after[:1] == ["("]
        or (after[:1] == [","] and after[1:] in (["who"], ["whose"], ["the"], ["a"]))
    )
