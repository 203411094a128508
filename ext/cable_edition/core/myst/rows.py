"""Rows: typed data on one line of a generated page, its fields divided by a bar.

A kind of row is a ``NamedTuple`` (:mod:`cable_edition.core.myst.row_kinds`). What a field may hold
is said by its type, and known here alone: a page writer gives its rows to :func:`write_row`, a
directive its lines to :func:`read_rows`, and visitors get the same typed rows. A line that is no
row of its kind is a problem with its place, and keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import takewhile
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar, get_args, get_origin
from typing import get_type_hints as hints_of

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.ids import ID
from cable_edition.core.late_methods import dataclass
from cable_edition.core.myst.escape import visible
from cable_edition.core.problems import Problem

_BAR = re.compile(r"\\[\\|]|\|")
_ESCAPED = re.compile(r"\\([\\|])")


@dataclass(frozen=True, slots=True)
class Form:
    """What a field of a row may hold.

    ``says`` names it for an editor (``a number``); the whole of the text matches ``pattern``;
    ``read`` and ``write`` turn text into the value of the field and back.
    """

    says: str
    pattern: re.Pattern[str]
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str


def _plain(value: str) -> str:
    return visible(fold(value))


#: The forms of fields that are text; a row names them by the types below.
_ANCHOR = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_DAY = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_WORDS = Form("words", re.compile(r".+", re.DOTALL), write=_plain)
_ANY_WORDS = Form("words or nothing", re.compile(r".*", re.DOTALL), write=_plain)
_MYST = Form("words in MyST", re.compile(r".+"))
#: No number of an edition is longer, and a longer one would be slow to read.
_NUMBER = Form("a number", re.compile(r"0|[1-9][0-9]{0,14}"), read=int)

#: Words that are not empty.
Words = Annotated[str, _WORDS]
#: Inline MyST, written by one who has escaped what had to be; it is not empty.
Myst = Annotated[str, _MYST]
#: The canonical id of a cable.
Id = Annotated[str, Form("the id of a cable, such as 05OTTAWA286", re.compile(ID))]
#: An anchor of a page, or the id of an entry.
Anchor = Annotated[str, Form("an anchor, such as p4 or n-start", re.compile(_ANCHOR))]
AnchorOrNone = Annotated[str, Form("an anchor or nothing", re.compile(f"(?:{_ANCHOR})?"))]
#: A cable or a place in one, or nothing.
PlaceOrNone = Annotated[
    str,
    Form(
        "a cable, a place such as 05OTTAWA286#p4, or nothing",
        re.compile(f"(?:{ID}(?:#{_ANCHOR})?)?"),
    ),
]
#: An ISO date: a day, a month or a year.
Date = Annotated[str, Form("a date such as 2005-01-28, 2005-01 or 2005", re.compile(_DAY))]
DateOrNone = Annotated[str, Form("a date or nothing", re.compile(f"(?:{_DAY})?"))]
Address = Annotated[
    str,
    Form(
        "an http or https address", re.compile(r"https?://[^\s/?#].*", re.IGNORECASE), write=_plain
    ),
]

Row = TypeVar("Row", bound=tuple[Any, ...])


class BadRow(NamedTuple):
    """A line that is no row: its words as they stand, and what is wrong, with its place."""

    words: str
    problem: Problem


class RowsRead(NamedTuple, Generic[Row]):
    """The rows of some lines, in order, and the lines that are none."""

    rows: tuple[Row, ...]
    bad: tuple[BadRow, ...]


def write_row(row: tuple[Any, ...]) -> str:
    """Return a row of any kind as one line: fields divided by bars, white space folded.

    A bar or a backslash inside a field is escaped; what no page can carry is made visible, except
    in MyST, which is written as it is.
    """
    forms = fields_of(type(row)).values()
    return join_texts(form.write(value) for form, value in zip(forms, row, strict=True))


def read_rows(
    lines: Iterable[str],
    kinds: tuple[type[Row], ...],
    *,
    name: str,
    path: str = "",
    line: int = 1,
) -> RowsRead[Row]:
    """Read lines that :func:`write_row` wrote, or an editor; a blank line is none.

    ``kinds`` are the kinds of row that can stand here: a line is of the first whose leading
    ``Literal`` fields it has, else of the last. ``name`` is what an editor calls the rows, that is
    the directive; ``path`` and ``line`` are the place of the first line, counted from 1.

    Problem: ``bad-generated-row``, for each line that is no row of its kind.
    """
    rows: list[Row] = []
    bad: list[BadRow] = []
    for number, text in enumerate(lines, line):
        if not text.strip():
            continue
        row, wrong = _read(text, kinds, name)
        if row is None:
            bad.append(BadRow(text.strip(), Problem("bad-generated-row", wrong, path, number)))
        else:
            rows.append(row)
    return RowsRead(tuple(rows), tuple(bad))


def _read(text: str, kinds: tuple[type[Row], ...], name: str) -> tuple[Row | None, str]:
    """Return the row, or what is wrong."""
    parts = split_texts(text)
    kind = next((kind for kind in kinds if _leads(kind, parts)), kinds[-1])
    return row_of(kind, parts, name)


def row_of(kind: type[Row], parts: Sequence[str], name: str) -> tuple[Row | None, str]:
    """Return the row of a kind whose fields are ``parts``, or ``None`` and what is wrong.

    ``name`` is what an editor calls the rows.
    """
    fields = fields_of(kind)
    if len(parts) != len(fields):
        return None, f"{_shape(kind, name)}: {len(fields)} fields, not {len(parts)}"
    values = []
    for (field, form), part in zip(fields.items(), parts, strict=True):
        if not form.pattern.fullmatch(part):
            found = f"not `{part[:80]}`" if part else "and is empty"
            return None, f"{_shape(kind, name)}; {_said(field)} must be {form.says}, {found}"
        values.append(form.read(part))
    return kind(*values), ""


def _shape(kind: type[tuple[Any, ...]], name: str) -> str:
    return f"a row of {name} is {' | '.join(map(_said, fields_of(kind)))}"


def _leads(kind: type[tuple[Any, ...]], parts: Sequence[str]) -> bool:
    leading = _leading(kind)
    return len(parts) >= len(leading) and all(
        form.pattern.fullmatch(part) for form, part in zip(leading, parts, strict=False)
    )


def _said(field: str) -> str:
    return field.replace("_", " ")


@cache
def _leading(kind: type[tuple[Any, ...]]) -> tuple[Form, ...]:
    hints = hints_of(kind).values()
    count = sum(1 for _ in takewhile(lambda hint: get_origin(hint) is Literal, hints))
    return tuple(fields_of(kind).values())[:count]


@cache
def fields_of(kind: type[tuple[Any, ...]]) -> dict[str, Form]:
    """Return the fields of a kind of row and what each may hold, in order."""
    return {name: _form(hint) for name, hint in hints_of(kind, include_extras=True).items()}


def _form(hint: Any) -> Form:
    """Return the form that a type stands for. Raises ``TypeError`` for a type of no form."""
    if hint is int:
        return _NUMBER
    if hint is str:
        return _ANY_WORDS
    arguments = get_args(hint)
    if get_origin(hint) is Literal:
        says = " or ".join(f"`{word}`" for word in arguments if word) or "nothing"
        return Form(says, re.compile("|".join(map(re.escape, arguments))))
    form = next((one for one in arguments if isinstance(one, Form)), None)
    if form is None:
        message = f"{hint} cannot be the type of a field of a row"
        raise TypeError(message)
    return form


def join_texts(texts: Iterable[str]) -> str:
    """Write texts on one line, divided by bars; white space at their ends is not kept."""
    return " | ".join(text.strip().replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def split_texts(line: str) -> tuple[str, ...]:
    """Read a line that :func:`join_texts` wrote: at least one text, perhaps empty."""
    if "\\" not in line:
        return tuple(part.strip() for part in line.split("|"))
    parts = []
    start = 0
    for mark in _BAR.finditer(line):
        if mark[0] == "|":
            parts.append(line[start : mark.start()])
            start = mark.end()
    parts.append(line[start:])
    return tuple(_ESCAPED.sub(r"\1", part.strip()) for part in parts)
