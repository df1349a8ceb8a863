import pytest

from panelwright_tools.prompting.canvas.theme import Common, common, without_common

WATERCOLOURS = [
    "a watercolour fox",
    "a blue boat in watercolour",
    "a watercolour painting of a knight",
    "a lighthouse, watercolor style",
    "a castle, aquarelle",
    "two sheep",
]


def test_the_style_that_requests_name_is_found_and_taken_out_of_them() -> None:
    said = common(WATERCOLOURS)
    assert said == Common("watercolour")
    assert [without_common(text, said) for text in WATERCOLOURS] == [
        "a fox", "a blue boat", "a knight", "a lighthouse", "a castle", "two sheep",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["a pencil", "an ink bottle on a desk", "a colour wheel", "oils"])
def test_things_that_share_a_word_with_a_style_name_none(text: str) -> None:
    assert common([text, f"{text} and a cat", f"two of {text}"]).style == ""


def test_a_style_that_only_one_request_names_stays_with_it() -> None:
    texts = ["a pixel art tree", *(f"a boat {number}" for number in range(9))]
    said = common(texts)
    assert said.style == ""
    assert without_common(texts[0], said) == "a pixel art tree"


def test_what_most_requests_share_is_the_theme() -> None:
    texts = ["a fox, at dawn, running", "a boat, At dawn", "a mill, at dawn", "an owl"]
    said = common(texts)
    assert said.theme == ("at dawn",)
    assert [without_common(text, said) for text in texts] == [
        "a fox, running", "a boat", "a mill", "an owl",
    ]  # fmt: skip


def test_quoted_words_are_neither_style_nor_theme() -> None:
    texts = ['a sign "in watercolour"', 'a banner "watercolour style, at dawn"'] * 3
    said = common(texts)
    assert said == Common()
    assert [without_common(text, Common("watercolour", ("at dawn",))) for text in texts] == texts


def test_a_request_that_says_nothing_but_the_style_keeps_it() -> None:
    assert without_common("in watercolour", Common("watercolour")) == "in watercolour"


def test_a_style_of_the_users_own_is_taken_out_by_its_own_words() -> None:
    said = Common("stained glass")
    assert without_common("a fox in stained glass", said) == "a fox"
