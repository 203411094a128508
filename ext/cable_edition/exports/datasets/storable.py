"""Text as SQLite and Parquet can hold it, which is UTF-8."""

from __future__ import annotations

import re

from cable_edition.exports.datasets.rows import Cell, Row

_LONE = re.compile("[\ud800-\udfff]")
_INSTEAD = "\ufffd"


def storable(row: Row) -> Row:
    """Return a row in which each lone surrogate, which UTF-8 has not, is U+FFFD.

    It takes one place, so that positions hold.
    """
    return tuple([_storable(cell) for cell in row])


def _storable(cell: Cell) -> Cell:
    if isinstance(cell, str) and not cell.isascii() and _LONE.search(cell):
        return _LONE.sub(_INSTEAD, cell)
    return cell
