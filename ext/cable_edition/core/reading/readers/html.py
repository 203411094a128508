"""The HTML pages of the Cablegate collection: a table of metadata, and the cable in ``pre`` blocks.

The first block holds the transmission header or the note that the record is an extract, the next
ones the text. Paragraphs open with a pilcrow that links to itself. Other pages are read in the
same way; where they have no block their text is taken without its markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.model import Passage
from cable_edition.core.cable.span import OffsetMap, Span
from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.created import created_value
from cable_edition.core.reading.readers.markup import read_markup, without_markup, words_of
from cable_edition.core.reading.readers.notes import EXTRACT_NOTE
from cable_edition.core.reading.readers.pieces import Pieces
from cable_edition.core.reading.readers.plain import shows_cable
from cable_edition.core.reading.readers.surroundings import outside, record_of, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = re.compile(r"<table\s{1,8}[^<>]{0,200}\bcable\b[^<>]{0,200}>", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!DOCTYPE html|html|body|pre)\b", re.IGNORECASE)
_PRE_OPEN = re.compile(r"<pre\b[^<>]{0,400}>", re.IGNORECASE)
_PRE_CLOSE = re.compile(r"</pre\s{0,8}>", re.IGNORECASE)
_CELL = re.compile(r"<(t[hd])\b[^<>]{0,400}>", re.IGNORECASE)
_CELL_CLOSE = re.compile(r"</t[hd]\s{0,8}>|</table\s{0,8}>", re.IGNORECASE)
_TABLE_CLOSE = re.compile(r"</table\b", re.IGNORECASE)
#: How long a table that is never closed is taken to be, in characters.
_TABLE_LIMIT = 8_192
_KEYS = {
    "referenceid": "identifier",
    "reference": "identifier",
    "identifier": "identifier",
    "created": "created",
    "date": "created",
    "released": "release",
    "release": "release",
    "classification": "classification",
    "origin": "origin",
    "from": "origin",
    "tags": "tags",
}


class HtmlReader:
    """Reader of HTML pages."""

    name = "cablegate-html"

    def recognise(self, sample: str) -> float:
        """Return 0.95 for a Cablegate page, 0.6 for another page with a cable in it."""
        if not ("<" in sample and _PAGE.search(sample)) and not is_escaped(sample):
            return 0.0
        if _TABLE.search(sample):
            return 0.95
        return 0.6 if shows_cable(without_markup(sample)) else 0.0

    def decode(self, piece: str) -> str:
        """Return ``piece`` without markup, its entities decoded."""
        return without_markup(piece)

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield a cable for each table of metadata, or one if there is none."""
        starts = [match.start() for match in _TABLE.finditer(text)] or [0]
        starts[0] = 0
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield self._cable(text, name, Span(start, end))

    def _cable(self, text: str, name: str, extent: Span) -> RawCable:
        fields = _metadata(text, extent)
        blocks = pre_blocks(text, extent) or [extent]
        if blocks and (note := _note(text, blocks[0])):
            fields["extract_note"] = note
            blocks.pop(0)
        pieces = Pieces(text)
        previous = None
        for block in blocks:
            if previous is not None:
                pieces.escaped("\n\n", previous, block.start)
            read_markup(text, block.start, block.end, pieces)
            previous = block.end
        whole = Span(blocks[0].start, blocks[-1].end) if blocks else Span(extent.end, extent.end)
        fields = outside(fields, whole)
        identifier = fields.get("identifier")
        return RawCable(
            text=pieces.text(),
            offsets=pieces.offsets() if whole.end > whole.start else OffsetMap(whole.start),
            record=record_of(fields),
            record_segments=surroundings(fields.values(), extent, whole),
            format=self.name,
            raw_id=identifier.text if identifier else None,
            name=name,
            extent=extent,
            created=created_value(fields.get("created")),
        )


def is_escaped(sample: str) -> bool:
    """Tell whether a text is a piece of a page: its signs are escaped, or its lines end in tags.

    Two such signs are needed, and no ampersand that is not escaped.
    """
    signs = _SIGN.findall(sample[:_SHOWN])
    return len(signs) > 1 and not any(sign == "&" for sign in signs)


#: So much of a text shows whether it is escaped, in characters.
_SHOWN = 65_536
_SIGN = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,5}|#[xX][0-9A-Fa-f]{1,4});|</?(?:br|p|div)\b[^<>]{0,80}>|&"
)


def pre_blocks(text: str, extent: Span) -> list[Span]:
    """Return the insides of the ``pre`` blocks of a stretch, in order."""
    blocks: list[Span] = []
    position = extent.start
    while opened := _PRE_OPEN.search(text, position, extent.end):
        closed = _PRE_CLOSE.search(text, opened.end(), extent.end)
        end = closed.start() if closed else extent.end
        blocks.append(Span(opened.end(), end))
        position = closed.end() if closed else extent.end
    return blocks


def _note(text: str, block: Span) -> Passage | None:
    start = block.start
    while start < block.end and text[start] in WHITE:
        start += 1
    match = EXTRACT_NOTE.match(text, start, block.end)
    return Passage(fold(match[0]), (Span(match.start(), match.end()),)) if match else None


def _metadata(text: str, extent: Span) -> dict[str, Passage]:
    """Return the fields of the first table: the row of names, and the row of values."""
    table = _TABLE.search(text, extent.start, extent.end)
    if table is None:
        return {}
    shut_table = _TABLE_CLOSE.search(text, table.end(), extent.end)
    names: list[str] = []
    values: list[Passage | None] = []
    position = table.end()
    end = shut_table.start() if shut_table else min(extent.end, position + _TABLE_LIMIT)
    while cell := _CELL.search(text, position, end):
        shut = _CELL_CLOSE.search(text, cell.end(), end)
        position = shut.start() if shut else end
        words = words_of(text, cell.end(), position)
        if cell[1].lower() == "th":
            names.append(words.text if words else "")
        else:
            values.append(words)
    fields: dict[str, Passage] = {}
    for name, value in zip(names, values, strict=False):
        key = _KEYS.get("".join(filter(str.isalpha, name.lower())))
        if key and value and key not in fields:
            fields[key] = value
    return fields
