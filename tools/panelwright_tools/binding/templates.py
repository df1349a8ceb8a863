"""HTML templates: escaped by default, undefined names are errors."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


@cache
def templates_of(package: str) -> Environment:
    """The templates in a package's folder `templates`."""
    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def template(name: str) -> Template:
    """A template of books and reports by its file name."""
    return templates_of("panelwright_tools.binding").get_template(name)
