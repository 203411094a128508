"""Edits of the files that hold one line for each cable: tables, references, letters, the graph.

They are of the edition that has everything, of the lines of 05ROME301.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from tests.tampering.kinds import Edit, replaced

CABLE = "05ROME301"
SUBJECT = "ITALY'S HARBOR LIGHTS"
#: Column of the table -> the kind of an edit of it, and another value.
COLUMNS = {
    "id": ("anchor", "05ROME302"),
    "date": ("field", "2005-02-01"),
    "message_datetime": ("field", "2005-02-01T09:12:00"),
    "origin": ("field", "Embassy Paris"),
    "from": ("field", "AMEMBASSY PARIS"),
    "to": ("field", "SECSTATE WASHDC"),
    "info": ("field", "AMCONSUL NAPLES"),
    "classification": ("mark", "SECRET"),
    "captions": ("mark", "NODIS"),
    "tags": ("name", "EWWT; ECON; PREL; IT"),
    "subject": ("word-changed", "ITALY'S HARBOR NIGHTS"),
    "references": ("name", "04ROME4411; 05OTTAWA901"),
    "paragraphs": ("number", "6"),
    "signature": ("word-left-out", ""),
    "partial": ("field", "no"),
    "redactions": ("number", "1"),
    "excisions": ("number", "1"),
    "source_file": ("field", "other.txt"),
    "source_sha256": ("field", "0" * 64),
    "address": ("anchor", "https://lantern-coast.example/cables/05ROME302.html"),
}
Rows = list[list[str]]
#: The file and the edit.
TableEdit = tuple[str, Edit]


def _table(kind: str, name: str, change: Callable[[Rows], object]) -> TableEdit:
    def changed(data: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
        change(rows)
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        return out.getvalue().encode()

    return "cables.csv", Edit(kind, name, changed)


def _cell(column: str, value: str) -> Callable[[Rows], object]:
    def change(rows: Rows) -> None:
        at = rows[0].index(column)
        (row,) = (row for row in rows if row[0] == CABLE)
        assert row[at] != value
        row[at] = value

    return change


def _more(column: str, words: str) -> Callable[[Rows], object]:
    def change(rows: Rows) -> None:
        (row,) = (row for row in rows if row[0] == CABLE)
        row[rows[0].index(column)] += words

    return change


def _columns_swapped(rows: Rows) -> None:
    for row in rows[1:]:
        row[1], row[2] = row[2], row[1]


def _swapped(items: list[Any], one: int, other: int) -> None:
    items[one], items[other] = items[other], items[one]


def _json(file: str, kind: str, name: str, change: Callable[[Any], object]) -> TableEdit:
    def changed(data: bytes) -> bytes:
        value = json.loads(data)
        change(value)
        return json.dumps(value, ensure_ascii=False).encode()

    return file, Edit(kind, name, changed)


def _node(change: Callable[[dict[str, Any]], object]) -> Callable[[Any], object]:
    def changed(value: Any) -> None:
        (one,) = (one for one in value["@graph"] if one.get("identifier") == CABLE)
        change(one)

    return changed


def _reference(change: Callable[[dict[str, Any]], object]) -> Callable[[Any], object]:
    def changed(value: Any) -> None:
        (one,) = (one for one in value if one["id"] == CABLE)
        change(one)

    return changed


def _of(file: str, *edits: tuple[str, str, str, str]) -> list[TableEdit]:
    return [(file, replaced(*edit)) for edit in edits]


def _twice(mark: bytes) -> Callable[[bytes], bytes]:
    """Let the part of a file that begins with the first mark stand twice."""

    def changed(data: bytes) -> bytes:
        start = data.index(mark)
        end = data.index(mark, start + 1)
        return data[:end] + data[start:end] + data[end:]

    return changed


TABLE: list[TableEdit] = [
    *(_table(kind, name, _cell(name, new)) for name, (kind, new) in COLUMNS.items()),
    _table("word-added", "subject", _more("subject", " NOT")),
    _table("word-added", "signature", _more("signature", " JR")),
    _table("word-left-out", "a line", lambda rows: rows.pop(2)),
    _table("word-added", "a line", lambda rows: rows.append(["x", "y"])),
    _table("word-added", "a line of a cable again", lambda rows: rows.append(rows[1])),
    _table("word-added", "a cell", lambda rows: rows[2].append("x")),
    _table("order", "two lines", lambda rows: _swapped(rows, 1, 2)),
    _table("order", "two columns", _columns_swapped),
    _table("title", "of a column", lambda rows: rows[0].__setitem__(3, "sender")),
    _table("markup", "a formula", _cell("subject", "=1+1")),
    _table("markup", "a column more", lambda rows: [row.append("") for row in rows]),
    ("cables.csv", Edit("file", "cut off in a field", lambda data: data + b'"x')),
    ("cables.csv", Edit("file", "empty", lambda _: b"")),
    ("cables.csv", Edit("file", "another encoding", lambda data: data.decode().encode("utf-16"))),
]
LETTERS: list[TableEdit] = [
    *_of(
        "cmif.xml",
        ("field", "the day", 'when="2005-01-31"', 'when="2005-02-01"'),
        ("field", "the place", "ROME, Italy", "PARIS, France"),
        ("field", "the sender", "<orgName>Embassy Rome", "<orgName>Embassy X"),
        ("field", "an addressee", "<orgName>SECSTATE WASHDC", "<orgName>SECSTATE X"),
        ("anchor", "the id", f'key="{CABLE}"', 'key="05ROME302"'),
        ("anchor", "the address", f"cables/{CABLE}.html", "cables/05ROME302.html"),
        ("title", "the editors", "The makers", "The breakers"),
        ("title", "the licence", "by/4.0", "by-nc/4.0"),
        ("title", "the version", "version 1.3.0", "version 9.3.0"),
        ("markup", "an element", "<profileDesc>", "<profileDesc><note/>"),
        ("markup", "a comment", "<profileDesc>", "<profileDesc><!-- x -->"),
        ("markup", "an attribute", 'source="#edition"', 'source="#edition" n="1"'),
        ("markup", "a second text", "</body>", "<p/></body>"),
    ),
    ("cmif.xml", Edit("order", "a letter twice", _twice(b"<correspDesc "))),
    ("cmif.xml", Edit("file", "cut off", lambda data: data[:-30])),
    ("cmif.xml", Edit("file", "empty", lambda _: b"")),
]
REFERENCES: list[TableEdit] = [
    *_of(
        "citations.json",
        ("word-changed", "the title", SUBJECT, "ITALY'S HARBOR NIGHTS"),
        ("word-added", "the title", SUBJECT, f"{SUBJECT} NOT"),
        ("field", "the day", "[2005,1,31]", "[2005,1,30]"),
        ("field", "the author", "Embassy Rome", "Jane Roe"),
        ("title", "the DOI", "10.5555/lantern", "10.5555/x"),
        ("title", "of the edition", "The Lantern Coast", "The Lantern"),
        ("anchor", "the address", f"cables/{CABLE}.html", "cables/05ROME302.html"),
        ("markup", "a key twice", '{"id"', '{"id":"x","id"'),
    ),
    _json("citations.json", "number", "as a number", _reference(lambda r: r.update(number=1))),
    _json("citations.json", "field", "a field less", _reference(lambda r: r.pop("genre"))),
    _json("citations.json", "markup", "a field more", _reference(lambda r: r.update(x=1))),
    _json("citations.json", "order", "two references", lambda v: _swapped(v, 0, 1)),
    _json("citations.json", "word-left-out", "a reference", lambda v: v.pop()),
    ("citations.json", Edit("file", "cut off", lambda data: data[:-3])),
    *_of(
        "citations.bib",
        ("word-changed", "the title", SUBJECT, "ITALY'S HARBOR NIGHTS"),
        ("field", "the year", "{2005}", "{2004}"),
        ("field", "the month", "= jan", "= feb"),
        ("field", "the author", "Embassy Rome", "Jane Roe"),
        ("anchor", "the key", f"@techreport{{{CABLE}", "@techreport{05ROME302"),
        ("markup", "a comment", "@techreport", "@comment{x}\n@techreport"),
        ("markup", "a field", "  year ", "  note2 = {x},\n  year "),
        ("markup", "a field twice", "  year ", "  year = {1999},\n  year "),
    ),
    ("citations.bib", Edit("order", "a reference twice", _twice(b"@techreport{"))),
    *_of(
        "citations.ris",
        ("word-changed", "the title", SUBJECT, "ITALY'S HARBOR NIGHTS"),
        ("field", "the day", "2005/01/31", "2005/01/30"),
        ("markup", "a line", "TY  - RPRT", "KW  - x\r\nTY  - RPRT"),
        ("word-left-out", "an end", "ER  - \r\n", ""),
        ("field", "the type", "TY  - RPRT", "TY  - BOOK"),
    ),
    ("citations.ris", Edit("order", "a reference twice", _twice(b"TY  - "))),
]
GRAPH: list[TableEdit] = [
    *_of(
        "edition.jsonld",
        ("field", "the day", "2005-01-31", "2005-02-01"),
        ("title", "the licence", "by/4.0", "by-nc/4.0"),
        ("title", "the description", "Cables that nobody sent", "Cables that somebody sent"),
        ("register", "an office", "Coordinator", "Cook"),
        ("register", "a name", "Jane Roe", "Jane Row"),
        ("anchor", "of a person", "#person-roe-jane", "#person-roe"),
        ("markup", "the context", "http://schema.org/", "http://example.org/"),
    ),
    _json("edition.jsonld", "name", "a mention", _node(lambda n: n["mentions"].pop())),
    _json("edition.jsonld", "name", "another", _node(lambda n: n["mentions"][0].update(x=1))),
    _json("edition.jsonld", "name", "what it cites", _node(lambda n: n.update(cites=["./x"]))),
    _json("edition.jsonld", "word-changed", "the subject", _node(lambda n: n.update(name="X"))),
    _json("edition.jsonld", "field", "a TAG", _node(lambda n: n["keywords"].pop())),
    _json("edition.jsonld", "markup", "a key", _node(lambda n: n.update(text="Forged."))),
    _json(
        "edition.jsonld",
        "anchor",
        "a quoted place",
        lambda v: v["@graph"][-1]["cito:includesQuotationFrom"][0].update({"@id": "x"}),
    ),
    _json("edition.jsonld", "order", "two nodes", lambda v: _swapped(v["@graph"], 1, 2)),
    _json("edition.jsonld", "word-left-out", "a node", lambda v: v["@graph"].pop()),
    ("edition.jsonld", Edit("file", "cut off", lambda data: data[:-3])),
]
SIDE: list[TableEdit] = [
    *_of(
        "wanted.csv",
        ("field", "a wanted id", "04ROME4411", "04ROME4410"),
        ("number", "how often", ",2004,4411,", ",2004,4412,"),
        ("anchor", "where it is cited", "#ref-a", "#ref-b"),
        ("word-changed", "the request", "Telegram 4411", "Telegram 4410"),
        ("title", "of a column", "cited_as", "said"),
    ),
    ("wanted.csv", Edit("word-left-out", "a line", lambda data: data.rsplit(b"\r\n", 2)[0])),
    ("wanted.csv", Edit("file", "empty", lambda _: b"")),
    _json("wanted.json", "field", "a post", lambda v: v["wanted"][0].update(post="PARIS")),
    _json("wanted.json", "order", "two cables", lambda v: _swapped(v["wanted"], 0, 1)),
    _json("wanted.json", "word-left-out", "a cable", lambda v: v["wanted"].pop()),
    _json("wanted.json", "markup", "a key more", lambda v: v.update(x=[])),
    ("wanted.json", Edit("file", "cut off", lambda data: data[:-3])),
    *_of(
        "quoted.csv",
        ("field", "a verdict", ",emended,", ",exact,"),
        ("word-changed", "of a quotation", "need a keeper", "want a keeper"),
        ("anchor", "where it stands", "05ROME301#p4", "05ROME301#p3"),
        ("title", "of a work", "Nobody Wrote", "Somebody Wrote"),
    ),
    _json("quoted.json", "field", "a change", lambda v: v["quotations"][2]["changes"].pop()),
    _json("quoted.json", "word-left-out", "a quotation", lambda v: v["quotations"].pop()),
]
BEACON: list[TableEdit] = [
    *_of(
        "beacon-wikidata.txt",
        ("register", "an id", "Q4115189|Jane", "Q4115188|Jane"),
        ("register", "a name", "|Jane Roe|", "|Jane Row|"),
        ("anchor", "of a person", "#person-roe-jane", "#person-roe"),
        ("title", "who made it", "#CREATOR: ", "#CREATOR: not "),
        ("field", "how ids begin", "/entity/", "/wiki/"),
        ("markup", "a field", "#FORMAT", "#MESSAGE: Forged\n#FORMAT"),
        ("word-left-out", "the end of a line", "\nQ", "Q"),
    ),
    (
        "beacon-wikidata.txt",
        Edit("order", "lines", lambda data: b"\n".join(reversed(data.split(b"\n")))),
    ),
    ("beacon-wikidata.txt", Edit("file", "cut off", lambda data: data[:-3])),
]
EDITS = [*TABLE, *LETTERS, *REFERENCES, *GRAPH, *SIDE, *BEACON]
