"""Tables of a book: one that would not fit on a page goes on over several."""

from __future__ import annotations

from docutils import nodes

#: A table with more words than this, in characters, or more rows may be as high as half a page, and
#: would leave the page before it half empty.
_CHARACTERS, _ROWS = 500, 15
#: The width of a column, in characters of its longest cell, is between these; the letters of a
#: typewriter are wider.
_NARROW, _WIDE = 10, 30
_TYPEWRITER = 1.3


def divide_tables(book: nodes.document) -> None:
    """Let the long tables of a book be divided between pages, in place.

    Such a table needs the widths of its columns beforehand: they are made after its longest cells.
    """
    for table in book.findall(nodes.table):
        rows = [list(row.findall(nodes.entry)) for row in table.findall(nodes.row)]
        if len(rows) <= _ROWS and len(table.astext()) <= _CHARACTERS:
            continue
        table["classes"].append("longtable")
        if "colwidths-given" in table["classes"]:
            continue
        table["classes"].append("colwidths-given")
        for at, column in enumerate(table.findall(nodes.colspec)):
            longest = max((_width(row[at]) for row in rows if at < len(row)), default=0)
            column["colwidth"] = round(min(max(longest, _NARROW), _WIDE))


def _width(cell: nodes.entry) -> float:
    """Return how many letters of the text a cell is wide, set on one line."""
    typed = sum(len(one.astext()) for one in cell.findall(nodes.literal))
    return len(cell.astext()) + typed * (_TYPEWRITER - 1)
