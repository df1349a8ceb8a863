"""What run.toml holds: everything that decides the bytes of a run."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from panelwright.settings import MODELS, Settings
from panelwright.toml import Table, key, written
from panelwright_tools.domain import UserError
from panelwright_tools.domain.reading import explain
from panelwright_tools.lift.options import ScoringOptions

_TABLES: Final = tuple(table for table, _ in MODELS.values())
_ALWAYS: Final = frozenset({"weighting", "alpha", "draws", "batch"})
"""Fields of the critic that tables of every release hold where they hold all."""


def written_manifest(settings: Settings, versions: Table, redrawn: dict[str, int]) -> str:
    """The text of run.toml."""
    data = settings.model_dump(mode="json")
    # what is not set goes with the painter
    data["scoring"] = settings.scoring.model_dump(mode="json", exclude_unset=True)
    tables: dict[str, Table] = {
        "settings": {k: v for k, v in data.items() if not isinstance(v, dict)},
        **{f"settings.{name}": data[name] for name in (*_TABLES, "thresholds")},
        **{f"settings.profiles.{name}": table for name, table in data["profiles"].items()},
        **{
            f"settings.plugins.{role}.{name}": table
            for role, tools in data["plugins"].items()
            for name, table in tools.items()
        },
        **{f"settings.prices.{key(name)}": table for name, table in data["prices"].items()},
        "versions": versions,
        "redrawn": dict(sorted(redrawn.items())),
    }
    return written(tables)


def parsed_manifest(text: str, path: Path) -> dict[str, Any]:
    """The tables of a run.toml. Raises UserError, which names the path, when it is damaged."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path} is damaged: {error}.") from error


def told_settings(manifest: dict[str, Any], path: Path) -> Settings:
    """The settings in a run.toml. Raises UserError, which names the path and the field."""
    table = manifest.get("settings", {})
    if isinstance(table, dict) and isinstance(table.get("scoring"), dict):
        table = {**table, "scoring": scoring_as_set(table["scoring"])}
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        raise UserError(f"{path}: {explain(error, table)}") from error


def scoring_as_set(table: Mapping[str, Any]) -> dict[str, Any]:
    """What was set of the critic, of a table that tells all of it, as earlier releases wrote it.

    Those took what is as by default for not set, and so for what suits the painter. A table that
    lacks one of the fields that always have a value tells what was set alone.
    """
    usual = ScoringOptions().model_dump(mode="json")
    if not table.keys() >= _ALWAYS:
        return dict(table)
    return {name: value for name, value in table.items() if value != usual.get(name)}


def told_redrawn(manifest: dict[str, Any], path: Path) -> dict[str, int]:
    """How often panels and portraits were asked to come out differently, by a run.toml.

    Raises UserError, which names the path, where that is no whole number.
    """
    table = manifest.get("redrawn", {})
    if not isinstance(table, dict) or not all(type(n) is int for n in table.values()):
        raise UserError(f"{path}: field redrawn: a whole number for each panel, please.")
    return table
