"""The sign-off: surnames in capitals or mixed case, alone on a line or after the last sentence."""

from __future__ import annotations

import re

from cable_edition.core.reading.text.patterns import CAPTIONS, ends_sentence
from cable_edition.core.reading.text.view import View, line_breaks_before

#: How far from the end a sign-off may begin.
_REACH = 90
#: An address of a web site, which some copies broke before its last letters.
_URL_END = re.compile(
    r"(?:https?://[^ \n]{1,200}|[A-Za-z.]{1,60}\.(?:gov|mil)[^ \n]{0,100})"
    r"(?:[ \n]{1,2}(?:[a-z]{1,3}/?|/))?\Z",
    re.IGNORECASE,
)
_INITIALS = r"(?:(?!U\.[SNK]\.|D\.C\.)(?:[A-Z]\.[ ]?){1,3})?"
_AFTER_END = re.compile(
    r"(?:END|End|end)[ ](?:OF[ ])?(?:[A-Za-z]{3,10})(?:[ ]and[ ][A-Za-z]{3,9})?\Z"
)
_NAME = r"(?:Mc|Mac|De|Di|Du|La|Le|Van|O'|D'|ST\.[ ])?[A-Z][A-Z'\u2019`-]{1,24}"
CAPITAL_NAME = re.compile(
    r"(?<![^ \n])(?P<name>"
    + _INITIALS
    + r"(?P<surname>"
    + _NAME
    + r"(?:[ ]{0,2}[/&][ ]{0,2}"
    + _NAME
    + r"|[ ]{1,3}"
    + _NAME
    + r"){0,3}(?:,?[ ](?:JR|SR|II|III)\.?)?))(?P<dot>\.?)\Z"
)
_MIXED_NAME = re.compile(
    r"(?<![^ \n])(?P<name>[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:[ /'-][A-Z][A-Za-z]+){0,2})(?P<dot>\.?)\Z"
)
_NOT_NAMES = frozenset(
    [
        "N",
        "NN",
        "NNN",
        "NNNN",
        "NNNNN",
        "LIMITED",
        "OFFICIAL",
        "USE",
        "ONLY",
        "BT",
        "END",
        "COMMENT",
        "SUMMARY",
        "TEXT",
        "SIPDIS",
        "NOTE",
        "ENDCOMMENT",
        "UNCLAS",
        "UNCLASSIFIED",
        "CONFIDENTIAL",
        "SECRET",
        "NOFORN",
        "SENSITIVE",
        "UNQUOTE",
        "QUOTE",
        "EMBASSY",
        "NATO",
        "USG",
        "GOC",
        "UN",
        "EU",
        "US",
        "USA",
        "ACTION",
        "REQUEST",
        "BACKGROUND",
        "CONCLUSION",
        "ATTACHMENT",
        "BEGIN",
        "REGARDS",
        "NONE",
        "PLEASE",
    ]
)


def sign_off(view: View, floor: int, high: int) -> tuple[int, int] | None:
    """Return the bounds of the sign-off that ends at ``high``, or ``None``.

    It does not reach over ``floor``, the end of the last paragraph's number.
    """
    low = max(floor, high - _REACH)
    tail = view.work[low:high]
    found = CAPITAL_NAME.search(tail)
    if found:
        return _capital_name(view, found, low, floor)
    found = _MIXED_NAME.search(tail)
    return _mixed_name(view, found, low, floor) if found else None


def _capital_name(view: View, found: re.Match[str], low: int, floor: int) -> tuple[int, int] | None:
    """Accept capitals alone on a line, or after the last sentence, an end mark or a URL."""
    work = view.work
    start, stop = low + found.start("name"), low + found.end("name")
    line = work.rfind("\n", max(floor, start - 1), stop)
    if line >= 0:
        start = view.trim(line, stop)[0]
    surname = low + found.start("surname")
    if start < surname and not _opens(work, start, floor):
        start = surname  # the letter before it ends the last sentence
    words = work[start:stop].split()
    # Captions or end marks that precede the name on the same line belong to the text before.
    if not words or any(word.strip("./") in _NOT_NAMES or word in CAPTIONS for word in words):
        if len(words) < 2 or words[-1] in _NOT_NAMES:
            return None
        cut = max(i for i, word in enumerate(words) if word.strip("./") in _NOT_NAMES)
        if cut + 1 >= len(words):
            return None
        start = work.index(words[cut + 1], start)
        words = words[cut + 1 :]
    while words and set(words[0]) <= {"X"}:
        start += len(words.pop(0))
        start, _ = view.trim(start, stop)
    if not words:
        return None
    breaks, last = line_breaks_before(work, start, floor)
    if last < floor:
        return (start, stop) if start > floor and breaks else None
    if breaks:
        return start, stop
    if found["dot"] and view.capitals:
        return None
    before = work[max(floor, last - 220) : last + 1]
    if (
        ends_sentence(work, last)
        or _URL_END.search(before)
        or _AFTER_END.search(before)
        or work[last] in "-=*#"
        or before.endswith("XXXX")
    ):
        return start, stop
    return None


def _opens(work: str, at: int, floor: int) -> bool:
    breaks, last = line_breaks_before(work, at, floor)
    return breaks > 0 or ends_sentence(work, last) or work[last : last + 1] in {"-", "=", "*", "#"}


def _mixed_name(view: View, found: re.Match[str], low: int, floor: int) -> tuple[int, int] | None:
    """Accept one to three capitalised words alone on the last line, or after the last sentence."""
    work = view.work
    start, stop = low + found.start("name"), low + found.end("name")
    line = work.rfind("\n", max(floor, start - 1), stop)
    if line >= 0:
        start = view.trim(line, stop)[0]
    if found["dot"] or work[start:stop].split()[0].upper() in _NOT_NAMES:
        return None
    breaks, last = line_breaks_before(work, start, floor)
    if last < floor:
        return None
    if breaks > 1 or (breaks and ends_sentence(work, last)):
        return start, stop
    address = _URL_END.search(work, max(floor, last - 220), last + 1)
    if address or (work[last] in ".!?\"')" and ends_sentence(work, last)):
        return (start, stop) if len(work[start:stop].split()) < (3 if view.flat else 2) else None
    return None
