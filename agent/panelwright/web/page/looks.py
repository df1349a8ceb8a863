"""How the page looks: its colours and letters, its style sheet, the script that all parts share."""

from importlib.resources import files

import gradio as gr

_FONT = ["system-ui", "-apple-system", "Segoe UI", "Helvetica Neue", "sans-serif"]


def theme() -> gr.themes.Base:
    """Gradio's own parts in the page's colours, with letters that every machine has."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.indigo,
        neutral_hue=gr.themes.colors.stone,
        font=_FONT,
        font_mono=["ui-monospace", "Consolas", "monospace"],
        radius_size=gr.themes.sizes.radius_lg,
    )


def head() -> str:
    """What stands in the head of the page: its style as it is, which Gradio would rewrite."""
    return f"<style>{_text('page.css')}</style><script>{_text('shared.js')}</script>"


def script(name: str) -> str:
    """The script of one part."""
    return _text(name)


def _text(name: str) -> str:
    return (files("panelwright.web.page") / "assets" / name).read_text("utf-8")
