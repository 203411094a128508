"""The proof of ``collation/ID.xml``: the witnesses of a cable, and every reading of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cable_edition.core.cable.ids import unique_anchor
from cable_edition.core.collation.parallel import (
    ParallelRow,
    Reading,
    parallel_rows,
    reading_of,
)
from cable_edition.core.collation.units import units_of
from cable_edition.core.collation.witness import Witness
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.differences import Difference
from cable_edition.core.proof.data.found import field_problem, missing, unreadable
from cable_edition.core.proof.data.stated import Stated
from cable_edition.core.proof.data.xml_tree import Node, node, parse, tree_differences, tree_of

_FOLDER = "collation"


def collation_names(against: Against) -> set[str]:
    """Return the files, and the folder, that an edition with witnesses has."""
    found = {f"{_FOLDER}/{one.id}.xml" for one in against.edition.cables if one.witnesses}
    return found | ({_FOLDER} if found else set())


def check_collations(folder: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in the documents of the cables that have witnesses."""
    for one in against.edition.cables:
        if not one.witnesses:
            continue
        path = folder / _FOLDER / f"{one.id}.xml"
        if not path.is_file():
            yield missing(path)
            continue
        try:
            root = parse(path.read_bytes())
        except ValueError as error:
            yield unreadable(path, error)
            continue
        rows = parallel_rows(units_of(one.cable), one.witnesses)
        for siglum in _lost(one, rows):
            what = f"the words of {siglum} do not come back from the readings"
            yield field_problem(path, one.id, Difference("", "", what))
        for different in tree_differences(_document(one, rows, stated.title), tree_of(root)):
            yield field_problem(path, one.id, Difference(different.place, "", different.what))


def _lost(one: EditedCable, rows: Sequence[ParallelRow]) -> Iterator[str]:
    """Yield the sigla of witnesses whose words the rows do not give."""
    base = units_of(one.cable)
    if reading_of(rows, "A") != {unit.anchor: unit.words for unit in base if unit.words}:
        yield "A"
    for witness in one.witnesses:
        own = zip(witness.apparatus.anchors, witness.units, strict=True)
        if reading_of(rows, witness.siglum) != {at: unit.words for at, unit in own if unit.words}:
            yield witness.siglum


def _document(one: EditedCable, rows: Sequence[ParallelRow], title: str) -> Node:
    source = one.cable.source
    base = f"base text, file {source.name}, SHA-256 {source.sha256}"
    listed = [node("witness", base, xml_id="A", n="A")]
    listed += [
        node("witness", _described(copy), xml_id=copy.siglum, n=copy.siglum)
        for copy in one.witnesses
    ]
    header = node(
        "teiHeader",
        node(
            "fileDesc",
            node("titleStmt", node("title", f"Witnesses of {one.id}")),
            node("publicationStmt", node("p", title)),
            node("sourceDesc", node("listWit", *listed)),
        ),
        node(
            "encodingDesc",
            node("variantEncoding", method="parallel-segmentation", location="internal"),
        ),
    )
    body = node("body", *(_passage(row, unique_anchor(one.id, row.anchor)) for row in rows))
    return node("TEI", header, node("text", body))


def _described(copy: Witness) -> str:
    said = [copy.kind, copy.body, copy.date, f"file {copy.file}"]
    if copy.sha256:
        said.append(f"SHA-256 {copy.sha256}")
    if copy.obtained:
        said.append(f"obtained: {copy.obtained}")
    return ", ".join(filter(None, said))


def _passage(row: ParallelRow, identity: str) -> Node:
    content: list[Node | str] = [
        _app(readings, name)
        for name, readings in (("number", row.number), ("mark", row.mark))
        if readings
    ]
    for at, one in enumerate(row.segments):
        content.append(" " if at else "")
        content.append(_app(one.readings, "words") if one.readings else one.words)
    for siglum, after in row.moved:
        words = f"in {siglum} behind {after or 'nothing'}"
        content.append(node("note", words, type="moved", n=siglum))
    return node("ab", *content, xml_id=identity, n=row.anchor, type=row.kind)


def _app(readings: Sequence[Reading], what: str) -> Node:
    found = []
    for one in readings:
        wit = " ".join(f"#{siglum}" for siglum in one.sigla)
        named = "; ".join(one.exemptions)
        name = "rdg" if one.kind else "lem"
        found.append(node(name, one.words, wit=wit, type=one.kind, n=named))
    return node("app", *found, type=what)
