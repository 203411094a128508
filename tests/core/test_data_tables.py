"""The tables are described once: whole, in the manual too, and without names that SQL has."""

from __future__ import annotations

import re
import sqlite3

import pytest

from cable_edition.core.edition.data_tables import TABLES, Table
from cable_edition.core.edition.data_tables_page import BEGIN, END, described, with_tables
from tests.editions import ROOT

EACH = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def test_the_manual_has_the_tables_of_the_program() -> None:
    page = (ROOT / "docs" / "data.md").read_text("utf-8")
    assert with_tables(page) == page, "run python -m cable_edition.core.edition.data_tables_page"
    for table in TABLES:
        assert f"(`{table.name}`)" in page


def test_a_page_without_a_place_for_them_is_refused() -> None:
    assert described() in with_tables(f"x\n{BEGIN}\nold\n{END}\ny")
    with pytest.raises(ValueError, match="no place"):
        with_tables("x")


@EACH
def test_each_column_says_what_it_is(table: Table) -> None:
    names = [one.name for one in table.columns]
    assert len(set(names)) == len(names)
    assert set(table.key) <= set(names)
    for one in table.columns:
        assert re.fullmatch("[a-z][a-z0-9_]*", one.name)
        assert one.meaning.endswith(".")
        assert one.source
        assert "|" not in one.meaning
        if one.name in {"words", "start", "stop", "places"} and one.type == "integer":
            assert one.unit


@EACH
def test_links_lead_to_columns(table: Table) -> None:
    by_name = {one.name: one for one in TABLES}
    for link in table.links:
        assert link.column in {one.name for one in table.columns}
        assert by_name[link.table].key == (link.to,)


@EACH
def test_no_name_has_to_be_quoted(table: Table) -> None:
    columns = ", ".join(one.name for one in table.columns)
    file = sqlite3.connect(":memory:")
    file.execute(f"CREATE TABLE {table.name} ({columns})")
    assert file.execute(f"SELECT {columns} FROM {table.name}").fetchall() == []  # noqa: S608
    file.close()
