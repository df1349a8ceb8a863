"""Speakers of the quotations that have no tag: beats, continuations, vocatives and turns."""

from bisect import bisect

from panelwright_tools.language.beats import near_by
from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.conversations import Turn, conversations, replies, told_between
from panelwright_tools.language.heard import keep_outside
from panelwright_tools.language.introductions import introduce
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.speakers import Found, assign
from panelwright_tools.language.vocatives import vocatives
from panelwright_tools.language.voices import give_voices, order_voices

_CANDIDATES = 6
_LEAD = 8  # sentences before a conversation in which its speakers are met
_FAR = 20
_PAUSE = 2  # sentences without speech after which who calls a name may begin to talk anew
_UNMET = 1.5  # for one who is brought in only after the words


def attribute_open(cast: Cast, reading: Reading) -> None:
    """Fills every spoken quotation that no tag explains."""
    for number, quote in enumerate(reading.quotes):
        if quote.kind == "spoken" and not quote.speakers:
            near_by(cast, reading, number, quote)
    introduce(cast, reading)
    give_voices(cast, reading)
    for run in conversations(cast, reading):
        _solve(cast, reading, run)
    order_voices(cast, reading)
    keep_outside(reading)


def _solve(cast: Cast, reading: Reading, run: list[Turn]) -> None:
    """The cheapest sequence of speakers: they alternate, and nobody answers to another's name."""
    _name_partner(cast, reading, run)
    if all(turn.fixed is not None for turn in run):
        return
    candidates = _candidates(cast, reading, run)
    if not candidates:
        return
    states = _viterbi(cast, reading, run, candidates)
    fixed_count = sum(turn.fixed is not None for turn in run)
    for index, (turn, speaker) in enumerate(zip(run, states, strict=True)):
        if turn.fixed is not None:
            continue
        how = "turn"
        if index and speaker in run[index - 1].called:
            how = "vocative"
        sure = 0.55 + 0.08 * min(3, fixed_count) - (0.1 if len(candidates) > 2 else 0.0)
        for number in turn.quotes:
            assign(cast, reading.quotes[number], Found((speaker,), how, max(0.3, sure)))


def _seen(reading: Reading, run: list[Turn]) -> dict[int, list[int]]:
    """Entity to the sentences around a run that name it or give its words, in order."""
    first = max(0, reading.quotes[run[0].quotes[0]].sentence - _LEAD)
    last = min(len(reading.sentences), reading.quotes[run[-1].quotes[-1]].sentence + 3)
    seen: dict[int, list[int]] = {}
    for index in range(first, last):
        sentence = reading.sentences[index]
        here = [entity for phrase in sentence.phrases for entity in phrase.entities]
        here += [e for number in sentence.quotes for e in reading.quotes[number].speakers]
        for entity in here:
            seen.setdefault(entity, []).append(index)
    return seen


def _distance(seen: list[int], sentence: int) -> int:
    """Sentences between a turn and the nearest one that names somebody."""
    at = bisect(seen, sentence)
    near = seen[max(0, at - 1) : at + 1]
    return min((abs(index - sentence) for index in near), default=_FAR)


def _name_partner(cast: Cast, reading: Reading, run: list[Turn]) -> None:
    """Two talk and one calls a name that was not heard before: the nameless other bears it."""
    pair = list(dict.fromkeys(turn.fixed for turn in run if turn.fixed is not None))
    nameless = [e for e in pair if not cast.entities[e].names and cast.entities[e].living]
    if len(pair) != 2 or len(nameless) != 1 or cast.entities[nameless[0]].plural:
        return
    partner = cast.entities[nameless[0]]
    for turn in run:
        sentence = reading.quotes[turn.quotes[0]].sentence
        for called in turn.called:
            entity = cast.entities[called]
            fresh = all(mention.sentence > sentence for mention in entity.mentions)
            fits = not (entity.gender and partner.gender and entity.gender != partner.gender)
            if turn.fixed != partner.id and entity.names and fresh and fits and not entity.plural:
                cast.merge(partner, entity)
                turn.called = [partner.id if e == called else e for e in turn.called]
                return


def _candidates(cast: Cast, reading: Reading, run: list[Turn]) -> list[int]:
    """Those who speak in the run, then those who are named near it."""
    speakers = dict.fromkeys(turn.fixed for turn in run if turn.fixed is not None)
    counts = dict.fromkeys(cast.voices, 0.5) | {speaker: 10.0 for speaker in speakers}
    for turn in run:
        for entity in (*turn.called, *([turn.told] if turn.told is not None else [])):
            counts[entity] = counts.get(entity, 0.0) + 2.0
    first = reading.quotes[run[0].quotes[0]].sentence
    last = reading.quotes[run[-1].quotes[-1]].sentence
    for index in range(max(0, first - _LEAD), min(len(reading.sentences), last + 3)):
        distance = max(0, first - index)
        for phrase in reading.sentences[index].phrases:
            for entity in phrase.entities:
                counts[entity] = counts.get(entity, 0.0) + 1.0 / (1 + distance)
    able = [
        (weight, entity)
        for entity, weight in counts.items()
        if _may_talk(cast.entities[entity]) or entity in speakers
    ]
    able.sort(key=lambda item: (-item[0], item[1]))
    return [entity for _, entity in able[:_CANDIDATES]]


def _may_talk(entity: EntityDraft) -> bool:
    if entity.dropped or entity.plural or entity.category == "group":
        return False
    if "someone" in entity.heads or "somebody" in entity.heads:
        return False
    return entity.living or entity.speaks > 0


def _viterbi(cast: Cast, reading: Reading, run: list[Turn], candidates: list[int]) -> list[int]:
    """Best speakers for the turns; a state is (speaker before, speaker)."""
    first = _options(run[0], candidates)
    seen = _seen(reading, run)
    scores: dict[tuple[int, int], float] = {
        (-1, s): _emission(cast, reading, run[0], s, candidates, seen) for s in first
    }
    back: list[dict[tuple[int, int], tuple[int, int]]] = []
    for index in range(1, len(run)):
        column: dict[tuple[int, int], float] = {}
        pointers: dict[tuple[int, int], tuple[int, int]] = {}
        for speaker in _options(run[index], candidates):
            own = _emission(cast, reading, run[index], speaker, candidates, seen)
            for state, score in scores.items():
                total = score + own + _transition(reading, run, index, state, speaker)
                key = (state[1], speaker)
                if key not in column or total > column[key]:
                    column[key], pointers[key] = total, state
        scores = column
        back.append(pointers)
    state = max(scores, key=lambda key: scores[key])
    path = [state[1]]
    for pointers in reversed(back):
        state = pointers[state]
        path.append(state[1])
    return path[::-1]


def _options(turn: Turn, candidates: list[int]) -> list[int]:
    return [turn.fixed] if turn.fixed is not None else candidates


def _emission(
    cast: Cast,
    reading: Reading,
    turn: Turn,
    speaker: int,
    ranked: list[int],
    seen: dict[int, list[int]],
) -> float:
    if turn.fixed is not None:
        return 0.0
    score = -0.15 * ranked.index(speaker) if speaker in ranked else -2.0
    sentence = reading.quotes[turn.quotes[0]].sentence
    score -= 0.12 * min(_FAR, _distance(seen.get(speaker, []), sentence))
    if speaker in turn.called:
        score -= 4.0
    entity = cast.entities[speaker]
    if entity.mentions and min(m.sentence for m in entity.mentions[:3]) > sentence:
        score -= _UNMET
    if entity.category in ("animal",) and not entity.speaks:
        score -= 1.5
    if entity.plural:
        score -= 1.5
    return score


def _transition(
    reading: Reading, run: list[Turn], index: int, state: tuple[int, int], speaker: int
) -> float:
    before, previous = state
    turn, last = run[index], run[index - 1]
    known = turn.fixed is not None or bool(turn.called)
    anew = known and told_between(reading, last, turn) > _PAUSE
    score = 0.0
    if speaker == previous:
        parted = turn.block != last.block or turn.adjacent or replies(last, turn.text)
        score -= 3.0 if parted and not anew else 0.5
    elif speaker == before:
        score += 0.2 if anew else 1.0
    if last.called:
        score += 1.5 if speaker in last.called else -0.3
    if last.told is not None:
        score += 1.5 if speaker == last.told else -0.2
    if turn.called and previous in turn.called:
        score += 0.8
    return score


def count_speech(cast: Cast, reading: Reading) -> None:
    """Counts what each entity says and how often it is addressed."""
    for quote in reading.quotes:
        for speaker in quote.speakers:
            if quote.kind in ("spoken", "thought"):
                cast.entities[speaker].speaks += 1
        if quote.addressee is None and quote.kind == "spoken":
            text = reading.plain[quote.start : quote.end]
            called = [e for e in vocatives(cast, text) if e not in quote.speakers]
            quote.addressee = called[0] if called else None
        if quote.addressee is not None:
            cast.entities[quote.addressee].addressed += 1
