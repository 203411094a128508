"""Cables kept in a file while an edition is put together, so that memory does not grow with them.

The file has no name, is seen by nobody else, and is gone with the process. Where an edition
withholds words, or may, what stands in it is sealed besides: the key is in memory alone, so that
nobody reads those words from a disk, whenever its blocks are looked at.
"""

from __future__ import annotations

import hashlib
import pickle
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from typing import IO, Generic, NamedTuple, TypeVar, overload

from cable_edition.core.cable.model import Cable

_Kept = TypeVar("_Kept")
#: A cable is kept in the file if it is at least this part of the text that it comes with.
_PART = 4


class InFile(NamedTuple):
    """Where an object is in a file: its first byte, and how many there are."""

    start: int
    size: int


class _Seal:
    """Makes noise of bytes, and bytes of that noise, for as long as this object lives.

    SHAKE256 (FIPS 202) over a key of 32 random bytes and the place in the file, which is written
    once, gives as many bytes as are to be hidden; nobody who lacks the key can tell them from
    chance. Both are added without carry. It hides and proves nothing: who can change the file of
    a running process can change that process.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def __call__(self, data: bytes, start: int) -> bytes:
        noise = hashlib.shake_256(self._key + start.to_bytes(8, "big")).digest(len(data))
        mixed = int.from_bytes(data, "big") ^ int.from_bytes(noise, "big")
        return mixed.to_bytes(len(data), "big")


class Spool(Generic[_Kept]):
    """Objects in a file, each by its number; with ``sealed`` none of their words is readable."""

    def __init__(self, *, sealed: bool = False) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as this is)
        self._end = 0
        self._seal = _Seal() if sealed else None

    @property
    def sealed(self) -> bool:
        """Whether nobody can read the words in the file."""
        return self._seal is not None

    def add(self, one: _Kept) -> InFile:
        """Keep an object; return where it is."""
        data = pickle.dumps(one, pickle.HIGHEST_PROTOCOL)
        if self._seal:
            data = self._seal(data, self._end)
        self._file.seek(self._end)
        self._file.write(data)
        place = InFile(self._end, len(data))
        self._end += len(data)
        return place

    def get(self, place: InFile) -> _Kept:
        """Return an object anew; a change of it changes nothing here."""
        self._file.seek(place.start)
        data = self._file.read(place.size)
        if self._seal:
            data = self._seal(data, place.start)
        # Written above, by this process, into a file that no other can open.
        made: _Kept = pickle.loads(data)  # noqa: S301
        return made


def is_alone(cable: Cable) -> bool:
    """Whether the text with which a cable comes is, for the most part, its own.

    Many cables of one file share its text in memory; in a file each would have it whole.
    """
    return (cable.extent.end - cable.extent.start) * _PART >= len(cable.source.text)


class Spooled(Sequence[_Kept]):
    """Objects in their order, each taken from a file when it is asked for.

    ``ids`` are their ids in that order; an item is a place in the file, or the object itself.
    """

    def __init__(
        self,
        ids: Sequence[str],
        items: Sequence[InFile | _Kept],
        spool: Spool[_Kept],
    ) -> None:
        self.ids = tuple(ids)
        self._items = items
        self._spool = spool

    @property
    def sealed(self) -> bool:
        """Whether nobody can read the words of these objects in their file."""
        return self._spool.sealed

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, at: int) -> _Kept: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[_Kept]: ...
    def __getitem__(self, at: int | slice) -> _Kept | Sequence[_Kept]:
        if isinstance(at, slice):
            return Spooled(self.ids[at], self._items[at], self._spool)
        return self._loaded(self._items[at])

    def __iter__(self) -> Iterator[_Kept]:
        return map(self._loaded, self._items)

    def _loaded(self, item: InFile | _Kept) -> _Kept:
        return self._spool.get(item) if isinstance(item, InFile) else item
