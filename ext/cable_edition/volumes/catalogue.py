"""The catalogue: the digests of all volumes in one file, and what it tells each volume.

From it each volume learns of the others what its pages say of them, and nothing else; so a volume
is built again only where that has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.cable.ids import ID
from cable_edition.core.edition.references import Citation
from cable_edition.core.edition.wanted import serial_holes
from cable_edition.core.edition.whole import WholeEdition
from cable_edition.core.edition.wider import Neighbours, Other, Wider
from cable_edition.core.pages.anchors import page_name
from cable_edition.core.pages.emendation_pages import FOLDER
from cable_edition.core.pages.list_pages import part_names, year_said
from cable_edition.core.quotations.quoted import Verdict
from cable_edition.core.words import say
from cable_edition.volumes.digest import NAMES, TABLES
from cable_edition.volumes.looking import checksum

#: A cable, or a place of one, named in a chapter, a register or a sidecar.
_NAMED = re.compile(rf"(?<![A-Z0-9])(?P<cable>{ID})(?:#(?P<anchor>[a-z][A-Za-z0-9-]*))?")
_INDEXES = """
CREATE INDEX place_entry ON place (kind, entry, cable);
CREATE INDEX placed_entry ON placed (kind, entry);
CREATE INDEX cable_volume ON cable (volume);
CREATE INDEX cites_cable ON cites (cable);
CREATE INDEX cites_cited ON cites (cited);
CREATE TABLE member (kind TEXT, key TEXT, cable TEXT, rank INTEGER);
INSERT INTO member SELECT 'date', '', id, 0 FROM cable;
INSERT INTO member SELECT 'post', post, id, 1 FROM cable WHERE post <> '';
INSERT INTO member SELECT 'classification', classification, id, 2 FROM cable
    WHERE classification <> '';
CREATE TEMP TABLE first AS SELECT code, min(number) AS number FROM (
    SELECT code, row_number() OVER (ORDER BY date, head, serial, place) AS number
    FROM tag JOIN cable ON cable.id = tag.cable
) GROUP BY code;
-- TAGS stand in the order in which the cables have them first, behind them the entries.
INSERT INTO member SELECT 'tag', tag.code, cable, 3 + number FROM tag
    JOIN first ON first.code = tag.code;
INSERT INTO member SELECT kind, entry, cable,
    CASE kind WHEN 'person' THEN 1000000000000 ELSE 1000000000001 END FROM entry;
CREATE TABLE neighbour AS
    SELECT cable.volume AS volume, cable.id AS cable, kind, key, rank,
        lag(cable.id, 1, '') OVER orders AS before, lead(cable.id, 1, '') OVER orders AS after
    FROM member JOIN cable ON cable.id = member.cable
    WINDOW orders AS (PARTITION BY kind, key ORDER BY date, head, serial);
CREATE INDEX neighbour_volume ON neighbour (volume, cable, rank, key);
"""


#: What volumes tell one another of their cables; the words of these and of their places are not in
#: it, so that most edits leave it as it is.
_SEEN = (
    """SELECT id, date, head, serial, subject, post, origin, classification, emended, anchors
    FROM cable ORDER BY id""",
    "SELECT cable, place, code FROM tag ORDER BY cable, place",
    "SELECT cable, kind, entry FROM entry ORDER BY cable, kind, entry",
    "SELECT cable, place, cited, places FROM cites ORDER BY cable, place",
    "SELECT cable, name FROM flag ORDER BY cable, name",
    "SELECT cable FROM related ORDER BY cable",
)


def seen_of(digest: Path) -> str:
    """Return what stands for all that other volumes are told of the cables of a digest."""
    found = hashlib.sha256()
    with closing(sqlite3.connect(digest)) as file:
        for question in _SEEN:
            for row in file.execute(question):
                found.update(f"{row!r}\n".encode("utf-8", "surrogatepass"))
            found.update(b"\n")
    return found.hexdigest()


class Noted(NamedTuple):
    """What a catalogue was made of: the digest of each volume, what others see of it, the rest.

    ``quoted`` stands for what the cables say of the quotations of the register.
    """

    made: dict[str, str]
    seen: dict[str, str]
    around: str
    quoted: str = ""

    @classmethod
    def read(cls, note: Path) -> Noted:
        """Read a note; nothing is known where it is none."""
        with suppress(OSError, ValueError, TypeError):
            found = cls(*json.loads(note.read_text("utf-8")))
            if isinstance(found.made, dict) and isinstance(found.seen, dict):
                return found
        return cls({}, {}, "")

    def seen_of(self, volume: str, made: str) -> str:
        """Return what others see of a volume, if it is made of the same; else nothing."""
        return self.seen.get(volume, "") if self.made.get(volume) == made else ""

    def text(self) -> str:
        """Return it as :meth:`read` reads it."""
        return json.dumps([*self])


def write_catalogue(path: Path, digests: Mapping[str, Path]) -> None:
    """Merge the digests of volumes, given by name, into one file, in place of what was there.

    The cables themselves stay in the digests, which stand in folders beside each other.
    """
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as out:
        out.execute("PRAGMA synchronous = OFF")
        out.execute("PRAGMA journal_mode = OFF")
        out.executescript(TABLES)
        out.execute("ALTER TABLE cable ADD COLUMN volume TEXT")
        out.execute("CREATE TABLE volume (name TEXT PRIMARY KEY, digest TEXT, sha256 TEXT)")
        for volume, digest in sorted(digests.items()):
            told = (volume, f"{digest.parent.name}/{digest.name}", checksum(digest))
            out.execute("INSERT INTO volume VALUES (?, ?, ?)", told)
            out.commit()
            out.execute("ATTACH DATABASE ? AS digest", (str(digest),))
            with out:
                for name in NAMES:
                    more = ", ?" if name == "cable" else ""
                    out.execute(
                        f"INSERT INTO main.{name} SELECT *{more} FROM digest.{name}",  # noqa: S608
                        (volume,) if more else (),
                    )
            out.execute("DETACH DATABASE digest")
        out.executescript(_INDEXES)
        out.commit()


class Catalogue:
    """Reads a catalogue; a context manager closes it."""

    def __init__(self, path: Path, per_page: int) -> None:
        self._path = path
        self._file = sqlite3.connect(path)
        self._lists = self._emendation_pages(per_page)
        self._tags = self._column("SELECT DISTINCT code FROM tag ORDER BY code")
        self._posts = self._column("SELECT DISTINCT post FROM cable WHERE post <> '' ORDER BY post")

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _column(self, question: str, *values: object) -> tuple[str, ...]:
        return tuple(row[0] for row in self._file.execute(question, values))

    def _emendation_pages(self, per_page: int) -> dict[str, tuple[str, str]]:
        """Return for each cable with emendations its volume and the page that lists them."""
        found: dict[str, tuple[str, str]] = {}
        page, filled = 1, 0
        rows = self._file.execute(
            "SELECT id, volume, emended FROM cable WHERE emended > 0 ORDER BY date, head, serial"
        )
        for cable, volume, count in rows:
            if filled and filled + count > per_page:
                page, filled = page + 1, 0
            found[cable] = (volume, page_name(FOLDER, page))
            filled += count
        return found

    def cables(self) -> int:
        """Return the number of cables."""
        return int(self._file.execute("SELECT count(*) FROM cable").fetchone()[0])

    def volumes_of_cables(self) -> list[tuple[str, str]]:
        """Return each cable with its volume, in the order of the edition."""
        question = "SELECT id, volume FROM cable ORDER BY date, head, serial"
        return self._file.execute(question).fetchall()

    def ids(self, volume: str) -> tuple[str, ...]:
        """Return the cables of a volume."""
        return self._column("SELECT id FROM cable WHERE volume = ? ORDER BY id", volume)

    def wider(
        self,
        volume: str,
        named: Iterable[tuple[str, str]],
        pages: Mapping[str, str],
        quoted: tuple[Verdict, ...] = (),
    ) -> Wider:
        """Return what a volume must know of the others.

        ``named`` are the cables that editors name in chapters, registers and sidecars, and their
        places, as :meth:`named` gives them; ``pages`` are those of :meth:`pages`, ``quoted`` the
        quotations of the register, checked.
        """
        cited_by, neighbours = self._cited_by(volume), self._neighbours(volume)
        citing = [one for found in cited_by.values() for one in found]
        places = {f"{one.citing}#{place}" for one in citing for place in one.places}
        cables = {one.citing for one in citing}
        cables |= {row.before for rows in neighbours.values() for row in rows}
        cables |= {row.after for rows in neighbours.values() for row in rows}
        question = (
            "SELECT DISTINCT cited FROM cites JOIN cable ON cable.id = cites.cable WHERE volume = ?"
        )
        cables |= {*self._column(question, volume)}
        for cable, anchor in named:
            cables.add(cable)
            places |= {f"{cable}#{anchor}"} if anchor else set()
        others = dict(self._others(volume, cables))
        return Wider(
            others=others,
            places=frozenset(place for place in places if place.partition("#")[0] in others),
            cited_by=cited_by,
            neighbours=neighbours,
            tags=self._tags,
            posts=self._posts,
            lists={cable: page for cable, (of, page) in self._lists.items() if of == volume},
            pages=pages,
            quoted=quoted,
        )

    def pages(self, per_page: int) -> dict[str, str]:
        """Return the titles of the lists that the front has, by page.

        ``per_page`` is how many cables stand on a page of them.
        """
        found = {"cables/index": say("Cables")}
        if self.cables() > per_page:
            years = self._file.execute(
                "SELECT coalesce(nullif(substr(date, 1, 4), ''), 'undated'), count(*) FROM cable"
                " GROUP BY 1 ORDER BY min(date)"
            )
            found |= {
                f"parts/{name}": say("Cables, {year}", year=year_said(name))
                for name in part_names(years, per_page)
            }
        if self._lists:
            found[page_name(FOLDER, 1)] = say("Emendations")
        found |= {
            "chronology/index": say("Chronology"),
            "classifications/index": say("Classifications"),
        }
        question = "SELECT 1 FROM cites UNION ALL SELECT 1 FROM related LIMIT 1"
        if self._file.execute(question).fetchone():
            found["references/index"] = say("References")
        found["missing/index"] = say("What is missing")
        if self._is_wanted():
            found["missing/wanted"] = say("Wanted")
        if self._has("withheld"):
            found["missing/withheld"] = say("What was withheld")
        return found

    def _has(self, flag: str) -> bool:
        question = "SELECT 1 FROM flag WHERE name = ? LIMIT 1"
        return self._file.execute(question, (flag,)).fetchone() is not None

    def _is_wanted(self) -> bool:
        """Whether there is anything to be told on the wanted list."""
        question = (
            "SELECT 1 FROM flag WHERE name LIKE 'wants %' AND substr(name, 7) NOT IN"
            " (SELECT id FROM cable UNION"
            " SELECT substr(name, 7) FROM flag WHERE name LIKE 'alias %') LIMIT 1"
        )
        found = self._file.execute(question).fetchone() or self._has("unsettled")
        return bool(found) or bool(serial_holes(WholeEdition(self._path).cables()))

    def front(self, named: Iterable[tuple[str, str]]) -> Wider:
        """Return what the front must know: every cable, and each place that references name."""
        rows = self._file.execute("SELECT id, date, subject FROM cable ORDER BY date, head, serial")
        others = {cable: Other(*told) for cable, *told in rows}
        places = {
            f"{cable}#{place}"
            for cable, found in self._file.execute("SELECT cable, places FROM cites")
            for place in json.loads(found)
        }
        places |= {f"{cable}#{anchor}" for cable, anchor in named if anchor}
        return Wider(
            others=others,
            places=frozenset(places),
            tags=self._tags,
            posts=self._posts,
            neighbours={},
        )

    def _others(self, volume: str, named: Iterable[str]) -> Iterator[tuple[str, Other]]:
        for cable in sorted(named):
            row = self._file.execute(
                "SELECT date, subject FROM cable WHERE id = ? AND volume <> ?", (cable, volume)
            ).fetchone()
            if row:
                yield cable, Other(*row)

    def _cited_by(self, volume: str) -> dict[str, tuple[Citation, ...]]:
        found: dict[str, list[Citation]] = {}
        rows = self._file.execute(
            "SELECT cited, citing.id, places FROM cable"
            " JOIN cites ON cites.cited = cable.id JOIN cable AS citing ON citing.id = cites.cable"
            " WHERE cable.volume = ? AND citing.volume <> cable.volume"
            " ORDER BY cited, citing.date, citing.head, citing.serial",
            (volume,),
        )
        for cited, citing, places in rows:
            found.setdefault(cited, []).append(Citation(citing, tuple(json.loads(places))))
        return {cable: tuple(every) for cable, every in found.items()}

    def _neighbours(self, volume: str) -> dict[str, tuple[Neighbours, ...]]:
        found: dict[str, list[Neighbours]] = {}
        rows = self._file.execute(
            "SELECT cable, kind, key, before, after FROM neighbour WHERE volume = ?"
            " ORDER BY cable, rank, key",
            (volume,),
        )
        for cable, *row in rows:
            one = Neighbours(*row)
            if one.before or one.after:
                found.setdefault(cable, []).append(one)
        return {cable: tuple(every) for cable, every in found.items()}

    def named(self, words: Iterable[str]) -> list[tuple[str, str]]:
        """Return the cables that texts of editors name, each with an anchor it has, or none."""
        seen: set[tuple[str, str]] = set()
        for text in words:
            for match in _NAMED.finditer(text):
                seen.add((match["cable"], match["anchor"] or ""))
        found = []
        for cable, anchor in sorted(seen):
            row = self._file.execute("SELECT anchors FROM cable WHERE id = ?", (cable,)).fetchone()
            if row:
                found.append((cable, anchor if anchor in json.loads(row[0]) else ""))
        return found
