"""One value of a record in a data file, and the way its form escapes words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cable_edition.core.cable.span import Span
from cable_edition.core.reading.readers.pieces import Pieces

#: Adds a stretch of a row to a text, the escapes of its form decoded.
Unescape = Callable[[str, Span, Pieces], None]


class Cell(NamedTuple):
    """One value of a record: its name (empty where none is known), and where it stands."""

    name: str
    span: Span


def decoded(piece: str, unescape: Unescape) -> str:
    """Return a piece of a row without its escapes."""
    pieces = Pieces(piece)
    unescape(piece, Span(0, len(piece)), pieces)
    return pieces.text()
