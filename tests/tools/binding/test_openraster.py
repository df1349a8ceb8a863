import io
import zipfile
from collections.abc import Callable
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image, ImageChops

from panelwright_tools.binding.book import Book
from panelwright_tools.binding.layers import (
    Group,
    Layer,
    appendix_layers,
    flattened,
    page_layers,
)
from panelwright_tools.binding.openraster import write_openraster
from panelwright_tools.binding.page import compose_page
from panelwright_tools.binding.png import png_bytes

MakeBook = Callable[..., Book]


def written(stack: tuple[Layer | Group, ...]) -> zipfile.ZipFile:
    stream = io.BytesIO()
    write_openraster(stack, stream)
    return zipfile.ZipFile(stream)


@pytest.fixture(scope="module")
def archive(book: Book) -> zipfile.ZipFile:
    return written(page_layers(book, book.pages[0], 600))


def elements(archive: zipfile.ZipFile) -> ET.Element:
    return ET.fromstring(archive.read("stack.xml"))


def opened(archive: zipfile.ZipFile, name: str) -> Image.Image:
    with archive.open(name) as file, Image.open(file) as image:
        return image.copy()


def test_the_archive_is_as_the_format_wants_it(archive: zipfile.ZipFile) -> None:
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"image/openraster"
    names = archive.namelist()
    assert {"stack.xml", "mergedimage.png", "Thumbnails/thumbnail.png"} <= {*names}
    sources = [layer.get("src") for layer in elements(archive).iter("layer")]
    assert sorted(map(str, sources)) == sorted(n for n in names if n.startswith("data/"))
    thumbnail = opened(archive, "Thumbnails/thumbnail.png")
    assert max(thumbnail.size) == 256


def test_every_entry_is_what_the_baseline_of_openraster_demands(archive: zipfile.ZipFile) -> None:
    first = archive.infolist()[0]
    assert (first.header_offset, first.extra, first.comment) == (0, b"", b"")
    assert all(info.filename.isascii() and not info.flag_bits & 1 for info in archive.infolist())
    root = elements(archive)
    assert root.tag == "image" and [part.tag for part in root] == ["stack"]
    size = int(root.attrib["w"]), int(root.attrib["h"])
    assert opened(archive, "mergedimage.png").size == size
    assert {part.tag for part in root.iter()} == {"image", "stack", "layer"}
    for layer in root.iter("layer"):
        told = layer.attrib
        assert told["composite-op"] == "svg:src-over" and told["visibility"] == "visible"
        assert float(told["opacity"]) == 1.0 and told["name"]
        image = opened(archive, told["src"])
        left, top = int(told["x"]), int(told["y"])
        assert image.mode in ("RGB", "RGBA")
        if image.mode == "RGBA":  # no empty rows or columns are stored around what was drawn
            assert image.getchannel("A").getbbox() == (0, 0, *image.size)
        assert image.width <= size[0] and image.height <= size[1]
        assert left + image.width > 0 and top + image.height > 0
    thumbnail = opened(archive, "Thumbnails/thumbnail.png")
    assert thumbnail.width / thumbnail.height == pytest.approx(size[0] / size[1], rel=0.02)


def test_a_page_that_is_there_already_is_what_viewers_show(book: Book) -> None:
    page = png_bytes(compose_page(book, book.pages[0], 600), {})
    stream = io.BytesIO()
    write_openraster(page_layers(book, book.pages[0], 600), stream, page=page)
    archive = zipfile.ZipFile(stream)
    assert archive.read("mergedimage.png") == page
    assert max(opened(archive, "Thumbnails/thumbnail.png").size) == 256


def test_art_balloons_and_text_are_layers_of_their_own_from_top_to_bottom(
    archive: zipfile.ZipFile,
) -> None:
    root = elements(archive)
    [stack] = root.findall("stack")
    assert (root.get("w"), root.get("h")) == ("600", "870")
    assert [part.get("name") for part in stack] == [
        "Title and number", "Sounds", "Borders", "Text", "Balloons", "Art", "Paper",
    ]  # fmt: skip
    art = next(part for part in stack if part.get("name") == "Art")
    assert [layer.get("name") for layer in art] == ["Panel p02", "Panel p01"]


def test_the_art_lies_under_the_letters_without_any(book: Book) -> None:
    stack = page_layers(book, book.pages[0], 600)
    art = next(part for part in stack if isinstance(part, Group) and part.name == "Art")
    image = art.layers[0].image
    colours = image.convert("RGB").getcolors()
    assert colours is not None and len(colours) == 1


def test_drawn_from_the_file_the_layers_make_the_page(book: Book, archive: zipfile.ZipFile) -> None:
    canvas = Image.new("RGBA", (600, 870))
    for layer in reversed([*elements(archive).iter("layer")]):
        at = int(layer.attrib["x"]), int(layer.attrib["y"])
        canvas.alpha_composite(opened(archive, layer.attrib["src"]).convert("RGBA"), at)
    shown = canvas.convert("RGB")
    merged = opened(archive, "mergedimage.png")
    assert ImageChops.difference(shown, merged).getbbox() is None
    page = compose_page(book, book.pages[0], 600)
    difference = np.abs(np.asarray(page, int) - np.asarray(merged, int)).max(axis=2)
    assert difference.mean() < 0.2
    assert (difference > 24).mean() < 0.001


def test_without_its_text_layer_the_page_has_empty_balloons(book: Book) -> None:
    stack = page_layers(book, book.pages[0], 600)
    wordless = tuple(part for part in stack if part.name != "Text")
    with_text, without = (np.asarray(flattened(s).convert("L"), int) for s in (stack, wordless))
    assert (without - with_text > 100).sum() > 300


def test_half_covered_pixels_keep_the_colour_of_their_ink(book: Book) -> None:
    stack = page_layers(book, book.pages[1], 600)
    [borders] = [part for part in stack if isinstance(part, Layer) and part.name == "Borders"]
    pixels = np.asarray(borders.image)
    edge = pixels[(pixels[..., 3] > 60) & (pixels[..., 3] < 200)]
    assert len(edge) > 50
    assert np.abs(edge[:, :3].astype(int) - (22, 16, 31)).max() <= 4


def test_the_same_page_makes_the_same_bytes(book: Book) -> None:
    files = [io.BytesIO() for _ in range(2)]
    for file in files:
        write_openraster(page_layers(book, book.pages[0], 300), file)
    assert all(one.getvalue() == other.getvalue() for one, other in pairwise(files))


def test_words_that_found_no_room_have_a_page_of_layers(make_book: MakeBook) -> None:
    book = make_book(words="So much to say about this island. " * 60)
    assert appendix_layers(make_book(), 600) == []
    [first, *_] = appendix_layers(book, 600)
    assert [part.name for part in first] == ["Paper", "What else was said"]
    assert (np.asarray(flattened(first).convert("L")) < 80).sum() > 500
