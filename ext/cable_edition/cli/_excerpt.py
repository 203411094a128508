"""A line of a source as a terminal can show it, with the place of an offset in it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from cable_edition.core.cable.lines import line_at

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Source

#: How much of a line is shown on each side of the place.
_AROUND = 50


def visible(text: str) -> str:
    """Return ``text`` with characters that steer a terminal shown as their code points."""
    return "".join(
        f"<{ord(mark):04X}>" if unicodedata.category(mark) in {"Cc", "Cf", "Cs"} else mark
        for mark in text
    )


def excerpt(source: Source, offset: int) -> tuple[str, int]:
    """Return the line around ``offset`` cut to what a terminal shows, and the column of it."""
    line, column = line_at(source, offset)
    column = min(column, len(line))
    first, last = max(0, column - _AROUND), min(len(line), column + _AROUND)
    before = ("..." if first else "") + _shown(line[first:column])
    after = _shown(line[column:last]) + ("..." if last < len(line) else "")
    return before + after, sum(_width(mark) for mark in before)


def _shown(text: str) -> str:
    return visible(text.replace("\t", " "))


def _width(mark: str) -> int:
    if unicodedata.combining(mark):
        return 0
    return 2 if unicodedata.east_asian_width(mark) in {"W", "F"} else 1
