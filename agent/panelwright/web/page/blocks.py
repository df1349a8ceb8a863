"""Where everything stands on the page, and what happens when something is pressed."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from panelwright.web.book_view import BookView
from panelwright.web.brush import Brush
from panelwright.web.clerk import Clerk
from panelwright.web.page.looks import script
from panelwright.web.page.wiring import Wiring


@dataclass(frozen=True)
class Parts:
    """The components that events read and change."""

    run: gr.Textbox
    tab: gr.Textbox
    panel: gr.Textbox
    seen: gr.Textbox
    """What of the panel that is open the tab has seen."""
    head: gr.HTML
    watch: gr.HTML
    notice: gr.HTML
    talk: gr.HTML
    turn: gr.Textbox
    send: gr.Button
    stop: gr.Button
    book: gr.HTML
    cast: gr.HTML
    exports: gr.HTML
    near: gr.Column
    title: gr.HTML
    evidence: gr.HTML
    wish: gr.Textbox
    change: gr.Button
    close: gr.Button
    brush: gr.HTML
    instead: gr.Textbox
    anew: gr.Button


def blocks(clerk: Clerk) -> gr.Blocks:
    """The whole page."""
    with gr.Blocks(title="Panelwright", analytics_enabled=False, fill_width=True) as page:
        parts = _parts()
        Wiring(clerk, parts).connect(page)
    return page


def _parts() -> Parts:
    hidden = {name: gr.Textbox(visible=False) for name in ("run", "tab", "panel", "seen")}
    head = _html("head.js", elem_id="pw-head")
    with gr.Row(elem_id="pw-main", equal_height=False):
        with gr.Column(elem_id="pw-left", scale=0, min_width=0):
            left = _left()
        with gr.Column(elem_id="pw-right", scale=1, min_width=0):
            right = _right()
        with gr.Column(elem_id="pw-near", scale=0, min_width=0, visible=False) as near:
            panel = _near()
    return Parts(**hidden, head=head, near=near, **left, **right, **panel)


_WATCH = '<p class="state" role="status" aria-live="polite"></p>'


def _left() -> dict[str, Any]:
    talk = _html("talk.js", elem_id="pw-talk")
    watch = _html("watch.js", elem_id="pw-watch", value=_WATCH)
    notice = _html("notice.js", elem_id="pw-notice")
    turn = gr.Textbox(
        label="Tell, change or ask",
        placeholder="Mina finds a map in the rain. It glows…",
        lines=2,
        max_lines=8,
        elem_id="pw-turn",
        submit_btn=False,
        autofocus=True,
    )
    with gr.Row(elem_id="pw-buttons"):
        send = gr.Button("Send", variant="primary", elem_id="pw-send")
        stop = gr.Button("Stop", variant="stop", elem_id="pw-stop")
    return {
        "talk": talk,
        "watch": watch,
        "notice": notice,
        "turn": turn,
        "send": send,
        "stop": stop,
    }


def _right() -> dict[str, Any]:
    with gr.Tabs(elem_id="pw-tabs"):
        with gr.Tab("Book", id="book"):
            book = BookView(elem_id="pw-book")
        with gr.Tab("Cast", id="cast"):
            cast = _html("deeds.js", elem_id="pw-cast")
        with gr.Tab("Export", id="export"):
            exports = _html("deeds.js", elem_id="pw-exports")
    return {"book": book, "cast": cast, "exports": exports}


def _near() -> dict[str, Any]:
    with gr.Row(elem_id="pw-near-head"):
        title = _html("deeds.js", elem_id="pw-near-title")
        close = gr.Button("Close", size="sm", elem_id="pw-close", scale=0, min_width=80)
    wish = gr.Textbox(
        label="Change this panel", placeholder="closer, at dusk", elem_id="pw-wish", lines=1
    )
    change = gr.Button("Change", variant="primary", elem_id="pw-change", min_width=80)
    with gr.Accordion("Paint a part anew", open=False, elem_id="pw-part"):
        brush = Brush(elem_id="pw-brush")
        instead = gr.Textbox(
            label="What is to be seen there; empty: the same, drawn again",
            placeholder="Pip waves",
            elem_id="pw-instead",
        )
        anew = gr.Button("Paint it anew", elem_id="pw-anew")
    evidence = _html("evidence.js", elem_id="pw-evidence")
    return {
        "title": title, "close": close, "wish": wish, "change": change, "evidence": evidence,
        "brush": brush, "instead": instead, "anew": anew,
    }  # fmt: skip


def _html(script_name: str, **settings: Any) -> gr.HTML:
    return gr.HTML(js_on_load=script(script_name), apply_default_css=False, **settings)
