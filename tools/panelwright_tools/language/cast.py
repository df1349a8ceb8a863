"""The entities met so far, with indexes that keep every search short."""

from dataclasses import dataclass, field

from panelwright_tools.language.document import LIVING, PLACES, Category, Mention
from panelwright_tools.language.draft import PhraseDraft

RECENT = 7  # sentences that a pronoun looks back
ROSTER = 15  # sentences in which those were seen who may be among "the others"
_WINDOW = 60  # entities of which the older ones are let go
DECAY = 0.35  # of a mention's weight with every sentence
_WEIGHTS = {"subject": 5.0, "object": 3.0, "owner": 2.0, "apposition": 2.0, "predicate": 2.5}
_KEPT = 6  # mentions that count for salience
_POOL = 12  # entities of one head or name that are compared, the latest first


@dataclass(slots=True)
class EntityDraft:
    """Someone or something, while the text is being read."""

    id: int
    category: Category
    names: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    gender: str = ""
    gender_sure: bool = False
    number: int | None = None
    plural: bool = False
    adjectives: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    owner: int | None = None
    relation: str = ""
    group: int | None = None  # the group that it was taken out of
    members: list[int] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    recent: list[tuple[int, float, str]] = field(default_factory=list)  # sentence, weight, role
    narrator: bool = False
    speaks: int = 0
    acts: int = 0
    addressed: int = 0
    placed: int = 0  # times that it was named like a place
    owns: int = 0
    faceless: bool = False  # known by he or she only: neither name nor noun was told
    voiced: bool = False  # has spoken so far
    acted: int = -1  # the last sentence whose main verb it was the subject of, by its name
    left: int = -1  # the sentence in which it went away
    lies: bool = False  # its last deed was to lie down, sleep, faint or die, alone
    compound: str = ""
    folded: bool = False  # clothing that is told as part of its wearer
    merged_into: int | None = None
    confidence: float = 1.0

    @property
    def last(self) -> int:
        """The sentence of the latest mention."""
        return self.recent[-1][0] if self.recent else -100

    @property
    def living(self) -> bool:
        """May act and speak; a name of unknown kind may."""
        if self.category == "unknown":
            return bool(self.names) and self.placed <= self.acts
        if self.placed and self.placed == len(self.mentions) and not self.acts:
            return False  # "rode into Mercy"
        return self.category in LIVING or self.category == "group"

    @property
    def place(self) -> bool:
        """A place, or a name that is only been to."""
        if self.category == "unknown":
            return self.placed > self.acts
        return self.category in PLACES

    @property
    def dropped(self) -> bool:
        """Turned out to be another."""
        return self.merged_into is not None


@dataclass(slots=True)
class Cast:
    """All entities and the indexes."""

    entities: list[EntityDraft] = field(default_factory=list)
    by_name: dict[str, list[int]] = field(default_factory=dict)  # word of a name, lower case
    by_head: dict[str, list[int]] = field(default_factory=dict)
    by_owner: dict[tuple[int, str], int] = field(default_factory=dict)
    window: dict[int, None] = field(default_factory=dict)  # ids, the latest last
    groups: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)  # sentence, members
    counted: list[int] = field(default_factory=list)  # groups whose number was told
    gathering: tuple[int, int, PhraseDraft] | None = None
    """A group whose members are being named, the sentence of the last one, the group's noun."""
    gathered: list[int] = field(default_factory=list)  # its members so far
    voices: list[int] = field(default_factory=list)  # speakers of a text that tells of nobody
    narrator: int | None = None
    told_to: bool = False  # "You wake in a cell": the reader is the hero
    requested: bool = False  # the text asks for a comic: "I" is the one who asks
    last_speaker: tuple[int, int] | None = None  # block, entity
    seats: dict[int, int] = field(default_factory=dict)  # thing, who was last told to rest on it
    turns: list[tuple[int, int]] = field(default_factory=list)  # sentence, entity; the last two

    def new(self, category: Category) -> EntityDraft:
        """A new entity."""
        entity = EntityDraft(len(self.entities), category)
        self.entities.append(entity)
        return entity

    def note(self, entity: EntityDraft, sentence: int, weight: float, role: str) -> None:
        """Counts a mention for salience."""
        entity.recent.append((sentence, weight, role))
        del entity.recent[:-_KEPT]
        self.window.pop(entity.id, None)
        self.window[entity.id] = None

    def kept(self, number: int) -> EntityDraft:
        """The entity, or the one that it turned out to be."""
        entity = self.entities[number]
        while entity.merged_into is not None:
            entity = self.entities[entity.merged_into]
        return entity

    def around(self, sentence: int, reach: int = RECENT) -> list[EntityDraft]:
        """The entities of the last sentences, the latest first."""
        found: list[EntityDraft] = []
        for number in reversed(self.window):
            entity = self.entities[number]
            if sentence - entity.last > reach:
                break
            if not entity.dropped:
                found.append(entity)
        if len(self.window) > _WINDOW:
            self._prune(sentence)
        return found

    def _prune(self, sentence: int) -> None:
        for number in list(self.window):
            entity = self.entities[number]
            if entity.dropped or sentence - entity.last > ROSTER:
                del self.window[number]

    def add_name(self, entity: EntityDraft, name: str) -> None:
        """One more name of an entity."""
        name = plain_name(name)
        if name in entity.names:
            return
        entity.names.append(name)
        for word in name_words(name):
            self.by_name.setdefault(word, []).append(entity.id)

    def add_head(self, entity: EntityDraft, head: str) -> None:
        """One more noun that an entity is called by."""
        if head and head not in entity.heads:
            entity.heads.append(head)
            self.by_head.setdefault(head, []).append(entity.id)

    def with_head(self, head: str) -> list[EntityDraft]:
        """The latest entities that were called by a noun, the latest first."""
        found = self.by_head.get(head, [])[-_POOL:]
        return [self.entities[number] for number in reversed(found) if self._kept(number)]

    def with_name_word(self, word: str) -> list[EntityDraft]:
        """The latest entities with this word in a name, the latest first."""
        found = self.by_name.get(word, [])[-_POOL:]
        return [self.entities[number] for number in reversed(found) if self._kept(number)]

    def _kept(self, number: int) -> bool:
        return not self.entities[number].dropped

    def merge(self, kept: EntityDraft, gone: EntityDraft) -> None:
        """Two that turned out to be one."""
        if kept is gone or gone.dropped or kept.dropped:
            return
        for name in gone.names:
            self.add_name(kept, name)
        for head in gone.heads:
            self.add_head(kept, head)
        kept.mentions += gone.mentions
        kept.recent = sorted([*kept.recent, *gone.recent])[-_KEPT:]
        kept.adjectives += [a for a in gone.adjectives if a not in kept.adjectives]
        kept.attributes += [a for a in gone.attributes if a not in kept.attributes]
        kept.gender = kept.gender or gone.gender
        kept.owner = kept.owner if kept.owner is not None else gone.owner
        kept.relation = kept.relation or gone.relation
        kept.acts += gone.acts
        if kept.category == "unknown":
            kept.category = gone.category
        gone.merged_into = kept.id
        if gone.id in self.window:
            self.window.pop(kept.id, None)
            self.window[kept.id] = None


def plain_name(name: str) -> str:
    """A name in capitals as it is written in prose: MR. MARLOW is Mr. Marlow, R2 stays."""
    words = name.split()
    if len(words) == 1 and name.islower() and len(name) > 2:
        return name.capitalize()
    return " ".join(
        word.capitalize()
        if word.isupper() and word.removesuffix(".").isalpha() and len(word) > 2
        else word
        for word in words
    )


def name_words(name: str) -> list[str]:
    """The words of a name, lower case, without full stops."""
    return name.lower().replace(".", "").split()


def salience(entity: EntityDraft, sentence: int) -> float:
    """How much an entity is in the reader's mind; 5 for the subject of this sentence."""
    weights = sorted(
        (weight * DECAY ** (sentence - at) for at, weight, _ in entity.recent), reverse=True
    )
    if not weights:
        return 0.0
    score = weights[0] + 0.05 * sum(weights[1:])
    return score + (0.15 if entity.names else 0.0) + min(0.3, 0.04 * len(entity.mentions))


def mention_weight(phrase: PhraseDraft) -> float:
    """Subjects are minded most."""
    return _WEIGHTS.get(phrase.role, 1.5)
