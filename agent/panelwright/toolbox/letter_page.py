"""Put the words of the plan on a page's painted panels, and compose the page."""

from pydantic import Field

from panelwright.binding import PageJob, compose
from panelwright.files import write_whole
from panelwright.lock import locked
from panelwright.looking import Job, lettered
from panelwright.sheets import page_width
from panelwright.studio import Studio
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.looked_at import kept_panel
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import shown
from panelwright.work import Work, opened_studio
from panelwright_tools.domain import Panel, UserError
from panelwright_tools.domain.model import Model
from panelwright_tools.layout.pages import PageLayout
from panelwright_tools.lettering import Lettering


class Page(Model):
    """Which page."""

    run: str = Field(description="the name of a run that is painted")
    page: int = Field(description="its number, from 1")


class Words(Model):
    """What stands on a panel."""

    panel: str
    balloons: tuple[str, ...]
    captions: tuple[str, ...]
    sounds: tuple[str, ...]
    left_out: tuple[str, ...] = Field(description="words that found no room")


class Lettered(Answer):
    """The page, and its words."""

    run: str
    page: int
    words: tuple[Words, ...]


def letter_page(asked: Page, desk: Desk) -> Lettered:
    """Letter a page anew where its words changed; no panel is painted.

    Raises UserError when there is no such page, or a panel of it is not painted.
    """
    run = desk.places.run(asked.run)
    with locked(run.lock), opened_studio(run, Work(jobs=1), None) as studio:
        page = _page(studio, asked.page)
        panels = [studio.panels[slot.panel] for slot in page.slots]
        letterings: dict[str, Lettering] = {}
        for number, panel in enumerate(panels):
            desk.stop.check()
            desk.tell(number, len(panels) + 1, f"panel {panel.id} is lettered")
            letterings[panel.id] = _lettering(panel, asked.run, studio, desk)
        desk.tell(len(panels), len(panels) + 1, "the page is composed")
        for name, one in letterings.items():
            write_whole(run.letters(name), one.model_dump_json(exclude_defaults=True))
        part = studio.story.model_copy(update={"panels": tuple(panels)})
        width = page_width(studio.pages, studio.settings)
        name = compose(PageJob(run.folder, part, page, len(studio.pages), width))
    return Lettered(
        run=run.folder.name,
        page=asked.page,
        words=tuple(_words(panel, one) for panel, one in letterings.items()),
        pictures=(shown(run.folder / name, desk.places, f"page {asked.page}"),),
    )


def _page(studio: Studio, number: int) -> PageLayout:
    if not 1 <= number <= len(studio.pages):
        raise UserError(f"there is no page {number}; there are 1 to {len(studio.pages)}.")
    return studio.pages[number - 1]


def _lettering(panel: Panel, run: str, studio: Studio, desk: Desk) -> Lettering:
    """The words of a panel as they stand, placed anew where they are others now."""
    from panelwright.nodes.paint import (
        letters_of,
    )  # which loads LangGraph, and most calls need none

    kept = kept_panel(run, panel.id, desk)
    old = _read(studio, panel.id)
    if old is not None and _letters_on(old) == _letters_in(panel):
        return old
    job = Job(studio.workshop.paths, studio.run.store, kept.brief, panel,
              letters_of(panel, 1.0, studio))  # fmt: skip
    return lettered(kept.picture, job)


def _read(studio: Studio, panel: str) -> Lettering | None:
    try:
        return Lettering.model_validate_json(studio.run.letters(panel).read_bytes())
    except (OSError, ValueError):
        return None


def _letters_in(panel: Panel) -> list[str]:
    texts = (panel.caption, *(one.text for one in panel.speech), *(s.text for s in panel.sounds))
    return _sorted(" ".join(texts))


def _letters_on(lettering: Lettering) -> list[str]:
    words = _words("", lettering)
    return _sorted(" ".join((*words.balloons, *words.captions, *words.sounds, *words.left_out)))


def _sorted(text: str) -> list[str]:
    """Letters and digits alone: where lines are broken says nothing of the words."""
    return sorted(char for char in text.casefold() if char.isalnum())


def _words(panel: str, one: Lettering) -> Words:
    strip = tuple(entry.text for entry in one.strip.entries) if one.strip is not None else ()
    return Words(
        panel=panel,
        balloons=(*(balloon.text for balloon in one.balloons), *strip),
        captions=tuple(caption.text for caption in one.captions),
        sounds=tuple(sound.text for sound in one.sounds),
        left_out=tuple(left.text for left in one.leftovers),
    )


OPERATION = Operation(
    "letter_page", "Letter and compose a page", Page, Lettered, letter_page, idempotent=True
)
