"""Chooses the pose of a character from what it does."""

from dataclasses import dataclass

from panelwright.planning.embedded.bodies import covered_pose, refined
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.happening import shows_subject
from panelwright.planning.embedded.moments import Moment, event_score
from panelwright.planning.embedded.presence import within
from panelwright.planning.embedded.tables import index, words
from panelwright_tools.domain import Kind, Pose
from panelwright_tools.language.document import LIVING, PLACES, Document, Event, Sentence

_SEATED_TOO = frozenset(
    {
        *(Pose.EAT, Pose.DRINK, Pose.READ, Pose.WRITE, Pose.HOLD, Pose.PLAY, Pose.THINK),
        *(Pose.CRY, Pose.REACH, Pose.COVER_EARS, Pose.COVER_EYES, Pose.COVER_MOUTH),
    }
)
"""What one does with the hands or the face while sitting or kneeling."""
_LOW = frozenset({Pose.SIT, Pose.SIT_GROUND, Pose.KNEEL})
_SHARED = frozenset(
    {
        *(Pose.RUN, Pose.WALK, Pose.SWIM, Pose.FLY, Pose.DANCE, Pose.JUMP, Pose.LIE),
        *(Pose.SIT, Pose.SIT_GROUND),
    }
)
"""What one does together with somebody."""
STILLNESS = 2.2
"""How much stronger a deed without a pose of its own must be to hide one that has one."""


@dataclass(frozen=True)
class Deed:
    """An event with the sentence that it is told in."""

    sentence: Sentence
    event: Event
    score: float


def deeds_in(document: Document, moments: tuple[Moment, ...], key: Moment) -> list[Deed]:
    """The events of a beat that can be seen, strongest first; its key moment counts more."""
    found: list[Deed] = []
    for moment in moments:
        for number in moment.sentences:
            sentence = document.sentences[number]
            for event in sentence.events:
                if _is_naming(sentence, event):
                    continue
                if within(moment.span, event.span) and shows_subject(sentence, event):
                    factor = 1.5 if moment is key else 1.0
                    found.append(Deed(sentence, event, factor * event_score(event)))
    return sorted(found, key=lambda deed: -deed.score)


def _is_naming(sentence: Sentence, event: Event) -> bool:
    """`a robot called Bolt` is no call."""
    return event.verb in ("call", "name") and sentence.tokens[event.token].tag == "VBN"


def subjects_of(cast: Cast, deed: Deed) -> tuple[str, ...]:
    """The characters who do a deed."""
    phrases = deed.sentence.noun_phrases
    return cast.of(*(e for n in deed.event.subjects for e in phrases[n].entities))


def objects_of(cast: Cast, deed: Deed) -> tuple[str, ...]:
    """The characters to whom it is done."""
    phrases = deed.sentence.noun_phrases
    return cast.of(*(e for n in deed.event.objects for e in phrases[n].entities))


def main_deed(cast: Cast, deeds: list[Deed], who: str, along: bool = False) -> Deed | None:
    """The strongest deed of a character; what it does alone says more than what all do.

    `along`: it is one of those whom the text means by "they".
    """
    own = [deed for deed in deeds if who in subjects_of(cast, deed)]
    own = own or _done_with(cast, deeds, who) or (_done_together(deeds) if along else [])
    if not own:
        return None
    ended = [deed for deed in own if _falls_asleep(deed)]
    if ended:
        return ended[-1]
    own.sort(key=lambda deed: -deed.score + 0.5 * (len(subjects_of(cast, deed)) - 1))
    seen = [deed for deed in own if _asked(deed) is not None and not deed.event.negated]
    moving = [deed for deed in seen if _asked(deed) is not Pose.STAND]
    seated = [deed for deed in (*seen, *_done_with(cast, deeds, who)) if _asked(deed) in _LOW]
    if seated and _asked((moving or seated)[0]) in _SEATED_TOO:
        return seated[0]
    if moving and moving[0].score > seen[0].score - STILLNESS:
        return moving[0]
    return (seen or own)[0]


def _done_with(cast: Cast, deeds: list[Deed], who: str) -> list[Deed]:
    """`Mina runs with a robot`: the robot runs too."""
    return [
        deed
        for deed in deeds
        if _asked(deed) in _SHARED
        for hung in deed.event.prepositions
        if hung.preposition in ("with", "together with", "along with", "after")
        and who in cast.of(*deed.sentence.noun_phrases[hung.phrase].entities)
    ]


def _done_together(deeds: list[Deed]) -> list[Deed]:
    """What "they" do, for one of them whom no word names."""
    return [
        deed
        for deed in deeds
        for number in deed.event.subjects
        if deed.sentence.noun_phrases[number].head in ("they", "we")
    ]


def pose_of(deed: Deed | None, kind: Kind) -> Pose:
    """The body for a deed; standing where it asks for none."""
    if deed is None or deed.event.negated or deed.event.passive:
        return Pose.STAND
    event = deed.event
    if _falls_asleep(deed):
        return Pose.SLEEP
    pose = Pose.RUN if rushes(deed) else _asked(deed)
    if pose is None:
        return _pose_for_adjective(event)
    if event.verb in ("cry", "call") and deed.sentence.quotes:
        return Pose.SHOUT
    if pose is Pose.RUN and event.verb == "race" and not event.subjects:
        return Pose.STAND
    if kind is Kind.ANIMAL and pose in (Pose.HOLD, Pose.CARRY, Pose.REACH, Pose.READ):
        return Pose.STAND
    if pose is Pose.POINT and _shows_thing(deed):
        return Pose.HOLD
    if pose is Pose.POINT and event.verb == "shoot" and _hits_ball(deed):
        return Pose.THROW
    if event.verb in ("get", "stand") and event.particle == "up":
        return Pose.STAND
    if event.verb == "reach" and any(
        deed.sentence.noun_phrases[n].category in PLACES for n in event.objects
    ):
        return Pose.WALK
    if pose is Pose.FIGHT and any(
        deed.sentence.noun_phrases[n].head in words("props", "instruments") for n in event.objects
    ):
        return Pose.PLAY  # beats a drum
    if pose is Pose.FIGHT and event.verb == "kick" and not _fights_somebody(deed):
        return Pose.RUN
    if pose is Pose.CLIMB and not _clings(deed):
        return Pose.WALK
    return pose


def _falls_asleep(deed: Deed) -> bool:
    """`falls asleep`, `lands asleep on the bell`: that is how it ends."""
    event, tokens = deed.event, deed.sentence.tokens
    after = tokens[event.token + 1 : event.token + 3]
    falls = event.verb in ("fall", "drop", "drift", "land") and event.happens and not event.negated
    return falls and any(token.lower == "asleep" for token in after)


def _shows_thing(deed: Deed) -> bool:
    """`directs the traffic`: nothing that is aimed, and no finger, which is the hand."""
    phrases = deed.sentence.noun_phrases
    aimed = deed.event.verb in words("staging", "things", "shooting")
    return not aimed and any(phrases[n].category != "body" for n in deed.event.objects)


def _hits_ball(deed: Deed) -> bool:
    """`shoots the ball at the goal`, `shoots a basket`: no arrow."""
    heads = {deed.sentence.noun_phrases[n].head for n in deed.event.objects}
    return bool(heads & words("staging", "things", "balls"))


def _fights_somebody(deed: Deed) -> bool:
    phrases = deed.sentence.noun_phrases
    return any(phrases[n].category in LIVING or phrases[n].pronoun for n in deed.event.objects)


def _clings(deed: Deed) -> bool:
    """Climbing stairs, a hill or into a bus is walking; a tree, a rope or a wall needs hands."""
    event, phrases = deed.event, deed.sentence.noun_phrases
    through = [*event.objects, *(hung.phrase for hung in event.prepositions)]
    return any(phrases[n].head in words("staging", "things", "climbed") for n in through)


def rushes(deed: Deed) -> bool:
    """`They tear down the corridor.`"""
    event, phrases = deed.event, deed.sentence.noun_phrases
    if event.verb not in words("staging", "things", "rushing"):
        return False
    ways = words("staging", "things", "rushed")
    hung = {link.preposition.replace(" ", "-") for link in event.prepositions}
    through = [phrases[n] for n in event.objects if phrases[n].category in PLACES]
    led = event.particle in ways and (through or not event.objects)
    return bool(led or (hung & ways and not event.objects))


def _asked(deed: Deed) -> Pose | None:
    """The body that the words of a deed ask for; None where they ask for none."""
    covered = covered_pose(deed.sentence, deed.event)
    pose = covered or _pose_for_verb(deed.event)
    return pose if pose is None else refined(pose, deed.sentence, deed.event)


def _pose_for_verb(event: Event) -> Pose | None:
    if event.verb in ("sit", "row", "sail"):
        return _seated(event)
    key = index("poses").get(f"{event.verb}-{event.particle}") or index("poses").get(event.verb)
    if key == "run" and event.particle == "out":
        return Pose.RUN
    return Pose(key) if key else None


def _seated(event: Event) -> Pose:
    low = {"floor", "ground", "grass", "sand", "rug", "carpet"}
    return Pose.SIT_GROUND if any(w in low for w in event.adverbs) else Pose.SIT


def _pose_for_adjective(event: Event) -> Pose:
    states = {"asleep": Pose.SLEEP, "awake": Pose.STAND, "dead": Pose.LIE, "seated": Pose.SIT}
    return states.get(event.adjective, Pose.STAND)
