"""Portion marks: ``(C)``, ``(SBU)``, ``(S//NF)``, and the malformed ones that occur."""

from __future__ import annotations

import re
from sys import intern
from typing import NamedTuple

_LEVELS = (
    "TS|SBU|LOU|FOUO|S|C|U|UNCLASSIFIED|UNCLAS|CONFIDENTIAL|TOP SECRET|SECRET"
    "|LIMITED OFFICIAL USE|SENSITIVE BUT UNCLASSIFIED"
)
_SHORT = {
    "UNCLASSIFIED": "U",
    "UNCLAS": "U",
    "CONFIDENTIAL": "C",
    "SECRET": "S",
    "TOP SECRET": "TS",
    "LIMITED OFFICIAL USE": "LOU",
    "SENSITIVE BUT UNCLASSIFIED": "SBU",
}
_ENTIRE = r"(?:THE[ \n])?ENTIRE[ \n]?(?:TEXT|CABLE|MESSAGE)"
MARK = re.compile(
    r"[(\[{]{1,2}[ ]?(?P<level>" + _LEVELS + r")"
    r"(?:[ \n]?(?P<sep>//?|-{1,2}|[,;:\u2013]|(?=[ \n]))[ \n]?(?P<more>[A-Z][A-Z ,/&\n-]{0,60}?))?"
    r"[ ]?(?P<close>[)\]}]{1,2})"
    r"|(?P<bare>" + _LEVELS + r")(?P<bareclose>[)\]])"
    r"|\((?P<open>TS|SBU|S|C|U)(?=[. ][ ]?[A-Z\"&])"
    r"|(?P<words>CONFIDENTIAL|SECRET|UNCLASSIFIED|LIMITED OFFICIAL USE|LOU|SBU|C|S|U)"
    r"[ \n]?-{1,2}[ \n]?(?=" + _ENTIRE + r")(?P<all>" + _ENTIRE + r")",
    re.IGNORECASE,
)
#: The characters with which a mark begins; asking for them is quicker than trying the pattern.
MARK_FIRST = frozenset("([{TSLFCUtslfcu\u017f")
#: The usual marks, of three characters: a look is a tenth of the pattern's time.
_CLOSES = frozenset({"", ")", "]", "}"})
_USUAL = {f"({level})": f"({level})" for level in "CSU"}
#: Caveats that may follow the level with no stroke between.
_CAVEATS = ("NF", "NOFORN", "REL", "ORCON", "ENTIRE", "SIPDIS", "SBU")
_TIGHT = re.compile(r"[ \n]*(//?|-{1,2}|[,;:])[ \n]*")


_new = tuple.__new__


class Mark(NamedTuple):
    """A portion mark: normalised, with its bounds in the cable text."""

    text: str
    start: int
    end: int


def mark_at(work: str, at: int) -> Mark | None:
    """Return the portion mark that begins exactly at an offset, or ``None``.

    ``(C - ENTIRE TEXT)`` is ``(C)``; ``C)`` and ``(CONFIDENTIAL)`` are ``(C)``; a caveat is kept
    (``(S//NF)``, ``(C/REL TO USA, GBR)``).
    """
    usual = _USUAL.get(work[at : at + 3])
    if usual and work[at + 3 : at + 4] not in _CLOSES:
        return _new(Mark, (usual, at, at + 3))
    found = MARK.match(work, at) if work[at : at + 1] in MARK_FIRST else None
    if not found:
        return None
    level = (found["level"] or found["bare"] or found["open"] or found["words"]).upper()
    level = _SHORT.get(level, level)
    more = (found["more"] or "").upper()
    end = found.end()
    if more and not found["sep"] and not more.startswith(_CAVEATS):
        return None
    if found["words"] or "ENTIRE" in more:
        more = ""
        if work[end : end + 1] in {".", ":"}:
            end += 1
    if more:
        caveat = " ".join(_TIGHT.sub(_tight, more).split())
        separator = found["sep"] or " "
        return Mark(f"({level}{separator}{caveat})", at, end)
    return Mark(intern(f"({level})"), at, end)


def _tight(found: re.Match[str]) -> str:
    return ", " if found[1] == "," else found[1]
