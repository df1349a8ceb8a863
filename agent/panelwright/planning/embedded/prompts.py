"""Words for painters and for readers who cannot see: region prompts, alt text."""

from collections.abc import Sequence

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.names import listed, sentence_case, with_article
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import (
    Character,
    Face,
    Place,
    Pose,
    Region,
    Shot,
    TimeOfDay,
    Weather,
)
from panelwright_tools.language.gerunds import gerund

_DOING = {
    Pose.STAND: "standing",
    Pose.SIT_GROUND: "sitting on the ground",
    Pose.HOLD_HANDS: "holding hands",
    Pose.HANDS_ON_HIPS: "hands on hips",
    Pose.ARMS_CROSSED: "arms crossed",
    Pose.STARTLE: "startled",
    Pose.READ: "reading",
    Pose.REACH: "reaching out",
    Pose.STEER: "at the wheel",
    Pose.COVER_EARS: "hands over the ears",
    Pose.COVER_EYES: "hands over the eyes",
    Pose.COVER_MOUTH: "a hand over the mouth",
}
_NO_FEELING = frozenset({Face.NEUTRAL})
_SHOTS = {
    Shot.EXTREME_WIDE: "From far away",
    Shot.WIDE: "Wide view",
    Shot.CLOSE: "Close-up",
    Shot.DETAIL: "Detail",
}


def doing(pose: Pose) -> str:
    """A pose in words."""
    return _DOING.get(pose) or gerund(pose.value.replace("_", " "))


def region_prompt(phrase: str, pose: Pose, face: Face, deed: Deed | None) -> str:
    """Phrase with action and expression."""
    parts = [phrase, _action(pose, deed)]
    if face not in _NO_FEELING:
        parts.append(f"{face.value} expression")
    return ", ".join(parts)


def _action(pose: Pose, deed: Deed | None) -> str:
    if deed is None or deed.event.negated or deed.event.passive or pose is Pose.STAND:
        return doing(pose)
    action = " ".join(part for part in (gerund(deed.event.verb), deed.event.particle) if part)
    for number in deed.event.objects[:1]:
        phrase = deed.sentence.noun_phrases[number]
        vague = phrase.head in words("staging", "things", "never")
        if not phrase.pronoun and not phrase.name and not vague:
            action += f" {with_article(' '.join((*phrase.adjectives, phrase.head)))}"
    return action


def alt_text(
    shot: Shot,
    place: Place | None,
    time: TimeOfDay,
    weather: Weather,
    regions: Sequence[Region],
    cast: Sequence[Character],
) -> str:
    """`Wide view of the night market, at night, in rain: Mina runs; a lantern.`"""
    names = {character.id: character.name for character in cast}
    people: dict[str, str] = {}
    for region in regions:
        if region.subject is not None:
            people.setdefault(region.subject, _seen(names[region.subject], region))
    things = list(dict.fromkeys(region.phrase for region in regions if region.subject is None))
    where = f" {place.name}" if place is not None else ""
    parts = [_SHOTS.get(shot, "")]
    scene = (
        f"{', '.join(part for part in parts if part)}{' of' if parts[0] and where else ''}{where}"
    )
    light = "" if time is TimeOfDay.DAY else f", {time.value}"
    sky = "" if weather is Weather.CLEAR else f", {weather.value}"
    subjects = listed([*people.values(), *things])
    text = f"{scene}{light}{sky}".strip(" ,")
    return sentence_case(f"{text}: {subjects}." if subjects and text else f"{subjects or text}.")


def _seen(name: str, region: Region) -> str:
    feeling = "" if region.face in (None, Face.NEUTRAL) else f", {region.face.value}"
    action = doing(region.pose) if region.pose is not None else "there"
    return f"{name} {action}{feeling}"
