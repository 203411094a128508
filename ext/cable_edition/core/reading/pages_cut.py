"""Telegrams, releases and messages of sets within another form: a page, a record, a letter.

What the pages of a paper have of their own is cut as from one that stands by itself: the stamps,
the second line of a head, the class words between two pages, the line ends within words; of a
release the values before and after it, for the record around it has such, and its excisions are
marked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import Attribute, PageMarker, Passage
from cable_edition.core.cable.span import OffsetMap, Span
from cable_edition.core.reading.capitals import holds
from cable_edition.core.reading.raw import NO_HEADER, RawExcision
from cable_edition.core.reading.readers.cuts import cut_text
from cable_edition.core.reading.readers.line_words import broken_words
from cable_edition.core.reading.readers.paper import paper_cuts
from cable_edition.core.reading.readers.pieces import through
from cable_edition.core.reading.readers.registry import SURE, reader_named
from cable_edition.core.reading.readers.telegram import TelegramReader
from cable_edition.core.reading.shift import Shift

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawCable

#: Forms whose own readers have looked for pages, or that have none.
_OWN = frozenset({"plain", "telegram", "state-release", "acp-127", "frus-tei"})
#: One of these stands in every telegram that the reader of telegrams knows.
_SIGNS = ("PAGE ", "11652", "eclassified/Released")
#: One of these stands in every release that its reader knows.
_RELEASES = ("MRN:", "Case No", "eleased", "ELEASE", "DENIED IN", "REVIEW AUTH")
#: The same of messages that are made of sets.
_SETS = ("SUBJ/", "RMKS/", "GENTEXT/")


def without_pages(raw: RawCable) -> RawCable:
    """Return ``raw`` without what the pages of a telegram or a release have besides its text."""
    if raw.format in _OWN or raw.opening:
        return raw
    raw = _within(raw)
    if raw.opening or not holds(raw.text, _SIGNS):
        return raw
    if not TelegramReader().recognise(raw.text):
        return raw
    end = len(raw.text)
    cuts = [*paper_cuts(raw.text, 0, end), *broken_words(raw.text, 0, end)]
    if not cuts:
        return raw
    pieces = cut_text(raw.text, Span(0, end), cuts)
    return replace(raw, text=pieces.text(), offsets=through(pieces.offsets(), raw.offsets))


def _within(raw: RawCable) -> RawCable:
    """Return ``raw`` read as the release or the message of sets that its text is, if it is one.

    Of a release the excisions are told.
    """
    text = raw.text
    for signs, form in ((_RELEASES, "state-release"), (_SETS, "acp-127")):
        reader = reader_named(form) if holds(text, signs) else None
        if reader and reader.recognise(text) >= SURE:
            break
    else:
        return raw
    found = list(reader.read(text, raw.name))
    if len(found) != 1:
        return raw
    one = found[0]
    pieces = _pieces(one, len(text))
    starts, sources, widths = map(tuple, zip(*pieces, strict=True))
    outer = OffsetMap(0, starts, sources, widths, len(one.text))
    cut = [RawExcision(raw.offsets.span(gap.span), gap.exemptions) for gap in one.excisions]
    markers = [PageMarker(page.text, raw.offsets.span(page.span)) for page in one.page_markers]
    named = tuple(
        Attribute(name, _moved(value, raw.offsets)) for name, value in one.record.attributes
    )
    shift = Shift(raw.offsets)
    given, own = shift.opening(one.given), raw.given
    return replace(
        raw,
        record=replace(raw.record, attributes=(*raw.record.attributes, *named)),
        raw_id=raw.raw_id or one.raw_id,
        given=replace(
            given,
            classification=own.classification or given.classification,
            tags=own.tags or given.tags,
            subject=own.subject or given.subject,
        ),
        given_header=raw.given_header
        if raw.given_header != NO_HEADER
        else shift.transmission(one.given_header),
        opening=one.opening,
        found=(*raw.found, *one.found),
        text=one.text,
        offsets=through(outer, raw.offsets),
        excisions=(*raw.excisions, *cut),
        page_markers=(*raw.page_markers, *markers),
    )


def _moved(passage: Passage, offsets: OffsetMap) -> Passage:
    """Return a passage of a text in coordinates of the source."""
    return Passage(passage.text, tuple(map(offsets.span, passage.spans)), passage.glued)


def _pieces(one: RawCable, last: int) -> list[tuple[int, int, int]]:
    """Return the pieces of the text of a release: all of the text it stands in, to ``last``.

    What stands before and after it there is without words of its own.
    """
    inner, length = one.offsets, len(one.text)
    if inner.plain:
        found = [(0, inner.shift, -1)]
        begin, end = inner.shift, inner.shift + length
    else:
        found = list(zip(inner.starts, inner.sources, inner.widths, strict=True))
        begin, end = inner.extent()
    before = [(0, 0, begin)] if begin > 0 else []
    after = [(length, end, last - end)] if end < last else []
    return [*before, *found, *after]
