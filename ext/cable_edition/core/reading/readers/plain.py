"""Plain text: a cable with or without its transmission header, whole or in part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.cable.model import Passage, Record, Segment
from cable_edition.core.cable.passage import passage
from cable_edition.core.cable.span import IDENTITY, OffsetMap, Span
from cable_edition.core.reading.decode import is_binary
from cable_edition.core.reading.raw import NO_RECORD, RawCable
from cable_edition.core.reading.readers.attributes import filled
from cable_edition.core.reading.readers.created import created_value
from cable_edition.core.reading.readers.cuts import cut_text
from cable_edition.core.reading.readers.margins import Margin, margin_of
from cable_edition.core.reading.readers.notes import EXTRACT_NOTE
from cable_edition.core.reading.readers.split import cable_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What only a cable has; one such sign is enough, for fragments are read too.
_SIGNS = re.compile(
    r"VZCZC[A-Z]{3}"
    r"|\b[0-9]{6}[Zz][ ]{0,4}[A-Za-z]{3}[ ]{0,4}[0-9]{2}"
    r"|^[ \t]{0,8}(?:FM|TO|INFO)[ ]{1,4}(?:R[A-Z]{3,7}/|AMEMBASSY|AMCONSUL|SECSTATE|USMISSION|ALL )"
    r"|\bDE R[A-Z]{3,7} #[0-9]{4}"
    r"|\bE\.?[ ]?[Oo]\.?[ ]{0,2}1[0-9]{4}"
    r"|(?:^|[ \t])(?:TAGS?|SUBJ(?:ECT)?|REF(?:S|TELS?|\(S\))?)[ \t]{0,4}[:;]"
    r"|\b(?i:classified[ ]by)\b"
    r"|(?:^|[ \t])(?i:C O N F I D E N T I A L|S E C R E T|U N C L A S|L I M I T E D  ?O F F)"
    r"|(?:^|[ \t])R[A-Z]{3,8}/ ?(?:AMEMBASSY|AMCONSUL|SECSTATE|USMISSION)\b"
    r"|^[ \t]{0,8}(?:UNCLAS|CONFIDENTIAL|SECRET|TOP SECRET|LIMITED OFFICIAL USE)\b"
    r"|\b(?i:SIPDIS|NODIS|EXDIS|LIMDIS|NOFORN|STADIS)\b"
    r"|^[ \t]{0,8}[\u00b6\ufffd]?[ ]{0,2}[0-9]{1,3}\.[ ]{0,3}\([A-Z/]{1,8}\)"
    r"|^[ \t]{0,8}(?:1\.[ ]|[\u00b6\ufffd][ ]{0,2}[0-9]{1,3}\.)"
    r"|\b[A-Z]{4,10} [0-9]{8} [ ]?[0-9]{3}(?:\.[0-9])? OF [0-9]{3}\b",
    re.MULTILINE,
)
_MARK = "\ufeff"
#: The date that a newspaper's copy has above the cable: ``Thursday, 24 April 2008, 09:01``.
_DATED = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4},"
    r" [0-9]{2}:[0-9]{2}(?=[ \t]{0,8}\r?\n)"
)

#: The title of a page of the Cablegate mirrors that was saved as text, with the id of its cable.
_VIEWED = re.compile(
    r"Viewing cable (?P<identifier>[0-9]{2}[A-Z]{2,20}[0-9]{1,7})(?:,[^\n]{0,300}(?=\n)|,|(?=\s))"
)
_ABOVE = (("extract_note", EXTRACT_NOTE), ("created", _DATED), ("identifier", _VIEWED))


def shows_cable(sample: str) -> bool:
    """Whether something that only a cable has can be seen in ``sample``."""
    return not is_binary(sample) and _SIGNS.search(sample) is not None


class PlainReader:
    """Reader of plain text, one or more cables to a file."""

    name = "plain"

    def recognise(self, sample: str) -> float:
        """Return 0.3 where something only a cable has can be seen."""
        return 0.3 if shows_cable(sample) else 0.0

    def decode(self, piece: str) -> str:
        """Return ``piece``: plain text has no escapes."""
        return piece

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield the cables of ``text``."""
        if margin := margin_of(text):
            yield from self._margined(text, name, margin)
            return
        starts = cable_starts(text)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield self._cable(text, name, start, end)

    def _margined(self, text: str, name: str, margin: Margin) -> Iterator[RawCable]:
        """Yield the cables of a copy whose lines have marks or numbers before them."""
        begin, end = margin.extent
        clean = cut_text(text, margin.extent, margin.cuts)
        offsets = clean.offsets()
        starts = [offsets.start(at) if at else begin for at in cable_starts(clean.text())]
        bounds = [0, *starts[1:], len(text)]
        for index, (start, last) in enumerate(zip(starts, [*starts[1:], end], strict=True)):
            whole = Span(start, last)
            extent = Span(bounds[index], bounds[index + 1])
            pieces = cut_text(text, whole, margin.cuts)
            yield filled(()).cable(pieces, whole, extent, form=self.name, name=name)

    def _cable(self, text: str, name: str, start: int, end: int) -> RawCable:
        fields: dict[str, Passage] = {}
        segments: list[Segment] = []
        body = start
        while found := _above(text, _first_word(text, body, end), end, fields):
            key, field, match = found
            if match.start() > body:
                segments.append(Segment("blank", Span(body, match.start()), content=False))
            segments += _named(match, field)
            fields[key] = field
            body = match.end()
        if not fields and text.find(_MARK, start, _first_word(text, start, end)) >= 0:
            body = _first_word(text, start, end)
            segments.append(Segment("blank", Span(start, body), content=False))
        identifier = fields.get("identifier")
        return RawCable(
            text=text[body:end],
            raw_id=identifier.text if identifier else None,
            offsets=OffsetMap(body) if body else IDENTITY,
            record=Record(
                identifier=identifier,
                created=fields.get("created"),
                extract_note=fields.get("extract_note"),
            )
            if fields
            else NO_RECORD,
            record_segments=tuple(segments),
            created=created_value(fields.get("created")),
            format=self.name,
            name=name,
            extent=Span(start, end),
        )


def _named(match: re.Match[str], field: Passage) -> list[Segment]:
    """Return the segments of what a collection has put above a cable; ``field`` is its value."""
    start, end = match.span()
    low, high = field.spans[0]
    bounds = ((start, low, False), (low, high, True), (high, end, False))
    return [
        Segment("record" if content else "furniture", Span(first, last), content)
        for first, last, content in bounds
        if first < last
    ]


def _first_word(text: str, at: int, end: int) -> int:
    while at < end and (text[at] in WHITE or text[at] == _MARK):
        at += 1
    return at


def _above(
    text: str, at: int, end: int, known: dict[str, Passage]
) -> tuple[str, Passage, re.Match[str]] | None:
    """Return what a collection has put above a cable at ``at``, if it is not known yet."""
    for key, pattern in _ABOVE:
        match = None if key in known else pattern.match(text, at, end)
        field = (
            passage(text, *match.span(key if key in pattern.groupindex else 0)) if match else None
        )
        if match and field:
            return key, field, match
    return None
