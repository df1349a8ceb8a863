"""What happens when something is pressed: the page's events, put to the clerk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import gradio as gr

from panelwright.web.book_view import as_text
from panelwright.web.clerk import Clerk, Tab
from panelwright.web.rendering import rendered
from panelwright.web.view import BrushModel
from panelwright_tools.domain import PanelwrightError

if TYPE_CHECKING:
    from panelwright.web.page.blocks import Parts

_WHO: Final = "(run, tab, ...others) => [pw.run(), pw.tab(), ...others]"
"""The address names the run, and the browser knows its tab: so both outlive the server."""

_NOTHING: Final = [gr.skip()] * 5
"""For the column of the panel: it stays as it is."""


@dataclass(frozen=True)
class Wiring:
    """The events of one page."""

    clerk: Clerk
    parts: "Parts"

    def connect(self, page: gr.Blocks) -> None:
        """Have everything that can be pressed do what it says."""
        parts = self.parts
        open_one = [parts.panel, parts.seen]
        self._on(page.load, self._refresh, open_one, self._all)
        self._on(parts.watch.changed, self._refresh, open_one, self._all)
        self._talk()
        self._book()
        self._on(parts.cast.deed, self._cast_deed, [], [parts.notice])
        self._on(parts.exports.deed, self._cast_deed, [], [parts.notice])

    def _talk(self) -> None:
        parts = self.parts
        for trigger in (parts.send.click, parts.turn.submit):
            self._on(trigger, self._say, [parts.turn], [parts.notice, parts.turn])
        self._on(parts.talk.answer, self._answer, [], [parts.notice])
        self._on(parts.talk.go_on, self._go_on, [], [parts.notice])
        self._on(parts.stop.click, self._stop, [], [parts.notice])

    def _book(self) -> None:
        parts = self.parts
        opened = [parts.panel, parts.book, *self._near]
        self._on(parts.book.select, self._open, [], opened)
        self._on(parts.talk.open, self._open, [], opened)
        self._on(parts.close.click, self._close, [], [parts.panel, parts.book, parts.near])
        self._on(parts.book.move_region, self._move, [], [parts.notice])
        self._on(parts.title.deed, self._panel_deed, [parts.panel], [parts.notice])
        part = [parts.panel, parts.brush, parts.instead]
        self._on(parts.anew.click, self._inpaint, part, [parts.notice, parts.instead])
        for trigger in (parts.change.click, parts.wish.submit):
            both = [parts.panel, parts.wish]
            self._on(trigger, self._change, both, [parts.notice, parts.wish])

    @property
    def _all(self) -> list[Any]:
        parts = self.parts
        return [parts.head, parts.talk, parts.book, parts.cast, parts.exports, *self._near]

    @property
    def _near(self) -> list[Any]:
        parts = self.parts
        return [parts.near, parts.seen, parts.title, parts.evidence, parts.brush]

    def _on(
        self, trigger: Callable[..., Any], answer: Callable[..., Any], given: list[Any],
        changed: list[Any],
    ) -> None:  # fmt: skip
        parts = self.parts
        trigger(
            answer, [parts.run, parts.tab, *given], changed, js=_WHO, queue=False,
            show_progress="hidden", api_visibility="private",
            trigger_mode="multiple",  # what comes while another is answered is not forgotten
        )  # fmt: skip

    def _refresh(self, run: str, tab: str, panel: str, seen: str) -> list[Any]:
        who = Tab(run, tab)
        try:
            shown = self.clerk.shown(who, panel or None)
        except PanelwrightError as error:
            lost = rendered("notice.html.j2", text=self.clerk.sentence(error))
            return [gr.skip(), lost, *[gr.skip()] * 3, *_NOTHING]
        book = as_text(shown.book.model_dump(mode="json"))
        near = self._seen(who, panel, seen) if panel else _NOTHING
        return [shown.head, shown.talk, book, shown.cast, shown.exports, *near]

    def _seen(self, who: Tab, panel: str, seen: str = "") -> list[Any]:
        """The column of the panel that is open; nothing of it where it is seen already."""
        try:
            found = self.clerk.detail(who, panel)
        except PanelwrightError:
            return [gr.update(visible=False), "", "", "", BrushModel().model_dump()]
        if found.mark == seen:
            return _NOTHING
        title = rendered("title.html.j2", one=found)
        brush = BrushModel(image=found.picture, alt=found.alt).model_dump()
        return [gr.update(visible=True), found.mark, title, found.evidence, brush]

    def _open(self, run: str, tab: str, event: gr.EventData) -> list[Any]:
        panel = str(_detail(event).get("panel") or "")
        if not panel:
            return [*self._close(run, tab), *_NOTHING[1:]]
        who = Tab(run, tab)
        return [panel, self._selected(who, panel), *self._seen(who, panel)]

    def _close(self, run: str, tab: str) -> list[Any]:
        return ["", self._selected(Tab(run, tab), None), gr.update(visible=False)]

    def _selected(self, who: Tab, panel: str | None) -> Any:
        """The book with that panel open, whoever opened it."""
        try:
            return self.clerk.book(who, panel).model_dump(mode="json")
        except PanelwrightError:
            return gr.skip()

    def _say(self, run: str, tab: str, text: str) -> list[Any]:
        notice = self._done(lambda: self.clerk.say(Tab(run, tab), text))
        return [notice, gr.skip() if notice else ""]

    def _answer(self, run: str, tab: str, event: gr.EventData) -> str:
        text = str(_detail(event).get("text") or "")
        return self._done(lambda: self.clerk.say(Tab(run, tab), text))

    def _go_on(self, run: str, tab: str) -> str:
        return self._done(lambda: self.clerk.go_on(Tab(run, tab)))

    def _stop(self, run: str, tab: str) -> str:
        return self._done(lambda: self.clerk.stop(Tab(run, tab)))

    def _panel_deed(self, run: str, tab: str, panel: str, event: gr.EventData) -> str:
        told = {name: str(value) for name, value in _detail(event).items()}
        deed = told.pop("deed", "")
        return self._done(lambda: self.clerk.change_panel(Tab(run, tab), panel, deed, told))

    def _inpaint(self, run: str, tab: str, panel: str, brush: Any, wish: str) -> list[Any]:
        mask = str(brush.get("mask") or "") if isinstance(brush, dict) else ""
        who = Tab(run, tab)
        notice = self._done(
            lambda: self.clerk.change_panel(who, panel, "inpaint", {"mask": mask, "text": wish})
        )
        return [notice, gr.skip() if notice else ""]

    def _change(self, run: str, tab: str, panel: str, wish: str) -> list[Any]:
        who = Tab(run, tab)
        notice = self._done(lambda: self.clerk.change_panel(who, panel, "say", {"text": wish}))
        return [notice, gr.skip() if notice else ""]

    def _move(self, run: str, tab: str, event: gr.EventData) -> str:
        told = _detail(event)
        panel, region, box = (told.get(name) for name in ("panel", "region", "box"))
        return self._done(
            lambda: self.clerk.change_panel(
                Tab(run, tab), str(panel), "move", {"region": region, "box": box}
            )
        )

    def _cast_deed(self, run: str, tab: str, event: gr.EventData) -> str:
        told = {name: str(value) for name, value in _detail(event).items()}
        who, deed = Tab(run, tab), told.get("deed", "")
        if deed == "export":
            return self._done(lambda: self.clerk.export(who, told.get("format", "")))
        return self._done(
            lambda: self.clerk.change_cast(
                who, deed, told.get("who", ""), told.get("picture", ""), told.get("why", "")
            )
        )

    def _done(self, deed: Callable[[], None]) -> str:
        """Why it could not be done, as HTML; empty when it was, or has begun."""
        try:
            deed()
        except PanelwrightError as error:
            return rendered("notice.html.j2", text=self.clerk.sentence(error))
        return ""


def _detail(event: gr.EventData) -> dict[str, Any]:
    """What a part of the page told with its event."""
    data: Any = event._data
    return data if isinstance(data, dict) else {}
