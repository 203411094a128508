"""The executive-order line and the date, or the words, of declassification."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import Span, Value

if TYPE_CHECKING:
    from cable_edition.core.reading.text.view import View

_NUMBERS = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})[/.-](?P<ym>\d{1,2})[/.-](?P<yd>\d{1,2})"
    r"|(?P<m>\d{1,2})[ ]?[/.-][ ]?(?P<d>\d{1,2})[ ]?[/.-][ ]?(?P<my>\d{4}|\d{2})"
    r"|(?P<six>\d{8}|\d{6}))(?!\d)"
)
_ZERO = re.compile(r"O(?=[0-9O/]{0,3}[0-9/])(?<=[0-9/]O)|(?<![A-Za-z])O(?=[0-9]/)")
_MONTHS = {
    name: n
    for n, name in enumerate(
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1
    )
}
_WORDS_DATE = re.compile(
    r"(?P<d1>\d{1,2})?[ ]?(?P<name>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}\.?"
    r"[ ]?(?:(?P<d2>\d{1,2})(?:ST|ND|RD|TH)?,?[ ])?[ ]?(?P<y>\d{4}|\d{2})(?!\d)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:E\.?[ ]?[O0]\.?[ ]?|EXECUTIVE[ ]ORDER[ ]?)?[:,]?[ ]?\d{0,5}[ ]?[:;.,-]{0,2}[ ]?"
    r"(?:DECL?(?:AS|ASS|ASSIFY|ASSIFICATION)?(?:[ ]?ON)?[ ]?[:;.,-]{1,2}[ ]?|DECL[ ])?",
    re.IGNORECASE,
)
#: The line as most cables have it.
_USUAL = re.compile(r"E\.O\. [0-9]{5}: DECL: ([0-9]{2})/([0-9]{2})/([0-9]{4})(?=[ \n]{0,4}\Z)")
#: Two-digit years of declassification are of this century (``record.schema.json``), but for the
#: orders that were in force only before it.
_OLD_ORDERS = ("11652", "12065", "12356")


def declassify_on(view: View, start: int, end: int) -> Value | None:
    """Return the date (ISO) or the words of declassification of an executive-order line.

    Problems: ``bad-date`` where it has the form of a date and is none.
    """
    work = view.work
    if usual := _USUAL.match(work, start, end):
        month, day, year = usual.groups()
        if found := _iso(int(year), int(month), int(day)):
            return Value(found, (Span(usual.start(1), usual.end(3)),))
    label = _LABEL.match(work, start, end)
    at = label.end() if label else start
    low, high = view.trim(at, end)
    if low >= high:
        return None
    old = any(order in work[start:at] for order in _OLD_ORDERS)
    # The letter for a zero, beside digits.
    words = _ZERO.sub("0", work[low:high])
    wrong: tuple[int, str] | None = None
    for match in _NUMBERS.finditer(words):
        found = _date(match, old=old)
        if found:
            return Value(found, (Span(low + match.start(), low + match.end()),))
        if not match["six"]:
            wrong = wrong or (match.start(), match[0])
    for match in _WORDS_DATE.finditer(words):
        day = match["d1"] or match["d2"]
        if day:
            found = _iso(_year(match["y"], old=old), _MONTHS[match["name"].upper()], int(day))
            if found:
                return Value(found, (Span(low + match.start(), low + match.end()),))
            wrong = wrong or (match.start(), match[0])
    if wrong:
        at, shown = wrong
        message = f"The date of declassification {' '.join(shown.split())} is no date"
        view.problem("bad-date", message, low + at)
    passage = view.passage(low, high)
    return Value(passage.text, passage.spans) if passage else None


def _date(match: re.Match[str], *, old: bool) -> str | None:
    if match["y"]:
        return _iso(int(match["y"]), int(match["ym"]), int(match["yd"]))
    if match["m"]:
        first, second, third = match["m"], match["d"], match["my"]
        if len(third) == 4:
            year = int(third)
            return _iso(year, int(first), int(second)) or _iso(year, int(second), int(first))
        found = _iso(_year(third, old=old), int(first), int(second))
        # ``14/01/26`` can only be year, month, day; ``26/01/14`` day, month, year.
        other = _iso(_year(first, old=old), int(second), int(third))
        turned = _iso(_year(third, old=old), int(second), int(first))
        return found or other or turned
    digits = match["six"]
    if len(digits) == 8:
        return _iso(int(digits[:4]), int(digits[4:6]), int(digits[6:])) or _iso(
            int(digits[4:]), int(digits[:2]), int(digits[2:4])
        )
    return _iso(_year(digits[4:], old=old), int(digits[:2]), int(digits[2:4])) or _iso(
        _year(digits[:2], old=old), int(digits[2:4]), int(digits[4:])
    )


def _year(digits: str, *, old: bool) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 1900 + year if old and year > 70 else 2000 + year


def _iso(year: int, month: int, day: int) -> str | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
