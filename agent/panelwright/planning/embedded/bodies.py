"""What a deed's other words make of the body that its verb asks for: covered ears, a low seat."""

from panelwright.planning.embedded.tables import index, words
from panelwright_tools.domain import Pose
from panelwright_tools.language.document import Event, Sentence


def covered_pose(sentence: Sentence, event: Event) -> Pose | None:
    """`covered her ears`, `put his fingers in his ears`, `hid her face in her hands`."""
    if event.verb not in words("staging", "bodies", "covering"):
        return None
    own = {e for n in event.subjects for e in sentence.noun_phrases[n].entities}
    hands = {sentence.noun_phrases[n].head for n in event.objects}
    over = [hung.phrase for hung in event.prepositions if hung.preposition in _OVER]
    laid = hands & words("staging", "things", "hands")
    plain = event.verb in words("staging", "bodies", "hiding")
    for number in (*(event.objects if plain else ()), *(over if laid else ())):
        phrase = sentence.noun_phrases[number]
        owners = set(phrase.owner_entities)
        pose = index("staging", "bodies", "covered").get(phrase.head)
        if pose is not None and (not owners or owners & own or not own):
            return Pose(pose)
    return None


_OVER = frozenset({"over", "in", "into", "to", "against", "on"})


def refined(pose: Pose, sentence: Sentence, event: Event) -> Pose:
    """The pose as the deed's prepositions and objects want it."""
    hung = [
        (link.preposition, sentence.noun_phrases[link.phrase].head) for link in event.prepositions
    ]
    if pose is Pose.SIT and any(
        p in _UPON and h in words("staging", "bodies", "low") for p, h in hung
    ):
        return Pose.SIT_GROUND
    if pose is Pose.FALL and event.verb == "slip" and any(p in _THROUGH for p, _ in hung):
        return Pose.WALK  # slips through the door
    if pose is Pose.LEAN and not any(p in _UPON | {"against"} for p, _ in hung):
        return Pose.STAND
    towards = _TOWARDS | (_AGAINST if event.verb in words("props", "knocking") else set())
    if pose is Pose.REACH and not event.objects and not any(p in towards for p, _ in hung):
        return Pose.STAND
    return pose


_UPON = frozenset({"on", "upon", "in", "on top of"})
_THROUGH = frozenset(
    {"into", "out of", "through", "past", "between", "behind", "inside", "under", "from"}
)
_TOWARDS = frozenset({"for", "at", "to", "towards", "toward", "into", "onto", "out", "up", "under"})
_AGAINST = frozenset({"on", "upon", "against"})
