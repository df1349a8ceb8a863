"""How panels of a plan come to be laid out, told without drawing them."""

from collections.abc import Iterator, Mapping

from panelwright.paging import known_pages
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.sheets import Sheet, sheets
from panelwright_tools.domain import Panel, Story
from panelwright_tools.layout.frames import WIDENING
from panelwright_tools.layout.solver import lay_out
from panelwright_tools.layout.wishes import LayoutWishes, PlacedPanel
from panelwright_tools.painting.storyboard.places.slots import lookout


def placed(panel: Panel, story: Story, sheet: Sheet) -> PlacedPanel:
    """A panel as it is laid out at first, before any repair."""
    width, height = sheet.size
    place = story.place(panel.place) if panel.place is not None else None
    wishes = LayoutWishes(direction=story.direction, line_height=sheet.line_height)
    cast = {one.id: one for one in story.cast}
    return lay_out(panel, cast, place, width / height, wishes, lookout(place, width / height))


def wider_shots(run: Run, settings: Settings, before: Story, after: Story) -> list[str]:
    """A sentence for each panel whose shot was changed to one that its layout has no room for."""
    places = sheets(known_pages(run, after, settings), settings)
    numbers = {panel.id: number for number, panel in enumerate(after.panels, 1)}
    return [
        _sentence(numbers[panel.id], panel, drawn)
        for panel in _reframed(before, after)
        if WIDENING.index((drawn := placed(panel, after, places[panel.id])).shot)
        > WIDENING.index(panel.shot)
    ]


def _reframed(before: Story, after: Story) -> Iterator[Panel]:
    shots: Mapping[str, object] = {panel.id: panel.shot for panel in before.panels}
    yield from (panel for panel in after.panels if shots.get(panel.id, panel.shot) != panel.shot)


def _sentence(number: int, panel: Panel, drawn: PlacedPanel) -> str:
    many = len(panel.regions)
    shown = "what it shows" if many == 1 else f"the {many} subjects that it shows"
    wanted, got = (shot.value.replace("-", " ") for shot in (panel.shot, drawn.shot))
    return f"panel {number} keeps a {got} shot: a {wanted} one has no room for {shown}."
