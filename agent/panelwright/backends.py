"""Which back ends there are: one table from a role and a name to the class that plays it."""

import importlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import util
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, Literal

from panelwright.backend_tables import called as called
from panelwright.backend_tables import names as names
from panelwright.backend_tables import tables as _tables
from panelwright.plugins import making
from panelwright.plugins.declared import Plugin, plugin, plugin_names
from panelwright.settings import ROLES, Profile, Role, Settings
from panelwright_tools.domain import UserError
from panelwright_tools.domain.model import Model


class BackEnd(Model):
    """A tool as plain text, so that another process can make it."""

    path: str
    """Where what makes it lies: `module:Class`, or a function."""
    options: str = "{}"
    """The arguments that it is made with, by name, as JSON."""
    plugin: Plugin | None = None
    """The tool of another package that it is; None for Panelwright's own."""


@dataclass(frozen=True)
class Asking:
    """How a planner asks a model."""

    reach: str
    """What makes the endpoint: `module:function`, which takes the settings."""
    examine: str
    """What tells that the model can be used, or raises why it can't, likewise."""
    at: Literal["file", "server"]
    """Where the model is, which says what its name means."""
    called: str
    """What stands for its name in sentences for people."""


def chosen(settings: Settings, role: Role) -> str:
    """The name of the back end that plays a role: the setting's own, else what goes with a painter
    that is set, else the profile's."""
    own = getattr(settings, role)
    suits = _tables()["suits"].get(settings.painter, {})
    return str(own or suits.get(role) or getattr(profile(settings), role))


def profile(settings: Settings) -> Profile:
    """The profile that the settings name: the user's own, else a built-in one.

    Raises UserError when there is no such profile.
    """
    built_in = _tables()["profiles"]
    if settings.profile in settings.profiles:
        return settings.profiles[settings.profile]
    if settings.profile not in built_in:
        known = _listed(profiles(settings))
        raise UserError(f"there is no profile {settings.profile!r}; there {known}.")
    return Profile.model_validate(built_in[settings.profile])


def profiles(settings: Settings) -> list[str]:
    """Every profile that a setting may name: the built-in ones and the user's own."""
    return sorted({*_tables()["profiles"], *settings.profiles})


def portrait_painter() -> tuple[str, str]:
    """Who paints a portrait where nobody is named that looks at pictures, and by which adapter."""
    usual = _tables()["portrait"]
    return str(usual["painter"]), str(usual["adapter"])


def dotted_path(role: Role, name: str) -> str:
    """Where the class lies: `module:Class`. Raises UserError when there is no such back end."""
    found = plugged(role, name)
    return str(_tables()[role][name]) if found is None else found.path


def plugged(role: Role, name: str) -> Plugin | None:
    """The tool of another package of that name; None for one of Panelwright's own, which nobody
    else's can stand for.

    Raises UserError when there is no such tool, or several packages declare it.
    """
    if name in _tables()[role]:
        return None
    found = plugin(role, name)
    if found is None:
        known = sorted({*names(role), *plugin_names(role)})
        raise UserError(f"there is no {called(role)} {name!r}; there {_listed(known)}.")
    return found


def plugins(settings: Settings) -> list[Plugin]:
    """The tools of other packages that the settings choose, as far as they are installed."""
    names = {role: chosen(settings, role) for role in ROLES}
    found = [plugin(role, name) for role, name in names.items() if name not in _tables()[role]]
    return [one for one in found if one is not None]


def asking(planner: str) -> Asking | None:
    """How a planner asks its model; None for rules, which ask none."""
    return askers().get(planner)


@lru_cache
def askers() -> Mapping[str, Asking]:
    """The planners that ask a model, and how they do."""
    return {name: Asking(**row) for name, row in _tables()["asking"].items()}


def _listed(known: list[str]) -> str:
    return f"is only {known[0]}" if len(known) == 1 else f"are {', '.join(known)}"


def check_style(settings: Settings, style: str) -> None:
    """Raises UserError when the storyboard painter has no such style; others take any words."""
    if chosen(settings, "painter") == "storyboard":
        from panelwright_tools.painting.storyboard.styles import style as known

        known(style)


def back_end(settings: Settings, role: Role) -> BackEnd:
    """The tool that plays a role, with the options that the settings give it.

    Raises UserError when there is no such tool, or a package is missing that it needs.
    """
    name = chosen(settings, role)
    found = plugged(role, name)
    if found is not None:
        given = json.dumps(making.options(found, settings))
        return BackEnd(path=found.path, options=given, plugin=found)
    path = dotted_path(role, name)
    missing = lacking(name)
    if missing is not None:
        raise UserError(f"the {called(role)} {name!r} needs {missing}.")
    table = takes(settings, role)
    options = _set_options(getattr(settings, table)) if table else {}
    if _asks_the_painter(settings, name):
        painter = chosen(settings, "painter")
        own = _tables()["own"].get(painter, {})
        options["painting"] = {**_set_options(settings.painting), **own}
        usual = _tables()["measures"].get(painter, {})
        options = {**usual, **options, **_told(settings.scoring, usual)}
    by_tokens = name in _tables()["served"]["by_tokens"]
    price = settings.prices.get(options.get("model", "")) if by_tokens else None
    if price is not None:
        options["model_price"] = price.model_dump(mode="json", exclude_none=True)
    return BackEnd(path=path, options=json.dumps(options))


def _asks_the_painter(settings: Settings, critic: str) -> bool:
    """Whether a critic asks the network of this painter."""
    suits: Mapping[str, str] = _tables()["suits"].get(chosen(settings, "painter"), {})
    return critic in _tables()["asks_the_painter"]["critics"] and suits.get("critic") == critic


def _set_options(table: Model) -> dict[str, Any]:
    """What is set otherwise than by default, which not every tool knows."""
    return table.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def _told(table: Model, usual: Collection[str]) -> dict[str, Any]:
    """Which of these were set, be it to what they are by default."""
    return table.model_dump(
        mode="json", exclude_none=True, include=table.model_fields_set & set(usual)
    )


def is_served(name: str) -> bool:
    """Whether a back end asks a model behind a server, with its address and price as options."""
    return name in _tables()["served"]["tools"]


def takes(settings: Settings, role: Role) -> str | None:
    """The table of the settings from which the tool of a role is made; None: it takes none."""
    name, tables = chosen(settings, role), _tables()["options"]
    found = plugged(role, name)
    if found is not None:
        return making.table(found, settings)
    table = tables.get(f"{role}/{name}", tables.get(name))
    return str(table) if table is not None else None


def check(settings: Settings, role: Role) -> None:
    """Raises UserError when the tool of a role, or the file of its model, isn't there.

    A model of a hub is looked for when a run begins: it may have to be downloaded.
    """
    tool, table = back_end(settings, role), takes(settings, role)
    if tool.plugin is not None:
        made(tool)
    elif table is not None:
        _check_options(tool, f"{called(role)} {chosen(settings, role)}", table)
        own, model = made(tool), getattr(settings, table).model
        _ = own.id if model is not None and Path(model).is_absolute() else None


def _check_options(tool: BackEnd, called: str, table: str) -> None:
    """Raises UserError when a tool lacks an option, or knows nothing of one that is set."""
    known, given = signature(named(tool.path)).parameters, json.loads(tool.options)
    takes_any = any(one.kind is Parameter.VAR_KEYWORD for one in known.values())
    needed = {
        name
        for name, one in known.items()
        if one.default is Parameter.empty and one.kind is not Parameter.VAR_KEYWORD
    }
    for name in sorted(needed - given.keys()):
        raise UserError(
            f"the {called} needs a {name}: write it after a colon, {called.split()[-1]}:NAME, or "
            f"into [{table}] of agent.toml."
        )
    for name in () if takes_any else sorted(given.keys() - known.keys()):
        raise UserError(f"the {called} has no use for {name}, which [{table}] sets; take it out.")


def lacking(name: str) -> str | None:
    """What a back end needs that isn't installed, and how to get it; None when all is there."""
    needs = _tables()["needs"].get(name)
    if needs is None:
        return None
    absent = [package for package in needs["packages"] if util.find_spec(package) is None]
    if not absent:
        return None
    return f'{absent[0]}, which isn\'t installed; run: pip install "panelwright[{needs["extra"]}]"'


def made(tool: BackEnd) -> Any:
    """The tool. Raises UserError when it can't be made of its options."""
    options = json.loads(tool.options)
    return making.made(tool.plugin, options) if tool.plugin else named(tool.path)(**options)


def named(path: str) -> Any:
    """The class or function at a dotted path. Raises UserError when it needs what isn't there."""
    module, _, attribute = path.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except ImportError as error:
        raise UserError(
            f"{path} needs {error.name or 'a package'}, which isn't installed."
        ) from error
