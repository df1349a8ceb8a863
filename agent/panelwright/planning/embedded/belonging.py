"""Who of those the text tells of belongs in the cast: who acts, speaks or is seen, and no dish."""

from panelwright.planning.embedded.nearness import fills, is_beside
from panelwright.planning.embedded.tables import index, table, words
from panelwright_tools.language.document import LIVING, Document, Entity

LARGEST_PARTY = 20
"""So many can come along without doing anything: six deputies behind the marshal."""
_WHERE = frozenset(("in", "at", "near", "from", "through", "across", "throughout", "of", "outside"))


def belongs(document: Document, entity: Entity) -> bool:
    """Whether somebody is there at least once, and is no place, sound, weather or dish."""
    return _is_shown(document, entity) and not _is_no_one(entity, document)


def _is_shown(document: Document, entity: Entity) -> bool:
    heads = {head.lower() for head in entity.heads}
    if entity.narrator:
        return entity.acts > 0 or entity.speaks > 0
    if heads and max(len(head) for head in heads) < 2 and not entity.names:
        return False
    vague = bool(heads) and heads <= words("cast", "vague") and not entity.names
    if vague and not entity.speaks and not (heads == {"people"} and _are_seen(document, entity)):
        return False
    if entity.speaks:
        return True
    if not entity.present or not any(mention.present for mention in entity.mentions):
        return False
    if heads & words("cast", "abstract"):
        return False
    if entity.acts:
        return True
    if _only_owns(document, entity):
        return False
    if {adjective.lower() for adjective in entity.adjectives} & words("cast", "toys"):
        return False
    if entity.kind == "group" and entity.category == "unknown" and not entity.names:
        return False
    if entity.kind == "group":
        roles = {mention.role for mention in entity.mentions if mention.present}
        few = entity.number is not None and entity.number <= LARGEST_PARTY
        if roles - {"oblique", "owner"} or heads & words("cast", "crowd") or few:
            return True
        return entity.category in LIVING and _stands_by(document, entity)
    return entity.category in LIVING or bool(entity.gender)


def _only_owns(document: Document, entity: Entity) -> bool:
    """`his wife's laundry`: the wife herself is nowhere; not `Tom's lamp goes out`."""
    if entity.owner is None:
        return False
    for mention in entity.mentions:
        if mention.role != "owner" or mention.noun_phrase is None:
            return False
        for phrase in document.sentences[mention.sentence].noun_phrases:
            if phrase.owner == mention.noun_phrase and phrase.category in ("body", "clothing"):
                return False
    return True


def _stands_by(document: Document, entity: Entity) -> bool:
    """`with six deputies behind him`, `read by two nuns`, `full of soldiers`."""
    told = entity.category != "animal" or entity.number is not None
    for mention in entity.mentions:
        if not mention.present or mention.noun_phrase is None:
            continue
        sentence = document.sentences[mention.sentence]
        if fills(sentence, sentence.noun_phrases[mention.noun_phrase]):
            return True
        if told and is_beside(sentence, mention.noun_phrase):
            return True
    return False


def _are_seen(document: Document, people: Entity) -> bool:
    """Not people in general: they act, are beside somebody, wait, or are a line or a crowd."""
    if people.acts or _stands_by(document, people):
        return True
    waiting = words("cast", "waiting")
    for mention in people.mentions:
        if not mention.present or mention.noun_phrase is None:
            continue
        sentence, number = document.sentences[mention.sentence], mention.noun_phrase
        lined = sentence.noun_phrases[number].measure in words("cast", "lined")
        if lined and mention.role in ("subject", "object"):
            return True
        waits = (e.verb in waiting and number in e.subjects for e in sentence.events if e.happens)
        if any(waits):
            return True
    return False


def _is_no_one(entity: Entity, document: Document) -> bool:
    """A place, a sound, the weather or a dish that was taken for somebody."""
    if entity.speaks or entity.narrator:
        return False
    name = entity.names[0].lower() if entity.names else ""
    sounds: dict[str, str] = table("staging")["sounds"]
    if name in sounds or name in index("settings", "weather") or name in index("settings", "time"):
        return True
    if entity.acts:
        return False
    phrases = [
        document.sentences[mention.sentence].noun_phrases[mention.noun_phrase]
        for mention in entity.mentions
        if mention.noun_phrase is not None
    ]
    if entity.names and not entity.heads:
        return bool(phrases) and all(p.preposition in _WHERE for p in phrases)
    dishes = {head.lower() for head in entity.heads} & words("cast", "dishes")
    return bool(dishes) and all(p.determiner == "" and not p.adjectives for p in phrases)
