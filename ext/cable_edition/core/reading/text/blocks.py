"""The parts of a paragraph: text, list items, quoted letters, tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.items import item_starts
from cable_edition.core.reading.text.view import BLANK, View, line_breaks_before

if TYPE_CHECKING:
    from cable_edition.core.cable.model import BlockKind

MARKER = late(
    r"(?:(?P<dash>--?|[\u2022\u25aa\u25cf\u25e6\u00b7]|\*|\+|o(?=[ ]{1,4}[A-Z\"]))"
    r"[ ]{0,6}(?=[^ \n=_*-])"
    r"|\(?(?P<letter>[A-Za-z])[.)](?:[ ]{1,4})(?=[^ \n])|\(?(?P<number>\d{1,2})[.)]"
    r"(?:[ ]{1,4})(?=[^ \n])"
    r"|(?P<roman>\(?(?:i{1,3}|iv|v|vi{1,3}|ix|x)\))[ ]{1,4})"
)
_NAMED = r"[A-Za-z][.)][ ]|\d{1,2}[.)][ ]|[ivx]{1,4}\)|BEGIN[ ]|Begin[ ]|QUOTE[ .:]*\n"
# Each way to begin has a first character of its own, by which a search passes it over.
_EVENT_WORDS = rf"(?:-|[\u2022\u25aa\u25cf\u25e6\u00b7*+]|o[ ]|{_NAMED}|\((?:{_NAMED}))"
#: A line at which a part can begin; most paragraphs have none.
_EVENT = late(r"\n[ ]{0,80}(?:\n|" + _EVENT_WORDS + ")")
#: How such a line begins; looking for it first takes a third of the time.
_LINE_SIGN = late(
    r"\n(?:[ \n\u2022\u25aa\u25cf\u25e6\u00b7*+-]|o[ ]|[A-Za-z0-9(][A-Za-z0-9]{0,4}+[.)]"
    r"|BEGIN|Begin|\(BEGIN|\(Begin|QUOTE)"
)
_EVENT_FIRST = late(_EVENT_WORDS)
_BEGIN_QUOTE = late(
    r"\(?(?:BEGIN|Begin)[ ](?:QUOTE|TEXT|Quote|Text|text|quote|LETTER|letter|UNOFFICIAL"
    r"|unofficial)\b|QUOTE(?=[ .:]*(?:\n|\Z))"
)
_END_QUOTE = late(
    r"\(?(?:END|End)[ ](?:OF[ ]|of[ ])?(?:QUOTE|TEXT|Quote|Text|text|quote|LETTER|letter"
    r"|UNOFFICIAL|unofficial)\b|UNQUOTE"
)
_BLANK_LINE = late(r"\n[ ]*\n")
#: How many colons at the ends of lines are looked at for a table below.
_COLONS = 3
#: The fewest rows of a table that stands below a line of text, or is parted by blank lines.
_ROWS = 3
_QUOTES = ('"', "\u201c", "\u201d")
_COLUMNS = late(r"[^ \n][ ]{3,}[^ \n]")
#: So many colons may be those of a list of keys.
_KEYS = 3
_KEY = late(r"[A-Za-z][A-Za-z ./()'-]{1,30}:[ ]")


_new = tuple.__new__


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
    if view.flat or view.work.find("\n", start, end) < 0:
        return _in_run(view, start, end)
    event = _LINE_SIGN.search(view.work, start, end) and _EVENT.search(view.work, start, end)
    if not (event or _EVENT_FIRST.match(view.work, start, end)):
        whole = [_refined(view, _new(Part, ("text", start, end)), 0)]
        return whole if view.work.rfind(":\n", start, end) < 0 else with_tables(view, whole)
    return _in_lines(view, start, end)


def is_one_text(view: View, start: int, end: int) -> bool:
    """Tell whether the words between two offsets are plainly one text, as most paragraphs are."""
    work = view.work
    if view.flat or work.find("\n", start, end) < 0:
        return not item_starts(work, start, end)
    if _LINE_SIGN.search(work, start, end) and _EVENT.search(work, start, end):
        return False
    if _EVENT_FIRST.match(work, start, end) or work.rfind("   ", start, end) >= 0:
        return False
    if work.find(":", start, end) < 0:
        return True
    return work.count(":", start, end) < _KEYS and work.rfind(":\n", start, end) < 0


def _in_run(view: View, start: int, end: int) -> list[Part]:
    cuts = item_starts(view.work, start, end)
    if not cuts:
        return [_new(Part, ("text", start, end))]
    bounds = [*cuts, end]
    parts: list[Part] = []
    if cuts[0] > start:
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
    quoted_items: set[int] = set()
    at = start
    while at < end:
        stop = work.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = work[at:stop].lstrip(" ")
        begin = stop - len(line)
        if line:
            breaks, last = line_breaks_before(work, begin, start)
            blank = breaks > 1
            marker = MARKER.match(work, begin, end)
            name = _name(marker) if marker else ""
            place = _Line(work, begin, last, start, end, blank)
            item = bool(marker) and _opens(place, name, last_marker, listing=kind == "item")
            quoted = line[0] == "Q" and _BEGIN_QUOTE.match(line) is not None
            opens = (blank or quoted) and begin > start
            if item or (opens and not mid_sentence(work, begin, last)):
                if begin > start:
                    parts.append(Part(kind, low, begin))
                low = begin
                quoting = quoting or _opens_quote(work, line, begin, end)
                if item and not quoting and quoted_items and name.isalpha():
                    # The row of letters goes on: its first items only began in quotation marks.
                    parts = [
                        part._replace(kind="item") if part.start in quoted_items else part
                        for part in parts
                    ]
                kind = "item" if item and not quoting else "quote" if quoting else "text"
                last_marker = name if item else last_marker
                if item and quoting and name.isalpha():
                    quoted_items.add(low)
            elif begin == start and _BEGIN_QUOTE.match(line):
                quoting, kind = True, "quote"
            if quoting and (_END_QUOTE.search(line) or line.rstrip(" .").endswith(_QUOTES)):
                quoting = False
        at = stop + 1
    parts.append(Part(kind, low, end))
    refined = [_refined(view, part, index) for index, part in enumerate(parts)]
    return with_tables(view, refined)


def mid_sentence(work: str, begin: int, last: int) -> bool:
    """Tell whether a sentence goes on in small letters after blank lines: a page ended there."""
    return work[begin].islower() and (work[last].isalnum() or work[last] == ",")


def _opens_quote(work: str, line: str, begin: int, end: int) -> bool:
    """Tell whether a line opens a quoted text of several parts: its quotation mark stays open."""
    if _BEGIN_QUOTE.match(line):
        return True
    if line[0] not in _QUOTES:
        return False
    blank = _BLANK_LINE.search(work, begin, end)
    block = work[begin : blank.start() if blank else end]
    return sum(block.count(mark) for mark in _QUOTES) % 2 == 1


def _name(marker: re.Match[str]) -> str:
    return marker["dash"] or marker["letter"] or marker["number"] or "i"


class _Line(NamedTuple):
    work: str
    begin: int
    last: int
    start: int
    end: int
    blank: bool


def _opens(line: _Line, name: str, last_name: str, *, listing: bool) -> bool:
    """Tell whether a marker at the start of a line opens an item, and no sentence goes on.

    ``last_name`` is the marker of the item before, empty where there is none; ``listing`` is true
    where the part before is that item.
    """
    dash = name == "o" or not name.isalnum()
    if line.begin == line.start:
        return dash or (name in _FOLLOWERS and _listed(line, name))
    before = line.work[line.last] if line.last >= line.start else ""
    if not dash:
        if last_name and _next_name(last_name) == name and (listing or line.blank):
            return True
        first = name in {"A", "a", "1", "i"}
        if first and line.blank:
            return True
        if first and before in ".:!?":
            return _listed(line, name) or (name in "Aa" and _broken_on_purpose(line))
        return False
    if line.blank or before in ".:!?)\"'":
        return True
    if not listing or last_name != name:
        return False
    tail = line.work[max(line.start, line.last - 3) : line.last + 1].lower()
    if name != "-" or before in ",;" or tail in {" and", "\nand"}:
        return True
    return _broken_on_purpose(line)


#: A shorter line could have held the next word; terminals had 60 to 69 columns.
_WIDTH = 50


def _broken_on_purpose(line: _Line) -> bool:
    """Tell whether the line above ends early, so that a dash below it is no dash of a sentence."""
    above = line.work.rfind("\n", line.start, line.last + 1) + 1 or line.start
    return line.last + 1 - above < _WIDTH


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
    if "\n" in words and ("   " in words or words.count(":") >= _KEYS):
        lines = words.split("\n")
        columns = sum(1 for line in lines if _COLUMNS.search(line))
        keys = sum(1 for line in lines if _KEY.match(line.lstrip(" ")))
        if columns * 2 > len(lines) and columns > 1:
            return part._replace(kind="table")
        if keys > 2 and keys * 2 > len(lines):
            return part._replace(kind="table")
    if index and words[:1] in '"\u201c' and len(words) > 80:
        return part._replace(kind="quote")
    return part


def with_tables(view: View, parts: list[Part]) -> list[Part]:
    """Part tables from the text above them, and join the rows that blank lines have parted."""
    found: list[Part] = []
    rows: list[Part] = []
    for part in [*parts, None]:
        if part and part.kind == "text" and _is_row(view.work[part.start : part.end].strip(BLANK)):
            rows.append(part)
            continue
        if len(rows) >= _ROWS:
            found.append(Part("table", rows[0].start, rows[-1].end))
        else:
            found += rows
        rows = []
        if part:
            found += _parted(view, part)
    return found


def _is_row(line: str) -> bool:
    return "\n" not in line and (_COLUMNS.search(line) or _KEY.match(line)) is not None


def _parted(view: View, part: Part) -> list[Part]:
    """Part a text at a colon below which a table stands, to the end of the text."""
    work = view.work
    if part.kind not in {"text", "table"} or "\n" not in work[part.start : part.end].strip(BLANK):
        return [part]
    at = work.find(":\n", part.start, part.end)
    for _ in range(_COLONS):
        if at < 0:
            break
        lines = work[at + 2 : part.end].strip(BLANK).split("\n")
        if len(lines) >= _ROWS and all(_is_row(line.strip(" ")) for line in lines):
            cut = at + 2
            return [Part("text", part.start, cut), Part("table", cut, part.end)]
        at = work.find(":\n", at + 1, part.end)
    return [part]
