"""The HTML pages of the Cablegate collection: a table of metadata, and the cable in ``pre`` blocks.

The first block holds the transmission header or the note that the record is an extract, the next
ones the text. Paragraphs open with a pilcrow that links to itself. Other pages are read in the
same way; where they have no block their text is taken without its markup.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from cable_edition.core.fold import WHITE, fold
from cable_edition.core.model import Passage, Record
from cable_edition.core.raw import RawCable
from cable_edition.core.readers.created import created_value
from cable_edition.core.readers.notes import EXTRACT_NOTE
from cable_edition.core.readers.pieces import Pieces
from cable_edition.core.readers.plain import shows_cable
from cable_edition.core.readers.surroundings import outside, surroundings
from cable_edition.core.span import OffsetMap, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = re.compile(r"<table\s{1,8}[^<>]{0,200}\bcable\b[^<>]{0,200}>", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!DOCTYPE html|html|body|pre)\b", re.IGNORECASE)
_PRE_OPEN = re.compile(r"<pre\b[^<>]{0,400}>", re.IGNORECASE)
_PRE_CLOSE = re.compile(r"</pre\s{0,8}>", re.IGNORECASE)
_CELL = re.compile(r"<(t[hd])\b[^<>]{0,400}>", re.IGNORECASE)
_CELL_CLOSE = re.compile(r"</t[hd]\s{0,8}>|</table\s{0,8}>", re.IGNORECASE)
#: Tags and entities. A ``<`` that closes nowhere near is a character like another.
_TOKEN = re.compile(
    r"<!?/?(?P<tag>[A-Za-z][A-Za-z0-9]{0,15})\b[^<>]{0,2000}>|<!--|<!DOCTYPE[^<>]{0,400}>"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});",
)
_BREAKS = frozenset(
    {"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "hr", "blockquote"}
)
_HIDDEN_CLOSE = re.compile(r"</(?:script|style|head|title)\b", re.IGNORECASE)
_TABLE_CLOSE = re.compile(r"</table\b", re.IGNORECASE)
#: How long a table that is never closed is taken to be, in characters.
_TABLE_LIMIT = 8_192
_HIDDEN = frozenset({"script", "style", "head", "title"})
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
        if "<" not in sample or not _PAGE.search(sample):
            return 0.0
        if _TABLE.search(sample):
            return 0.95
        return 0.6 if shows_cable(self.decode(sample)) else 0.0

    def decode(self, piece: str) -> str:
        """Return ``piece`` without markup, its entities decoded."""
        pieces = Pieces(piece)
        _read_markup(piece, 0, len(piece), pieces)
        return pieces.text()

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield a cable for each table of metadata, or one if there is none."""
        starts = [match.start() for match in _TABLE.finditer(text)] or [0]
        starts[0] = 0
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield self._cable(text, name, Span(start, end))

    def _cable(self, text: str, name: str, extent: Span) -> RawCable:
        fields = _metadata(text, extent)
        blocks = _blocks(text, extent)
        if blocks and (note := _note(text, blocks[0])):
            fields["extract_note"] = note
            blocks.pop(0)
        pieces = Pieces(text)
        previous = None
        for block in blocks:
            if previous is not None:
                pieces.escaped("\n\n", previous, block.start)
            _read_markup(text, block.start, block.end, pieces)
            previous = block.end
        whole = Span(blocks[0].start, blocks[-1].end) if blocks else Span(extent.end, extent.end)
        fields = outside(fields, whole)
        identifier = fields.get("identifier")
        return RawCable(
            text=pieces.text(),
            offsets=pieces.offsets() if whole.end > whole.start else OffsetMap(whole.start),
            record=Record(**fields),
            record_segments=surroundings(fields.values(), extent, whole),
            format=self.name,
            raw_id=identifier.text if identifier else None,
            name=name,
            extent=extent,
            created=created_value(fields.get("created")),
        )


def _blocks(text: str, extent: Span) -> list[Span]:
    """Return the insides of the ``pre`` blocks, or the whole page where it has none."""
    blocks: list[Span] = []
    position = extent.start
    while opened := _PRE_OPEN.search(text, position, extent.end):
        closed = _PRE_CLOSE.search(text, opened.end(), extent.end)
        end = closed.start() if closed else extent.end
        blocks.append(Span(opened.end(), end))
        position = closed.end() if closed else extent.end
    return blocks or [extent]


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
        words = _cell_words(text, cell.end(), position)
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


def _cell_words(text: str, start: int, end: int) -> Passage | None:
    """Return the first run of characters of a table cell that is not markup."""
    pieces = Pieces(text)
    _read_markup(text, start, end, pieces)
    words = pieces.text()
    if not words.strip(WHITE):
        return None
    first = len(words) - len(words.lstrip(WHITE))
    span = pieces.offsets().span(Span(first, len(words.rstrip(WHITE))))
    return Passage(fold(words), (span,))


def _read_markup(text: str, start: int, end: int, pieces: Pieces) -> None:
    """Add ``text[start:end]`` to ``pieces``: characters, decoded entities, and empty markup."""
    cursor = position = start
    comments = hidden = True
    while match := _TOKEN.search(text, position, end):
        position = match.end()
        piece = match[0]
        words = ""
        if piece.startswith("&"):
            words = html.unescape(piece)
            if words == piece:
                continue
        elif piece == "<!--":
            closed = text.find("-->", position, end) if comments else -1
            if closed < 0:
                comments = False
                continue
            position = closed + 3
        elif (tag := (match["tag"] or "").lower()) in _BREAKS:
            words = "\n"
        elif tag in _HIDDEN and not piece.startswith("</"):
            shut = _HIDDEN_CLOSE.search(text, position, end) if hidden else None
            hidden = shut is not None
            position = shut.start() if shut else position
        pieces.plain(cursor, match.start())
        pieces.escaped(words, match.start(), position)
        cursor = position
    pieces.plain(cursor, end)
