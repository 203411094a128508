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
#: How many letters a line of the book has at least, and how many stand for the white around a cell.
_LINE, _WHITE = 76, 3.0


def divide_tables(book: nodes.document) -> None:
    """Let the long tables of a book be divided between pages, in place.

    Such a table needs the widths of its columns beforehand: they are made after its longest cells.
    """
    for table in list(book.findall(nodes.table)):
        rows = [list(row.findall(nodes.entry)) for row in table.findall(nodes.row)]
        if len(rows) <= _ROWS and len(table.astext()) <= _CHARACTERS:
            continue
        table["classes"].append("longtable")
        _keep_heading(table)
        if "colwidths-given" in table["classes"]:
            continue
        table["classes"].append("colwidths-given")
        columns = list(table.findall(nodes.colspec))
        cells = [[row[at] for row in rows if at < len(row)] for at in range(len(columns))]
        wanted = [max(map(_width, column), default=0) for column in cells]
        words = [max(map(_longest_word, column), default=0) for column in cells]
        widths = _shared([min(max(one, _NARROW), _WIDE) for one in wanted], words)
        for column, width in zip(columns, widths, strict=True):
            column["colwidth"] = round(width)


def _keep_heading(table: nodes.table) -> None:
    """Keep the heading right above a long table on its page.

    ``longtable`` begins a page where its head and first row do not fit, whatever stands above.
    """
    part: nodes.Element = table
    before: list[nodes.Node] = []
    while part.parent is not None and not isinstance(part, nodes.section):
        before += part.parent[: part.parent.index(part)]
        part = part.parent
    # A picture, which a book does not show, has no words.
    said = [one for one in before if one.astext()]
    if isinstance(part, nodes.section) and [type(one) for one in said] == [nodes.title]:
        needed = nodes.raw("", r"\cabletableneed{}", format="latex")
        part.parent.insert(part.parent.index(part), needed)


def _shared(wanted: list[float], words: list[float]) -> list[float]:
    """Return widths of columns, which are shares of a line: as wanted, but for narrow ones.

    Where the longest word of a column would stand out of its share, the column is given what the
    word needs, and the others share the rest of the line.
    """
    needed = [min(word, _WIDE) + _WHITE for word in words]
    given: set[int] = set()
    while True:
        rest = _LINE - sum(needed[at] for at in given)
        others = [at for at in range(len(wanted)) if at not in given]
        share = rest / sum(wanted[at] for at in others) if others else 0
        tight = {at for at in others if wanted[at] * share < needed[at]}
        if not others or tight == set(others):
            # Nothing can be taken from the others.
            return wanted
        if not tight:
            break
        given |= tight
    if not given:
        return wanted
    return [needed[at] if at in given else one * share for at, one in enumerate(wanted)]


def _longest_word(cell: nodes.entry) -> float:
    """Return how many letters of the text the longest word of a cell is wide."""
    typed = {word for one in cell.findall(nodes.literal) for word in one.astext().split()}
    words = cell.astext().split()
    return max((len(one) * (_TYPEWRITER if one in typed else 1) for one in words), default=0)


def _width(cell: nodes.entry) -> float:
    """Return how many letters of the text a cell is wide, set on one line."""
    typed = sum(len(one.astext()) for one in cell.findall(nodes.literal))
    return len(cell.astext()) + typed * (_TYPEWRITER - 1)
