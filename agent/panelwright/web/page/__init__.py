"""The page, built with Gradio's Blocks."""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # heeded only when it is set before the import

import gradio as gr
from fastapi import FastAPI

from panelwright.web.clerk import Clerk
from panelwright.web.page.blocks import blocks
from panelwright.web.page.looks import head, theme


def mounted(app: FastAPI, clerk: Clerk) -> FastAPI:
    """The application with the page at its root."""
    return gr.mount_gradio_app(
        app,
        blocks(clerk),
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        show_error=True,
        theme=theme(),
        head=head(),
    )
