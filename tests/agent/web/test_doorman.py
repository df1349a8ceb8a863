"""Who is let in: known hosts, the page's own requests, and holders of the token."""

import pytest

pytest.importorskip("starlette")

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from panelwright.web.doorman import LARGEST_BODY, Doorman, House


async def inside(request: Request) -> Response:
    return PlainTextResponse(f"in, {len(await request.body())}")


def client(token: str | None = None, host: str = "127.0.0.1", **names: str) -> TestClient:
    paths = ("/", "/enter", "/watch", "/gradio_api/run/predict", "/gradio_api/upload")
    app = Starlette(routes=[Route(path, inside, methods=["GET", "POST"]) for path in paths])
    house = House(host, frozenset(names.values()), token)
    return TestClient(Doorman(app, house), base_url="http://127.0.0.1:7860")


def test_the_page_s_own_requests_are_let_in() -> None:
    own = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:7860"}
    answer = client().post("/gradio_api/run/predict", headers=own, content=b"x")
    assert (answer.status_code, answer.text) == (200, "in, 1")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
    ],
)
def test_other_sites_change_nothing(headers: dict[str, str]) -> None:
    assert client().post("/gradio_api/run/predict", headers=headers).status_code == 403


def test_a_link_elsewhere_opens_the_page_but_an_embedded_picture_does_not() -> None:
    link = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
    }
    assert client().get("/", headers=link).status_code == 200
    picture = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "no-cors",
        "sec-fetch-dest": "image",
    }
    assert client().get("/watch", headers=picture).status_code == 403
    frame = {**link, "sec-fetch-dest": "iframe"}
    assert client().get("/", headers=frame).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "192.168.1.5:7860", "", "a b"]
)
def test_a_name_that_was_made_to_lead_here_is_refused(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:7860", "LOCALHOST:1"])
def test_names_of_this_machine_are_known(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 200


def test_a_given_name_and_with_a_token_any_address_is_known() -> None:
    open_one = client("secret", "0.0.0.0", one="comics.example")
    told = {"authorization": "Bearer secret"}
    for host in ("comics.example", "192.168.1.5:7860"):
        assert open_one.get("/", headers={"host": host, **told}).status_code == 200
    assert open_one.get("/", headers={"host": "evil.example", **told}).status_code == 421


def test_the_token_is_asked_for_and_opens_by_address_form_header_and_cookie() -> None:
    shut = client("secret", "0.0.0.0")
    assert shut.get("/watch").status_code == 401
    asked = shut.get("/")
    assert asked.status_code == 401 and 'name="token"' in asked.text
    assert shut.get("/?token=wrong").status_code == 401
    assert "That is not it" in shut.post("/enter", data={"token": "wrong"}).text
    assert shut.get("/watch", headers={"authorization": "Bearer secret"}).status_code == 200
    came = shut.get("/?run=rain&token=secret", follow_redirects=False)
    assert (came.status_code, came.headers["location"]) == (303, "/?run=rain")
    assert "HttpOnly" in came.headers["set-cookie"] and "Strict" in came.headers["set-cookie"]
    assert shut.get("/watch").status_code == 200  # by the cookie
    other = client("secret", "0.0.0.0")
    assert other.post("/enter", data={"token": "secret"}, follow_redirects=False).status_code == 303


def test_what_the_framework_offers_and_the_page_does_not_use_is_closed() -> None:
    assert client().post("/gradio_api/upload", content=b"x").status_code == 404


def test_bodies_have_an_end_whatever_their_header_says() -> None:
    assert client().post("/enter", content=b"x" * (LARGEST_BODY + 1)).status_code == 413

    def stream() -> object:
        for _ in range(LARGEST_BODY // 1_000_000 + 1):
            yield b"x" * 1_000_000

    with pytest.raises(ClientDisconnect):
        client().post("/enter", content=stream())
