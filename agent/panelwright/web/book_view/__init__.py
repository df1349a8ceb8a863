"""The book, page by page, with a picture, a state and the boxes of every panel."""

import json
from collections.abc import Mapping
from typing import Any

import gradio as gr

from panelwright.web.assets import text_of

EMPTY: Mapping[str, Any] = {
    "rtl": False, "lang": "en", "pages": [], "selected": None, "overlay": False
}  # fmt: skip


def as_text(value: Mapping[str, Any]) -> str:
    """A value as the JSON text that the component takes as well.

    Gradio copies and compares every leaf of a value again and again, in a long book for half a
    second whenever a panel is opened; a text is one leaf. No sign in it looks like markup.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def BookView(value: Mapping[str, Any] | None = None, **settings: Any) -> gr.HTML:
    """A component that shows a book, made as any other of Gradio's, in a `Blocks`.

    `value` is plain JSON, as it is or by `as_text`, which is what a long book should come by::

        {"rtl": bool, "lang": str, "selected": panel id or None, "overlay": bool, "pages": [
          {"number": int, "width": int, "height": int, "image": url or None, "alt": str, "panels": [
            {"id": str, "number": int, "box": [x, y, w, h], "image": url or None, "status": str,
             "message": str, "locked": bool, "alt": str,
             "regions": [{"id": str, "label": str, "box": [x, y, w, h], "verdict": str}],
             "detections": [{"label": str, "box": [x, y, w, h], "score": float}]}]}]}

    A panel's box is in fractions of its page, all other boxes are in fractions of their panel.
    Sizes of pages are in pixels, and only their ratio counts. A page's `image` is the lettered
    page; while there is none, its panels show their own pictures. Pictures come from the server
    that the page came from, or are data URLs; any other address is not asked for. `status` is
    waiting, painting, repairing, accepted, flagged or failed; `verdict`: pass, fail or unverified.

    Two events carry details, which a listener reads from `gr.EventData`: `select` has `panel` (None
    when the reader closes the panel), `move_region` has `panel`, `region` and its new `box`. When a
    new value comes, only what changed in it is touched, so that focus, scrolling and a box that is
    being dragged survive; what a reader has selected stays so unless the new value selects
    otherwise. Give it to events with `show_progress="hidden"`, and listen with
    `trigger_mode="multiple"`: readers may be faster than answers, and Gradio's other modes lose an
    event or what it carries.
    """
    return gr.HTML(
        as_text(EMPTY if value is None else value),
        html_template=text_of(__name__, "book_view.html"),
        css_template=text_of(__name__, "book_view.css"),
        js_on_load=text_of(
            __name__, "elements.js", "geometry.js", "regions.js", "panels.js", "book_view.js"
        ),
        apply_default_css=False,
        **settings,
    )
