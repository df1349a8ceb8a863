"""Write OpenRaster files, which Krita, GIMP and MyPaint open with all their layers.

Layout of the archive by the baseline of https://www.openraster.org. Written here: the only library
for it (pyora) had its last release in 2021 and keeps all layers in memory twice.
"""

import io
import xml.etree.ElementTree as ET
import zipfile
import zlib
from typing import BinaryIO, Final

from PIL import Image

from panelwright_tools.binding.archive import entry
from panelwright_tools.binding.layers import Group, Layer, Stack, flattened
from panelwright_tools.binding.xml_text import xml_text

MIMETYPE: Final = "image/openraster"
_VERSION: Final = "0.0.5"
_THUMBNAIL: Final = (256, 256)
"""The largest that the format has."""


def write_openraster(
    stack: Stack, file: BinaryIO, dpi: int = 150, page: bytes | None = None
) -> None:
    """Write one page with its layers, the same bytes for the same layers.

    `page` is a PNG file of what the layers look like together, where there is one already.
    """
    merged = _read(page) if page is not None else flattened(stack)
    root = ET.Element("image", version=_VERSION, w=str(merged.width), h=str(merged.height))
    root.set("xres", str(dpi))
    root.set("yres", str(dpi))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(entry("mimetype"), MIMETYPE)
        _write_stack(archive, ET.SubElement(root, "stack"), stack, "data/")
        ET.indent(root)
        text = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        archive.writestr(entry("stack.xml", packed=True), text)
        archive.writestr(entry("mergedimage.png"), page or _png(merged))
        merged.thumbnail(_THUMBNAIL)
        archive.writestr(entry("Thumbnails/thumbnail.png"), _png(merged))


def _write_stack(
    archive: zipfile.ZipFile, parent: ET.Element, stack: Stack | tuple[Layer, ...], prefix: str
) -> None:
    """Elements from the uppermost to the lowest, as the format wants them."""
    for number, part in reversed([*enumerate(stack)]):
        if isinstance(part, Group):
            group = ET.SubElement(parent, "stack", name=xml_text(part.name))
            _write_stack(archive, group, part.layers, f"{prefix}{number:02d}-")
            continue
        name = f"{prefix}{number:02d}.png"
        archive.writestr(entry(name), _png(part.image))
        facts = {"name": xml_text(part.name), "src": name, "x": str(part.at[0])}
        facts |= {"y": str(part.at[1]), "opacity": "1.0", "visibility": "visible"}
        ET.SubElement(parent, "layer", {**facts, "composite-op": "svg:src-over"})


def _png(image: Image.Image) -> bytes:
    """Packed by runs alone, which takes two thirds of the time of searching for repeats, and less
    room: art and paper repeat nothing. Opacity is left out where nothing shows through."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_type=zlib.Z_RLE)
    return stream.getvalue()


def _read(page: bytes) -> Image.Image:
    with Image.open(io.BytesIO(page)) as image:
        return image.convert("RGB")
