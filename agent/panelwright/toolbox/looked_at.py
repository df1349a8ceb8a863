"""The picture that a caller means: a painted panel of a run, or a file."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from panelwright.changing import panel_id
from panelwright.in_book import attempt_in_book
from panelwright.references import read_picture
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.store import Store
from panelwright.toolbox.desk import Desk
from panelwright_tools.domain import Attempt, Brief, UserError
from panelwright_tools.painting.picture import GIVEN, Picture


@dataclass(frozen=True)
class KeptPanel:
    """A painted panel of a run, with what its painter knows of it."""

    run: Run
    attempt: Attempt
    """The one that was kept."""
    brief: Brief
    picture: Picture
    path: Path


def kept_panel(name: str, panel: str, desk: Desk) -> KeptPanel:
    """A panel of a run. Raises UserError when it is not there, or not painted."""
    run = desk.places.run(name)
    one = panel_id(run.read_story(), panel)
    if not run.panel_picture(one).is_file():
        raise UserError(f"panel {one} of {name} is not painted yet; call paint first.")
    attempt = attempt_in_book(run, one)
    picture = Store(run.store).get(attempt.picture) if attempt is not None else None
    if attempt is None or picture is None:
        raise UserError(f"the picture of panel {one} is damaged; call paint, which mends it.")
    return KeptPanel(run, attempt, run.read_brief(attempt), picture, run.panel_picture(one))


def given_picture(name: str, desk: Desk) -> Picture:
    """The picture in a file. Raises UserError when it is none, or may not be read."""
    png = read_picture(desk.places.file(name), "the picture")
    return Picture(image=Image.open(io.BytesIO(png)).convert("RGB"), painter=GIVEN, seed=0)


def one_of(run: str | None, panel: str | None, picture: str | None) -> bool:
    """Whether a panel is meant, rather than a file. Raises UserError for neither and for both."""
    if (run is None) != (panel is None) or (run is None) == (picture is None):
        raise UserError("name either a run and a panel of it, or a picture's path.")
    return run is not None


def settings_of(run: Run, desk: Desk) -> Settings:
    """Who paints and looks at a run."""
    return run.settings() if run.manifest.is_file() else desk.settings
