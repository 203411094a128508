"""Headers and dates of records in data files, under whatever name and in whatever order."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cable_edition.core.cable.model import Cable, Found
from cable_edition.core.reading.parse import parse_file
from cable_edition.core.reading.readers.created import Order, iso_created, order_in
from tests.core.forms.made import made
from tests.core.forms.reading import read_all

_BODY = "UNCLAS KAMPALA 000125\n\nTAGS: EFIS, UG\nSUBJECT: NETS\n\n1. (U) Nets came.\nBROWNING\n"
_HEADER = (
    "P 131405Z MAR 08\nFM AMEMBASSY KAMPALA\nTO SECSTATE WASHDC PRIORITY 0192\n"
    "INFO AMEMBASSY NAIROBI\n"
)
_ROW = {"id": "08KAMPALA125", "date": "2008-03-13"}


def _json(row: dict[str, object]) -> Cable:
    (cable,) = read_all(json.dumps(row))
    return cable


def _table(*rows: dict[str, object]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _sql(row: dict[str, object]) -> str:
    values = ", ".join(f"'{value}'" for value in row.values())
    return f"INSERT INTO c ({', '.join(row)}) VALUES\n({values});\n"


def _codes(cable: Cable) -> list[str]:
    return [one.code for one in cable.problems]


def _assert_header(cable: Cable) -> None:
    header = cable.header
    assert header.sender is not None
    assert header.sender.text == "AMEMBASSY KAMPALA"
    assert header.message_datetime is not None
    assert header.message_datetime.text == "2008-03-13T14:05:00Z"
    assert [(one.name, one.precedence) for one in header.action] == [
        ("SECSTATE WASHDC", "PRIORITY")
    ]
    assert [one.name for one in header.info] == ["AMEMBASSY NAIROBI"]
    assert not cable.missing.header
    assert [one.text for one in cable.paragraphs] == ["Nets came."]
    span = header.sender.spans[0]
    assert cable.source.text[span.start : span.end] == "AMEMBASSY KAMPALA"
    assert "column-unread" not in _codes(cable)


@pytest.mark.parametrize(
    "name", ["cable_header", "headerText", "hdr", "message_header", "x7", "routing", "header"]
)
@pytest.mark.parametrize("write", [json.dumps, _table, _sql])
def test_a_header_is_told_by_its_labels(name: str, write: object) -> None:
    assert callable(write)
    for row in (
        {**_ROW, name: _HEADER, "body": _BODY},
        {**_ROW, "body": _BODY, name: _HEADER},
        {name: _HEADER, **_ROW, "body": _BODY},
        {**_ROW, name: _HEADER, "remarks": "none", "body": _BODY},
    ):
        (cable,) = read_all(write(row))
        _assert_header(cable)
        kept = {item.name: item.value.text for item in cable.record.attributes}
        assert kept["date"] == "2008-03-13"
        assert kept.get("remarks") == row.get("remarks")


def test_a_value_that_is_no_header_is_none() -> None:
    for words in ("FM radio TO all", "INFO", "P 131405Z", "TO WHOM IT MAY CONCERN"):
        cable = _json({**_ROW, "note": words, "body": _BODY})
        assert cable.missing.header
        assert [item.name for item in cable.record.attributes] == ["id", "date", "note"]


def test_a_header_of_the_text_stands_before_one_apart() -> None:
    own = "R 141405Z MAR 08\nFM AMCONSUL GULU\nTO SECSTATE WASHDC\n"
    cable = _json({**_ROW, "body": own + _BODY, "hdr": _HEADER})
    assert cable.header.sender is not None
    assert cable.header.sender.text == "AMCONSUL GULU"


def test_words_below_a_header_apart_are_told() -> None:
    cable = _json({**_ROW, "body": _BODY, "hdr": f"{_HEADER}\nUNCLAS KAMPALA 9"})
    (told,) = [one for one in cable.problems if one.code == "column-unread"]
    assert "UNCLAS KAMPALA 9" in told.message


def test_a_text_that_is_no_field_is_told_once() -> None:
    words = "The archive's own remark on this cable, of which nobody ever knew what to do with it."
    cable = _json({**_ROW, "remark": words, "body": _BODY})
    (told,) = [one for one in cable.problems if one.code == "column-unread"]
    assert "remark" in told.message
    copy = _BODY.replace("came", "came to the lake, and boats with them")
    twice = _json({**_ROW, "raw_text": copy, "text": copy.replace("boats", "many boats")})
    assert "column-unread" in _codes(twice)
    for other in ({"link": "http://x.example/" + "a" * 90}, {"digest": "0f" * 60}):
        assert "column-unread" not in _codes(_json({**_ROW, **other, "body": _BODY}))


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("14/03/2008", "2008-03-14"),
        ("3/14/2008 10:00", "2008-03-14T10:00:00"),
        ("14.03.2008", "2008-03-14"),
        ("04.03.2008 09:00", "2008-03-04T09:00:00"),
        ("04/04/2008", "2008-04-04"),
        ("2008/03/14", "2008-03-14"),
        ("20080314", "2008-03-14"),
        ("20080314T1405Z", "2008-03-14T14:05:00Z"),
        (1205503200, "2008-03-14T14:00:00Z"),
        (1205503200000, "2008-03-14T14:00:00Z"),
        (1205503200.5, "2008-03-14T14:00:00Z"),
        (-126230400, "1966-01-01T00:00:00Z"),
        ("2008-03-13T23:30:00-05:00", "2008-03-14T04:30:00Z"),
        ("2008-03-13 23:30 EST", "2008-03-14T04:30:00Z"),
        ("2008-03-13T23:30:00+0100", "2008-03-13T22:30:00Z"),
        ("2008-03-13T23:30:00.000Z", "2008-03-13T23:30:00Z"),
        ("2008-03-13 23:30 CET", "2008-03-13T23:30:00"),
    ],
)
def test_dates_as_programs_write_them(written: object, iso: str) -> None:
    cable = _json({**_ROW, "date": written, "body": _BODY})
    assert cable.to_dict()["message_datetime"] == iso
    assert "date-unclear" not in _codes(cable)


@pytest.mark.parametrize("written", ["04/03/2008", "4-3-2008", "14 or 15 March", 12, "31/31/2008"])
def test_a_date_that_cannot_be_read_is_told(written: object) -> None:
    cable = _json({**_ROW, "date": written, "body": _BODY})
    assert cable.to_dict()["message_datetime"] is None
    assert "date-unclear" in _codes(cable)
    assert cable.record.created is not None
    assert cable.record.created.text == str(written)


def test_other_rows_show_the_order_of_day_and_month(tmp_path: Path) -> None:
    def row(number: int, day: str) -> dict[str, object]:
        # A date in the words of a cable shows nothing.
        words = f"{_BODY}\nDECL: 07/20/2016,\n05/25/2016\n".replace("125", str(number))
        return {"id": f"08KAMPALA{number}", "date": day, "body": words}

    cases = (
        (["04/03/2008", "14/03/2008"], "2008-03-04"),
        (["04/03/2008", "3/14/2008 10:00"], "2008-04-03"),
        (["04/03/2008", "05/06/2008"], None),
        (["04/03/2008", "14/03/2008", "3/14/2008"], None),
    )
    for days, first in cases:
        rows = [row(number, day) for number, day in enumerate(days, 1)]
        for name, text in (
            ("a.csv", _table(*rows)),
            ("a.json", json.dumps(rows)),
            ("a.jsonl", "\n".join(map(json.dumps, rows))),
        ):
            path = tmp_path / name
            path.write_text(text, "utf-8")
            for cables in (read_all(text), list(parse_file(path))):
                assert cables[0].to_dict()["message_datetime"] == first
                assert ("date-unclear" in _codes(cables[0])) is (first is None)
                by = [one for one in cables[0].found if one.field == "message_datetime"]
                assert [one.how for one in by] == ([Found.INFERENCE] if first else [])


def test_the_order_is_that_of_values_alone() -> None:
    assert order_in(['"14/03/2008"', "x"]) is Order.DAY
    assert order_in([",3/14/2008 10:00,"]) is Order.MONTH
    assert order_in(["on 3/14/2008, and", " 14/03/2008 ", "07/20/2016\n"]) is None
    assert iso_created("04/03/2008", Order.DAY) == "2008-03-04"
    assert iso_created("04/03/2008", Order.MONTH) == "2008-04-03"
    assert iso_created("14/03/2008", Order.MONTH) == "2008-03-14"


@pytest.mark.parametrize("name", ["day", "when_sent", "sentOn", "dispatched", "date_written"])
def test_the_day_of_a_cable_under_other_names(name: str) -> None:
    cable = _json({"id": "08KAMPALA125", name: "2008-03-13", "body": _BODY})
    assert cable.to_dict()["message_datetime"] == "2008-03-13"


@pytest.mark.parametrize("name", ["date_declassified", "upload_time", "last_day", "published"])
def test_the_day_of_something_else_is_not_the_cables(name: str) -> None:
    cable = _json({"id": "08KAMPALA125", name: "2013-01-01", "body": _BODY})
    assert cable.to_dict()["message_datetime"] is None


def test_a_record_of_two_days_is_told() -> None:
    cable = _json({**_ROW, "created": "2013-05-01", "body": _BODY})
    (told,) = [one for one in cable.problems if one.code == "fields-differ"]
    assert "2008-03-13" in told.message
    assert "2013-05-01" in told.message
    same = _json({**_ROW, "created": "2008-03-13 09:00", "body": _BODY})
    assert "fields-differ" not in _codes(same)


@pytest.mark.parametrize(
    "sent",
    [
        {"$date": "2008-03-13T14:05:00Z"},
        {"$date": {"$numberLong": "1205417100000"}},
        {"$date": 1205417100000},
        {"$numberLong": "1205417100000"},
    ],
)
def test_values_as_a_database_of_documents_writes_them(sent: object) -> None:
    cable = _json({"_id": {"$oid": "5f"}, "ref": "08KAMPALA125", "sent": sent, "content": _BODY})
    assert cable.reference_id == "08KAMPALA125"
    assert cable.to_dict()["message_datetime"] == "2008-03-13T14:05:00Z"


@pytest.mark.parametrize("row", ["1\t{id}\t2008-03-13\t{body}", "{id}\t{body}\tx", "{body}\t{id}"])
def test_rows_between_tabs_without_names(row: str) -> None:
    body = _BODY.replace("TAGS", "E.O. 12958: N/A\nTAGS").replace("came", "came, and went, too")
    bodies = [" ".join(body.replace("125", number).split()) for number in ("125", "126")]
    text = "".join(
        row.format(id=f"08KAMPALA{number}", body=body) + "\n"
        for number, body in zip((125, 126), bodies, strict=True)
    )
    cables = read_all(text)
    assert [cable.reference_id for cable in cables] == ["08KAMPALA125", "08KAMPALA126"]
    for cable in cables:
        assert cable.source.format == "csv"
        assert [one.text for one in cable.paragraphs] == ["Nets came, and went, too."]
        assert cable.signature is not None


def test_a_cable_with_tabs_is_no_table() -> None:
    text = _BODY.replace("UNCLAS", "UNCLAS\t\t").replace("TAGS:", "TAGS:\t\t")
    assert [cable.source.format for cable in read_all(text)] == ["plain"]


def test_a_statement_that_names_text_and_date_side_by_side_is_no_table() -> None:
    (cable,) = read_all(_sql({"id": "08KAMPALA125", "date": "2008-03-13", "body": _BODY, "x": "1"}))
    assert cable.source.format == "sql"


_NAMES = ("ref_id", "date", "kabel")


def _as_csv(rows: list[tuple[str, str, str]]) -> str:
    lines = [f'{one},{day},"{text}"' for one, day, text in rows]
    return "\n".join([",".join(_NAMES), *lines, ""])


def _as_sql(rows: list[tuple[str, str, str]]) -> str:
    values = (f"('{one}', '{day}', '{text}')" for one, day, text in rows)
    return f"INSERT INTO t ({', '.join(_NAMES)}) VALUES\n" + ",\n".join(values) + ";\n"


@pytest.mark.parametrize(
    "write",
    [
        _as_csv,
        _as_sql,
        lambda rows: json.dumps([dict(zip(_NAMES, row, strict=True)) for row in rows], indent=1),
        lambda rows: "".join(
            json.dumps(dict(zip(_NAMES, row, strict=True))) + "\n" for row in rows
        ),
        lambda rows: json.dumps(
            {"hits": {"items": [dict(zip(_NAMES, row, strict=True)) for row in rows]}}
        ),
    ],
)
def test_a_record_without_a_text_is_told_where_no_name_says_which_it_is(
    write: Callable[[list[tuple[str, str, str]]], str],
) -> None:
    one = made(317)
    rows = [
        (one.id, "2005-03-21", f"{one.head()}\n{one.body()}".replace('"', "").replace("'", "")),
        ("05QUITO318", "2005-03-22", ""),
        ("05QUITO319", "2005-03-23", "Not there."),
    ]
    text = write(rows)
    (cable,) = read_all(text)
    (told,) = [one for one in cable.problems if one.code == "column-unread"]
    assert told.message.startswith("2 records have the identifier of a cable")
    assert told.line == text[: text.index("05QUITO318")].count("\n") + 1
    (alone,) = read_all(write(rows[:1]))
    assert "column-unread" not in [one.code for one in alone.problems]
