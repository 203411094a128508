"""The proof of a folder of data: every field of every file is what the edition says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.annotation_files import NAME as ANNOTATIONS
from cable_edition.core.proof.data.annotation_files import annotation_names, check_annotations
from cable_edition.core.proof.data.beacon_files import beacon_names, check_beacons
from cable_edition.core.proof.data.collation_files import check_collations, collation_names
from cable_edition.core.proof.data.dts_files import NAME as DTS
from cable_edition.core.proof.data.dts_files import check_dts, dts_names
from cable_edition.core.proof.data.emendations_file import NAME, check_emendations
from cable_edition.core.proof.data.found import missing, unreadable
from cable_edition.core.proof.data.graph_file import check_graph
from cable_edition.core.proof.data.json_files import check_records
from cable_edition.core.proof.data.letters_file import check_letters
from cable_edition.core.proof.data.reference_files import check_references
from cable_edition.core.proof.data.side_tables import check_side_tables, side_names
from cable_edition.core.proof.data.stated import Stated, stated_by
from cable_edition.core.proof.data.table_file import check_table
from cable_edition.core.proof.data.tables_check import (
    FILES,
    PARQUET_FOLDER,
    TABLES_FOLDER,
    check_parquet,
    check_tables,
)
from cable_edition.core.proof.data.tei_files import TeiCheck
from cable_edition.core.words import ENGLISH, speak

_Check = Callable[[Path, Against, Stated], Iterator[Problem]]


def _tei(folder: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    yield from TeiCheck(against, stated).files(folder)


def _one(name: str, check: _Check) -> _Check:
    def checked(folder: Path, against: Against, stated: Stated) -> Iterator[Problem]:
        if (folder / name).is_file():
            yield from check(folder / name, against, stated)
        else:
            yield unreadable(folder / name, "it is no file")

    return checked


#: Kind of data -> the files and folders of which any tells that it is there, and its checker.
CHECKS: dict[str, tuple[tuple[str, ...], _Check]] = {
    "json": (("json", "cables.jsonl", "registers.json", "schema"), check_records),
    "tei": (("tei", "corpus.xml"), _tei),
    "csv": (("cables.csv",), _one("cables.csv", check_table)),
    "cmif": (("cmif.xml",), _one("cmif.xml", check_letters)),
    "citations": (("citations.json", "citations.bib", "citations.ris"), check_references),
    "linked-data": (("edition.jsonld",), _one("edition.jsonld", check_graph)),
    "tables": ((TABLES_FOLDER,), check_tables),
    "parquet": ((PARQUET_FOLDER,), check_parquet),
}
#: What a site has beside these.
_OF_SITE: dict[str, tuple[tuple[str, ...], _Check]] = {
    "emendations": ((NAME,), _one(NAME, check_emendations)),
    "dts": ((DTS,), check_dts),
    "annotations": ((ANNOTATIONS,), check_annotations),
}


def check_data(folder: Path, against: Against) -> Iterator[Problem]:
    """Yield what differs in a folder of data.

    A kind of data of which one file is there must be there as a whole; a file that the edition does
    not write is one difference. Problems: ``field-differs``, ``file-missing``, ``file-unknown``,
    ``file-unreadable``, ``markup-unknown``, ``words-differ``, ``words-added``, ``place-missing``,
    ``mark-differs``, ``emendations-differ``, ``note-differs``, ``name-differs``.
    """
    # Data are in English, whatever the language of the pages.
    speak(ENGLISH)
    stated = stated_by(against)
    for names, check in (CHECKS | _OF_SITE).values():
        if any((folder / name).exists() for name in names):
            try:
                yield from check(folder, against, stated)
            except RecursionError:
                yield unreadable(folder, "elements stand in each other too deep")
    yield from check_side_tables(folder, against)
    yield from check_beacons(folder, against, stated)
    if (folder / "corpus.xml").is_file():
        yield from check_collations(folder, against, stated)
    yield from _strange(folder, against)


def lacking(folder: Path, against: Against) -> Iterator[Problem]:
    """Yield the files of data that the settings name for a site and that are not in ``folder``.

    Problems: ``file-missing``. What is in the files is not looked at.
    """
    cables = [one.id for one in against.edition.cables]
    for kind in against.settings.data_kinds:
        names = [name for name in CHECKS[kind][0] if "." in name]
        if kind == "json":
            names += [f"json/{one}.json" for one in cables]
        if kind == "tei":
            names += [f"tei/{one}.xml" for one in cables]
            names += [name for name in collation_names(against) if name.endswith(".xml")]
        if kind in FILES and (kind != PARQUET_FOLDER or (folder / kind).is_dir()):
            # Where pyarrow is not installed, a build leaves Parquet out as a whole.
            names += [f"{kind}/{name}" for name in FILES[kind]]
        if kind == "linked-data":
            names += sorted(beacon_names(against))
        names += [name for name, own in side_names(against).items() if own == kind]
        yield from (missing(folder / name) for name in names if not (folder / name).is_file())
    for name in sorted((*dts_names(against), *annotation_names(against))):
        if not (folder / name).exists():
            yield missing(folder / name)


def names_of(against: Against) -> set[str]:
    """Return the names of all files and folders of data that an edition can have."""
    ours = {name for names, _ in CHECKS.values() for name in names} | {NAME}
    ours |= {*side_names(against), *collation_names(against)}
    ours |= {"schema/cable.schema.json", "schema/registers.schema.json"}
    ours |= {f"{folder}/{name}" for folder, names in FILES.items() for name in names}
    for one in against.edition.cables:
        ours |= {f"json/{one.id}.json", f"tei/{one.id}.xml"}
    return ours.union(dts_names(against), annotation_names(against), beacon_names(against))


def _strange(folder: Path, against: Against) -> Iterator[Problem]:
    ours = names_of(against)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in ours or path.is_symlink():
            message = "the edition writes no such file into its data"
            yield Problem("file-unknown", message, str(path))
