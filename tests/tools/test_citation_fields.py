"""Reference managers and typesetters read id, type, origin, day, edition, version and address."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tools.citation_fields import FIELDS, LOST, YES, Row, rows, with_table
from tests.tools.node import missing_packages

PAGE = Path(__file__).parents[2] / "docs" / "developers" / "citations.md"
#: What a program loses of a file, whatever the file says.
LOSSES = {("pandoc", "RIS", field) for field in ("type", "date", "its year")}


@pytest.fixture(scope="module")
def found() -> list[Row]:
    """What each program has, read once."""
    for tool in ("pdflatex", "bibtex", "biber"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is missing: install biber texlive-bibtex-extra texlive-latex-base")
    if missing := missing_packages():
        pytest.skip(missing)
    return list(rows())


def test_no_program_loses_a_field_that_it_can_read(found: list[Row]) -> None:
    lost = {
        (one.program, one.file, field)
        for one in found
        for field, how in one.found.items()
        if how == LOST
    }
    assert lost == LOSSES


def test_what_is_printed_has_every_field(found: list[Row]) -> None:
    printed = [one for one in found if one.program.endswith("printed")]
    assert len(printed) == 3
    assert all(set(one.found.values()) == {YES} for one in printed)
    assert all(list(one.found) == list(FIELDS) for one in found)


def test_the_table_of_the_manual_is_what_was_found(found: list[Row]) -> None:
    page = PAGE.read_text("utf-8")
    assert page == with_table(page, found)
