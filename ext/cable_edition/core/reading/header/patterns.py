"""The marks of a transmission header (ACP-127), each bounded so that matching is linear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.patterns import REVIEW_STAMP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLANK = r"[ \t\r\n\f\v\u00a0]"
#: Precedences from highest to lowest: flash, immediate, priority, routine.
PRECEDENCE_ORDER = "ZOPR"

VZCZC = late(r"\bVZCZC[A-Z]{0,4}[0-9]{0,6}\b")
ROUTING = late(rf"[ZOPR](?<!\w.)[ZOPR](?:{BLANK}{{1,4}}R[A-Z]{{3,8}}){{1,400}}\b")
#: The first line of a message as routed between centres: precedence, originator, time, class.
ROUTED = late(r"\b[ZOPR][A-Z]{7} R[A-Z]{3,7}[0-9]{4} [0-9]{7}-[A-Z]{4}(?:--[A-Z]{4,8}){0,4}\.?")
STATION = late(
    rf"D(?<!\wD)E{BLANK}{{1,3}}R[A-Z]{{3,8}}{BLANK}{{0,3}}#?[0-9]{{4}}(?:/[0-9]{{2}})?"
    rf"(?:{BLANK}{{1,3}}[0-9]{{7}})?"
)
SECURITY = late(rf"ZN(?<!\wZN)[RY]{BLANK}{{1,3}}[A-Z]{{5}}(?:{BLANK}{{1,3}}ZZ[A-Z])?\b")
#: Date-time group: precedences, day and time in UTC, month, year.
GROUP = late(
    rf"(?<![A-Z0-9])(?P<precedence>[ZOPR](?:{BLANK}{{0,3}}[ZOPR]){{0,3}}{BLANK}{{1,4}})?"
    rf"(?P<day>[0-9O]{{2}})(?P<time>[0-9O]{{4}})[Zz]{BLANK}{{0,4}}"
    rf"(?P<month>[A-Z]{{3}}|(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[A-Za-z]{{0,6}}{BLANK}{{0,4}}(?P<year>(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9])"
)
FROM = late(
    rf"(?P<label>F(?<!\SF)(?:M(?=:|{BLANK})|ROM(?={BLANK}{{0,12}}:)))"
    rf"(?:{BLANK}{{0,12}}:)?{BLANK}{{0,9}}(?=[A-Z])"
)
#: A date-time group whose digits stand apart: ``R 1 8 1 2 0 0 Z JUL 05``.
SPACED_GROUP = late(
    r"(?:^|(?<=\n))[ ]{0,8}(?:(?P<precedence>[ZOPR](?:[ ]{1,3}[ZOPR]){0,3})[ ]{1,4})?"
    r"(?P<digits>[0-9O](?:[ ]{0,2}[0-9O]){5})[ ]{0,3}[Zz][ ]{0,4}"
    r"(?P<month>[A-Za-z](?:[ ]?[A-Za-z]){2})[ ]{1,4}(?P<year>[0-9](?:[ ]?[0-9]){3}|[0-9][ ]?[0-9])"
    r"(?![0-9])"
)
#: What may have been a date-time group.
NEAR_GROUP = late(
    r"(?<![0-9A-Za-z])[0-9OIl]{2}[ ]?[0-9OIl]{4}[ ]?[Zz][ ]{0,4}[^ \n]{3,9}[ ]{1,4}[0-9OIl]{2,4}\b"
)
TO = late(rf"TO(?<!\STO)(?:{BLANK}{{0,12}}:|{BLANK}){BLANK}{{0,8}}(?=[A-Z0-9])")
#: ``ZEN`` stands for a route where an addressee gets the cable by other means.
ROUTE = late(r"(?<!\S)(?P<route>R[A-Z]{3,8}|ZEN)/ ?(?=[A-Z0-9(])")
INFO = late(rf"INFO(?<!\SINFO)(?:{BLANK}{{0,12}}:|{BLANK}){BLANK}{{0,8}}(?=[A-Z0-9])")
#: Names that only an addressee has; they part the addressees of a flattened list.
POSTS = r"(?:AMEMBASSY|AMCONSUL|AMEMB|USMISSION|USINT|USLO|SECSTATE|SECDEF|AIT TAIPEI)\b"
ADDRESSEE = late(
    rf"(?:R[A-Z]{{3,8}}|ZEN)/|{POSTS}|ALL {BLANK}?[A-Z]"
    r"|[A-Z][A-Z ]{2,60}(?:COLLECTIVE|PRIORITY|IMMEDIATE)"
)
#: What ends the addresses of a message (ACP-127): the count of its groups and the break.
BREAK = late(r"(?<!\S)(?:(?:STATE )?GR ?(?:NC|[0-9]{1,4})(?:\s{1,8}BT)?|BT)(?=\s|$)")
#: A header in small letters, which a copy has made of the capitals.
LOWERED = late(
    rf"(?<!\S)(?:[ZOPRzopr]{BLANK}{{1,3}}){{0,3}}[0-9]{{6}}[Zz]{BLANK}{{0,4}}[A-Za-z]{{3}}"
    rf"{BLANK}{{0,4}}[0-9]{{2,4}}\s{{1,80}}[Ff]m{BLANK}"
)
#: Exempted addressees follow.
EXEMPT = late(r"(?<!\S)XMT(?=\s)[ \t]{0,8}")

_WORDS = (
    r"(?:T O P {1,3})?S E C R E T|C O N F I D E N T I A L"
    r"|U N C L A S(?: S I F I E D)?|L I M I T E D {1,3}O F F I C I A L {1,3}U S E"
    r"|(?:TOP {1,2})?SECRET|CONFIDENTIAL|UNCLASSIFIED|UNCLASS?|LIMITED OFFICIAL USE|LIMOFFUSE"
)
#: The classification line, which ends the header. The Secret Service is an addressee.
CLASSIFICATION = late(
    rf"(?<!\S)(?:SENSITIVE BUT )?(?:{_WORDS})\b(?!{BLANK}{{1,3}}SERVICE)(?!/(?!/))"
)
#: A classification line with its post and serial: what opens an extract that has no header.
OPENED = late(
    rf"{BLANK}{{0,200}}(?:{_WORDS}){BLANK}{{1,6}}"
    rf"(?:SECTION{BLANK}{{1,3}}[0-9]{{1,2}}{BLANK}{{1,3}}OF{BLANK}{{1,3}}[0-9]{{1,2}}{BLANK}{{1,4}})?"
    r"(?!PAGE\b|ORIGIN\b|ACTION\b|INFO\b)[A-Z][A-Z .]{1,30}?[ ]{1,6}[0-9]{3,8}\b"
)
#: What stands in the opening or the body, so that no header is looked for behind it.
STOP = late(
    rf"(?<!\S)(?:E\.?{BLANK}?O\.?{BLANK}{{0,2}}1[0-9]{{4}}|TAGS?{BLANK}{{0,2}}:"
    rf"|SUBJ(?:ECT)?{BLANK}{{0,2}}:|SIPDIS\b|[\u00b6\ufffd]?{BLANK}{{0,2}}1\.{BLANK}|\u00b6)"
)

#: The stamp of the declassification review, which copies of the National Archives have at their top
#: too.
STAMP = late(REVIEW_STAMP)

#: Page banners: the modern one with eight digits, the older one with PAGE and a date-time group.
BANNER = late(
    r"(?<!\S)(?:"
    r"[A-Z][A-Z ]{1,14} [0-9]{8}  ?[0-9]{3}(?:\.[0-9])? OF [0-9]{3}"
    r"|PAGE {1,4}[0-9]{2} {1,12}[A-Z][A-Z .]{1,20}?(?: {1,12}[0-9]{4,6})?"
    r"(?: {1,6}[0-9]{2} OF [0-9]{2})?(?: {1,6}[0-9]{6}Z)?"
    r")(?=\s|$)"
)
#: The foot of a page and the head of the next: class words around the banner.
PAGE_BREAK = late(
    rf"(?<!\S)(?:(?:{_WORDS})\s{{1,80}}){{0,3}}"
    rf"(?P<page>{BANNER.pattern})(?:\s{{1,80}}(?:{_WORDS})(?=[ \t]*\r?\n))?"
)
#: One office symbol of a distribution table: ``EUR-12``, ``LOG-00``.
OFFICES = late(
    rf"(?<!\S)(?:ORIGIN|ACTION|INFO)(?:{BLANK}{{1,80}}[A-Z][A-Z/]{{0,8}}-[0-9]{{2}}\b){{1,120}}"
    rf"(?:{BLANK}{{0,80}}\(? ?(?:ISO|ADS) ?\)?)?(?:{BLANK}{{0,80}}/[0-9]{{3}} ?[A-Z]{{0,2}}\b)?"
)
#: The line of dashes below it, with the numbers of the message centre.
RULE = late(
    rf"(?:-{{6,}}[A-Z0-9]{{0,8}}|-{{4,}}(?=[ ]?[0-9]{{6}})(?:[0-9]{{6}}(?![0-9]))?)"
    rf"(?:{BLANK}{{1,20}}[0-9]{{6}}Z?){{0,2}}(?:{BLANK}{{0,4}}/[0-9]{{2,3}})?"
)
#: What of a group no other words of most headers hold, and how far before it one begins.
_ZULU = [re.compile(rf"{letter}(?<=[0-9O]{{6}}.)") for letter in "Zz"]
_GROUP_BEFORE = 24
#: What of a classification no other words of a header hold, and how far before it one begins.
_CLASS_SIGNS = (
    *("SECRET", "S E C R E T", "CONFIDENTIAL", "C O N F I D E N T I A L", "UNCLAS"),
    *("U N C L A S", "OFFICIAL USE", "O F F I C I A L", "LIMOFFUSE"),
)
_CLASS_BEFORE = 20
#: The same of what opens a cable; the executive order's line is looked for by itself.
_STOP_SIGNS = ("SIPDIS", "TAG", "SUBJ", "1.", "\u00b6")
_ORDER = late(rf"O\.?{BLANK}{{0,2}}1[0-9]{{4}}")
_STOP_BEFORE = 4
DRAFTED = late(rf"\bDRAFTED{BLANK}{{1,3}}BY{BLANK}{{0,2}}:?")
APPROVED = late(rf"\bAPPROVED{BLANK}{{1,3}}BY{BLANK}{{0,2}}:?")


def group_of(text: str, end: int) -> re.Match[str] | None:
    """Return what :data:`GROUP` finds before an offset, looked for where its Z can stand."""
    found = [match for one in _ZULU if (match := one.search(text, 0, end))]
    if not found:
        return None
    return GROUP.search(text, max(0, min(map(re.Match.start, found)) - _GROUP_BEFORE), end)


def classifications(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what :data:`CLASSIFICATION` finds between two offsets.

    It tries every character, so it is asked only from where a classification can stand.
    """
    first = _first_of(_CLASS_SIGNS, text, start, end)
    return CLASSIFICATION.finditer(text, max(start, first - _CLASS_BEFORE), end)


def stop_of(text: str, end: int) -> re.Match[str] | None:
    """Return what :data:`STOP` finds before an offset, looked for where it can stand."""
    first = _first_of(_STOP_SIGNS, text, 0, end)
    order = _ORDER.search(text, 0, min(end, first + _STOP_BEFORE))
    first = min(first, order.start()) if order else first
    return STOP.search(text, max(0, first - _STOP_BEFORE), end)


def _first_of(signs: Iterable[str], text: str, start: int, end: int) -> int:
    """Return where the first of some words begins between two offsets, or ``end``."""
    first = end
    for sign in signs:
        stop = min(end, first + len(sign))
        # Most stand nowhere, which is seen from behind in a third of the time.
        if text.rfind(sign, start, stop) >= 0:
            first = text.find(sign, start, stop)
    return first
