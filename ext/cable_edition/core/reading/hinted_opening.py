"""An opening that a form's reader has read, as an editor corrects it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.cable.model import Passage, Reference, Segment, Value
from cable_edition.core.cable.passage import passage
from cable_edition.core.cable.span import Span
from cable_edition.core.reading.partition import partition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cable_edition.core.reading.raw import ReadOpening
    from cable_edition.core.reading.text.hints import Hint, Hints


def hinted_opening(text: str, read: ReadOpening, hints: Hints) -> ReadOpening:
    """Return ``read``, an opening of the cable text ``text``, with what the editor says of it.

    That is its subject, TAGS and references. Any words of the opening can be one of them, labels
    and words of other fields too. A subject may also be the first words of the body, which then
    begins below it; a TAG may stand anywhere in the body of a form that has no list of TAGS, and
    its words stay in their paragraph.
    """
    made = _Corrected(text, read)
    if hints.subject:
        made.subject(hints.subject)
    for hint in hints.tags:
        made.tag(hint)
    for hint in hints.references:
        made.reference(hint)
    return made.read


class _Corrected:
    """An opening in the making, in characters of the cable text."""

    def __init__(self, text: str, read: ReadOpening) -> None:
        self.text = text
        self.read = read
        self._listed = bool(read.opening.tags)

    def subject(self, hint: Hint) -> None:
        read = self.read
        if not self._holds(hint):
            if self.text[read.end : hint.start].strip(WHITE):
                return
            between = partition(self.text, read.end, hint.end, ())
            self.read = read._replace(end=hint.end, segments=(*read.segments, *between))
        self._unread(read.opening.subject)
        self._paint("subject", hint)
        self._put(subject=self._words(hint))

    def tag(self, hint: Hint) -> None:
        listed = self._holds(hint)
        tags = self.read.opening.tags
        if not listed and self._listed:
            return
        if listed:
            self._paint("tags", hint)
        kept = [one for one in tags if not _meets(hint, one.spans) and one.text != hint.means]
        kept.append(Value(hint.means, (Span(hint.start, hint.end),)))
        self._put(tags=tuple(sorted(kept, key=lambda one: one.spans)))

    def reference(self, hint: Hint) -> None:
        if not self._holds(hint):
            return
        references = self.read.opening.references
        met = [one for one in references if _meets(hint, one.passage.spans)]
        words = met[0].passage if met else self._words(hint)
        if words is None:
            return
        if not met:
            self._paint("reference", hint)
        made = Reference(met[0].label if met else None, words, hint.means, "cable")
        kept = [one for one in references if one not in met[:1]]
        self._put(references=tuple(sorted([*kept, made], key=lambda one: one.passage.spans)))

    def _holds(self, hint: Hint) -> bool:
        return self.read.start <= hint.start and hint.end <= self.read.end

    def _words(self, hint: Hint) -> Passage | None:
        return passage(self.text, hint.start, hint.end)

    def _put(self, **fields: Any) -> None:
        self.read = self.read._replace(opening=replace(self.read.opening, **fields))

    def _paint(self, kind: str, hint: Hint) -> None:
        """Make the words of a hint content of a kind; a passing line within them is none."""
        low, high = hint.start, hint.end
        made = Segment(kind, Span(low, high), content=True)
        row = [*_without(self.read.segments, low, high), made]
        self.read = self.read._replace(segments=sorted(row, key=_start))
        passing = self.read.opening.passing
        self._put(passing=tuple(one for one in passing if not _inside(one, low, high)))

    def _unread(self, words: Passage | None) -> None:
        """Give up words that were a field: what no other field takes is told as unread."""
        for low, high in words.spans if words else ():
            made = Segment("unread", Span(low, high), content=False)
            row = [*_without(self.read.segments, low, high), made]
            self.read = self.read._replace(segments=sorted(row, key=_start))


def _without(segments: Iterable[Segment], low: int, high: int) -> Iterator[Segment]:
    """Yield segments less what they have of a stretch."""
    for kind, (start, end), content in segments:
        if start < min(end, low):
            yield Segment(kind, Span(start, min(end, low)), content)
        if max(start, high) < end:
            yield Segment(kind, Span(max(start, high), end), content)


def _inside(words: Passage, low: int, high: int) -> bool:
    return all(low <= span.start and span.end <= high for span in words.spans)


def _meets(hint: Hint, spans: Iterable[Span]) -> bool:
    return any(span.start < hint.end and hint.start < span.end for span in spans)


def _start(segment: Segment) -> int:
    return segment.span.start
