"""Where a model lies, and of which family it is; found without torch and without the network."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

from panelwright_tools.asking.gguf_header import header
from panelwright_tools.domain import UserError
from panelwright_tools.loading.uses import told_use
from panelwright_tools.painting.diffusion import hub_cache
from panelwright_tools.painting.diffusion.fingerprint import fingerprint
from panelwright_tools.painting.diffusion.gguf_tensors import gguf_tensors
from panelwright_tools.painting.diffusion.model_folder import (
    CONFIG,
    INDEX,
    is_half,
    layout,
    read_json,
    weight_files,
)
from panelwright_tools.painting.diffusion.named_sets import meant, split_name
from panelwright_tools.painting.diffusion.recognition import (
    Making,
    Told,
    making_of,
    makings,
    told,
)
from panelwright_tools.painting.diffusion.safetensors_header import safetensors
from panelwright_tools.painting.diffusion.tables import table
from panelwright_tools.painting.diffusion.tensors import Tensor

Kind = Literal["folder", "safetensors", "gguf"]
_ENDINGS: Final[Mapping[str, Kind]] = {".safetensors": "safetensors", ".gguf": "gguf"}
_TEXTS: Final = (".json", ".txt", ".model", ".jinja")
"""Endings of the files beside the weights that decide what is painted."""


@dataclass(frozen=True)
class Weights:
    """A model that is there. Its files were looked over, none was loaded."""

    name: str
    """As the user named it."""
    kind: Kind
    path: Path
    """The folder or the file."""
    making: Making
    """The family, and how diffusers builds it."""
    components: Path | None = None
    """The folder of the parts that a file lacks: at least configurations and tokenizers. None: a
    folder that has them itself."""
    whole: bool = True
    """Whether a file holds the autoencoder and the text encoders too; a folder always does."""

    @property
    def family(self) -> str:
        """As in families.toml: `sdxl`, `flux1`, …."""
        return self.making.family

    @property
    def layout_folder(self) -> Path:
        """The folder with model_index.json."""
        return self.components or self.path

    @cached_property
    def pipeline(self) -> str:
        """The class of diffusers that its folder names: `FluxFillPipeline`."""
        return layout(self.layout_folder).pipeline

    @cached_property
    def half(self) -> bool:
        """Whether the folder has only files that are named for their 16 bits."""
        return is_half(self.layout_folder, layout(self.layout_folder).parts)

    @cached_property
    def tensors(self) -> Mapping[str, Mapping[str, Tensor]]:
        """The tensors of every part, by part and name, as the files' headers tell them."""
        parts = {
            part: _all_tensors(files)
            for part, files in _part_files(self.layout_folder, self._lent).items()
        }
        if self.kind != "folder":
            parts[self.making.part] = tensors_of(self.path)
        return {part: tensors for part, tensors in parts.items() if tensors}

    @cached_property
    def digest(self) -> str:
        """Of everything that decides what it paints, 16 hexadecimal digits; wherever it lies."""
        files = dict(_texts(self.layout_folder))
        for part, paths in _part_files(self.layout_folder, self._lent).items():
            files |= {f"{part}/{path.name}": path for path in paths}
        if self.kind != "folder":
            files[self.kind] = self.path
        return fingerprint(list(files.items()))

    @property
    def _lent(self) -> str | None:
        """What the layout's folder need not bring: a part's name, or `*` for all weights."""
        if self.kind == "folder":
            return None
        return "*" if self.whole else self.making.part


def located(name: str, components: str | None = None) -> Weights:
    """The model that a name means.

    A name is a local folder in diffusers' layout, a `.safetensors` or `.gguf` file, a hub id,
    `owner/model` or `owner/model/file`, that lies in this machine's cache, or a set of models.toml
    that was pulled. `components` names, in the same ways, the folder with the parts that a single
    file lacks; None: the folder around the file, or a model of the file's family in the cache.
    Raises UserError.
    """
    if split_name(name) is not None and not Path(name).expanduser().exists():
        hub_name, own = meant(name)
        return replace(located(hub_name, components or own), name=name)
    path = path_of(name)
    return _folder(name, path) if path.is_dir() else _file(name, path, components)


def tensors_of(path: Path) -> Mapping[str, Tensor]:
    """The tensors of a single file by its header. Raises UserError."""
    return gguf_tensors(path) if _ENDINGS[path.suffix.lower()] == "gguf" else safetensors(path)


def path_of(name: str) -> Path:
    """Where a folder, a file or a hub id in the cache lies. Raises UserError."""
    path = Path(name).expanduser()
    if path.exists():
        return path
    if hub_cache.is_hub_id(name) and not name.startswith("."):
        if (found := hub_cache.cached(name)) is not None:
            return found
        raise UserError(
            f"there is no folder {name}, and no such model in the cache at {hub_cache.cache()}; "
            f"download it with `agent models pull {name}`."
        )
    raise UserError(
        f"there is no model {name}; name a folder, a .safetensors or .gguf file, or a model of "
        "the Hugging Face hub as owner/name (`agent models list` shows some)."
    )


def _folder(name: str, path: Path) -> Weights:
    if not (path / INDEX).is_file():
        raise UserError(_no_model(path))
    found = layout(path)
    making = making_of(found.pipeline)
    if making is None:
        raise UserError(
            f"{path} is a {found.pipeline}, which is none of the families that Panelwright paints "
            f"with ({', '.join(makings())})."
        )
    weights = Weights(name, "folder", path, making)
    _ = weights.tensors  # every part is there, and no file is cut short
    return weights


def _no_model(path: Path) -> str:
    if looks := told_use(path):
        return f"{path} paints nothing: it is {looks}."
    if (path / CONFIG).is_file():
        kind = read_json(path / CONFIG).get("_class_name") or "model"
        return (
            f"{path} is only one part of a model ({kind}); name the folder that holds {INDEX}, "
            "or the part's .safetensors file."
        )
    files = [file for file in path.iterdir() if file.suffix.lower() in _ENDINGS]
    if files:
        return f"{path} is no model in diffusers' layout; name one of its files, as {files[0]}."
    return f"{path} is no model: it holds no {INDEX}."


def _file(name: str, path: Path, components: str | None) -> Weights:
    kind = _ENDINGS.get(path.suffix.lower())
    if kind is None:
        raise UserError(_no_weights(path))
    if kind == "gguf":
        _refuse_language_model(path)
    found = told(tensors_of(path))
    if found.family is None:
        what = f"is {found.why}" if found.why else "is of no family that Panelwright paints with"
        raise UserError(f"{path} {what}; families are {', '.join(makings())}.")
    making = makings()[found.family]
    if kind == "gguf":
        _refuse_gguf(path, making)
    folder = _components(path, making, found, components)
    weights = Weights(name, kind, path, making, folder, found.whole)
    _ = weights.tensors
    return weights


def _no_weights(path: Path) -> str:
    if path.suffix.lower() in table("recognition")["files"]["pickles"]:
        return (
            f"{path} is a pickle, which can run code when it is loaded; "
            "use a .safetensors or .gguf file of the same model."
        )
    return f"{path} is no model; models are folders, or files that end in .safetensors or .gguf."


def _refuse_language_model(path: Path) -> None:
    found = header(path)
    if found.architecture and found.context:
        raise UserError(
            f"{path} is a language model ({found.architecture}), which plans and doesn't paint; "
            "use it as --planner llama:PATH."
        )


def _refuse_gguf(path: Path, making: Making) -> None:
    if making.part == "unet":
        raise UserError(
            f"{path} is a GGUF file of {making.family}, which diffusers can't load; "
            "use a .safetensors file or a folder of that model."
        )
    loads = table("ggml_types")["loads"]
    foreign = sorted({t.kind for t in gguf_tensors(path).values()} - set(loads))
    if foreign:
        raise UserError(
            f"{path} is quantised as {', '.join(foreign)}, which diffusers can't load; "
            f"it loads {', '.join(loads)}."
        )


def _components(path: Path, making: Making, found: Told, named: str | None) -> Path:
    """The folder with the other parts. Raises UserError when there is none that fits."""
    if named is not None:
        folder = path_of(named)
        problem = _misfit(folder, making, found)
        if problem:
            raise UserError(f"{named} does not go with {path}: {problem}.")
        return folder
    for folder in _likely(path, making):
        if not _misfit(folder, making, found):
            return folder
    raise UserError(
        f"{path} holds only {'the weights' if found.whole else 'the ' + making.part} of a "
        f"{making.family} model; name a folder with its other parts as components, or run "
        f"`agent models pull {making.homes[0]}`."
    )


def _likely(path: Path, making: Making) -> Iterator[Path]:
    yield from list(path.absolute().parents)[:2]
    for home in making.homes:
        if (folder := hub_cache.snapshot(home)) is not None:
            yield folder


def _misfit(folder: Path, making: Making, found: Told) -> str:
    """Why a folder can't bring the other parts; empty when it can."""
    if not (folder / INDEX).is_file():
        return f"it holds no {INDEX}"
    pipeline = layout(folder).pipeline
    if pipeline not in making.pipelines:
        return f"it is a {pipeline}, and the file is of {making.family}"
    config = folder / making.part / CONFIG
    if not config.is_file():
        return f"it lacks {making.part}/{CONFIG}"
    facts = read_json(config)
    channels, guided = facts.get("in_channels"), facts.get("guidance_embeds")
    if found.channels is not None and channels not in (None, found.channels):
        return f"its {making.part} takes {channels} channels, and the file's {found.channels}"
    if None not in (found.guided, guided) and guided != found.guided:
        return "one of the two has its guidance distilled into it, and the other has not"
    return ""


def _part_files(folder: Path, lent: str | None) -> Mapping[str, tuple[Path, ...]]:
    """The files of weights of every part that the folder brings, by part."""
    parts = layout(folder).parts
    if lent == "*":
        return {}
    half = is_half(folder, {part: kind for part, kind in parts.items() if part != lent})
    return {part: weight_files(folder, part, half=half) for part in parts if part != lent}


def _all_tensors(files: tuple[Path, ...]) -> Mapping[str, Tensor]:
    return {name: tensor for path in files for name, tensor in safetensors(path).items()}


def _texts(folder: Path) -> Iterator[tuple[str, Path]]:
    """Names and paths of the configurations and tokenizers of a folder."""
    homes = [folder, *(folder / part for part in sorted(layout(folder).parts))]
    for home in homes:
        if home.is_dir():
            for path in sorted(home.iterdir()):
                if path.suffix in _TEXTS and path.is_file():
                    yield str(path.relative_to(folder)), path
