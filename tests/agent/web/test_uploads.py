"""Pictures from a browser are bounded, decoded and written anew."""

import base64
import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from panelwright.web.uploads import LARGEST_FILE, Waiting, read_mask, written_anew
from panelwright_tools.domain import UserError


def png(size: tuple[int, int] = (64, 48), info: PngInfo | None = None) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "red").save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


def url(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def test_a_picture_is_written_anew_without_what_else_its_file_held() -> None:
    info = PngInfo()
    info.add_text("Comment", "where I live")
    data = png(info=info) + b"<script>"
    new = written_anew(data)
    assert b"where I live" not in new and b"script" not in new
    assert Image.open(io.BytesIO(new)).size == (64, 48)


def test_what_is_no_picture_or_a_bomb_is_refused_without_a_path() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    bomb = (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
        + png()[33:]
    )  # fmt: skip
    for data in (b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n", bomb, b"x" * (LARGEST_FILE + 1)):
        with pytest.raises(UserError) as caught:
            written_anew(data)
        assert "/" not in str(caught.value)


def test_a_picture_is_taken_once() -> None:
    waiting = Waiting()
    name = waiting.put(png())
    assert waiting.take(name).startswith(b"\x89PNG")
    with pytest.raises(UserError, match="choose it again"):
        waiting.take(name)


def test_only_so_many_pictures_wait() -> None:
    waiting = Waiting()
    names = [waiting.put(png((16, 16))) for _ in range(40)]
    waiting.take(names[-1])
    with pytest.raises(UserError):
        waiting.take(names[0])


def test_a_mask_is_where_it_is_white() -> None:
    image = Image.new("RGB", (40, 20), "black")
    image.paste("white", (10, 5, 20, 15))
    mask = read_mask(url(image))
    assert mask.shape == (20, 40) and mask.sum() == 100 and mask[5, 10] and not mask[4, 10]


@pytest.mark.parametrize(
    "told",
    ["", "data:image/png;base64,%%%", "data:image/png;base64,AAAA", "data:image/svg+xml;base64,AA"],
)
def test_what_is_no_mask_is_refused(told: str) -> None:
    with pytest.raises(UserError, match="paint"):
        read_mask(told)


def test_an_empty_mask_is_refused() -> None:
    with pytest.raises(UserError, match="paint over"):
        read_mask(url(Image.new("RGB", (40, 20), "black")))
