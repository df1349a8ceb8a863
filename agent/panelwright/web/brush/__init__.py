"""A brush that marks a part of a picture, which is to be painted anew."""

from typing import Any

import gradio as gr

from panelwright.web.assets import text_of

EMPTY = {"image": None, "mask": None, "alt": ""}


def Brush(value: dict[str, Any] | None = None, **settings: Any) -> gr.HTML:
    """A component to paint a mask over a picture by mouse, pen, finger or keys.

    `value` is plain JSON: `{"image": url or None, "mask": PNG data URL or None, "alt": str}`. The
    mask is as large as the picture, white where something is to be painted anew, else black;
    it is None while nothing is marked. A mask that comes in with a value is gone on from.

    The event `painted` carries `mask` after every stroke, and the value's `mask` is that mask too,
    so that the component may be an input. Another picture begins with a clean mask.
    Give it to events with `show_progress="hidden"`, and listen with `trigger_mode="multiple"`:
    strokes follow each other faster than they are answered, and Gradio's other modes lose an event
    or what it carries.
    """
    return gr.HTML(
        EMPTY if value is None else value,
        html_template=text_of(__name__, "brush.html"),
        css_template=text_of(__name__, "brush.css"),
        js_on_load=text_of(__name__, "strokes.js", "brush.js"),
        apply_default_css=False,
        **settings,
    )
