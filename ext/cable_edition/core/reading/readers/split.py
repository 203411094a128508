"""Where the cables of a plain text begin.

A cable begins with its transmission header or, in an extract, with its classification line. The
sections of one cable repeat both: a later section with the serial of the first is no new cable.
"""

from __future__ import annotations

import re

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.capitals import capitals_of

_ID = late(r"(?:^|(?<=\s))VZCZC[A-Z]{3}[0-9]{1,5}\b")
_GROUP = late(
    r"^[ \t]{0,8}(?:[ZOPR][ ]{1,3}){1,3}[0-9]{6}Z[ ]{0,3}[A-Z]{3}[ ]{0,3}[0-9]{2}[^\r\n]{0,80}\r?\n"
    r"(?:[ \t]{0,8}\r?\n){0,2}[ \t]{0,8}FM ",
    re.MULTILINE,
)
#: The same in a text that has lost its lines.
_GROUP_IN_RUN = late(
    r"(?<=[ ])(?:[ZOPR] ){1,3}[0-9]{6}Z [A-Z]{3} [0-9]{2} (?:[A-Z]{3} ){0,3}FM [A-Z]"
)
_CLASS = (
    r"(?:UNCLAS(?:SIFIED)?|CONFIDENTIAL|(?:TOP )?SECRET|LIMITED OFFICIAL USE"
    r"|U N C L A S(?: S I F I E D)?|C O N F I D E N T I A L|(?:T O P {1,3})?S E C R E T"
    r"|L I M I T E D {1,3}O F F I C I A L {1,3}U S E)"
)
_LINE = late(
    rf"(?:^|(?<=\s)){_CLASS}[ ]{{1,4}}"
    r"(?:SECTION[ ]{1,2}(?P<n>[0-9]{1,2})[ ]{1,2}OF[ ]{1,2}[0-9]{1,2}[ ]{1,4})?"
    r"(?P<post>[A-Z][A-Z .]{1,30}?)[ ]{1,4}(?P<serial>[0-9]{3,8})\b"
)
#: One of these stands in every classification, as :func:`capitals_of` has it; counting them is
#: quicker than the pattern.
_WORDS = ("UNC", "CONF", "SECR", "LIMI")
_FIELD = late(r"\bE\.?O\.? ?1[0-9]{4}|\bTAGS?:|\bSUBJ(?:ECT)?:|\bSIPDIS\b")
#: How far after its classification line a cable must show a field of its opening.
_NEAR = 600
#: How far before its classification line a transmission header may begin.
_HEADER = 60_000
#: How far after its id a transmission has its date-time group.
_TOP = 1_500
#: Starts nearer than this to each other are of one cable.
_SAME = 3_000


def cable_starts(text: str) -> list[int]:
    """Return where the cables of ``text`` begin; the first is always 0.

    A classification line opens a cable if its post and serial are others than those before it
    and a field of the opening follows; the cable starts with the header before that line.
    """
    capitals = capitals_of(text)
    sent = _sent(text) if capitals.count("VZCZC") > 1 else []
    if sum(map(capitals.count, _WORDS)) < 2:
        return [0, *sent]
    lines = [
        match
        for match in _LINE.finditer(text)
        if _FIELD.search(text, match.end(), match.end() + _NEAR)
    ]
    if len(lines) < 2:
        return [0, *sent]
    groups = (*_GROUP.finditer(text), *_GROUP_IN_RUN.finditer(text))
    heads = sorted({match.start() for match in (*_ID.finditer(text), *groups)})
    starts = [0]
    previous = _key(lines[0])
    floor = lines[0].end()
    index = 0
    for line in lines[1:]:
        key = _key(line)
        if key != previous:
            while index < len(heads) and heads[index] < floor:
                index += 1
            first = heads[index] if index < len(heads) else line.start()
            begins = first if first <= line.start() and line.start() - first < _HEADER else None
            starts.append(line.start() if begins is None else begins)
            previous = key
        floor = line.end()
    # A header that is no farther before one of these is of the same cable.
    more = [at for at in sent if not any(at - _SAME < start <= at for start in starts)]
    return sorted({*starts, *more})


def _sent(text: str) -> list[int]:
    """Return where transmissions begin after the first: an id, and a date-time group of its own.

    Each section of a cable is sent by itself, with the date-time group of the first.
    """
    starts: list[int] = []
    known: set[str] = set()
    for match in _ID.finditer(text):
        group = _GROUP.search(text, match.end(), match.end() + _TOP)
        if group is None:
            continue
        words = " ".join(group[0].split()[:5])
        if known and words not in known:
            starts.append(match.start())
        known.add(words)
    return starts


def _key(line: re.Match[str]) -> tuple[str, str]:
    return line["post"].replace(" ", ""), line["serial"].lstrip("0")
