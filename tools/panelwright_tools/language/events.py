"""Events: who does what to whom, by one walk over the tokens with a stack of clauses."""

from dataclasses import dataclass, field

from panelwright_tools.language.clauses import set_clause_spans, share_roles
from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.tables import words
from panelwright_tools.language.verb_groups import VERBS, read_verb_group

_UNREAL_MARKS = frozenset({"if", "unless", "whether", "lest", "though_if", "than"})
_CLAUSE_ENDS = frozenset({";", ":", "—", "--", "(", ")", "–", "…", "..."})
_CLAUSAL = frozenset({"since", "before", "after", "until", "till", "as", "than", "like", "for"})
_PERSONAL = LIVING | {"group", "unknown"}
_OBJECT_FORMS = frozenset({"him", "her", "them", "me", "us"})
_FINITE = frozenset({"VBP", "VBD", "VBZ", "MODAL"})


@dataclass(slots=True)
class _Clause:
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
    by_comma: bool = False  # a comma opened it
    reported: bool = False
    hypothetical: bool = False


def find_events(sentence: SentenceDraft) -> None:
    """Fills the events of a sentence and the roles of its phrases."""
    reader = _Reader(sentence)
    at = 0
    while at < len(sentence.tags):
        at = reader.token(at)
    reader.finish()


class _Reader:
    """The walk: `token` reads what begins at a place and returns the next place."""

    def __init__(self, sentence: SentenceDraft) -> None:
        self.sentence = sentence
        self.stack = [_Clause(0)]
        self.starts: list[int] = [0]

    @property
    def clause(self) -> _Clause:
        return self.stack[-1]

    def token(self, at: int) -> int:
        number = self.sentence.phrase_at[at]
        if number >= 0:
            return self._phrase(number)
        tag, lower = self.sentence.tags[at], self.sentence.lowers[at]
        if tag in VERBS:
            return self._verb(at)
        if tag == "SUB":
            self._open(at, "sub", lower)
        elif tag == "REL":
            self._relative(at)
        elif tag == "CONJ":
            self._conjunction(at)
        elif tag in ("PUNCT", "QUOTE"):
            self._mark(at, lower, tag)
        elif tag == "PART":
            self._particle(at, lower)
        elif tag in ("ADJ", "ADV"):
            self._modifier(at, lower, tag)
        return at + 1

    def _open(self, at: int, kind: str, mark: str) -> None:
        clause = _Clause(at, kind, mark)
        outer = self.clause
        clause.hypothetical = outer.hypothetical or mark in _UNREAL_MARKS
        told = kind == "sub" and mark in ("that", "how", "what", "where", "whether", "if")
        if told and outer.verb and outer.verb.verb in words("verbs", "reporting"):
            clause.reported = True
        clause.reported = clause.reported or outer.reported
        clause.by_comma = at > 0 and self.sentence.lowers[at - 1] == ","
        outer.awaits_object = False
        self.stack.append(clause)
        self.starts.append(at)

    def _relative(self, at: int) -> None:
        antecedent = self._last_phrase(at)
        if antecedent is not None and self.sentence.lowers[at] in ("who", "whom", "whose"):
            antecedent = self._someone(antecedent)
        self._open(at, "rel", self.sentence.lowers[at])
        if antecedent is not None:
            self.clause.subjects = [antecedent]

    def _someone(self, number: int) -> int:
        """`a patient in bed nine who hums`: who is a person, not a bed."""
        phrases = self.sentence.phrases
        at = number
        while phrases[at].category not in _PERSONAL and not phrases[at].name:
            holder = phrases[at].attached_to
            if holder is None:
                return number
            at = holder
        return at

    def _last_phrase(self, at: int) -> int | None:
        back = at - 1
        while back >= 0 and self.sentence.phrase_at[back] < 0 and at - back < 4:
            back -= 1
        number = self.sentence.phrase_at[back] if back >= 0 else -1
        return number if number >= 0 else None

    def _conjunction(self, at: int) -> None:
        following = self.sentence.phrase_at[at + 1] if at + 1 < len(self.sentence.tags) else -1
        inside = following >= 0 and self._is_later_member(following)
        if inside:
            return
        clause = self.clause
        clause.awaits_object = False
        clause.joined = True
        if clause.verb is not None:
            clause.pending = []
            clause.loose = []
        self.starts.append(at)

    def _is_later_member(self, number: int) -> bool:
        phrases = self.sentence.phrases
        while number + 1 < len(phrases) and phrases[number + 1].owner == number:
            number += 1
        return phrases[number].first_of_coordination is not None

    def _mark(self, at: int, lower: str, tag: str) -> None:
        clause = self.clause
        clause.awaits_object = False
        if lower == ",":
            following = self.sentence.phrase_at[at + 1] if at + 1 < len(self.sentence.tags) else -1
            if following >= 0 and self._is_later_member(following):
                return
            told = clause.kind == "rel"
            if len(self.stack) > 1 and clause.verb is not None:
                self._close()
            clause = self.clause
            if clause.verb is not None:
                clause.joined = True
                if not (told or self._described_next(at) or self._awaits_verb()):
                    clause.pending = []
            self.starts.append(at + 1)
        elif lower == "(":
            self.stack.append(_Clause(at + 1, "aside"))
            self.starts.append(at + 1)
        elif lower == ")" and any(inner.kind == "aside" for inner in self.stack):
            while self.clause.kind != "aside":
                self._close()
            self._close()
        elif tag == "QUOTE" or lower in _CLAUSE_ENDS:
            while len(self.stack) > 1:
                self._close()
            if tag != "QUOTE":
                subjects = self.clause.subjects
                self.stack[-1] = _Clause(at + 1, subjects=subjects)
            else:
                self.clause.joined = True
                self.clause.pending = [] if self.clause.verb else self.clause.pending
            self.starts.append(at + 1)

    def _awaits_verb(self) -> bool:
        """`Her deputy, a sad boy called Tom, | picks it up`: only a participle came so far."""
        clause = self.clause
        return clause.verb is not None and not clause.verb.finite and bool(clause.pending)

    def _described_next(self, at: int) -> bool:
        """`…, and Mr Grubb, the lamplighter, carried it`: the subject still waits for its verb."""
        pending = self.clause.pending
        return bool(pending) and self.sentence.phrases[pending[-1]].end == at

    def _close(self) -> None:
        inner = self.stack.pop()
        for event in inner.waiting:
            event.subjects = event.subjects or list(self.clause.subjects)

    def _particle(self, at: int, lower: str) -> None:
        event = self.clause.verb
        if event is not None and at - event.last <= 4 and not event.particle:
            event.particle = lower
            if event.last == at - 1:
                event.last = at

    def _modifier(self, at: int, lower: str, tag: str) -> None:
        event = self.clause.verb
        if tag == "ADV":
            if event is not None:
                event.adverbs.append(lower)
        elif event is not None and self._awaits_adjective(event):
            event.adjective = lower
            self.clause.awaits_object = False

    def _awaits_adjective(self, event: EventDraft) -> bool:
        copula = event.verb in words("verbs", "copula")
        return copula and self.clause.awaits_object and not event.adjective

    def _phrase(self, number: int) -> int:
        phrase = self.sentence.phrases[number]
        if phrase.role == "owner" or phrase.first_of_coordination is not None:
            return phrase.end
        object_form = phrase.pronoun and phrase.head in _OBJECT_FORMS
        clausal = phrase.preposition in _CLAUSAL and not self._likened(phrase)
        if clausal and self._verb_follows(phrase) and not object_form:
            self._open(phrase.preposition_token, "sub", phrase.preposition)
            phrase.preposition, phrase.attached_to = "", None
            self.clause.pending.append(number)
        elif phrase.preposition:
            self._oblique(number, phrase)
        elif self._is_object_place() and (
            object_form or self._inside_phrase() or not self._verb_follows(phrase)
        ):
            self._object(number, phrase)
        else:
            self._possible_subject(number, phrase)
        return phrase.end

    def _likened(self, phrase: PhraseDraft) -> bool:
        """`A creature like an umbrella | floats in`: the creature does."""
        waiting = self.clause.verb is None and bool(self.clause.pending)
        last = self.sentence.phrases[self.clause.pending[-1]] if waiting else None
        return phrase.preposition == "like" and last is not None and last.end == phrase.start - 1

    def _oblique(self, number: int, phrase: PhraseDraft) -> None:
        if phrase.preposition == "of":
            return
        event = self.clause.verb
        if event is None:
            self.clause.loose.append(number)
        else:
            event.prepositions.append((phrase.preposition, number))

    def _is_object_place(self) -> bool:
        return self.clause.awaits_object and self.clause.verb is not None

    def _inside_phrase(self) -> bool:
        """`the man holding a lamp | left`: the subject of the finite verb is known already."""
        clause = self.clause
        outer = self.stack[-2] if len(self.stack) > 1 else None
        owed = outer is not None and outer.verb is None and bool(outer.pending)
        if clause.kind == "rel" and owed and clause.verb is not None:
            return clause.verb.verb not in words("verbs", "reporting")  # who fears the dark | is
        return clause.verb is not None and not clause.verb.finite and bool(clause.pending)

    def _verb_follows(self, phrase: PhraseDraft) -> bool:
        at = phrase.end
        last = self.sentence.phrases[phrase.coordinated[-1]].end if phrase.coordinated else at
        at = max(at, last)
        while at < len(self.sentence.tags) and self.sentence.tags[at] in ("ADV", "NOT"):
            at += 1
        return (
            at < len(self.sentence.tags)
            and self.sentence.tags[at] in _FINITE
            and (self.sentence.phrase_at[at] < 0)
        )

    def _object(self, number: int, phrase: PhraseDraft) -> None:
        event = self.clause.verb
        assert event is not None
        if phrase.category == "time" and not phrase.pronoun and event.objects:
            return
        if (
            (_equates(event, phrase) or not event.subjects)
            and event.verb in words("verbs", "copula")
            and not event.progressive
            and (event.verb == "be" or not event.objects)
        ):
            if not event.subjects:
                self._set_subject(event, number)
                for waiting in self.sentence.events:
                    if not waiting.subjects and not waiting.finite:
                        waiting.subjects = [number]
            elif event.predicate is None:
                event.predicate = number
                phrase.role = "predicate"
            return
        if (
            event.passive
            and event.verb in words("verbs", "appointing")
            and phrase.category in LIVING
        ):
            event.predicate, phrase.role = number, "predicate"
            return
        if not event.subjects and self._inverts(event):
            self._set_subject(event, number)
            return
        if len(event.objects) < 2:
            event.objects.append(number)
            if phrase.role == "oblique":
                phrase.role = "object"

    def _inverts(self, event: EventDraft) -> bool:
        speech = event.verb in words("verbs", "speech")
        fronted = bool(event.prepositions) and self.sentence.tags[event.token] in ("VBD", "VBZ")
        return event.finite and (speech or fronted or event.verb in words("verbs", "inverting"))

    def _set_subject(self, event: EventDraft, number: int) -> None:
        event.subjects = [number]
        self.clause.subjects = [number]
        if self.sentence.phrases[number].role == "oblique":
            self.sentence.phrases[number].role = "subject"

    def _possible_subject(self, number: int, phrase: PhraseDraft) -> None:
        clause = self.clause
        if self._main_begins(phrase):
            self._close()
            clause = self.clause
        if clause.awaits_object and clause.verb is not None:
            told = clause.verb.verb in words("verbs", "reporting")
            self._open(phrase.start, "told", "")
            self.clause.reported = self.clause.reported or told
            self.clause.hypothetical |= clause.verb.verb in words("verbs", "irreal")
        elif clause.pending and self._begins_relative(clause.pending[-1], phrase):
            self._open(phrase.start, "rel", "")
        self.clause.pending.append(number)

    def _main_begins(self, phrase: PhraseDraft) -> bool:
        """`When they had gone | the boy crawled out`: no comma, yet the clause is over."""
        if len(self.stack) < 2 or self.clause.kind != "sub" or self.clause.verb is None:
            return False
        told = self.clause.verb.verb in words("verbs", "reporting")
        return self.stack[-2].verb is None and not told and self._verb_follows(phrase)

    def _begins_relative(self, before: int, phrase: PhraseDraft) -> bool:
        """`the mule, | whose name was Bishop,` and relative clauses without a pronoun."""
        whose = self.sentence.lowers[phrase.start] == "whose"
        return whose or self._reduced_relative(before, phrase)

    def _reduced_relative(self, before: int, phrase: PhraseDraft) -> bool:
        """`the tooth | she had lost`: a clause that hangs on the phrase right before it."""
        last = self.sentence.phrases[before]
        adjacent = last.end == phrase.start and last.category != "time"
        return adjacent and not last.pronoun and self._verb_follows(phrase)

    def _verb(self, at: int) -> int:
        event = read_verb_group(self.sentence, at)
        if not event.finite and self.sentence.tags[at] == "VB" and not event.infinitive:
            event.finite = (
                self._is_imperative(at) or self._comes_after(event, at) or self._plural_waits()
            )
        if event.finite:
            self._finite(event)
        else:
            self._nonfinite(event, at)
        self._register(event)
        if any(self.sentence.phrases[number].head == "you" for number in event.subjects):
            event.hypothetical = True  # the way you hold a sleeping child
        return event.last + 1

    def _is_imperative(self, at: int) -> bool:
        return at == 0 or self.sentence.tags[at - 1] in ("PUNCT", "QUOTE", "CONJ")

    def _plural_waits(self) -> bool:
        """`The three of them tear off`: a base form is the present tense of several."""
        clause = self.clause
        pending = clause.pending[-1:] if clause.verb is None else []
        return any(self.sentence.phrases[number].plural for number in pending)

    def _comes_after(self, event: EventDraft, at: int) -> bool:
        """`After her come Ada and Tom`."""
        before = self.sentence.phrase_at[at - 1] if at else -1
        after = self.sentence.phrase_at[at + 1] if at + 1 < len(self.sentence.tags) else -1
        fronted = before >= 0 and bool(self.sentence.phrases[before].preposition)
        return fronted and after >= 0 and event.verb in words("verbs", "inverting")

    def _finite(self, event: EventDraft) -> None:
        clause = self.clause
        while len(self.stack) > 1 and clause.verb is not None and not clause.pending:
            if clause.joined and (clause.kind != "rel" or event.past_before):
                break
            self._close()
            clause = self.clause
        subject = self._subject_from_pending(clause, event.first - 1)
        if subject is not None:
            self._set_subject(event, subject)
        elif clause.verb is not None or clause.kind == "rel":
            inverted = self._inverted_tag(event) or self._inverted_place(event)
            event.subjects = [] if inverted else list(clause.subjects)
        for loose in clause.loose:
            event.prepositions.append((self.sentence.phrases[loose].preposition, loose))
        clause.pending, clause.loose = [], []
        for waiting in clause.waiting:
            waiting.subjects = list(event.subjects)
        clause.waiting = []

    def _inverted_tag(self, event: EventDraft) -> bool:
        """`"…," said Tom`: the subject follows, whoever was the subject before."""
        before = event.first - 1
        while before >= 0 and self.sentence.lowers[before] == ",":
            before -= 1
        at = event.token + 1
        follows = at < len(self.sentence.tags) and self.sentence.phrase_at[at] >= 0
        quoted = before >= 0 and self.sentence.tags[before] == "QUOTE"
        return quoted and follows and event.verb in words("verbs", "speech")

    def _inverted_place(self, event: EventDraft) -> bool:
        """`He is gone, and in his place are three cubs`: somebody else is there."""
        phrases, at = self.sentence.phrases, event.last + 1
        before = self.sentence.phrase_at[event.first - 1] if event.first else -1
        after = self.sentence.phrase_at[at] if at < len(self.sentence.tags) else -1
        fronted = before >= 0 and phrases[before].preposition not in ("", "of")
        if not fronted or after < 0 or phrases[after].category not in _PERSONAL:
            return False
        opened = phrases[before].preposition_token
        after_mark = opened > 0 and self.sentence.lowers[opened - 1] in ("and", ",", "but")
        return after_mark and event.verb in words("verbs", "inverting") | {"be"}

    def _subject_from_pending(self, clause: _Clause, before: int) -> int | None:
        """The last phrase that is no time of day; in a relative clause it is a new subject."""
        phrases = self.sentence.phrases
        described = self._described(clause.pending, before)
        if described is not None:
            return described
        for number in reversed(clause.pending):
            if phrases[number].category != "time" or len(clause.pending) == 1:
                return number
        return clause.pending[-1] if clause.pending else None

    def _described(self, pending: list[int], before: int) -> int | None:
        """`Defne, 17, shaved head, drags a case`: the first, whom what stands between describes."""
        if len(pending) < 2:
            return None
        phrases, lowers = self.sentence.phrases, self.sentence.lowers
        first = phrases[pending[0]]
        marked = all(lowers[phrases[n].start - 1] in (",", "(") for n in pending[1:])
        closed = before >= 0 and lowers[before] in (",", ")")
        living = first.category in LIVING or bool(first.name)
        bare = not any(phrases[n].name or phrases[n].pronoun for n in pending[1:])
        if not (marked and closed and living and bare):
            return None
        for number in pending[1:]:
            if phrases[number].category in LIVING:
                phrases[number].role, phrases[number].apposition_of = "apposition", pending[0]
        return pending[0]

    def _nonfinite(self, event: EventDraft, at: int) -> None:
        """Participles and infinitives: whose doing they are."""
        clause = self.clause
        last = clause.verb
        before = self.sentence.phrase_at[at - 1] if at else -1
        if event.infinitive:
            takes_object = last is not None and last.verb in words("verbs", "object_control")
            if last is not None and takes_object and last.objects:
                event.subjects = last.objects[:1]
            elif last is not None:
                event.subjects = list(last.subjects)
        elif before >= 0 and self.sentence.phrases[before].category != "time":
            event.subjects = [self._chain_head(before)]
            if clause.pending and clause.verb is None:
                event.subordinate = True
        elif last is not None:
            event.subjects = list(last.subjects)
            if self.sentence.tags[at] == "VB" and last.objects:
                event.subjects = last.objects[:1]
        else:
            clause.waiting.append(event)
            event.subjects = [clause.pending[-1]] if clause.pending else []

    def _chain_head(self, number: int) -> int:
        """`a girl with red hair wearing …`: whoever has the part is meant, not the part."""
        phrases = self.sentence.phrases
        phrase = phrases[number]
        if phrase.of_parent is not None and phrases[phrase.of_parent].head == "one":
            return phrase.of_parent  # "the three of them tear down the hill"
        while phrase.category in ("body", "clothing") and phrase.attached_to is not None:
            number = phrase.attached_to
            phrase = phrases[number]
        return number

    def _register(self, event: EventDraft) -> None:
        clause = self.clause
        event.subordinate = event.subordinate or clause.kind in ("sub", "rel")
        event.reported = clause.reported
        event.hypothetical = event.hypothetical or clause.hypothetical
        nested = event.infinitive and clause.verb is not None
        if nested and clause.verb is not None:
            wanted = clause.verb.verb in words("verbs", "aspect")
            event.infinitive = not wanted
        event.clause_start = event.first
        self.sentence.events.append(event)
        clause.verb = event
        clause.awaits_object = True
        clause.joined = False

    def finish(self) -> None:
        """Clause spans, subjects that were waited for, events of the phrases."""
        while len(self.stack) > 1:
            self._close()
        set_clause_spans(self.sentence, self.starts)
        for index, event in enumerate(self.sentence.events):
            taken = [*event.subjects, *event.objects]
            taken += [number for _, number in event.prepositions]
            taken += [event.predicate] if event.predicate is not None else []
            for number in taken:
                phrase = self.sentence.phrases[number]
                if phrase.event is None:
                    phrase.event = index
        share_roles(self.sentence)


def _equates(event: EventDraft, phrase: PhraseDraft) -> bool:
    """`was a fool`, `felt a fool`, not `felt the rope`, `kept a hen`."""
    if event.verb == "feel":
        return phrase.determiner in ("a", "an") and phrase.category == "person"
    return event.verb in words("verbs", "equating")
