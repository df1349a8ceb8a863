"""Settings from flags, environment and agent.toml, in this order of rank."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from panelwright import backends
from panelwright.planning.choosing import check_model
from panelwright.planning.endpoints import server
from panelwright.settings import ROLES, Settings, over
from panelwright_tools.domain import UserError

PREFIX = "PANELWRIGHT_"
FILE_VARIABLE = "PANELWRIGHT_CONFIG"


class _Configured(BaseSettings, Settings):
    """The same fields, filled from environment and files."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment first, then each file, nearest first; no .env, no secrets."""
        files = [TomlConfigSettingsSource(settings_cls, path) for path in files_read()]
        return (env_settings, *files)


def configured(flags: Mapping[str, Any]) -> Settings:
    """The settings of this call; a flag that is None was not given.

    Raises UserError that names the flag, variable or file that is wrong.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    _check_flags(given)
    _check_variables()
    try:
        found = _Configured()
    except ValidationError as error:
        raise UserError(f"{_sources()}: {_first(error)}.") from error
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{_sources()}: not valid TOML: {error}.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{_sources()}: not UTF-8 text; save the file again as UTF-8.") from error
    settings = checked(located(Settings.model_validate(over(found.model_dump(), given))))
    if "model" in given and backends.asking(backends.chosen(settings, "planner")) is None:
        with_one = " or ".join(f"--planner {name}" for name in backends.askers())
        raise UserError(f"--model and --base-url go with {with_one}.")
    return settings


def changed(settings: Settings, flags: Mapping[str, Any]) -> Settings:
    """The settings of a run with the flags of this call; a flag that is None was not given.

    Raises UserError that names the flag that is wrong.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    _check_flags(given)
    return checked(settings.changed(**given))


def checked(settings: Settings) -> Settings:
    """The same settings. Raises UserError when they name a tool or a style that isn't there."""
    for role in ROLES:
        backends.dotted_path(role, backends.chosen(settings, role))
    if settings.style is not None:
        backends.check_style(settings, settings.style)
    check_model(settings)
    return settings


def located(settings: Settings) -> Settings:
    """The same settings with the whole path of a model's file, or the address of its server, so
    that a run finds it again from another folder and another shell."""
    asking, model = backends.asking(backends.chosen(settings, "planner")), settings.model
    if asking is None:
        return settings
    if asking.at == "server":
        return settings.changed(model={"base_url": server(model)})
    if model.name is None:
        return settings
    return settings.changed(model={"name": str(Path(model.name).expanduser().absolute())})


def files_read() -> list[Path]:
    """The settings files that exist, the nearest first."""
    from platformdirs import user_config_path

    named = os.environ.get(FILE_VARIABLE)
    if named and not Path(named).is_file():
        raise UserError(f"{FILE_VARIABLE} names {named}, which is not a file.")
    candidates = [
        Path(named) if named else None,
        Path("agent.toml"),
        user_config_path("panelwright", appauthor=False) / "agent.toml",
    ]
    return [path for path in candidates if path is not None and path.is_file()]


def _check_flags(given: Mapping[str, Any]) -> None:
    try:
        Settings.model_validate(given)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        flag = "--" + str(problem["loc"][0]).replace("_", "-")
        reason = problem["msg"].removeprefix("Input should be ").removeprefix("String should ")
        raise UserError(f"{flag} {problem['input']} won't do: it should be {reason}.") from error


def _check_variables() -> None:
    known = {FILE_VARIABLE, *(PREFIX + name.upper() for name in Settings.model_fields)}
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper().split("__")[0] not in known:
            raise UserError(
                f"the environment variable {name} means nothing to panelwright; "
                f"known are {', '.join(sorted(known))}."
            )


def _sources() -> str:
    names = [str(path) for path in files_read()]
    return " or ".join([*names, f"{PREFIX}* in the environment"])


def _first(error: ValidationError) -> str:
    problem = error.errors(include_url=False)[0]
    return f"field {'.'.join(map(str, problem['loc']))}: {problem['msg']}"
