"""Gradio evaluates templates and styles: nothing in ours may look like one of its expressions."""

from importlib.resources import files

import pytest


@pytest.mark.parametrize("name", ["book_view", "brush"])
@pytest.mark.parametrize("kind", ["html", "css"])
def test_no_template_holds_an_expression(name: str, kind: str) -> None:
    text = (files("panelwright.web") / name / f"{name}.{kind}").read_text("utf-8")
    assert not any(sign in text for sign in ("${", "{{", "`", "\\", "@children"))


def test_nothing_comes_from_elsewhere() -> None:
    for name in ("book_view", "brush"):
        for file in (files("panelwright.web") / name).iterdir():
            if file.name.endswith((".html", ".css", ".js")):
                text = file.read_text("utf-8")
                assert "//" not in text.replace("// ", "") and "url(" not in text
                assert "innerHTML" not in text and "eval(" not in text
