"""The page of a cable in the Public Library of US Diplomacy: a synopsis of named values, the text.

The values stand in ``table#synopsis`` as pairs of ``div.s_key`` and ``div.s_val``, the subject in
a cell of its own above them. The text stands in a ``pre``, on some pages twice: raw, and once more
set for reading; then the raw one is the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Attribute, Segment
from cable_edition.core.cable.span import Span
from cable_edition.core.problems import Problem
from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.attributes import filled
from cable_edition.core.reading.readers.html import pre_blocks
from cable_edition.core.reading.readers.markup import (
    opens_markup,
    read_markup,
    without_markup,
    words_of,
)
from cable_edition.core.reading.readers.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SYNOPSIS = re.compile(r"<table\b[^<>]{0,200}\bid=[\"']?synopsis\b[^<>]{0,200}>", re.IGNORECASE)
_KEY = re.compile(r"<div\b[^<>]{0,200}\bclass=[\"']?s_key\b[^<>]{0,200}>", re.IGNORECASE)
_VALUE = re.compile(r"<div\b[^<>]{0,200}\bclass=[\"']?s_val\b[^<>]{0,200}>", re.IGNORECASE)
_SHUT = re.compile(r"</div\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\b", re.IGNORECASE)
_CELL = re.compile(r"<td\b[^<>]{0,200}>(?P<words>[^<]{1,2000})</td", re.IGNORECASE)
_FOOT = re.compile(r"<div\b[^<>]{0,200}\bid=[\"']?footer\b|</body\b", re.IGNORECASE)
#: How long a key or a synopsis that is never closed is taken to be, in characters.
_KEY_LIMIT, _TABLE_LIMIT = 400, 65_536
#: What stands on a page, folded, in the place of a text.
_NO_TEXT = frozenset({"", "n/a", "-- n/a or blank --", "withdrawn message", "text unretrievable"})
#: So many letters at the start and the end of two texts show that they are the same.
_SAME = 120


class PlusdReader:
    """Reader of PlusD pages."""

    name = "plusd-html"

    def recognise(self, sample: str) -> float:
        """Return 0.97 where the synopsis is there."""
        return 0.97 if opens_markup(sample) and _SYNOPSIS.search(sample) else 0.0

    def decode(self, piece: str) -> str:
        """Return ``piece`` without markup, its entities decoded."""
        return without_markup(piece)

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield a cable for each synopsis."""
        starts = [match.start() for match in _SYNOPSIS.finditer(text)] or [0]
        tables = starts.copy()
        starts[0] = 0
        for start, table, end in zip(starts, tables, [*starts[1:], len(text)], strict=True):
            yield self._cable(text, name, Span(start, end), table)

    def _cable(self, text: str, name: str, extent: Span, table: int) -> RawCable:
        shut = _TABLE_END.search(text, table, extent.end)
        close = shut.start() if shut else min(extent.end, table + _TABLE_LIMIT)
        found = filled(list(_attributes(text, table, close)))
        blocks, repeats = _text_blocks(text, Span(close, extent.end))
        pieces = Pieces(text)
        previous: int | None = None
        for block in blocks:
            if previous is not None:
                pieces.escaped("\n\n", previous, block.start)
            read_markup(text, block.start, block.end, pieces)
            previous = block.end
        whole = Span(blocks[0].start, blocks[-1].end)
        problems: tuple[Problem, ...] = ()
        words = fold(pieces.text()).lower()
        if words in _NO_TEXT:
            said = f": it says {words!r}" if words else ""
            problems = (Problem("no-text", f"The page has no text{said}", offset=whole.start),)
        raw = found.cable(pieces, whole, extent, form=self.name, name=name, problems=problems)
        return replace(raw, record_segments=tuple(_repeated(raw.record_segments, repeats)))


def _repeated(segments: Sequence[Segment], repeats: Sequence[Span]) -> Iterator[Segment]:
    """Yield the segments around a text, in which the same text stands once more."""
    for segment in segments:
        at, end = segment.span
        for span in repeats:
            if at <= span.start and span.end <= end:
                if at < span.start:
                    yield segment._replace(span=Span(at, span.start))
                yield Segment("repeat", span, content=False)
                at = span.end
        if at < end:
            yield segment._replace(span=Span(at, end))


def _attributes(text: str, start: int, end: int) -> Iterator[Attribute]:
    """Yield the subject's cell, then the pairs of key and value."""
    key = _KEY.search(text, start, end)
    cell = _CELL.search(text, start, key.start() if key else end)
    if cell and (subject := words_of(text, *cell.span("words"))):
        yield Attribute("Subject", subject)
    while key:
        shut = _SHUT.search(text, key.end(), min(end, key.end() + _KEY_LIMIT))
        following = _KEY.search(text, key.end(), end)
        stop = following.start() if following else end
        value = _VALUE.search(text, key.end(), stop)
        if value:
            closed = _SHUT.search(text, value.end(), stop)
            name = words_of(text, key.end(), shut.start() if shut else value.start())
            words = words_of(text, value.end(), closed.start() if closed else stop)
            if name and words:
                yield Attribute(name.text.rstrip(" :"), words)
        key = following


def _text_blocks(text: str, extent: Span) -> tuple[list[Span], list[Span]]:
    """Return the blocks of the text, and those that say it once more: the raw one is the text."""
    blocks = pre_blocks(text, extent)
    if not blocks:
        foot = _FOOT.search(text, *extent)
        return [Span(extent.start, foot.start() if foot else extent.end)], []
    kept: dict[tuple[str, str], tuple[int, Span]] = {}
    for block in blocks:
        words = without_markup(text[block.start : block.end])
        letters = "".join(filter(str.isalnum, words))
        key = letters[:_SAME], letters[-_SAME:]
        lines = words.count("\n")
        if key not in kept or lines > kept[key][0]:
            kept[key] = (lines, block)
    of_text = sorted(block for _, block in kept.values())
    first, last = of_text[0].start, of_text[-1].end
    repeats = [
        block
        for block in blocks
        if block not in of_text and (block.end <= first or block.start >= last)
    ]
    return of_text, repeats
