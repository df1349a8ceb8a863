"""Which files of a model on the hub a painter needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from panelwright_tools.painting.diffusion.model_folder import CONFIG, INDEX
from panelwright_tools.painting.diffusion.tables import table

_TEXTS: Final = (".json", ".txt", ".model", ".jinja")
_WEIGHTS: Final = ".safetensors"
_HALF: Final = ".fp16."


@dataclass(frozen=True)
class HubFile:
    """A file of a repository on the hub."""

    name: str
    """Its path in the repository."""
    size: int
    """Bytes."""
    digest: str
    """Its SHA-256 in hexadecimal digits, or, for a small text, the SHA-1 that git gives it."""

    @property
    def part(self) -> str:
        """The part of the pipeline that it belongs to: the folder at the front of its name."""
        return self.name.split("/")[0] if "/" in self.name else ""


def needed(
    files: Iterable[HubFile], index: Mapping[str, Any], without: str | None = None
) -> list[HubFile]:
    """The files of the parts that model_index.json names: texts, and weights as safetensors.

    Where all parts come in 16 bits as well, those are taken alone: half as much to download, and
    the numbers that painters calculate with. `without` is a part whose weights come from elsewhere.
    Pickles, other frameworks' files and checkpoints beside the parts are left where they are.
    """
    ignored = table("recognition")["files"]["ignored"]
    parts = {n for n, v in index.items() if isinstance(v, list) and v[-1] and n not in ignored}
    own = [file for file in files if file.part in parts or file.name == INDEX]
    texts = [f for f in own if f.name.endswith(_TEXTS) and _WEIGHTS not in f.name]
    weights = [f for f in own if _WEIGHTS in f.name and f.part != without]
    return sorted([*texts, *_one_precision(weights)], key=lambda file: file.size)


def needed_of_one(files: Iterable[HubFile]) -> list[HubFile]:
    """The files of a model of transformers: texts and safetensors beside its config.json.

    Empty when there is no such model.
    """
    own = [file for file in files if not file.part]
    texts = [f for f in own if f.name.endswith(_TEXTS) and _WEIGHTS not in f.name]
    weights = _one_precision([file for file in own if _WEIGHTS in file.name])
    if not weights or all(file.name != CONFIG for file in texts):
        return []
    return sorted([*texts, *weights], key=lambda file: file.size)


def _one_precision(weights: Sequence[HubFile]) -> list[HubFile]:
    """The files in 16 bits where every part has them, else the others; never EMA copies."""
    plain = [file for file in weights if "non_ema" not in file.name]
    half = [file for file in plain if _HALF in PurePosixPath(file.name).name]
    if half and {file.part for file in half} == {file.part for file in plain}:
        return half
    return [file for file in plain if file not in half]
