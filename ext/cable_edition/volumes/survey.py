"""The survey: which cables there are, with date and place, in a file that grows on the disk.

It is kept from one run to the next, so that a source that has not changed is not read again; no
word of a cable is in it. A cable that several sources hold counts once, with the earliest date that
one of them gives, whichever of them is published.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from cable_edition.volumes.plan import Key, Plan, group_of

#: What the file was written by; another program surveys anew.
_FORM = "1"
_TABLES = """
CREATE TABLE IF NOT EXISTS about (form TEXT);
CREATE TABLE IF NOT EXISTS source (
    name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, form TEXT NOT NULL, others INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (
    source TEXT NOT NULL, row INTEGER NOT NULL, cable TEXT NOT NULL, date TEXT NOT NULL,
    PRIMARY KEY (source, row, cable)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cable (
    id TEXT PRIMARY KEY, date TEXT NOT NULL, grp TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cable_order ON cable (grp, date, id);
"""
_BETWEEN = "grp = ? AND (date, id) >= (?, ?)"


class Record(NamedTuple):
    """A cable of a source: its place in a dump (0 where the source is a file of its own), id, date.

    The id is empty where the cable has none under which it could be published.
    """

    row: int
    cable: str
    date: str


class Source(NamedTuple):
    """A source that was surveyed: its name, its checksum, its form, and how many have no id."""

    name: str
    sha256: str
    form: str
    others: int


class Survey:
    """The survey of an edition, in a file of SQLite at ``path``; a context manager closes it."""

    def __init__(self, path: Path, program: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not is_database(path):
            path.unlink()
        self._file = sqlite3.connect(path)
        self._file.execute("PRAGMA synchronous = OFF")
        written_by = f"{_FORM} {program}"
        if not self._is_of(written_by):
            with self._file:
                for name in ("about", "source", "record", "cable"):
                    self._file.execute(f"DROP TABLE IF EXISTS {name}")
            self._file.executescript(_TABLES)
            with self._file:
                self._file.execute("INSERT INTO about VALUES (?)", (written_by,))

    def _is_of(self, written_by: str) -> bool:
        try:
            return self._file.execute("SELECT form FROM about").fetchall() == [(written_by,)]
        except sqlite3.DatabaseError:
            return False

    def __enter__(self) -> Survey:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def knows(self, name: str, sha256: str) -> bool:
        """Tell whether a source of these bytes was surveyed under this name."""
        row = self._file.execute("SELECT sha256 FROM source WHERE name = ?", (name,)).fetchone()
        return row is not None and row[0] == sha256

    def note(self, source: Source, records: Iterable[Record]) -> None:
        """Note a source with its cables, in place of what was known of it; whole or not at all."""
        with self._file:
            self._file.execute("DELETE FROM record WHERE source = ?", (source.name,))
            others = 0
            for row, cable, date in records:
                if cable:
                    values = (source.name, row, cable, date)
                    self._file.execute("INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?)", values)
                else:
                    others += 1
            values_of = (source.name, source.sha256, source.form, source.others + others)
            self._file.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)", values_of)

    def keep(self, names: Iterable[str]) -> None:
        """Forget every source that is not named, and settle the date of each cable."""
        with self._file:
            self._file.execute("CREATE TEMP TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY)")
            self._file.execute("DELETE FROM kept")
            self._file.executemany(
                "INSERT OR IGNORE INTO kept VALUES (?)", ((name,) for name in names)
            )
            for table, column in (("record", "source"), ("source", "name")):
                self._file.execute(
                    f"DELETE FROM {table} WHERE {column} NOT IN (SELECT name FROM kept)"  # noqa: S608
                )

    def settle(self, by: str) -> None:
        """Give each cable its date and its group in a plan of this kind."""
        self._file.create_function("group_of", 3, group_of, deterministic=True)
        with self._file:
            self._file.execute("DELETE FROM cable")
            self._file.execute(
                "INSERT INTO cable SELECT cable, date, group_of(?, cable, date) FROM ("
                # An empty date is smaller than all others, and says the least.
                "SELECT cable, coalesce(min(nullif(date, '')), '') AS date FROM record"
                " GROUP BY cable)",
                (by,),
            )

    def sources(self) -> Iterator[Source]:
        """Yield the sources by name."""
        for row in self._file.execute("SELECT * FROM source ORDER BY name"):
            yield Source(*row)

    def cables(self) -> int:
        """Return the number of cables."""
        return int(self._file.execute("SELECT count(*) FROM cable").fetchone()[0])

    def without_id(self) -> int:
        """Return how many cables have no id."""
        return int(self._file.execute("SELECT total(others) FROM source").fetchone()[0])

    def records(self, source: str) -> Iterator[tuple[Record, str]]:
        """Yield the records of a source by row, each with the date by which its cable is placed."""
        found = self._file.execute(
            "SELECT row, cable, record.date, cable.date FROM record"
            " JOIN cable ON cable.id = record.cable WHERE source = ? ORDER BY row",
            (source,),
        )
        for row, cable, date, placed in found:
            yield Record(row, cable, date), placed

    def all_cables(self) -> Iterator[tuple[str, str]]:
        """Yield each cable with the date by which it is placed, in the order of the edition."""
        yield from self._file.execute("SELECT id, date FROM cable ORDER BY date, id")

    def place_of(self, cable: str) -> str | None:
        """Return the date by which a cable is placed; ``None`` for one that no source holds."""
        found = self._file.execute("SELECT date FROM cable WHERE id = ?", (cable,)).fetchone()
        return None if found is None else str(found[0])

    def groups(self, by: str) -> Mapping[str, int]:
        """See :class:`~cable_edition.volumes.plan.Counted`."""
        del by  # it was settled
        return dict(self._file.execute("SELECT grp, count(*) FROM cable GROUP BY grp"))

    def counts(self, by: str, group: str, starts: Sequence[Key]) -> list[int]:
        """See :class:`~cable_edition.volumes.plan.Counted`."""
        del by
        from_each = [self._from(group, start) for start in starts]
        return [now - after for now, after in zip(from_each, [*from_each[1:], 0], strict=True)]

    def _from(self, group: str, start: Key) -> int:
        found = self._file.execute(
            f"SELECT count(*) FROM cable WHERE {_BETWEEN}",  # noqa: S608
            (group, *start),
        )
        return int(found.fetchone()[0])

    def key_at(self, by: str, group: str, start: Key, place: int) -> Key:
        """See :class:`~cable_edition.volumes.plan.Counted`."""
        del by
        found = self._file.execute(
            f"SELECT date, id FROM cable WHERE {_BETWEEN}"  # noqa: S608
            " ORDER BY date, id LIMIT 1 OFFSET ?",
            (group, *start, place),
        )
        return Key(*found.fetchone())

    def sizes(self, plan: Plan) -> dict[str, tuple[int, str, str]]:
        """Return for each volume of a plan how many cables it has, and the first and last date."""
        found: dict[str, tuple[int, str, str]] = {}
        for group in self.groups(plan.by):
            volumes = plan.volumes_of(group)
            for one, after in zip(volumes, [*volumes[1:], None], strict=True):
                bound = "" if after is None else " AND (date, id) < (?, ?)"
                found[one.name] = self._file.execute(
                    "SELECT count(*), coalesce(min(date), ''), coalesce(max(date), '')"  # noqa: S608
                    f" FROM cable WHERE {_BETWEEN}{bound}",
                    (group, *one.start, *(after.start if after else ())),
                ).fetchone()
        return found


def is_database(path: Path) -> bool:
    """Tell whether a file is a database that can be opened; a damaged one is made anew."""
    try:
        with closing(sqlite3.connect(path)) as file:
            file.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.DatabaseError:
        return False
    return True
