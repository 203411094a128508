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
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.editing.sidecar.related import Related
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.edition.references import Citation, ReferenceGraph
from cable_edition.core.registers.concordance import Occurrence


class ListedCable(NamedTuple):
    """A cable as lists show it."""

    id: str
    date: str
    origin: str
    classification: str
    subject: str


class WholeEdition:
    """Reads the catalogue at ``path``."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def cables(self) -> tuple[ListedCable, ...]:
        """Return all cables in the order of the edition."""
        rows = self._file.execute(
            "SELECT id, date, origin, classification, subject FROM cable"
            " ORDER BY date, head, serial"
        )
        return tuple(ListedCable(*row) for row in rows)

    def places(self) -> Mapping[tuple[str, str], Sequence[Occurrence]]:
        """Return the places of each entry, read as they are asked for."""
        return _Places(self._file)

    def remarks(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the cables of which something is missing or doubtful, with the sentences."""
        rows = self._file.execute(
            "SELECT id, remarks FROM cable WHERE remarks <> '[]' ORDER BY date, head, serial"
        )
        return [(cable, tuple(json.loads(remarks))) for cable, remarks in rows]

    def emended(self) -> tuple[EditedCable, ...]:
        """Return the cables that have an emendation or a corrected reading."""
        rows = self._file.execute(
            "SELECT made FROM emended JOIN cable ON cable.id = emended.cable"
            " ORDER BY date, head, serial"
        )
        # As safe as the pickles that Sphinx keeps beside it.
        return tuple(pickle.loads(zlib.decompress(made)) for (made,) in rows)  # noqa: S301

    def related(self) -> dict[str, tuple[Related, ...]]:
        """Return the related records that editors name, by cable."""
        rows = self._file.execute("SELECT cable, made FROM related")
        return {cable: pickle.loads(zlib.decompress(made)) for cable, made in rows}  # noqa: S301

    def graph(self) -> ReferenceGraph:
        """Return who cites whom."""
        inside = frozenset(row[0] for row in self._file.execute("SELECT id FROM cable"))
        cites: dict[str, dict[str, tuple[str, ...]]] = {}
        cited_by: dict[str, list[Citation]] = {}
        rows = self._file.execute(
            "SELECT cites.cable, cited, places FROM cites JOIN cable ON cable.id = cites.cable"
            " ORDER BY date, head, serial, cites.place"
        )
        for cable, cited, told in rows:
            places = tuple(json.loads(told))
            cites.setdefault(cable, {})[cited] = places
            if cited in inside:
                cited_by.setdefault(cited, []).append(Citation(cable, places))
        return ReferenceGraph(inside, cites, {to: tuple(found) for to, found in cited_by.items()})


class _Places(Mapping[tuple[str, str], Sequence[Occurrence]]):
    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def __getitem__(self, key: tuple[str, str]) -> Sequence[Occurrence]:
        rows = self._file.execute(
            "SELECT cable, anchor, before, words, after FROM place"
            " JOIN cable ON cable.id = place.cable WHERE kind = ? AND entry = ?"
            " ORDER BY cable.date, cable.head, cable.serial, place.number",
            key,
        ).fetchall()
        if not rows:
            raise KeyError(key)
        return [Occurrence(*row) for row in rows]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        yield from self._file.execute("SELECT DISTINCT kind, entry FROM place ORDER BY kind, entry")

    def __len__(self) -> int:
        found = self._file.execute("SELECT count(*) FROM (SELECT DISTINCT kind, entry FROM place)")
        return int(found.fetchone()[0])
