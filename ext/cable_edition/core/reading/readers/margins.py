"""What stands before each line of a copy: the marks of a quotation, or numbers of lines.

A cable that a person quotes has ``> `` before its lines, one that a program printed with
``cat -n`` or ``nl``, or that a court numbered, has 1, 2, 3 ... there. They are cut out, with their
place kept.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cable_edition.core.cable.span import Span
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.readers.cuts import Cut

_QUOTED = late(r"(?:^|(?<=\n))[ ]{0,3}(?:>[ ]?){1,8}|(?<=\n)[ ]{0,3}\|(?![^\n]*\|)[ ]?")
#: Signs of quoted lines, of which there must be some before the pattern is asked.
_SIGNS = ("\n>", "\n |", "\n|", "\n >")
_FEWEST = 6
#: Among so many marked lines one may have lost its mark, where a program broke a long line.
_LOST = 8
#: What stands below a quotation has fewer characters, or it is the rest of the cable.
_BELOW = 400
_RESTS = late(r"(?:^|\n)[ \t]{0,8}(?:[0-9]{1,3}[.)][ ]|TAGS|SUBJ|REF)")
#: A line that shows a cable above a quotation, or words too many to be a letter's.
_CABLE_ABOVE = late(
    r"(?:^|\n)[ \t]{0,8}(?:TAGS?[ ]?:|E\.O\.|[0-9]{1,3}[.)][ ]|[ZOPR] [0-9]{6}Z"
    r"|(?:UNCLAS|CONFIDENTIAL|SECRET|C O N F|S E C R E T|U N C L A S)[^\n]{0,60}[0-9]{3})"
)
_ABOVE = 2_000
_NUMBER = re.compile(
    r"[ \t]{0,10}(?P<n>[0-9]{1,6})(?:(?P<stop>[ ]?[:.|)])(?:[ \t]{1,4}|(?=\r?\n|\Z))"
    r"|[ ]{0,3}\t|[ ]{1,4}(?=[^ \n])|(?=[ \t]{0,4}(?:\r?\n|\Z)))"
)
#: A line that a cable has and a paragraph has not, behind the number of the line.
_LINE_OF_CABLE = late(
    r"\n[ \t]{0,10}[0-9]{1,6}[ ]?[:.|)]?[ \t]{1,8}"
    r"(?:TAGS?|SUBJ(?:ECT)?|REF(?:TEL)?S?|E\.?O\.?|FM|TO"
    r"|SIPDIS|UNCLAS|CONFIDENTIAL|SECRET|C O N F|S E C R E T|U N C L A S|[ZOPR] [0-9]{6}Z)\b"
)
#: A line longer than this is none that somebody numbered.
_LINE = 400


class Margin(NamedTuple):
    """The stretch whose lines have something before them, and the cuts of it."""

    extent: Span
    cuts: list[Cut]


def margin_of(text: str) -> Margin | None:
    """Return the margin of a copy, ``None`` where its lines have none, as in most."""
    # A single character is looked for in a hundredth of the time of two.
    marked = (">" in text or "|" in text) and sum(map(text.count, _SIGNS)) >= _FEWEST
    if marked and (found := _quoted(text)):
        return found
    first = _NUMBER.match(text, len(text) - len(text.lstrip("\r\n\ufeff")))
    return _numbered(text, first.start()) if first else None


def _quoted(text: str) -> Margin | None:
    cuts = [Cut(*match.span()) for match in _QUOTED.finditer(text)]
    if len(cuts) < _FEWEST:
        return None
    start = cuts[0].start
    if start > _ABOVE or _CABLE_ABOVE.search(text, 0, start):
        return None
    end = text.find("\n", cuts[-1].end)
    end = len(text) if end < 0 else end + 1
    lines = sum(1 for line in text[start:end].split("\n") if line.strip())
    if (lines - len(cuts)) * _LOST > lines:
        return None
    below = text[end:]
    if len(below.strip()) > _BELOW or _RESTS.search(below):
        end = len(text)
    return Margin(Span(start, end), cuts)


def _numbered(text: str, start: int) -> Margin | None:
    """Return the numbers of lines: each one more than that before, or 1 on a new page."""
    if not _LINE_OF_CABLE.search(text):
        return None
    cuts: list[Cut] = []
    at, last, lost = start, 0, 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if end - at > _LINE:
            return None
        match = _NUMBER.match(text, at, min(end + 1, len(text)))
        number = int(match["n"]) if match else -1
        if match and (number in {last + 1, 1} or (not cuts and number < _LINE)):
            cuts.append(Cut(at, min(match.end(), end)))
            last = number
        elif text[at:end].strip():
            lost += 1
            if lost * _LOST > len(cuts):
                return None
        at = end + 1
    return Margin(Span(start, len(text)), cuts) if len(cuts) >= _FEWEST else None
