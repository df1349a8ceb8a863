"""A page with one custom component, what it told, and a line to give it another value by.

As a program, `component_page.py MODULE:NAME EVENT...` serves it and prints its address.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from playwright.sync_api import Page

from ports import free_port


@contextmanager
def served(component: str, *events: str) -> Iterator[str]:
    """The address of a page with that component, in a process of its own."""
    command = [sys.executable, __file__, component, *events]
    settings = os.environ | {"GRADIO_ANALYTICS_ENABLED": "False"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=settings) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def serve(component: str, events: list[str]) -> None:
    """Serve until the process ends."""
    import gradio as gr

    def told(heard: list[str], event: gr.EventData) -> str:
        heard.append(json.dumps(event._data) + "\n")
        return "".join(heard)

    module, _, name = component.partition(":")
    with gr.Blocks(analytics_enabled=False) as blocks:
        given = gr.Textbox(elem_id="given", max_lines=2)
        shown = getattr(import_module(module), name)(elem_id="component")
        log = gr.Textbox(elem_id="told", max_lines=2)
        heard = gr.State([])
        given.submit(json.loads, given, shown, show_progress="hidden")
        for event in events:
            listen = getattr(shown, event)
            listen(
                told, heard, log, show_progress="hidden", trigger_mode="multiple",
                concurrency_id="told", concurrency_limit=1,  # one after the other, as they came
            )  # fmt: skip
    settings: dict[str, Any] = {"prevent_thread_lock": True, "quiet": True, "ssr_mode": False}
    port = free_port()  # Gradio's choice isn't for several
    _, address, _ = blocks.launch(server_name="127.0.0.1", server_port=port, **settings)
    print(address, flush=True)
    blocks.block_thread()


def give(page: Page, value: object) -> None:
    """Give the component another value, whatever has the keyboard's focus."""
    page.evaluate(
        """value => { const line = document.querySelector('#given textarea');
        line.value = value;
        line.dispatchEvent(new Event('input', {bubbles: true}));
        line.dispatchEvent(new KeyboardEvent('keypress', {key: 'Enter', bubbles: true})); }""",
        json.dumps(value),
    )


def told(page: Page, count: int) -> list[Any]:
    """What the component told, when it has told so many things."""
    enough = "count => document.querySelector('#told textarea').value.split('\\n').length > count"
    page.wait_for_function(enough, arg=count)
    return [json.loads(line) for line in page.locator("#told textarea").input_value().splitlines()]


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2:])
