"""The parts of a paragraph: text, list items, quoted letters, tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.text.view import BLANK, View, line_breaks_before

if TYPE_CHECKING:
    from cable_edition.core.model import BlockKind

_FLAT_ITEM = re.compile(r"[-\u2022]-?[ ]{1,3}(?=[^ \n-])")
#: What stands before an item in a run of text; an ``8`` is a garbled quotation mark.
_BEFORE_ITEM = ".!?:;)\"']8"
_MARKER = re.compile(
    r"(?:(?P<dash>--?|\u2022|\*|\+|o(?=[ ]{1,4}[A-Z\"]))[ ]{0,6}(?=[^ \n=_*-])"
    r"|\(?(?P<letter>[A-Za-z])[.)](?:[ ]{1,4})(?=[^ \n])|\(?(?P<number>\d{1,2})[.)]"
    r"(?:[ ]{1,4})(?=[^ \n])"
    r"|(?P<roman>\(?(?:i{1,3}|iv|v|vi{1,3}|ix|x)\))[ ]{1,4})"
)
_BEGIN_QUOTE = re.compile(
    r"\(?(?:BEGIN|Begin)[ ](?:QUOTE|TEXT|Quote|Text|text|quote|LETTER|letter|UNOFFICIAL"
    r"|unofficial)\b"
)
_END_QUOTE = re.compile(
    r"\(?(?:END|End)[ ](?:OF[ ]|of[ ])?(?:QUOTE|TEXT|Quote|Text|text|quote|LETTER|letter"
    r"|UNOFFICIAL|unofficial)\b|UNQUOTE"
)
_COLUMNS = re.compile(r"[^ \n][ ]{3,}[^ \n]")
_KEY = re.compile(r"[A-Za-z][A-Za-z ./()'-]{1,30}:[ ]")


class Part(NamedTuple):
    """A part of a paragraph before it has an anchor."""

    kind: BlockKind
    start: int
    end: int


def split_blocks(view: View, start: int, end: int) -> list[Part]:
    """Return the parts of the paragraph whose words stand between two offsets, in order."""
    start, end = view.trim(start, end)
    if start >= end:
        return []
    if "\n" not in view.work[start:end] or view.flat:
        return _in_run(view, start, end)
    return _in_lines(view, start, end)


def _in_run(view: View, start: int, end: int) -> list[Part]:
    """In a text without line ends ``--`` opens an item only after a sentence end or a colon."""
    work = view.work
    cuts = []
    for match in _FLAT_ITEM.finditer(work, start, end):
        breaks, last = line_breaks_before(work, match.start(), start)
        if last >= start and (breaks or last + 1 < match.start()) and work[last] in _BEFORE_ITEM:
            cuts.append(match.start())
    if _MARKER.match(view.work, start, end) and view.work[start] == "-":
        cuts = [start, *cuts]
    bounds = [*cuts, end]
    parts: list[Part] = []
    if not cuts or cuts[0] > start:
        parts.append(Part("text", start, bounds[0]))
    parts += [Part("item", low, high) for low, high in zip(cuts, bounds[1:], strict=True)]
    return parts


def _in_lines(view: View, start: int, end: int) -> list[Part]:
    work = view.work
    parts: list[Part] = []
    kind: BlockKind = "text"
    low = start
    last_marker = ""
    quoting = False
    at = start
    while at < end:
        stop = work.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = work[at:stop].lstrip(" ")
        begin = stop - len(line)
        if line:
            breaks, last = line_breaks_before(work, begin, start)
            blank = breaks > 1
            marker = _MARKER.match(work, begin, end)
            name = _name(marker) if marker else ""
            place = _Line(work, begin, last, start, end, blank)
            item = bool(marker) and _opens(place, name, last_marker if kind == "item" else "")
            if item or (blank and begin > start):
                if begin > start:
                    parts.append(Part(kind, low, begin))
                low = begin
                quoting = quoting or _BEGIN_QUOTE.match(line) is not None
                kind = "item" if item and not quoting else "quote" if quoting else "text"
                last_marker = name if item else last_marker
            elif begin == start and _BEGIN_QUOTE.match(line):
                quoting, kind = True, "quote"
            if quoting and _END_QUOTE.search(line):
                quoting = False
        at = stop + 1
    parts.append(Part(kind, low, end))
    return [_refined(view, part, index) for index, part in enumerate(parts)]


def _name(marker: re.Match[str]) -> str:
    return marker["dash"] or marker["letter"] or marker["number"] or "i"


class _Line(NamedTuple):
    work: str
    begin: int
    last: int
    start: int
    end: int
    blank: bool


def _opens(line: _Line, name: str, last_name: str) -> bool:
    """Tell whether a marker at the start of a line opens an item, and no sentence goes on.

    ``last_name`` is the marker of the item before, empty where there is none.
    """
    dash = name == "o" or not name.isalnum()
    if line.begin == line.start:
        return dash
    before = line.work[line.last] if line.last >= line.start else ""
    if not dash:
        if last_name and _next_name(last_name) == name:
            return True
        first = name in {"A", "a", "1", "i"}
        return first and (line.blank or (before in ".:!?" and _listed(line, name)))
    if line.blank or before in ".:!?)\"'":
        return True
    if last_name != name:
        return False
    tail = line.work[max(line.start, line.last - 3) : line.last + 1].lower()
    return name == "--" or before in ",;" or tail in {" and", "\nand"}


def _listed(line: _Line, name: str) -> bool:
    """Tell whether the next of a row of markers opens a line; inside a line it is a sentence's."""
    pattern = _FOLLOWERS[name]
    found = pattern.search(line.work, line.begin, min(line.end, line.begin + 1200))
    return found is not None and "\n" in found[0]


#: The marker after the first of a row, with the white space before it.
_FOLLOWERS = {
    first: re.compile(rf"(?:\n[ ]{{0,20}}|[ ])\(?{second}[.)][ ]")
    for first, second in (("A", "B"), ("a", "b"), ("1", "2"), ("i", "ii"))
}


def _next_name(name: str) -> str:
    if name.isdigit():
        return str(int(name) + 1)
    if name == "i":
        return "i"
    return chr(ord(name) + 1) if len(name) == 1 and name.isalpha() else ""


def _refined(view: View, part: Part, index: int) -> Part:
    """See a table in columns or keys, and a quoted letter in its opening quotation mark."""
    if part.kind != "text":
        return part
    words = view.work[part.start : part.end].strip(BLANK)
    lines = words.split("\n")
    if len(lines) > 1:
        columns = sum(1 for line in lines if _COLUMNS.search(line))
        keys = sum(1 for line in lines if _KEY.match(line.lstrip(" ")))
        if columns * 2 > len(lines) and columns > 1:
            return part._replace(kind="table")
        if keys > 2 and keys * 2 > len(lines):
            return part._replace(kind="table")
    if index and words[:1] in '"\u201c' and len(words) > 80:
        return part._replace(kind="quote")
    return part
