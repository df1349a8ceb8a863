"""Pictures of briefs: as the store holds them, else as the painter makes them."""

from panelwright.store import Store
from panelwright_tools.domain import Brief, ToolError
from panelwright_tools.painting.painter import Painter, TakesLoras
from panelwright_tools.painting.picture import Picture


def painted_alone(brief: Brief, painter: Painter, store: Store) -> Picture:
    """A picture of a brief that has no parent, by what the store holds of its characters; it is
    not kept.

    Raises ToolError when the painter failed or a picture of a character is gone.
    """
    return _lent(painter, brief, store).paint(brief, None, references_of(brief, store))


def picture_of(brief: Brief, key: str, painter: Painter, store: Store) -> tuple[Picture, bool]:
    """The picture of a brief, and whether it had to be painted."""
    kept = store.get(key)
    if kept is not None:
        return kept, False
    parent = stored(brief.parent, store) if brief.parent is not None else None
    picture = _lent(painter, brief, store).paint(brief, parent, references_of(brief, store))
    store.put(key, picture)
    return picture, True


def _lent(painter: Painter, brief: Brief, store: Store) -> Painter:
    """The painter, with the LoRAs of the characters that are to be seen."""
    cast = [item.character for item in brief.regions if item.character is not None]
    files = {lora.file: store.lora_path(lora.file) for one in cast for lora in one.loras}
    return painter.lent(files) if files and isinstance(painter, TakesLoras) else painter


def references_of(brief: Brief, store: Store) -> dict[str, Picture]:
    """The pictures of the characters that are to be seen, by their keys."""
    names = [name for item in brief.regions if item.character for name in item.character.references]
    return {name: stored(name, store) for name in dict.fromkeys(names)}


def stored(key: str, store: Store) -> Picture:
    """The picture of that key. Raises ToolError when it is damaged or gone."""
    picture = store.get(key)
    if picture is None:
        raise ToolError(f"the picture {key} is damaged or gone; run `agent draw` again.")
    return picture
