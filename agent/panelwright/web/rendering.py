"""Turns what is shown into HTML; all of it is data, and is escaped."""

from typing import Any

from panelwright_tools.binding.templates import templates_of


def rendered(template: str, **values: Any) -> str:
    """The text of a template with these values."""
    return templates_of("panelwright.web").get_template(template).render(**values)
