"""Chooses shot, angle and weight of each panel by rule."""

from collections import Counter
from dataclasses import dataclass, replace

from panelwright.planning.embedded.beats import PanelBeat
from panelwright.planning.embedded.place_aloft import ABOVE
from panelwright.planning.embedded.staging import Staged
from panelwright_tools.domain import (
    Angle,
    Face,
    Place,
    Pose,
    Region,
    RelationKind,
    Shot,
    Speech,
    SpeechKind,
    TimeOfDay,
)
from panelwright_tools.layout.sizes import is_beast

_STRONG_FACES = frozenset(
    {Face.CRYING, Face.SCARED, Face.SURPRISED, Face.WONDER, Face.ANGRY, Face.SAD, Face.SLY}
)
_WHOLE_BODY = frozenset(
    {
        Pose.RUN, Pose.JUMP, Pose.CLIMB, Pose.SWIM, Pose.FLY, Pose.FALL, Pose.RIDE, Pose.DANCE,
        Pose.FIGHT, Pose.LIE, Pose.SLEEP, Pose.THROW, Pose.PUSH, Pose.PULL, Pose.DIG, Pose.STEER,
        Pose.BOW, Pose.KNEEL, Pose.CROUCH, Pose.SIT_GROUND,
    }
)  # fmt: skip
_BUSY_HANDS = frozenset({Pose.READ, Pose.WRITE, Pose.POUR, Pose.COOK, Pose.PLAY})
CROWD = 6
"""Figures from which only a wide shot shows all."""
CREW = 4
"""Figures from which on those in a boat are its crew."""
COMPANY = 3
"""Figures, or figures and things, that a shot cut at the waist holds."""
PUNCH_WORDS = 9
_IN_HAND = frozenset({RelationKind.HOLDS, RelationKind.CARRIES, RelationKind.GIVES})
_ABOARD = frozenset({RelationKind.INSIDE, RelationKind.RIDES})
_WHOLE_RELATIONS = frozenset(
    {
        RelationKind.ON, RelationKind.RIDES, RelationKind.INSIDE, RelationKind.UNDER,
        RelationKind.BEHIND, RelationKind.BETWEEN,
    }
)  # fmt: skip
_NEXT = {
    Shot.EXTREME_WIDE: Shot.WIDE,
    Shot.WIDE: Shot.FULL,
    Shot.FULL: Shot.MEDIUM,
    Shot.MEDIUM: Shot.CLOSE,
    Shot.CLOSE: Shot.MEDIUM,
    Shot.DETAIL: Shot.MEDIUM,
}


@dataclass(frozen=True)
class Frame:
    """How a panel is framed."""

    shot: Shot
    angle: Angle
    weight: float


@dataclass(frozen=True)
class Past:
    """What the panels before decide: their shots and the place of the last."""

    shots: tuple[Shot, ...] = ()
    place: str | None = None
    time: TimeOfDay | None = None
    seen_places: frozenset[str] = frozenset()
    angle: Angle = Angle.EYE


def frame_panel(
    beat: PanelBeat,
    staged: Staged,
    speech: tuple[Speech, ...],
    place: Place | None,
    past: Past,
    last: bool,
) -> Frame:
    """Shot, angle and weight for a panel after the ones in `past`."""
    wanted = _wanted(beat, staged, speech, past)
    if wanted is Shot.CLOSE and any(r.pose in _BUSY_HANDS for r in staged.regions if r.subject):
        wanted = Shot.MEDIUM  # what the hands do is below the frame of a head
    if wanted is Shot.EXTREME_WIDE and place is not None and place.indoors:
        wanted = Shot.WIDE
    shot = _varied(wanted, staged, past)
    angle = _angle(beat, staged, speech, shot, past)
    if place is not None and place.noun.endswith(ABOVE):
        angle = Angle.HIGH  # what they fly over is seen below them
    return Frame(shot, angle, _weight(beat, staged, speech, shot, past, last))


def in_frame(staged: Staged, shot: Shot) -> Staged:
    """What a shot shows: cut at the waist, only things in somebody's hands."""
    people = [region for region in staged.regions if region.subject is not None]
    if shot not in (Shot.MEDIUM, Shot.CLOSE) or not people:
        return staged
    kept = held_things(staged) | {region.id for region in people}
    relations = [r for r in staged.relations if {r.source, r.target, r.other or r.source} <= kept]
    regions = tuple(region for region in staged.regions if region.id in kept)
    return replace(staged, regions=regions, relations=tuple(relations))


def _wanted(beat: PanelBeat, staged: Staged, speech: tuple[Speech, ...], past: Past) -> Shot:
    people = [region for region in staged.regions if region.subject is not None]
    things = [region for region in staged.regions if region.subject is None]
    if beat.kind == "establishing":
        return Shot.EXTREME_WIDE
    if beat.kind == "reaction":
        return Shot.CLOSE
    place = beat.setting.place
    opens = place is not None and (place != past.place or beat.setting.time != past.time)
    if not people:
        return Shot.DETAIL if len(things) == 1 and past.shots and not opens else Shot.WIDE
    if _is_crewed(staged):
        return Shot.FULL
    if len(people) >= CROWD:
        return Shot.WIDE
    if opens:
        return _arrival(people, speech, past, place not in past.seen_places)
    if _shows_feeling(staged, people, speech):
        return Shot.CLOSE
    whole = any(region.pose in _WHOLE_BODY for region in people) or len(people) > COMPANY
    if whole or _stands_by_things(staged):
        return Shot.FULL
    if _comes_nearer(staged, people, speech, past):
        return Shot.CLOSE
    if speech:
        return Shot.MEDIUM
    if len(people) + len(things) > COMPANY:
        return Shot.FULL
    return Shot.MEDIUM


def _comes_nearer(
    staged: Staged, people: list[Region], speech: tuple[Speech, ...], past: Past
) -> bool:
    """After a shot cut at the waist a few more words, or a reaction, are seen from nearer."""
    said = sum(len(balloon.text.split()) for balloon in speech)
    busy = len(people) > 2 or any(region.subject is None for region in staged.regions)
    return past.shots[-1:] == (Shot.MEDIUM,) and not busy and said <= 2 * PUNCH_WORDS


def _stands_by_things(staged: Staged) -> bool:
    """Somebody is on, in or under something, or deals with what no hand holds.

    Paws are lower than hands: what an animal holds is cut off where people are cut at the waist.
    """
    if any(relation.kind in _WHOLE_RELATIONS for relation in staged.relations):
        return True
    held = held_things(staged)
    if _beasts_hold(staged):
        return True
    return any(r.key and r.subject is None and r.id not in held for r in staged.regions)


def _is_crewed(staged: Staged) -> bool:
    """A crew close together in one boat: from farther off their faces would be lost."""
    aboard = Counter(r.target for r in staged.relations if r.kind in _ABOARD)
    people = sum(region.subject is not None for region in staged.regions)
    return CREW <= people <= max(aboard.values(), default=0)


def _beasts_hold(staged: Staged) -> bool:
    beasts = {r.id for r in staged.regions if r.subject is not None and is_beast(r.noun, None)}
    return any(r.kind in _IN_HAND and r.source in beasts for r in staged.relations)


def held_things(staged: Staged) -> frozenset[str]:
    """Regions in somebody's hands."""
    return frozenset(r.target for r in staged.relations if r.kind in _IN_HAND)


def _arrival(people: list[Region], speech: tuple[Speech, ...], past: Past, is_new: bool) -> Shot:
    """A scene is established, from ever farther off while scenes change from panel to panel."""
    if past.shots[-1:] != (Shot.WIDE,):
        return Shot.WIDE
    if not is_new and past.shots[-1] is Shot.WIDE:
        return Shot.FULL
    silent = not speech and len(people) <= COMPANY
    if silent or past.shots[-2:] == (Shot.WIDE, Shot.WIDE):
        return Shot.EXTREME_WIDE
    return Shot.WIDE


def _shows_feeling(staged: Staged, people: list[Region], speech: tuple[Speech, ...]) -> bool:
    """A strong face, or a few words of somebody alone, are worth a close-up."""
    if _beasts_hold(staged):
        return False
    held = held_things(staged)
    around = [r for r in staged.regions if r.subject is None and r.id not in held]
    if len(people) > 2 or any(p.pose in _WHOLE_BODY for p in people) or around:
        return False
    said = sum(len(balloon.text.split()) for balloon in speech)
    if len(people) == 1 and speech and said <= 2 * PUNCH_WORDS:
        return True
    return any(p.face in _STRONG_FACES for p in people) and said <= 3 * PUNCH_WORDS


def _varied(shot: Shot, staged: Staged, past: Past) -> Shot:
    """No three alike in a row."""
    if len(past.shots) < 2 or not (past.shots[-1] == past.shots[-2] == shot):
        return shot
    people = sum(region.subject is not None for region in staged.regions)
    changed = _NEXT[shot]
    whole = any(region.pose in _WHOLE_BODY for region in staged.regions)
    if shot is Shot.FULL and (whole or _stands_by_things(staged)):
        return Shot.WIDE
    if changed is Shot.CLOSE and len(staged.regions) > 1:
        return Shot.FULL
    if changed is Shot.MEDIUM and people > COMPANY:
        return Shot.WIDE
    return changed


def _angle(
    beat: PanelBeat, staged: Staged, speech: tuple[Speech, ...], shot: Shot, past: Past
) -> Angle:
    people = [region for region in staged.regions if region.subject is not None]
    subjects = {region.subject for region in people}
    talk = [balloon for balloon in speech if balloon.kind is not SpeechKind.THOUGHT]
    if talk and len(subjects) == 2 == len(people) and shot is Shot.MEDIUM:
        return Angle.OVER_SHOULDER if past.angle is not Angle.OVER_SHOULDER else Angle.EYE
    if any(region.spot for region in people):
        return Angle.EYE  # roofs and windows leave the frame of a camera that looks up or down
    if any(region.pose in (Pose.FALL, Pose.LIE, Pose.SLEEP, Pose.SIT_GROUND) for region in people):
        return Angle.HIGH
    if any(region.pose in (Pose.CHEER, Pose.FLY, Pose.LIFT) for region in people):
        return Angle.LOW
    if shot is Shot.EXTREME_WIDE and len(people) > 5:
        return Angle.HIGH
    if len(people) == 1 and shot in (Shot.FULL, Shot.WIDE):
        if people[0].face in (Face.SAD, Face.CRYING, Face.SCARED):
            return Angle.HIGH
        if people[0].face in (Face.ANGRY, Face.DETERMINED):
            return Angle.LOW
    return Angle.EYE


def _weight(
    beat: PanelBeat,
    staged: Staged,
    speech: tuple[Speech, ...],
    shot: Shot,
    past: Past,
    last: bool,
) -> float:
    """About 1; a new place, a strong deed, many figures and the end deserve more of a page."""
    weight = 0.8 + 0.14 * min(beat.key.weight, 3.5)
    weight += 0.06 * min(len(staged.regions), 6)
    weight += 0.01 * min(sum(len(balloon.text.split()) for balloon in speech), 40)
    if shot in (Shot.WIDE, Shot.EXTREME_WIDE):
        weight += 0.25
    if shot in (Shot.CLOSE, Shot.DETAIL):
        weight -= 0.2
    if last:
        weight += 0.15
    if any(region.face in (Face.WONDER, Face.SURPRISED) for region in staged.regions):
        weight += 0.15
    return round(max(0.5, min(weight, 2.5)), 2)
