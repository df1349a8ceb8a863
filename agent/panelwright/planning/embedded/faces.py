"""Chooses the face of a character from what it does, feels and says."""

import re

from panelwright.planning.embedded.acting import Deed, objects_of, rushes, subjects_of
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.tables import index, words
from panelwright_tools.domain import Face
from panelwright_tools.language.document import Document, Quote


def face_of(
    document: Document, cast: Cast, deeds: list[Deed], who: str, quotes: list[Quote]
) -> Face:
    """The expression from deeds, adverbs, adjectives and the character's own words."""
    own = [deed for deed in deeds if who in subjects_of(cast, deed) and not deed.event.negated]
    for deed in sorted(own, key=lambda deed: -_feeling(deed)):
        face = _face_for(deed)
        if face is not None:
            return face
    told = _face_told(cast, deeds, who)
    if told is not None:
        return told
    for quote in quotes:
        face = _face_for_quote(document, quote)
        if face is not None:
            return face
    for deed in deeds:
        if who in objects_of(cast, deed):
            return _face_of_patient(deed)
    return Face.NEUTRAL


def _face_told(cast: Cast, deeds: list[Deed], who: str) -> Face | None:
    """`A frightened mouse runs`: the feeling is an adjective of the one who acts."""
    for deed in deeds:
        for number in deed.event.subjects:
            phrase = deed.sentence.noun_phrases[number]
            felt = [a for a in phrase.adjectives if a in index("faces")]
            if felt and who in cast.of(*phrase.entities):
                return Face(index("faces")[felt[0]])
    return None


def _feeling(deed: Deed) -> float:
    told = bool(deed.event.adjective) or any(a in index("faces") for a in deed.event.adverbs)
    return deed.score + 2.0 * told


def _face_for(deed: Deed) -> Face | None:
    faces, event = index("faces"), deed.event
    for word in (event.adjective, *event.adverbs):
        if word and word in faces:
            return Face(faces[word])
    if event.verb in words("verbs", "speech") and deed.sentence.quotes:
        spoken = {"cry", "call", "wonder", "snap", "ask", "insist", "vow"}
        if event.verb in spoken:
            return None
    faceless = event.verb in words("verbs", "faceless") or rushes(deed)
    if event.verb in faces and not faceless:
        return Face(faces[event.verb])
    for hung in event.prepositions:
        phrase = deed.sentence.noun_phrases[hung.phrase]
        if hung.preposition in ("with", "in") and phrase.head in faces:
            return Face(faces[phrase.head])
    return None


def _face_for_quote(document: Document, quote: Quote) -> Face | None:
    faces = index("faces")
    for word in (*quote.manner.lower().split(), quote.verb):
        if word in faces and word not in ("cry", "call", "wonder", "ask"):
            return Face(faces[word])
    text = document.words(quote.span)
    if quote.verb in ("shout", "yell", "bellow"):
        return Face.ANGRY if text.isupper() else Face.DETERMINED
    if text.count("?") and text.count("!"):
        return Face.SURPRISED
    if text.endswith("!"):
        return _face_for_cry(text)
    if text.endswith("?"):
        return Face.CURIOUS
    return None


def _face_for_cry(text: str) -> Face:
    """An exclamation is glad, afraid or firm, by its words."""
    said = set(re.findall(r"[a-z']+", text.lower()))
    for kind, face in (("glad", Face.JOY), ("afraid", Face.SCARED)):
        if said & words("verbs", "cries", kind):
            return face
    return Face.DETERMINED


def _face_of_patient(deed: Deed) -> Face:
    verb = deed.event.verb
    if verb in words("staging", "verbs", "hugs") or verb in ("thank", "praise", "comfort"):
        return Face.HAPPY
    if verb in ("frighten", "scare", "chase", "attack", "threaten", "terrify"):
        return Face.SCARED
    if verb in ("surprise", "startle", "amaze"):
        return Face.SURPRISED
    return Face.NEUTRAL
