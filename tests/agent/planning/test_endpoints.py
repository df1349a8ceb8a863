"""Which server a run asks, with which key, and at which price."""

from pathlib import Path

import pytest

from faulty_server import KEY, MODEL, FaultyServer
from panelwright.configuration import configured
from panelwright.planning.endpoints import openai, server
from panelwright.settings import ModelSettings, Settings
from panelwright_tools.asking.endpoint import Call
from panelwright_tools.asking.model import Message
from panelwright_tools.asking.prices import NOTHING, Price
from panelwright_tools.domain import UserError

CALL = Call(messages=(Message("user", "A title, please."),), most_tokens=9)
ELSEWHERE = "http://192.168.1.20:8080/v1"


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)


def test_the_key_is_read_from_the_variable_that_the_settings_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "another")
    monkeypatch.setenv("MY_KEY", KEY)
    with FaultyServer(key=KEY, good="Rain") as served:
        model = ModelSettings(name=MODEL, base_url=served.base_url, key_variable="MY_KEY")
        assert openai(Settings(model=model)).endpoint.complete(CALL).text == "Rain"


def test_a_server_named_in_the_environment_is_asked_and_kept_with_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", ELSEWHERE)
    settings = configured({"planner": "openai:qwen3"})
    monkeypatch.delenv("OPENAI_BASE_URL")
    assert server(settings.model) == ELSEWHERE


def test_a_password_in_the_environments_address_is_refused_before_anything_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://ann:secret@192.168.1.20:8080/v1")
    with pytest.raises(UserError, match="hold no password") as refused:
        configured({"planner": "openai:qwen3"})
    assert "secret" not in str(refused.value)


def test_a_server_of_the_settings_goes_before_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:1/v1")
    flags = {"planner": "openai:qwen3", "model": {"base_url": ELSEWHERE}}
    assert server(configured(flags).model) == ELSEWHERE


def test_the_environment_alone_leaves_a_run_by_rules_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = configured({})
    monkeypatch.setenv("OPENAI_BASE_URL", ELSEWHERE)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert configured({}) == before


def test_the_price_is_ones_own_or_known_or_nothing_or_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    def price(name: str, base_url: str | None, **prices: Price) -> Price | None:
        model = ModelSettings(name=name, base_url=base_url)
        return openai(Settings(model=model, prices=prices)).price

    own = Price(input=1, output=2)
    assert price("mine", "https://models.example.com/v1", mine=own) == own
    assert price("mine", "https://models.example.com/v1") is None
    assert price("mine", ELSEWHERE) == NOTHING
    known = price("gpt-5-mini", None)
    assert known is not None and known.output > 0
