"""The records of all cables as a table: CSV in UTF-8, one cable a line, after RFC 4180."""

from __future__ import annotations

import csv
import io

from cable_edition.core.cable.dates import stamp_of
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.escape import visible
from cable_edition.exports.info import EditionInfo

COLUMNS = (
    "id",
    "date",
    "message_datetime",
    "origin",
    "from",
    "to",
    "info",
    "classification",
    "captions",
    "tags",
    "subject",
    "references",
    "paragraphs",
    "signature",
    "partial",
    "redactions",
    "excisions",
    "source_file",
    "source_sha256",
    "address",
)
#: A spreadsheet takes a value that begins so for a formula.
_FORMULA = ("=", "+", "-", "@")


def table_head() -> str:
    """Return the line of the names of the columns."""
    return csv_line(COLUMNS)


def table_line(one: EditedCable, info: EditionInfo) -> str:
    """Return the line of one cable; several values in a column are parted by ``; ``.

    A value that a spreadsheet would run as a formula has an apostrophe before it.
    """
    cable, opening = one.cable, one.cable.opening
    stamp = stamp_of(cable)
    values = (
        one.id,
        one.date,
        stamp.text if stamp else "",
        one.origin,
        cable.header.sender.text if cable.header.sender else "",
        "; ".join(item.name for item in cable.header.action),
        "; ".join(item.name for item in cable.header.info),
        one.classification,
        "; ".join(item.text for item in opening.captions),
        "; ".join(item.text for item in opening.tags),
        one.subject,
        "; ".join(item.id or item.passage.text for item in opening.references),
        str(len(cable.paragraphs)),
        cable.signature.text if cable.signature else "",
        "yes" if cable.missing.header else "no",
        str(cable.missing.redactions),
        str(len(cable.excisions)),
        cable.source.name,
        cable.source.sha256,
        info.address(f"cables/{one.id}.html"),
    )
    return csv_line(values)


def csv_line(values: tuple[str, ...]) -> str:
    """Return a line of CSV; a value that a spreadsheet would run has an apostrophe before it."""
    out = io.StringIO()
    shown = (visible(value) for value in values)
    csv.writer(out, lineterminator="\r\n").writerow(
        f"'{value}" if value.startswith(_FORMULA) else value for value in shown
    )
    return out.getvalue()
