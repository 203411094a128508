"""Mails with a cable in them: the head of the mail, words before it, the cable, a signature.

A mail with several parts, or with a transfer encoding, has been decoded before
(:mod:`cable_edition.core.reading.mail_text`); of its parts the first plain text that shows a cable
is read, else the first page of HTML that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cable_edition.core.cable.model import Attribute
from cable_edition.core.cable.passage import passage
from cable_edition.core.cable.span import OffsetMap, Span
from cable_edition.core.reading.mail_text import HEAD_LIMIT, PART, head_end
from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.attributes import filled
from cable_edition.core.reading.readers.covering import covered, quotation_marks
from cable_edition.core.reading.readers.cuts import Cut, cut_text
from cable_edition.core.reading.readers.margins import margin_of
from cable_edition.core.reading.readers.markup import read_markup, without_markup
from cable_edition.core.reading.readers.pieces import Pieces
from cable_edition.core.reading.readers.plain import shows_cable
from cable_edition.core.reading.readers.split import cable_starts
from cable_edition.core.reading.readers.telegram import attributes_below

#: Who sent the mail to whom, with their addresses, is nothing of the cable: it is furniture.
_FIELD = re.compile(
    r"(?:^|(?<=\n))(?P<name>Date|Sent|Subject):[ \t]{0,8}"
    r"(?P<value>[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,20})",
    re.IGNORECASE,
)
_HTML = re.compile(r"^Content-Type: {0,4}text/html\b", re.IGNORECASE | re.MULTILINE)


#: The line before the next mail of a mailbox.
_NEXT_MAIL = re.compile(
    r"\nFrom [^ \n]{1,200}[ ]{1,4}[A-Z][a-z]{2}[ ][^\n]{10,60}\n(?=[A-Z][A-Za-z-]{1,40}:[ ])"
)


class _Part(NamedTuple):
    body: Span
    is_html: bool


class MailReader:
    """Reader of mails."""

    name = "mail"

    def recognise(self, sample: str) -> float:
        """Return 0.92 where the head of a mail opens the text."""
        return 0.92 if ":" in sample[:80] and head_end(sample[: HEAD_LIMIT + 2]) else 0.0

    def decode(self, piece: str) -> str:
        """Return ``piece``: values of the head stand as they are."""
        return piece

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield the cables of the part that shows one."""
        end = head_end(text) or 0
        parts = list(_parts(text, end))
        shown = [part for part in parts if shows_cable(_words(text, part))]
        plain = [part for part in shown if not part.is_html]
        part = (plain or shown or parts)[0]
        fields = [
            Attribute(match["name"], value)
            for match in _FIELD.finditer(text, 0, end)
            if (value := passage(text, *match.span("value")))
        ]
        if part.is_html:
            yield self._page(text, name, part, fields)
            return
        whole = covered(text, part.body)
        marks = quotation_marks(text, whole)
        if margin := margin_of(text[slice(*whole)]):
            # What stands above and below the quotation is the mail's own.
            low, last = whole.start, whole.start + margin.extent.end
            marks = [Cut(low + start, low + end) for start, end, _ in margin.cuts]
            last = last if text[last : whole.end].strip() else whole.end
            whole = Span(low + margin.extent.start, last)
        pieces = cut_text(text, whole, marks)
        clean = pieces.text()
        offsets = pieces.offsets() if len(pieces) else OffsetMap(whole.start)
        starts = [offsets.start(at) if at else whole.start for at in cable_starts(clean)]
        bounds = [0, *starts[1:], len(text)]
        for index, start in enumerate(starts):
            last = starts[index + 1] if index + 1 < len(starts) else whole.end
            following = _NEXT_MAIL.search(text, start, last)
            last = following.start() if following else last
            cable, below = attributes_below(text, Span(start, last))
            own = cut_text(text, cable, marks)
            extent = Span(bounds[index], bounds[index + 1])
            yield self._raw(name, extent, cable, own, fields, below)

    def _page(self, text: str, name: str, part: _Part, fields: list[Attribute]) -> RawCable:
        pieces = Pieces(text)
        read_markup(text, *part.body, pieces)
        return self._raw(name, Span(0, len(text)), part.body, pieces, fields)

    def _raw(
        self,
        name: str,
        extent: Span,
        whole: Span,
        pieces: Pieces,
        fields: list[Attribute],
        below: Sequence[Attribute] = (),
    ) -> RawCable:
        own = [item for item in fields if extent.start <= item.value.spans[0].start < extent.end]
        # What the mail says is nothing of the cable; what the archive says below it is.
        found = filled(below)
        attributes = (*own, *below)
        found = replace(found, record=replace(found.record, attributes=attributes))
        return found.cable(pieces, whole, extent, form=self.name, name=name)


def _parts(text: str, end: int) -> Iterator[_Part]:
    """Yield the parts of a mail whose head ends at ``end``; a simple mail is one part."""
    marker = f"\n{PART}\n"
    at = text.find(marker, max(0, end - 1))
    if at < 0:
        yield _Part(Span(end, len(text)), _HTML.search(text, 0, end) is not None)
        return
    while at >= 0:
        start = at + len(marker)
        following = text.find(marker, start)
        stop = len(text) if following < 0 else following + 1
        blank = text.find("\n\n", start - 1, stop)
        head = blank + 1 if blank >= 0 else stop
        yield _Part(Span(head, stop), _HTML.search(text, start, head) is not None)
        at = following


def _words(text: str, part: _Part) -> str:
    words = text[part.body.start : part.body.end]
    return without_markup(words) if part.is_html else words
