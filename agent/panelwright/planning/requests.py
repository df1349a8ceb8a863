"""Understands a spoken wish for one panel by rules: "closer, at dusk, without the dog"."""

import re
from collections.abc import Callable

from panelwright.planning.editing.finding import find_panel
from panelwright.planning.edits import (
    AddPlace,
    AddRegion,
    Edit,
    MirrorPanel,
    RemoveRegion,
    SetPanel,
    SetRegion,
    SetStyle,
    apply,
)
from panelwright.planning.embedded.names import slug, unique, with_article
from panelwright.planning.embedded.prompts import region_prompt
from panelwright.planning.embedded.tables import index, table, words
from panelwright_tools.domain import (
    Angle,
    Character,
    Face,
    Panel,
    Place,
    Pose,
    Region,
    Season,
    Shot,
    Story,
    TimeOfDay,
    UserError,
    Weather,
)

HELP = (
    'say for example "closer", "wider", "close-up", "from above", "at night", "in the rain", '
    '"in winter", "in the forest", "without the dog", "with a lantern", "Mina smiles", '
    '"Mina runs", "style noir" or "no caption"'
)
_SHOTS = list(Shot)
_ARTICLE = re.compile(r"^(?:the|a|an|some|any|his|her|their|its)\s+", re.I)
_STYLE = re.compile(r"^(?:in (?:the )?)?(?:style (?:of )?)?(?P<name>[\w -]+?)(?: style)?$", re.I)

Reader = Callable[[Story, Panel, str], list[Edit]]


def say(story: Story, panel_id: str, text: str) -> list[Edit]:
    """The edits that carry out a wish for a panel.

    Raises UserError, naming what can be said, when any part of the wish is not understood.
    """
    panel = find_panel(story, panel_id)
    wishes = [part.strip(" .!") for part in re.split(r"[,;]|\b(?:and|but|then)\b", text)]
    wishes = [wish for wish in wishes if wish]
    if not wishes:
        raise UserError(f"The wish is empty: {HELP}.")
    edits: list[Edit] = []
    for wish in wishes:
        found = _read(story, panel, wish)
        edits += found
        story = apply(story, found)
        panel = find_panel(story, panel_id)
    return edits


def _read(story: Story, panel: Panel, wish: str) -> list[Edit]:
    readers: tuple[Reader, ...] = (
        _caption,
        _style,
        _without,
        _frame,
        _mirror,
        _light,
        _acting,
        _with,
        _place,
    )
    for reader in readers:
        found = reader(story, panel, wish)
        if found:
            return found
    raise UserError(f"I don't understand {wish!r}: {HELP}.")


def _asked(section: str, wish: str) -> str | None:
    """The key of a section of the table whose phrase the wish is, or ends with."""
    plain = _ARTICLE.sub(
        "",
        re.sub(r"^(?:make it|at|in|during|with|under|it is|it's|when it is)\s+", "", wish.lower()),
    )
    plain = _ARTICLE.sub("", plain)
    entries: dict[str, str] = table("requests")[section]
    for key, phrases in entries.items():
        if plain in phrases.split(";") or wish.lower() in phrases.split(";"):
            return key
    return None


def _frame(story: Story, panel: Panel, wish: str) -> list[Edit]:
    nearer = _asked("nearer", re.sub(r"\b(a bit|a little|much|even)\s+", "", wish.lower()))
    if nearer is not None:
        step = 1 if nearer == "closer" else -1
        place = min(max(_SHOTS.index(panel.shot) + step, 0), len(_SHOTS) - 1)
        return [SetPanel(panel=panel.id, shot=_SHOTS[place])]
    shot, angle = _asked("shot", wish), _asked("angle", wish)
    if shot is not None:
        return [SetPanel(panel=panel.id, shot=Shot(shot))]
    return [SetPanel(panel=panel.id, angle=Angle(angle))] if angle is not None else []


def _mirror(story: Story, panel: Panel, wish: str) -> list[Edit]:
    asked = _asked("sides", wish)
    return [MirrorPanel(panel=panel.id)] if asked == "mirrored" else []


def _light(story: Story, panel: Panel, wish: str) -> list[Edit]:
    time, weather, season = (_asked(name, wish) for name in ("time", "weather", "season"))
    if time is not None:
        return [SetPanel(panel=panel.id, time=TimeOfDay(time))]
    if weather is not None:
        return [SetPanel(panel=panel.id, weather=Weather(weather))]
    return [SetPanel(panel=panel.id, season=Season(season))] if season is not None else []


def _caption(story: Story, panel: Panel, wish: str) -> list[Edit]:
    if re.fullmatch(r"(no|without( a| the)?|remove the) caption", wish, re.I):
        return [SetPanel(panel=panel.id, caption="")]
    told = re.fullmatch(r"caption:?\s+[\"“]?(?P<text>.+?)[\"”]?", wish, re.I)
    return [SetPanel(panel=panel.id, caption=told.group("text"))] if told else []


def _style(story: Story, panel: Panel, wish: str) -> list[Edit]:
    if "style" not in wish.lower():
        return []
    told = _STYLE.match(wish)
    return [SetStyle(style=told.group("name").lower()[:40])] if told else []


def _without(story: Story, panel: Panel, wish: str) -> list[Edit]:
    told = re.fullmatch(r"(?:without|no|remove|drop|delete|not)\s+(?P<what>.+)", wish, re.I)
    if told is None or _asked("weather", wish) is not None:
        return []
    what = told.group("what")
    found = _regions_called(story, panel, what)
    if not found:
        known = ", ".join(region.id for region in panel.regions) or "nothing"
        raise UserError(f"Panel {panel.id} shows no {_bare(what)}: it shows {known}.")
    seen: dict[str, RemoveRegion] = {}
    for region in found:
        seen.setdefault(region.subject or region.id, RemoveRegion(panel=panel.id, region=region.id))
    return list(seen.values())


def _bare(text: str) -> str:
    return _ARTICLE.sub("", text.strip()).lower()


def _character_called(story: Story, name: str) -> Character | None:
    bare = _bare(name)
    for character in story.cast:
        names = {character.id, character.name.lower(), *(a.lower() for a in character.aliases)}
        names |= {character.name.lower().split()[-1], character.look.species.lower()} - {"human"}
        if bare in names or _bare(character.name) == bare:
            return character
    return None


def _regions_called(story: Story, panel: Panel, name: str) -> list[Region]:
    bare = _bare(name)
    if bare in ("everyone", "all", "everybody", "they"):
        return [region for region in panel.regions if region.subject is not None]
    character = _character_called(story, name)
    if character is not None:
        return [region for region in panel.regions if region.subject == character.id]
    forms = {bare, bare.removesuffix("s"), bare.removesuffix("es")}
    return [
        region
        for region in panel.regions
        if region.noun.lower() in forms or region.id in forms or _bare(region.phrase) in forms
    ]


def _acting(story: Story, panel: Panel, wish: str) -> list[Edit]:
    """NAME does or feels something."""
    tokens = wish.split()
    for size in range(min(4, len(tokens) - 1), 0, -1):
        regions = _regions_called(story, panel, " ".join(tokens[:size]))
        if regions:
            pose, face = _pose_and_face(tokens[size:])
            if pose is None and face is None:
                return []
            return [
                SetRegion(panel=panel.id, region=region.id, pose=pose, face=face)
                for region in regions
            ]
    return []


def _pose_and_face(tokens: list[str]) -> tuple[Pose | None, Face | None]:
    from lemminflect import getLemma

    poses, faces = index("poses"), index("faces")
    pose: Pose | None = None
    face: Face | None = None
    for token in tokens:
        lower = token.lower().strip(".,!")
        lemmas: tuple[str, ...] = getLemma(lower, "VERB") or (lower,)
        lemma = lemmas[0]
        by_name = lemma if lemma in Pose._value2member_map_ else None
        if pose is None and lemma not in ("be", "look", "seem", "feel", "get", "make"):
            key = by_name or poses.get(lemma)
            pose = Pose(key) if key else None
        if face is None and lemma not in ("look",):
            key = faces.get(lower) or faces.get(lemma)
            if lower in Face._value2member_map_:
                key = lower
            face = Face(key) if key else None
    return pose, face


def _with(story: Story, panel: Panel, wish: str) -> list[Edit]:
    told = re.fullmatch(r"(?:with|add|plus|show)\s+(?P<what>.+)", wish, re.I)
    if told is None:
        return []
    what = told.group("what")
    character = _character_called(story, what)
    ids = [region.id for region in panel.regions]
    if character is not None:
        if any(region.subject == character.id for region in panel.regions):
            raise UserError(f"{character.name} is already in panel {panel.id}.")
        phrase = character.phrase or character.name
        region = Region(
            id=unique(character.id, ids),
            subject=character.id,
            noun=character.look.species if character.look.species != "human" else "person",
            phrase=phrase,
            prompt=region_prompt(phrase, Pose.STAND, Face.NEUTRAL, None),
            pose=Pose.STAND,
            face=Face.NEUTRAL,
            key=True,
        )
        return [AddRegion(panel=panel.id, region=region)]
    bare = _bare(what)
    noun = bare.split()[-1]
    phrase = with_article(bare)
    new = Region(
        id=unique(slug(noun, "thing"), ids), noun=noun, phrase=phrase, prompt=phrase, key=True
    )
    return [AddRegion(panel=panel.id, region=new)]


def _place(story: Story, panel: Panel, wish: str) -> list[Edit]:
    told = re.fullmatch(r"(?:in|at|on|inside|to|near|by)\s+(?P<what>.+)", wish, re.I)
    if told is None:
        return []
    bare = _bare(told.group("what"))
    for place in story.places:
        if bare in (place.name.lower(), place.noun.lower(), _bare(place.phrase), place.id):
            return [SetPanel(panel=panel.id, place=place.id)]
    noun = bare.split()[-1]
    place_id = unique(slug(bare, "place"), [place.id for place in story.places])
    new = Place(
        id=place_id,
        name=bare,
        noun=noun,
        phrase=with_article(bare),
        indoors=noun in words("places", "indoors"),
    )
    return [AddPlace(place=new), SetPanel(panel=panel.id, place=place_id)]
