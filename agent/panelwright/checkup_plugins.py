"""Which tools other packages bring, whether each can be used, and what of it nobody can choose."""

from panelwright import backends
from panelwright.backend_tables import called
from panelwright.checkup_findings import Finding
from panelwright.plugins.declared import Plugin, declared
from panelwright.plugins.keeping import needed, parameters
from panelwright.plugins.making import loaded, own_table
from panelwright.settings import Settings
from panelwright_tools.domain import PanelwrightError


def plugins(settings: Settings) -> list[Finding]:
    """One finding a tool, and one for each thing that nobody can choose.

    What the settings choose is checked with them, which is a finding of its own.
    """
    found = declared()
    tools = [_finding(one, settings) for one in found.plugins]
    return [*tools, *(Finding(one.package, "warn", f"{one.why}.") for one in found.unusable)]


def _finding(one: Plugin, settings: Settings) -> Finding:
    name = f"{called(one.role)} {one.name}"
    try:
        return Finding(name, "ok", f"{_usable(one, settings)}, of {one.brought}")
    except PanelwrightError as error:
        return Finding(name, "warn", str(error))


def _usable(one: Plugin, settings: Settings) -> str:
    """That it can be made, as far as can be told. Raises UserError when it can't."""
    backends.plugged(one.role, one.name)  # nobody else brings one of that name
    chosen = getattr(settings, one.role) == one.name
    needs = needed(parameters(loaded(one)))
    own = settings if chosen else Settings(plugins=settings.plugins)
    if needs and not chosen:
        return f"usable, with {', '.join(needs)} in {own_table(one)}"
    backends.check(own.model_copy(update={one.role: one.name}), one.role)
    return "ready"
