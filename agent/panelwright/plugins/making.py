"""Makes a tool of another package with the options that settings give it."""

from collections.abc import Callable, Mapping
from importlib import import_module
from operator import attrgetter
from typing import Any

from panelwright.backend_tables import tables
from panelwright.plugins.declared import Plugin
from panelwright.plugins.keeping import needed, parameters, takes_any, told
from panelwright.settings import MODELS, Settings
from panelwright_tools.domain import PanelwrightError, UserError
from panelwright_tools.domain.model import Model


def made(plugin: Plugin, options: Mapping[str, Any]) -> Any:
    """The tool, which keeps its role's protocol. Raises UserError when it can't be made."""
    from panelwright.plugins.guard import guarded  # which needs pictures

    maker = loaded(plugin)
    try:
        tool = maker(**options)
    except PanelwrightError:
        raise
    except Exception as error:  # whatever it is: the package is somebody else's
        raise UserError(f"{plugin} can't be made: {told(error)}.") from error
    return guarded(tool, plugin, protocol(plugin), options)


def loaded(plugin: Plugin) -> Callable[..., Any]:
    """The class or function that makes the tool. Raises UserError when it can't be imported."""
    module, _, attribute = plugin.path.partition(":")
    try:
        maker = attrgetter(attribute)(import_module(module))
    except (Exception, SystemExit) as error:  # importing runs somebody else's code
        raise UserError(
            f"{plugin} can't be loaded: {told(error)}; update or uninstall the package."
        ) from error
    if not callable(maker):
        raise UserError(f"{plugin} can't be made: {plugin.path} is no class and no function.")
    return maker  # type: ignore[no-any-return]


def protocol(plugin: Plugin) -> type:
    """What a tool of the role keeps."""
    module, _, name = str(tables()["protocols"][plugin.role]).partition(":")
    return getattr(import_module(module), name)  # type: ignore[no-any-return]


def table(plugin: Plugin, settings: Settings) -> str | None:
    """The role's table of the settings, where the tool takes anything of it; None: it takes none,
    and the table is for others."""
    name = MODELS[plugin.role][0]
    known = parameters(loaded(plugin))
    fields = type(getattr(settings, name)).model_fields
    return name if takes_any(known) or fields.keys() & known.keys() else None


def options(plugin: Plugin, settings: Settings) -> dict[str, Any]:
    """What the tool is made with: of the role's table what is set, and its own table over it.

    Raises UserError when it lacks an option, or knows nothing of one that is set.
    """
    own = settings.plugins.get(plugin.role, {}).get(plugin.name, {})
    name, known = table(plugin, settings), parameters(loaded(plugin))
    given = {**(_set_in(getattr(settings, name)) if name else {}), **own}
    for one in () if takes_any(known) else sorted(given.keys() - known.keys()):
        where = own_table(plugin) if one in own else f"[{name}]"
        raise UserError(f"{plugin} has no use for {one}, which {where} sets; take it out.")
    for one in needed(known):
        if one not in given:
            or_so = f"after a colon, {plugin.name}:NAME, or " if one == "model" else ""
            raise UserError(
                f"{plugin} needs a {one}: write it {or_so}into {own_table(plugin)} of agent.toml."
            )
    return given


def _set_in(shared: Model) -> dict[str, Any]:
    """What of a role's table is set otherwise than by default."""
    return shared.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def own_table(plugin: Plugin) -> str:
    """Where the options of its own stand."""
    return f"[plugins.{plugin.role}.{plugin.name}]"
