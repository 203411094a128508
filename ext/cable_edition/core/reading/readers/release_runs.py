"""Release prints whose copies lost their lines: values, message and pages in one run of words."""

from __future__ import annotations

import re
from typing import NamedTuple

from cable_edition.core.cable.model import Attribute
from cable_edition.core.cable.passage import passage
from cable_edition.core.cable.span import Span
from cable_edition.core.reading.readers.release_marks import LEVEL, RELEASED

#: Fewer line ends than these has the whole of such a copy.
_LINES = 4
_HEADS = rf"(?:{LEVEL}|SBU|NOFORN|NODIS|EXDIS|SENSITIVE|Sensitive But Unclassified)"
_PAGE = re.compile(
    rf"(?<= )Page [0-9]{{1,4}} of [0-9]{{1,4}}(?![0-9])"
    rf"(?P<heads>(?:[ ]{_HEADS}(?![A-Za-z])){{0,4}})"
)
_FEWEST_HEADS = 2
#: What stands before the number of a page, up to it.
_BEFORE_PAGE = re.compile(rf"(?:(?:{RELEASED.pattern})[ ])?(?:(?<![A-Za-z]){_HEADS}[ ]){{1,4}}\Z")
_BEFORE = 200
_MRN = re.compile(r"(?:^|(?<= ))MRN: [0-9]{2} [A-Z]")
#: What a message begins with behind the values.
_MESSAGE = re.compile(
    r" (?=(?:[ZOPR] ){1,3}[0-9]{6}Z [A-Z]{3} [0-9]{2}\b"
    r"|(?:UNCLAS|C O N F I D E N T I A L|S E C R E T) [A-Z]{3})"
)


class Runs(NamedTuple):
    """What a print holds: the values above and below the message, and where that stands."""

    top: list[Attribute]
    begin: int
    close: int
    bottom: list[Attribute]


def is_run(text: str, start: int, end: int) -> bool:
    """Whether a stretch has lost its lines."""
    return text.count("\n", start, end) < _LINES


def prints_in_run(text: str) -> list[int]:
    """Return where the prints of a text in one run begin: their ``MRN:``."""
    if "MRN: " not in text or not is_run(text, 0, len(text)):
        return []
    return [match.start() for match in _MRN.finditer(text)]


def parts_in_run(text: str, mrn: int, end: int, names: tuple[str, str], width: int) -> Runs:
    """Return the parts of the print whose ``MRN:`` is at ``mrn``.

    ``names`` are the names of the values before and after the message, as patterns; those before
    stand within ``width`` characters.
    """
    message = _MESSAGE.search(text, mrn, min(end, mrn + width))
    begin = message.end() if message else mrn
    top = _values(text, names[0], mrn, begin) if message else []
    last = text.rfind("NNNN", begin, end)
    close = last + 4 if last >= 0 else text.rfind(" Signature: ", begin, end)
    if close < 0:
        return Runs(top, begin, end, [])
    return Runs(top, begin, close, _values(text, names[1], close, end))


def _values(text: str, names: str, start: int, end: int) -> list[Attribute]:
    keys = list(re.compile(rf"(?:^|(?<= ))(?P<key>{names}): ").finditer(text, start, end))
    found: list[Attribute] = []
    for key, following in zip(keys, [*(one.start() for one in keys[1:]), end], strict=True):
        stop = following
        if marked := next(iter(pages_in_run(text, Span(key.end(), stop))), None):
            stop = marked.start
        if value := passage(text, key.end(), stop):
            found.append(Attribute(key["key"], value))
    return found


def pages_in_run(text: str, extent: Span) -> list[Span]:
    """Return the feet and heads of pages in a stretch that has lost its lines."""
    found = []
    for match in _PAGE.finditer(text, *extent):
        low = max(extent.start, match.start() - _BEFORE)
        if before := _BEFORE_PAGE.search(text[low : match.start()]):
            found.append(Span(low + before.start(), match.end()))
        elif match["heads"].count(" ") >= _FEWEST_HEADS:
            # The class words stand at the head of the next page, and below the number.
            found.append(Span(*match.span()))
    return found
