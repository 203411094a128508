"""The transmission header of a cable in a value of its own, wherever in the record it stands.

It is told by its labels (FM, TO, INFO, the routing lines, the date-time group), not by the name of
its column, of which collections have many.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.late_pattern import late
from cable_edition.core.problems import Problem
from cable_edition.core.reading.header.transmission import HeaderParts, parse_header
from cable_edition.core.reading.readers.cell import decoded
from cable_edition.core.reading.readers.pieces import Pieces
from cable_edition.core.reading.shift import Shift

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawCable
    from cable_edition.core.reading.readers.cell import Cell, Unescape

#: A word that a header has, and that the texts beside a cable seldom have.
_SIGN = late(r"VZCZC|\b[0-9]{6}[Zz]\b|\b(?i:FM|ZN[YR])[ ]|\b(?i:INFO|TO)[ \t]{1,4}[A-Z]")
#: A header is seldom shorter, and no header is longer (all posts of the world are 20,000).
_SHORTEST, _LONGEST = 16, 65_536
#: So much of a value is read as a header, if it is one: the rest may be a class line.
_MOST = 0.6


class GivenHeader(NamedTuple):
    """The header that a value of a record is: its name, and what was read, in the row's places."""

    name: str
    parts: HeaderParts


def is_header(row: str, cell: Cell, unescape: Unescape) -> bool:
    """Whether a value is a transmission header, by what stands in it."""
    start, end = cell.span
    if not _SHORTEST <= end - start <= _LONGEST:
        return False
    words = decoded(row[start:end], unescape)
    if not _SIGN.search(words):
        return False
    parts = parse_header(words)
    return parts.present and parts.end >= _MOST * len(words.strip(WHITE))


def given_header(row: str, cell: Cell, unescape: Unescape) -> GivenHeader:
    """Return the header that a value is, in characters of the row.

    Problems, in its parts: ``column-unread`` where words below the header were not read.
    """
    pieces = Pieces(row)
    unescape(row, cell.span, pieces)
    text = pieces.text()
    parts = parse_header(text)
    left = text[parts.end :].strip(WHITE)
    if left:
        message = f"the value of {cell.name[:40]} has words that are no header: {left[:40]}"
        told = Problem("column-unread", message, offset=parts.end)
        parts = replace(parts, problems=(*parts.problems, told))
    return GivenHeader(cell.name, Shift(pieces.offsets()).header(parts))


def with_header(raw: RawCable, given: GivenHeader) -> RawCable:
    """Return ``raw`` with a header that stands apart from its text.

    A header within the text stands before it.
    """
    parts = given.parts
    return replace(
        raw,
        given_header=parts.header,
        found=(*parts.found, *raw.found),
        problems=(*raw.problems, *parts.problems),
        created=raw.created or parts.header.message_datetime,
    )
