"""Every prompt declares exactly what it uses, and is rendered strictly, as it stands."""

from importlib.resources import files

import pytest
from jinja2 import Environment, meta

from panelwright_prompts import names, render, variables


@pytest.mark.parametrize("name", names())
def test_a_prompt_uses_what_it_declares_and_declares_what_it_uses(name: str) -> None:
    source = files("panelwright_prompts").joinpath(f"{name}.md").read_text("utf-8")
    used = meta.find_undeclared_variables(Environment(autoescape=True).parse(source))
    assert used == variables(name)


@pytest.mark.parametrize("values", [{}, {"form": "{}", "more": ""}], ids=["too few", "too many"])
def test_other_values_than_the_declared_ones_are_an_error(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="the prompt asking/answer wants form"):
        render("asking/answer", **values)


def test_what_a_story_holds_is_put_in_as_it_is_and_never_rendered() -> None:
    (turn,) = render("asking/answer", form="{{ 7 * 7 }} <b> {% if x %}")
    assert "{{ 7 * 7 }} <b> {% if x %}" in turn.text
    assert turn.speaker == "system"


def test_there_is_a_prompt_for_every_step() -> None:
    steps = {"read", "break_down", "stage", "write", "check", "revise", "system"}
    assert {name.removeprefix("plan/") for name in names() if name.startswith("plan/")} == steps
