"""Mutable working records; `freeze` turns them into the records of `document`."""

from dataclasses import dataclass, field

from panelwright_tools.language.document import Category, SentenceKind, Span, Tag


@dataclass(slots=True)
class Block:
    """A paragraph, a heading or an element of a screenplay."""

    start: int
    end: int
    kind: SentenceKind = "narration"
    heading: int | None = None
    cue: str = ""  # name of the speaker under a screenplay cue
    off_screen: bool = False
    manner: str = ""


@dataclass(slots=True)
class QuoteDraft:
    """A quotation: the words lie in `start:end`, with the marks in `outer_start:outer_end`."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    block: int
    sentence: int = -1
    token: int = -1  # its QUOTE token in the sentence
    kind: str = "spoken"
    open_ended: bool = False  # goes on in the next paragraph
    speakers: list[int] = field(default_factory=list)
    how: str = "unknown"
    confidence: float = 0.0
    verb: str = ""
    manner: str = ""
    addressee: int | None = None
    off_screen: bool = False


@dataclass(slots=True)
class PhraseDraft:
    """A noun phrase; indices are within its sentence."""

    start: int  # first token
    end: int  # last+1 token
    head_token: int
    head: str
    determiner: str = ""
    adjectives: list[str] = field(default_factory=list)
    compound: str = ""
    number: int | None = None
    plural: bool = False
    pronoun: bool = False
    name: str = ""
    owner: int | None = None
    owner_word: str = ""  # my, her
    of: int | None = None
    of_parent: int | None = None  # the phrase that this one belongs to by "of"
    preposition: str = ""
    preposition_token: int = -1
    attached_to: int | None = None
    negated: bool = False
    coordinated: list[int] = field(default_factory=list)
    first_of_coordination: int | None = None
    category: Category = "unknown"
    gender: str = ""
    role: str = "oblique"
    event: int | None = None  # the event that it takes part in
    entities: list[int] = field(default_factory=list)
    owner_entities: list[int] = field(default_factory=list)
    confidence: float = 1.0
    apposition_of: int | None = None
    pictured: bool = False
    measured: str = ""  # "pile" of "a pile of leaves" when the measure was merged


@dataclass(slots=True)
class EventDraft:
    """A verb with its arguments."""

    token: int
    first: int  # first token of the verb group
    last: int
    verb: str
    clause_start: int = 0
    clause_end: int = 0
    particle: str = ""
    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    prepositions: list[tuple[str, int]] = field(default_factory=list)
    adjective: str = ""
    predicate: int | None = None
    adverbs: list[str] = field(default_factory=list)
    negated: bool = False
    passive: bool = False
    progressive: bool = False
    future: bool = False
    hypothetical: bool = False
    reported: bool = False
    past_before: bool = False
    long_ago: bool = False
    subordinate: bool = False
    infinitive: bool = False
    finite: bool = False

    @property
    def happens(self) -> bool:
        """As `Event.happens`."""
        unreal = self.negated or self.future or self.hypothetical
        return not (unreal or self.reported or self.infinitive)


@dataclass(slots=True)
class SentenceDraft:
    """A sentence with parallel lists for its tokens."""

    index: int
    start: int
    end: int
    block: int
    kind: SentenceKind
    heading: int | None
    words: list[str] = field(default_factory=list)
    lowers: list[str] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    phrases: list[PhraseDraft] = field(default_factory=list)
    phrase_at: list[int] = field(default_factory=list)  # token to phrase, -1: none
    events: list[EventDraft] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
