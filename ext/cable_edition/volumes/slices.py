"""A row of a dump as a file of its own: the same bytes, with what a reader must know of the dump.

The words of a row are not touched. Before them stands what names its columns; that is proved by
reading the file again and comparing the text of its cable with that of the row.
"""

from __future__ import annotations

from dataclasses import fields

from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.dump import DumpReader, Row
from cable_edition.core.reading.readers.registry import reader_of
from cable_edition.core.reading.readers.sql_rows import COPIED, PLAIN, columns_of

#: The end of the name of a file, by form.
ENDINGS = {"cablegate-csv": ".csv", "csv": ".csv", "json": ".json", "sql": ".sql", "xml": ".xml"}


class SliceError(Exception):
    """A row that cannot stand alone."""


def slice_of(reader: DumpReader, row: Row, name: str) -> str:
    """Return a row as a file; raise :class:`SliceError` where that would not read as it does.

    ``name`` is the name of the dump.
    """
    text = _WRITTEN.get(reader.name, _plain)(row)
    meant = reader.read_row(row.text, row.head, name)
    found = reader_of(text)
    read = list(found.read(text, name)) if found else []
    same = (
        meant is not None
        and found is not None
        and found.name == reader.name
        and [_told(one) for one in read] == [_told(meant)]
    )
    if not same:
        raise SliceError(f"line {row.line + 1}: this row cannot be read apart from its dump")
    return text


def _told(raw: RawCable) -> tuple[object, ...]:
    """Return what a row tells, without the places at which it does."""
    record = raw.record
    named = [(one.name, one.value.text) for one in record.attributes]
    others = (getattr(record, one.name) for one in fields(record) if one.name != "attributes")
    words = [getattr(value, "text", None) for value in (raw.created, *others)]
    return raw.text, raw.raw_id, raw.aliases, named, words


def _plain(row: Row) -> str:
    return row.text.removeprefix("\ufeff").strip("\r\n") + "\n"


def _table(row: Row) -> str:
    head = row.head.removeprefix("\ufeff").strip("\r\n")
    named = f"{head}\n" if head.strip(",;\t| ") else ""
    return named + _plain(row)


def _json(row: Row) -> str:
    text = row.text.removeprefix("\ufeff")
    if row.head:
        at = text.rfind("[", 0, text.find('"') if '"' in text else len(text))
        listed = f"[{row.head.strip()},\n" if row.head.strip() != "[]" else "["
        return f"{listed}{text[max(at, 0) :].strip()}]\n"
    return text[max(text.find("{"), 0) :].strip() + "\n"


def _sql(row: Row) -> str:
    style, names = columns_of(row.head)
    columns = f" ({', '.join(names)})" if names else ""
    if style == COPIED:
        line = row.text.rstrip("\r\n")
        return f"COPY cables{columns} FROM stdin;\n{line}\n\\.\n"
    first = "SET standard_conforming_strings = on;\n" if style == PLAIN else ""
    values = row.text[max(row.text.find("("), 0) :].strip()
    return f"{first}INSERT INTO cables{columns} VALUES\n{values};\n"


def _xml(row: Row) -> str:
    text = row.text.removeprefix("\ufeff").strip()
    return f"{text}\n" if text.startswith("<?xml") else f'<?xml version="1.0"?>\n{text}\n'


_WRITTEN = {"csv": _table, "json": _json, "sql": _sql, "xml": _xml}
