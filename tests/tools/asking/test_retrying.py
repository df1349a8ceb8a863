"""How long is waited before a call is made again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random

import pytest

from panelwright_tools.asking.retrying import Patience, asked_wait_s


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"retry-after": "2"}, 2.0), ({"retry-after": "0.5"}, 0.5), ({"retry-after-ms": "250"}, 0.25),
     ({"retry-after-ms": "250", "retry-after": "2"}, 0.25), ({"retry-after": "-3"}, 0.0),
     ({"retry-after-ms": "soon", "retry-after": "2"}, 2.0), ({}, None),
     ({"retry-after": "soon"}, None), ({"retry-after": "nan"}, None), ({"retry-after": ""}, None)],
)  # fmt: skip
def test_the_wish_of_a_server_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_wait_s(headers) == seconds


def test_a_date_is_read_as_the_time_until_then() -> None:
    then = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=30)
    before = datetime.now(UTC)
    wait_s = asked_wait_s({"retry-after": format_datetime(then, usegmt=True)})
    after = datetime.now(UTC)
    assert wait_s is not None
    assert (then - after).total_seconds() <= wait_s <= (then - before).total_seconds()


def test_a_date_in_the_past_means_now() -> None:
    assert asked_wait_s({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0


def test_waits_grow_up_to_a_bound_and_are_not_all_alike() -> None:
    patience, random = Patience(), Random(1)
    waits = [patience.wait_s(failed, None, random) for failed in range(1, 9)]
    for wait, full in zip(waits, [0.5, 1, 2, 4, 8, 8, 8, 8], strict=True):
        assert 0.75 * full <= wait <= full
    assert patience.wait_s(1, None, random) != patience.wait_s(1, None, random)


def test_the_servers_wish_goes_before_our_own_bound() -> None:
    assert Patience().wait_s(1, 30.0, Random(1)) == 30.0
