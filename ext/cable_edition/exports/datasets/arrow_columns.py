"""Columns of Arrow made from their buffers.

``pyarrow.array`` asks pandas what a list is, and loads it for that wherever it is installed, which
takes 55 MiB. The layout of the buffers is that of the Arrow columnar format, 1.0.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

_EPOCH = date(1970, 1, 1).toordinal()


def column(cells: Sequence[Any], type_: pa.DataType) -> pa.Array:
    """Return a column of texts, integers, truth values or days (ISO); ``None`` is null.

    The texts are such as UTF-8 can hold, the integers such as 64 bits can.
    """
    import pyarrow as pa  # noqa: PLC0415

    nulls = cells.count(None)
    there = pa.py_buffer(_bits([cell is not None for cell in cells])) if nulls else None
    if pa.types.is_string(type_):
        texts = [b"" if cell is None else cell.encode() for cell in cells]
        ends = array("i", accumulate(map(len, texts), initial=0))
        values = [pa.py_buffer(ends), pa.py_buffer(b"".join(texts))]
    elif pa.types.is_boolean(type_):
        values = [pa.py_buffer(_bits([bool(cell) for cell in cells]))]
    elif pa.types.is_date32(type_):
        days = (date.fromisoformat(cell).toordinal() - _EPOCH if cell else 0 for cell in cells)
        values = [pa.py_buffer(array("i", days))]
    else:
        values = [pa.py_buffer(array("q", (cell or 0 for cell in cells)))]
    return pa.Array.from_buffers(type_, len(cells), [there, *values], nulls)


def _bits(flags: Sequence[bool]) -> bytes:
    """Return flags as bits, the first as the lowest of the first byte."""
    number = int("".join("1" if flag else "0" for flag in reversed(flags)) or "0", 2)
    return number.to_bytes((len(flags) + 7) // 8, "little")
