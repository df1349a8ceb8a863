"""Groups whose members are named one by one afterwards: `Three kids … Jayden … Sam … Freya`."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.roster import may_be_one_of

_FEWEST, _MOST = 2, 7
_GAP = 5  # sentences between one member and the next


def open_group(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, group: EntityDraft
) -> None:
    """Notes a new group that was counted: its members may be named next."""
    if not group.plural or group.number is None or group.category not in LIVING | {"group"}:
        return
    cast.counted.append(group.id)
    if _FEWEST <= group.number <= _MOST:
        cast.gathering = (group.id, sentence.index, phrase)
        cast.gathered = []


def gather(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, entity: EntityDraft) -> None:
    """Takes somebody new for the next member of the group that waits for its members."""
    if cast.gathering is None or phrase is cast.gathering[2]:
        return
    number, last, noun = cast.gathering
    group = cast.entities[number]
    if _is_whole(group) or group.dropped or sentence.index - last > _GAP:
        cast.gathering = None
        return
    listed = last == sentence.index and _after_colon(sentence, noun, phrase)
    new = len(entity.mentions) == 1
    taken = entity.group == group.id  # the smallest one
    named = listed or taken or (new and _introduces(sentence, phrase))
    if not named or entity.id in cast.gathered or not may_be_one_of(noun, entity):
        return
    cast.gathered.append(entity.id)
    cast.gathering = (number, sentence.index, noun)
    if sum(cast.entities[e].number or 1 for e in cast.gathered) == group.number:
        group.members = list(cast.gathered)
        cast.groups.append((sentence.index, tuple(cast.gathered)))
        cast.gathering = None
        for member in group.members:
            known = cast.entities[member]
            known.gender = known.gender or group.gender
            if group.category == "person" and known.names and not known.heads:
                known.category = "person"  # two detectives, Marlow and Finch
            known.group = group.id


def _is_whole(group: EntityDraft) -> bool:
    return len(group.members) >= (group.number or 0)


def _after_colon(sentence: SentenceDraft, noun: PhraseDraft, phrase: PhraseDraft) -> bool:
    """`three people: the old man; a student with a violin case; and a woman in a hat`."""
    between = sentence.lowers[noun.end : phrase.start]
    mark = between[-1] if between else ""
    told = ":" in between or "—" in between
    unbound = phrase.event is None or phrase.role == "oblique"
    return told and unbound and not phrase.preposition and mark in (":", ";", ",", "and", "—")


def _introduces(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """A bare name that does or is something, is listed, or stands alone."""
    if not phrase.name or phrase.head != phrase.name or phrase.plural or phrase.owner_entities:
        return False
    listed = bool(phrase.coordinated) or phrase.first_of_coordination is not None
    alone = not sentence.events
    return listed or alone or phrase.role in ("subject", "predicate", "apposition")


def gather_list(cast: Cast, sentence: SentenceDraft) -> None:
    """`Around it stand her people: Grete; Little Hans; and the Professor`: the people are these."""
    colon = next((at for at, lower in enumerate(sentence.lowers) if lower in (":", "—")), None)
    if colon is None:
        return
    before = [phrase for phrase in sentence.phrases if phrase.end <= colon and phrase.entities]
    noun = next((phrase for phrase in reversed(before) if phrase.role == "subject"
                 and not phrase.pronoun and _is_open(cast, phrase)), None)  # fmt: skip
    if noun is None:
        return
    group = cast.entities[noun.entities[0]]
    members = [
        phrase.entities[0]
        for phrase in sentence.phrases
        if phrase.start > colon and _is_listed(cast, sentence, phrase)
    ]
    if len(set(members)) > 1 and group.number in (None, len(set(members))):
        group.members = list(dict.fromkeys(members))
        cast.groups.append((sentence.index, tuple(group.members)))


def _is_open(cast: Cast, phrase: PhraseDraft) -> bool:
    """A group of the living of which no member is known."""
    group = cast.entities[phrase.entities[0]]
    several = phrase.plural or group.category == "group"
    return several and group.category in LIVING | {"group"} and not group.members


def _is_listed(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    bare = phrase.role == "oblique" and not phrase.preposition and not phrase.pronoun
    mark = sentence.lowers[phrase.start - 1]
    alone = bare and mark in (":", ";", ",", "and", "—") and len(phrase.entities) == 1
    return alone and cast.entities[phrase.entities[0]].living
