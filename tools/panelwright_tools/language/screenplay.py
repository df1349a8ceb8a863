"""Speakers of a screenplay: the cue above the words says who."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import LIVING, Mention
from panelwright_tools.language.draft import SentenceDraft
from panelwright_tools.language.lexicon import category_of, gender_of_noun
from panelwright_tools.language.matching import find_by_name
from panelwright_tools.language.name_phrases import name_category
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.speakers import Found, assign


def note_cue(cast: Cast, reading: Reading, sentence: SentenceDraft) -> None:
    """Meets the character of a cue."""
    block = reading.structure.blocks[sentence.block]
    entity = cue_entity(cast, block.cue)
    cast.note(entity, sentence.index, 3.0, "subject")
    span = (sentence.start, sentence.start + len(block.cue))
    entity.mentions.append(Mention(sentence.index, span, "speaker"))


def attribute_dialogue(cast: Cast, reading: Reading, sentence: SentenceDraft) -> None:
    """The words under a cue are its character's."""
    block = reading.structure.blocks[sentence.block]
    entity = cue_entity(cast, block.cue)
    for number in sentence.quotes:
        quote = reading.quotes[number]
        assign(cast, quote, Found((entity.id,), "cue", 1.0, "", block.manner))
        quote.off_screen = block.off_screen


def cue_entity(cast: Cast, cue: str) -> EntityDraft:
    """The character of a cue: known by name, by noun, or new."""
    name = cue.title() if cue.isupper() else cue
    name = name.replace("'S", "'s")
    known = find_by_name(cast, name)
    if known is not None:
        return known
    words = name.lower().split()
    head = words[-1] if words else "voice"
    common = category_of(head) in LIVING | {"group"}
    if len(words) > 2 and words[1] in ("in", "with", "at", "on", "from"):
        near = [*cast.with_head(words[0]), *cast.with_name_word(words[0])]
        known = next((e for e in near if not e.plural), None)
        if known is not None and {own.lower() for own in known.names} <= {words[0]}:
            cast.add_name(known, name)  # WOMAN IN GREY
            return known
    for entity in cast.with_head(head) if common else []:
        described = len(words) == 1 or set(words[:-1]) <= set(entity.adjectives)
        if described and not entity.names and not entity.plural:
            cast.add_name(entity, name)
            return entity
    category, gender = name_category(name)
    entity = cast.new(category_of(head) if common else category)
    if entity.category == "unknown" or entity.category not in LIVING:
        entity.category = "person"
    entity.gender = gender or (gender_of_noun(head) if common else "")
    cast.add_name(entity, name)
    if common:
        cast.add_head(entity, head)
    return entity
