"""The table of the tools that come with Panelwright, as its file has it."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from panelwright.settings import ROLES, Role


@lru_cache
def tables() -> Mapping[str, Any]:
    """The whole file."""
    text = resources.files("panelwright").joinpath("data/backends.toml").read_text("utf-8")
    return tomllib.loads(text)


def names(role: Role) -> list[str]:
    """The back ends of a role that this release has."""
    return sorted(tables()[role])


def every_name() -> frozenset[str]:
    """The names of all back ends of this release, whatever their role."""
    return frozenset(name for role in ROLES for name in tables()[role])


def called(role: Role) -> str:
    """Who plays a role, as sentences call them."""
    return str(tables()["called"].get(role, role))


def groups() -> dict[str, Role]:
    """The roles by the groups of entry points in which other packages declare tools for them."""
    return {str(tables()["groups"][role]): role for role in ROLES}
