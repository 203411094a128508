"""The small row of segments is as good as a tuple of them."""

from __future__ import annotations

import pickle
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.cable.model import Segment
from cable_edition.core.cable.segments import (
    Segments,
    joined,
    of_kind,
    packed,
    start_of_first,
)
from cable_edition.core.cable.span import Span
from cable_edition.core.reading.parse import parse

KINDS = st.sampled_from(["blank", "paragraph", "unread"])


@st.composite
def rows(draw: st.DrawFn) -> tuple[Segment, ...]:
    """Return segments that meet; the first begins anywhere."""
    at = draw(st.integers(0, 1 << 33))
    found = []
    for width in draw(st.lists(st.integers(0, 9), max_size=8)):
        found.append(Segment(draw(KINDS), Span(at, at + width), draw(st.booleans())))
        at += width
    return tuple(found)


@given(rows(), st.integers(-9, 9), st.integers(-9, 9))
def test_packed_row_is_the_row(row: tuple[Segment, ...], low: int, high: int) -> None:
    small = packed(row)
    assert tuple(small) == row
    assert small == row
    assert len(small) == len(row)
    assert small[low:high] == row[low:high]
    assert [small[at] for at in range(-len(row), len(row))] == [
        row[at] for at in range(-len(row), len(row))
    ]
    assert deepcopy(small) == small
    assert hash(small) == hash(row)


@given(rows(), rows())
def test_rows_joined_are_both(first: tuple[Segment, ...], second: tuple[Segment, ...]) -> None:
    both = joined(packed(first), packed(second))
    assert tuple(both) == first + second
    met = tuple(one._replace(span=Span(*one.span)) for one in first)
    assert tuple(joined(packed(first[:2]), packed(first[2:]))) == met


@given(rows(), st.integers(0, 99))
def test_shift_moves_every_bound(row: tuple[Segment, ...], by: int) -> None:
    small = packed(row)
    moved = small.shifted(by) if isinstance(small, Segments) else small
    assert [one.span for one in moved] == [
        Span(one.span.start + by, one.span.end + by) for one in row
    ]


@given(rows(), KINDS)
def test_kinds_are_found(row: tuple[Segment, ...], kind: str) -> None:
    wanted = [one for one in row if one.kind == kind]
    for form in (row, packed(row)):
        assert list(of_kind(form, kind)) == wanted
        assert start_of_first(form, {kind}) == (wanted[0].span.start if wanted else None)


@pytest.mark.parametrize(
    "spans",
    [
        [(0, 3), (4, 5)],  # a gap
        [(0, 3), (2, 5)],  # an overlap
        [(3, 2), (2, 5)],  # a segment that ends before it begins
        [(4, 5), (0, 4)],  # out of order
    ],
)
def test_segments_that_do_not_meet_stay_as_they_are(spans: list[tuple[int, int]]) -> None:
    row = tuple(Segment("blank", Span(*span), content=False) for span in spans)
    assert packed(row) == row
    assert isinstance(packed(row), tuple)


def test_outside_a_row_is_an_error() -> None:
    row = Segments([0, 3, 5], [("blank", False), ("paragraph", True)])
    for at in (2, -3):
        with pytest.raises(IndexError):
            _ = row[at]


def test_segments_of_a_cable_take_little_room() -> None:
    text = "CONFIDENTIAL ROME 001234\n\nSUBJECT: X\n\n" + "".join(
        f"{n}. (C) Words and more words of paragraph {n}.\n\n" for n in range(1, 60)
    )
    segments = parse(text).segments
    assert isinstance(segments, Segments)
    assert len(segments) > 200
    assert segments.bounds.itemsize == 4
    assert len({id(sort) for sort in segments.sorts}) == len(set(segments.sorts))


def test_a_row_is_packed_away_with_its_kinds_by_name() -> None:
    # The numbers by which a process knows the kinds mean nothing to another.
    row = Segments([0, 3, 5], [("blank", False), ("paragraph", True)])
    packed_away = pickle.dumps(row)
    assert b"paragraph" in packed_away
    assert pickle.loads(packed_away) == row  # noqa: S301 (made above)
    assert deepcopy(row) == row
    assert list(row.shifted(4)) == [
        Segment("blank", Span(4, 7), content=False),
        Segment("paragraph", Span(7, 9), content=True),
    ]
