"""Calls of one kind: a few at once, some wait, others are refused at once."""

import asyncio
import threading

import pytest

from panelwright.mcp_server.lanes import Lane
from panelwright.mcp_server.telling import Teller
from panelwright_tools.domain import UserError


def test_what_is_too_much_is_refused_and_the_rest_is_done() -> None:
    go, done = threading.Event(), []

    def work() -> None:
        go.wait(10)
        done.append(1)

    async def flood() -> None:
        lane = Lane(at_once=1, waiting=2)
        calls = [asyncio.create_task(lane.carry(work)) for _ in range(3)]
        await asyncio.sleep(0.01)
        with pytest.raises(UserError, match="3 calls of this kind"):
            await lane.carry(work)
        go.set()
        await asyncio.gather(*calls)
        await lane.carry(work)

    asyncio.run(flood())
    assert len(done) == 4


def test_a_call_that_is_cancelled_while_it_waits_is_never_begun() -> None:
    go, done = threading.Event(), []

    async def cancel() -> None:
        lane = Lane(at_once=1, waiting=1)
        first = asyncio.create_task(lane.carry(lambda: go.wait(10)))
        second = asyncio.create_task(lane.carry(lambda: done.append(1)))
        await asyncio.sleep(0.01)
        second.cancel()
        await asyncio.sleep(0.01)
        third = asyncio.create_task(lane.carry(lambda: done.append(3)))
        go.set()
        await asyncio.gather(first, third)

    asyncio.run(cancel())
    assert done == [3]


def test_progress_only_grows_and_the_newest_is_told() -> None:
    heard: list[tuple[float, float | None, str | None]] = []

    async def report(done: float, of: float | None, said: str | None) -> None:
        heard.append((done, of, said))
        await asyncio.sleep(0)

    async def tell() -> None:
        teller = Teller(report)
        telling = asyncio.create_task(teller.pass_on())
        for done, said in ((1, "a"), (1, "b"), (0, "late"), (2, "c")):
            teller.tell(done, 3, said)
            await asyncio.sleep(0.01)
        teller.end()
        await telling

    asyncio.run(tell())
    values = [done for done, _, _ in heard]
    assert values == sorted(set(values))
    assert (heard[0], heard[-1]) == ((1, 3, "a"), (2, 3, "c"))


def test_the_last_news_is_told_even_if_the_end_comes_while_the_first_is_being_sent() -> None:
    heard: list[str | None] = []

    async def tell() -> None:
        sending = asyncio.Event()

        async def report(done: float, of: float | None, said: str | None) -> None:
            await sending.wait()
            heard.append(said)

        teller = Teller(report)
        telling = asyncio.create_task(teller.pass_on())
        for said in ("first", "left out", "last"):
            teller.tell(1, 3, said)
            await asyncio.sleep(0.01)
        teller.end()
        sending.set()
        await telling

    asyncio.run(tell())
    assert heard == ["first", "last"]
