"""The tables in the programs of their worlds: pandas, polars, DuckDB, frictionless, mlcroissant."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.edition.assemble import Edition
from cable_edition.core.edition.data_tables import TABLES
from cable_edition.exports.folder import DataFolder
from tests.editions import ROOT
from tests.outputs.conftest import CABLE, HOSTILE, INFO
from tests.outputs.test_tables import ODD, counts_of

pytestmark = pytest.mark.outputs
#: Values that programs take for numbers or for nothing.
TRAPS = {"05E286", "NA", "INF", "1e5"}


@pytest.fixture
def data(make_edition: Callable[..., Edition], tmp_path: Path) -> Path:
    edition = make_edition(c06ROME1=ODD, c06ROME2190=CABLE.replace("{hostile}", HOSTILE))
    DataFolder(tmp_path / "data", edition, INFO).write(["tables", "parquet", "json"])
    return tmp_path / "data"


def traps_in(values: list[Any]) -> set[str]:
    return TRAPS & {value for value in values if isinstance(value, str)}


def of_pandas(data: Path, form: str, table: str) -> Any:
    import pandas as pd

    if form == "parquet":
        return pd.read_parquet(data / "parquet" / f"{table}.parquet")
    if form == "csv":
        path = data / "tables" / f"{table}.csv"
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    with closing(sqlite3.connect(data / "tables" / "edition.sqlite")) as file:
        return pd.read_sql(f"SELECT * FROM {table}", file)  # noqa: S608


def of_polars(data: Path, form: str, table: str) -> Any:
    import polars as pl

    if form == "parquet":
        return pl.read_parquet(data / "parquet" / f"{table}.parquet")
    if form == "csv":
        return pl.read_csv(data / "tables" / f"{table}.csv", infer_schema=False)
    with closing(sqlite3.connect(data / "tables" / "edition.sqlite")) as file:
        query = f"SELECT * FROM {table}"  # noqa: S608
        return pl.read_database(query, file, infer_schema_length=None)


def of_duckdb(data: Path, form: str, table: str) -> Any:
    import duckdb

    if form == "parquet":
        return duckdb.read_parquet(str(data / "parquet" / f"{table}.parquet")).df()
    if form == "csv":
        path = str(data / "tables" / f"{table}.csv")
        return duckdb.read_csv(path, all_varchar=True).df()
    frame = of_pandas(data, "sqlite", table)
    return duckdb.sql("SELECT * FROM frame").df() if len(frame) else frame


@pytest.mark.parametrize("form", ["parquet", "sqlite", "csv"])
@pytest.mark.parametrize("read", [of_pandas, of_polars, of_duckdb])
def test_ids_stay_text_and_counts_are_those_of_the_lines(
    data: Path, form: str, read: Callable[[Path, str, str], Any]
) -> None:
    expected = counts_of(data)
    frames = {table.name: read(data, form, table.name) for table in TABLES}
    assert {name: len(frames[name]) for name in expected} == expected
    assert traps_in(list(frames["tags"]["tag"])) == {"NA", "INF"}
    assert traps_in(list(frames["refs"]["words"])) == {"05E286"}
    assert traps_in(list(frames["paragraphs"]["text"])) == {"1e5"}
    assert list(frames["records"]["id"]) == ["06ROME1", "06ROME2190"]


def test_the_lines_of_the_manual_read_csv(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "data.md").read_text("utf-8")
    (block,) = re.findall(r"```python\n(import duckdb.*?)```", page, re.DOTALL)
    lines = [line for line in block.splitlines() if "read_csv" in line]
    assert len(lines) == 3
    monkeypatch.chdir(data)
    names: dict[str, Any] = {}
    exec(block.splitlines()[0], names)  # noqa: S102
    for line in lines:
        found = eval(line, names)  # noqa: S307
        assert len(found) == 2


def test_a_data_package_is_valid_and_its_tables_too(data: Path) -> None:
    from frictionless import Package, validate

    report = validate(str(data / "tables" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    package = Package(str(data / "tables" / "datapackage.json"))
    assert [one.name for one in package.resources] == [table.name for table in TABLES]
    rows = package.get_resource("refs").read_rows()
    assert "05E286" in {row["words"] for row in rows}
    assert {row["published"] for row in rows} <= {True, False, None}


def test_frictionless_sees_a_cable_that_is_not_there(data: Path) -> None:
    from frictionless import validate

    path = data / "tables" / "tags.csv"
    path.write_text(path.read_text("utf-8").replace("06ROME1,1", "06ROME9,1"), "utf-8", newline="")
    report = validate(str(data / "tables" / "datapackage.json"))
    kinds = {kind for (kind,) in report.flatten(["type"])}
    assert kinds == {"hash-count", "foreign-key"} or "foreign-key" in kinds


def test_croissant_is_valid_and_gives_the_rows(data: Path) -> None:
    import mlcroissant

    dataset = mlcroissant.Dataset(jsonld=str(data / "parquet" / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors
    assert not dataset.metadata.ctx.issues.warnings
    rows = list(dataset.records("refs"))
    assert len(rows) == counts_of(data)["refs"]
    assert b"05E286" in {row["refs/words"] for row in rows}
    assert {row["refs/position"] for row in rows} >= {1, 2}


def test_parquet_says_what_its_columns_are_and_not_who_wrote_it(data: Path) -> None:
    import duckdb
    from pyarrow import parquet

    for table in TABLES:
        path = data / "parquet" / f"{table.name}.parquet"
        schema = parquet.read_schema(path)
        for one in table.columns:
            said = schema.field(one.name).metadata
            assert said[b"description"].decode() == one.meaning
            assert said.get(b"unit", b"").decode() == one.unit
        assert b"parquet-cpp" not in path.read_bytes()
        query = f"SELECT created_by FROM parquet_file_metadata('{path}')"  # noqa: S608
        assert duckdb.sql(query).fetchall() == [("Cable Edition version 1",)]


def test_parquet_is_the_same_bytes_and_has_its_words_openly(
    make_edition: Callable[..., Edition], tmp_path: Path
) -> None:
    edition = make_edition(c06ROME2190=CABLE.replace("{hostile}", "as plain as ever"))
    found = []
    for name in ("one", "two"):
        DataFolder(tmp_path / name, edition, INFO).write(["parquet"])
        paths = sorted((tmp_path / name / "parquet").iterdir())
        found.append({path.name: path.read_bytes() for path in paths})
    assert found[0] == found[1]
    # So the search for withheld words sees them without unpacking anything.
    assert b"as plain as ever was plain" in found[0]["paragraphs.parquet"]


def test_many_rows_are_written_in_groups(
    make_edition: Callable[..., Edition], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyarrow import parquet

    monkeypatch.setattr("cable_edition.exports.datasets.parquet_files._ROWS", 2)
    edition = make_edition(c06ROME2190=CABLE.replace("{hostile}", "x"), c06ROME1=ODD)
    DataFolder(tmp_path, edition, INFO).write(["parquet", "json"])
    with parquet.ParquetFile(tmp_path / "parquet" / "paragraphs.parquet") as file:
        assert file.metadata.num_row_groups == 2
        assert file.metadata.num_rows == counts_of(tmp_path)["paragraphs"] == 4
    description = json.loads((tmp_path / "parquet" / "croissant.json").read_text("utf-8"))
    assert len(description["distribution"]) == len(TABLES)
