"""What ways spend, as a picture."""

from pathlib import Path

from loop.plot import _COLOURS, spending
from PIL import Image, ImageColor


def test_who_spends_more_stands_further_right_and_who_is_right_oftener_higher(
    tmp_path: Path,
) -> None:
    spending({"": (800, 0.4), "loop": (400, 0.7)}, tmp_path / "spending.png")
    with Image.open(tmp_path / "spending.png") as opened:
        image = opened.convert("RGB")
    places = []
    for colour in map(ImageColor.getrgb, _COLOURS):
        found = [(x, y) for x in range(image.width) for y in range(image.height)
                 if image.getpixel((x, y)) == colour]  # fmt: skip
        places.append(min(found))
    (far, low), (near, high) = places
    assert near < far and high < low
