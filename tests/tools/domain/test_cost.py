"""What calls cost, and that an unknown price stays unknown."""

import pytest

from panelwright_tools.domain import FREE, Cost
from panelwright_tools.domain.cost import money

PRICED = Cost(calls=2, tokens=100, dollars=0.5)
UNPRICED = Cost(calls=3, tokens=900, unpriced=3)


def test_calls_without_a_price_stay_counted_in_every_sum() -> None:
    assert (PRICED + UNPRICED).unpriced == 3
    assert (PRICED + UNPRICED - UNPRICED) == PRICED
    assert UNPRICED.times(4).unpriced == 12


def test_a_cost_without_a_price_is_not_free() -> None:
    assert UNPRICED != FREE and UNPRICED.dollars == 0


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (FREE, PRICED, "0.00 to 0.50 dollars"),
        (PRICED, PRICED, "0.50 dollars"),
        (Cost(calls=1), Cost(calls=1), "no money"),
        (Cost(dollars=0.004), Cost(dollars=0.08), "0.004 to 0.08 dollars"),
        (UNPRICED, UNPRICED, "unknown dollars"),
        (PRICED + UNPRICED, PRICED + UNPRICED,
         "0.50 dollars and unknown dollars for 3 calls without a known price"),
        (Cost(dollars=0.00002), Cost(dollars=0.00002), "less than 0.0001 dollars"),
        (FREE, Cost(unpriced=1), "unknown dollars for 0 to 1 calls without a known price"),
        (PRICED, PRICED + UNPRICED,
         "0.50 dollars and unknown dollars for 0 to 3 calls without a known price"),
    ],
)  # fmt: skip
def test_money_is_told_as_unknown_where_it_is(least: Cost, most: Cost, words: str) -> None:
    assert money(least, most) == words


def test_a_ledger_line_of_an_older_release_is_read() -> None:
    old = '{"calls": 1, "dollars": 0.04, "gpu_seconds": 3.0, "tokens": 10}'
    assert Cost.model_validate_json(old).unpriced == 0


def test_a_cost_in_words_has_calls_tokens_and_money() -> None:
    assert Cost(calls=1, tokens=31200).words == "1 call, 31,200 tokens, no money"
