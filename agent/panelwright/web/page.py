"""The page, built with Gradio's Blocks."""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # heeded only when it is set before the import

import gradio as gr
from fastapi import FastAPI

from panelwright.web.booking import book_model
from panelwright.web.shelf import Shelf
from panelwright.web.view import BookModel
from panelwright_tools.domain import UserError


def mounted(app: FastAPI, shelf: Shelf) -> FastAPI:
    """The application with the page at its root."""
    return gr.mount_gradio_app(
        app, page(shelf), path="/", footer_links=[], run_history=False, ssr_mode=False
    )


def page(shelf: Shelf) -> gr.Blocks:
    """The whole page."""

    def shown(request: gr.Request) -> dict[str, object]:
        name = request.query_params.get("run", "")
        try:
            book = book_model(shelf.run(name), {})
        except UserError:
            book = BookModel()
        return book.model_dump(mode="json")

    with gr.Blocks(title="Panelwright", analytics_enabled=False) as blocks:
        book = gr.JSON(label="Book")
        blocks.load(shown, None, book)
    return blocks
