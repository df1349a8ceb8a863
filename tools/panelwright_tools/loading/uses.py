"""What a model of transformers is for, as its config.json tells."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.model_folder import CONFIG, read_json


@cache
def uses() -> Mapping[str, Mapping[str, str]]:
    """`title` and `use` by `model_type`, as data/uses.toml has them."""
    return tomllib.loads((files(__package__) / "data" / "uses.toml").read_text("utf-8"))


def check_use(folder: Path, use: str) -> None:
    """Raises UserError when the model in a folder is for something else than a use, such as
    `--segmenter sam`."""
    kind = str(read_json(folder / CONFIG).get("model_type"))
    found = uses().get(kind)
    if found is not None and found["use"] == use:
        return
    if found is not None:
        raise UserError(
            f"{folder} is {found['title']}, which goes with {found['use']}:{folder}, and not with "
            f"{use}."
        )
    known = ", ".join(name for name, row in uses().items() if row["use"] == use)
    raise UserError(
        f"{folder} is a model of the kind {kind}, and {use} takes one of these: {known}."
    )


def told_use(folder: Path) -> str:
    """A model that looks, in words, with the flag that takes it; empty for any other folder."""
    config = folder / CONFIG
    found = uses().get(str(read_json(config).get("model_type"))) if config.is_file() else None
    return f"{found['title']}, which goes with {found['use']}:{folder}" if found else ""
