"""Numbers as dots."""

from dots import COLOURS, Axis, Dot, drawn
from PIL import Image, ImageColor

AXIS = Axis("evaluations", (1, 10, 100))


def across(image: Image.Image, colour: str, rows: range) -> list[int]:
    """Where the colour shows within some rows of pixels."""
    wanted = ImageColor.getrgb(colour)
    return [x for x in range(image.width) for y in rows if image.getpixel((x, y)) == wanted]


def test_dots_lie_at_their_value_on_a_logarithmic_axis_and_lines_tell_the_spread() -> None:
    image = drawn({"one": {"points": Dot(10, 3, 30)}, "other": {"points": Dot(100)}}, AXIS)
    first = across(image, COLOURS[0], range(40, 74))
    assert abs(min(first) - AXIS.place(3)) <= 1 and abs(max(first) - AXIS.place(30)) <= 1
    middle = (AXIS.place(1) + AXIS.place(100)) / 2
    assert AXIS.place(10) == middle
    second = across(image, COLOURS[0], range(74, 108))
    assert abs((min(second) + max(second)) / 2 - AXIS.place(100)) <= 1


def test_series_have_colours_of_their_own_and_what_lies_beyond_stands_at_the_edge() -> None:
    image = drawn({"one": {"points": Dot(10), "pictures": Dot(1e-9)}}, AXIS)
    other = across(image, COLOURS[1], range(40, 74))
    assert abs((min(other) + max(other)) / 2 - AXIS.place(1)) <= 1
