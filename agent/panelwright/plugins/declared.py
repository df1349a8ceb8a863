"""Which tools other packages declare, read from what is installed without importing any of it."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import Distribution, EntryPoint, distributions
from typing import Final

from panelwright.backend_tables import called, every_name, groups
from panelwright.settings import ROLES, Role
from panelwright_tools.domain import UserError
from panelwright_tools.domain.model import Model

_PREFIX: Final = "panelwright."
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_PATH: Final = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*")


class Plugin(Model):
    """One tool of another package."""

    role: Role
    name: str
    """As settings name it: `dots`."""
    path: str
    """Where what makes it lies: `module:Class`, or a function."""
    package: str
    """The distribution that brings it: `panelwright-dots`."""
    version: str
    """The distribution's."""

    @property
    def brought(self) -> str:
        """The package with its version."""
        return f"{self.package} {self.version}"

    def __str__(self) -> str:
        return f"the {called(self.role)} {self.name!r} of the package {self.brought}"


@dataclass(frozen=True)
class Unusable:
    """Something that a package declares and nobody can choose."""

    package: str
    why: str
    """A sentence without a stop."""


@dataclass(frozen=True)
class Declared:
    """What all packages declare."""

    plugins: tuple[Plugin, ...]
    """By role and name; two of the same name are both here."""
    unusable: tuple[Unusable, ...]


def declared() -> Declared:
    """What the packages on the path declare; read once for each state of the path."""
    return _declared(tuple(sys.path))


def plugin_names(role: Role) -> list[str]:
    """The tools that other packages bring for a role."""
    return sorted({plugin.name for plugin in declared().plugins if plugin.role == role})


def plugin(role: Role, name: str) -> Plugin | None:
    """The tool of that name; None where no package declares it.

    Raises UserError when several do.
    """
    found = [one for one in declared().plugins if (one.role, one.name) == (role, name)]
    if len(found) > 1:
        packages = " and ".join(one.brought for one in found)
        raise UserError(
            f"the {called(role)} {name!r} is declared by {packages}; uninstall all but one."
        )
    return found[0] if found else None


@lru_cache(maxsize=4)
def _declared(path: Sequence[str]) -> Declared:
    plugins: list[Plugin] = []
    unusable: list[Unusable] = []
    seen: set[str] = set()
    for distribution in distributions():
        package = _package(distribution)
        if package is None or package in seen:
            continue  # of two in the same name the first on the path is the one that is imported
        seen.add(package)
        for one in _of(distribution, package):
            (plugins if isinstance(one, Plugin) else unusable).append(one)  # type: ignore[arg-type]
    plugins.sort(key=lambda one: (ROLES.index(one.role), one.name, one.package))
    return Declared(tuple(plugins), tuple(unusable))


def _package(distribution: Distribution) -> str | None:
    """Its name as packages are compared; None where it has none, as a broken removal leaves."""
    name: str | None = distribution.metadata["Name"]
    return re.sub(r"[-_.]+", "-", name).lower() if name else None


def _of(distribution: Distribution, package: str) -> Iterator[Plugin | Unusable]:
    if _PREFIX not in (distribution.read_text("entry_points.txt") or ""):
        return
    try:
        points = [one for one in distribution.entry_points if one.group.startswith(_PREFIX)]
    except Exception as error:  # the file is somebody else's, and may hold anything
        yield Unusable(package, f"its entry points can't be read: {type(error).__name__}: {error}")
        return
    for point in points:
        yield _read(point, package, distribution.version)


def _read(point: EntryPoint, package: str, version: str) -> Plugin | Unusable:
    role, path = groups().get(point.group), point.value.partition("[")[0].replace(" ", "")
    if role is None:
        known = ", ".join(groups())
        return Unusable(package, f"nothing takes the group {point.group!r}; there are {known}")
    if not _NAME.fullmatch(point.name):
        wanted = "small letters, digits, hyphens and underscores"
        return Unusable(package, f"the name {point.name!r} of a {role} should be of {wanted}")
    if point.name in every_name():
        return Unusable(
            package, f"its {role} {point.name!r} is left out: that name is one of Panelwright's own"
        )
    if not _PATH.fullmatch(path):
        return Unusable(package, f"{point.name} = {point.value!r} is not like module:Class")
    return Plugin(role=role, name=point.name, path=path, package=package, version=version)
