"""The files of a custom HTML component: its template, its style and its script."""

from importlib.resources import files


def text_of(package: str, *names: str) -> str:
    """The text of a package's files, one after the other: the parts of a script share one scope."""
    folder = files(package)
    return "\n".join((folder / name).read_text("utf-8") for name in names)
