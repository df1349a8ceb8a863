import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright.names import slug


@pytest.mark.parametrize(
    ("text", "name"),
    [("The Map in the Rain", "the-map-in-the-rain"), ("../../etc/passwd", "etc-passwd"),
     ("Über den Fluß", "uber-den-flu"), ("漢字", "story"), ("", "story"), ("CON", "story-con"),
     ("lpt1", "story-lpt1"), ("a" * 99, "a" * 48), ("..", "story"), ("-rf *", "rf")],
)  # fmt: skip
def test_names_of_stories_become_slugs(text: str, name: str) -> None:
    assert slug(text) == name


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_a_slug_never_leaves_its_folder(text: str) -> None:
    name = slug(text)
    assert name and set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.startswith("-")
