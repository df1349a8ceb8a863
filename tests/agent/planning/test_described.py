"""Looks are read from descriptions as other programs write them."""

import pytest

from panelwright.planning.described import described
from panelwright_tools.domain import Kind


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("A young man with short black hair, wearing a white shirt and dark blue jeans. He has "
         "brown eyes.", "person",
         "masculine adult short/black brown: white shirt, dark blue jeans;"),
        ("An elderly woman with grey hair tied in a bun, round glasses, a purple shawl over a long "
         "green dress.", "person",
         "feminine old bun/grey None: None glasses, purple shawl, green long dress;"),
        ("A teenage girl, long blonde braids, freckles, wearing a red hoodie and white sneakers",
         "person",
         "feminine teen long braids/blonde None: red hoodie, white sneakers;freckles"),
        ("The boy is around ten years old. He has messy brown hair. He wears a yellow T-shirt.",
         "person", "masculine child messy/brown None: yellow t-shirt;"),
        ("A tall, muscular knight in silver armor with a red cape.", "person",
         "None None None/None None: silver armor, red cape;"),
        ("woman, red raincoat, climbing", "person",
         "feminine None None/None None: red raincoat;"),
        ("She wears a blue scarf.", "person", "feminine None None/None None: blue scarf;"),
        ("A small orange cat with white paws and green eyes, wearing a blue collar.", "animal",
         "None None None/None green: blue collar;white paws"),
        ("A robot made of rusty metal", "robot", "None None None/None None: ;metal"),
        ("", "person", "None None None/None None: ;"),
        ("?!.,;", "person", "None None None/None None: ;"),
    ],
)  # fmt: skip
def test_what_a_description_tells_is_in_the_look(text: str, kind: str, told: str) -> None:
    found, look = described(text)
    clothes = ", ".join(f"{garment.colour} {garment.name}" for garment in look.clothes)
    hair = f"{look.hair.style}/{look.hair.colour}"
    assert found.value == kind
    assert f"{look.gender} {look.age} {hair} {look.eyes}: {clothes};{', '.join(look.marks)}" == told


def test_a_goat_is_white_and_a_kind_that_is_known_stays() -> None:
    assert described("goat, white, curious")[1].colour == "white"
    assert described("a red ball", Kind.THING)[0] is Kind.THING


def test_a_description_of_any_length_is_read_in_time() -> None:
    _, look = described("a woman, " + "with a very long tale and, " * 20_000)
    assert look.gender == "feminine"
