"""Who is together: named in one breath, or one with the other."""

from panelwright_tools.language.cast import Cast
from panelwright_tools.language.draft import SentenceDraft
from panelwright_tools.language.roster import may_be_one_of

_MEETING = frozenset(("meet", "follow"))
"""Of several who meet somebody, "they" goes on to be the several."""
_JOINING = _MEETING | {"take", "join", "bring", "marry", "befriend", "invite"}


def note_list(cast: Cast, sentence: SentenceDraft, last: int) -> None:
    """`Mina and Tom`: "they" may mean both, from the last of them on."""
    first = sentence.phrases[last].first_of_coordination
    if first is None or sentence.phrases[first].coordinated[-1] != last:
        return
    members: list[int] = []
    listed = (first, *sentence.phrases[first].coordinated)
    _are_alike(cast, [e for member in listed for e in sentence.phrases[member].entities])
    for member in listed:
        for entity in sentence.phrases[member].entities:
            if entity not in members and cast.entities[entity].living:
                members.append(entity)
    if len(members) > 1:
        cast.groups.append((sentence.index, tuple(members)))
        _note_members(cast, sentence, first, members)


def _are_alike(cast: Cast, listed: list[int]) -> None:
    """`Sir Sorrel and Mirabel`: a name in a row of people is of a person."""
    drafts = [cast.entities[number] for number in listed]
    unclear = [entity for entity in drafts if entity.category == "unknown" and entity.names]
    rest = [entity for entity in drafts if entity not in unclear]
    if rest and all(entity.category == "person" and not entity.plural for entity in rest):
        for entity in unclear:
            entity.category = "person"


def note_company(cast: Cast, sentence: SentenceDraft) -> None:
    """Who does something together; old companies are forgotten."""
    _note_company(cast, sentence)
    del cast.groups[:-12]


def _note_members(cast: Cast, sentence: SentenceDraft, number: int, members: list[int]) -> None:
    """`two sisters, Ada and Grace`: the group is these."""
    before = sentence.phrases[number - 1] if number else None
    end = before.end if before is not None else 0
    if before is not None and before.of_parent is not None:
        before = sentence.phrases[before.of_parent]  # "the bakers of Old Street, Ada and Tom"
    if before is None or not before.plural or len(before.entities) != 1:
        return
    listed = [cast.entities[member] for member in members]
    if not all(entity.names or may_be_one_of(before, entity) for entity in listed):
        return  # "the judges, Mr. Pike and a hamster"
    group = cast.entities[before.entities[0]]
    apposed = sentence.lowers[end : sentence.phrases[number].start] in (
        [","],
        ["—"],
        [":"],
        ["("],
    )
    if apposed and group.living and not group.members:
        group.members = list(members)
        for member in members:
            entity = cast.entities[member]
            entity.gender = entity.gender or group.gender
            if group.category != "group" and entity.names:
                entity.category = group.category  # "three mice, Dot, Dash and Blip"


def _note_company(cast: Cast, sentence: SentenceDraft) -> None:
    """`She took the gander`, `he hides with his cat`: who does and who is with them."""
    for event in sentence.events:
        if not event.happens or not event.subjects:
            continue
        subjects = _with_listed(sentence, event.subjects)
        others = [
            n
            for prep, n in event.prepositions
            if prep in ("with", "beside", "next to", "apart from")
        ]
        subjects_met = len(set(subjects)) > 1 and event.verb in _MEETING
        if event.verb in _JOINING and not subjects_met:
            others += event.objects
        company = _with_listed(sentence, [n for n in others if sentence.phrases[n].head != "it"])
        both = [e for e in dict.fromkeys(subjects + company) if cast.entities[e].living]
        if len(both) > 1 and any(e in company for e in both):
            cast.groups.append((sentence.index, tuple(both)))


def _with_listed(sentence: SentenceDraft, numbers: list[int]) -> list[int]:
    """The entities of phrases and of the later members of their lists."""
    listed = [m for n in numbers for m in (n, *sentence.phrases[n].coordinated)]
    return [entity for n in dict.fromkeys(listed) for entity in sentence.phrases[n].entities]
