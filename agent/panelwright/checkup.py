"""Looking the installation over; without touching the network, unless that is asked for."""

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal

from panelwright import (
    backends,
    checkup_painters,
    checkup_planners,
    checkup_plugins,
    checkup_served,
)
from panelwright.checkup_findings import Finding
from panelwright.planning.endpoints import URL_VARIABLE
from panelwright.settings import ROLES, Settings
from panelwright_tools.domain import PanelwrightError

_PACKAGES: Final = ("langgraph", "langgraph-checkpoint-sqlite", "pydantic", "pillow", "numpy")
_SERVERS: Final = {"agent web": ("gradio", "web"), "agent mcp": ("mcp", "mcp")}
"""What serves others: the package that it is made of, and the extra that brings it."""
_ROOM_MB: Final = 500


def examined(*, online: bool = False) -> list[Finding]:
    """Everything that a comic needs, then what is optional.

    With `online` the configured server is asked, once, whether it has the configured model.
    """
    settings = _settings()
    checks: tuple[Callable[[], list[Finding]], ...] = (
        _python,
        _packages,
        _tools,
        _servers,
        lambda: _profiles(settings),
        _disk,
        _configuration,
        checkup_painters.painting,
        lambda: checkup_planners.planners(settings),
        lambda: checkup_served.served(settings),
        lambda: checkup_plugins.plugins(settings),
        lambda: [checkup_planners.online(settings)] if online else [],
        lambda: _variables(settings),
    )
    return [finding for check in checks for finding in check()]


def _settings() -> Settings:
    """The user's settings; the defaults where they are wrong, which is a finding of its own."""
    from panelwright.configuration import configured

    try:
        return configured({})
    except PanelwrightError:
        return Settings()


def _python() -> list[Finding]:
    state: Literal["ok", "fail"] = "ok" if (3, 11) <= sys.version_info[:2] < (3, 14) else "fail"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    detail = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    return [Finding("python", state, f"{detail}, {cores} cores")]


def _packages() -> list[Finding]:
    findings = []
    for name in _PACKAGES:
        try:
            findings.append(Finding(name, "ok", version(name)))
        except PackageNotFoundError:
            findings.append(Finding(name, "fail", f"missing; run: pip install {name}"))
    return findings


def _servers() -> list[Finding]:
    findings = []
    for command, (package, extra) in _SERVERS.items():
        try:
            findings.append(Finding(command, "ok", f"ready, by {package} {version(package)}"))
        except PackageNotFoundError:
            told = f"not usable: needs {package}; run: pip install 'panelwright[{extra}]'"
            findings.append(Finding(command, "note", told))
    return findings


def _tools() -> list[Finding]:
    """Every back end of this release can be loaded."""
    findings = []
    for role in ROLES:
        for name in backends.names(role):
            if name in backends.askers() or backends.is_served(name):
                continue  # looked at with their models, below
            missing = backends.lacking(name)
            if missing is not None:
                findings.append(
                    Finding(
                        f"{backends.called(role)} {name}", "note", f"not usable: needs {missing}"
                    )
                )
                continue
            module = backends.dotted_path(role, name).partition(":")[0]
            try:
                import_module(module)
                findings.append(Finding(f"{backends.called(role)} {name}", "ok", "ready"))
            except (ImportError, PanelwrightError) as error:
                findings.append(Finding(f"{backends.called(role)} {name}", "fail", str(error)))
    return findings


def _profiles(settings: Settings) -> list[Finding]:
    """Which profiles can be used as they are, those of the settings with them."""
    findings = []
    for name in backends.profiles(settings):
        own = settings.model_copy(update={"profile": name, **dict.fromkeys(ROLES)})
        try:
            tools = [backends.chosen(own, role) for role in ROLES]
            for role in ROLES:
                backends.back_end(own, role)
            findings.append(Finding(f"profile {name}", "ok", ", ".join(tools)))
        except PanelwrightError as error:
            state: Literal["note", "warn"] = "warn" if name == settings.profile else "note"
            findings.append(Finding(f"profile {name}", state, str(error)))
    return findings


def _disk() -> list[Finding]:
    free_mb = shutil.disk_usage(Path.cwd()).free // 2**20
    try:
        with tempfile.TemporaryFile(dir=Path.cwd()):
            pass
    except OSError as error:
        return [Finding("folder", "fail", f"can't write to {Path.cwd()}: {error.strerror}")]
    state: Literal["ok", "warn"] = "ok" if free_mb > _ROOM_MB else "warn"
    return [Finding("folder", state, f"{Path.cwd()}, {free_mb:,} MB free")]


def _configuration() -> list[Finding]:
    from panelwright.configuration import configured, files_read

    try:
        settings = configured({})
    except PanelwrightError as error:
        return [Finding("settings", "fail", str(error))]
    files = ", ".join(map(str, files_read())) or "no agent.toml, all defaults"
    return [Finding("settings", "ok", f"profile {settings.profile} ({files})")]


def _variables(settings: Settings) -> list[Finding]:
    """Whether a variable is set; never what it is. A key alone moves no work to a paid service."""
    names = dict.fromkeys((settings.model.key_variable, URL_VARIABLE))
    return [
        Finding(name, "note", "set; used only if a tool that asks a server is chosen"
                if os.environ.get(name) else "not set")
        for name in names
    ]  # fmt: skip
