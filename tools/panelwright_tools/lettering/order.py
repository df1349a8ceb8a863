"""Reading order: which of two boxes a reader comes to first."""

from panelwright_tools.lettering.model import Point, Rect


def middle(box: Rect) -> Point:
    """The middle of a rectangle."""
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def reads_before(first: Rect, second: Rect, rtl: bool) -> bool:
    """Whether a reader comes to `first` before `second`: higher, or level and further ahead."""
    shared = min(first[3], second[3]) - max(first[1], second[1])
    level = shared > 0.45 * min(first[3] - first[1], second[3] - second[1])
    (x0, y0), (x1, y1) = middle(first), middle(second)
    if level:
        return x0 >= x1 if rtl else x0 <= x1
    return y0 <= y1
