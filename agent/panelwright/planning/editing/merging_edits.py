"""The edit that makes two characters one."""

from typing import Literal

from panelwright.planning.editing.change import Change
from panelwright.planning.editing.finding import find_character, with_character
from panelwright_tools.domain import Character, Panel, Region, Relation, Story, UserError
from panelwright_tools.domain.appearance import rephrased
from panelwright_tools.domain.cast import MAX_LORAS
from panelwright_tools.domain.model import Slug


class MergeCharacters(Change):
    """Two characters are the same one; `other` becomes `character` everywhere."""

    kind: Literal["merge_characters"] = "merge_characters"
    character: Slug
    other: Slug

    def changed(self, story: Story) -> Story:
        """The story with one of the two; the other's names are aliases."""
        kept, gone = find_character(story, self.character), find_character(story, self.other)
        if kept.id == gone.id:
            raise UserError(f"{kept.name} can't be merged with {kept.name}: name two characters.")
        aliases = tuple(dict.fromkeys((*kept.aliases, gone.name, *gone.aliases)))
        references = tuple(dict.fromkeys((*kept.references, *gone.references)))
        loras = tuple({lora.file: lora for lora in (*gone.loras, *kept.loras)}.values())
        update = {"aliases": aliases, "references": references, "guessed": None}
        kept = kept.model_copy(update={**update, "loras": loras[-MAX_LORAS:]})
        cast = tuple(c for c in story.cast if c.id != gone.id)
        panels = tuple(_merged_panel(panel, kept, gone.id) for panel in story.panels)
        return with_character(story.model_copy(update={"cast": cast, "panels": panels}), kept)

    def told(self) -> str:
        """In words."""
        return f"{self.other} is the same as {self.character}"


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
            update = {"id": new_id, "subject": kept.id, "variation": None}
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
