"""Rows of fields on one line, divided by a bar: the tables that generated pages carry."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"\\([\\|])")
_FIELD = re.compile(r"((?:[^\\|]|\\.)*)(?:\||$)")


def join_row(fields: tuple[str, ...]) -> str:
    """Write fields on one line; a bar or backslash inside a field is escaped.

    White space at the ends of a field is not kept.
    """
    return " | ".join(part.strip().replace("\\", "\\\\").replace("|", "\\|") for part in fields)


def split_row(row: str) -> tuple[str, ...]:
    """Read a line that :func:`join_row` wrote."""
    if "\\" not in row:
        return tuple(part.strip() for part in row.split("|"))
    fields = [match[1] for match in _FIELD.finditer(row + "|")][: _bars(row) + 1]
    return tuple(_ESCAPED.sub(r"\1", part.strip()) for part in fields)


def _bars(row: str) -> int:
    return _ESCAPED.sub("", row).count("|")
