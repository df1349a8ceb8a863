"""Where a model lies that is named by a folder or a hub id, and which one it is."""

from pathlib import Path

from panelwright_tools.domain import UserError
from panelwright_tools.loading.uses import check_use
from panelwright_tools.painting.diffusion.device import device
from panelwright_tools.painting.diffusion.fingerprint import fingerprint
from panelwright_tools.painting.diffusion.hub_cache import is_hub_id, snapshot
from panelwright_tools.painting.diffusion.model_folder import CONFIG, INDEX
from panelwright_tools.painting.diffusion.safetensors_header import safetensors


def model_folder(name: str) -> Path:
    """The folder of a model of transformers; one of the hub is taken from this machine's cache.

    Raises UserError when it is not there. The network is never asked.
    """
    path = Path(name).expanduser()
    if path.is_dir():
        return _checked(path)
    if path.exists():
        raise UserError(f"{name} is a file; a model of this kind is a folder with a {CONFIG}.")
    if not is_hub_id(name) or name.count("/") != 1:
        raise UserError(f"there is no model {name!r}: no such folder, and no name of the hub.")
    kept = snapshot(name)
    if kept is None:
        raise UserError(
            f"there is no folder {name}, and the hub's model of that name is not in this "
            f"machine's cache; get it with `agent models pull {name}`, or name a folder."
        )
    return _checked(kept)


def model_version(folder: Path) -> str:
    """Hexadecimal digits that change with any file of a model's folder."""
    files = [
        (path.relative_to(folder).as_posix(), path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    ]
    return fingerprint(files)


def examine(name: str, where: str | None, use: str) -> None:
    """Look a model over without loading it; `where` is the device that is wanted, if any, and `use`
    the flag and tool that it is to go with: `--segmenter sam`.

    Raises UserError when the model, its weights or the device are not there, it is for something
    else, or a file is cut short.
    """
    folder = model_folder(name)
    check_use(folder, use)
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        raise UserError(f"{folder} has no weights (*.safetensors); download the model again.")
    for path in weights:
        _ = safetensors(path)
    if where is not None:
        device(where)


def _checked(folder: Path) -> Path:
    if (folder / INDEX).is_file():
        raise UserError(
            f"{folder} is a model that paints, which goes with --painter diffusers:{folder}."
        )
    if not (folder / CONFIG).is_file():
        raise UserError(f"{folder} is no model: it has no {CONFIG}.")
    return folder
