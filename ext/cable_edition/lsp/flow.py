"""Mappings and lists that are written in one line: ``{at: p4, quote: "x"}``, ``[a, b]``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_OPENING, _CLOSING = "{[", "}]"


class Piece(NamedTuple):
    """A part between commas: what opened it, and where it stands in its line."""

    opened: str
    start: int
    end: int


def pieces_at(text: str, begin: int, column: int) -> list[list[Piece]]:
    """Return the parts of what opens at ``begin`` and holds ``column``, outermost first.

    Each list has the parts of one level, of which the one that holds the column is within the
    next. An empty list if the column is outside.
    """
    levels: list[_Level] = []
    inside: list[_Level] = []
    for at, mark in _signs(text, begin):
        if mark in _OPENING:
            levels.append(_Level(mark, at + 1))
        elif mark == "," and levels:
            levels[-1].part(at)
        elif mark in _CLOSING and levels:
            done = levels.pop()
            done.part(at)
            if done.opening <= column <= at:
                inside.insert(0, done)
            if not levels:
                break
    for left in reversed(levels):
        left.part(len(text.rstrip()))
        if left.opening <= column:
            inside.insert(0, left)
    return [level.pieces for level in inside]


class _Level:
    def __init__(self, mark: str, at: int) -> None:
        self.opening = self._at = at
        self._mark = mark
        self.pieces: list[Piece] = []

    def part(self, end: int) -> None:
        self.pieces.append(Piece(self._mark, self._at, max(self._at, end)))
        self._at = end + 1


def _signs(text: str, begin: int) -> Iterator[tuple[int, str]]:
    """Yield brackets and commas that are in no quoted text."""
    quoted = before = ""
    skipped = False
    for at in range(begin, len(text)):
        mark = text[at]
        if skipped:
            skipped = False
        elif quoted == '"' and mark == "\\":
            skipped = True
        elif quoted == "'" and text.startswith("''", at):
            # A doubled mark is one mark of the text.
            skipped = True
        elif quoted:
            quoted = "" if mark == quoted else quoted
        elif mark in "\"'" and before in {"", *" :,[{"}:
            quoted = mark
        elif mark in "{}[],":
            yield at, mark
        before = mark
