"""The tables for programs: what they hold, and that they are the same bytes each time."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.cli import main
from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.editing.withheld import Withheld
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.edition.data_tables import TABLES
from cable_edition.core.myst.escape import unescape_visible
from cable_edition.core.proof import cells, contents
from cable_edition.core.proof.contents import Held, UnreadableError, content_of
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.core.proof.unpacked import unpacked
from cable_edition.exports.datasets import parquet_files
from cable_edition.exports.datasets.csv_files import CsvFiles
from cable_edition.exports.datasets.rows import TableRows
from cable_edition.exports.datasets.sqlite_file import SqliteFile
from cable_edition.exports.datasets.storable import storable
from cable_edition.exports.folder import DataFolder
from tests.outputs.conftest import CABLE, HOSTILE, INFO
from tests.outputs.test_withheld import (
    LEAK,
    SIDECAR,
    project,  # noqa: F401 (a fixture)
    run,
)

WORDS = ("paragraphs", "blocks")
#: A cable whose values programs take for numbers, for nothing, or for a formula.
ODD = """\
UNCLAS ROME 000001

SIPDIS

E.O. 12958: N/A
TAGS: NA, INF, PREL
SUBJECT: =1+2
REF: 05E286

1. (SBU) 1e5
"""


@pytest.fixture
def written(edition: Edition, tmp_path: Path) -> Path:
    DataFolder(tmp_path / "data", edition, INFO).write(["tables", "json"])
    return tmp_path / "data"


def rows_of(one: EditedCable, edition: Edition, table: str) -> list[dict[str, Any]]:
    (found,) = (it for it in TABLES if it.name == table)
    names = [column.name for column in found.columns]
    return [
        dict(zip(names, row, strict=True))
        for name, row in TableRows(edition, INFO).of_cable(one)
        if name == table
    ]


def tables_of(path: Path) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    with closing(sqlite3.connect(path)) as file:
        for table in TABLES:
            query = f"SELECT * FROM {table.name}"  # noqa: S608
            yield table.name, file.execute(query).fetchall()


def test_words_are_those_of_the_reading(hostile: EditedCable, edition: Edition) -> None:
    paragraphs = rows_of(hostile, edition, "paragraphs")
    assert [one["text"] for one in paragraphs] == [part.text for part in hostile.cable.paragraphs]
    assert [one["number"] for one in paragraphs] == [1, 2, 3]
    assert [one["mark"] for one in paragraphs] == ["(C)", "(SBU)", "(C)"]
    assert [one["level"] for one in paragraphs] == ["C", "SBU", "C"]
    blocks = rows_of(hostile, edition, "blocks")
    assert [one["anchor"] for one in blocks] == ["p1", "p2", "p2-1", "p2-2", "p3"]
    assert " ".join(one["text"] for one in blocks[1:4]) == paragraphs[1]["text"]


#: What a character of a source may be that no text of the tables has.
_NO_WORDS = {
    *("marking", "number", "banner", "caption", "classification", "heading", "rule", "label"),
    *("subject", "tags", "eo-line", "reference", "signature", "closing", "pilcrow", "addressee"),
}


def test_no_mark_header_or_caption_is_among_the_words(each_edition: Edition) -> None:
    seen = Counter[str]()
    for one in each_edition.cables:
        cable = one.cable
        kinds = {
            at: segment.kind
            for segment in cable.segments
            for at in range(segment.span.start, segment.span.end)
        }
        rows = rows_of(one, each_edition, "paragraphs")
        for row, part in zip(rows, cable.paragraphs, strict=True):
            assert row["transmitted"] == (part.text or None)
            seen += Counter(
                kinds.get(at, "none")
                for span in part.passage.spans
                for at in range(span.start, span.end)
            )
    assert seen["paragraph"]
    assert not _NO_WORDS & set(seen)


def test_a_class_line_within_a_paragraph_is_no_word_of_it(
    make_edition: Callable[..., Edition],
) -> None:
    text = CABLE.replace("{hostile}", "all was").replace(
        "ROME 00002190  002 OF 002",
        "C O N F I D E N T I A L SECTION 02 OF 02 ROME 002190\n\nSIPDIS",
    )
    edition = make_edition(c06ROME2190=text)
    for table in WORDS:
        for row in rows_of(edition.cables[0], edition, table):
            for trap in ("CONFIDENTIAL", "C O N F", "SIPDIS", "SECTION", "(C)", "(SBU)", "SUMMARY"):
                assert trap not in str(row["text"])
                assert trap not in str(row["transmitted"])
    assert Counter(row["mark"] for row in rows_of(edition.cables[0], edition, "portions")) == {
        "(C)": 2,
        "(SBU)": 1,
    }


def test_all_formats_hold_the_same_rows(written: Path) -> None:
    for name, rows in tables_of(written / "tables" / "edition.sqlite"):
        with (written / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            head, *lines = csv.reader(file)
        (table,) = (one for one in TABLES if one.name == name)
        assert head == [one.name for one in table.columns]
        for row, line in zip(rows, lines, strict=True):
            for cell, shown, column in zip(row, line, table.columns, strict=True):
                text = unescape_visible(shown)
                if column.type == "boolean":
                    assert shown == {None: "", 0: "false", 1: "true"}[cell]
                elif text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"}:
                    assert text[1:] == cell
                else:
                    assert text == ("" if cell is None else str(cell))


def counts_of(folder: Path) -> dict[str, int]:
    """Return how many rows the lines of JSON give to tables."""
    lines = [json.loads(line) for line in (folder / "cables.jsonl").open(encoding="utf-8")]
    paragraphs = [part for line in lines for part in line["paragraphs"]]
    return {
        "records": len(lines),
        "paragraphs": len(paragraphs),
        "blocks": sum(len(part["blocks"]) for part in paragraphs),
        "portions": sum(1 for part in paragraphs if part["marking"])
        + sum(1 for line in lines for one in line["editorial"]["marks"] if one["mark"]),
        "tags": sum(len(line["tags"]) for line in lines),
        "mentions": sum(len(line["editorial"]["mentions"]) for line in lines),
        "refs": sum(len(line["references"]) + len(line["body_references"]) for line in lines),
        "notes": sum(len(line["editorial"]["notes"]) for line in lines),
        "emendations": sum(len(line["editorial"]["emendations"]) for line in lines),
    }


def test_the_tables_count_what_the_lines_count(each_edition: Edition, tmp_path: Path) -> None:
    DataFolder(tmp_path, each_edition, INFO).write(["tables", "json"])
    rows = {name: len(rows) for name, rows in tables_of(tmp_path / "tables" / "edition.sqlite")}
    expected = counts_of(tmp_path)
    assert {name: rows[name] for name in expected} == expected
    assert expected["records"]


def test_no_cell_of_csv_is_a_formula_and_sqlite_has_the_words(
    make_edition: Callable[..., Edition], tmp_path: Path
) -> None:
    DataFolder(tmp_path, make_edition(c06ROME1=ODD), INFO).write(["tables"])
    with (tmp_path / "tables" / "records.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["subject"] == "'=1+2"
    rows = dict(tables_of(tmp_path / "tables" / "edition.sqlite"))
    assert "=1+2" in rows["records"][0]


def test_hostile_words_go_there_and_back(written: Path) -> None:
    rows = dict(tables_of(written / "tables" / "edition.sqlite"))
    # White space is folded, as in every text of the edition; nothing else of it is lost.
    assert "".join(HOSTILE.split()) in "".join(str(rows["paragraphs"][0][6]).split())


@given(st.lists(st.text(st.characters(codec=None), max_size=9), min_size=4, max_size=4))
def test_whatever_a_text_holds_it_is_written(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    row = ("c", 1, *texts[:2])
    with CsvFiles(folder) as lines, SqliteFile(folder) as file:
        for sink in (lines, file):
            sink.add("tags", [row if sink is lines else storable(row)])
            sink.finish()
    stored = dict(tables_of(folder / "edition.sqlite"))["tags"][0]
    for text, found in zip(texts[:2], stored[2:], strict=True):
        assert len(found) == len(text)
        assert all(a == b or "\ud800" <= b <= "\udfff" for a, b in zip(found, text, strict=True))
    (folder / "tags.csv").read_text("utf-8")
    shutil.rmtree(folder)


def test_the_same_edition_gives_the_same_bytes(edition: Edition, tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        DataFolder(tmp_path / name, edition, INFO).write(["tables"])
        files = sorted((tmp_path / name / "tables").iterdir())
        found.append({path.name: path.read_bytes() for path in files})
    assert found[0] == found[1]
    assert len(found[0]) == len(TABLES) + 2
    head = found[0]["edition.sqlite"][:100]
    # How often a file was changed, and by which version of SQLite.
    assert (head[24:28], head[96:]) == (b"\0\0\0\1", bytes(4))


def test_a_run_that_fails_leaves_nothing(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> Iterator[object]:
        raise OSError("no space")
        yield

    monkeypatch.setattr(TableRows, "of_cable", fails)
    with pytest.raises(OSError, match="no space"):
        DataFolder(tmp_path / "out", edition, INFO).write(["tables"])
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def test_without_pyarrow_a_line_says_what_is_left_out(
    project: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = project / "data" / "parquet" / "records.parquet"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"PAR1")
    monkeypatch.setattr(parquet_files, "is_there", lambda: False)
    done = run(project, "export", "all", "--out", str(project / "data"))
    assert done.exit_code == 0
    told, written = done.output.splitlines()
    assert told.startswith("Parquet and Croissant are left out: pyarrow is not installed; pip")
    assert written == f"1 cable written to {project / 'data'}"
    assert not old.exists()
    assert (project / "data" / "tables" / "edition.sqlite").is_file()
    done = run(project, "verify", str(project / "data"))
    assert done.exit_code == 0, done.output


def test_a_long_text_of_sqlite_is_searched_for_what_is_withheld(
    project: Path,  # noqa: F811
) -> None:
    done = run(project, "export", "tables", "--out", str(project / "data"))
    assert done.exit_code == 0, done.output
    path = project / "data" / "tables" / "more.sqlite"
    # A long text lies in pages of 4096 bytes each: at some place the name is cut in two.
    for before in range(4200):
        with closing(sqlite3.connect(":memory:")) as file, file:
            file.execute('CREATE TABLE "a ""b" (x)')
            words = f"{'x' * (4400 - before)} Zebedee Quux came. {'x' * before}"
            file.execute('INSERT INTO "a ""b" VALUES (?)', (words,))
            file.commit()
            data = file.serialize()
        if b"Quux" not in data:
            break
    assert b"Quux" not in data
    path.write_bytes(data)
    done = run(project, "export", "tables", "--out", str(project / "data"))
    assert done.exit_code == 2
    assert f'more.sqlite: in a ""b, line 1: {LEAK}' in done.output
    assert SIDECAR.split("name: ")[1].split(",")[0] not in done.output


def test_a_damaged_database_is_not_cleared() -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        list(unpacked("x.sqlite", Held(b"SQLite format 3\x00" + b"x" * 5000)))


def test_the_data_of_a_cable_that_is_withheld_in_part_has_no_word_of_it(
    project: Path,  # noqa: F811
) -> None:
    done = run(project, "export", "all", "--out", str(project / "data"))
    assert done.exit_code == 0, done.output
    for path in (project / "data").rglob("*"):
        if path.is_file():
            for _, content in unpacked(path.name, content_of(path)):
                assert b"Quux" not in content.whole()
    assert CliRunner().invoke(main, ["verify", str(project / "data"), *_of(project)]).exit_code == 0


def _of(root: Path) -> list[str]:
    return [
        *("--sources", str(root / "source_cables")),
        *("--registers", str(root / "registers")),
    ]


@pytest.mark.outputs
def test_parquet_of_another_program_is_read_by_its_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pages may be packed, so that no word of them stands in the file."""
    import pyarrow as pa
    from pyarrow import parquet

    search = LeakSearch([Redacted(withheld=(Withheld("Jane Roe", "redaction 1", name=True),))])
    path = tmp_path / "a.parquet"
    columns = {
        "text": ["a word"] * 900 + ["said Jane Roe"],
        "list": [["a", None]] * 900 + [["Jane Roe"]],
        "row": [{"name": b"a"}] * 900 + [{"name": b"Jane Roe"}],
        "kind": pa.array(["a"] * 900 + ["Jane Roe"]).dictionary_encode(),
    }
    for name, column in columns.items():
        parquet.write_table(
            pa.table({name: column}), path, compression="gzip", write_statistics=False
        )
        for held in (1 << 22, 9):
            monkeypatch.setattr(contents, "HELD", held)
            found = search.content(path.name, content_of(path))
            assert found.startswith("in its columns, line "), (name, held)
    parquet.write_table(pa.table({"text": ["a word"]}), path, compression="gzip")
    assert search.content(path.name, content_of(path)) == ""
    monkeypatch.setattr(cells, "find_spec", lambda _: None)
    with pytest.raises(UnreadableError, match="is Parquet, and pyarrow is not installed; pip"):
        search.content(path.name, content_of(path))
    monkeypatch.undo()
    path.write_bytes(b"PAR1" + b"\xff" * 900 + b"PAR1")
    with pytest.raises(UnreadableError, match="its columns cannot be read"):
        search.content(path.name, content_of(path))


@pytest.mark.outputs
def test_parquet_of_this_program_needs_no_package_to_be_searched(
    project: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import duckdb

    done = run(project, "export", "parquet", "--out", str(project / "data"))
    assert done.exit_code == 0, done.output
    monkeypatch.setattr(cells, "find_spec", lambda _: None)
    path = project / "data" / "parquet" / "paragraphs.parquet"
    search = LeakSearch([Redacted(withheld=(Withheld("Osric Roe", "redaction 1", name=True),))])
    assert search.file(path.name, path.read_bytes()) == ""
    (shown,) = duckdb.read_parquet(str(path)).project("text").fetchall()[0]
    search = LeakSearch([Redacted(withheld=(Withheld(shown[:40], "redaction 1"),))])
    assert search.file(path.name, path.read_bytes())
