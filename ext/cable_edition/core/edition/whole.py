"""All volumes of an edition as its lists tell of them, read from a catalogue piece by piece.

The catalogue (``whole.lock`` among the sources of the front) has a row for each cable, each place
of an entry and each reference; what is asked for at a time is one entry or one list.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import overload

from cable_edition.core.editing.sidecar.related import Related
from cable_edition.core.edition.model import NOTHING_KEPT, EditedCable
from cable_edition.core.edition.shelved import ListedCable, Shelf, ShelvedCable
from cable_edition.core.edition.shelved_told import ShelvedTold
from cable_edition.core.kept_work import SHELVED, KeptWork, digest_of
from cable_edition.core.registers.concordance import Occurrence


class WholeEdition:
    """Reads the catalogue at ``path``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def cables(self, kept: KeptWork = NOTHING_KEPT) -> tuple[EditedCable, ...]:
        """Return all cables in the order of the edition, each read when it is asked for.

        What is told of them is kept beside ``kept``, and whenever that is saved.
        """
        told = None
        if (path := kept.beside(SHELVED)) is not None:
            made_of = self._file.execute(
                "SELECT id, made_of FROM cable ORDER BY date, head, serial"
            ).fetchall()
            told = ShelvedTold(path, kept.program, made_of)
            kept.saves_with(told.save)
        shelf = Shelf({name: self._digest(at) for name, at in self._volumes()}, told)
        rows = self._file.execute(
            "SELECT id, date, origin, classification, subject, volume, emended > 0, layers"
            " FROM cable ORDER BY date, head, serial"
        )
        return tuple(ShelvedCable(ListedCable(*row), shelf) for row in rows)

    def tags(self) -> set[str]:
        """Return the TAGS that occur."""
        return {code for (code,) in self._file.execute("SELECT DISTINCT code FROM tag")}

    def _volumes(self) -> list[tuple[str, str]]:
        return self._file.execute("SELECT name, digest FROM volume ORDER BY name").fetchall()

    def _digest(self, at: str) -> Path:
        """Return a digest: it stands in the folder of all volumes, of which one has this file."""
        above = self._path.resolve().parents
        return next((one / at for one in above if (one / at).is_file()), above[0] / at)

    def has_place(self, cable: str, anchor: str) -> bool:
        """Whether a cable has a place of this address."""
        row = self._file.execute("SELECT anchors FROM cable WHERE id = ?", (cable,)).fetchone()
        return row is not None and anchor in json.loads(row[0])

    def places(self) -> Mapping[tuple[str, str], Sequence[Occurrence]]:
        """Return the places of each entry, read as they are asked for."""
        return _Places(self._file)

    def related(self) -> dict[str, tuple[Related, ...]]:
        """Return the related records that editors name, by cable."""
        rows = self._file.execute("SELECT cable, made FROM related")
        return {cable: pickle.loads(zlib.decompress(made)) for cable, made in rows}  # noqa: S301


@lru_cache(maxsize=1)
def _opened(path: Path, _changed: int) -> WholeEdition:
    return WholeEdition(path)


def has_place(whole: Path, cable: str, anchor: str) -> bool:
    """Whether a cable of the catalogue ``whole`` has a place of this address."""
    return _opened(whole, whole.stat().st_mtime_ns).has_place(cable, anchor)


class _Places(Mapping[tuple[str, str], Sequence[Occurrence]]):
    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def __getitem__(self, key: tuple[str, str]) -> Sequence[Occurrence]:
        count = self._file.execute(
            "SELECT count(*) FROM place WHERE kind = ? AND entry = ?", key
        ).fetchone()[0]
        if not count:
            raise KeyError(key)
        return _PlacesOfOne(self._file, key, count)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        yield from self._file.execute("SELECT DISTINCT kind, entry FROM place ORDER BY kind, entry")

    def __len__(self) -> int:
        found = self._file.execute("SELECT count(*) FROM (SELECT DISTINCT kind, entry FROM place)")
        return int(found.fetchone()[0])


def mark_of(places: Sequence[Occurrence]) -> str:
    """Return what stands for the places of an entry in all volumes, without reading them.

    Nothing of an edition of one build, which has them in memory.
    """
    return places.mark if isinstance(places, _PlacesOfOne) else ""


class _PlacesOfOne(Sequence[Occurrence]):
    """The places of an entry: their number, and they themselves when they are asked for."""

    def __init__(self, file: sqlite3.Connection, key: tuple[str, str], count: int) -> None:
        self._file = file
        self._key = key
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Occurrence: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Occurrence]: ...

    def __getitem__(self, at: int | slice) -> Occurrence | Sequence[Occurrence]:
        if isinstance(at, slice) and not at.start and at.step is None:
            # What a page shows of an entry: the others may be very many.
            return self._read(range(self._count)[at].stop)
        return self._rows[at]

    def __iter__(self) -> Iterator[Occurrence]:
        return iter(self._rows)

    @cached_property
    def mark(self) -> str:
        """What stands for all of them: what each volume says, in the order of volumes."""
        rows = self._file.execute(
            "SELECT mark FROM placed WHERE kind = ? AND entry = ? ORDER BY rowid", self._key
        )
        return digest_of(mark for (mark,) in rows).hex()

    @cached_property
    def _rows(self) -> list[Occurrence]:
        return self._read(self._count)

    def _read(self, most: int) -> list[Occurrence]:
        rows = self._file.execute(
            "SELECT cable, anchor, before, words, after, sense FROM place"
            " JOIN cable ON cable.id = place.cable WHERE kind = ? AND entry = ?"
            " ORDER BY cable.date, cable.head, cable.serial, place.number LIMIT ?",
            (*self._key, most),
        )
        return [Occurrence(*row) for row in rows]
