"""Which panels would be painted anew for another story of the same run."""

from panelwright.paging import known_pages
from panelwright.placing import placed
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.sheets import Sheet, sheets
from panelwright_tools.domain import Panel, Story
from panelwright_tools.domain.appearance import varied
from panelwright_tools.domain.model import canonical_json


def repainted(run: Run, settings: Settings, before: Story, after: Story) -> tuple[str, ...]:
    """The panels of the new story for which anything that decides their pictures is new.

    A panel that isn't named keeps its picture; one that is named may turn out the same after all,
    as when a balloon gets other words of the same length.
    """
    style = settings.style is None and before.style != after.style
    turned = before.direction != after.direction
    old_sheets = sheets(known_pages(run, before, settings), settings)
    new_sheets = sheets(known_pages(run, after, settings), settings)
    old = {panel.id: panel for panel in before.panels}
    return tuple(
        panel.id
        for panel in after.panels
        if panel.picture is None
        and (
            style
            or turned
            or (panel.id in old and old[panel.id].picture is not None)
            or panel.id not in old
            or _sheet(old_sheets[panel.id]) != _sheet(new_sheets[panel.id])
            or (
                _decisive(old[panel.id], before) != _decisive(panel, after)
                and not _framed_alike(old[panel.id], panel, before, after, new_sheets[panel.id])
            )
        )
    )


def _framed_alike(old: Panel, new: Panel, before: Story, after: Story, sheet: Sheet) -> bool:
    """Whether two panels differ in nothing but the shot, and are laid out in the same one all the
    same, since a closer one has no room for what they show."""
    if old.shot == new.shot:
        return False
    reframed = old.model_copy(update={"shot": new.shot})
    if _decisive(reframed, before) != _decisive(new, after):
        return False
    drawn = (placed(old, before, sheet), placed(new, after, sheet))
    before_it, after_it = (one.model_copy(update={"relaxed": ()}) for one in drawn)
    return before_it == after_it


def _sheet(sheet: Sheet) -> tuple[object, ...]:
    return (sheet.size, sheet.line_height, sheet.frame)


def _decisive(panel: Panel, story: Story) -> tuple[str, ...]:
    """All of the panel, its place and its characters that a picture may show."""
    shown = panel.model_copy(update={"alt": "", "guessed": None, "weight": 1.0, "approved": None})
    place = story.place(panel.place) if panel.place is not None else None
    people = [
        canonical_json(varied(story.character(region.subject), region.variation))
        for region in panel.regions
        if region.subject is not None
    ]
    return (canonical_json(shown), canonical_json(place) if place else "", *people)
