from itertools import pairwise

from panelwright_tools.binding import Book, webtoon_slices
from panelwright_tools.binding.webtoon import HEIGHT, WIDTH


def test_slices_keep_within_the_limits_of_readers(book: Book) -> None:
    slices = list(webtoon_slices(book))
    assert all(piece.width == WIDTH and 0 < piece.height <= HEIGHT for piece in slices)


def test_every_panel_is_whole_on_one_slice(book: Book) -> None:
    shown = 0
    for piece in webtoon_slices(book):
        column = [piece.getpixel((WIDTH - 60, y)) for y in range(piece.height)]
        rows = sum(pixel != (247, 241, 227) for pixel in column)
        height = round(500 * (WIDTH - 48) / 560)
        assert rows % height <= 60 or rows % height >= height - 60
        shown += round(rows / height)
    assert shown == len(book.story.panels)


def test_slices_end_in_gutters_and_none_is_a_sliver(book: Book) -> None:
    slices = list(webtoon_slices(book))
    for above, below in pairwise(slices):
        for piece, y in ((above, above.height - 1), (below, 0)):
            assert {piece.getpixel((x, y)) for x in range(0, WIDTH, 40)} == {(247, 241, 227)}
    assert min(piece.height for piece in slices) >= 320
