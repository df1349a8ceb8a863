"""The machine's memory in the run folder: one SQLite file, put aside when it is damaged."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Final

import aiosqlite
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from panelwright_tools.domain import ToolError

_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TAKEN: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@asynccontextmanager
async def opened_checkpoints(path: Path) -> AsyncIterator[AsyncSqliteSaver]:
    """The checkpoints of a run; a damaged file is put aside, nothing but time is lost with it.

    Raises ToolError when another program holds the file, or the disk can't take it.
    """
    with _sentences(path):
        if not _is_sound(path):
            _put_aside(path)
        async with _connected(path) as connection:
            saver = AsyncSqliteSaver(connection, serde=plain_values())
            await saver.setup()
            path.chmod(0o600)
            try:
                yield saver
            finally:
                await _let_go(saver)


@asynccontextmanager
async def _connected(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    """A connection to the file. A stop that comes while it is being opened waits until it is open:
    the thread of a connection would else answer to an event loop that is closed."""
    connection = aiosqlite.connect(path)
    opening = asyncio.ensure_future(connection)
    try:
        await asyncio.shield(opening)
        yield connection
    finally:
        await asyncio.wait({opening})
        await connection.close()


async def _let_go(saver: AsyncSqliteSaver) -> None:
    """Close the file between writes. A write that a stopped turn leaves behind would else begin
    just before, and keep the file locked as long as its cursor lives in some traceback."""
    async with saver.lock:
        await saver.conn.rollback()
        await saver.conn.close()


def plain_values() -> JsonPlusSerializer:
    """Reads plain values only: a checkpoint from a stranger must not make objects here."""
    return JsonPlusSerializer(allowed_msgpack_modules=None)


def _is_sound(path: Path) -> bool:
    """False only for damage; a file that is locked or can't be read may be whole."""
    if not path.exists():
        return True
    try:
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute("PRAGMA quick_check").fetchone()
    except sqlite3.DatabaseError as error:
        if _code(error) in _DAMAGE:
            return False
        raise
    return bool(rows == ("ok",))


def _put_aside(path: Path) -> None:
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.replace(path.with_name(f"{path.name}.damaged"))


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """What SQLite says about the file, in one sentence that helps."""
    try:
        yield
    except sqlite3.Error as error:
        if _code(error) in _TAKEN:
            raise ToolError(
                f"{path} is locked by another program; close it there and try again."
            ) from error
        raise ToolError(f"can't write {path}: {error}; mend that and try again.") from error


def _code(error: sqlite3.Error) -> int | None:
    """SQLite's primary result code; None for errors of the Python module itself."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
