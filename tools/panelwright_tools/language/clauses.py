"""Where the clauses of a sentence begin and end, and what its lists share."""

from panelwright_tools.language.draft import EventDraft, SentenceDraft


def set_clause_spans(sentence: SentenceDraft, marks: list[int]) -> None:
    """A clause runs from the mark before its verb to the next clause's first mark."""
    events = [event for event in sentence.events if event.finite]
    starts = sorted(set(marks))
    begin = 0
    at = 0
    bounds: list[int] = []
    for index, event in enumerate(events):
        previous = events[index - 1].token if index else -1
        best = begin
        while at < len(starts) and starts[at] <= event.first:
            if starts[at] > previous and (best <= previous or index == 0):
                best = starts[at] if index else 0
            at += 1
        bounds.append(best if index else 0)
    for index, event in enumerate(events):
        event.clause_start = bounds[index]
        last = index + 1 == len(events)
        event.clause_end = len(sentence.tags) if last else bounds[index + 1]
    _nonfinite_spans(sentence, events)


def _nonfinite_spans(sentence: SentenceDraft, finite: list[EventDraft]) -> None:
    current = 0
    for event in sentence.events:
        if event.finite or not finite:
            if not finite:
                event.clause_start, event.clause_end = 0, len(sentence.tags)
            continue
        while current + 1 < len(finite) and finite[current].clause_end <= event.token:
            current += 1
        event.clause_start = finite[current].clause_start
        event.clause_end = finite[current].clause_end


def share_roles(sentence: SentenceDraft) -> None:
    """Members of a coordination have the role and event of the first."""
    for phrase in sentence.phrases:
        if phrase.first_of_coordination is not None:
            first = sentence.phrases[phrase.first_of_coordination]
            phrase.role, phrase.event = first.role, first.event
