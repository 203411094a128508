"""The digest of a volume: what other volumes and the lists of the whole must know of its cables.

It is made of the edition as it is published, so nothing that is withheld is in it.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

from cable_edition.core.cable.ids import in_order, parse_id
from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.model import EditedCable, Edition
from cable_edition.core.edition.neighbours import ENTRY_KINDS
from cable_edition.core.edition.references import build_graph
from cable_edition.core.edition.shelved import layers_of, shelved_form
from cable_edition.core.edition.wanted import unsettled, wanted_list
from cable_edition.core.edition.withheld_places import withheld_places
from cable_edition.core.kept_work import KeptWork
from cable_edition.core.problems import Problem
from cable_edition.core.proof.leaks import discreet
from cable_edition.core.reading.readers.registry import other_readers
from cable_edition.core.settings.edition_file import NAME, load_file
from cable_edition.core.whole_file import part_of
from cable_edition.core.words import speak
from cable_edition.sphinx_ext.generate import KEPT
from cable_edition.volumes.task import DIGEST
from cable_edition.volumes.work import program

#: Its tables; a catalogue has the same.
TABLES = """
CREATE TABLE cable (
    id TEXT PRIMARY KEY, date TEXT, head TEXT, serial INTEGER, subject TEXT, post TEXT,
    origin TEXT, classification TEXT, emended INTEGER, anchors TEXT, layers TEXT, made_of TEXT
) WITHOUT ROWID;
CREATE TABLE tag (cable TEXT, place INTEGER, code TEXT);
CREATE TABLE entry (cable TEXT, kind TEXT, entry TEXT);
CREATE TABLE cites (cable TEXT, place INTEGER, cited TEXT, places TEXT);
CREATE TABLE place (
    kind TEXT, entry TEXT, cable TEXT, number INTEGER, anchor TEXT, before TEXT, words TEXT,
    after TEXT, sense TEXT
);
CREATE TABLE placed (kind TEXT, entry TEXT, mark TEXT);
CREATE TABLE related (cable TEXT, made BLOB);
CREATE TABLE flag (cable TEXT, name TEXT);
"""
NAMES = ("cable", "tag", "entry", "cites", "place", "placed", "related", "flag")
#: The cables themselves, which the catalogue leaves in the digests.
_MADE = """
CREATE TABLE made (cable TEXT PRIMARY KEY, made BLOB) WITHOUT ROWID;
CREATE TABLE error (code TEXT, message TEXT, path TEXT, line INTEGER);
"""


def digest_volume(folder: Path) -> list[Problem]:
    """Write the digest of the volume in ``folder``, and return the problems that stop it.

    Without any the digest is whole. What was read is kept for the build of the volume.
    """
    file, problems = load_file(folder / NAME)
    if problems:
        return problems
    speak(file.settings.language)
    kept = KeptWork(file.documents.resolve() / "_build" / "doctrees" / KEPT, program())
    if other_readers():
        kept.forget()
    edition = assemble(file.sources.resolve(), file.registers.resolve(), kept=kept)
    kept.save()
    redacted = tuple(edition.redacted.values())
    if fatal := [one for one in edition.problems if one.fatal]:
        return discreet(fatal, redacted)
    path = folder / DIGEST
    part = part_of(path)
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as out, closing(_Before(path)) as before:
        out.execute("PRAGMA synchronous = OFF")
        out.executescript(TABLES)
        out.executescript(_MADE)
        with out:
            for one in edition.cables:
                made_of = _made_of(edition, one)
                row, codes, flags, made = before.told(one.id, made_of) or _told(one)
                out.execute(
                    "INSERT INTO cable VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, made_of)
                )
                tags = ((one.id, place, code) for place, code in enumerate(codes))
                out.executemany("INSERT INTO tag VALUES (?, ?, ?)", tags)
                out.executemany(
                    "INSERT INTO flag VALUES (?, ?)", ((one.id, name) for name in flags)
                )
                out.execute("INSERT INTO made VALUES (?, ?)", (one.id, made))
            out.executemany("INSERT INTO entry VALUES (?, ?, ?)", _entries(edition))
            out.executemany("INSERT INTO cites VALUES (?, ?, ?, ?)", _cites(edition))
            places = _places(edition)
            out.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
            out.executemany("INSERT INTO placed VALUES (?, ?, ?)", _marks(edition))
            errors = (
                (one.code, one.message, one.path, one.line)
                for one in discreet(edition.problems, redacted)
                if one.is_error
            )
            out.executemany("INSERT INTO error VALUES (?, ?, ?, ?)", errors)
            found = ((cable, _pickled(one)) for cable, one in edition.related.items())
            out.executemany("INSERT INTO related VALUES (?, ?)", found)
    part.replace(path)
    return []


def errors_of(digest: Path) -> Iterator[Problem]:
    """Yield the errors of a volume that stop no build, and that a proof and a release tell of."""
    with closing(sqlite3.connect(digest)) as file:
        for row in file.execute("SELECT code, message, path, line FROM error"):
            yield Problem(*row)


#: What a digest has of a cable: its row without what it is made of, its TAGS, flags, itself.
_Told = tuple[tuple[object, ...], list[str], list[str], bytes]


class _Before:
    """The digest that is there already: of cables made of the same it is copied.

    One that cannot be read tells nothing. :func:`_made_of` counts the program too.
    """

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path) if path.is_file() else sqlite3.connect(":memory:")
        self._tags = self._listed("SELECT cable, code FROM tag ORDER BY place")
        self._flags = self._listed("SELECT cable, name FROM flag ORDER BY rowid")

    def _listed(self, question: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        with suppress(sqlite3.Error):
            for cable, one in self._file.execute(question):
                found.setdefault(cable, []).append(one)
        return found

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def told(self, cable: str, made_of: str) -> _Told | None:
        """Return what it has of a cable, if that was made of the same."""
        if not made_of:
            return None
        with suppress(sqlite3.Error):
            found = self._file.execute(
                "SELECT cable.*, made FROM cable JOIN made ON made.cable = id"
                " WHERE id = ? AND made_of = ?",
                (cable, made_of),
            ).fetchone()
            if found:
                *row, _, made = found
                return tuple(row), self._tags.get(cable, []), self._flags.get(cable, []), made
        return None


def _told(one: EditedCable) -> _Told:
    codes = dict.fromkeys(tag.text for tag in one.cable.opening.tags)
    return _cable(one), [*codes], [*_flags(one)], shelved_form(one)


def _cable(one: EditedCable) -> tuple[object, ...]:
    parts = parse_id(one.id)
    emended = sum(map(len, one.emendations.values())) + len(one.cable.corrections)
    places = dict.fromkeys((*(anchor for anchor, _ in one.texts), *_added(one)))
    anchors = json.dumps([*places])
    post = parts.post if parts else ""
    said = one.id, one.date, *in_order(one.id), one.subject, post, one.origin, one.classification
    return *said, emended, anchors, layers_of(one)


def _made_of(edition: Edition, one: EditedCable) -> str:
    """Return what stands for all that a cable is made of, or nothing where that is not known."""
    sidecar = edition.sidecars.get(one.id)
    # Of other witnesses and of what is withheld the number says nothing.
    if one.witnesses or one.redactions or (sidecar and sidecar.compared):
        return ""
    return edition.kept.made_of(one.id)


def _entries(edition: Edition) -> Iterator[tuple[str, str, str]]:
    for (kind, entry), places in edition.places.items():
        if kind in ENTRY_KINDS:
            for cable in dict.fromkeys(place.cable for place in places):
                yield cable, kind, entry


def _cites(edition: Edition) -> Iterator[tuple[str, int, str, str]]:
    graph = build_graph(edition.cables)
    for cable, cited in graph.cites.items():
        for number, (to, places) in enumerate(cited.items()):
            yield cable, number, to, json.dumps(places)


def _added(one: EditedCable) -> Iterator[str]:
    """Yield the places that its page has besides those of its words."""
    for witness in one.witnesses:
        yield from (row.anchor for row in witness.added)
    for found in one.emendations.values():
        yield from (place.id for place in found)
    yield from (note.id for note in one.notes)


def _flags(one: EditedCable) -> Iterator[str]:
    """Yield what the contents of the whole must know: some pages are there for one cable's sake."""
    yield from (f"alias {alias}" for alias in one.cable.aliases)
    if withheld_places((one,)):
        yield "withheld"
    if unsettled((one,)):
        yield "unsettled"
    yield from (f"wants {wanted.id}" for wanted in wanted_list((one,), {}))


def _places(edition: Edition) -> Iterator[tuple[object, ...]]:
    """Yield each place at which an entry occurs."""
    for (kind, entry), found in edition.places.items():
        for number, one in enumerate(found):
            said = one.anchor, one.before, one.words, one.after, one.sense
            yield kind, entry, one.cable, number, *said


def _marks(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Yield for each entry what stands for its places, and for the order of their cables."""
    order = {one.id: repr((one.date, *in_order(one.id))) for one in edition.cables}
    for (kind, entry), found in edition.places.items():
        mark = sha256()
        for one in found:
            said = one.anchor, one.before, one.words, one.after, one.sense
            mark.update(f"{one.cable} {order[one.cable]} {said!r}\n".encode("utf-8", "replace"))
        yield kind, entry, mark.hexdigest()


def _pickled(one: object) -> bytes:
    return zlib.compress(pickle.dumps(one), 1)
