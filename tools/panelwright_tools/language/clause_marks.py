"""Where clauses begin and end: relative words, conjunctions, commas, brackets, quotes."""

from panelwright_tools.language.clause_stack import Clause, ClauseStack
from panelwright_tools.language.word_order import is_later_member, last_phrase, someone

_CLAUSE_ENDS = frozenset({";", ":", "—", "--", "(", ")", "–", "…", "..."})


class ClauseMarks(ClauseStack):
    """A stack of clauses that small words and punctuation open, join and close."""

    def relative(self, at: int) -> None:
        """Opens the clause of a relative word about the phrase before it."""
        antecedent = last_phrase(self.sentence, at)
        if antecedent is not None and self.sentence.lowers[at] in ("who", "whom", "whose"):
            antecedent = someone(self.sentence, antecedent)
        self.open(at, "rel", self.sentence.lowers[at])
        if antecedent is not None:
            self.clause.subjects = [antecedent]

    def conjunction(self, at: int) -> None:
        """Joins what follows to the clause, unless it only lists one phrase more."""
        if self._lists_another(at):
            return
        clause = self.clause
        clause.awaits_object = False
        clause.joined = True
        if clause.verb is not None:
            clause.pending = []
            clause.loose = []
        self.starts.append(at)

    def mark(self, at: int, lower: str, tag: str) -> None:
        """Opens or closes clauses at a punctuation mark or a quote."""
        self.clause.awaits_object = False
        if lower == ",":
            self._comma(at)
        elif lower == "(":
            self.stack.append(Clause(at + 1, "aside"))
            self.starts.append(at + 1)
        elif lower == ")" and any(inner.kind == "aside" for inner in self.stack):
            while self.clause.kind != "aside":
                self.close()
            self.close()
        elif tag == "QUOTE" or lower in _CLAUSE_ENDS:
            self._end(at, tag)

    def _comma(self, at: int) -> None:
        if self._lists_another(at):
            return
        told = self.clause.kind == "rel"
        if len(self.stack) > 1 and self.clause.verb is not None:
            self.close()
        clause = self.clause
        if clause.verb is not None:
            clause.joined = True
            if not (told or self._described_next(at) or self.awaits_verb()):
                clause.pending = []
        self.starts.append(at + 1)

    def _end(self, at: int, tag: str) -> None:
        while len(self.stack) > 1:
            self.close()
        if tag == "QUOTE":
            self.clause.joined = True
            self.clause.pending = [] if self.clause.verb else self.clause.pending
        else:
            self.stack[-1] = Clause(at + 1, subjects=self.clause.subjects)
        self.starts.append(at + 1)

    def _lists_another(self, at: int) -> bool:
        """`the cat, | the dog and | the hen`: one phrase more of a list begins after the mark."""
        following = self.sentence.phrase_at[at + 1] if at + 1 < len(self.sentence.tags) else -1
        return following >= 0 and is_later_member(self.sentence, following)

    def _described_next(self, at: int) -> bool:
        """`…, and Mr Grubb, the lamplighter, carried it`: the subject still waits for its verb."""
        pending = self.clause.pending
        return bool(pending) and self.sentence.phrases[pending[-1]].end == at
