"""Answers the page: what is to be shown, and what is to be done, for one tab at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from panelwright.run import Run
from panelwright.web import deeds
from panelwright.web.booking import book_model, story_of
from panelwright.web.casting import cast_cards
from panelwright.web.costing import Reckoner, spent_told
from panelwright.web.exporting import FORMATS, exports
from panelwright.web.inspecting import PanelDetail, panel_detail
from panelwright.web.rendering import rendered
from panelwright.web.rooms import Deed, House, Room
from panelwright.web.stirring import is_worked_on
from panelwright.web.talking import conversation, without_paths
from panelwright.web.uploads import Waiting, read_mask
from panelwright.web.view import BookModel
from panelwright_tools.domain import PanelwrightError, UserError

_NOTHING: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True)
class Tab:
    """Who asks: a browser's tab, and the run that its address names."""

    run: str
    id: str


@dataclass(frozen=True)
class Shown:
    """Everything on the page but the panel that is open."""

    head: str
    talk: str
    book: BookModel
    cast: str
    exports: str


@dataclass
class Clerk:
    """Knows the rooms and what was sent; nothing of it is lost when a tab is."""

    house: House
    pictures: Waiting = field(default_factory=Waiting)
    reckoner: Reckoner = field(default_factory=Reckoner)

    def shown(self, tab: Tab, selected: str | None = None) -> Shown:
        """What a tab is to show. Raises UserError when its run is not served."""
        room = self._room(tab)
        run = room.run
        talk = conversation(room, room.before)
        if run is None:
            return Shown(self._head(room, ""), talk, BookModel(), "", "")
        return Shown(
            head=self._head(room, run.folder.name),
            talk=talk,
            book=self.book(tab, selected),
            cast=rendered("cast.html.j2", cards=cast_cards(run)),
            exports=rendered("exports.html.j2", exports=exports(run)),
        )

    def book(self, tab: Tab, selected: str | None = None) -> BookModel:
        """The book as it is at this moment. Raises UserError when its run is not served."""
        room = self._room(tab)
        return book_model(room.run, room.going(), selected) if room.run else BookModel()

    def detail(self, tab: Tab, panel: str) -> PanelDetail:
        """The panel that is open. Raises UserError when there is none of that id."""
        run = self._room(tab).run
        if run is None:
            raise UserError("there is no comic yet.")
        return panel_detail(run, panel)

    def watch(self, tab: Tab) -> dict[str, Any]:
        """What goes on, in little: asked for every moment, so that a tab knows when to look."""
        room = self._room(tab)
        run = room.run
        root = self.house.shelf.folder
        told = room.told
        marks = [run.story, run.chat, run.events, run.manifest] if run is not None else []
        stamps = [path.stat().st_mtime_ns if path.is_file() else 0 for path in marks]
        busy = room.busy
        elsewhere = busy is None and run is not None and is_worked_on(run)
        return {
            "run": run.folder.name if run is not None else "",
            "stamp": f"{room.stamp}-{'-'.join(f'{stamp:x}' for stamp in stamps)}",
            "busy": busy is not None or elsewhere,
            "mine": busy is not None and busy.tab == tab.id,
            "here": busy is not None,
            "what": without_paths(busy.what, root) if busy is not None else "",
            "told": _told(told) if told is not None else "",
        }

    def do(self, tab: Tab, what: str, deed: Deed) -> None:
        """Have something done. Raises UserError when something else is under way."""
        self._room(tab).begin(tab.id, what, deed)

    def say(self, tab: Tab, text: str) -> None:
        """A turn in the user's words."""
        short = " ".join(text.split())
        self.do(tab, short if len(short) <= 60 else f"{short[:59]}…", deeds.said(text))

    def go_on(self, tab: Tab) -> None:
        """Go on with the turn that a crash, or the end of the server, broke off."""
        self.do(tab, "going on", deeds.gone_on())

    def stop(self, tab: Tab) -> None:
        """End what is under way in the run, whoever began it."""
        self._room(tab).stop()

    def change_panel(
        self, tab: Tab, panel: str, deed: str, given: Mapping[str, Any] = _NOTHING
    ) -> None:
        """Redraw, reword, lock, … one panel; `given` is what that takes: text, box, mask, picture.

        Raises UserError for what can't be done.
        """
        run = self._run(tab)
        number = deeds.number_of(story_of(run), panel)
        found = self._panel_deed(run, panel, number, deed, given)
        self.do(tab, f"{_DOING[deed]} panel {number}", found)

    def _panel_deed(
        self, run: Run, panel: str, number: int, deed: str, given: Mapping[str, Any]
    ) -> Deed:
        match deed:
            case "redraw":
                return deeds.redrawn(number)
            case "say":
                return deeds.changed(number, str(given.get("text") or ""))
            case "move":
                return deeds.moved(run, panel, str(given.get("region") or ""), given.get("box"))
            case "lock":
                return deeds.locked(run, panel)
            case "unlock":
                return deeds.unlocked(run, panel)
            case "approve":
                return deeds.approved(run, panel)
            case "disapprove":
                return deeds.disapproved(run, panel)
            case "replace":
                return deeds.replaced(
                    run, panel, self.pictures.take(str(given.get("picture") or ""))
                )
            case "inpaint":
                mask = read_mask(str(given.get("mask") or ""))
                return deeds.painted_anew(run, panel, mask, str(given.get("text") or ""))
            case "refused":
                raise UserError(str(given.get("why") or "")[:200])
            case _:
                raise UserError("nobody can do that.")

    def change_cast(self, tab: Tab, deed: str, who: str, picture: str = "", why: str = "") -> None:
        """What is done with a character; `picture` is what an upload, or a reference, goes by.

        Raises UserError for what can't be done, and `why` for a picture that was refused already.
        """
        run = self._run(tab)
        match deed:
            case "approve":
                found = deeds.sheet_approved(run, who)
            case "release":
                found = deeds.sheet_released(run, who)
            case "resheet":
                found = deeds.sheet_redrawn(run, who)
            case "portray":
                found = deeds.portrayed(run, who, self.pictures.take(picture))
            case "reference":
                found = deeds.illustrated(run, who, self.pictures.take(picture))
            case "unreference":
                found = deeds.without_picture(run, who, picture)
            case "refused":
                raise UserError(why[:200])
            case _:
                raise UserError("nobody can do that.")
        self.do(tab, "changing the cast", found)

    def export(self, tab: Tab, format_name: str) -> None:
        """Write one more format. Raises UserError for one that there isn't."""
        self._run(tab)
        if format_name not in FORMATS:
            raise UserError(f"there is no such format; there are {', '.join(FORMATS)}.")
        self.do(tab, f"writing {FORMATS[format_name][0]}", deeds.exported(format_name))

    def sentence(self, error: PanelwrightError) -> str:
        """What went wrong, without any path of this machine."""
        told = without_paths(str(error), self.house.shelf.folder)
        return f"{told[:1].upper()}{told[1:]}"

    def _room(self, tab: Tab) -> Room:
        return self.house.room(tab.run) if tab.run else self.house.lobby(tab.id)

    def _run(self, tab: Tab) -> Run:
        run = self._room(tab).run
        if run is None or not run.story.is_file():
            raise UserError("tell the story first; there is no plan yet.")
        return run

    def _head(self, room: Room, name: str) -> str:
        run = room.run
        is_planned = run is not None and run.story.is_file()
        cost = ""
        if run is not None and is_planned:
            cost = ", ".join(filter(None, [spent_told(run), self.reckoner.told(run)]))
        title = story_of(run).title if run is not None and is_planned else "A new story"
        runs = self.house.shelf.names() if self.house.shelf.only is None else []
        return rendered("head.html.j2", title=title, cost=cost, runs=runs, run=name)


_DOING: Final = {
    "redraw": "redrawing", "say": "changing", "move": "moving something on", "lock": "locking",
    "unlock": "unlocking", "approve": "approving", "disapprove": "looking again at",
    "replace": "replacing the picture of", "inpaint": "painting a part of",
}  # fmt: skip


def _told(told: Any) -> str:
    panel = f" panel {told.panel}" if told.panel is not None else ""
    far = f" {told.done} of {told.of}" if told.of else ""
    note = f": {told.note}" if told.note else ""
    return f"{told.doing}{panel}{far}{note}"
