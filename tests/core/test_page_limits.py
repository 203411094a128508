"""How many places a page lists, and the rows that a list makes when it asks for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.edition.whole import _Places
from cable_edition.core.pages.field_rows import Rows
from cable_edition.core.pages.limits import PLACES_ON_A_PAGE, places_shown
from cable_edition.core.registers.concordance import Occurrence
from cable_edition.volumes.digest import TABLES

SLICES = st.slices(12)


@given(st.lists(st.integers(0, 5000), max_size=300), st.integers(1, 500))
def test_a_page_lists_so_many_places_or_one_of_each(counts: list[int], most: int) -> None:
    shown = places_shown(counts, most)
    assert 1 <= shown <= most
    assert shown == 1 or sum(min(one, shown) for one in counts) <= PLACES_ON_A_PAGE


def test_what_fits_is_shown_as_the_settings_say() -> None:
    assert places_shown([200] * 50, 200) == 200
    assert places_shown([200] * 51, 200) == 100
    assert places_shown([10**6] * 250, 200) == 25
    assert places_shown([], 200) == 200


def test_an_entry_counts_with_what_it_has_alone() -> None:
    assert places_shown([10] * 1000, 200) == 200
    assert places_shown([10] * 1001, 200) == 6


@given(st.lists(st.integers(0, 9), max_size=12), st.lists(st.integers(), max_size=4), SLICES)
def test_rows_are_a_sequence(numbers: list[int], more: list[int], some: slice) -> None:
    rows = Rows(numbers, place, [place(number) for number in more])
    every = [place(number) for number in (*numbers, *more)]
    assert list(rows) == every
    assert len(rows) == len(every)
    assert list(rows[some]) == every[some]
    assert rows[-1:] == every[-1:]
    with pytest.raises(IndexError):
        rows[len(every)]


@given(st.integers(1, 12), SLICES)
def test_places_of_the_catalogue_are_a_sequence(count: int, some: slice) -> None:
    places = catalogue(count)
    rows = places["person", "roe"]
    every = [place(number) for number in range(count)]
    assert list(rows) == every
    assert len(rows) == count
    assert list(rows[some]) == every[some]
    assert rows[:3] == every[:3]
    assert rows[-1] == every[-1]
    assert ("person", "doe") not in places


def test_of_many_places_a_page_reads_those_that_it_shows() -> None:
    read: list[str] = []
    places = catalogue(12, read)
    rows = places["person", "roe"]
    assert len(rows[:2]) == 2
    assert any("LIMIT 2" in one for one in read), read
    assert not any("LIMIT 12" in one for one in read), read


def place(number: int) -> Occurrence:
    return Occurrence(f"05OTTAWA{number:02}", f"p{number}", "by ", "Roe", " and")


def catalogue(count: int, read: list[str] | None = None) -> _Places:
    """Return the places of one entry, in the order of their dates."""
    file = sqlite3.connect(":memory:")
    file.executescript(TABLES)
    for number in reversed(range(count)):
        one = place(number)
        row: Sequence[object] = (one.cable, f"2005-01-{number + 1:02}", "", number)
        file.execute("INSERT INTO cable (id, date, head, serial) VALUES (?, ?, ?, ?)", row)
        said = (one.cable, 0, one.anchor, one.before, one.words, one.after, one.sense)
        file.execute("INSERT INTO place VALUES ('person', 'roe', ?, ?, ?, ?, ?, ?, ?)", said)
    if read is not None:
        file.set_trace_callback(read.append)
    return _Places(file)
