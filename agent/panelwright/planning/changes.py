"""Carries out each kind of edit on a story."""

from panelwright.planning.edits import (
    AddPanel,
    AddPlace,
    AddRegion,
    Edit,
    MergeCharacters,
    MirrorPanel,
    MovePanel,
    ReassignSpeech,
    RemovePanel,
    RemoveRegion,
    RenameCharacter,
    SetLook,
    SetPanel,
    SetRegion,
    SetStyle,
)
from panelwright.planning.mirroring import mirrored
from panelwright_tools.domain import Character, Panel, Region, Relation, Story, UserError
from panelwright_tools.domain.appearance import rephrased


def changed(story: Story, edit: Edit) -> Story:
    """The story after one edit. Raises UserError for an unknown panel, region or character."""
    match edit:
        case MergeCharacters():
            return _merged(story, edit)
        case RenameCharacter():
            character = _character(story, edit.character)
            aliases = tuple(dict.fromkeys((character.name, *character.aliases)))
            return _with_character(
                story, character.model_copy(update={"name": edit.name, "aliases": aliases})
            )
        case SetLook():
            return _with_look(story, edit)
        case SetStyle():
            return story.model_copy(update={"style": edit.style})
        case AddPlace():
            return story.model_copy(update={"places": (*story.places, edit.place)})
        case AddPanel() | RemovePanel() | MovePanel():
            return story.model_copy(update={"panels": _rearranged(story, edit)})
        case _:
            panel = find_panel(story, edit.panel)
            return _with_panel(story, _changed_panel(story, panel, edit))


def find_panel(story: Story, panel_id: str) -> Panel:
    """The panel with this id. Raises UserError, naming the panels, when there is none."""
    for panel in story.panels:
        if panel.id == panel_id:
            return panel
    first, last = story.panels[0].id, story.panels[-1].id
    raise UserError(f"There is no panel {panel_id!r}: the story has panels {first} to {last}.")


def _character(story: Story, character_id: str) -> Character:
    for character in story.cast:
        if character.id == character_id:
            return character
    known = ", ".join(character.id for character in story.cast) or "nobody"
    raise UserError(f"There is no character {character_id!r}: the cast is {known}.")


def _region(panel: Panel, region_id: str) -> Region:
    for region in panel.regions:
        if region.id == region_id:
            return region
    known = ", ".join(region.id for region in panel.regions) or "nothing"
    raise UserError(f"Panel {panel.id} has no {region_id!r}: it shows {known}.")


def _with_character(story: Story, new: Character) -> Story:
    cast = tuple(new if character.id == new.id else character for character in story.cast)
    return story.model_copy(update={"cast": cast})


def _with_panel(story: Story, new: Panel) -> Story:
    panels = tuple(new if panel.id == new.id else panel for panel in story.panels)
    return story.model_copy(update={"panels": panels})


def _merged(story: Story, edit: MergeCharacters) -> Story:
    kept, gone = _character(story, edit.character), _character(story, edit.other)
    if kept.id == gone.id:
        raise UserError(f"{kept.id} can't be merged with itself: name two characters.")
    aliases = tuple(dict.fromkeys((*kept.aliases, gone.name, *gone.aliases)))
    kept = kept.model_copy(update={"aliases": aliases, "guessed": None})
    cast = tuple(c for c in story.cast if c.id != gone.id)
    panels = tuple(_merged_panel(panel, kept, gone.id) for panel in story.panels)
    return _with_character(story.model_copy(update={"cast": cast, "panels": panels}), kept)


def _merged_panel(panel: Panel, kept: Character, gone: str) -> Panel:
    """The panel with the one character once, however often the two stood in it."""
    there = any(region.subject == kept.id for region in panel.regions)
    regions: list[Region] = []
    moved: dict[str, str | None] = {}
    taken = {region.id for region in panel.regions}
    for region in panel.regions:
        if region.subject != gone:
            regions.append(region)
        elif there:
            moved[region.id] = kept.id if kept.id in taken else None
        else:
            new_id = kept.id if kept.id not in taken else region.id
            taken.add(new_id)
            moved[region.id] = new_id
            update = {"id": new_id, "subject": kept.id}
            regions.append(rephrased(region, kept.phrase).model_copy(update=update))
    speech = tuple(
        s.model_copy(update={"speaker": kept.id}) if s.speaker == gone else s for s in panel.speech
    )
    sounds = tuple(
        s.model_copy(update={"source": moved.get(s.source, s.source)}) if s.source else s
        for s in panel.sounds
    )
    parts: dict[str, object] = {
        "regions": tuple(regions),
        "speech": speech,
        "sounds": sounds,
        "relations": _moved(panel.relations, moved),
    }
    return panel.model_copy(update=parts)


def _moved(relations: tuple[Relation, ...], moved: dict[str, str | None]) -> tuple[Relation, ...]:
    """The relations with their ends renamed; those that lost an end or join one to itself go."""
    kept: list[Relation] = []
    for relation in relations:
        source = moved.get(relation.source, relation.source)
        target = moved.get(relation.target, relation.target)
        other = moved.get(relation.other, relation.other) if relation.other else None
        lost = relation.other is not None and other is None
        ends = [end for end in (source, target, other) if end is not None]
        if source is None or target is None or lost or len(set(ends)) < len(ends):
            continue
        kept.append(
            relation.model_copy(update={"source": source, "target": target, "other": other})
        )
    return tuple(kept)


def _with_look(story: Story, edit: SetLook) -> Story:
    old = _character(story, edit.character)
    new = old.model_copy(update={"look": edit.look, "phrase": edit.phrase})
    panels: list[Panel] = []
    for panel in story.panels:
        regions = tuple(
            rephrased(region, edit.phrase) if region.subject == old.id else region
            for region in panel.regions
        )
        panels.append(panel.model_copy(update={"regions": regions}))
    return _with_character(story.model_copy(update={"panels": tuple(panels)}), new)


def _rearranged(story: Story, edit: AddPanel | RemovePanel | MovePanel) -> tuple[Panel, ...]:
    panels = list(story.panels)
    if isinstance(edit, AddPanel):
        panels.insert(edit.at, edit.panel)
        return tuple(panels)
    panel = find_panel(story, edit.panel)
    panels.remove(panel)
    if isinstance(edit, MovePanel):
        panels.insert(edit.to, panel)
    elif not panels:
        raise UserError(f"Panel {panel.id} is the only one: a story needs at least one panel.")
    return tuple(panels)


def _changed_panel(
    story: Story,
    panel: Panel,
    edit: ReassignSpeech | SetPanel | SetRegion | MirrorPanel | AddRegion | RemoveRegion,
) -> Panel:
    match edit:
        case ReassignSpeech():
            return _respoken(story, panel, edit)
        case SetPanel():
            fields = {key: getattr(edit, key) for key in edit.model_fields_set - {"kind", "panel"}}
            update = {key: value for key, value in fields.items() if value is not None}
            if update.keys() & {"place", "time"}:
                update["guessed"] = None
            return panel.model_copy(update=update)
        case SetRegion():
            return _reposed(panel, edit)
        case MirrorPanel():
            return mirrored(panel)
        case AddRegion():
            return panel.model_copy(update={"regions": (*panel.regions, edit.region)})
        case RemoveRegion():
            return _without(panel, edit)


def _respoken(story: Story, panel: Panel, edit: ReassignSpeech) -> Panel:
    if edit.index >= len(panel.speech):
        raise UserError(
            f"Panel {panel.id} has {len(panel.speech)} balloons: "
            f"there is no number {edit.index + 1}."
        )
    if edit.speaker is not None:
        _character(story, edit.speaker)
    speech = list(panel.speech)
    update = {"speaker": edit.speaker, "guessed": None}
    speech[edit.index] = speech[edit.index].model_copy(update=update)
    return panel.model_copy(update={"speech": tuple(speech)})


def _reposed(panel: Panel, edit: SetRegion) -> Panel:
    from panelwright.planning.embedded.prompts import region_prompt
    from panelwright_tools.domain import Face, Pose

    old = _region(panel, edit.region)
    pose, face = edit.pose or old.pose, edit.face or old.face
    prompt = region_prompt(old.phrase, pose or Pose.STAND, face or Face.NEUTRAL, None)
    new = old.model_copy(update={"pose": pose, "face": face, "prompt": prompt})
    regions = tuple(new if region.id == old.id else region for region in panel.regions)
    return panel.model_copy(update={"regions": regions})


def _without(panel: Panel, edit: RemoveRegion) -> Panel:
    gone = _region(panel, edit.region)
    ids = {gone.id}
    if gone.subject is not None:
        ids |= {region.id for region in panel.regions if region.subject == gone.subject}
    regions = tuple(region for region in panel.regions if region.id not in ids)
    relations = tuple(r for r in panel.relations if not {r.source, r.target, r.other} & ids)
    sounds = tuple(
        s.model_copy(update={"source": None}) if s.source in ids else s for s in panel.sounds
    )
    avoid = panel.avoid
    if edit.avoid and gone.noun not in avoid and all(r.noun != gone.noun for r in regions):
        avoid = (*avoid, gone.noun)
    update = {"regions": regions, "relations": relations, "sounds": sounds, "avoid": avoid}
    return panel.model_copy(update=update)
