"""Whatever a server or a model does wrong ends in a valid object or one sentence, and the calls
that a provider charges for are exactly those that the table of cases says."""

import re

import pytest

from fault_cases import Case, cases, outcome

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_fault(case: Case) -> None:
    ended = outcome(case)
    if case.error is None:
        assert ended.error is None
        assert ended.value == case.wanted
        assert (ended.rung, ended.repairs) == (case.rung, case.repairs)
    else:
        assert_one_sentence(case, str(ended.error))
    assert ended.calls == case.calls
    assert ended.requests == (case.calls if case.requests is None else case.requests)


def assert_one_sentence(case: Case, told: str) -> None:
    assert re.search(case.error or "", told), told
    assert told.endswith(".") and told.isprintable()
    assert len(told) < 500
    assert case.key not in told


def test_there_are_enough_cases() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
    assert len(CASES) >= 60
