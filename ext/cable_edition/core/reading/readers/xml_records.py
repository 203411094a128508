"""XML around cables: one cable for each element that has a text, and an identifier or a date.

The values of a record are elements (``<refid>``), attributes (``<cable id="05ROME1">``) or elements
of a program's own whose attribute names them (``<field name="refid">``, as MySQL and Solr write).
The file is read in pieces, tag by tag; what is kept in memory is one record. No tree is built, for
a parser that builds one does not say at which character words stand; nor is any entity looked up
that a file declares, so none can grow or name another file: it stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cable_edition.core.problems import Problem
from cable_edition.core.reading.readers.cell import decoded
from cable_edition.core.reading.readers.cells import is_record, raw_of_cells
from cable_edition.core.reading.readers.markup import is_of_page, opens_markup
from cable_edition.core.reading.readers.xml_walk import Walk, bare_name, named_field, unescape

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawCable

#: The first element of a file.
_ROOT = re.compile(r"<(?P<name>[A-Za-z_][\w.:-]{0,80})[\s/>]")
#: Files of these are read by rules of their own, or hold no records.
_OTHER = frozenset(
    {"tei", "teicorpus", "tei.2", "svg", "math", "html", "head", "body", "div", "p", "pre"}
)
#: How far the first element is from the start of a file, in characters.
_TOP = 4_096
#: Where a file says that it is XML.
_SHORT = 80


class XmlReader:
    """Reader of records in XML, a dump of any size."""

    name = "xml"
    refusal = (
        "The file is XML, but no element in it has a text (an element such as body, content or "
        "text) together with an identifier or a date; nothing was read from it"
    )

    def recognise(self, sample: str) -> float:
        """Return 0.95 where elements have the values of a cable; pages are other forms."""
        root = _ROOT.search(sample, 0, _TOP) if opens_markup(sample) else None
        name = bare_name(root["name"]) if root else ""
        declared = "<?xml" in sample[:_SHORT]
        if not name or name in _OTHER or (is_of_page(name) and not declared):
            return 0.0
        walk = Walk()
        if next(walk.add(sample), None) is not None:
            return 0.95
        return 0.95 if walk.begun() else 0.0

    def decode(self, piece: str) -> str:
        """Return a piece of an element without markup, its entities decoded."""
        return decoded(piece, unescape)

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield the cables of ``text``, each in coordinates of its own record."""
        for row, head in self.rows([text]):
            if raw := self.read_row(row, head, name):
                yield raw

    def rows(self, chunks: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the text up to the end of each record, with an empty head."""
        walk = Walk()
        for chunk in chunks:
            for row in walk.add(chunk):
                yield row, ""
        if rest := walk.rest():
            yield rest, ""

    def read_row(self, row: str, head: str, name: str) -> RawCable | None:
        """Return the cable of a record; ``None`` where it holds none.

        Problems: ``bad-row`` where the record breaks off.
        """
        del head
        walk = Walk()
        whole = next(walk.add(row), None) is not None
        cells = walk.record if whole else walk.all()
        problems: tuple[Problem, ...] = ()
        if not whole and is_record(map(named_field, cells)):
            message = "The record breaks off: an element was never closed"
            problems = (Problem("bad-row", message, offset=0),)
        return raw_of_cells(row, cells, unescape, form=self.name, name=name, problems=problems)
