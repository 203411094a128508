"""The segments of a cable, kept small: they meet without a gap, so each needs one bound.

A cable has a hundred segments and more. As objects they would be the largest part of its record.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from threading import Lock
from typing import overload

from cable_edition.core.cable.model import Segment
from cable_edition.core.cable.span import Span

#: The kind of a segment, and whether it is content.
Sort = tuple[str, bool]
_new = tuple.__new__


class _Codes(dict[Sort, int]):
    """The number of each sort, given out as they are met; ``sorts`` has them by number."""

    def __init__(self) -> None:
        super().__init__()
        self.sorts: list[Sort] = []
        self._lock = Lock()

    def __missing__(self, sort: Sort) -> int:
        with self._lock:
            if sort not in self:
                self.sorts.append(sort)
                self[sort] = len(self.sorts) - 1
        return self[sort]


#: There are some dozens of sorts: a byte for each segment is enough, and all cables share them.
code_of = _Codes()
_SORTS = code_of.sorts
#: Codes below this take a byte each.
_BYTE = 256
#: Bounds below this take four bytes each.
_SMALL = 1 << 32


class Segments(Sequence[Segment]):
    """An immutable row of segments; segment ``i`` reaches from bound ``i`` to bound ``i + 1``.

    Equal to any row of the same segments, a tuple too.
    """

    __slots__ = ("bounds", "codes")

    def __init__(self, bounds: Iterable[int] = (), sorts: Iterable[Sort] = ()) -> None:
        """Make a row; ``bounds`` are characters in order, one more than ``sorts`` (or none)."""
        self.bounds = _bounds(list(bounds))
        self.codes = _codes(list(map(code_of.__getitem__, sorts)))

    @classmethod
    def of_codes(cls, bounds: Iterable[int], codes: list[int]) -> Segments:
        """Make a row from bounds and the numbers that :data:`code_of` gives the sorts."""
        row = cls.__new__(cls)
        row.bounds = _bounds(list(bounds))
        row.codes = _codes(codes)
        return row

    @property
    def sorts(self) -> list[Sort]:
        """The sort of each segment."""
        return [_SORTS[code] for code in self.codes]

    def __reduce__(self) -> tuple[type[Segments], tuple[array[int], list[Sort]]]:
        # The numbers of sorts are those of this process.
        return Segments, (self.bounds, self.sorts)

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> Segment: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Segment, ...]: ...
    def __getitem__(self, index: int | slice) -> Segment | tuple[Segment, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        at = range(len(self.codes))[index]
        kind, content = _SORTS[self.codes[at]]
        return Segment(kind, Span(self.bounds[at], self.bounds[at + 1]), content)

    def __iter__(self) -> Iterator[Segment]:
        bounds = self.bounds
        for at, code in enumerate(self.codes):
            kind, content = _SORTS[code]
            yield _new(Segment, (kind, _new(Span, (bounds[at], bounds[at + 1])), content))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Segments):
            return self.codes == other.codes and self.bounds == other.bounds
        return tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Segments({list(self)!r})"

    def shifted(self, by: int) -> Segments:
        """Return the same segments so many characters further on."""
        if not by:
            return self
        row = Segments([bound + by for bound in self.bounds])
        row.codes = self.codes
        return row

    def followed(self, by: Segments) -> Segments:
        """Return these segments and those of a row that begins where they end."""
        row = Segments.__new__(Segments)
        row.bounds = self.bounds + by.bounds[1:]
        row.codes = self.codes + by.codes
        return row


def _bounds(row: list[int]) -> array[int]:
    return array("I" if not row or row[-1] < _SMALL else "Q", row)


def _codes(codes: list[int]) -> array[int]:
    """Return codes as a row of bytes, or of two bytes each where there are more sorts than that."""
    try:
        return array("B", bytes(codes))
    except ValueError:
        return array("H", codes)


def joined(first: Sequence[Segment], second: Sequence[Segment]) -> Sequence[Segment]:
    """Return two rows as one."""
    if not first or not second:
        return first or second
    if (
        isinstance(first, Segments)
        and isinstance(second, Segments)
        and first.bounds[-1] == second.bounds[0]
        and first.bounds.typecode == second.bounds.typecode
        and first.codes.typecode == second.codes.typecode
    ):
        return first.followed(second)
    return packed((*first, *second))


def packed(segments: Iterable[Segment]) -> Sequence[Segment]:
    """Return ``segments`` as a small row, or as they are where they do not meet."""
    if isinstance(segments, Segments):
        return segments
    row = tuple(segments)
    for one, following in pairwise(row):
        if one.span.end != following.span.start:
            return row
    if not row or any(one.span.end < one.span.start for one in row) or row[0].span.start < 0:
        return row
    bounds = [row[0].span.start, *(one.span.end for one in row)]
    return Segments(bounds, [(one.kind, one.content) for one in row])


def of_kind(segments: Iterable[Segment], kind: str) -> Iterator[Segment]:
    """Yield the segments of one kind, in order."""
    if isinstance(segments, Segments):
        # Most rows have none: the codes are looked for before any segment is made.
        codes = _codes_of(frozenset({kind}))
        places = () if _first_place(segments.codes, codes) is None else enumerate(segments.codes)
        return (segments[at] for at, code in places if code in codes)
    return (segment for segment in segments if segment.kind == kind)


def start_of_first(segments: Sequence[Segment], kinds: frozenset[str]) -> int | None:
    """Return where the first segment of one of ``kinds`` begins, or ``None``."""
    if isinstance(segments, Segments):
        at = _first_place(segments.codes, _codes_of(frozenset(kinds)))
        return None if at is None else segments.bounds[at]
    return next((item.span.start for item in segments if item.kind in kinds), None)


def _first_place(codes: array[int], wanted: frozenset[int]) -> int | None:
    """Return where the first of some codes stands in a row, or ``None``."""
    if codes.typecode == "B":
        # A byte is found in the time of a step of Python.
        row = codes.tobytes()
        places = [at for code in wanted if code < _BYTE and (at := row.find(code)) >= 0]
        return min(places) if places else None
    return next((at for at, code in enumerate(codes) if code in wanted), None)


def end_of(segments: Sequence[Segment]) -> int:
    """Return where a row ends that has one segment at least."""
    return segments.bounds[-1] if isinstance(segments, Segments) else segments[-1].span.end


@cache
def _codes_of(kinds: frozenset[str]) -> frozenset[int]:
    """Return the numbers of the sorts of some kinds, as content and as what is left."""
    return frozenset(code_of[kind, content] for kind in kinds for content in (True, False))
