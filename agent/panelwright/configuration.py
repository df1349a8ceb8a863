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
from panelwright.planning.endpoints import URL_VARIABLE, check_kept_address, server
from panelwright.settings import MODELS, ROLES, Settings, over
from panelwright_tools.domain import UserError
from panelwright_tools.grounding.options import GroundingOptions
from panelwright_tools.painting.diffusion.picking import picked
from panelwright_tools.painting.listening import tell_news
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.questions.options import QuestioningOptions

PREFIX = "PANELWRIGHT_"
FILE_VARIABLE = "PANELWRIGHT_CONFIG"
WEB_TOKEN_VARIABLE = "PANELWRIGHT_WEB_TOKEN"
"""What one must know to use the page; no setting, since settings are kept."""


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
    settings = checked(
        located(Settings.model_validate(over(found.model_dump(exclude_unset=True), given)))
    )
    _check_uses(settings, given)
    return settings


def _check_uses(settings: Settings, given: Mapping[str, Any]) -> None:
    """Raises UserError for a flag of a model where no model does the work."""
    planner = backends.chosen(settings, "planner")
    asks = backends.asking(planner) is not None or backends.takes(settings, "planner") is not None
    if "model" in given and not asks:
        with_one = " or ".join(f"--planner {name}" for name in backends.askers())
        raise UserError(f"--model and --base-url go with {with_one}.")
    if "painting" in given and not backends.takes(settings, "painter"):
        flag = "--" + next(iter(given["painting"])).replace("_", "-")
        raise UserError(f"{flag} goes with a painter that is a model: --painter diffusers:MODEL.")


def changed(settings: Settings, flags: Mapping[str, Any]) -> Settings:
    """The settings of a run with the flags of this call; a flag that is None was not given.

    Raises UserError that names the flag that is wrong.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    _check_flags(given)
    settings = checked(with_whole_paths(settings.changed(**given)))
    _check_uses(settings, given)
    return settings


def checked(settings: Settings) -> Settings:
    """The same settings. Raises UserError when they name a tool, a model or a style that isn't
    there."""
    for role in ROLES:
        backends.check(settings, role)
    if settings.style is not None:
        backends.check_style(settings, settings.style)
    check_model(settings)
    return settings


def located(settings: Settings) -> Settings:
    """The same settings with the whole paths of models' files, and the address of a server, so
    that a run finds them again from another folder and another shell."""
    asking = backends.asking(backends.chosen(settings, "planner"))
    if asking is not None and asking.at == "server":
        settings = settings.changed(model={"base_url": server(settings.model)})
    if backends.is_served(backends.chosen(settings, "grounder")):
        settings = settings.changed(grounding={"base_url": _kept_address(settings.grounding)})
    if backends.is_served(backends.chosen(settings, "questions")):
        settings = settings.changed(questioning={"base_url": _kept_address(settings.questioning)})
    if backends.is_served(backends.chosen(settings, "painter")):
        settings = settings.changed(painting={"base_url": _kept_address(settings.painting)})
    return with_whole_paths(settings)


def _kept_address(served: GroundingOptions | PaintingOptions | QuestioningOptions) -> str | None:
    """Where the server of a tool is. Raises UserError when the address holds a secret."""
    address = served.base_url or os.environ.get(URL_VARIABLE) or None
    check_kept_address(address, served.key_variable or "OPENAI_API_KEY")
    return address


def with_whole_paths(settings: Settings) -> Settings:
    """The same settings with the whole paths of the models that are files or folders, and with the
    file of a quantised set that this machine takes, told aloud: a run keeps to it."""
    settings = with_files_picked(settings)
    asking = backends.asking(backends.chosen(settings, "planner"))
    if asking is not None and asking.at == "file" and settings.model.name is not None:
        name = str(Path(settings.model.name).expanduser().absolute())
        settings = settings.changed(model={"name": name})
    painting = settings.painting
    return settings.changed(
        painting={
            "model": _whole(painting.model),
            "components": _whole(painting.components),
            "adapter": _whole(painting.adapter),
            "adapter_encoder": _whole(painting.adapter_encoder),
        },
        grounding={
            "model": _whole(settings.grounding.model),
            "text_encoder": _whole(settings.grounding.text_encoder),
        },
        segmenting={"model": _whole(settings.segmenting.model)},
        comparing={"model": _whole(settings.comparing.model)},
        scoring={
            "model": _whole(settings.scoring.model),
            "calibrations": _whole_folder(settings.scoring.calibrations),
        },
    )


def with_files_picked(settings: Settings) -> Settings:
    """The same settings with the file of a quantised set that this machine takes, told aloud."""
    painting, scoring = settings.painting, settings.scoring
    asked = painting.model_copy(update={"model": scoring.model})
    return settings.changed(
        painting={"model": _picked(painting)}, scoring={"model": _picked(asked)}
    )


def _picked(painting: PaintingOptions) -> str | None:
    found = picked(painting)
    if found is None:
        return painting.model
    if found.said:
        tell_news(found.said)
    return found.name


def _whole_folder(folder: str | None) -> str | None:
    return str(Path(folder).expanduser().absolute()) if folder is not None else None


def _whole(model: str | None) -> str | None:
    """The whole path of a model that is a file or a folder; other names are those of a hub."""
    if model is None:
        return None
    path = Path(model).expanduser()
    return str(path.absolute()) if path.exists() or model.startswith((".", "~", "/")) else model


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
        place = [str(part) for part in problem["loc"]]
        in_table = len(place) > 1 and place[0] in {table for table, _ in MODELS.values()}
        flag = "--" + place[in_table].replace("_", "-")
        raise UserError(
            f"{flag} {problem['input']} won't do: it should be {_wanted(dict(problem))}."
        ) from error


def _wanted(problem: Mapping[str, Any]) -> str:
    """What a value should be: in the words of its description, where else a pattern would show."""
    if problem["type"] != "string_pattern_mismatch":
        told = str(problem["msg"])
        return told.removeprefix("Input should be ").removeprefix("String should ")
    if len(problem["loc"]) == 1:
        return "a name of small letters, digits and hyphens"
    table, field = map(str, problem["loc"])
    told = Settings.model_fields[table].annotation.model_fields[field].description  # type: ignore[union-attr]
    return str(told).partition(";")[0]


def _check_variables() -> None:
    known = {
        FILE_VARIABLE,
        WEB_TOKEN_VARIABLE,
        *(PREFIX + name.upper() for name in Settings.model_fields),
    }
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
