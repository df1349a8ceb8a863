"""Wishes for who and what a panel shows, what they do, and where it happens."""

import re
from typing import Final

from panelwright.planning.edits import AddPlace, AddRegion, Edit, RemoveRegion, SetPanel, SetRegion
from panelwright.planning.embedded.names import slug, unique, with_article
from panelwright.planning.embedded.tables import index, table, words
from panelwright.planning.requests.asking import ARTICLE, Wish, asked, bare
from panelwright.planning.requests.deeds import scene_edits, scene_told
from panelwright.planning.requests.figures import figure, things
from panelwright.planning.requests.finding import (
    character_called,
    missing,
    place_called,
    regions_called,
)
from panelwright_tools.domain import Face, Panel, Place, Pose, Region, Story, UserError

_A_BIT: Final = re.compile(r"\ba (?:bit|little|lot)\b", re.I)


def without(wish: Wish) -> list[Edit]:
    """Without the dog."""
    told = re.fullmatch(r"(?:without|no|remove|drop|delete|not)\s+(?P<what>.+)", wish.text, re.I)
    if told is None or asked("weather", wish.text) is not None:
        return []
    what = told.group("what")
    found: list[Edit] = []
    for panel in map(wish.story.panel, wish.panels):
        seen: dict[str, Edit] = {}
        for region in regions_called(wish.story, panel, what):
            gone = RemoveRegion(panel=panel.id, region=region.id)
            seen.setdefault(region.subject or region.id, gone)
        found += seen.values()
    if not found:
        raise UserError(missing(wish.story, wish.panels, what))
    return found


def nobody(wish: Wish) -> list[Edit]:
    """Nobody smiles: those who do, stop it. Raises UserError when nobody does."""
    told = re.fullmatch(
        r"(?:nobody|no one|no-one|none of them)\s+(?:(?:is|are|looks?|seems?)\s+)?(?P<what>.+)",
        wish.text, re.I,
    )  # fmt: skip
    pose, face = pose_and_face(told.group("what").split()) if told is not None else (None, None)
    if told is None or (pose is None and face is None):
        return []
    faces = _alike(face)
    found: list[Edit] = []
    for panel in map(wish.story.panel, wish.panels):
        for region in panel.regions:
            stops = pose is not None and region.pose is pose
            plain = region.face is not None and region.face in faces
            if region.subject is not None and (stops or plain):
                found.append(
                    SetRegion(
                        panel=panel.id,
                        region=region.id,
                        pose=Pose.STAND if stops else None,
                        face=Face.NEUTRAL if plain else None,
                    )
                )
    if not found:
        raise UserError("nobody does that on these panels as it is.")
    return found


def _alike(face: Face | None) -> list[str]:
    """The face and those of its kind."""
    rows: dict[str, str] = table("requests")["tones"]
    return next((row.split() for row in rows.values() if face in row.split()), [face or ""])


def acting(wish: Wish) -> list[Edit]:
    """Mina runs; the dog is scared; Mina holds a lantern."""
    found: list[Edit] = []
    tokens = wish.text.split()
    for panel in map(wish.story.panel, wish.panels):
        for size in range(min(5, len(tokens) - 1), 0, -1):
            regions = regions_called(wish.story, panel, " ".join(tokens[:size]))
            if regions:
                found += _acting(wish, panel, regions, tokens[size:])
                break
    return found


def arriving(wish: Wish) -> list[Edit]:
    """A bird sits on Bolt's head: who or what is not there yet, and has to do with another."""
    try:
        scene = scene_told(wish.story, wish.text)
    except UserError:  # a stranger is named; other rules tell of them
        return []
    if scene is None or scene.unread or not scene.has_ties or not scene.shows_all_named:
        return []
    found = [scene_edits(panel, scene, wish.text) for panel in map(wish.story.panel, wish.panels)]
    return [edit for edits in found for edit in edits]


def _acting(wish: Wish, panel: Panel, regions: list[Region], told: list[str]) -> list[Edit]:
    """A deed that needs nothing else, or what the sentence tells as prose does."""
    told = _A_BIT.sub("", " ".join(told)).split()
    if not _unread(wish.story, panel, told):
        pose, face = pose_and_face(told)
        if pose is None and face is None:
            return []
        return [
            SetRegion(panel=panel.id, region=region.id, pose=pose, face=face) for region in regions
        ]
    present = [region.subject for region in panel.regions if region.subject is not None]
    scene = scene_told(wish.story, wish.text, present)
    if scene is None or not (scene.is_whole and scene.tells(wish.text)):
        return []
    return scene_edits(panel, scene, wish.text)


def absent(wish: Wish) -> list[Edit]:
    """Raises UserError when somebody of the cast is to act on panels where nobody sees them."""
    tokens = wish.text.split()
    for size in range(min(5, len(tokens) - 1), 0, -1):
        who = character_called(wish.story, " ".join(tokens[:size]))
        if who is not None and wish.panels and any(pose_and_face(tokens[size:])):
            there = {r.subject for p in wish.panels for r in wish.story.panel(p).regions}
            if who.id not in there:
                raise UserError(
                    f'{who.name} is not on {_where(wish)}: say "with {who.name}" first.'
                )
    return []


def _where(wish: Wish) -> str:
    return f"panel {wish.panels[0]}" if len(wish.panels) == 1 else "any of these panels"


def _unread(story: Story, panel: Panel, tokens: list[str]) -> list[str]:
    """The words after a subject that tell neither body nor face, or name somebody else."""
    fillers = words("rewordings", "fillers", "words")
    return [
        token
        for token in (token.strip(".,!") for token in tokens)
        if character_called(story, token)
        or regions_called(story, panel, token)
        or (token.lower() not in fillers and not any(pose_and_face([token])))
    ]


def pose_and_face(tokens: list[str]) -> tuple[Pose | None, Face | None]:
    """The body and the expression that the words after a subject ask for."""
    from lemminflect import getLemma

    poses, faces = index("poses"), index("faces")
    pose: Pose | None = None
    face: Face | None = None
    for token in tokens:
        lower = token.lower().strip(".,!")
        lemmas: tuple[str, ...] = getLemma(lower, "VERB") or (lower,)
        lemma = lemmas[0]
        adjectives: tuple[str, ...] = getLemma(lower, "ADJ")
        by_name = lemma if lemma in Pose._value2member_map_ else None
        if pose is None and lemma not in words("requests", "words", "linking"):
            key = by_name or poses.get(lemma)
            pose = Pose(key) if key else None
        if face is None and lemma not in ("look",):
            known = (faces.get(word) for word in (lower, lemma, *adjectives))
            key = lower if lower in Face._value2member_map_ else next(filter(None, known), None)
            face = Face(key) if key else None
    return pose, face


def added(wish: Wish) -> list[Edit]:
    """With Tom; with a red umbrella."""
    told = re.fullmatch(r"(?:with|add|plus|show)\s+(?P<what>.+)", wish.text, re.I)
    if told is None or re.match(
        r"(?:a\s+)?(?:new\s+)?(?:panel|character|place)\b", told.group("what"), re.I
    ):
        return []
    what = told.group("what")
    character = character_called(wish.story, what)
    panels = [wish.story.panel(panel) for panel in wish.panels]
    if character is None and _begins_with_somebody(wish, what):
        return []
    if character is None:
        return [
            AddRegion(panel=panel.id, region=new) for panel in panels for new in things(what, panel)
        ]
    missing = [panel for panel in panels if all(r.subject != character.id for r in panel.regions)]
    if not missing:
        raise UserError(f"{character.name} is already in panel {panels[0].id}.")
    return [AddRegion(panel=panel.id, region=figure(character, panel)) for panel in missing]


def _begins_with_somebody(wish: Wish, what: str) -> bool:
    """Whether more is told of somebody than that they are there: Mina on the left."""
    tokens = what.split()
    return any(
        character_called(wish.story, " ".join(tokens[:size])) for size in range(1, len(tokens))
    )


def place(wish: Wish) -> list[Edit]:
    """In the forest: at a place of the story, or at a new one."""
    told = re.fullmatch(r"(?:in|at|on|inside|to|near|by)\s+(?P<what>.+)", wish.text, re.I)
    if told is None:
        return []
    tells_where = set(told.group("what").lower().split()) - words("rewordings", "fillers", "links")
    if not tells_where or character_called(wish.story, told.group("what")) is not None:
        return []
    known = place_called(wish.story, told.group("what"))
    if known is not None:
        return [SetPanel(panel=panel, place=known.id) for panel in wish.panels]
    new = new_place(told.group("what"), [place.id for place in wish.story.places])
    moves = [SetPanel(panel=panel, place=new.id) for panel in wish.panels]
    return [AddPlace(place=new), *moves]


def new_place(what: str, taken: list[str]) -> Place:
    """A place that a few words tell."""
    told = ARTICLE.sub("", what.strip())
    is_proper = told[:1].isupper()
    name = told if is_proper else bare(what)
    noun = name.split()[-1].lower()
    return Place(
        id=unique(slug(name, "place"), taken),
        name=name,
        noun=noun,
        phrase=name if is_proper else with_article(name),
        indoors=noun in words("places", "indoors"),
    )
