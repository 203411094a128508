"""What a file holds, or what is packed in one, read from its beginning as often as is wanted.

A small file is held in memory. A large one, and what is unpacked from it, is read in chunks each
time, so that memory does not grow with it.
"""

from __future__ import annotations

import codecs
import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, NamedTuple

#: So much is read at a time.
CHUNK = 1 << 20
#: Files up to this size are held in memory.
HELD = 1 << 22
#: More of one unpacked file is not looked at: an archive of an edition has nothing as large.
MOST = 400_000_000
#: So much tells what a content is, and so much of its end whether it is a zip.
HEAD, TAIL = 100_000, 66_000


class UnreadableError(ValueError):
    """A file that holds others or compressed text, and cannot be unpacked."""


class _Facts(NamedTuple):
    """What a pass over all of a content tells: its end, and how its bytes can be read."""

    tail: bytes
    has_nul: bool
    is_utf8: bool


class Content(ABC):
    """Bytes that can be read again."""

    @abstractmethod
    def chunks(self) -> Iterator[bytes]:
        """Yield all bytes, in the same chunks each time."""

    def whole(self) -> bytes:
        """Return all bytes."""
        return b"".join(self.chunks())

    def opened(self) -> BinaryIO:
        """Return the content as a file in which one can go back and forth."""
        return io.BytesIO(self.whole())

    @cached_property
    def head(self) -> bytes:
        """The first hundred thousand bytes."""
        head = b""
        for chunk in self.chunks():
            head += chunk[: HEAD - len(head)]
            if len(head) == HEAD:
                break
        return head

    @cached_property
    def _facts(self) -> _Facts:
        tail, has_nul, is_utf8 = b"", False, True
        decoder = codecs.getincrementaldecoder("utf-8")()
        for chunk in self.chunks():
            tail = chunk[-TAIL:] if len(chunk) >= TAIL else (tail + chunk)[-TAIL:]
            has_nul = has_nul or b"\x00" in chunk
            is_utf8 = is_utf8 and _decodes(decoder, chunk)
        return _Facts(tail, has_nul, is_utf8 and _decodes(decoder, b"", last=True))

    @property
    def tail(self) -> bytes:
        """The last bytes, in which a zip says that it is one."""
        return self._facts.tail

    @property
    def has_nul(self) -> bool:
        """Whether any byte is 0."""
        return self._facts.has_nul

    @property
    def is_utf8(self) -> bool:
        """Whether all of it is UTF-8."""
        return self._facts.is_utf8


def _decodes(decoder: codecs.IncrementalDecoder, data: bytes, *, last: bool = False) -> bool:
    try:
        decoder.decode(data, last)
    except UnicodeDecodeError:
        return False
    return True


class Held(Content):
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def chunks(self) -> Iterator[bytes]:
        """Yield all bytes."""
        yield self._data

    def whole(self) -> bytes:
        """Return all bytes."""
        return self._data


class OnDisk(Content):
    """A file, read anew each time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def chunks(self) -> Iterator[bytes]:
        """Yield all bytes, so many at a time."""
        with self.opened() as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def opened(self) -> BinaryIO:
        """Return the file, opened."""
        return self.path.open("rb")


class Made(Content):
    """Bytes that are unpacked anew each time."""

    def __init__(self, made: Callable[[], Iterator[bytes]]) -> None:
        self._made = made

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes that were made, in chunks of some size however small its pieces are."""
        parts: list[bytes] = []
        size = 0
        for part in self._made():
            parts.append(part)
            size += len(part)
            if size >= CHUNK:
                yield b"".join(parts)
                parts, size = [], 0
        if parts:
            yield b"".join(parts)

    def whole(self) -> bytes:
        """Return all bytes; :class:`UnreadableError` if they are more than may be looked at."""
        parts, size = [], 0
        for chunk in self.chunks():
            size += len(chunk)
            if size > MOST:
                raise UnreadableError("holds a file too large to be looked at")
            parts.append(chunk)
        return b"".join(parts)


def content_of(path: Path) -> Content:
    """Return what a file holds; ``OSError`` if it cannot be read."""
    if path.stat().st_size > HELD:
        return OnDisk(path)
    return Held(path.read_bytes())


def longer(source: Iterator[bytes], data: bytes) -> tuple[bytes, bool]:
    """Return bytes with as many more of a source, at least a chunk, and whether it has ended.

    As many more, so that what has to be kept over many chunks is not looked at in each of them.
    """
    parts, more = [data], 0
    for chunk in source:
        parts.append(chunk)
        more += len(chunk)
        if more > len(data):
            return b"".join(parts), False
    return b"".join(parts), True
