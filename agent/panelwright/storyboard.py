"""The storyboard of a plan: its pages with labelled blocks instead of pictures."""

from collections.abc import Mapping

from panelwright.files import disk_errors, write_whole
from panelwright.looking import Job, lettered
from panelwright.nodes.brief import brief_of
from panelwright.nodes.paint import letters_of
from panelwright.repair_moves import arranged
from panelwright.studio import Studio
from panelwright_tools.binding.book import Book, LetteredPanel
from panelwright_tools.domain import Brief, Panel
from panelwright_tools.layout.solver import lay_out
from panelwright_tools.painting.blocks import BlockPainter
from panelwright_tools.painting.storyboard.places.slots import lookout


def first_briefs(studio: Studio) -> dict[str, Brief]:
    """What the painter will get for the first attempt at each panel."""
    return {panel.id: first_brief(panel, studio) for panel in studio.story.panels}


def sketched(studio: Studio, briefs: Mapping[str, Brief]) -> int:
    """Write storyboard/page-01.png and so on; how many pages there are."""
    from panelwright_tools.binding.page import compose_page
    from panelwright_tools.binding.png import png_bytes

    folder = studio.run.storyboard
    with disk_errors(folder):
        folder.mkdir(exist_ok=True)
    for page in studio.pages:
        panels = {slot.panel: _blocked(briefs[slot.panel], studio) for slot in page.slots}
        image = compose_page(Book(studio.story, tuple(studio.pages), panels), page)
        about = {"Title": studio.story.title, "Description": "storyboard, nothing painted yet"}
        write_whole(folder / f"page-{page.number:02d}.png", png_bytes(image, about))
    return len(studio.pages)


def first_brief(panel: Panel, studio: Studio) -> Brief:
    """What the painter will get for the first attempt at one panel."""
    now = arranged(panel, (), studio.wishes(panel.id))
    width, height = studio.sheets[panel.id].size
    place = studio.story.place(panel.place) if panel.place is not None else None
    aspect = width / height
    placed = lay_out(panel, studio.cast, place, aspect, now.wishes, lookout(place, aspect))
    return brief_of(now, placed, studio)


def _blocked(brief: Brief, studio: Studio) -> LetteredPanel:
    panel = studio.panels[brief.panel]
    picture = BlockPainter().paint(brief)
    letters = letters_of(panel, 1.0, studio)
    job = Job(studio.workshop.paths, studio.run.store, brief, panel, letters)
    return LetteredPanel(picture.image, lettered(picture, job))
