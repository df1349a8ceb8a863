"""The hosted painter at a real server on loopback, through the real client."""

import time
from base64 import b64encode
from typing import Any

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("openai", reason="openai is not installed: it is in the extra openai")

from faults import Fault
from panelwright_tools.asking.openai_complaints import Reached
from panelwright_tools.asking.openai_trouble import Kind, Trouble
from panelwright_tools.asking.tally import tallied
from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Character,
    Cost,
    Declined,
    Region,
    ToolError,
    Unanswered,
    UserError,
)
from panelwright_tools.painting.compositing import mask_of
from panelwright_tools.painting.hosted.answers import used
from panelwright_tools.painting.hosted.catalogue import paid
from panelwright_tools.painting.hosted.complaints import complaint
from panelwright_tools.painting.hosted.painter import HostedPainter
from panelwright_tools.painting.picture import Picture
from picture_server import MODEL, PictureServer, Wished, colour, in_base64, png

BLOCKED = Fault(
    status=400, code="moderation_blocked", message="Your request was rejected by the safety system."
)


def brief(size: tuple[int, int] = (480, 480), people: int = 1, **more: Any) -> Brief:
    """People in a row, each with a picture of their own."""
    items = tuple(
        BriefRegion(
            region=Region(id=f"r{n}", subject=f"c{n}", noun="girl", phrase=f"girl number {n}"),
            box=Box(n / people, 0.2, 1 / people, 0.7),
            character=Character(id=f"c{n}", name=f"Nr{n}", references=(f"key{n}",)),
        )
        for n in range(people)
    )
    return Brief(panel="p07", prompt="girls", regions=items, size=size, **more)


def painter(server: PictureServer, **more: Any) -> HostedPainter:
    return HostedPainter(**{"model": MODEL, "base_url": server.base_url, **more})


def test_a_brief_is_painted_in_its_size_from_what_it_tells() -> None:
    with PictureServer() as server:
        picture = painter(server).paint(brief(quality="high"))
    (asked,) = server.wished
    assert asked.path == "/v1/images/generations" and asked.size == (1024, 1024)
    assert asked.fields["quality"] == "high" and asked.fields["response_format"] == "b64_json"
    assert "girl number 0" in asked.prompt and "speech balloons" in asked.prompt
    assert "cut off" not in asked.prompt
    assert picture.image.size == (480, 480)
    assert picture.image.getpixel((240, 240)) == colour(asked.prompt)


def test_what_lies_outside_the_panels_proportions_is_told_and_cut_off() -> None:
    def striped(asked: Wished) -> dict[str, Any]:
        width, height = asked.size
        image = Image.new("RGB", asked.size, "red")
        image.paste("blue", (0, round(height * 0.2), width, round(height * 0.8)))
        return {"data": [{"b64_json": b64encode(png(image)).decode()}]}

    with PictureServer(good=striped) as server:
        picture = painter(server).paint(brief((800, 250)))
    assert server.wished[0].size == (1536, 1024)
    assert "percent at the top and bottom will be cut off" in server.wished[0].prompt
    assert picture.image.size == (800, 250) and picture.image.getpixel((400, 2)) == (0, 0, 255)
    assert any("cut off at the top and bottom" in note for note in picture.notes)


def test_a_newer_model_is_asked_for_the_panels_own_proportions() -> None:
    with PictureServer() as server:
        painter(server, model="gpt-image-2").paint(brief((800, 500)))
    width, height = server.wished[0].size
    assert width % 16 == height % 16 == 0 and abs(width / height - 1.6) < 0.03
    assert 0.95e6 < width * height < 1.15e6


def test_a_part_is_painted_anew_with_three_references_and_all_else_stays_bit_for_bit() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (300, 480, 3), np.uint8)
    parent = Picture(Image.fromarray(noise), "test", 0)
    people = {f"key{n}": Picture(Image.new("RGB", (64, 64), c), "test", 0)
              for n, c in enumerate(("red", "green", "blue"))}  # fmt: skip
    hole = Box(0.25, 0.25, 0.5, 0.5)
    plan = brief((480, 300), people=3, parent="earlier", mask=(hole,), repaint=("r0",))
    with PictureServer() as server:
        picture = painter(server).paint(plan, parent, people)
    (asked,) = server.wished
    assert asked.is_edit and len(asked.images) == 4 and asked.mask is not None
    assert asked.images[0].size == asked.mask.size == asked.size
    assert asked.mask.getchannel("A").getextrema() == (0, 255)
    assert [image.getpixel((5, 5)) for image in asked.images[1:]] == [
        (255, 0, 0), (0, 128, 0), (0, 0, 255)]  # fmt: skip
    for number in range(3):
        assert f"Picture {number + 2} shows how girl number {number} looks" in asked.prompt
    mask = mask_of((hole,), (480, 300))
    out = np.asarray(picture.image)
    assert (out[~mask] == noise[~mask]).all()
    assert picture.image.getpixel((240, 150)) == colour(asked.prompt)


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    busy = Fault(status=429, headers={"retry-after": "0.3"}, message="slow down")
    began = time.monotonic()
    with PictureServer([busy, Fault(status=500)]) as server:
        painter(server).paint(brief())
    assert len(server.wished) == 3 and time.monotonic() - began >= 0.3


@pytest.mark.parametrize(
    ("fault", "calls", "said"),
    [
        (BLOCKED, 1, "panel p07 is not painted: .* declined .*; reword what is to be seen"),
        (Fault(status=429, code="insufficient_quota"), 1, "out of money"),
        (Fault(status=401, code="invalid_api_key"), 1, "refuses the key.*OPENAI_API_KEY"),
        (Fault(status=404, code="model_not_found", message="The model does not exist"), 1,
         "no model 'gpt-image-1.5'.*--painter hosted:MODEL"),
        (Fault(status=404, message="Not Found"), 1, "no pictures are made at"),
        (Fault(status=500), 3, "failed again and again"),
        (Fault(drop="at once"), 3, "failed again and again"),
        (Fault(drop="in body"), 3, "failed again and again"),
        (Fault(body='{"data": []}'), 1, "holds no picture"),
        (Fault(body='{"data": [{"b64_json": "iVBORw0KGgo"}]}'), 1, "no whole base64"),
        (Fault(body='{"data": [{"b64_json": "iVBORw0KGgo="}]}'), 1, "corrupt"),
        (Fault(body='{"data": [{"url": "http://localhost:1/x.png"}]}'), 1, "another server"),
    ],
)  # fmt: skip
def test_what_fails_is_one_sentence_and_asked_again_only_where_it_helps(
    fault: Fault, calls: int, said: str
) -> None:
    with (
        PictureServer(refuses=lambda asked: fault) as server,
        pytest.raises(ToolError, match=said),
    ):
        painter(server).paint(brief())
    assert len(server.wished) == calls


def test_a_picture_that_takes_too_long_is_one_sentence_and_not_asked_for_again() -> None:
    said = "did not paint it within 0.5 s; set timeout_s"
    with PictureServer([Fault(wait_s=60)]) as server, pytest.raises(ToolError, match=said):
        painter(server, timeout_s=0.5).paint(brief())
    assert len(server.wished) == 1


@pytest.mark.parametrize(
    "fault",
    [
        BLOCKED,
        Fault(status=400, code="content_policy_violation", message="not allowed"),
        Fault(status=403, message="The content_filter was triggered."),
        Fault(status=500, code="moderation_blocked"),
        Fault(status=429, message="blocked by our Safety System"),
        Fault(body='{"error": {"code": "content_filter", "message": "no"}}'),
    ],
)
def test_what_is_against_a_services_rules_is_declined_whatever_its_status(fault: Fault) -> None:
    with PictureServer(refuses=lambda asked: fault) as server:
        with pytest.raises(Declined, match="declined to paint it by its content policy") as told:
            painter(server).paint(brief())
        assert len(server.wished) == 1, "asking again in the same words is no use"
    assert "charged" not in str(told.value), "a server of one's own takes nothing"


def test_what_a_service_takes_for_declining_is_not_known() -> None:
    reached = Reached("gpt-image-1.5", "https://images.example/v1", False, "KEY")
    told = complaint(reached, Kind.FILTERED, Trouble(status=400), "no", 9, edits=False)
    assert "whether that is charged is not known, and it is not counted as spent" in told


def test_a_model_by_the_name_of_a_filter_is_not_taken_for_one_that_declines() -> None:
    fault = Fault(status=503, message="content_filter-xl is loading")
    with PictureServer([fault]) as server:
        painter(server, model="content_filter-xl").paint(brief())
        assert len(server.wished) == 2
    with PictureServer(refuses=lambda asked: Fault(status=400, message="no such size")) as server:
        with pytest.raises(ToolError, match="refused to paint") as told:
            painter(server).paint(brief())
        assert not isinstance(told.value, Declined)


@pytest.mark.parametrize(
    ("size", "said"),
    [((8000, 7500), "60 megapixels"), ((1024, 700), "1024×700 pixels instead of 1024×1024")],
)
def test_pictures_of_another_size_or_shape_are_refused(size: tuple[int, int], said: str) -> None:
    content = b64encode(png(Image.new("1", size))).decode()
    with (
        PictureServer(good=lambda asked: {"data": [{"b64_json": content}]}) as server,
        pytest.raises(ToolError, match=said),
    ):
        painter(server).paint(brief())


def test_a_picture_may_be_given_by_an_address_of_the_same_server() -> None:
    files = {"/made/1.png": png(Image.new("RGB", (512, 512), "teal"))}
    with PictureServer(
        good=lambda asked: {"data": [{"url": "/made/1.png"}]}, files=files
    ) as server:
        picture = painter(server).paint(brief())
    assert server.fetched == ["/made/1.png"] and picture.image.getpixel((9, 9)) == (0, 128, 128)


def test_parameters_that_a_server_refuses_by_name_are_left_out_from_then_on() -> None:
    def refuses(asked: Wished) -> Fault | None:
        for name in ("response_format", "quality"):
            if name in asked.fields:
                return Fault(status=400, message=f"Unknown parameter: '{name}'.")
        return None

    with PictureServer(refuses=refuses) as server:
        own = painter(server, timeout_s=77)
        own.paint(brief())
        own.paint(brief())
    assert len(server.wished) == 4


def test_a_server_without_edits_says_what_it_lacks() -> None:
    parent = Picture(Image.new("RGB", (480, 480)), "test", 0)
    plan = brief(parent="earlier", mask=(Box(0, 0, 0.5, 0.5),))
    lacks = Fault(status=404, message="Not Found")
    with (
        PictureServer(refuses=lambda asked: lacks if asked.is_edit else None) as server,
        pytest.raises(ToolError, match=r"makes no pictures from others.*/images/edits"),
    ):
        painter(server).paint(plan, parent)


def test_a_picture_costs_what_it_shows_and_what_is_told_for_it() -> None:
    plan = brief(quality="fast", people=2)
    at_openai = HostedPainter(MODEL).price(plan)
    assert at_openai.calls == 1 and at_openai.unpriced == 0
    assert 0.0087 < HostedPainter(MODEL).price(brief(quality="fast", people=0)).dollars < 0.02
    assert at_openai.dollars > 0.0087 + 2 * 0.05
    assert HostedPainter("gpt-image-2").price(plan).unpriced == 1
    assert HostedPainter("gpt-image-2", picture_price=0.05).price(plan).dollars == 0.05
    own = HostedPainter(MODEL, "http://127.0.0.1:9/v1").price(plan)
    assert own.calls == 1 and own.dollars == own.unpriced == 0
    assert HostedPainter("sd", "https://pictures.example.com/v1").price(plan).unpriced == 1


USAGE = {
    "input_tokens": 1300,
    "input_tokens_details": {"text_tokens": 300, "image_tokens": 1000},
    "output_tokens": 272,
    "total_tokens": 1572,
}


@pytest.mark.parametrize(
    ("usage", "dollars"),
    [
        (USAGE, (300 * 5 + 1000 * 8 + 272 * 32) / 1e6),
        ({**USAGE, "input_tokens_details": None}, (1300 * 8 + 272 * 32) / 1e6),
        ({**USAGE, "input_tokens_details": {"text_tokens": 9_999_999}}, 15204 / 1e6),
    ],
)
def test_what_an_answer_took_is_what_is_paid(usage: dict[str, Any], dollars: float) -> None:
    told = used({"usage": usage})
    assert told is not None
    assert paid(MODEL, None, told, None) == Cost(calls=1, tokens=1572, dollars=dollars)
    assert paid(f"{MODEL}-2025-12-16", None, told, None).dollars == dollars
    assert paid("unheard-of", None, told, None) == Cost(calls=1, tokens=1572, unpriced=1)
    assert paid("unheard-of", None, told, 0.25) == Cost(calls=1, tokens=1572, dollars=0.25)
    assert paid(MODEL, "http://127.0.0.1:1/v1", told, None).dollars == 0


@pytest.mark.parametrize(
    "usage", [None, [], {}, {"input_tokens": 3}, {"input_tokens": -3, "output_tokens": "9"}]
)
def test_an_answer_that_tells_no_tokens_costs_what_was_reckoned(usage: Any) -> None:
    answer = lambda wished: {**in_base64(wished), "usage": usage}  # noqa: E731
    with PictureServer(good=answer) as server, tallied() as tally:
        painter(server).paint(brief())
    assert tally.cost is None


def test_a_picture_tells_what_its_answer_took() -> None:
    answer = lambda wished: {**in_base64(wished), "usage": USAGE}  # noqa: E731
    with PictureServer(good=answer) as server, tallied() as tally:
        painter(server).paint(brief())
    assert tally.cost == Cost(calls=1, tokens=1572)


def test_a_model_whose_sizes_are_free_is_charged_once_the_answer_tells() -> None:
    before, told = HostedPainter("gpt-image-2").price(brief()), used({"usage": USAGE})
    assert before.unpriced == 1 and told is not None
    assert paid("gpt-image-2", None, told, None).dollars == (300 * 5 + 1000 * 8 + 272 * 30) / 1e6


def test_openai_itself_wants_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    with pytest.raises(UserError, match="environment variable NO_SUCH_KEY"):
        HostedPainter(MODEL, key_variable="NO_SUCH_KEY").paint(brief())


def test_the_id_tells_model_and_server_and_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICTURE_KEY", "a-secret-of-the-tests")
    with PictureServer(good=in_base64) as server:
        own = painter(server, key_variable="PICTURE_KEY")
        picture = own.paint(brief())
    assert server.wished[0].key == "Bearer a-secret-of-the-tests"
    assert picture.painter == own.id and own.id.endswith(f"{MODEL} at {server.base_url}")
    assert "secret" not in own.id + repr(own)


def test_what_a_service_may_charge_for_is_told_apart() -> None:
    from panelwright_tools.painting.hosted.images_endpoint import ImagesEndpoint, Wish

    with PictureServer(refuses=lambda asked: Fault(body='{"data": []}')) as server:
        endpoint = ImagesEndpoint(MODEL, server.base_url, None, "K", 5)
        with pytest.raises(ToolError) as caught:
            endpoint.painted(Wish("x", (1024, 1024), "low"))
    assert not isinstance(caught.value, Unanswered)  # a server of one's own charges nothing
