"""The memory of a run lets go of its file, whatever was under way."""

import asyncio
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from panelwright.checkpoints import opened_checkpoints


def test_a_write_that_a_stopped_turn_leaves_behind_locks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "run.sqlite"
    config: Any = {"configurable": {"thread_id": "t", "checkpoint_ns": "", "checkpoint_id": "1"}}

    async def left_behind() -> "asyncio.Task[None]":
        async with opened_checkpoints(path) as saver:
            write = saver.aput_writes(config, [("channel", "value")], "task")
            task = asyncio.get_running_loop().create_task(write)
            while not saver.conn.in_transaction:
                await asyncio.sleep(0)
        await asyncio.wait({task})
        return task

    # What the task holds, such as a cursor in the traceback of its error, lives on meanwhile.
    task = asyncio.run(left_behind())
    with closing(sqlite3.connect(path, timeout=0)) as other:
        other.execute("DELETE FROM writes")
        other.commit()
    assert task.done()


def test_a_stop_while_the_file_is_being_opened_leaves_nothing_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, opening = sqlite3.connect, threading.Event()

    def slowly(*given: Any, **more: Any) -> Any:
        if threading.current_thread() is not threading.main_thread():
            opening.set()
            time.sleep(0.2)
        return connect(*given, **more)

    async def opened() -> None:
        async with opened_checkpoints(tmp_path / "run.sqlite"):
            raise AssertionError("it was stopped before")

    async def stopped() -> bool:
        task = asyncio.create_task(opened())
        await asyncio.to_thread(opening.wait)
        task.cancel()
        await asyncio.wait({task})
        return task.cancelled()

    monkeypatch.setattr(sqlite3, "connect", slowly)
    assert asyncio.run(stopped())
    for thread in threading.enumerate():
        if "connection_worker" in thread.name:
            thread.join()  # whose complaints would be told here
