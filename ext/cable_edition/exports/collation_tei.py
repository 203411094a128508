"""The witnesses of a cable as TEI: a list of them, and the text with an apparatus.

``collation/ID.xml`` is a document of its own, by the method of parallel segmentation: at each
place where witnesses differ, ``app`` holds the reading of the base text (``lem``) and the others
(``rdg``, with the class as ``type`` and the exemptions that a copy states as ``n``).
"""

from __future__ import annotations

from collections.abc import Sequence

from cable_edition.core.collation.parallel import ParallelRow, Reading, parallel_rows
from cable_edition.core.collation.units import units_of
from cable_edition.core.collation.witness import Witness
from cable_edition.core.editing.sidecar.witness_entries import BASE_SIGLUM
from cable_edition.core.edition.model import EditedCable
from cable_edition.exports.info import EditionInfo
from cable_edition.exports.tei_ids import xml_id
from cable_edition.exports.xml import XmlWriter

#: The folder of these documents.
COLLATION = "collation"
TEI = "http://www.tei-c.org/ns/1.0"


def collation_tei(one: EditedCable, info: EditionInfo) -> str:
    """Return the document of a cable that has witnesses."""
    xml = XmlWriter()
    xml.start("TEI", xmlns=TEI)
    _header(xml, one, info)
    xml.start("text")
    xml.start("body")
    for row in parallel_rows(units_of(one.cable), one.witnesses):
        _row(xml, row, xml_id(one.id, row.anchor))
    for _ in range(3):
        xml.end()
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml.markup()}\n'


def _header(xml: XmlWriter, one: EditedCable, info: EditionInfo) -> None:
    xml.start("teiHeader")
    xml.start("fileDesc")
    for outer, inner, words in (
        ("titleStmt", "title", f"Witnesses of {one.id}"),
        ("publicationStmt", "p", info.title),
    ):
        xml.start(outer)
        xml.element(inner, words)
        xml.end()
    xml.start("sourceDesc")
    xml.start("listWit")
    base = f"base text, file {one.cable.source.name}, SHA-256 {one.cable.source.sha256}"
    xml.element("witness", base, xml_id=BASE_SIGLUM, n=BASE_SIGLUM)
    for witness in one.witnesses:
        xml.element("witness", described(witness), xml_id=witness.siglum, n=witness.siglum)
    for _ in range(2):
        xml.end()
    xml.end()
    xml.start("encodingDesc")
    xml.empty("variantEncoding", method="parallel-segmentation", location="internal")
    xml.end()
    xml.end()


def described(one: Witness) -> str:
    """Return what a witness is, in a row of words."""
    said = [one.kind, one.body, one.date, f"file {one.file}"]
    said += [f"SHA-256 {one.sha256}"] if one.sha256 else []
    said += [f"obtained: {one.obtained}"] if one.obtained else []
    return ", ".join(part for part in said if part)


def _row(xml: XmlWriter, row: ParallelRow, identity: str) -> None:
    xml.start("ab", xml_id=identity, n=row.anchor, type=row.kind)
    for name, readings in (("number", row.number), ("mark", row.mark)):
        if readings:
            _app(xml, readings, name)
    between = False
    for one in row.segments:
        if between:
            xml.text(" ")
        if one.readings:
            _app(xml, one.readings, "words")
        else:
            xml.text(one.words)
        between = True
    for siglum, after in row.moved:
        xml.element("note", f"in {siglum} behind {after or 'nothing'}", type="moved", n=siglum)
    xml.end()


def _app(xml: XmlWriter, readings: Sequence[Reading], what: str) -> None:
    xml.start("app", type=what)
    for one in readings:
        name = "rdg" if one.kind else "lem"
        wit = " ".join(f"#{siglum}" for siglum in one.sigla)
        # Excisions are told by their class, the exemptions as the copy names them.
        named = "; ".join(one.exemptions)
        xml.element(name, one.words, wit=wit, type=one.kind, n=named)
    xml.end()
