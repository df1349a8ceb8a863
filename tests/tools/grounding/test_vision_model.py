"""A vision model at a real server on loopback, which sees the colours of what it is shown."""

from base64 import b64decode
from io import BytesIO
from time import monotonic

import pytest
from PIL import Image, ImageDraw

pytest.importorskip("openai", reason="openai is not installed: it is in the extra openai")

from faults import Fault
from faulty_server import MODEL, Asked, FaultyServer
from panelwright_tools.asking.breaking_off import interrupt
from panelwright_tools.asking.tally import tallied
from panelwright_tools.domain import (
    FREE,
    Box,
    Brief,
    BriefRegion,
    Detection,
    Region,
    ToolError,
)
from panelwright_tools.grounding.vision_model import VisionGrounder
from panelwright_tools.painting.picture import Picture

COLOURS = {"red": (255, 0, 0), "blue": (0, 0, 255)}
LEFT, RIGHT = Box(0.05, 0.3, 0.3, 0.4), Box(0.65, 0.3, 0.3, 0.4)


def picture(**where: Box) -> Picture:
    """Balls of colours in boxes."""
    image = Image.new("RGB", (200, 100), "white")
    for colour, box in where.items():
        corners = (box.x * 200, box.y * 100, box.right * 200, box.bottom * 100)
        ImageDraw.Draw(image).ellipse(corners, fill=colour)
    return Picture(image, "test", 0)


def brief(*regions: tuple[str, Box], avoid: tuple[str, ...] = ()) -> Brief:
    items = tuple(
        BriefRegion(region=Region(id=f"r{n}", noun="ball", phrase=phrase), box=box)
        for n, (phrase, box) in enumerate(regions)
    )
    return Brief(panel="p01", prompt="", regions=items, avoid=avoid)


def seen(asked: Asked) -> str:
    """Looks for the colour that it is asked about among the pixels that it is shown."""
    contents = [message["content"] for message in asked.body["messages"]]
    parts = next(content for content in contents if isinstance(content, list))
    url = next(part["image_url"]["url"] for part in parts if part["type"] == "image_url")
    image = Image.open(BytesIO(b64decode(url.partition(",")[2]))).convert("RGB")
    question = next(part["text"] for part in parts if part["type"] == "text")
    if "more than" in question:
        return "no"
    colour = next(name for name in COLOURS if name in question)
    pixels = [pixel for _, pixel in image.getcolors(1 << 20) or []]
    return "Yes." if COLOURS[colour] in pixels else "No."


def ground(server: FaultyServer, plan: Brief, shown: Picture) -> list[Detection]:
    grounder = VisionGrounder(MODEL, server.base_url, timeout_s=20)
    return grounder.ground(shown, plan, plan.avoid)


def test_each_region_is_asked_about_with_its_own_part_of_the_picture() -> None:
    plan = brief(("a red ball", LEFT), ("a blue ball", RIGHT), avoid=("any blue thing",))
    with FaultyServer(good=seen) as server:
        right = ground(server, plan, picture(red=LEFT, blue=RIGHT))
        swapped = ground(server, plan, picture(red=RIGHT, blue=LEFT))
    found = [(one.phrase, one.region, one.box) for one in right]
    assert found == [
        ("a red ball", "r0", LEFT),
        ("a blue ball", "r1", RIGHT),
        ("any blue thing", None, Box(0, 0, 1, 1)),
    ]
    assert [one.phrase for one in swapped] == ["any blue thing"]


def test_the_score_is_the_probability_of_yes_where_the_server_tells_it() -> None:
    weighed = Fault(likeliest=(("Yes", 0.6), ("No", 0.2)))
    plan = brief(("a red ball", LEFT))
    with FaultyServer([weighed], good=seen) as server:
        [told] = ground(server, plan, picture(red=LEFT))
        [said] = ground(server, plan, picture(red=LEFT))
    assert (told.score, told.asked) == (0.75, "probability")
    assert (said.score, said.asked) == (1.0, "answer")


def test_a_yes_that_is_less_likely_than_no_is_no_detection() -> None:
    unsure = Fault(likeliest=(("Yes", 0.3), ("No", 0.5)))
    with FaultyServer([unsure], good="Yes") as server:
        assert ground(server, brief(("a red ball", LEFT)), picture(red=LEFT)) == []


def test_several_of_a_kind_are_counted_by_one_more_question() -> None:
    plan = brief(("a red ball", LEFT), ("a red ball", RIGHT))
    with FaultyServer(good="yes") as server:
        found = ground(server, plan, picture(red=LEFT))
    assert [one.region for one in found] == ["r0", "r1", None]
    [more] = [asked.prompt for asked in server.asked if "more than 2 times" in asked.prompt]
    assert "a red ball" in more


def test_an_answer_that_is_neither_is_asked_for_once_more() -> None:
    nonsense = Fault(content="I see a picture.")
    with FaultyServer([nonsense], good=seen) as server:
        [found] = ground(server, brief(("a red ball", LEFT)), picture(red=LEFT))
    assert (found.region, found.asked, found.score) == ("r0", "answer", 1.0)
    assert [one.body["messages"][-2:] for one in server.asked[1:]] == [
        [
            {"role": "assistant", "content": "I see a picture."},
            {"role": "user", "content": server.asked[1].body["messages"][-1]["content"]},
        ]
    ]
    assert "neither yes nor no" in server.asked[1].prompt


def test_what_stays_neither_is_unclear_by_itself_and_no_missing_ball() -> None:
    def half(asked: Asked) -> str:
        return "It is a picture." if "blue" in asked.prompt else seen(asked)

    plan = brief(("a red ball", LEFT), ("a blue ball", RIGHT), avoid=("any blue thing",))
    with FaultyServer(good=half) as server:
        found = ground(server, plan, picture(red=LEFT))
    assert [(one.phrase, one.region, one.asked) for one in found] == [
        ("a red ball", "r0", "answer"),
        ("a blue ball", "r1", "unclear"),
        ("any blue thing", None, "unclear"),
    ]
    assert len(server.asked) == 1 + 2 * 2


def test_a_refusal_is_unclear_and_not_argued_with() -> None:
    with FaultyServer([Fault(refusal="I can't look at that.")], good="Yes") as server:
        [found] = ground(server, brief(("a red ball", LEFT)), picture(red=LEFT))
    assert found.asked == "unclear" and len(server.asked) == 1


def test_a_server_that_is_out_is_an_error() -> None:
    refusing = [Fault(status=400, message="no such endpoint")] * 4
    with FaultyServer(refusing) as server, pytest.raises(ToolError, match="no such endpoint"):
        ground(server, brief(("a red ball", LEFT)), picture(red=LEFT))


def test_an_empty_phrase_is_refused_before_anything_is_asked() -> None:
    nameless = BriefRegion(region=Region(id="x", noun="", phrase=""), box=LEFT)
    with FaultyServer(good="yes") as server, pytest.raises(ToolError, match="empty phrase"):
        ground(server, Brief(panel="p01", prompt="", regions=(nameless,)), picture())
    assert server.asked == []


def test_the_price_covers_every_question_and_is_unknown_where_nobody_told_it() -> None:
    plan = brief(("a red ball", LEFT), ("a red ball", RIGHT), avoid=("a dog",))
    elsewhere = "https://models.example.com/v1"
    priced = VisionGrounder("m", elsewhere, model_price={"input": 1.0, "output": 2.0}).price(plan)
    unknown = VisionGrounder("m", elsewhere).price(plan)
    assert (priced.calls, priced.unpriced, unknown.unpriced) == (8, 0, 8)
    assert priced.dollars > 4 * 1600 * 1e-6
    assert VisionGrounder("m", "http://127.0.0.1:8080/v1").price(plan).dollars == FREE.dollars


@pytest.mark.parametrize(("said", "calls"), [("yes", 4), ("hm", 8)])
def test_what_was_asked_is_tallied_and_stays_below_the_price(said: str, calls: int) -> None:
    plan = brief(("a red ball", LEFT), ("a red ball", RIGHT), avoid=("a blue ball",))
    with FaultyServer(good=said) as server, tallied() as tally:
        grounder = VisionGrounder(MODEL, server.base_url, model_price={"input": 1, "output": 2})
        grounder.ground(picture(red=LEFT), plan, plan.avoid)
    most = grounder.price(plan)
    assert tally.cost is not None and len(server.asked) == tally.cost.calls == calls <= most.calls
    assert 0 < tally.cost.dollars < most.dollars and tally.cost.tokens < most.tokens


def test_other_models_and_servers_are_other_grounders() -> None:
    ids = {VisionGrounder(name, url).id for name in ("a", "b") for url in (None, "http://x:1/v1")}
    assert len(ids) == 4


def test_a_service_is_asked_by_several_processes_and_a_server_of_ones_own_by_one() -> None:
    assert VisionGrounder("x").side_by_side == 4
    assert VisionGrounder("x", "https://models.example.com/v1").side_by_side == 4
    assert VisionGrounder("x", "http://127.0.0.1:9/v1").side_by_side == 1


def test_an_interruption_breaks_off_waiting_for_an_answer() -> None:
    def interrupted(asked: Asked) -> str:
        interrupt()
        return "no"

    began = monotonic()
    with FaultyServer([Fault(wait_s=60)], good=interrupted) as server:
        grounder = VisionGrounder(MODEL, server.base_url)
        with pytest.raises(ToolError, match="was broken off"):
            grounder.ground(picture(red=LEFT), brief(("a red ball", LEFT)), [])
        assert monotonic() - began < 30
