"""The proof that a cable holds its source: no character is lost, doubled or changed."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Cable, Closing, Heading, Paragraph, Passage, Span, Value
from cable_edition.core.problems import Problem
from cable_edition.core.reading.readers.registry import reader_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.edition.assemble import Edition


#: Read from the stamps of a releasing body, which stand on the copy and are no words of the cable.
_STAMPED = frozenset({"release"})


def cover_problems(cable: Cable) -> list[str]:
    """Return what is wrong with the cover of ``cable``; empty if all holds.

    Checked are: the segments partition the extent, so that the source is regenerated from them;
    every span of a field, paragraph or block lies in content (but for the release that a stamp
    names); every passage is the fold of its spans; the text of a paragraph is that of its blocks.
    """
    found = list(_partition(cable))
    if found:
        return found
    stretches = _stretches(cable)
    starts = [span.start for span in stretches]
    for name, item in _named(cable):
        for span in item.spans:
            at = bisect_right(starts, span.start) - 1
            if span.end < span.start:
                found.append(f"{name}: span {tuple(span)} ends before it starts")
            elif name not in _STAMPED and _outside(span, stretches, at):
                found.append(f"{name}: span {tuple(span)} is not within content")
        if isinstance(item, Passage) and (words := joined(cable, item)) != item.text:
            found.append(f"{name}: spans give {words[:80]!r}, the passage says {item.text[:80]!r}")
    found += [
        f"{paragraph.anchor}: the blocks do not give the paragraph's text"
        for paragraph in cable.paragraphs
        if " ".join(block.passage.text for block in paragraph.blocks) != paragraph.text
    ]
    return found


def regenerated(cable: Cable) -> str:
    """Return the characters of all segments of ``cable``, in order: its extent of the source."""
    text = cable.source.text
    return "".join(text[segment.span.start : segment.span.end] for segment in cable.segments)


def joined(cable: Cable, passage: Passage) -> str:
    """Return the words that the spans of ``passage`` give by its rule."""
    words: list[str] = []
    for index, span in enumerate(passage.spans):
        piece = fold(_words(cable, span))
        if words and index not in passage.glued:
            words.append(" ")
        words.append(piece)
    return "".join(words)


def prove_cover(edition: Edition) -> list[Problem]:
    """Return a problem ``cover-broken`` for each cable that does not hold its source as it is.

    What an earlier build proved of the same cable is proved.
    """
    proved = (
        (one, one.told("cover", partial(cover_problems, one.cable))) for one in edition.cables
    )
    return [
        Problem("cover-broken", f"{one.id}: {found[0]}", str(one.path))
        for one, found in proved
        if found
    ]


def _words(cable: Cable, span: Span) -> str:
    if cable.transmits(Value("", (span,))):
        return cable.words(span)
    piece = cable.source.text[span.start : span.end]
    reader = reader_named(cable.source.format)
    return reader.decode(piece) if reader else piece


def _partition(cable: Cable) -> Iterator[str]:
    cursor = cable.extent.start
    for segment in cable.segments:
        if segment.span.start != cursor:
            yield f"segment {segment} does not start at {cursor}"
        if segment.span.end <= segment.span.start:
            yield f"segment {segment} is empty"
        cursor = segment.span.end
    if cursor != cable.extent.end:
        yield f"the segments end at {cursor}, the extent at {cable.extent.end}"
    if regenerated(cable) != cable.source.text[cable.extent.start : cable.extent.end]:
        yield "the segments do not give the source"


def _stretches(cable: Cable) -> list[Span]:
    """Return the runs of content; markup and pilcrows within content do not end a run."""
    runs: list[Span] = []
    for segment in cable.segments:
        if not (segment.content or segment.kind in {"markup", "pilcrow"}):
            continue
        if runs and runs[-1].end == segment.span.start:
            runs[-1] = Span(runs[-1].start, segment.span.end)
        else:
            runs.append(segment.span)
    return runs


def _outside(span: Span, stretches: list[Span], at: int) -> bool:
    return span.end > span.start and (at < 0 or stretches[at].end < span.end)


def _named(cable: Cable) -> Iterator[tuple[str, Passage | Value]]:
    """Yield every value and passage of a cable with a name for it."""
    for holder in (cable.record, cable.header, cable.opening):
        for name in holder.__slots__:
            value = getattr(holder, name)
            # A passage is a tuple itself.
            one = isinstance(value, Passage | Value) or not isinstance(value, tuple)
            for item in (value,) if one else value:
                if isinstance(item, Passage | Value):
                    yield name, item
    for attribute in cable.record.attributes:
        yield attribute.name, attribute.value
    yield from _opening_parts(cable)
    for addressee in (*cable.header.action, *cable.header.info):
        yield "addressee", Value(addressee.name, (addressee.span,))
    anchored: tuple[Heading | Closing | Paragraph, ...] = (
        *cable.headings,
        *cable.closing,
        *cable.paragraphs,
    )
    for part in anchored:
        yield part.anchor, part.passage
    for paragraph in cable.paragraphs:
        for block in paragraph.blocks:
            yield block.anchor, block.passage
    if cable.signature:
        yield "signature", cable.signature
    if cable.created:
        yield "created", cable.created


def _opening_parts(cable: Cable) -> Iterator[tuple[str, Passage | Value]]:
    for reference in cable.opening.references:
        yield "reference", reference.passage
    if officer := cable.opening.classified_by:
        yield "classified_by", officer.passage
        for part in (officer.name, officer.title):
            if part:
                yield "classified_by", part
