import json
from dataclasses import replace
from typing import Any

import pytest

from panelwright_tools.domain import UserError
from panelwright_tools.prompting.canvas.brief import canvas_brief, canvas_size
from panelwright_tools.prompting.canvas.items import read_canvas
from panelwright_tools.prompting.canvas.prompt import regional_prompt
from panelwright_tools.prompting.canvas.sorting import placed
from panelwright_tools.prompting.compose import fitted
from panelwright_tools.prompting.counting import CharacterCounter
from panelwright_tools.prompting.families import text_side
from panelwright_tools.prompting.subject import subjects

FOX = {"text": "a fox", "x": 3, "y": 4}


def canvas(*items: dict[str, Any], **more: Any) -> str:
    return json.dumps({"items": items, **more})


def texts(text: str) -> list[str]:
    return [one.item.text for one in placed(read_canvas(text)).placed]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "is not valid JSON at line 1, column 1"),
        ("[]", "has no items; it should be like"),
        ('{"items": []}', "has no items"),
        ('"a fox"', "must hold an object with items"),
        ("[" * 100_000, "is nested too deeply"),
        (canvas({"x": 1, "y": 1}), "item number 1, field text: Field required"),
        (canvas(FOX, {**FOX, "text": "  "}), "item number 2, field text: is empty; say what"),
        (canvas({**FOX, "text": "\x07\x1b"}), "item number 1, field text: is empty"),
        (canvas({**FOX, "text": "fox " * 5000}), "item 1 has 20,000 characters; at most 4,000"),
        (canvas({**FOX, "w": 0}), "item number 1, field w: Input should be greater than"),
        (canvas({**FOX, "x": 1.5}), "item number 1, field x"),
        (canvas({**FOX, "x": 10**30}), "item number 1, field x"),
        (canvas({**FOX, "time": "yesterday"}), "item number 1, field time"),
        (canvas({**FOX, "colour": "red"}), "item number 1, field colour: Extra inputs"),
        (canvas({"text": "a fox", "cell": [1]}), "field cell: .x, y. or .x, y, w, h., please"),
        (canvas(FOX, grid=[0, 30]), "field grid"),
        (canvas(FOX, grid=[100_000, 30]), "field grid"),
        ('{"items": 3}', "field items"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence_that_names_the_item(text: str, complaint: str) -> None:
    with pytest.raises(UserError, match=complaint) as error:
        read_canvas(text, "wishes.json")
    assert str(error.value).startswith("wishes.json") and "\n" not in str(error.value)


def test_a_list_of_items_alone_is_a_canvas_of_thirty_by_thirty() -> None:
    text = json.dumps([{"text": "a fox", "cell": [3, 4, 2, 1], "order": 7}])
    found = read_canvas(f"\ufeff{text}")  # as some editors save it
    (item,) = found.items
    assert found.grid == (30, 30)
    assert (item.x, item.y, item.w, item.h, item.time) == (3, 4, 2, 1, 7)
    assert placed(found).placed[0].box == (0.1, 0.133333, 0.066667, 0.033333)


def test_items_are_sorted_by_age_then_size_whatever_their_order_in_the_file() -> None:
    first = {"text": "first", "x": 0, "y": 0, "time": "2026-01-02T10:00:00"}
    second = {"text": "second", "x": 1, "y": 0, "time": "2026-01-02T10:00:01Z"}
    large = {"text": "large", "x": 2, "y": 0, "w": 3, "time": "2026-01-02T10:00:01+00:00"}
    assert texts(canvas(large, second, first)) == ["first", "second", "large"]
    assert texts(canvas(*({"text": t, "x": n, "y": 0} for n, t in enumerate("cab")))) == [*"cab"]


def test_what_lies_beyond_the_grid_is_cut_off_or_left_out_and_said() -> None:
    edge, beside = {**FOX, "x": 28, "w": 9}, {"text": "a whale", "x": 31, "y": 2}
    negative = {"text": "a cloud", "x": -1, "y": 0, "w": 3}
    found = placed(read_canvas(canvas(edge, beside, negative)))
    assert [one.item.text for one in found.placed] == ["a fox", "a cloud"]
    assert found.placed[0].box.right == 1 and found.placed[1].box.x == 0
    assert found.left_out == ("a whale at 31, 2",)
    assert found.notes == (
        "a fox at 28, 4 is cut off at the edge of the grid.",
        "a whale at 31, 2 lies beside the grid of 30 by 30 cells.",
        "a cloud at -1, 0 is cut off at the edge of the grid.",
    )


def test_the_newer_of_two_requests_for_the_same_cells_has_them() -> None:
    found = placed(read_canvas(canvas({**FOX, "time": 2}, {**FOX, "text": "an owl", "time": 1})))
    assert [one.item.text for one in found.placed] == ["a fox"]
    assert found.left_out == ("an owl at 3, 4",)
    assert found.notes == ("an owl at 3, 4 gave its cells to the newer 'a fox'.",)


def test_of_five_thousand_items_the_newest_thousand_are_painted_and_the_rest_is_named() -> None:
    items = [{"text": f"toy {n}", "x": n % 100, "y": n // 100} for n in range(5000)]
    found = placed(read_canvas(canvas(*items, grid=[100, 100])))
    assert len(found.placed) == 1000 and found.placed[-1].item.text == "toy 4999"
    assert len(found.left_out) == 4000
    assert found.notes == ("5,000 requests are too many; the newest 1,000 are painted.",)


def test_text_from_right_to_left_and_control_characters() -> None:
    one, other = canvas_brief(
        read_canvas(
            canvas({**FOX, "text": "ثعلب أحمر"}, {"text": "a\x1b \u202efox", "x": 0, "y": 0})
        )
    ).brief.regions
    assert one.region.phrase == "ثعلب أحمر"
    assert (other.region.phrase, other.region.noun) == ("a fox", "fox")


@pytest.mark.parametrize("text", [",", ".", "。", '""', "-", "🦊", "a", "the"])
def test_requests_of_next_to_nothing_are_told_as_they_are(text: str) -> None:
    found = canvas_brief(read_canvas(canvas({**FOX, "text": text}))).brief
    words = fitted(found, text_side("hosted"), [CharacterCounter(1000)])
    assert text in words.prompt


def test_a_request_has_the_same_region_in_the_next_version() -> None:
    later = [{**FOX, "x": 9, "text": "an owl"}, {**FOX, "time": 5}]
    one, two = (placed(read_canvas(canvas(*items))).placed for items in ([FOX], later))
    assert one[0].id == two[-1].id != two[0].id


def test_the_theme_gives_place_and_light_and_is_told_once() -> None:
    theme = "a harbour at dusk, snowing, seen by a gull"
    brief = canvas_brief(read_canvas(canvas(FOX, theme=theme))).brief
    assert brief.place is not None and (brief.place.noun, brief.time, brief.weather) == (
        "harbour", "dusk", "snow",
    )  # fmt: skip
    words = fitted(brief, text_side("sdxl"), [CharacterCounter(1000)])
    assert ", a harbour at dusk, " in words.prompt and "seen by a gull" in words.prompt
    assert words.prompt.count("dusk") == words.prompt.count("snow") == 1
    assert canvas_brief(read_canvas(canvas(FOX, theme="a windmill"))).brief.weather == "clear"


@pytest.mark.parametrize(
    ("grid", "size"),
    [((30, 30), (1024, 1024)), ((30, 20), (1024, 688)), ((1, 512), (256, 1024))],
)
def test_the_picture_has_the_shape_of_the_grid(
    grid: tuple[int, int], size: tuple[int, int]
) -> None:
    assert canvas_size(grid, "balanced") == size


def test_a_canvas_of_which_nothing_lies_on_the_grid_is_one_sentence() -> None:
    with pytest.raises(UserError, match=r"no request lies on the grid of 30 by 30 cells; .* 40, 2"):
        placed(read_canvas(canvas({"text": "a whale", "x": 40, "y": 2})))


def test_a_request_for_several_keeps_its_number_in_fewer_words() -> None:
    found = canvas_brief(read_canvas(canvas({**FOX, "text": "two red cats"})))
    (told,) = subjects(found.brief, text_side("sdxl"))
    assert told.shorter[-1] == "two cats" and "cat" not in told.shorter


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        ("an old red striped cat with a hat", ("an old red striped cat", "red cat", "cat")),
        ("two very fluffy cats who sleep", ("two very fluffy cats", "two fluffy cats", "two cats")),
        ("a cat with a hat", ("a cat", "cat")),
    ],
)
def test_number_noun_and_one_word_that_describes_are_kept_longest(
    text: str, shorter: tuple[str, ...]
) -> None:
    found = canvas_brief(read_canvas(canvas({**FOX, "text": text})))
    (told,) = subjects(found.brief, text_side("sdxl"))
    assert told.shorter == shorter


def regions_told(room: int, *texts: str) -> tuple[str, ...]:
    """The words of the regions of a canvas with these requests side by side, in so much room."""
    items = [{"text": text, "x": x, "y": 0} for x, text in enumerate(texts)]
    brief = canvas_brief(read_canvas(canvas(*items))).brief
    side = replace(text_side("sdxl"), region_tokens=room)
    counters = [CharacterCounter(1000)] * len(side.encoders)
    return tuple(one.prompt for one in fitted(brief, side, counters).regions)


def test_requests_that_become_the_same_in_fewer_words_are_told_once_with_their_number() -> None:
    long = ("a tabby cat under an umbrella", "two tabby cats who play cards for money",
            "a boat")  # fmt: skip
    assert regions_told(200, *long) == (", ".join(long),)
    assert regions_told(28, *long) == ("three tabby cats, a boat",)
    smoke = ("thick smoke in a far house", "thin smoke on a near chimney")
    assert regions_told(25, *smoke) == ("thick smoke, thin smoke",)  # it is not counted


def test_every_request_of_a_group_is_told_before_one_of_them_is_told_at_length() -> None:
    cats = [f"a {colour} striped cat with a woollen scarf" for colour in ("red", "blue", "black")]
    assert regions_told(40, *cats) == ("red cat, blue cat, a black striped cat",)


def test_alike_requests_keep_their_number_in_fewer_words() -> None:
    cat = "a red cat with a long woollen scarf"
    assert regions_told(30, cat, cat, cat) == ("three red cats",)
    assert regions_told(12, cat, cat, cat) == ("three cats",)


def test_a_request_that_reaches_over_half_of_the_grid_is_told_of_the_whole_picture() -> None:
    text = "a whale with a very long tail that goes around a lighthouse, a bell and a ship"
    found = regional_prompt(
        read_canvas(canvas({"text": text, "x": 0, "y": 0, "w": 20, "h": 20}, {**FOX, "x": 29})),
        "sdxl",
    )
    assert [region["items"] for region in found["regions"]] == [["a fox"]]
    assert found["whole"] == [text]
    assert "a whale" in found["prompt"]  # the words that there is more don't take its room
