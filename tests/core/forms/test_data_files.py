"""Data files: one cable a record in JSON, JSON lines, CSV with other names, and SQL dumps."""

from __future__ import annotations

import csv
import html
import io
import json
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.passage import passage_text
from cable_edition.core.reading.parse import parse, parse_all, parse_file
from cable_edition.core.reading.readers.csv_table import TableReader
from cable_edition.core.reading.readers.dump import DumpReader
from cable_edition.core.reading.readers.json_records import JsonReader
from cable_edition.core.reading.readers.sql import SqlReader
from cable_edition.core.reading.readers.xml_records import XmlReader
from tests.core.forms.made import Made, columns, copy_dump, insert_dump, made
from tests.core.forms.reading import assert_is, read_all

QUOTED = 'THE HARBOR\'S "OLD" WORKS; (A, B) C:\\DIR \\N --'
ONES = [
    made(317),
    made(318, subject=QUOTED),
    made(
        319,
        paragraphs=("It's 5 o'clock; they said \"no\".", "Caf\u00e9 \u201cNo\u201d \U0001f6a2."),
    ),
]


def _json(ones: list[Made], **how: object) -> str:
    return json.dumps([columns(one) for one in ones], **how)  # type: ignore[arg-type]


def _lines(ones: list[Made]) -> str:
    return "".join(json.dumps(columns(one)) + "\n" for one in ones)


def _wrapped(ones: list[Made]) -> str:
    hits = [{"_score": 1.0, "_source": columns(one), "tags": [{"a": 1}]} for one in ones]
    return json.dumps({"took": 3, "meta": {"date": "2020-01-01"}, "hits": {"hits": hits}}, indent=2)


def _table(ones: list[Made], separator: str = ",") -> str:
    out = io.StringIO()
    rows = [columns(one) for one in ones]
    writer = csv.DictWriter(out, list(rows[0]), delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _elements(ones: list[Made]) -> str:
    records = (
        "".join(
            f"  <{name}>{html.escape(words)}</{name}>\n" for name, words in columns(one).items()
        )
        for one in ones
    )
    listed = "".join(f"<cable>\n{record}</cable>\n" for record in records)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<cables date="2020-01-01">\n{listed}</cables>\n'
    )


def _fields(ones: list[Made]) -> str:
    """Return what MySQL writes with ``--xml``."""
    rows = (
        "".join(
            f'\t<field name="{name}">{html.escape(words)}</field>\n'
            for name, words in columns(one).items()
        )
        for one in ones
    )
    listed = "".join(f"  <row>\n{row}  </row>\n" for row in rows)
    return f'<?xml version="1.0"?>\n<resultset statement="select">\n{listed}</resultset>\n'


def _marked(ones: list[Made]) -> str:
    """Return records whose values are attributes, but for the words, which are marked as such."""
    rows = (
        f"<record refid='{one.id}' created='{one.day} 14:45' origin='Embassy Quito'><!-- <body> -->"
        f"<header>{one.head()}</header>"
        f"<body><![CDATA[{columns(one)['content']}]]></body></record>"
        for one in ones
    )
    return f"<!DOCTYPE export [ <!ENTITY e 'e'> ]><export>{''.join(rows)}</export>"


FILES: dict[str, tuple[str, Callable[[list[Made]], str]]] = {
    "elements": ("xml", _elements),
    "fields": ("xml", _fields),
    "attributes and marked words": ("xml", _marked),
    "list": ("json", _json),
    "list of plain letters": ("json", lambda ones: _json(ones, ensure_ascii=False, indent=1)),
    "lines": ("json", _lines),
    "objects in objects": ("json", _wrapped),
    "commas": ("csv", _table),
    "semicolons": ("csv", lambda ones: _table(ones, ";")),
    "tabs": ("csv", lambda ones: _table(ones, "\t")),
    "insert": ("sql", insert_dump),
    "insert, plain strings": ("sql", lambda ones: insert_dump(ones, style="plain")),
    "insert without names": ("sql", lambda ones: insert_dump(ones, names=False)),
    "copy": ("sql", copy_dump),
}
READERS: dict[str, DumpReader] = {
    "json": JsonReader(),
    "csv": TableReader(),
    "sql": SqlReader(),
    "xml": XmlReader(),
}


def _codes(cable: Cable) -> list[str]:
    return [problem.code for problem in cable.problems]


@pytest.mark.parametrize("kind", FILES)
def test_each_record_is_a_cable(kind: str) -> None:
    form, write = FILES[kind]
    cables = read_all(write(ONES))
    assert len(cables) == len(ONES)
    for cable, one in zip(cables, ONES, strict=True):
        assert_is(cable, one, form)
        assert cable.record.origin is not None
        assert cable.record.origin.text == "Embassy Quito"
        assert cable.header.sender is not None
        assert cable.header.sender.text == "AMEMBASSY QUITO"
        assert cable.record.created is not None
        assert cable.record.created.text == f"{one.day} 14:45:00"


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("size", [1, 7, 64, 65, 1000])
def test_rows_do_not_depend_on_the_chunks(kind: str, size: int) -> None:
    form, write = FILES[kind]
    text = write(ONES)
    chunks = [text[at : at + size] for at in range(0, len(text), size)]
    whole = list(READERS[form].rows([text]))
    assert [row for row in READERS[form].rows(chunks) if row[1]] == [row for row in whole if row[1]]
    assert "".join(row for row, _ in READERS[form].rows(chunks)) == text


@given(st.sampled_from(sorted(FILES)), st.text(max_size=60), st.integers(1, 50))
@settings(max_examples=60, deadline=None)
def test_rows_of_any_text_are_the_text(kind: str, words: str, size: int) -> None:
    form, write = FILES[kind]
    start = write(ONES[:1])
    text = start[: len(start) // 2] + words + start[len(start) // 2 :] + words
    chunks = [text[at : at + size] for at in range(0, len(text), size)]
    assert "".join(row for row, _ in READERS[form].rows(chunks)) == text
    read_all(text)


@pytest.mark.parametrize("kind", FILES)
def test_a_dump_is_read_from_its_file_as_from_its_text(kind: str, tmp_path: Path) -> None:
    _, write = FILES[kind]
    path = tmp_path / "cables.data"
    path.write_bytes(write(ONES).encode())
    from_file = [cable.to_dict() for cable in parse_file(path)]
    from_text = [cable.to_dict() for cable in parse_all(path.read_bytes(), name=path.name)]
    assert from_file == from_text


@pytest.mark.parametrize("kind", ["lines", "commas", "insert", "copy", "elements", "fields"])
def test_memory_does_not_grow_with_a_dump(kind: str, tmp_path: Path) -> None:
    _, write = FILES[kind]
    long = replace(made(317), paragraphs=("word" * 15_000,))
    path = tmp_path / "cables.data"
    path.write_text(write([replace(long, number=n) for n in range(1, 151)]), "utf-8")
    size = path.stat().st_size
    tracemalloc.start()
    try:
        count = sum(1 for _ in parse_file(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 150
    assert peak < size


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1, "b": ["x"]}', "no record in it has a text"),
        ('[{"title": "x", "words": "1. (C) Text."}]', "no record in it has a text"),
        ("[\n {}\n]", "no record in it has a text"),
        ("CREATE TABLE a (b int);\nINSERT INTO a VALUES (1);\n", "no table in it has a column"),
        ("id,date,body\n", "the names of its columns and no row"),
    ],
)
def test_a_file_without_a_record_is_refused_once_and_clearly(text: str, words: str) -> None:
    (cable,) = parse_all(text)
    assert cable.source.format == "unknown"
    (problem,) = cable.problems
    assert problem.code == "no-record"
    assert problem.severity == "error"
    assert words in problem.message


def test_a_record_without_text_is_kept_and_said() -> None:
    row = {**columns(made(318)), "content": None}
    cables = read_all(json.dumps([columns(made(317)), row]))
    assert [cable.reference_id for cable in cables] == ["05QUITO317", "05QUITO318"]
    assert "no-text" in _codes(cables[1])
    assert "no-text" not in _codes(cables[0])
    sql = insert_dump([made(317), replace(made(318), paragraphs=())])
    start = sql.index("'C O N F", sql.index("05QUITO318"))
    cables = read_all(sql[:start] + "NULL" + sql[sql.rindex("'") + 1 :])
    assert "no-text" in _codes(cables[1])


def test_a_record_that_breaks_off_does_not_take_the_next_with_it() -> None:
    first, second, third = (json.dumps(columns(one)) for one in ONES)
    cables = read_all(f"{first}\n{second[:-9]}\n{third}\n")
    assert [cable.reference_id for cable in cables] == [one.id for one in ONES]
    assert "bad-row" in _codes(cables[1])
    assert_is(cables[2], ONES[2], "json")


def test_a_row_with_other_columns_than_the_table_names_is_a_problem() -> None:
    table = _table(ONES[:1])
    (cable,) = read_all(table.rstrip() + ",more\r\n")
    assert "bad-row" in _codes(cable)
    dump = insert_dump(ONES[:1]).replace("('317',", "('317', 'more',")
    (cable,) = read_all(dump)
    assert "bad-row" in _codes(cable)


def test_dumps_that_name_no_column_are_told_by_what_stands_in_them() -> None:
    dump = insert_dump(ONES, names=False)
    cables = read_all(dump[dump.index("INSERT INTO cable") :])
    assert [cable.reference_id for cable in cables] == [one.id for one in ONES]
    assert [p.n for p in cables[0].paragraphs] == [p.n for p in read_all(dump)[0].paragraphs]


@pytest.mark.parametrize(
    ("keys", "identifier"),
    [
        (("uid", "when", "body"), "05QUITO317"),
        (("canonical_id", "when", "message"), "05QUITO317"),
        (("Document Number", "Draft Date", "Message Text"), "05QUITO317"),
        (("MRN", "sent", "text"), "05QUITO317"),
        (("name", "Date/DTG", "full_text"), "05QUITO317"),
    ],
)
def test_usual_names(keys: tuple[str, str, str], identifier: str) -> None:
    one = made(317)
    record = dict(zip(keys, (one.id, f"{one.day} 14:45", one.body()), strict=True))
    (cable,) = parse_all(json.dumps([record]))
    assert cable.reference_id == identifier


@pytest.mark.parametrize(
    "keys",
    [
        ("doc_nbr", "authored", "cable_body"),
        ("messageNumber", "sent_at", "msg_txt"),
        ("FILE NAME", "Transmission Date", "Raw Text"),
        ("path", "dtg", "telegram"),
        ("kennung", "wann", "kabel"),
    ],
)
@pytest.mark.parametrize("form", ["json", "csv", "sql"])
def test_other_names_are_told_by_their_words_or_by_what_stands_under_them(
    form: str, keys: tuple[str, str, str]
) -> None:
    ones = [made(317, subject=QUOTED.replace("\\", "/")), made(318)]
    rows = [dict(zip(keys, (one.id, one.day, one.body()), strict=True)) for one in ones]
    if form == "json":
        text = json.dumps({"took": 3, "hits": rows})
    elif form == "csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, keys)
        writer.writeheader()
        writer.writerows(rows)
        text = out.getvalue()
    else:
        names = "({})".format(", ".join(f'"{key}"' for key in keys))
        values = [
            ", ".join("'{}'".format(value.replace("'", "''")) for value in row.values())
            for row in rows
        ]
        text = "".join(["INSERT INTO t ", names, " VALUES\n(", "),\n(".join(values), ");\n"])
    cables = read_all(text)
    assert len(cables) == 2
    for cable, one in zip(cables, ones, strict=True):
        assert_is(cable, one, form)
        assert cable.record.created is not None
        assert cable.record.created.text == one.day
        assert {item.name for item in cable.record.attributes} == set(keys[:2])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('"{0}","2005-03-21","{1}"\r\n', 2),
        ('sep=;\r\nid;date;text\r\n{0};2005-03-21;"{1}"\r\n', 1),
        ('title,words\n{0} of March,"{1}"\n', 1),
        ('file\ttext\n/dumps/{0}.txt\t"{1}"\n', 1),
    ],
)
def test_tables_without_names_and_with_few(text: str, count: int) -> None:
    one = made(317)
    rows = text.format(one.id, one.body()) * count
    cables = read_all(rows, name="05QUITO317.csv")
    assert len(cables) == count
    assert_is(cables[0], one, "csv")


@pytest.mark.parametrize(
    "text",
    [
        "one, two\nthree, four\n",
        "Dear Jane,\n1. The chair, as you know, is new.\n2. It is green.\n",
        '"Lanterns, and chairs"\nSUBJECT: X, Y\n\n1. (C) He said, "No."\n',
    ],
)
def test_commas_make_no_table(text: str) -> None:
    assert all(cable.source.format != "csv" for cable in parse_all(text))


@pytest.mark.parametrize(
    "row",
    [
        {"id": "a", "note": "1. The chair is new. " * 9},
        {"words": ["UNCLAS ROME 1", "SUBJECT: X", "1. Text " * 9]},
        {"pages": 3, "note": "TAGS: on the lamps of the harbor. " * 9},
    ],
)
def test_long_words_that_show_no_cable_make_no_record(row: dict[str, object]) -> None:
    (cable,) = parse_all(json.dumps([row]))
    assert [problem.code for problem in cable.problems] == ["no-record"]


def test_lists_and_numbers_are_kept_as_written() -> None:
    one = made(317)
    record = {**columns(one), "tags": ["PREL", "ECON"], "pages": 3, "ok": True, "none": None}
    record["content"] = one.body().replace("TAGS: PREL, ECON, EC\n", "")
    (cable,) = read_all(json.dumps(record))
    known = {item.name: item.value.text for item in cable.record.attributes}
    assert known["tags"] == '["PREL", "ECON"]'
    assert known["pages"] == "3"
    assert known["ok"] == "true"
    assert "none" not in known
    assert [tag.text for tag in cable.opening.tags] == ["PREL", "ECON"]


def test_words_of_a_record_point_into_the_file() -> None:
    text = _lines(ONES)
    cable = read_all(text)[1]
    assert cable.opening.subject is not None
    (span,) = cable.opening.subject.spans
    start = cable.source.offset + span.start
    assert json.loads(f'"{text[start : cable.source.offset + span.end]}"') == QUOTED


def _text() -> str:
    return f"{made(317).head()}\n{made(317).body()}"


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br/>\n")


@pytest.mark.parametrize(
    "form",
    [
        lambda text: f"<p>{_escaped(text)}</p>",
        lambda text: html.escape(f"<p>{_escaped(text)}</p>"),
        lambda text: f"<div>{text.replace(chr(10), '<br>')}</div>",
        lambda text: f"<pre>{html.escape(text)}</pre>",
        html.escape,
    ],
)
@pytest.mark.parametrize("kind", ["json", "csv", "sql"])
def test_pages_in_cells_are_read_as_pages(form: Callable[[str], str], kind: str) -> None:
    text = _text() + "He said \"yes & <no>\", 'perhaps'.\n"
    plain, cell = parse(text), form(text)
    if kind == "json":
        source = json.dumps([{"id": "05QUITO317", "date": "2005-01-26", "text": cell}])
    elif kind == "csv":
        words = cell.replace('"', '""')
        source = f'id,date,text\n05QUITO317,2005-01-26,"{words}"\n'
    else:
        words = cell.replace("'", "''")
        start = "INSERT INTO c (refid, date, content) VALUES ('05QUITO317', 'x', '"
        source = start + words + "');\n"
    got = parse(source)
    assert [one.text for one in got.paragraphs] == [one.text for one in plain.paragraphs]
    assert got.opening.subject
    assert plain.opening.subject
    assert got.opening.subject.text == plain.opening.subject.text
    assert [one.name for one in got.header.action] == [one.name for one in plain.header.action]
    assert all(passage_text(got, one.passage) == one.text for one in got.paragraphs)
    assert sum(one.span.end - one.span.start for one in got.segments) == len(got.source.text)


@pytest.mark.parametrize("indent", [None, 2])
def test_text_of_json_may_be_a_list_of_its_lines(indent: int | None) -> None:
    text = _text()
    record = {"mrn": "05 QUITO 317", "tags": ["PREL"], "message": text.split("\n")}
    got, plain = parse(json.dumps([record], indent=indent)), parse(text)
    assert [one.text for one in got.paragraphs] == [one.text for one in plain.paragraphs]
    assert [
        tag.text for tag in parse(json.dumps([{**record, "message": ["ROE"]}])).opening.tags
    ] == ["PREL"]
    assert sum(one.span.end - one.span.start for one in got.segments) == len(got.source.text)


@pytest.mark.parametrize(
    ("post", "level", "title"),
    [
        ("Originating Post", "Class", "Subject Line"),
        ("origin_post", "security_classification", "cable_subject"),
        ("issuingEmbassy", "classLevel", "docTitle"),
        ("Source Mission", "Original Class", "Full Title"),
    ],
)
def test_columns_of_several_words_are_fields_by_what_they_say(
    post: str, level: str, title: str
) -> None:
    text = f"doc_id,{post},{level},{title},body\n08TOKYO1235,Embassy Tokyo,SECRET,BEEF,"
    cable = parse(text + '"1. (S) The ban stays until the autumn, said the ministry."\n')
    assert cable.record.origin is not None
    assert cable.record.origin.text == "Embassy Tokyo"
    assert cable.opening.classification is not None
    assert cable.opening.classification.text == "SECRET"
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "BEEF"


@pytest.mark.parametrize("name", ["first line", "middle class", "blog post", "page level"])
def test_columns_that_say_something_else_are_no_fields(name: str) -> None:
    text = f"doc_id,{name},body\n08TOKYO1235,Embassy Tokyo,"
    cable = parse(text + '"1. (S) The ban stays until the autumn, said the ministry."\n')
    assert cable.record.origin is None
    assert cable.opening.classification is None
    assert cable.opening.subject is None
