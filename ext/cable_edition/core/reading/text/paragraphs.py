"""Paragraphs, their blocks and anchors, from the boundaries that numbers and headings make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from operator import itemgetter
from sys import intern
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import (
    Block,
    Heading,
    Healing,
    Paragraph,
    Passage,
    Span,
    Value,
)
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.blocks import Part, is_one_text, mid_sentence, split_blocks
from cable_edition.core.reading.text.hinted_body import hinted_parts, unnumbered_starts
from cable_edition.core.reading.text.items import item_starts
from cable_edition.core.reading.text.marking import Mark, mark_at
from cable_edition.core.reading.text.rules import Found
from cable_edition.core.reading.text.view import BLANK, Lift, Piece, View, join

if TYPE_CHECKING:
    from cable_edition.core.reading.text.numbering import Start

_BLANK_LINE = late(r"\n[ ]*\n[ \n]*")
#: Where a paragraph with a portion mark may follow on another.
_SENTENCE_END = late(r"(?<=[.!?\"')])[ ](?=\([A-Z/]{1,6}\)[ ][A-Z\"])")
_RUN_IN = late(
    r"(?:BEGIN[ \n])?(?:EXECUTIVE[ \n])?(?:SUMMARY|INTRODUCTION|COMMENT|ACTION[ ]REQUEST)"
    r"(?:[ \n](?:AND|&)[ \n][A-Z]{3,16}(?:[ ][A-Z]{3,16})?)?[ ]?[:.]?[ \n]{0,3}(?=[(])",
    re.IGNORECASE,
)
_HEALED = {"banner", "caption"}


@dataclass(slots=True)
class Body:
    """What the body holds, in order of the text."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    healings: list[Healing] = field(default_factory=list)
    unnumbered: int = 0
    repeats: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Region:
    start: int
    end: int
    number: Start | None = None
    heading: Found | None = None
    mark: Mark | None = None


_OFFSET = itemgetter(0)
#: Of the numbers that most paragraphs have.
_ANCHORS = tuple(intern(f"p{number}") for number in range(64))
#: Stands for the only part where there are none or several.
_NO_PART = Part("text", 0, 0)
_new = tuple.__new__


def read_body(view: View, begin: int, end: int, starts: list[Start], headings: list[Found]) -> Body:
    """Make the paragraphs and headings between two offsets."""
    regions = _regions(view, begin, end, starts, headings)
    lifts = [
        Lift(region.mark.start, region.mark.end, "marking")
        for region in regions
        if region.mark and not (region.number and region.number.mark)
    ]
    lifts += view.lone_rules
    if lifts:
        view.lift(sorted(lifts))
    body = Body()
    for region in regions:
        if region.heading:
            _heading(view, body, region.heading)
        elif region.number:
            _numbered(view, body, region)
        else:
            _unnumbered(view, body, region)
    return body


def _regions(
    view: View, begin: int, end: int, starts: list[Start], headings: list[Found]
) -> list[_Region]:
    """Cut the body at its numbers and headings; find the marks that stand inside the text."""
    cuts: list[tuple[int, Start | Found | None]] = [(one.start, one) for one in starts]
    cuts += [(min([one.start, *(low for low, _ in one.rules)]), one) for one in headings]
    if view.hints:
        cuts += [(at, None) for at in unnumbered_starts(view, begin, end)]
    cuts.sort(key=_OFFSET)
    regions: list[_Region] = []
    at = begin
    open_number: _Region | None = None
    for start, cut in cuts:
        if open_number:
            open_number.end = max(at, start)
        elif start > at and view.work[at:start].strip(" \n"):
            regions += _blocks_of_blank_lines(view, at, start)
        within, open_number = open_number is not None, None
        if isinstance(cut, Found):
            at = max([cut.end, *(high for _, high in cut.rules)])
            regions.append(_Region(start, at, heading=cut))
        elif cut:
            mark = cut.mark
            at = mark.end if mark and mark.start >= cut.end else cut.end
            open_number = _Region(at, at, cut, None, mark)
            regions.append(open_number)
        else:
            at = start
            if within:
                open_number = _opened(view, at)
                at = open_number.start
                regions.append(open_number)
    if open_number:
        open_number.end = max(at, end)
    elif end > at and view.work[at:end].strip(" \n"):
        regions += _blocks_of_blank_lines(view, at, end)
    _mark_run_in(view, regions)
    return regions


def _mark_at(view: View, at: int) -> Mark | None:
    """Return the mark at an offset, unless an editor has words begin inside it."""
    mark = mark_at(view.work, at)
    return None if mark and view.hints and view.hints.cuts(mark.start, mark.end) else mark


def _opened(view: View, at: int) -> _Region:
    """Return a paragraph without a number that an editor parts from a numbered one."""
    mark = _mark_at(view, at)
    start = mark.end if mark else at
    return _Region(start, start, mark=mark)


def _mark_run_in(view: View, regions: list[_Region]) -> None:
    """Find the portion marks that stand behind a heading run into its paragraph."""
    for region in regions:
        if region.number and not region.mark:
            label = _RUN_IN.match(view.work, *view.trim(region.start, region.end))
            if label:
                mark = _mark_at(view, label.end())
                if mark and mark.end <= region.end:
                    region.mark = mark


def _blocks_of_blank_lines(view: View, start: int, end: int) -> list[_Region]:
    regions: list[_Region] = []
    at = start
    ends = [(match.start(), match.end()) for match in _BLANK_LINE.finditer(view.work, start, end)]
    for low, high in [*ends, (end, end)]:
        following = view.trim(high, end)[0]
        before = view.trim(at, low)[1]
        if low < following < end and before > at and _goes_on(view, following, before - 1):
            continue
        first, last = view.trim(at, low)
        if first < last and any(map(str.isalnum, view.work[first:last])):
            regions += _marked(view, first, last)
        at = high
    return regions


def _goes_on(view: View, following: int, last: int) -> bool:
    if view.hints and view.hints.holds(following):
        return True
    return mid_sentence(view.work, following, last)


def _marked(view: View, start: int, end: int) -> Iterator[_Region]:
    """Part paragraphs without numbers that have lost their line ends at their portion marks."""
    mark = _mark_at(view, start)
    if mark and view.flat:
        for sentence in _SENTENCE_END.finditer(view.work, mark.end, end):
            following = _mark_at(view, sentence.end())
            if view.hints and view.hints.holds(sentence.end()):
                continue
            if following and following.end < end:
                yield _Region(start, sentence.start(), mark=mark)
                start, mark = sentence.end(), following
    yield _Region(start, end, mark=mark)


def _heading(view: View, body: Body, found: Found) -> None:
    passage = view.passage(found.start, found.end)
    for low, high in found.rules:
        view.paint("rule", low, high, content=False)
    if passage is None:
        return
    view.paint_passage("heading", passage)
    body.headings.append(
        Heading(
            f"h{len(body.headings) + 1}",
            passage,
            len(body.paragraphs),
            tuple(Span(low, high) for low, high in found.rules),
        )
    )


def _numbered(view: View, body: Body, region: _Region) -> None:
    number = region.number
    if number is None:
        return
    times = body.repeats.get(number.n, 0)
    body.repeats[number.n] = times + 1
    # Anchors and marks are few: each is one object in all cables.
    if times or number.n >= len(_ANCHORS):
        anchor = intern(f"p{number.n}{_suffix(times) if times else ''}")
    else:
        anchor = _ANCHORS[number.n]
    if whole := _whole(view, anchor, region, number):
        body.paragraphs.append(whole)
        return
    low = number.start
    if number.mark and number.mark.start <= number.start:
        low = number.mark.end
    low, high = view.trim(low, number.end)
    view.paint("number", low, high, content=False)
    body.paragraphs.append(_paragraph(view, body, anchor, region, _new(Span, (low, high))))


def _whole(view: View, anchor: str, region: _Region, number: Start) -> Paragraph | None:
    """Make a paragraph of one text, with its mark after its number, as most are; else ``None``.

    Nothing was lifted inside it, so that its segments are what they seem.
    """
    mark, start = region.mark, number.start
    if mark is None or mark.start < number.end or view.hints or view.broken(start, region.end):
        return None
    low, high = view.trim(region.start, region.end)
    if low >= high:
        return None
    one = not item_starts(view.work, low, high) if view.flat else is_one_text(view, low, high)
    if not one:
        return None
    text, first, last = mark
    digits = number.end - 1
    if view.work[digits - 1 : number.end] != ". ":
        digits = start + len(view.work[start : number.end].rstrip(BLANK))
    view.segments += (
        (start, digits, "number", False),
        (first, last, "marking", False),
        (low, high, "paragraph", True),
    )
    passage = _new(Passage, (view.fold(low, high), (_new(Span, (low, high)),), ()))
    blocks = (_new(Block, ("text", anchor, passage)),)
    marking = _new(Value, (text, (_new(Span, (first, last)),)))
    place = _new(Span, (start, digits))
    return _new(Paragraph, (anchor, number.n, marking, passage, blocks, place))


def _unnumbered(view: View, body: Body, region: _Region) -> None:
    body.unnumbered += 1
    body.paragraphs.append(_paragraph(view, body, f"u{body.unnumbered}", region))


def _suffix(times: int) -> str:
    """Return the letter of a number that was met so many times: ``a``, ``b`` ..."""
    if times <= 26:
        return chr(96 + times)
    return f"z{times - 26}"


def _paragraph(
    view: View, body: Body, anchor: str, region: _Region, number: Span | None = None
) -> Paragraph:
    marking = None
    if region.mark:
        text, first, last = region.mark
        marking = _new(Value, (text, (_new(Span, (first, last)),)))
        view.paint("marking", first, last, content=False)
    parts = split_blocks(view, region.start, region.end)
    if view.hints:
        parts = hinted_parts(view, view.hints, parts)
    blocks: list[Block] = []
    kind, start, end = parts[0] if len(parts) == 1 else _NO_PART
    passage = view.passage(start, end)
    if passage and len(passage.spans) == 1:
        blocks.append(_new(Block, (kind, anchor, passage)))
    else:
        passage = _in_parts(view, body, anchor, parts, blocks) or Passage("", ())
    view.paint_passage("paragraph", passage)
    n = region.number.n if region.number else None
    return _new(Paragraph, (anchor, n, marking, passage, tuple(blocks), number))


def _in_parts(
    view: View, body: Body, anchor: str, parts: list[Part], blocks: list[Block]
) -> Passage | None:
    """Add to ``blocks`` those of a paragraph of several pieces, and return all its words."""
    pieces: list[Piece] = []
    for part in parts:
        own = view.pieces(part.start, part.end)
        if not own:
            continue
        name = f"{anchor}-{len(blocks)}" if blocks else anchor
        blocks.append(Block(part.kind, name, join(own)))
        pieces += own
    if len(pieces) > 1:
        _healings(body, anchor, pieces)
    if len(blocks) == 1:
        return blocks[0].passage
    return join(pieces) if pieces else None


def _healings(body: Body, anchor: str, pieces: list[Piece]) -> None:
    offset = 0
    for index, piece in enumerate(pieces):
        glue = piece.glue and index > 0
        if index and not glue:
            offset += 1
        if index and piece.lifted and piece.lifted.kind in _HEALED:
            lifted = Span(piece.lifted.start, piece.lifted.end)
            body.healings.append(Healing(anchor, offset, lifted, glue))
        offset += len(piece.text)
