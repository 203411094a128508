"""What paper copies have besides the text: stamps of reviewers, and the heads and feet of pages.

The review stamp of the National Archives stands anywhere in a page, often twice. From about 1977
the head of a page stands on two lines. The class word is repeated at the foot of a page and at the
head of the next. What is cut is declared with its place; the sentence runs on over it. The banner
itself (``PAGE 02 STATE 297216``) stays, a milestone of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.readers.cuts import Cut

_BLANK = r"[ \t\r\n]"
_APART = rf"{_BLANK}{{1,80}}"
#: The reviewer: a name in capitals only with an initial, for a class word is no name.
_NAME = (
    r"(?:[A-Z][a-z]{1,15}[ \t]{1,4}(?:[A-Z]\.?[ \t]{1,4})?[A-Z][A-Za-z'-]{1,20}"
    r"|[A-Z]{3,16}[ \t]{1,4}[A-Z]\.?[ \t]{1,4}[A-Z]{3,16})"
)
#: The stamp of the systematic review, its words on one line or on five.
REVIEW_STAMP = late(
    rf"(?:(?<![^ \t\n]){_NAME}{_APART})?"
    rf"(?i:Declassified/Released){_APART}(?i:US{_APART}Department{_APART}of{_APART}State{_APART})"
    rf"EO{_APART}(?i:Systematic{_APART}Review){_APART}"
    r"[0-9]{1,2} {1,3}[A-Za-z]{3} {1,3}[0-9]{4}"
)
_LEVEL = (
    r"(?:UNCLASSIFIED|UNCLAS|CONFIDENTIAL|(?:TOP )?SECRET|LIMITED OFFICIAL USE|LIMOFFUSE"
    r"|L I M I T E D  ?O F F I C I A L  ?U S E|(?:T O P  ?)?S E C R E T|C O N F I D E N T I A L"
    r"|U N C L A S S I F I E D)"
)
_HANDLING = r"(?:NODIS|EXDIS|LIMDIS|NOFORN|STADIS|NODIS/CHEROKEE|EFTO|FOUO)"
#: A line that the head and the foot of a page repeat, before the word PAGE.
_FOOT_LINE = late(
    rf"[ \t]{{0,40}}(?:{_LEVEL}(?:[ /]{{1,4}}{_HANDLING}){{0,2}}|{_HANDLING}|N{{3,5}})?"
    r"[ \t\r\f]{0,80}"
)
#: More lines than the foot of one page and the head of the next have.
_FOOT_LINES = 12
_PAGE = late(
    r"(?:^|(?<=\n))[ \t]{0,20}PAGE {1,4}(?P<page>[0-9O][0-9])(?P<cut>[ \t]{0,8}\r?\n[ \t]{0,8})?"
    r"(?(cut)| {1,12})(?P<post>[A-Z][A-Z .']{1,24}?) {1,12}(?P<serial>O{0,3}[0-9][0-9O]{2,5})\b"
    r"(?: {1,8}TOSEC {1,4}[0-9]{3,6})?"
    r"(?: {1,6}(?P<section>[0-9O][0-9]) OF [0-9O][0-9])?(?: {1,6}[0-9O]{6}Z)?[ \t\f]{0,20}"
    r"(?=\r?\n|\Z)"
)
#: The longest line of the foot or the head of a page, in characters.
_LINE = 160
#: Line noise of the teleprinter after the end mark: the start of the next transmission.
_NOISE = late(r"(?<=\bNNNN)[A-Z]{0,8}VZCZC?[A-Z]{0,4}\b")
_SENTENCE_END = ".!?:;\"')]"
_BEGINS = late(r"[0-9]{1,3}[.)]|[A-Z]\.[ ]|--|[-=_*]{3}|\([A-Z]{1,3}\)")


def paper_cuts(text: str, start: int, end: int) -> list[Cut]:
    """Return what is to be cut from ``text[start:end]``, a telegram as paper copies have it."""
    cuts = [healed(text, *stamp.span(), start, end) for stamp in review_stamps(text, start, end)]
    if text.find("PAGE ", start, end) >= 0:
        cuts += _pages(text, start, end)
    if text.find("VZCZ", start, end) >= 0:
        cuts += [Cut(*match.span()) for match in _NOISE.finditer(text, start, end)]
    return cuts


def review_stamps(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the review stamps within ``text[start:end]``.

    One at its top or its bottom is in nobody's way: the text keeps it.
    """
    if all(text.find(sign, start, end) < 0 for sign in ("eclassified/", "ECLASSIFIED/")):
        return
    low, high = _bounds(text, start, end)
    for match in REVIEW_STAMP.finditer(text, start, end):
        if match.start() > low and match.end() < high:
            yield match


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the first and the last word of a stretch begin and end."""
    while start < end and text[start] in " \t\r\n\f":
        start += 1
    while end > start and text[end - 1] in " \t\r\n\f":
        end -= 1
    return start, end


def _pages(text: str, start: int, end: int) -> list[Cut]:
    cuts: list[Cut] = []
    for match in _PAGE.finditer(text, start, end):
        if match["cut"]:
            cuts.append(Cut(*match.span("cut"), " "))
        if _number(match["page"]) > 1 or _number(match["section"] or "1") > 1:
            foot = _foot(text, start, match.start())
            if text[foot : match.start()].strip():
                cuts.append(Cut(foot, match.start()))
    return cuts


def _number(digits: str) -> int:
    """Return a number in which a copy may have read a zero as the letter O."""
    return int(digits.replace("O", "0"))


def _foot(text: str, start: int, page: int) -> int:
    """Return where the lines begin that belong to the page break before ``page``."""
    at = page
    for _ in range(_FOOT_LINES):
        if at <= start:
            break
        line = text.rfind("\n", max(start, at - _LINE), at - 1) + 1 or start
        if at - line > _LINE or not _FOOT_LINE.fullmatch(text, line, at - 1):
            break
        at = line
    return at


def healed(text: str, first: int, last: int, start: int, end: int) -> Cut:
    """Return the cut of ``text[first:last]`` with the blank lines around it.

    A line end stays in its place, or a blank line where a sentence ended before it or a paragraph,
    an item or a rule begins after it. What stands within a line leaves a blank.
    """
    before = text[max(start, first - _LINE) : first].rpartition("\n")
    after = text[last : min(end, last + _LINE)].partition("\n")
    alone = not (before[2].strip() or after[0].strip())
    low, high = first, last
    while low > start and text[low - 1] in " \t\r\n\f":
        low -= 1
    while high < end and text[high] in " \t\r\n\f":
        high += 1
    if low == start or high == end:
        return Cut(low if low > start else first, high if high < end else last, "\n")
    if not alone:
        return Cut(low, high, " " if "\n" not in text[low:high] else "\n")
    apart = text.count("\n", low, first) > 1 or text.count("\n", last, high) > 1
    ends = text[low - 1] in _SENTENCE_END or _BEGINS.match(text, high) is not None
    return Cut(low, high, "\n\n" if apart and ends else "\n")
