"""The clauses that are being read, one within the other."""

from dataclasses import dataclass, field

from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.tables import words
from panelwright_tools.language.word_order import verb_follows

_UNREAL_MARKS = frozenset({"if", "unless", "whether", "lest", "though_if", "than"})


@dataclass(slots=True)
class Clause:
    """A clause that is being read."""

    start: int
    kind: str = "main"  # main, sub, rel, told, aside
    mark: str = ""
    pending: list[int] = field(default_factory=list)  # phrases that may be the subject
    loose: list[int] = field(default_factory=list)  # prepositional phrases before the verb
    verb: EventDraft | None = None  # the latest
    subjects: list[int] = field(default_factory=list)
    waiting: list[EventDraft] = field(default_factory=list)  # "Walking home, …"
    awaits_object: bool = False
    joined: bool = False  # "and" stands before the next verb
    reported: bool = False
    hypothetical: bool = False


class ClauseStack:
    """The clauses that are open at a place of a sentence, the innermost last."""

    def __init__(self, sentence: SentenceDraft) -> None:
        self.sentence = sentence
        self.stack = [Clause(0)]
        self.starts: list[int] = [0]

    @property
    def clause(self) -> Clause:
        """The innermost clause."""
        return self.stack[-1]

    def open(self, at: int, kind: str, mark: str) -> None:
        """Opens a clause of a kind that a word introduces; it inherits what is unreal or told."""
        clause = Clause(at, kind, mark)
        outer = self.clause
        clause.hypothetical = outer.hypothetical or mark in _UNREAL_MARKS
        told = kind == "sub" and mark in ("that", "how", "what", "where", "whether", "if")
        if told and outer.verb and outer.verb.verb in words("verbs", "reporting"):
            clause.reported = True
        clause.reported = clause.reported or outer.reported
        outer.awaits_object = False
        self.stack.append(clause)
        self.starts.append(at)

    def close(self) -> None:
        """Closes the innermost clause; participles that wait get the outer subject."""
        inner = self.stack.pop()
        for event in inner.waiting:
            event.subjects = event.subjects or list(self.clause.subjects)

    def set_subject(self, event: EventDraft, number: int) -> None:
        """Makes a phrase the subject of an event and of what follows in the clause."""
        event.subjects = [number]
        self.clause.subjects = [number]
        if self.sentence.phrases[number].role == "oblique":
            self.sentence.phrases[number].role = "subject"

    def is_object_place(self) -> bool:
        """Whether the next phrase may be an object of the verb."""
        return self.clause.awaits_object and self.clause.verb is not None

    def inside_phrase(self) -> bool:
        """`the man holding a lamp | left`: the subject of the finite verb is known already."""
        clause = self.clause
        outer = self.stack[-2] if len(self.stack) > 1 else None
        owed = outer is not None and outer.verb is None and bool(outer.pending)
        if clause.kind == "rel" and owed and clause.verb is not None:
            return clause.verb.verb not in words("verbs", "reporting")  # who fears the dark | is
        return clause.verb is not None and not clause.verb.finite and bool(clause.pending)

    def awaits_adjective(self, event: EventDraft) -> bool:
        """Whether an adjective would be said of the subject of a copula."""
        copula = event.verb in words("verbs", "copula")
        return copula and self.clause.awaits_object and not event.adjective

    def awaits_verb(self) -> bool:
        """`Her deputy, a sad boy called Tom, | picks it up`: only a participle came so far."""
        clause = self.clause
        return clause.verb is not None and not clause.verb.finite and bool(clause.pending)

    def plural_waits(self) -> bool:
        """`The three of them tear off`, `She and her maid climb`: a base form tells of several."""
        clause = self.clause
        pending = clause.pending[-1:] if clause.verb is None else []
        waiting = [self.sentence.phrases[number] for number in pending]
        return any(phrase.plural or phrase.coordinated for phrase in waiting)

    def so_begins(self, phrase: PhraseDraft) -> bool:
        """`We thought it was slugs | so Ann got tape`: what follows from a thought is done."""
        if len(self.stack) < 2 or self.clause.kind != "told" or self.clause.verb is None:
            return False
        so = phrase.start > 0 and self.sentence.lowers[phrase.start - 1] == "so"
        return so and verb_follows(self.sentence, phrase)

    def main_begins(self, phrase: PhraseDraft) -> bool:
        """`When they had gone | the boy crawled out`: no comma, yet the clause is over."""
        if len(self.stack) < 2 or self.clause.kind != "sub" or self.clause.verb is None:
            return False
        told = self.clause.verb.verb in words("verbs", "reporting")
        return self.stack[-2].verb is None and not told and verb_follows(self.sentence, phrase)
