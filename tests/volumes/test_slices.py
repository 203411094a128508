"""A row of a dump as a file of its own, in each form of dump."""

from __future__ import annotations

import json
from html import escape

import pytest

from cable_edition.core.reading.parse import parse_all
from cable_edition.core.reading.readers.dump import Row, is_dump_reader, rows_of
from cable_edition.core.reading.readers.registry import reader_of
from cable_edition.volumes.slices import SliceError, slice_of
from tests.sphinx.conftest import cable_text

IDS = ("04OTTAWA1", "05ROME22")
DATE = "2005-03-01 10:00:00"


def body(number: int) -> str:
    return cable_text(number, (f'(C) It\'s a "word" with \\ in it, number {number}.',))


def quoted(text: str, mark: str = '"') -> str:
    return mark + text.replace(mark, mark * 2) + mark


def copied(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


RECORDS = [{"id": one, "created": DATE, "body": body(n)} for n, one in enumerate(IDS, 1)]
DUMPS = {
    "csv": "id,created,origin,classification,body\n"
    + "".join(
        f"{one['id']},{DATE},Embassy Ottawa,SECRET,{quoted(str(one['body']))}\n" for one in RECORDS
    ),
    "csv with a bar": "\ufeffid|created|body\r\n"
    + "".join(f"{one['id']}|{DATE}|{quoted(str(one['body']))}\r\n" for one in RECORDS),
    "cablegate": "".join(
        f'"{n}","3/1/2005 10:00","{one["id"]}","Embassy","CONFIDENTIAL","","",'
        f"{quoted(cable_text(n))}\n"
        for n, one in enumerate(RECORDS, 1)
    ),
    "json lines": "".join(json.dumps(one) + "\n" for one in RECORDS),
    "json": json.dumps(RECORDS, indent=2),
    "json in an object": json.dumps({"count": 2, "cables": RECORDS}),
    "sql": "INSERT INTO c (id, created, body) VALUES\n"
    + ",\n".join(
        f"('{one['id']}', '{DATE}', {quoted(copied(str(one['body'])), chr(39))})" for one in RECORDS
    )
    + ";\n",
    "sql of the standard": "BEGIN TRANSACTION;\n"
    + "".join(
        f"INSERT INTO c (id, created, body) VALUES('{one['id']}','{DATE}',"
        f"{quoted(str(one['body']), chr(39))});\n"
        for one in RECORDS
    ),
    "xml": "<?xml version='1.0'?>\n<cables date='2020-01-01'>"
    + "".join(
        f"<cable id='{one['id']}'><created>{DATE}</created><origin>Embassy Ottawa</origin>"
        f"<body>{escape(str(one['body']))}</body></cable>\n"
        for one in RECORDS
    )
    + "</cables>\n",
    "xml of mysql": "<?xml version='1.0'?>\n<resultset>\n"
    + "".join(
        f"<row><field name='id'>{one['id']}</field><field name='created'>{DATE}</field>"
        f"<field name='body'>{escape(str(one['body']))}</field></row>\n"
        for one in RECORDS
    )
    + "</resultset>\n",
    "copy": "COPY c (id, created, body) FROM stdin;\n"
    + "".join(f"{one['id']}\t{DATE}\t{copied(str(one['body']))}\n" for one in RECORDS)
    + "\\.\n",
}


@pytest.mark.parametrize("form", DUMPS)
def test_a_row_alone_reads_as_in_its_dump(form: str) -> None:
    reader = reader_of(DUMPS[form])
    assert is_dump_reader(reader)
    whole = list(parse_all(DUMPS[form], name="dump"))
    assert [one.reference_id for one in whole] == list(IDS)
    rows = [
        row
        for row in rows_of(reader, [DUMPS[form]])
        if reader.read_row(row.text, row.head, "dump") is not None
    ]
    assert len(rows) == 2
    for row, meant in zip(rows, whole, strict=True):
        (alone,) = parse_all(slice_of(reader, row, "dump"), name="alone")
        assert alone.reference_id == meant.reference_id
        assert alone.record.origin == meant.record.origin or (
            alone.record.origin
            and meant.record.origin
            and alone.record.origin.text == meant.record.origin.text
        )
        assert alone.created
        assert meant.created
        assert alone.created.text == meant.created.text
        assert [one.passage.text for one in alone.paragraphs[0].blocks] == [
            one.passage.text for one in meant.paragraphs[0].blocks
        ]


def test_a_row_that_cannot_stand_alone_is_told_of() -> None:
    text = DUMPS["csv"]
    reader = reader_of(text)
    assert is_dump_reader(reader)
    row = next(row for row in rows_of(reader, [text]) if "OTTAWA1" in row.text)
    # Without the names of its columns it is another row.
    with pytest.raises(SliceError, match="line 2"):
        slice_of(reader, Row(row.text, row.offset, row.line, "id,created,of,as"), "dump")
