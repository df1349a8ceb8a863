"""The runs of the root, and the files in them, as resources."""

import base64
import json
import mimetypes
from typing import Final

from mcp import types

from panelwright.mcp_server.addresses import TEMPLATES, address_of, name_in
from panelwright.mcp_server.limits import limits
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.standing import standing
from panelwright_tools.domain import UserError

_TEXT: Final = {".json", ".jsonl", ".txt", ".html", ".md", ".xml"}
_DATA: Final = {".png", ".webp", ".jpg", ".jpeg", ".pdf", ".cbz", ".epub", ".ora"}
_JSON: Final = "application/json"


def listed(desk: Desk, cursor: str | None) -> types.ListResourcesResult:
    """The runs, those that were worked on last first, a page of them.

    Raises UserError for a cursor that is none.
    """
    names, size = desk.places.runs(), int(limits("resources")["page"])
    if cursor is not None and not cursor.isdecimal():
        raise UserError("the cursor is none of this server's; begin without one.")
    first = int(cursor or 0)
    found = [
        types.Resource(
            name=name,
            uri=address_of(name),
            mime_type=_JSON,
            description="a run: how it stands, and the addresses of its files",
        )
        for name in names[first : first + size]
    ]
    more = str(first + size) if first + size < len(names) else None
    return types.ListResourcesResult(resources=found, next_cursor=more)


def templates() -> types.ListResourceTemplatesResult:
    """How the files of runs are named."""
    return types.ListResourceTemplatesResult(
        resource_templates=[
            types.ResourceTemplate(name=name, uri_template=template, mime_type=kind)
            for name, template, kind in TEMPLATES
        ]
    )


def read(address: str, desk: Desk) -> types.ReadResourceResult:
    """A run, or a file in the root. Raises UserError for what is none, or too large."""
    name = name_in(address)
    if "/" not in name and name in desk.places.runs():
        return _run(name, address, desk)
    path = desk.places.file(name)
    kind = path.suffix.lower()
    if kind not in _TEXT | _DATA or not path.is_relative_to(desk.places.root):
        raise UserError(f"{name!r} is no file that is given out.")
    if path.stat().st_size > limits("resources")["bytes"]:
        raise UserError(f"{name!r} is too large to be read; export it in parts, or as pages.")
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    data = path.read_bytes()
    if kind in _TEXT:
        text = types.TextResourceContents(
            uri=address, mime_type=mime, text=data.decode("utf-8", errors="replace")
        )
        return types.ReadResourceResult(contents=[text])
    blob = types.BlobResourceContents(
        uri=address, mime_type=mime, blob=base64.b64encode(data).decode()
    )
    return types.ReadResourceResult(contents=[blob])


def _run(name: str, address: str, desk: Desk) -> types.ReadResourceResult:
    run = desk.places.run(name)
    folders = [run.folder, *(run.folder / part for part in ("panels", "pages", "storyboard"))]
    files = [
        path
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix in _TEXT | _DATA and path.is_file() and not path.is_symlink()
    ]
    told = standing(run, desk).model_dump(mode="json")
    told["files"] = [address_of(desk.places.name_of(path)) for path in files]
    text = types.TextResourceContents(
        uri=address, mime_type=_JSON, text=json.dumps(told, ensure_ascii=False)
    )
    return types.ReadResourceResult(contents=[text])
