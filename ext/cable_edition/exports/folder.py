"""The folder of data files: every export of an edition under one roof, written as a stream.

A file is written only if its bytes differ, and files that an earlier run wrote and this one does
not are taken away, but only those whose names are of our making.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.edition.emendations_data import NAME as EMENDATIONS
from cable_edition.core.edition.emendations_data import emendations_text
from cable_edition.core.problems import Problem
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.core.settings.model import DATA_KINDS
from cable_edition.exports.beacon import BEACON_FILES, beacon_files
from cable_edition.exports.cable_json import cable_line, cable_schema, dumps
from cable_edition.exports.citation_files import CITATION_FILES, CitationFile, entries_of
from cable_edition.exports.cmif import cmif_parts
from cable_edition.exports.collation_tei import COLLATION, collation_tei
from cable_edition.exports.datasets import parquet_files
from cable_edition.exports.datasets.files import (
    PARQUET_FOLDER,
    TABLES_FOLDER,
    TableFiles,
    names_of_parquet,
)
from cable_edition.exports.info import EditionInfo
from cable_edition.exports.linked_data import LinkedData
from cable_edition.exports.registers_json import register_parts, registers_schema
from cable_edition.exports.side_tables import SIDE_FILES, side_files
from cable_edition.exports.tables import table_head, table_line
from cable_edition.exports.tei import TeiFiles

#: The folder of the data files in the built site.
SITE_FOLDER = "data"
#: The kind, and the folder, of Distributed Text Services, which have a setting of their own.
DTS = "dts"
#: The same of Web Annotations.
ANNOTATIONS = "annotations"
#: What can be exported of every edition, in the order of the command's help; and what of one whose
#: settings say so.
KINDS = DATA_KINDS
CHOSEN_KINDS = (DTS, ANNOTATIONS)
_KIND_OF = {
    "tei": "tei",
    "corpus.xml": "tei",
    COLLATION: "tei",
    "cmif.xml": "cmif",
    "json": "json",
    "cables.jsonl": "json",
    "registers.json": "json",
    "schema": "json",
    EMENDATIONS: "json",
    "cables.csv": "csv",
    "citations.json": "citations",
    "citations.bib": "citations",
    "citations.ris": "citations",
    "edition.jsonld": "linked-data",
    **dict.fromkeys(BEACON_FILES.values(), "linked-data"),
    DTS: DTS,
    TABLES_FOLDER: "tables",
    PARQUET_FOLDER: "parquet",
    **SIDE_FILES,
    ANNOTATIONS: ANNOTATIONS,
}
#: The registers as JSON, and the kind under which it is kept which files follow from lists.
_REGISTERS, _OF_LISTS = "registers.json", "data of lists"
#: Ends the name of a file while it is written.
_PART = ".part"
#: Called after each cable with (done, all).
Progress = Callable[[int, int], None]


def kind_of(path: str) -> str:
    """Return the kind of export that writes a file of the folder; empty for no such file.

    Parts of the TEI file of a cable, in a folder of its name, are those of Distributed Text
    Services.
    """
    if path.startswith("tei/") and path.count("/") > 1:
        return DTS
    return _KIND_OF.get(path.partition("/")[0], "")


def _of_part(name: str) -> str:
    """Return the name of the file of which a file is a part; empty if it is none."""
    is_part = name.startswith(".") and name.endswith(_PART)
    return name.removeprefix(".").removesuffix(_PART) if is_part else ""


class DataFolder:
    """Writes the exports of an edition into a folder.

    ``json/ID.json`` and ``tei/ID.xml`` hold one cable each, ``cables.jsonl``, ``corpus.xml``,
    ``cables.csv``, ``cmif.xml``, ``citations.*``, ``edition.jsonld``, ``beacon-*.txt`` and
    ``registers.json`` the whole edition, and so do the tables in ``tables`` and ``parquet``.
    Parquet is left out where pyarrow is not installed; ``left_out`` says so then. ``around`` stands
    for all that lists and registers have, where that is known.
    """

    def __init__(self, folder: Path, edition: Edition, info: EditionInfo, around: str = "") -> None:
        self._folder = folder
        self._edition = edition
        self._info = info.of_releases(edition.releases.declared)
        self._given = repr(self._info)
        self._around = around
        self.changed = 0
        self.left_out = ""

    @property
    def cables(self) -> int:
        """How many cables the edition has."""
        return len(self._edition.cables)

    def write(self, kinds: Iterable[str] = KINDS, progress: Progress | None = None) -> None:
        """Write the exports of ``kinds``; memory does not grow with the number of cables."""
        wanted = self._possible(frozenset(kinds))
        self._folder.mkdir(parents=True, exist_ok=True)
        self._whole_files(wanted)
        tei = TeiFiles(self._edition, self._info) if "tei" in wanted else None
        with ExitStack() as stack:
            lines = stack.enter_context(self._stream("cables.jsonl")) if "json" in wanted else None
            rows = stack.enter_context(self._stream("cables.csv")) if "csv" in wanted else None
            corpus = stack.enter_context(self._stream("corpus.xml")) if tei else None
            if rows:
                rows.add(table_head())
            if tei and corpus:
                corpus.add(tei.corpus_head())
            citations = self._citation_streams(stack) if "citations" in wanted else []
            tables = stack.enter_context(
                TableFiles(self._folder, self._edition, self._info, wanted)
            )
            total = len(self._edition.cables)
            for done, one in enumerate(self._edition.cables, 1):
                if lines:
                    lines.write(self._line(one))
                if rows:
                    rows.add(self._row(one))
                if tei and corpus:
                    alone, within = tei.cable(one)
                    self._file(f"tei/{one.id}.xml", alone)
                    corpus.add(within)
                if citations:
                    entries = entries_of(one, self._info, self._edition.kept, self._given)
                    for (file, stream), entry in zip(citations, entries, strict=True):
                        stream.add((file.between if done > 1 else "") + entry)
                tables.add(one)
                if progress:
                    progress(done, total)
            for file, stream in citations:
                stream.add(file.foot)
            if tei and corpus:
                corpus.add(tei.corpus_foot())
            tables.finish()
        self._prune(wanted)
        self._edition.kept.save()

    def keep_only(self, kinds: Iterable[str]) -> None:
        """Take away what earlier runs wrote of other kinds, or left half written."""
        for root, folders, files in os.walk(self._folder, topdown=False):
            inside = Path(root).relative_to(self._folder).as_posix()
            before = "" if inside == "." else f"{inside}/"
            for name in (f"{before}{file}" for file in files):
                kind = kind_of(name)
                # A site has that of emendations for its register, whatever other data it has.
                is_other = kind and kind not in kinds and name != EMENDATIONS
                if is_other or kind_of(_of_part(name)):
                    (self._folder / name).unlink()
            for path in (Path(root, name) for name in folders):
                if kind_of(path.relative_to(self._folder).as_posix()) and not any(path.iterdir()):
                    path.rmdir()
        if self._folder.is_dir() and not any(self._folder.iterdir()):
            self._folder.rmdir()

    def _possible(self, wanted: frozenset[str]) -> frozenset[str]:
        """Return the kinds that can be written here; what an earlier run wrote of others goes."""
        if "parquet" not in wanted or parquet_files.is_there():
            return wanted
        self.left_out = parquet_files.LEFT_OUT
        for name in names_of_parquet():
            (self._folder / name).unlink(missing_ok=True)
        with suppress(OSError):
            (self._folder / PARQUET_FOLDER).rmdir()
        return wanted - {"parquet"}

    def _citation_streams(self, stack: ExitStack) -> list[tuple[CitationFile, _Stream]]:
        streams = []
        for file in CITATION_FILES:
            stream = stack.enter_context(self._stream(file.name))
            stream.add(file.head)
            streams.append((file, stream))
        return streams

    def _whole_files(self, wanted: frozenset[str]) -> None:
        if "json" in wanted:
            self._file("schema/cable.schema.json", dumps(cable_schema()) + "\n")
            self._file("schema/registers.schema.json", dumps(registers_schema()) + "\n")
            if emended := emendations_text(self._edition.cables):
                self._file(EMENDATIONS, emended)
            else:
                (self._folder / EMENDATIONS).unlink(missing_ok=True)
        self._of_lists(wanted)
        if "tei" in wanted:
            for one in self._edition.cables:
                if one.witnesses:
                    self._file(f"{COLLATION}/{one.id}.xml", collation_tei(one, self._info))
        if "cmif" in wanted:
            self._parts("cmif.xml", cmif_parts(self._edition, self._info))
        if "linked-data" in wanted:
            self._parts("edition.jsonld", LinkedData(self._edition, self._info).parts())
            self._beacons()

    def _of_lists(self, wanted: frozenset[str]) -> None:
        """Have the files that follow from lists and registers, and leave those that still do."""
        names = {
            name: kind
            for name, kind in {_REGISTERS: "json", **SIDE_FILES}.items()
            if kind in wanted
        }
        work, given = self._edition.kept, (self._around, *names)
        if self._around and names and work.was(_OF_LISTS, given) == self._digests(names):
            work.still(_OF_LISTS, given)
            return
        if _REGISTERS in names:
            self._parts(_REGISTERS, register_parts(self._edition))
        self._side_files(wanted)
        if self._around and names:
            work.keep(_OF_LISTS, given, self._digests(names))

    def _digests(self, names: Iterable[str]) -> dict[str, str]:
        """Return what stands for each of these files that is there."""
        found = {}
        for name in names:
            with suppress(FileNotFoundError):
                found[name] = sha256((self._folder / name).read_bytes()).hexdigest()
        return found

    def _side_files(self, wanted: frozenset[str]) -> None:
        kept = set()
        has_side = not wanted.isdisjoint(SIDE_FILES.values())
        for name, kind, text in side_files(self._edition) if has_side else ():
            if kind in wanted:
                self._file(name, text)
                kept.add(name)
        for name, kind in SIDE_FILES.items():
            if kind in wanted and name not in kept:
                (self._folder / name).unlink(missing_ok=True)

    def _beacons(self) -> None:
        files = dict(beacon_files(self._edition, self._info))
        for name in BEACON_FILES.values():
            if name in files:
                self._file(name, files[name])
            else:
                (self._folder / name).unlink(missing_ok=True)

    def _line(self, one: EditedCable) -> bytes:
        """Have the file of a cable, which is its line; return it.

        A file that is the line of the same cable, to the byte, is not made anew.
        """
        name, made = f"json/{one.id}.json", []

        def digest() -> str:
            made.append(f"{cable_line(one, self._info)}\n".encode())
            return sha256(made[0]).hexdigest()

        kept = one.told("line", digest, self._given)
        if not made:
            with suppress(FileNotFoundError):
                data = (self._folder / name).read_bytes()
                if sha256(data).hexdigest() == kept:
                    return data
            digest()
        self._bytes(name, made[0])
        return made[0]

    def _row(self, one: EditedCable) -> str:
        return one.told("row", lambda: table_line(one, self._info), self._given)

    def _file(self, name: str, text: str) -> None:
        self._bytes(name, text.encode("utf-8"))

    def _bytes(self, name: str, data: bytes) -> None:
        path = self._folder / name
        try:
            if path.read_bytes() == data:
                return
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.changed += 1

    def _parts(self, name: str, parts: Iterator[str]) -> None:
        with self._stream(name) as stream:
            for part in parts:
                stream.add(part)

    def _stream(self, name: str) -> _Stream:
        return _Stream(self._folder / name)

    def _prune(self, wanted: frozenset[str]) -> None:
        """Take away the files of cables that the edition no longer has."""
        ours = {*self._edition.ids}
        for kind, suffix in (("json", ".json"), ("tei", ".xml")):
            if kind not in wanted:
                continue
            for path in sorted((self._folder / kind).glob(f"*{suffix}")):
                if is_valid_id(path.stem) and path.stem not in ours:
                    path.unlink()
        if "tei" in wanted:
            compared = {one.id for one in self._edition.cables if one.witnesses}
            for path in sorted((self._folder / COLLATION).glob("*.xml")):
                if is_valid_id(path.stem) and path.stem not in compared:
                    path.unlink()


def take_away(folder: Path, redacted: Iterable[Redacted]) -> Iterator[Problem]:
    """Take away what earlier runs wrote that has withheld words; yield a problem for each file.

    A file in the folder that is none of ours stays, and is a problem too.
    """
    search = LeakSearch(redacted)
    for path, problem in list(search.leaks(folder)) if search.needed else ():
        found = problem.message.rpartition("; ")[0]
        if kind_of(path.relative_to(folder).as_posix()):
            path.unlink()
            yield replace(problem, message=f"{found}; an earlier run wrote it; it is taken away")
        else:
            yield problem


class _Stream:
    """A file written in parts beside its place, and put there whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}{_PART}")
        self._file = self._part.open("wb")

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._file.close()
        if kind is None:
            self._part.replace(self._path)
        else:
            self._part.unlink()

    def add(self, text: str) -> None:
        """Write a part."""
        self._file.write(text.encode("utf-8"))

    def write(self, data: bytes) -> None:
        """Write a part that is bytes already."""
        self._file.write(data)
