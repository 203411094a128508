"""What is told of the cables of all volumes, kept from one front to the next in one file.

Lists, pictures and data go over all cables, one question at a time and in one order. So the answers
to a question stand together, and are read some hundred cables at a time: memory does not grow with
their number, and no cable is read for what was told of it before.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar, cast

_Made = TypeVar("_Made")
#: So many cables are read at a time, and so many such runs are held of each question.
_RUN, _HELD = 256, 4
#: So many new answers are written at a time.
_NEW = 2000
_TABLES = """
CREATE TABLE program (name TEXT);
CREATE TABLE told (what TEXT, cable TEXT, made_of TEXT, made BLOB, PRIMARY KEY (what, cable))
    WITHOUT ROWID;
"""
#: The answers to one question of a run of cables: of what each is made, packed.
_Run = dict[str, tuple[str, bytes]]


class ShelvedTold:
    """What is told of ``cables``, given by id in their order with what each is made of.

    The file at ``path`` is made by ``program``; that of another one is begun anew. A cable made of
    nothing known is asked each time. Raises nothing: what cannot be read is made.
    """

    def __init__(self, path: Path, program: str, cables: Sequence[tuple[str, str]]) -> None:
        self._path = path
        self._program = program
        self._ids = [cable for cable, _ in cables]
        self._made_of = dict(cables)
        self._place = {cable: place for place, cable in enumerate(self._ids)}
        self._runs: dict[str, OrderedDict[int, _Run]] = {}
        self._new: list[tuple[str, str, str, bytes]] = []
        self._file: sqlite3.Connection | None = None
        self._process = os.getpid()
        self._is_ours = self._made_by() == program
        self._is_swept = False

    def of(self, cable: str, what: str, make: Callable[[], _Made], parts: object = None) -> _Made:
        """Return what is told of a cable, or make it; ``parts`` as in :class:`.drawers.Drawer`."""
        made_of = self._made_of.get(cable, "")
        if not made_of or os.getpid() != self._process:
            return make()
        run = self._run(what, self._place[cable] // _RUN)
        was, packed = run.get(cable, ("", b""))
        if was == made_of:
            with suppress(Exception):
                # As safe as the pickles that Sphinx keeps in the same folder.
                was_of, made = pickle.loads(packed)  # noqa: S301
                if was_of == parts:
                    return cast("_Made", made)
        answer = make()
        packed = pickle.dumps((parts, answer), pickle.HIGHEST_PROTOCOL)
        run[cable] = (made_of, packed)
        self._new.append((what, cable, made_of, packed))
        if len(self._new) >= _NEW:
            self.save()
        return answer

    def save(self) -> None:
        """Write what is new; what is told of cables that are gone goes with them."""
        if not self._new or os.getpid() != self._process:
            return
        self._close()
        with suppress(sqlite3.Error, OSError):
            if not self._is_ours:
                self._path.unlink(missing_ok=True)
            with closing(sqlite3.connect(self._path)) as file, file:
                file.execute("PRAGMA synchronous = OFF")
                if not self._is_ours:
                    file.executescript(_TABLES)
                    file.execute("INSERT INTO program VALUES (?)", (self._program,))
                    self._is_ours = True
                file.executemany("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", self._new)
                if not self._is_swept:
                    self._sweep(file)
        self._new.clear()

    def _sweep(self, file: sqlite3.Connection) -> None:
        """Take away what is told of cables that are gone; once, for it reads all of the file."""
        known = {cable for (cable,) in file.execute("SELECT DISTINCT cable FROM told")}
        gone = ((cable,) for cable in known - self._place.keys())
        file.executemany("DELETE FROM told WHERE cable = ?", gone)
        self._is_swept = True

    def _run(self, what: str, number: int) -> _Run:
        runs = self._runs.setdefault(what, OrderedDict())
        if number not in runs:
            if len(runs) >= _HELD:
                self.save()
                runs.popitem(last=False)
            runs[number] = self._read(what, self._ids[number * _RUN : (number + 1) * _RUN])
        return runs[number]

    def _read(self, what: str, cables: Sequence[str]) -> _Run:
        if not self._is_ours:
            return {}
        try:
            if self._file is None:
                self._file = sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)
            marks = ",".join("?" * len(cables))
            rows = self._file.execute(
                f"SELECT cable, made_of, made FROM told WHERE what = ? AND cable IN ({marks})",  # noqa: S608
                (what, *cables),
            )
            return {cable: (made_of, made) for cable, made_of, made in rows}
        except sqlite3.Error:
            self._close()
            self._is_ours = False
            return {}

    def _made_by(self) -> str:
        if self._path.is_file():
            with (
                suppress(sqlite3.Error),
                closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)) as file,
            ):
                return str(file.execute("SELECT name FROM program").fetchone()[0])
        return ""

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
