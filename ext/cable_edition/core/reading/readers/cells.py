"""A record of a data file: named cells, of which one holds the text of a cable.

Which cell is which is told by its name (:mod:`cable_edition.core.reading.readers.attributes`).
Where a file gives no names, what stands in a cell tells it: the id of a cable, a date, a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.ids import canonicalize
from cable_edition.core.cable.model import Attribute, Passage
from cable_edition.core.cable.span import Span
from cable_edition.core.problems import Problem
from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.attributes import field_of, filled, is_absent, names_day
from cable_edition.core.reading.readers.cell import Cell, Unescape, decoded
from cable_edition.core.reading.readers.created import Order, iso_created
from cable_edition.core.reading.readers.csv import bad_row
from cable_edition.core.reading.readers.header_cell import (
    GivenHeader,
    given_header,
    is_header,
    with_header,
)
from cable_edition.core.reading.readers.html import is_escaped
from cable_edition.core.reading.readers.markup import read_markup
from cable_edition.core.reading.readers.notes import EXTRACT_NOTE, SHORTEST
from cable_edition.core.reading.readers.pieces import Pieces, through
from cable_edition.core.reading.readers.plain import shows_cable

#: A list of strings in JSON, and one of them.
_LIST = re.compile(r'\[\s{0,40}"')
_LINE = re.compile(r'"(?P<words>(?:[^"\\]++|\\.)*+)"', re.DOTALL)
#: Tags that part lines: two of them make a text a piece of a page.
_TAG = re.compile(r"</?(?:br|p|div|pre|tr|li)\b[^<>]{0,200}>", re.IGNORECASE)
#: So much of a text shows that, in characters; and a page may have been escaped once more.
_SAMPLE, _TWICE = 65_536, 2
#: The longest value that is looked at to tell what a cell without a name is.
_SHORT = 80
#: So much of a cell is looked at to tell whether it is the text of a cable, in characters.
_LOOK = 8_192
#: What a cable has, where the name of its cell says nothing: two of these are needed.
_SIGNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bTAGS?[ \t]{0,4}:",
        r"\bSUBJ(?:ECT)?[ \t]{0,4}:",
        r"\bE\.?O\.?[ ]{0,2}1[0-9]{4}\b",
        r"\b[0-9]{6}Z [A-Z]{3} [0-9]{2}\b",
        r"\bFM (?:R[A-Z]{3,7}/ ?)?(?:AMEMBASSY|AMCONSUL|SECSTATE|USMISSION)\b",
        r"\b(?:UNCLAS|C O N F I D E N T I A L|CONFIDENTIAL|S E C R E T|SECRET)\b",
        r"\bSIPDIS\b",
    )
)
#: What a value is that no field was read from; a value of so many words is a text.
_NO_FIELD = frozenset({None, "text"})
_WORDS = 8
#: Field -> the name that a cell without one is given.
_NAME_OF = {"text": "text", "identifier": "identifier", "created": "date"}


def raw_of_cells(
    row: str,
    cells: Sequence[Cell],
    unescape: Unescape,
    *,
    form: str,
    name: str,
    problems: tuple[Problem, ...] = (),
) -> RawCable | None:
    """Return the cable of a record, in coordinates of its row; ``None`` where it is no record.

    It is one if a cell has a name for a text, and another one for an identifier or a date; else if
    what stands in the cells shows a cable. A cell of a header that stands before the text opens
    it. Problems: ``no-text`` where a record has no text, ``bad-row`` where a row is too short for
    one and has no identifier.
    """
    short = len(row.strip()) < SHORTEST
    if problems and short:
        return bad_row(row, form=form, name=name, problems=problems)
    named = [cell if cell.name else _guessed(row, cell, unescape) for cell in cells]
    seen: dict[str, str] = {}
    if not is_record({field_of(cell.name) for cell in named}):
        seen = _seen(row, named, unescape)
        body = _text_cell(row, named, unescape, seen)
        if body is None or not shows_text(row, body.span, unescape):
            return None
    elif short and not _identified(row, cells, unescape):
        message = "The row is too short for a cable and has no identifier"
        problems = (Problem("bad-row", message, offset=0),)
        return bad_row(row, form=form, name=name, problems=problems)
    body = _text_cell(row, named, unescape, seen)
    header, note = _header(row, named, body, unescape) if body else (None, None)
    apart: GivenHeader | None = None
    if header and body and not _stands_before(row, header, body, named):
        apart, header = given_header(row, header, unescape), None
    pieces = Pieces(row)
    whole = Span(len(row), len(row))
    if body:
        whole = body.span
        if header:
            unescape(row, header.span, pieces)
            pieces.escaped("\n\n", header.span.end, body.span.start)
            whole = Span(header.span.start, body.span.end)
        _read_body(row, body.span, unescape, pieces)
    else:
        problems = (*problems, Problem("no-text", "The record has no text", offset=0))
    kept = [
        (cell, value)
        for cell in named
        if not whole.start <= cell.span.start < whole.end
        and (value := _passage(row, cell, unescape))
    ]
    attributes = [Attribute(cell.name or "-", value) for cell, value in kept]
    if not any(_has_day(item) for item in attributes):
        seen = {**seen, **_day(attributes)}
    found = filled(attributes, extract_note=note, seen=seen)
    problems = (*problems, *_left(attributes, seen, apart.name if apart else ""))
    extent = Span(0, len(row))
    raw = found.cable(pieces, whole, extent, form=form, name=name, problems=problems)
    raw = with_header(raw, apart) if apart else raw
    for _ in range(_TWICE):
        if not _is_markup(raw.text):
            break
        words = Pieces(raw.text)
        read_markup(raw.text, 0, len(raw.text), words)
        raw = replace(raw, text=words.text(), offsets=through(words.offsets(), raw.offsets))
    return raw


def _identified(row: str, cells: Sequence[Cell], unescape: Unescape) -> bool:
    """Whether a cell of a short row has the id of a cable."""
    return any(canonicalize(decoded(_slice(row, cell), unescape)) for cell in cells)


def _read_body(row: str, span: Span, unescape: Unescape, pieces: Pieces) -> None:
    """Add the text of a cable to ``pieces``; in JSON it may be a list of its lines."""
    at = span.start
    # No other value begins so: a quotation mark in a string is escaped.
    if _LIST.match(row, *span):
        for match in _LINE.finditer(row, *span):
            pieces.escaped("\n" if at > span.start else "", at, match.start("words"))
            unescape(row, Span(*match.span("words")), pieces)
            at = match.end("words")
        pieces.escaped("", at, span.end)
        return
    unescape(row, span, pieces)


def _is_markup(text: str) -> bool:
    """Tell whether a text in a cell is a piece of a page."""
    if "<" not in text and "&" not in text:
        return False
    tags = len(_TAG.findall(text[:_SAMPLE])) if "<" in text else 0
    return tags > 1 or is_escaped(text)


def is_record(fields: Iterable[str | None]) -> bool:
    """Whether fields make a record of a cable: a text, and an identifier or a date."""
    known = set(fields)
    return "text" in known and not known.isdisjoint({"identifier", "created"})


def _slice(row: str, cell: Cell) -> str:
    return row[cell.span.start : cell.span.end]


def _passage(row: str, cell: Cell, unescape: Unescape) -> Passage | None:
    words = fold(decoded(_slice(row, cell), unescape))
    return Passage(words, (cell.span,)) if words else None


def _text_cell(
    row: str, cells: Sequence[Cell], unescape: Unescape, seen: Mapping[str, str]
) -> Cell | None:
    """Return the longest of the cells whose name is one of a text, or that is seen to be one."""
    texts = [cell for cell in cells if "text" in {field_of(cell.name), seen.get(cell.name)}]
    texts.sort(key=lambda cell: cell.span.start - cell.span.end)
    for cell in texts:
        start, end = cell.span
        if not is_absent(decoded(row[start : min(end, start + _SHORT)], unescape).strip(WHITE)):
            return cell
    return None


def _header(
    row: str, cells: Sequence[Cell], body: Cell, unescape: Unescape
) -> tuple[Cell | None, Passage | None]:
    """Return the cell of the transmission header, or the note that stands in its place.

    It is told by its name, else by what stands in it.
    """
    for cell in cells:
        if field_of(cell.name) != "header" or cell is body:
            continue
        value = _passage(row, cell, unescape)
        if value is None or is_absent(value.text):
            continue
        if EXTRACT_NOTE.match(value.text):
            return None, value
        if cell.span.end <= body.span.start or is_header(row, cell, unescape):
            return cell, None
    others = (cell for cell in cells if cell is not body and field_of(cell.name) in _NO_FIELD)
    return next((cell for cell in others if is_header(row, cell, unescape)), None), None


def _stands_before(row: str, header: Cell, body: Cell, cells: Sequence[Cell]) -> bool:
    """Whether a header stands before the text, with no other value between the two."""
    start, end = header.span.end, body.span.start
    return start <= end and not any(
        start <= cell.span.start < end and row[cell.span.start : cell.span.end].strip()
        for cell in cells
    )


def _has_day(item: Attribute) -> bool:
    return field_of(item.name) == "created" and not is_absent(item.value.text)


def _day(attributes: Sequence[Attribute]) -> dict[str, str]:
    """Return the name of the one value that is the day of a cable, by its words and what it is."""
    days = {
        item.name: iso_created(item.value.text, Order.DAY)
        for item in attributes
        if field_of(item.name) is None and names_day(item.name)
    }
    named = [name for name, iso in days.items() if iso]
    return {named[0]: "created"} if len(set(filter(None, days.values()))) == 1 else {}


def _left(
    attributes: Sequence[Attribute], seen: Mapping[str, str], header: str
) -> Iterator[Problem]:
    """Yield texts of a record that are no field of the cable, and dates of which one is taken.

    ``header`` is the name of the value that was read as one.
    """
    days: dict[str, str] = {}
    for item in attributes:
        which = seen.get(item.name) or field_of(item.name)
        words, at = item.value.text, item.value.spans[0].start
        if which in _NO_FIELD and item.name != header:
            if len(words) > _SHORT and words.count(" ") >= _WORDS:
                message = f"the value of {item.name[:40]} ({len(words)} characters) is no field"
                yield Problem("column-unread", message, offset=at)
        elif which == "created" and (iso := iso_created(words)):
            days.setdefault(iso[:10], item.name)
            if len(days) > 1:
                told = " and ".join(f"{day} ({name[:40]})" for day, name in days.items())
                yield Problem("fields-differ", f"the record has two dates: {told}", offset=at)
                return


def _guessed(row: str, cell: Cell, unescape: Unescape) -> Cell:
    """Return a cell that has no name under the name of what stands in it, if that can be told."""
    return cell._replace(name=_NAME_OF.get(_shown(row, cell, unescape), ""))


def _seen(row: str, cells: Sequence[Cell], unescape: Unescape) -> dict[str, str]:
    """Return names that tell nothing, with the field that what stands under them shows."""
    unknown = [cell for cell in cells if cell.name and field_of(cell.name) is None]
    shown = {cell.name: _shown(row, cell, unescape) for cell in unknown}
    return {name: which for name, which in shown.items() if which}


def _shown(row: str, cell: Cell, unescape: Unescape) -> str:
    """Return the field that what stands in a cell shows, or nothing."""
    words = decoded(_slice(row, cell), unescape).strip(WHITE)
    if len(words) > _SHORT:
        return "text" if words[0] not in "[{" and shows_cable(words) else ""
    if canonicalize(words):
        return "identifier"
    # A number alone may count anything.
    counts = words.lstrip("-").replace(".", "", 1).isdecimal()
    return "created" if not counts and iso_created(words, Order.DAY) else ""


def shows_text(row: str, span: Span, unescape: Unescape) -> bool:
    """Whether the start of a cell shows the text of a cable, by two signs at least."""
    if span.end - span.start <= _SHORT:
        return False
    words = decoded(row[span.start : min(span.end, span.start + _LOOK)], unescape)
    return sum(sign.search(words) is not None for sign in _SIGNS) > 1
