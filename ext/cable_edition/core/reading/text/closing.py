"""What stands after the last paragraph: sign-off, automatic lines, end marks, stamps."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.capitals import holds
from cable_edition.core.reading.text.below import pieces_below, signed_above
from cable_edition.core.reading.text.patterns import CLASSIFICATION, REVIEW_STAMP, ends_sentence
from cable_edition.core.reading.text.signoff import CAPITAL_NAME, SignOff, sign_off
from cable_edition.core.reading.text.view import BLANK, View, line_breaks_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.cable.model import Passage

#: How far from the end one piece of the closing may begin.
_WINDOW = 640
#: More pieces than any cable has.
_MOST = 24

_END_MARK = late(
    r"(?:(?<=[ \n])|\A|(?<=[A-Za-z])(?=#))(?:N{3,5}|[Nn]n{2,4}|#{1,8}(?:\d{1,5})?"
    r"|BT(?:[ \n]{1,3}#?\d{1,4})?"
    r"|<{0,2}[ ]?END OF DOCUMENT[ ]?>{0,2}"
    r"|={3,60}[ ]?(?:CABLE|MESSAGE|TEXT)[ ]ENDS?[ ]?={3,60}"
    r"|\*{3,}(?:[ ]\*{1,60})?|(?:[*#=][ ]){2,30}[*#=]|(?:-[ ]){2,30}-"
    r"|(?i:end(?:[ ]of)?[ ](?:message|cable|telegram)(?:[ ]text)?)\.?"
    r"|-{3,60}|={3,60}|_{3,60}|[\u2013\u2014]{2,60}|(?:[\u2013\u2014][ ]){2,30}[\u2013\u2014])\Z"
)
_CLASS = late(r"(?<![^ \n])" + CLASSIFICATION + r"\Z")
#: The stamp of the National Archives' telegrams, whose words stand on one line or on five.
_REVIEW = late(r"(?<![^ \n])(?<!Markings:[ \n])" + REVIEW_STAMP + r"\Z")
#: The table that those copies add below a telegram.
_ATTRIBUTES = late(r"Message Attributes[ \n]{1,80}Automatic Decaptioning:")
_STAMP = late(
    r"(?<![^ \n])(?:[A-Z][a-z]{1,15}[ \n](?:[A-Z]\.?[ \n])?[A-Z][a-z]{1,15}[ \n]|(?:MARGARET"
    r"|SHERYL)[ ]P\.?[ ](?:GRAFELD|WALTER)[ \n])?(?:Declassified/Released|DECLASSIFIED"
    r"|Declassified)"
    r"[ \n/][^\n]{0,160}(?:\n[^\n]{1,120}){0,4}\Z"
)
#: The most characters of an end mark, but for a row of stars.
_END_WIDTH = 160
_INVITES = (
    r"(?:(?:\([A-Z]{1,3}\)[ \n])?(?:Please[ \n]|PLEASE[ ])?(?:Visit|VISIT|visit|Access)"
    r"|To[ \n](?:view|visit|see|access)|For[ \n](?:more|additional|further)|See[ \n]also|Embassy"
    r"|All[ \n]Embassy|This[ \n](?:cable|message|report)|TO VIEW|Previous|You[ \n](?:may|can))"
)
_SITE = (
    r"(?:[Ww]eb[ \n]?[Ss]ite|[Ww]eb[ \n-]?[Pp]age|[Hh]ome[ \n]?[Pp]age|WEB[ ]?SITE|SIPRNET"
    r"|SIPRNet|https?:|www\.)"
)
#: One of these words, in small letters, stands in each: looking for them is quicker.
_SITE_SIGNS = ("web", "page", "siprnet", "http", "www.")
_WEBSITE = late(
    r"(?<![^ \n])"
    + _INVITES
    + r"[^\n]{0,200}(?:\n[^\n]{0,160}){0,4}?"
    + _SITE
    + r"[^\n]{0,200}(?:\n(?![ ]{0,40}(?:[-=*_]{3}|[A-Z][A-Z.' /-]{2,40}(?:\n|\Z)))"
    r"[ ]{0,40}[^\n ][^\n]{0,160}){0,3}\Z"
)
#: Where a sentence ends, and where an address does before the next invitation.
_SENTENCE_ENDS = late(
    r"[.!?][\"')]{0,2}[ \n]|\n[ ]*\n(?!https?:|www\.)"
    r"|(?:https?:|www\.)[^\n ]{4,200}[ \n]{1,3}(?:[a-z/]{1,2}[ \n]{1,3})?" + _INVITES
)
#: The line of the mail system below cables of some posts: id and classification.
_RECORD_LINE = late(
    r"(?<![^ \n])[12][0-9]{3}[A-Z]{3,20}[0-9]{3,6}[ ]-[ ]Classification:[ ]{0,2}[A-Z ]{5,40}\Z"
)
_DRAFTED = late(
    r"(?<![^ \n])(?:(?:(?i:drafted|approved|cleared|clearances)(?i:[ ]by)?[ ]?:"
    r"|(?:DRAFTED|APPROVED|CLEARED)[ ]BY[ ])[^\n]{0,160}"
    r"|\((?i:drafted|approved|cleared)(?i:[ ]by)?:[^\n()]{1,160}\))\Z"
)
_CLEARANCE = late(
    r"[ ]{0,40}\(?(?:drafted|approved|cleared|clearances?)(?:[ ]by)?[ ]?:", re.IGNORECASE
)
#: A sign-off in mixed case after the last sentence.
_MIXED_AFTER = late(r"[.!?][\"')]?[ \n]{1,4}[A-Z][a-z]{2,20}\Z")
#: A sign-off in a text that has no small letters.
_AFTER_SENTENCE = late(r"[.!?][\"')]?[ \n]{1,4}[A-Z][A-Z'-]{2,20}\Z")
#: Each kind of line with words of which one (in small letters) stands in it, and the characters
#: with one of which, or a digit, it ends: asking for them is quicker than the pattern.
_KINDS: tuple[tuple[str, re.Pattern[str], tuple[str, ...], str], ...] = (
    ("end-mark", _END_MARK, (), "NnTEMtem#>=*.-_\u2013\u2014"),
    ("other", _RECORD_LINE, ("classification:",), ""),
    ("stamp", _REVIEW, ("declassified",), ""),
    ("stamp", _STAMP, ("declassified",), ""),
    ("classification", _CLASS, (), "EDSLTA"),
    ("website", _WEBSITE, _SITE_SIGNS, ""),
    ("other", _DRAFTED, ("drafted", "approved", "cleared", "clearance"), ""),
)
#: Of the words of all of them each holds one of these.
_PARTS_OF_SIGNS = (*_SITE_SIGNS, "lassif", "drafted", "approved", "clear")
#: For whom somebody signed: a line of its own above the name, as airgrams have it.
_BEHALF = late(r"\n[ ]{0,40}(?P<words>(?:For|FOR)[ ](?:the|THE)[ ][A-Z][^\n:]{2,50}:)\Z")
_BEHALF_WIDTH = 110
#: Closing lines that can be told wherever they stand.
_SURE = frozenset({_REVIEW, _RECORD_LINE})


@dataclass(slots=True)
class Ending:
    """The closing lines in the order of the text, the sign-off, and where the body ends."""

    end: int
    lines: list[tuple[str, Passage]] = field(default_factory=list)
    signature: Passage | None = None


def read_ending(view: View, begin: int, floor: int, *, signed: bool = True) -> Ending:
    """Take closing lines and the sign-off off the end of the body.

    ``begin`` is where the body begins, ``floor`` the end of the last paragraph's number: neither
    is reached over. ``signed`` is false where the form has no sign-off.
    """
    ending = Ending(view.trim(begin, len(view.work))[1] if begin < len(view.work) else begin)
    floor = max(begin, floor)
    for _ in range(_MOST):
        low, high = view.trim(floor, ending.end)
        if low >= high:
            break
        if not (
            (signed and _signed(view, ending, floor, high))
            or _attributes(view, ending, floor, high)
            or _mark(view, ending, floor, high, numbered=floor > begin)
        ):
            break
    ending.lines.reverse()
    if signed and ending.signature is None:
        _below(view, ending, begin, floor)
    return ending


def _below(view: View, ending: Ending, begin: int, floor: int) -> None:
    """Take a sign-off that has other text below it; that is told, and its pieces are kept."""
    high = ending.end
    found = signed_above(view, begin, floor, high)
    passage = view.passage(found.start, found.stop) if found else None
    if not found or not passage:
        return
    _take(view, ending, found, passage, floor)
    below = []
    for kind, start, end in pieces_below(view, found.end, high):
        if piece := view.passage(start, end):
            below.append((kind, piece))
    ending.lines = [*below, *ending.lines]
    words = next((piece.text for kind, piece in below if kind == "other"), "")
    if words:
        message = f"text stands below the sign-off {passage.text}: {words[:80]!r}"
        view.problem("text-below", message, found.end)


def _signed(view: View, ending: Ending, floor: int, high: int) -> bool:
    """Take the sign-off; one that stands again before an end mark is the same."""
    if ending.signature and not view.work.endswith(ending.signature.text[-4:], floor, high):
        return False
    found = sign_off(view, floor, high)
    passage = view.passage(found.start, found.stop) if found else None
    if not found or not passage or _in_clearance(view, found.start, floor):
        return False
    if ending.signature is None:
        _take(view, ending, found, passage, floor)
    elif passage.text == ending.signature.text:
        view.paint("repeated", found.cut, found.end, content=False)
    else:
        return False
    ending.end = view.trim(floor, found.cut)[1]
    ending.lines += on_behalf(view, ending, floor)
    return True


def on_behalf(view: View, ending: Ending, floor: int) -> list[tuple[str, Passage]]:
    """Take the line ``For the Consul General:`` above a sign-off off the body, if it stands there.

    Return it as a closing line.
    """
    low = max(floor, ending.end - _BEHALF_WIDTH)
    if view.work[ending.end - 1 : ending.end] != ":":
        return []
    found = _BEHALF.search(view.work, low, ending.end)
    passage = view.passage(*found.span("words")) if found else None
    if found is None or passage is None:
        return []
    ending.end = view.trim(floor, found.start())[1]
    return [("other", passage)]


def _take(view: View, ending: Ending, found: SignOff, passage: Passage, floor: int) -> None:
    ending.signature = passage
    view.paint_passage("signature", passage)
    for low, around in ((found.cut, found.start), (found.stop, found.end)):
        if low < around:
            view.paint("repeated", low, around, content=False)
    ending.end = view.trim(floor, found.cut)[1]


def _in_clearance(view: View, start: int, floor: int) -> bool:
    """Tell whether a name ends a line on who drafted or cleared the cable."""
    low = max(floor, start - _END_WIDTH)
    line = view.work[low:start].rpartition("\n")[2]
    return _CLEARANCE.match(line) is not None


def _attributes(view: View, ending: Ending, floor: int, high: int) -> bool:
    """Take the table of attributes, unless a stamp still stands below it."""
    work = view.work
    start = work.rfind("Message Attributes", floor, high)
    if start < 0 or not _ATTRIBUTES.match(work, start, high):
        return False
    if _REVIEW.search(work, max(start, high - _WINDOW), high):
        return False
    passage = view.passage(start, high)
    if passage is None:
        return False
    ending.lines.append(("other", passage))
    ending.end = view.trim(floor, start)[1]
    return True


def _mark(view: View, ending: Ending, floor: int, high: int, *, numbered: bool) -> bool:
    work = view.work
    low = max(floor, high - _WINDOW)
    tail = work[low:high]
    for kind, pattern in _possible(tail):
        if kind == "website":
            found = _last(pattern, tail)
        elif kind == "end-mark" and tail[-1] != "*":
            found = pattern.search(tail, max(0, len(tail) - _END_WIDTH))
        else:
            found = pattern.search(tail)
        if not found:
            continue
        start = low + found.start()
        if kind == "classification" and not _stands_apart(view, ending, start, floor):
            continue
        if (
            kind == "end-mark"
            and start <= floor
            and floor
            and not tail[found.start() :].strip("-=_")
        ):
            continue
        if kind == "website" and numbered and not work[floor:start].strip(BLANK):
            continue  # the sender numbered the line, so it is a paragraph
        if (
            kind in {"stamp", "other"}
            and pattern not in _SURE
            and _sentence(view, start, floor, kind)
        ):
            continue
        passage = view.passage(start, high)
        if passage is None:
            continue
        if not passage.text.strip("-=_* \u2013\u2014"):
            view.paint("rule", start, high, content=False)
        else:
            ending.lines.append((kind, passage))
        ending.end = view.trim(floor, start)[1]
        return True
    return False


def _possible(tail: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the kinds of lines that may end a stretch, in the order in which they are tried."""
    lowered, last = tail.lower(), tail[-1:]
    signed = holds(lowered, _PARTS_OF_SIGNS)
    for kind, pattern, signs, ends in _KINDS:
        if ends and not (last in ends or last.isdecimal()):
            continue
        if kind == "end-mark" and last == "." and "end" not in lowered[-_END_WIDTH:]:
            continue
        if not signs or (signed and holds(lowered, signs)):
            yield kind, pattern


def _last(pattern: re.Pattern[str], tail: str) -> re.Match[str] | None:
    """Return the match that begins last, or first in that sentence: an automatic line is one."""
    best = None
    at = 0
    for _ in range(6):
        found = pattern.search(tail, at)
        if not found:
            break
        between = tail[best.start() : found.start() + 40] if best else ""
        if not best or _SENTENCE_ENDS.search(between):
            best = found
        at = found.start() + 1
    return best


def _sentence(view: View, start: int, floor: int, kind: str) -> bool:
    """Tell whether what looks like a stamp stands inside a sentence of the body."""
    breaks, last = line_breaks_before(view.work, start, floor)
    if breaks or last < floor:
        return False
    if kind == "stamp" and view.work.startswith("Declassified/Released", start):
        return False
    return (
        not ends_sentence(view.work, last)
        and view.work[last] not in "-=#N"
        and not (view.work[max(floor, last - 3) : last + 1].isupper())
    )


def _stands_apart(view: View, ending: Ending, start: int, floor: int) -> bool:
    work = view.work
    breaks, last = line_breaks_before(work, start, floor)
    if last < floor:
        return False
    if breaks:
        return True
    if not work[start:].lstrip(" ")[:2].isupper():
        return False
    marked = any(kind in {"end-mark", "stamp"} for kind, _ in ending.lines)
    return (
        ends_sentence(work, last)
        or work[last] in "-=_*"
        or marked
        or ending.signature is not None
        or any(
            pattern.search(work, max(floor, last - 30), last + 1)
            for pattern in (_AFTER_SENTENCE if view.capitals else CAPITAL_NAME, _MIXED_AFTER)
        )
    )
