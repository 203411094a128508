"""The paragraphs of a cable, kept small: of most, five offsets and two strings are enough.

As objects, with a mark, a number and one block each, they would be the largest part of a record
beside its text.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from cable_edition.core.cable.model import Block, Paragraph, Passage, Value
from cable_edition.core.cable.span import Span

#: Offsets of one paragraph: of its words, its mark and its number; where one of these is absent,
#: both of its offsets are nought. The sender's number comes last, one more than it is.
_WIDTH = 7
#: Offsets and numbers below this take four bytes each.
_SMALL = (1 << 32) - 1
#: What stands for the words of a paragraph in a row: its anchor, its mark and its words, or the
#: paragraph itself, as the first of the three, where it has several blocks or pieces.
_PER = 3
_new = tuple.__new__


class Paragraphs(Sequence[Paragraph]):
    """An immutable row of paragraphs, made anew each time one is asked for.

    Equal to any row of the same paragraphs, a tuple too.
    """

    __slots__ = ("_offsets", "_parts")

    def __init__(self, paragraphs: Iterable[Paragraph] = ()) -> None:
        """Make a row of ``paragraphs``."""
        offsets: list[int] = []
        parts: list[Paragraph | str | None] = []
        for one in paragraphs:
            kept = _offsets_of(one)
            if kept is None:
                offsets += (0,) * _WIDTH
                parts += (one, None, None)
            else:
                offsets += kept
                marking = one[2]
                parts += (one[0], marking[0] if marking else None, one[3][0])
        self._offsets = array("I" if max(offsets, default=0) < _SMALL else "Q", offsets)
        self._parts = tuple(parts)

    def __reduce__(self) -> tuple[type[Paragraphs], tuple[tuple[Paragraph, ...]]]:
        return Paragraphs, (tuple(self),)

    def __len__(self) -> int:
        return len(self._parts) // _PER

    @overload
    def __getitem__(self, index: int) -> Paragraph: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Paragraph, ...]: ...
    def __getitem__(self, index: int | slice) -> Paragraph | tuple[Paragraph, ...]:
        if isinstance(index, slice):
            return tuple(map(self._at, range(len(self))[index]))
        return self._at(range(len(self))[index])

    def __iter__(self) -> Iterator[Paragraph]:
        # Who goes through a cable asks for its paragraphs again and again, and of each for all.
        global _last  # noqa: PLW0603
        row, made = _last
        if row is not self:
            made = tuple(map(self._at, range(len(self))))
            _last = self, made
        return iter(made)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, Paragraphs) else other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Paragraphs({list(self)!r})"

    def _at(self, index: int) -> Paragraph:
        anchor, mark, words = self._parts[index * _PER : index * _PER + _PER]
        if isinstance(anchor, Paragraph):
            return anchor
        start, end, *rest, number = self._offsets[index * _WIDTH : index * _WIDTH + _WIDTH]
        passage = _new(Passage, (words, (_new(Span, (start, end)),), ()))
        marking = _new(Value, (mark, (_new(Span, rest[:2]),))) if mark else None
        figures = _new(Span, rest[2:]) if rest[3] else None
        blocks = (_new(Block, ("text", anchor, passage)),)
        n = number - 1 if number else None
        return _new(Paragraph, (anchor, n, marking, passage, blocks, figures))


#: The row that was gone through last, with its paragraphs.
_last: tuple[Paragraphs | None, tuple[Paragraph, ...]] = (None, ())


def _offsets_of(one: Paragraph) -> tuple[int, ...] | None:
    """Return the offsets that are kept of a paragraph, or ``None`` where they are not enough."""
    anchor, n, marking, passage, blocks, figures = one
    _, spans, glued = passage
    if len(blocks) != 1 or len(spans) != 1 or glued:
        return None
    kind, name, words = blocks[0]
    if kind != "text" or name != anchor or (words is not passage and words != passage):
        return None
    mark = _NOWHERE
    if marking:
        text, places = marking
        if len(places) != 1 or not (text and places[0][1]):
            return None
        mark = places[0]
    if figures and not figures[1]:
        return None
    number = 0 if n is None else n + 1
    if not 0 <= number < _SMALL:
        return None
    return (*spans[0], *mark, *(figures or _NOWHERE), number)


_NOWHERE = Span(0, 0)
