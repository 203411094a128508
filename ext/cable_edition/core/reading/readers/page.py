"""The page of the cablebrowser-2 site: disclaimer, record table, extract note, text, footer.

Observed in ``source_cables/05OTTAWA286.txt``. The rows of the table stand on lines of their own,
but copies in which all white space was folded are read too.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.cable.model import Passage
from cable_edition.core.cable.passage import passage
from cable_edition.core.cable.span import OffsetMap, Span
from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.created import created_value
from cable_edition.core.reading.readers.notes import EXTRACT_NOTE
from cable_edition.core.reading.readers.surroundings import record_of, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = re.compile(r"\|[ \t]{0,8}Identifier:[ \t]{0,8}\|")
_ROW = re.compile(r"\|([^|\r\n]{0,400})\|([^|\r\n]{0,4000})\|")
_DISCLAIMER = re.compile(r"^[ \t]{0,8}Disclaimer:", re.MULTILINE)
_FOOTER = re.compile(
    r"Latest source of this page is [^\r\n]{1,100}?,? released [0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_KEYS = {
    "identifier": "identifier",
    "wikileaks": "link",
    "origin": "origin",
    "created": "created",
    "classification": "classification",
    "tags": "tags",
    "redacted": "redacted",
}


class PageReader:
    """Reader of ``cablebrowser-2`` pages."""

    name = "cablebrowser-2"

    def recognise(self, sample: str) -> float:
        """Return 1 where the record table is there."""
        return 1.0 if "|" in sample and _TABLE.search(sample) else 0.0

    def decode(self, piece: str) -> str:
        """Return ``piece``: a page has no escapes."""
        return piece

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield one cable for each record table."""
        tables = [match.start() for match in _TABLE.finditer(text)]
        starts = [0, *(_page_start(text, *pair) for pair in pairwise(tables))]
        for start, table, end in zip(starts, tables, [*starts[1:], len(text)], strict=True):
            yield _page(text, name, start, table, end)


def _page_start(text: str, previous: int, table: int) -> int:
    """Return where the page with this ``table`` begins: after a footer, or at its disclaimer."""
    floor = previous
    for footer in _FOOTER.finditer(text, previous, table):
        floor = footer.end()
    disclaimer = _DISCLAIMER.search(text, floor, table)
    if disclaimer:
        return disclaimer.start()
    return _skip_white(text, floor, table) if floor > previous else table


def _page(text: str, name: str, start: int, table: int, end: int) -> RawCable:
    fields: dict[str, Passage] = {}
    body = table
    while row := _ROW.match(text, _skip_white(text, body, end), end):
        key = _KEYS.get(row[1].strip(" \t:").lower())
        found = passage(text, row.start(2), row.end(2))
        if key and found and key not in fields:
            fields[key] = found
        body = row.end()
    body = _skip_white(text, body, end)
    note = EXTRACT_NOTE.match(text, body, end)
    if note and (found := passage(text, note.start(), note.end())):
        fields["extract_note"] = found
        body = _skip_white(text, note.end(), end)
    close = end
    footers = list(_FOOTER.finditer(text, body, end))
    if footers and (found := passage(text, *footers[-1].span())):
        close = _trim_white(text, body, footers[-1].start())
        fields["release"] = found
    identifier = fields.get("identifier")
    extent = Span(start, end)
    return RawCable(
        text=text[body:close],
        offsets=OffsetMap(body),
        record=record_of(fields),
        record_segments=surroundings(fields.values(), extent, Span(body, close)),
        format=PageReader.name,
        raw_id=identifier.text if identifier else None,
        name=name,
        extent=extent,
        created=created_value(fields.get("created")),
    )


def _skip_white(text: str, start: int, end: int) -> int:
    while start < end and text[start] in WHITE:
        start += 1
    return start


def _trim_white(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in WHITE:
        end -= 1
    return end
