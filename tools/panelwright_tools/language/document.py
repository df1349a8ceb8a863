"""The result of reading a text: sentences, noun phrases, events, quotes and entities."""

from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
"""First and last+1 character in `Document.text`."""

NO_SPAN: Span = (0, 0)


Tag = Literal[
    "NOUN", "NOUNS",  # singular, plural
    "NAME",
    "PRON",
    "POSS",  # my, his, whose
    "'S",  # possessive
    "DET", "NUM", "ADJ", "ADV", "PREP",
    "PART",  # particle: up, out, away
    "TO",  # before an infinitive
    "NOT", "CONJ",
    "SUB",  # because, when, if
    "REL",  # who, which, that after a noun
    "MODAL",
    "VB", "VBP", "VBD", "VBZ", "VBG", "VBN",  # base, present, past, -s, -ing, participle
    "INTJ", "PUNCT",
    "QUOTE",  # stands for a whole quotation in the tokens of its sentence
    "X",
]  # fmt: skip
"""Word classes; fewer than a treebank's, enough for the patterns built on them."""

SentenceKind = Literal[
    "narration",  # prose
    "heading",  # a Markdown or Fountain heading, a transition
    "action",  # Fountain action
    "dialogue",  # the words under a Fountain character cue
    "cue",  # the character cue itself
    "parenthetical",  # Fountain (softly)
]
Category = Literal[
    "person", "being", "animal", "robot", "group", "building", "room", "land", "water", "place",
    "vehicle", "furniture", "container", "weapon", "tool", "instrument", "device", "artifact",
    "food", "plant", "body", "clothing", "weather", "sky", "substance", "time", "feeling",
    "speech", "act", "attribute", "money", "natural", "abstract", "unknown",
]  # fmt: skip
"""What a noun means. `being` is a fairy, ghost, dragon; `speech` a word, a song, a cry."""

LIVING: frozenset[str] = frozenset({"person", "being", "animal", "robot"})
PLACES: frozenset[str] = frozenset({"building", "room", "land", "water", "place"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark."""

    text: str
    lower: str
    lemma: str
    tag: Tag
    span: Span


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun with what belongs to it. Its index in `Sentence.noun_phrases` is its id there."""

    span: Span
    head: str  # lemma, singular: "ball"; a pronoun in lower case; a name as written
    head_text: str
    tokens: tuple[int, int]  # first and last+1 token of the sentence
    determiner: str = ""  # "the", "a", "some", "no"
    adjectives: tuple[str, ...] = ()
    compound: str = ""  # "ice cream" of "ice cream van"
    number: int | None = None  # three, a dozen, a couple of: 3, 12, 2
    plural: bool = False
    pronoun: bool = False
    name: str = ""  # "Mina", "Captain Flint"; also of "a girl called Mina"
    owner: int | None = None  # noun phrase that owns this one ("the girl" of "the girl's dog")
    owner_text: str = ""  # "her", "the girl's"
    owner_entities: tuple[int, ...] = ()
    of: int | None = None  # the noun phrase after "of": "a pile of leaves"
    preposition: str = ""  # governs it, normalised: "on", "under", "to the left of"; "" if none
    attached_to: int | None = None  # noun phrase that the preposition hangs on, if not on the verb
    negated: bool = False  # "no dogs", "without any dogs"
    pictured: bool = False  # only in a photograph, on a poster
    apposition_of: int | None = None  # "a fox" of "Rusty, a fox,"
    measure: str = ""  # "couple" of "a couple of dogs", whose head is "dog"
    coordinated: tuple[int, ...] = ()  # on the first of "a cat, a dog and an owl": the later ones
    category: Category = "unknown"
    gender: Literal["m", "f", ""] = ""
    entities: tuple[int, ...] = ()  # who or what is meant; several for "they"
    confidence: float = 1.0  # of `entities`
    role: Literal[
        "subject", "object", "oblique", "owner", "predicate", "apposition", "vocative"
    ] = "oblique"


@dataclass(frozen=True, slots=True)
class Prepositional:
    """A preposition with its noun phrase, hanging on an event."""

    preposition: str
    phrase: int  # noun phrase of the same sentence


@dataclass(frozen=True, slots=True)
class Event:
    """A verb with who does what to whom. Noun phrases are indices of the same sentence."""

    verb: str  # lemma
    span: Span  # of the verb with its auxiliaries and particle
    clause: Span  # the clause: a caption may be cut and a beat split at its ends
    token: int  # index of the main verb
    particle: str = ""
    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    prepositions: tuple[Prepositional, ...] = ()
    adjective: str = ""  # predicate of a copula: "was *tired*"
    predicate: int | None = None  # predicate noun phrase: "was *a sailor*"
    adverbs: tuple[str, ...] = ()
    negated: bool = False
    passive: bool = False
    progressive: bool = False
    future: bool = False  # will, is going to
    hypothetical: bool = False  # if, would, could, might, wished that
    reported: bool = False  # inside what someone said, thought, heard, read or dreamed
    past_before: bool = False  # had gone: before the story's now
    long_ago: bool = False  # in the past, while the story is told in the present
    subordinate: bool = False  # when, while, who: not a main clause
    infinitive: bool = False  # wanted *to go*: aim, not fact

    @property
    def happens(self) -> bool:
        """It takes place in the scene, so that its participants may be shown."""
        unreal = self.negated or self.future or self.hypothetical
        return not (unreal or self.reported or self.infinitive)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; quotations that begin or end in it are named by id."""

    span: Span
    paragraph: int
    kind: SentenceKind = "narration"
    tokens: tuple[Token, ...] = ()  # words in quotation marks are one QUOTE token
    noun_phrases: tuple[NounPhrase, ...] = ()
    events: tuple[Event, ...] = ()
    quotes: tuple[int, ...] = ()
    heading: int | None = None  # index of the heading that it stands under


@dataclass(frozen=True, slots=True)
class Heading:
    """A mark of structure: a chapter, or a screenplay's scene heading."""

    span: Span
    text: str  # without marks: "INT. LIGHTHOUSE - NIGHT", "The storm"
    kind: Literal["chapter", "scene", "break", "transition"]
    level: int = 1  # of a Markdown heading
    interior: bool | None = None  # INT. True, EXT. False
    place: str = ""  # "LIGHTHOUSE" in the case of the text
    time: str = ""  # "NIGHT"


How = Literal[
    "explicit",  # "…," said Mina
    "continued",  # the same speaker goes on
    "action_beat",  # Mina sighed. "…"
    "vocative",  # the one who was just addressed answers
    "turn",  # alternation
    "cue",  # a screenplay's character cue
    "unknown",
]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks, after a dialogue dash or under a screenplay cue."""

    id: int
    span: Span  # the words, without their marks
    sentence: int
    kind: Literal["spoken", "thought", "written", "mention"] = "spoken"
    # written: a sign, a letter read; mention: a title, a word quoted as a word
    speaker: int | None = None
    speakers: tuple[int, ...] = ()  # all of them when several speak together
    how: How = "unknown"
    confidence: float = 0.0
    verb: str = ""  # lemma: whisper, shout; "" when none was said
    manner: str = ""  # "softly", a parenthetical
    addressee: int | None = None
    off_screen: bool = False  # (V.O.), (O.S.), a voice


Role = Literal[
    "subject", "object", "owner", "oblique", "predicate", "apposition", "vocative", "speaker"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named."""

    sentence: int
    span: Span
    role: Role
    pronoun: bool = False
    noun_phrase: int | None = None
    present: bool = True  # False: negated, wished, reported, absent
    confidence: float = 1.0


EntityKind = Literal["person", "animal", "creature", "robot", "thing", "place", "group"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that the text speaks of, with all that it says about its look."""

    id: int
    name: str  # canonical: "Mina", "old sailor", "Mina's dog"
    kind: EntityKind
    names: tuple[str, ...] = ()  # proper names
    heads: tuple[str, ...] = ()  # nouns that it was called by: girl, sailor
    category: Category = "unknown"
    gender: Literal["m", "f", "n", ""] = ""
    number: int | None = None  # of a group: 3 for "three goats"; 1 for one; None unknown
    plural: bool = False
    adjectives: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()  # "red hair", "wearing a yellow raincoat", "one eye"
    owner: int | None = None  # entity id
    relation: str = ""  # noun of the relation to the owner: dog, mother
    members: tuple[int, ...] = ()  # of a group, when they are known
    first_mention: Span = NO_SPAN
    mentions: tuple[Mention, ...] = ()
    narrator: bool = False  # tells the story as "I"
    speaks: int = 0  # number of quotes
    acts: int = 0  # number of events that it does
    addressed: int = 0
    present: bool = True  # False: only spoken of, wished for, negated
    confidence: float = 1.0

    @property
    def living(self) -> bool:
        """A person, animal, creature or robot (one, not a group)."""
        return self.kind in ("person", "animal", "creature", "robot")


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read."""

    text: str
    sentences: tuple[Sentence, ...] = ()
    quotes: tuple[Quote, ...] = ()
    entities: tuple[Entity, ...] = ()
    headings: tuple[Heading, ...] = ()
    title: str | None = None
    format: Literal["prose", "markdown", "fountain"] = "prose"
    metadata: dict[str, str] = field(
        default_factory=dict
    )  # a screenplay's title page, front matter

    def words(self, span: Span) -> str:
        """The text of a span, with every run of white space as one blank."""
        return " ".join(self.text[span[0] : span[1]].split())

    def entity(self, entity_id: int) -> Entity:
        """The entity with this id; ids are the places in `entities`."""
        return self.entities[entity_id]

    def cast(self) -> tuple[Entity, ...]:
        """Those who can act: the living, groups of them, things that speak or bear a name."""
        return tuple(
            e
            for e in self.entities
            if e.living
            or e.kind == "group"
            or e.speaks
            or e.narrator
            or (e.kind == "thing" and ((e.names and e.heads) or e.acts >= 3))
        )
