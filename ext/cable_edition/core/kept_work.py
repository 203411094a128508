"""What was made of a source, kept from one build to the next: an edit costs what was edited.

A piece of work is kept under all that it was made from: the bytes and the name of the source, what
the editor says of the cable, the registers, and the program. Nothing else is asked, no time and no
number of a file, so a piece is either the one that would be made anew or it is not found. What a
build did not ask for is taken away at its end.

An edition that withholds words keeps nothing, and what an earlier build kept goes at once, with the
notes of all outputs that stand beside it: withheld words outlive no redaction here. The
file may be deleted at any time.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
import sys
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar, cast

from cable_edition.core.drawers import Drawer, pickle_into, pickled

_Made = TypeVar("_Made")
_KEY = 20
#: How the kinds are called under which drawers are kept.
_DRAWERS = "drawers of "


def _packed(made: object) -> bytes:
    """Return a piece of work as it is kept: in a tuple, for it may be ``None``.

    It is not compressed, which would take longer than to make some of it.
    """
    return pickled((made,))


#: The folder beside the file in which compiled templates are kept.
TEMPLATES = "cable-templates"
#: The file beside it in which a front keeps what is told of the cables of all volumes.
SHELVED = "cable-shelved.sqlite"
#: Notes beside the file of what outputs were made from and have, with what was told of the edition.
NOTES = (
    "cable-standing-*.json",
    "cable-dates-*.json",
    "cable-searched-*.json",
    f"{SHELVED}*",
    "cable-last-*.pickle",
    f"{TEMPLATES}/*",
)
#: The rows stand in the order in which they came, so that none is moved as others come and go: of
#: one that was moved SQLite leaves a part where it stood, whatever it is told of deleted ones.
_TABLE = "CREATE TABLE work (key BLOB PRIMARY KEY, kind TEXT, made BLOB)"
#: Drawers are fetched by their kind, and what is not asked for is found without its work.
_INDEX = "CREATE INDEX kinds ON work (kind, key)"
#: A file of so many bytes is written anew where rows went: then nothing of them is left at all.
_SMALL = 4_000_000


def digest_of(parts: Iterable[str], size: int = 16) -> bytes:
    """Return ``size`` bytes that stand for texts in their order and for where each ends."""
    every = tuple(parts)
    lengths = " ".join([str(len(part)) for part in every])
    whole = "".join((lengths, "\n", *every)).encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=size).digest()


class KeptWork:
    """The work of a build and of the one before it; without a file nothing is kept.

    ``program`` stands for all code and tables that make the work: another one finds nothing. A file
    that cannot be read or written raises nothing, all is made anew then; :meth:`forget` raises
    ``OSError`` if it cannot take the file away.
    """

    def __init__(self, path: Path | None = None, program: str = "") -> None:
        self._path = path
        self._program = f"{program} {sys.version}"
        #: What stands for it in each key: it names many libraries, and keys are asked for often.
        self._made_by = digest_of((self._program,)).hex()
        self._reading: sqlite3.Connection | None = None
        self._process = 0
        self._keys: dict[str, bytes] = {}
        self._used: dict[str, set[bytes]] = {}
        self._new: list[tuple[bytes, str, bytes]] = []
        #: Files that are written and do not count yet -> what they will be.
        self._new_last: dict[Path, Path] = {}
        self._swept: dict[str, int] = {}
        self._held: dict[bytes, object] = {}
        #: The drawers of this build by kind, and what the build before left in all of its own.
        self._drawers: dict[str, dict[bytes, Drawer]] = {}
        self._left: dict[bytes, bytes] | None = None
        #: Whether there is a file to look into; looked for once between two savings.
        self._is_there: bool | None = None
        self._beside: list[Callable[[], None]] = []

    @property
    def program(self) -> str:
        """What stands for the program that makes the work."""
        return self._program

    def beside(self, name: str) -> Path | None:
        """Return the file of a name beside that of the work, if anything is kept."""
        return self._path.with_name(name) if self._path else None

    def saves_with(self, save: Callable[[], None]) -> None:
        """Have ``save`` called whenever the work is saved."""
        self._beside.append(save)

    @property
    def keeps(self) -> bool:
        """Whether anything is kept."""
        return self._path is not None

    def of(
        self, kind: str, parts: Iterable[str], make: Callable[[], _Made], *, again: bool = False
    ) -> _Made:
        """Return what was made of ``parts``, or make it; equal parts must give equal work.

        ``again`` says that a build asks for it more than once: it is held for that long.
        """
        if self._path is None:
            return make()
        key = self._key(kind, parts)
        self._used.setdefault(kind, set()).add(key)
        if key in self._held:
            return cast("_Made", self._held[key])
        made = self._taken(kind, key, make)
        if again:
            self._held[key] = made
        return made

    def _taken(self, kind: str, key: bytes, make: Callable[[], _Made]) -> _Made:
        found = self._found(key)
        if found is not None:
            return cast("_Made", found[0])
        made = make()
        self._new.append((key, kind, _packed(made)))
        return made

    def keep(self, kind: str, parts: Iterable[str], made: object) -> None:
        """Keep what was made of ``parts``, which was known only when it was made."""
        if self._path is not None:
            key = self._key(kind, parts)
            self._used.setdefault(kind, set()).add(key)
            self._new.append((key, kind, _packed(made)))

    def still(self, kind: str, parts: Iterable[str]) -> None:
        """Keep what was made of ``parts`` for one build more, without looking at it."""
        if self._path is not None:
            self._used.setdefault(kind, set()).add(self._key(kind, parts))

    def was(self, kind: str, parts: Iterable[str]) -> object:
        """Return what an earlier build made of ``parts``, or ``None``; it is not kept longer."""
        found = self._found(self._key(kind, parts))
        return found[0] if found else None

    def last(self, kind: str) -> object:
        """Return what a build kept of a kind by :meth:`keep_last`, or ``None``.

        It was made of something else than this build is: who asks must see of what.
        """
        if self._path is None:
            return None
        with suppress(Exception):
            with self._last_path(self._path, kind).open("rb") as file:
                # As safe as the file beside it; a damaged one counts as none.
                found = pickle.load(file)  # noqa: S301
            return cast("tuple[object]", found)[0]
        return None

    def keep_last(self, kind: str, made: object) -> None:
        """Keep one piece of work of a kind, in place of that of the build before.

        It has a file of its own: it may be large, and to change it in the file of all would have
        the old one emptied and both written a second time. It is written now, for its bytes would
        take as much memory again, and counts when all is saved.
        """
        if self._path is None:
            return
        path = self._last_path(self._path, kind)
        part = path.with_suffix(".part.pickle")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                pickle_into(file, (made,))
            self._new_last[part] = path

    def drawer(self, kind: str, parts: Iterable[str]) -> Drawer:
        """Return the drawer of a thing that is made from ``parts``, with what is in it.

        A build that asks for one of a kind asks for all before it saves: the others go.
        """
        if self._path is None:
            return Drawer()
        here, key = self._drawers.setdefault(kind, {}), self._key(kind, parts)
        self._used.setdefault(_DRAWERS + kind, set()).add(key)
        if key not in here:
            if self._left is None:
                self._left = self._all_drawers()
            here[key] = Drawer(self._left.get(key, b""))
        return here[key]

    def _all_drawers(self) -> dict[bytes, bytes]:
        """Return what the build before left in its drawers."""
        reading = self._open()
        if reading is None:
            return {}
        try:
            rows = reading.execute(
                "SELECT key, made FROM work WHERE kind >= ? AND kind < ?",
                (_DRAWERS, f"{_DRAWERS}~"),
            )
            return dict(rows.fetchall())
        except sqlite3.Error:
            self._drop()
            return {}

    def _save_drawers(self) -> None:
        for kind, here in self._drawers.items():
            changed = ((key, one) for key, one in here.items() if one.is_changed)
            self._new += [(key, _DRAWERS + kind, one.packed()) for key, one in changed]

    def name_cable(self, cable_id: str, parts: Iterable[str]) -> None:
        """Say what an edited cable is made from, for :meth:`of_cable`."""
        if self._path is not None:
            self._keys[cable_id] = self._key("cable", parts)

    def of_cable(
        self,
        kind: str,
        cable_id: str,
        parts: Iterable[str],
        make: Callable[[], _Made],
        *,
        again: bool = False,
    ) -> _Made:
        """Return what was made of a cable and ``parts``; of a cable not named it is made anew."""
        key = self._keys.get(cable_id)
        return make() if key is None else self.of(kind, (key.hex(), *parts), make, again=again)

    def made_of(self, cable_id: str) -> str:
        """Return what stands for all that a named cable is made of, or nothing for another."""
        return self._keys.get(cable_id, b"").hex()

    def still_of_cable(self, kind: str, cable_id: str, parts: Iterable[str]) -> None:
        """Keep what was made of a cable and ``parts`` for one build more, as :meth:`still`."""
        if key := self._keys.get(cable_id):
            self.still(kind, (key.hex(), *parts))

    def forget(self) -> None:
        """Take away what is kept, and keep nothing from here on."""
        self._close()
        self._remove()
        self._path = None
        self._new.clear()
        self._new_last.clear()
        self._held.clear()
        self._keys.clear()
        self._drawers.clear()
        self._beside.clear()

    def save(self) -> None:
        """Keep what was made, and take away what no kind of work of this build asked for."""
        self._close()
        if self._path is None:
            return
        for save in self._beside:
            save()
        self._save_drawers()
        # What was asked for only grows.
        sweep = {kind for kind, used in self._used.items() if len(used) != self._swept.get(kind)}
        if not self._new and not sweep and not self._new_last:
            return
        with suppress(sqlite3.Error, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path)) as file, file:
                # What is deleted is gone from the file, and a killed build leaves the old state.
                file.execute("PRAGMA secure_delete = ON")
                file.execute("PRAGMA synchronous = OFF")
                if not self._is_ours(file):
                    for path in self._path.parent.glob("cable-last-*.pickle"):
                        if path not in self._new_last:
                            path.unlink()
                    file.execute("DROP TABLE IF EXISTS work")
                    file.execute("DROP TABLE IF EXISTS program")
                    file.execute(_TABLE)
                    file.execute(_INDEX)
                    file.execute("CREATE TABLE program (name TEXT)")
                    file.execute("INSERT INTO program VALUES (?)", (self._program,))
                new = {key for key, _, _ in self._new}
                gone = [
                    (key,)
                    for key, kind in file.execute("SELECT key, kind FROM work").fetchall()
                    if key in new or (kind in sweep and key not in self._used[kind])
                ]
                file.executemany("DELETE FROM work WHERE key = ?", gone)
                file.executemany("INSERT OR REPLACE INTO work VALUES (?, ?, ?)", self._new)
            for part, path in self._new_last.items():
                part.replace(path)
            if gone and self._path.stat().st_size < _SMALL:
                with closing(sqlite3.connect(self._path)) as file:
                    file.execute("PRAGMA synchronous = OFF")
                    file.execute("VACUUM")
        self._swept = {kind: len(used) for kind, used in self._used.items()}
        self._new.clear()
        self._new_last.clear()
        self._is_there = None

    def _last_path(self, beside: Path, kind: str) -> Path:
        return beside.with_name(f"cable-last-{self._key(kind, ()).hex()}.pickle")

    def _key(self, kind: str, parts: Iterable[str]) -> bytes:
        return digest_of((self._made_by, kind, *parts), _KEY)

    def _is_ours(self, file: sqlite3.Connection) -> bool:
        with suppress(sqlite3.Error):
            return file.execute("SELECT name FROM program").fetchall() == [(self._program,)]
        return False

    def _found(self, key: bytes) -> tuple[object] | None:
        reading = self._open()
        if reading is None:
            return None
        try:
            row = reading.execute("SELECT made FROM work WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            # As safe as the pickles that Sphinx keeps of every page in the same folder.
            return cast("tuple[object]", pickle.loads(row[0]))  # noqa: S301
        except Exception:  # noqa: BLE001 (a damaged file may raise anything, and counts as none)
            self._drop()
            return None

    def _open(self) -> sqlite3.Connection | None:
        """Return the file for reading, or ``None`` if there is none."""
        if self._path is None:
            return None
        # One that was opened before a process was forked belongs to the other.
        if self._reading is None or self._process != os.getpid():
            if self._is_there is None:
                self._is_there = self._path.is_file()
            if not self._is_there:
                return None
            try:
                self._reading, self._process = sqlite3.connect(self._path), os.getpid()
            except sqlite3.Error:
                self._drop()
                return None
        return self._reading

    def _drop(self) -> None:
        """Take away a file that cannot be read."""
        self._close()
        with suppress(OSError):
            self._remove()

    def _remove(self) -> None:
        self._is_there = None
        if self._path is not None:
            # What a killed build was about to change stands beside the file.
            journal = self._path.with_name(f"{self._path.name}-journal")
            notes = (path for name in NOTES for path in self._path.parent.glob(name))
            for path in (self._path, journal, *notes):
                path.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._reading is not None:
            self._reading.close()
            self._reading = None
