"""Events: who does what to whom, by one walk over the tokens with a stack of clauses."""

from panelwright_tools.language.asides import mark_told_aside
from panelwright_tools.language.clause_marks import ClauseMarks
from panelwright_tools.language.clauses import set_clause_spans, share_roles
from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.tables import words
from panelwright_tools.language.verb_groups import VERBS, read_verb_group
from panelwright_tools.language.word_order import (
    begins_relative,
    chain_head,
    comes_after,
    inverted_place,
    inverted_tag,
    inverts,
    is_imperative,
    subject_from_pending,
    verb_follows,
)

_CLAUSAL = frozenset({"since", "before", "after", "until", "till", "as", "than", "like", "for"})
_OBJECT_FORMS = frozenset({"him", "her", "them", "me", "us"})


def find_events(sentence: SentenceDraft) -> None:
    """Fills the events of a sentence and the roles of its phrases."""
    reader = _Reader(sentence)
    at = 0
    while at < len(sentence.tags):
        at = reader.token(at)
    reader.finish()


class _Reader(ClauseMarks):
    """The walk: `token` reads what begins at a place and returns the next place."""

    def token(self, at: int) -> int:
        number = self.sentence.phrase_at[at]
        if number >= 0:
            return self._phrase(number)
        tag, lower = self.sentence.tags[at], self.sentence.lowers[at]
        if tag in VERBS:
            return self._verb(at)
        if tag == "SUB":
            self.open(at, "sub", lower)
        elif tag == "REL":
            self.relative(at)
        elif tag == "CONJ":
            self.conjunction(at)
        elif tag in ("PUNCT", "QUOTE"):
            self.mark(at, lower, tag)
        elif tag == "PART":
            self._particle(at, lower)
        elif tag in ("ADJ", "ADV"):
            self._modifier(at, lower, tag)
        return at + 1

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
        elif event is not None and self.awaits_adjective(event):
            event.adjective = lower
            self.clause.awaits_object = False

    def _phrase(self, number: int) -> int:
        phrase = self.sentence.phrases[number]
        aside = phrase.role in ("owner", "apposition")
        if aside or phrase.first_of_coordination is not None:
            return phrase.end
        object_form = phrase.pronoun and phrase.head in _OBJECT_FORMS
        clausal = phrase.preposition in _CLAUSAL
        clausal = clausal and not (self._likened(phrase) or self._employed(phrase))
        if clausal and verb_follows(self.sentence, phrase) and not object_form:
            self.open(phrase.preposition_token, "sub", phrase.preposition)
            phrase.preposition, phrase.attached_to = "", None
            self.clause.pending.append(number)
        elif phrase.preposition:
            self._oblique(number, phrase)
        elif self.is_object_place() and (
            object_form or self.inside_phrase() or not verb_follows(self.sentence, phrase)
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

    def _employed(self, phrase: PhraseDraft) -> bool:
        """`A fox who works as a baker | brings a loaf`: the fox does."""
        before = self.sentence.lowers[phrase.preposition_token - 1]
        office = phrase.category == "person" and phrase.determiner in ("a", "an", "the")
        return phrase.preposition == "as" and office and before in words("verbs", "employed")

    def _oblique(self, number: int, phrase: PhraseDraft) -> None:
        if phrase.preposition == "of":
            return
        event = self.clause.verb
        if event is None:
            self.clause.loose.append(number)
        else:
            event.prepositions.append((phrase.preposition, number))

    def _object(self, number: int, phrase: PhraseDraft) -> None:
        event = self.clause.verb
        assert event is not None
        if phrase.category == "time" and not phrase.pronoun and event.objects:
            return
        if event.verb == "be" and self.sentence.lowers[event.first - 1 : event.first] == ["there"]:
            event.subjects = event.subjects if event.subjects == [number] else []
        if (
            (_equates(event, phrase) or not event.subjects)
            and event.verb in words("verbs", "copula")
            and not event.progressive
            and (event.verb == "be" or not event.objects)
        ):
            if not event.subjects or self._goes_for(event):
                self.set_subject(event, number)
                for waiting in self.sentence.events:
                    if not waiting.subjects and not waiting.finite:
                        waiting.subjects = [number]
            elif event.predicate is None:
                event.predicate = number
                phrase.role = "predicate"
            return
        appoints = event.passive or (event.objects and _is_office(phrase))
        if appoints and event.verb in words("verbs", "appointing") and phrase.category in LIVING:
            event.predicate, phrase.role = number, "predicate"
            return
        if not event.subjects and inverts(self.sentence, event):
            self.set_subject(event, number)
            return
        if len(event.objects) < 2:
            event.objects.append(number)
            if phrase.role == "oblique":
                phrase.role = "object"

    def _goes_for(self, event: EventDraft) -> bool:
        """`, and so is her brother`, `neither was Tom`: whoever follows is the subject."""
        at = event.first - 1
        told = ("so", "neither", "nor")
        between = ("ADV", "PUNCT")
        lowers, tags = self.sentence.lowers, self.sentence.tags
        while at > 0 and tags[at] in between and lowers[at] not in told:
            at -= 1
        return at >= 0 and lowers[at] in told

    def _possible_subject(self, number: int, phrase: PhraseDraft) -> None:
        clause = self.clause
        if self.main_begins(phrase) or self.so_begins(phrase):
            self.close()
            clause = self.clause
        if clause.awaits_object and clause.verb is not None:
            told = clause.verb.verb in words("verbs", "reporting")
            self.open(phrase.start, "told", "")
            self.clause.reported = self.clause.reported or told
            self.clause.hypothetical |= clause.verb.verb in words("verbs", "irreal")
        elif clause.pending and begins_relative(self.sentence, clause.pending[-1], phrase):
            self.open(phrase.start, "rel", "")
        self.clause.pending.append(number)

    def _verb(self, at: int) -> int:
        event = read_verb_group(self.sentence, at)
        if _quotes(self.sentence, event):
            event.verb = "say"
        if not event.finite and self.sentence.tags[at] == "VB" and not event.infinitive:
            event.finite = (
                is_imperative(self.sentence, at)
                or comes_after(self.sentence, event, at)
                or self.plural_waits()
            )
        if event.finite:
            self._finite(event)
        else:
            self._nonfinite(event, at)
        self._register(event)
        if any(self.sentence.phrases[number].head == "you" for number in event.subjects):
            event.hypothetical = True  # the way you hold a sleeping child
        return event.last + 1

    def _finite(self, event: EventDraft) -> None:
        clause = self.clause
        while len(self.stack) > 1 and clause.verb is not None and not clause.pending:
            if clause.joined and (clause.kind != "rel" or event.past_before):
                break
            self.close()
            clause = self.clause
        subject = subject_from_pending(self.sentence, clause.pending, event.first - 1)
        if subject is not None:
            self.set_subject(event, subject)
        elif clause.verb is not None or clause.kind == "rel":
            inverted = inverted_tag(self.sentence, event) or inverted_place(self.sentence, event)
            event.subjects = [] if inverted else list(clause.subjects)
        for loose in clause.loose:
            event.prepositions.append((self.sentence.phrases[loose].preposition, loose))
        clause.pending, clause.loose = [], []
        for waiting in clause.waiting:
            waiting.subjects = list(event.subjects)
        clause.waiting = []

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
            event.subjects = [chain_head(self.sentence, before)]
            if clause.pending and clause.verb is None:
                event.subordinate = True
        elif last is not None:
            event.subjects = list(last.subjects)
            if self.sentence.tags[at] == "VB" and last.objects:
                event.subjects = last.objects[:1]
            event.past_before = last.past_before and last.subordinate  # "who had quit smoking"
            event.future, event.hypothetical = last.future, last.hypothetical
        else:
            clause.waiting.append(event)
            event.subjects = [clause.pending[-1]] if clause.pending else []

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
            self.close()
        set_clause_spans(self.sentence, self.starts)
        mark_told_aside(self.sentence)
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


def _is_office(phrase: PhraseDraft) -> bool:
    """`made the manager its assistant`, not `made the king a cake`."""
    told = bool(phrase.owner_word) or phrase.determiner in ("a", "an", "")
    return told and phrase.category == "person" and not (phrase.name or phrase.pronoun)


def _quotes(sentence: SentenceDraft, event: EventDraft) -> bool:
    """`Jay goes "finders keepers!!"`, `she was like "no way"`: says."""
    after = event.last + 1
    if event.verb == "be" and sentence.lowers[after : after + 1] in (["like"], ["all"]):
        after += 1
    elif event.verb != "go":
        return False
    after += sentence.lowers[after : after + 1] in ([","], [":"])
    return sentence.tags[after : after + 1] == ["QUOTE"]
