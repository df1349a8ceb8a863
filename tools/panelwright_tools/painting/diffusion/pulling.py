"""Downloads models from the Hugging Face hub into its cache: resumed, and checked by digest.

huggingface_hub knows the hub and speaks to it; what it leaves out is done here: a download that
broke off goes on in a later process, and a file is only kept when its digest is the hub's.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from panelwright_tools.domain import PanelwrightError, ToolError, UserError
from panelwright_tools.domain.errors import first_line
from panelwright_tools.painting.diffusion import hub_cache
from panelwright_tools.painting.diffusion.hub_files import HubFile, needed, needed_of_one
from panelwright_tools.painting.diffusion.model_folder import INDEX, read_json

_BLOCK: Final = 2**20
_SPARE: Final = 2**28
"""Bytes of disk that are left free."""
_SHA256_DIGITS: Final = 64
_HEX: Final = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")

Tell = Callable[[str, int, int], None]
"""Told of progress: the file's name, bytes of it that are there, and all its bytes."""


@dataclass(frozen=True)
class Repository:
    """A model on the hub as it is now."""

    name: str
    """`owner/model`."""
    commit: str
    files: tuple[HubFile, ...]


def looked_up(name: str) -> Repository:
    """Ask the hub for a model's files. Raises UserError or ToolError."""
    with _translated(name):
        from huggingface_hub import HfApi

        found = HfApi(endpoint=_endpoint()).model_info(name, files_metadata=True)
        files = [_file(sibling) for sibling in found.siblings or ()]
        if not _HEX.fullmatch(str(found.sha)):
            raise ToolError(f"the hub's answer about {name} makes no sense; try again later.")
        return Repository(name, str(found.sha), tuple(f for f in files if _is_safe(f)))


def pulled_file(repository: Repository, name: str, tell: Tell) -> Path:
    """Download one file; where it lies. Raises UserError, also when there is no such file."""
    return pulled_files(repository, [name], tell) / name


def pulled_files(repository: Repository, names: Sequence[str], tell: Tell) -> Path:
    """Download some files; the folder that they lie in. Raises UserError, also when one is not
    there."""
    wanted = [_wanted(repository, name) for name in names]
    return _pulled(repository, wanted, tell)


def _wanted(repository: Repository, name: str) -> HubFile:
    for file in repository.files:
        if file.name == name:
            return file
    there = [file.name for file in repository.files if file.name.endswith(Path(name).suffix)]
    raise UserError(
        f"{repository.name} has no file {name}; it has {', '.join(there[:12]) or 'none such'}."
    )


def pulled_folder(repository: Repository, without: str | None, tell: Tell) -> Path:
    """Download a model in the layout of diffusers, but for the weights of the part `without`, or
    of transformers, such as a detector. Raises UserError when it is neither."""
    index = [file for file in repository.files if file.name == INDEX]
    if not index and (single := needed_of_one(repository.files)):
        return _pulled(repository, single, tell)
    if not index:
        raise UserError(
            f"{repository.name} is no model in diffusers' layout; name one of its files, as "
            f"{repository.name}/FILE."
        )
    folder = _pulled(repository, index, tell)
    wanted = needed(repository.files, read_json(folder / INDEX), without)
    return _pulled(repository, wanted, tell)


def _pulled(repository: Repository, files: Sequence[HubFile], tell: Tell) -> Path:
    home = hub_cache.cache() / f"models--{repository.name.replace('/', '--')}"
    snapshot = home / "snapshots" / repository.commit
    with _translated(repository.name):
        (home / "blobs").mkdir(parents=True, exist_ok=True)
        missing = [file for file in files if not (snapshot / file.name).exists()]
        _check_disk(home, missing)
        for file in missing:
            blob = home / "blobs" / file.digest
            if not blob.exists():
                _download(repository, file, blob, tell)
            _point(snapshot / file.name, blob)
        _note_main(home, repository.commit)
    return snapshot


def _download(repository: Repository, file: HubFile, blob: Path, tell: Tell) -> None:
    """Fetch a file to where it may be kept, from where an earlier download broke off."""
    from huggingface_hub import hf_hub_url
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import WeakFileLock, build_hf_headers

    partial = blob.with_name(f"{blob.name}.part")
    url = hf_hub_url(repository.name, file.name, revision=repository.commit, endpoint=_endpoint())
    with WeakFileLock(str(blob.with_name(f"{blob.name}.lock"))), partial.open("ab") as stream:
        if stream.tell() > file.size:
            stream.truncate(0)
        there = stream.tell()
        http_get(
            url,
            stream,
            resume_size=there,
            headers=build_hf_headers(),
            expected_size=file.size,
            displayed_filename=file.name,
            tqdm_class=_bar(file, tell),
        )
        stream.flush()
        os.fsync(stream.fileno())
    _check_digest(partial, file)
    partial.replace(blob)
    with suppress(OSError):
        blob.with_name(f"{blob.name}.lock").unlink()


def _check_digest(path: Path, file: HubFile) -> None:
    """Raise ToolError, and let the file go, when it is not what the hub has."""
    if len(file.digest) == _SHA256_DIGITS:
        total = hashlib.sha256()
    else:
        total = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            total.update(block)
    if total.hexdigest() != file.digest:
        path.unlink()
        raise ToolError(
            f"{file.name} arrived damaged: its digest is not the one that the hub tells; "
            "it was thrown away, so run the same command again."
        )


def _point(path: Path, blob: Path) -> None:
    """Let a name in a snapshot mean a file's content, as huggingface_hub does it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.symlink_to(os.path.relpath(blob, path.parent))
    except FileExistsError:
        pass
    except OSError:
        shutil.move(blob, path)  # a system without symbolic links


def _note_main(home: Path, commit: str) -> None:
    (home / "refs").mkdir(exist_ok=True)
    fresh = home / "refs" / f"main.{os.getpid()}"
    fresh.write_text(commit, "utf-8")
    fresh.replace(home / "refs" / "main")


def _check_disk(home: Path, files: Sequence[HubFile]) -> None:
    there = sum(
        path.stat().st_size
        for file in files
        for path in (home / "blobs" / file.digest, home / "blobs" / f"{file.digest}.part")
        if path.exists()
    )
    due, free = sum(file.size for file in files) - there, shutil.disk_usage(home).free
    if due + _SPARE > free:
        raise ToolError(
            f"{due / 1e9:.1f} GB are still to download and {free / 1e9:.1f} GB are free at {home}; "
            "make room, or set HF_HOME to a folder on another disk."
        )


def _file(sibling: Any) -> HubFile:
    lfs = getattr(sibling, "lfs", None)
    digest = lfs.sha256 if lfs is not None else sibling.blob_id
    return HubFile(str(sibling.rfilename), int(sibling.size or 0), str(digest))


def _is_safe(file: HubFile) -> bool:
    """Whether a file's name and digest, which become paths, stay within the cache."""
    path = PurePosixPath(file.name)
    inside = not path.is_absolute() and ".." not in path.parts and "\\" not in file.name
    return inside and _HEX.fullmatch(file.digest) is not None


def _endpoint() -> str | None:
    return os.environ.get("HF_ENDPOINT") or None


def _bar(file: HubFile, tell: Tell) -> type:
    """What huggingface_hub takes as a progress bar's class, and tells its progress to `tell`."""

    class Bar:
        def __init__(self, *_: object, initial: int = 0, **__: object) -> None:
            self.there = initial
            tell(file.name, initial, file.size)

        def update(self, count: float | None = 1) -> None:
            self.there += int(count or 0)
            tell(file.name, self.there, file.size)

        def __enter__(self) -> "Bar":
            return self

        def __exit__(self, *_: object) -> None:
            pass

    return Bar


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """Turn what the hub, the network and the disk raise into one sentence."""
    try:
        import httpx2
        from huggingface_hub import errors
        from huggingface_hub.utils import logging
    except ImportError as missing:
        raise ToolError(
            'downloading models needs huggingface_hub: run pip install "panelwright[local]".'
        ) from missing
    logging.set_verbosity_error()
    try:
        yield
    except PanelwrightError:
        raise
    except errors.OfflineModeIsEnabled as error:
        raise ToolError("HF_HUB_OFFLINE is set, so nothing is downloaded; unset it.") from error
    except errors.GatedRepoError as error:
        raise UserError(
            f"{name} is only given to accounts that agreed to its licence: agree at "
            f"https://huggingface.co/{name}, then put an access token into HF_TOKEN."
        ) from error
    except (errors.RepositoryNotFoundError, errors.HFValidationError) as error:
        raise UserError(
            f"the hub has no model {name}, or shows it only to accounts with access (HF_TOKEN); "
            "`agent models list` shows names."
        ) from error
    except (errors.HfHubHTTPError, httpx2.HTTPError, json.JSONDecodeError) as error:
        raise ToolError(
            f"the hub can't be reached for {name} ({first_line(error, 200)}); "
            "run the same command again to go on where it stopped."
        ) from error
    except OSError as error:
        raise ToolError(
            f"{name} could not be downloaded ({first_line(error, 200)}); "
            "run the same command again to go on where it stopped."
        ) from error
