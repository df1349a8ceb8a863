"""What models charge, and that nobody's price is ever taken for nothing."""

import pytest

from panelwright_tools.asking.model import Usage
from panelwright_tools.asking.prices import NOTHING, Price, cost_of, price_of
from panelwright_tools.asking.tables import table
from panelwright_tools.domain import Cost

USE = Usage(calls=2, prompt_tokens=1_000_000, reused_tokens=400_000, answer_tokens=100_000)


def test_dollars_are_those_of_the_three_kinds_of_tokens() -> None:
    price = Price(input=1.0, cached=0.1, output=5.0)
    assert cost_of(USE, price) == Cost(calls=2, tokens=1_100_000, dollars=1.14)


def test_without_a_price_for_reused_tokens_they_cost_as_much_as_others() -> None:
    assert Price(input=1.0, output=0).dollars(USE) == pytest.approx(1.0)


def test_a_prompt_that_may_be_written_to_a_cache_is_reckoned_as_if_it_were() -> None:
    assert Price(input=1.0, cached=0, cache_write=2.0, output=0).dollars(USE) == pytest.approx(1.2)


def test_a_model_of_openai_has_its_price_and_its_snapshots_too() -> None:
    price = price_of("gpt-5-mini")
    assert price is not None and price.input > 0
    assert price_of("gpt-5-mini-2025-08-07") == price
    assert price_of("gpt-5-mini", "https://api.openai.com/v1") == price
    assert price_of("gpt-5-mini") != price_of("gpt-5")


@pytest.mark.parametrize("name", ["gpt-5-mini-high", "gpt-5000", "my-model", "", "ft:gpt-4o:me"])
def test_the_price_of_any_other_model_is_unknown_and_not_nothing(name: str) -> None:
    assert price_of(name) is None
    assert cost_of(USE, None) == Cost(calls=2, tokens=1_100_000, unpriced=2)


def test_a_known_name_at_another_service_has_no_known_price() -> None:
    assert price_of("gpt-5-mini", "https://models.example.com/v1") is None


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8080/v1", "http://localhost:11434/v1", "http://[::1]:1/v1",
     "http://192.168.1.20:1234/v1", "http://10.0.0.3/v1", "http://ollama:11434/v1",
     "http://studio.local:1234/v1", "http://100.101.102.103/v1"],
)  # fmt: skip
def test_a_server_on_ones_own_machines_costs_nothing(url: str) -> None:
    assert price_of("qwen3-4b", url) == NOTHING
    assert cost_of(USE, NOTHING).dollars == 0 and cost_of(USE, NOTHING).unpriced == 0


@pytest.mark.parametrize(
    "url", ["https://api.example.com/v1", "http://8.8.8.8/v1", "http://localhost.example.com/v1",
            "http://127.0.0.1.example.com/v1", "http://127.0.0.1@example.com/v1"]
)  # fmt: skip
def test_a_server_elsewhere_is_not_taken_for_ones_own(url: str) -> None:
    assert price_of("qwen3-4b", url) is None


def test_ones_own_price_goes_before_any_other() -> None:
    own = {"gpt-5-mini": Price(input=9, output=9), "mine": Price(input=1, output=2)}
    assert price_of("gpt-5-mini", None, own) == own["gpt-5-mini"]
    assert price_of("mine", "http://localhost:1/v1", own) == own["mine"]
    assert price_of("mine", "https://api.example.com/v1", own) == own["mine"]


def test_every_row_of_the_table_is_a_price_with_a_context() -> None:
    for service in table("hosted")["service"]:
        for name, row in service["models"].items():
            price = price_of(name, f"https://{service['hosts'][0]}/v1")
            assert price is not None and 0 < price.input <= price.output, name
            assert price.cached is None or price.cached < price.input, name
            assert row["context"] >= 8192, name
