"""The page is served whole, and nothing of the machine but the comics' own files."""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("gradio")

import httpx
from PIL import Image

from panelwright.listening import Address, bound_socket
from panelwright.run import Run
from panelwright.web.serving import Serving, serve
from panelwright.web.shelf import Shelf
from panelwright_tools.domain import UserError
from small_runs import SETTINGS, drawn, planned
from web_server import web_server

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    made = planned(tmp_path_factory.mktemp("comics") / "rain")
    drawn(made)
    return made


@pytest.fixture(scope="module")
def web(run: Run) -> Iterator[httpx.Client]:
    with web_server(run.folder.parent) as address, httpx.Client(base_url=address) as client:
        client.timeout = httpx.Timeout(60)
        yield client


def refreshed(web: httpx.Client, run: str) -> list[Any]:
    """What the page gets when it is opened."""
    config = web.get("/config").json()
    first = next(
        one for one in config["dependencies"] if [t[1] for t in one["targets"]] == ["load"]
    )
    told = {"fn_index": first["id"], "data": [run, "tab", "", ""], "session_hash": "one"}
    answer = web.post("/gradio_api/run/predict", json=told)
    assert answer.status_code == 200, answer.text
    data: list[Any] = answer.json()["data"]
    return data


def test_the_page_asks_nobody_else_and_tells_no_path_of_the_machine(
    web: httpx.Client, run: Run
) -> None:
    page, config = web.get("/?run=rain"), web.get("/config")
    assert page.status_code == config.status_code == 200
    assert '<link rel="preconnect"' not in page.text and "fonts.g" not in page.text
    assert config.json()["analytics_enabled"] is False
    for text in (page.text, config.text, str(refreshed(web, "rain"))):
        assert str(run.folder.parent) not in text and str(ROOT) not in text


def test_opening_a_comic_shows_its_book_and_another_run_s_name_says_so(web: httpx.Client) -> None:
    _, talk, book, cast, exports, *_ = refreshed(web, "rain")
    assert [len(page["panels"]) for page in json.loads(book)["pages"]] == [3]
    assert "Mina" in cast and "book.pdf" in exports and "talk" in talk
    assert "no comic" in str(refreshed(web, "snow"))


def test_files_are_served_and_a_reader_page_acts_for_nobody(web: httpx.Client) -> None:
    picture = web.get("/files/rain/panels/p01.png")
    assert picture.headers["content-type"] == "image/png" and picture.content[:4] == b"\x89PNG"
    assert "sandbox" in web.get("/files/rain/book.html").headers["content-security-policy"]
    for path in ("run.toml", "story.json", "%2e%2e/rain/run.toml", "..%2f..%2fetc%2fpasswd"):
        assert web.get(f"/files/rain/{path}").status_code == 404


def test_several_files_come_as_one_archive(web: httpx.Client) -> None:
    found = zipfile.ZipFile(io.BytesIO(web.get("/packed/rain/png.zip").content))
    assert found.namelist() == ["page-01.png"]
    assert web.get("/packed/rain/store.zip").status_code == 404
    assert web.get("/packed/snow/png.zip").status_code == 404


def test_pictures_are_taken_and_others_refused_in_a_sentence(web: httpx.Client) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 40)).save(buffer, "JPEG")
    assert web.post("/picture", content=buffer.getvalue()).json()["id"]
    refused = web.post("/picture", content=b"<svg/>")
    assert refused.status_code == 400 and "no picture" in refused.json()["error"]
    assert web.post("/picture", content=b"x" * 20_000_001).status_code == 413


def test_who_watches_is_told_what_goes_on(web: httpx.Client) -> None:
    told = web.get("/watch", params={"run": "rain", "tab": "one"}).json()
    assert told["run"] == "rain" and told["busy"] is False
    assert web.get("/watch", params={"run": "../rain"}).status_code == 404


def test_without_its_packages_the_page_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "gradio", None)
    with pytest.raises(UserError, match=r"panelwright\[web\]"):
        serve(Shelf(tmp_path), SETTINGS, Serving(port=0))


def test_a_port_that_is_taken_is_named() -> None:
    with bound_socket("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match=f"port {port}: address already in use"):
            bound_socket("127.0.0.1", port)


def test_only_loopback_needs_no_token() -> None:
    assert all(Address(host, 1).is_loopback for host in ("127.0.0.1", "localhost", "::1"))
    assert not any(Address(host, 1).is_loopback for host in ("0.0.0.0", "192.168.1.5", "box"))
    assert Address("0.0.0.0", 80).url == "http://127.0.0.1:80"


def test_off_this_machine_the_command_wants_a_token_and_prints_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANELWRIGHT_WEB_TOKEN", "a secret")
    with web_server(tmp_path / "comics", "--host", "0.0.0.0") as address:
        assert address.endswith("/?token=a%20secret")
        shut = address.partition("?")[0]
        assert httpx.get(f"{shut}watch").status_code == 401
        told = {"authorization": "Bearer a secret"}
        assert httpx.get(f"{shut}watch?tab=one", headers=told).status_code == 200
