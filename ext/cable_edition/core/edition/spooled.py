"""Cables kept in a file while an edition is put together, so that memory does not grow with them.

The file has no name, is seen by nobody else, and is gone with the process. An edition that
withholds words keeps none of its cables so: they stand in memory alone.
"""

from __future__ import annotations

import pickle
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


class Spool(Generic[_Kept]):
    """Objects in a file, each by its number."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as this is)
        self._end = 0

    def add(self, one: _Kept) -> InFile:
        """Keep an object; return where it is."""
        data = pickle.dumps(one, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._end)
        self._file.write(data)
        place = InFile(self._end, len(data))
        self._end += len(data)
        return place

    def get(self, place: InFile) -> _Kept:
        """Return an object anew; a change of it changes nothing here."""
        self._file.seek(place.start)
        # Written above, by this process, into a file that no other can open.
        made: _Kept = pickle.loads(self._file.read(place.size))  # noqa: S301
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
