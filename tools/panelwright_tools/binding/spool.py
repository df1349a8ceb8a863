"""Bytes that wait on disk, so that a book of any length needs no more memory than a short one."""

from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True)
class Stored:
    """Some bytes in a file."""

    file: BinaryIO
    start: int
    length: int

    def read(self) -> bytes:
        """The bytes."""
        self.file.seek(self.start)
        return self.file.read(self.length)


@dataclass(frozen=True)
class Spool:
    """A file that bytes are added to; it is the caller's to open and to close."""

    file: BinaryIO

    def put(self, content: bytes | bytearray) -> Stored:
        """Store some bytes at the end."""
        start = self.file.seek(0, 2)
        self.file.write(content)
        return Stored(self.file, start, len(content))
