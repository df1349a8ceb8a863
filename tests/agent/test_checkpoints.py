"""The memory of a run lets go of its file, whatever was under way."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

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
