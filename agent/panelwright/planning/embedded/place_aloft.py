"""Tells who is in the air over a place: flying, lifted by the wind; and when they come down."""

from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Place, Pose, Region, Relation, RelationKind
from panelwright_tools.language.document import Event, NounPhrase, Sentence

_OVER = ("over", "above", "high over", "high above")
ABOVE = " from above"
"""How the noun of a place ends that is flown over."""
_TIED = frozenset({RelationKind.ON, RelationKind.INSIDE, RelationKind.RIDES})
_BORNE = _TIED | {RelationKind.HOLDS, RelationKind.CARRIES}
_UPRIGHT = frozenset(
    {Pose.STAND, Pose.WALK, Pose.RUN, Pose.SHOUT, Pose.WHISPER, Pose.STARTLE, Pose.THINK, Pose.WAVE,
     Pose.POINT}
)  # fmt: skip


def is_aloft(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`Pia flies over the village`, `the wind lifts them over the harbour`."""
    if phrase.preposition not in _OVER or phrase.category in ("vehicle", "furniture", "person"):
        return False
    event = event_of(sentence, sentence.noun_phrases.index(phrase))
    if event is None or not event.happens or event.past_before or event.negated:
        return False
    flown = event.verb in words("settings", "verbs", "aloft") and not event.objects
    if flown:
        return any(_is_somebody(sentence.noun_phrases[number]) for number in event.subjects)
    return _is_lifted(sentence, event)


def _is_lifted(sentence: Sentence, event: Event) -> bool:
    taken = any(_is_somebody(sentence.noun_phrases[number]) for number in event.objects)
    heads = {sentence.noun_phrases[number].head for number in event.subjects}
    if event.verb in words("settings", "verbs", "lifting"):
        return taken
    borne = event.verb in words("settings", "verbs", "wafting")
    return taken and borne and bool(heads & words("settings", "places", "airborne"))


def _is_somebody(phrase: NounPhrase) -> bool:
    """Not the gull that flies over the harbour where the story goes on."""
    human = phrase.category in ("person", "group", "being")
    return not phrase.negated and (bool(phrase.name) or phrase.pronoun or human)


def comes_down(sentence: Sentence) -> bool:
    """`She lands softly`, `they fall`."""
    verbs = words("settings", "verbs", "descending")
    return any(event.happens and event.verb in verbs for event in sentence.events)


def in_the_air(
    regions: tuple[Region, ...], relations: tuple[Relation, ...], place: Place | None
) -> tuple[tuple[Region, ...], tuple[Relation, ...]]:
    """Who is over a place flies, unless something bears them; what is far below is not beside."""
    if place is None or not place.noun.endswith(ABOVE):
        return regions, relations
    carried = {r.source for r in relations if r.kind in _TIED}
    borne = {end for r in relations if r.kind in _BORNE for end in (r.source, r.target)}
    shown = []
    for region in regions:
        if region.subject is None:
            if region.id in borne or region.noun.split()[-1] in words(
                "settings", "places", "airborne"
            ):
                shown.append(region)
        elif region.pose in _UPRIGHT and region.id not in carried:
            shown.append(region.model_copy(update={"pose": Pose.FLY}))
        else:
            shown.append(region)
    kept = {region.id for region in shown}
    return tuple(shown), tuple(
        r for r in relations if {r.source, r.target, r.other} - {None} <= kept
    )
