"""The loss as a picture."""

from pathlib import Path

from miniature.curve import curve, read


def test_a_falling_loss_falls_in_the_picture(tmp_path: Path) -> None:
    rows = "".join(f"{step},{1 / step}\n" for step in range(50, 2001, 50))
    (tmp_path / "loss.csv").write_text(f"step,loss\n{rows}", encoding="utf-8")
    picture = curve(read(tmp_path / "loss.csv"))
    red = [(x, y) for x in range(picture.width) for y in range(picture.height)
           if picture.getpixel((x, y)) == (200, 40, 40)]  # fmt: skip
    first, last = min(red), max(red)
    assert first[0] < 100 and last[0] > 600 and last[1] > first[1] + 150
