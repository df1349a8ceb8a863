"""What a client is sent: JSON as text and as structure, links to files, and small pictures."""

import base64
import io
import json
from collections.abc import Iterator
from typing import Any

from mcp import types
from PIL import Image

from panelwright.mcp_server.addresses import address_of
from panelwright.mcp_server.limits import limits
from panelwright.toolbox.operation import Answer, Shown
from panelwright.toolbox.places import Places


def result_of(answer: Answer, places: Places) -> types.CallToolResult:
    """An answer as all clients understand it: some show only text, some links, some pictures."""
    data = answer.model_dump(mode="json")
    text = types.TextContent(type="text", text=json.dumps(data, ensure_ascii=False))
    return types.CallToolResult(
        content=[text, *_links(answer, places), *_previews(answer, places)], structured_content=data
    )


def failure(told: str) -> types.CallToolResult:
    """An error that the model may mend."""
    return types.CallToolResult(content=[types.TextContent(type="text", text=told)], is_error=True)


def _links(answer: Answer, places: Places) -> Iterator[types.ResourceLink]:
    for picture in answer.pictures[: limits("pictures")["links"]]:
        path = places.root / picture.path
        yield types.ResourceLink(
            type="resource_link",
            name=picture.path,
            title=picture.alt[:80],
            uri=address_of(picture.path),
            mime_type="image/png",
            size=path.stat().st_size if path.is_file() else None,
            annotations=types.Annotations(audience=["user", "assistant"], priority=0.8),
        )


def _previews(answer: Answer, places: Places) -> Iterator[types.ImageContent]:
    for picture in answer.pictures[: limits("pictures")["inline"]]:
        data = preview(picture, places)
        if data is not None:
            yield types.ImageContent(
                type="image",
                data=base64.b64encode(data).decode(),
                mime_type="image/webp",
                annotations=types.Annotations(audience=["user", "assistant"], priority=0.5),
            )


def preview(picture: Shown, places: Places) -> bytes | None:
    """A small WebP of a picture; None where it is gone, or can't be made small enough."""
    allowed: Any = limits("pictures")
    try:
        with Image.open(places.root / picture.path) as opened:
            small = opened.convert("RGB")
    except (OSError, ValueError):
        return None
    small.thumbnail((allowed["side"], allowed["side"]), Image.Resampling.LANCZOS)
    for quality in allowed["qualities"]:
        buffer = io.BytesIO()
        small.save(buffer, "WEBP", quality=quality)
        if buffer.tell() <= allowed["bytes"]:
            return buffer.getvalue()
    return None
