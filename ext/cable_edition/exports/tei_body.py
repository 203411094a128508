"""The body of a TEI file: every character of the text as transmitted, in the source's own order.

Words stand as text. What the parser declared a leftover stands too: numbers, portion marks and
labels as ``seg``, rules, banners, captions and routing as ``fw``, white space as white space. So
the text as transmitted can be taken back (``exports/witness.py``), and a reader who wants the
reading text leaves out ``fw`` and ``seg`` of the types ``number``, ``marking`` and ``label``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.cable.model import Block, Cable, Paragraph
from cable_edition.core.cable.span import Span
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.exports.overlay import Overlay, nested
from cable_edition.exports.tei_corrections import CorrectedParts
from cable_edition.exports.tei_ids import xml_id
from cable_edition.exports.transcript import Piece, Transcript
from cable_edition.exports.xml import XmlWriter

#: Leftovers that belong to the text as its apparatus; all others are forme work.
_SEGMENTS = {"number", "marking", "label", "unread"}
#: Kind of a part -> the division it stands in; a division that has only headings yet is ``head``.
_DIVISIONS = {
    "heading": "head",
    "paragraph": "section",
    "closing": "closing",
    "signature": "closing",
}
#: White space that is not one blank already.
_WHITE = re.compile(f"[{WHITE}]{{2,}}|[{WHITE.replace(' ', '')}]")
_BANNER = re.compile(r"([0-9]{1,3})(?:\.[0-9])? OF [0-9]{1,3}|PAGE ([0-9]{1,3})")


class Part(NamedTuple):
    """A part of the cable from ``start`` to where the next one begins."""

    start: int
    kind: str
    anchor: str
    item: Paragraph | None = None
    subtype: str = ""


def parts_of(cable: Cable, transcript: Transcript) -> list[Part]:
    """Return the parts after the opening, in the order of the source."""
    found = []
    for par in cable.paragraphs:
        spans = [*par.passage.spans, *(par.marking.spans if par.marking else ())]
        spans += [par.number_span] if par.number_span else []
        if spans:
            found.append(Part(_first(transcript, spans), "paragraph", par.anchor, par))
    for heading in cable.headings:
        spans = [*heading.passage.spans, *heading.rules]
        if spans:
            found.append(Part(_first(transcript, spans), "heading", heading.anchor))
    for line in cable.closing:
        if line.passage.spans:
            start = _first(transcript, line.passage.spans)
            found.append(Part(start, "closing", line.anchor, subtype=line.kind))
    if cable.signature and cable.signature.spans:
        start = _first(transcript, cable.signature.spans)
        found.append(Part(start, "signature", "signature"))
    return sorted(found, key=lambda part: part.start)


def _first(transcript: Transcript, spans: Sequence[Span]) -> int:
    """Return where a part begins: at its first span, or at the pilcrow before it."""
    start = min(transcript.position(first) for first, _ in spans)
    at = bisect_right(transcript.pieces, start, key=lambda piece: piece.start) - 2
    while at >= 0 and transcript.pieces[at].kind == "blank":
        at -= 1
    if at >= 0 and transcript.pieces[at].kind == "pilcrow":
        return transcript.pieces[at].start
    return start


class TeiBody:
    """Writes the ``text`` element of one cable."""

    def __init__(self, one: EditedCable, transcript: Transcript, overlays: list[Overlay]) -> None:
        self._one = one
        self._transcript = transcript
        self._overlays = nested(overlays)
        self._starts = [overlay.start for overlay in self._overlays]
        self._piece_starts = [piece.start for piece in transcript.pieces]
        self._end = transcript.pieces[-1].end if transcript.pieces else 0
        self._xml = XmlWriter()
        self._corrected = CorrectedParts(one)

    def markup(self) -> str:
        """Return the element."""
        xml, transcript = self._xml, self._transcript
        xml.start("text")
        xml.start("body")
        xml.line()
        parts = parts_of(self._one.cable, transcript)
        first = transcript.pieces[0].start if transcript.pieces else 0
        ends = [part.start for part in parts] + [self._end]
        self._opening(first, ends[0])
        division = ""
        for part, end in zip(parts, ends[1:], strict=True):
            wanted = _DIVISIONS[part.kind]
            if wanted == "head" or (wanted, division) == ("section", "head"):
                opens = division != "head"
            else:
                opens = wanted != division
            if opens:
                self._division(division, wanted)
            division = wanted
            self._part(part, end)
        if division:
            xml.end()
            xml.line()
        xml.end()
        xml.end()
        return xml.markup()

    def _division(self, old: str, new: str) -> None:
        if old:
            self._xml.end()
            self._xml.line()
        self._xml.start("div", type="closing" if new == "closing" else "section")
        self._xml.line()

    def _opening(self, start: int, end: int) -> None:
        xml = self._xml
        xml.start("div", type="opening")
        xml.line()
        for first, last, kind in self._fields(start, end):
            xml.start("ab", type=kind, resp=self._corrected.field(kind))
            self._words(first, last)
            xml.end()
            xml.line()
        if start == end:
            xml.empty("ab")
        xml.end()
        xml.line()

    def _fields(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Yield the fields of the opening, each with the label before it and the blanks after."""
        edges: list[tuple[int, str]] = []
        labelled: int | None = None
        for piece in self._between(start, end):
            if piece.kind == "label" and labelled is None:
                labelled = piece.start
            elif piece.content:
                if piece.kind == "addressee" or labelled is not None or not edges:
                    edges.append((piece.start if labelled is None else labelled, piece.kind))
                elif edges[-1][1] != piece.kind:
                    edges.append((piece.start, piece.kind))
                labelled = None
        if not edges or edges[0][0] > start:
            edges.insert(0, (start, ""))
        for (first, kind), (last, _) in pairwise([*edges, (end, "")]):
            if first < last:
                yield first, last, kind

    def _part(self, part: Part, end: int) -> None:
        xml = self._xml
        identity = xml_id(self._one.id, part.anchor)
        resp = self._corrected.part(part.anchor, part.item)
        if part.item is not None:
            number = None if part.item.n is None else str(part.item.n)
            xml.start("p", xml_id=identity, n=number, resp=resp)
            self._blocks(part, part.item, end)
        else:
            if part.kind == "heading":
                xml.start("head", xml_id=identity, resp=resp)
            else:
                subtype = part.subtype
                xml.start("ab", xml_id=identity, type=part.kind, subtype=subtype, resp=resp)
            self._words(part.start, end)
        xml.end()
        xml.line()

    def _blocks(self, part: Part, par: Paragraph, end: int) -> None:
        """Write the blocks of a paragraph: text, lists, quoted letters, tables."""
        xml = self._xml
        blocks = [block for block in par.blocks if block.passage.spans]
        starts = [self._transcript.position(block.passage.spans[0].start) for block in blocks]
        ends = [*starts[1:], end]
        if not blocks:
            self._words(part.start, end)
            return
        self._words(part.start, starts[0])
        listed = False
        for block, first, last in zip(blocks, starts, ends, strict=True):
            if listed and block.kind != "item":
                xml.end()
            elif block.kind == "item" and not listed:
                xml.start("list")
            listed = block.kind == "item"
            self._block(block, first, last, own=block.anchor != part.anchor)
        if listed:
            xml.end()

    def _block(self, block: Block, start: int, end: int, *, own: bool) -> None:
        identity = xml_id(self._one.id, block.anchor) if own else None
        resp = self._corrected.block(block.anchor, block.kind, block.passage.spans)
        if block.kind == "item":
            self._xml.start("item", xml_id=identity, resp=resp)
        elif block.kind == "quote":
            self._xml.start("quote", xml_id=identity, resp=resp)
        elif own or block.kind != "text":
            self._xml.start("seg", xml_id=identity, type=block.kind, resp=resp)
        else:
            self._words(start, end)
            return
        self._words(start, end)
        self._xml.end()

    def _between(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the pieces of a stretch, the first and last cut to it."""
        at = max(0, bisect_right(self._piece_starts, start) - 1)
        for piece in self._transcript.pieces[at:]:
            if piece.start >= end:
                return
            if piece.end > start:
                yield Piece(max(piece.start, start), min(piece.end, end), piece.kind, piece.content)

    def _words(self, start: int, end: int) -> None:
        """Write a stretch of the transcript with its overlays."""
        last = self._at(end + 1 if end == self._end else end)
        waiting = self._overlays[self._at(start) : last]
        waiting.reverse()
        open_: list[Overlay] = []
        for piece in self._between(start, end):
            if not piece.content and piece.kind != "blank":
                self._close(open_, piece.start)
                self._leftover(piece)
                continue
            cursor = piece.start
            while cursor < piece.end:
                self._close(open_, cursor)
                while waiting and waiting[-1].start <= cursor:
                    overlay = waiting.pop()
                    # One that lies in a leftover has nothing to stand around.
                    if overlay.start == overlay.end or overlay.end > cursor:
                        self._open(open_, overlay, end)
                edge = min([piece.end, *(o.end for o in open_), *(w.start for w in waiting[-1:])])
                self._text(cursor, edge)
                cursor = edge
        self._close(open_, end)
        for overlay in reversed(waiting):
            if overlay.start == overlay.end:
                self._xml.raw(overlay.head + overlay.tail)

    def _at(self, position: int) -> int:
        return bisect_right(self._starts, position - 1)

    def _open(self, open_: list[Overlay], overlay: Overlay, end: int) -> None:
        self._xml.raw(overlay.head)
        if overlay.start == overlay.end:
            self._xml.raw(overlay.tail)
        else:
            open_.append(overlay._replace(end=min(overlay.end, end)))

    def _close(self, open_: list[Overlay], position: int) -> None:
        while open_ and open_[-1].end <= position:
            self._xml.raw(open_.pop().tail)

    def _text(self, start: int, end: int) -> None:
        """Write characters; a run of white is one line end or one blank."""
        self._xml.text(_WHITE.sub(_white, self._transcript.text[start:end]))

    def _leftover(self, piece: Piece) -> None:
        words = _WHITE.sub(_white, self._transcript.text[piece.start : piece.end])
        if not words.strip(" \n"):
            self._xml.text(words)
            return
        if piece.kind == "banner":
            found = _BANNER.search(words)
            number = (found[1] or found[2]).lstrip("0") if found else None
            self._xml.empty("milestone", unit="page", n=number)
        tag = "seg" if piece.kind in _SEGMENTS else "fw"
        self._xml.element(tag, words, type=piece.kind)


def _white(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] or "\r" in match[0] else " "
