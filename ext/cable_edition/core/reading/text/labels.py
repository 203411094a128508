"""The labels of the opening fields, and where the body begins."""

from __future__ import annotations

import re
from typing import NamedTuple

from cable_edition.core.reading.text.numbering import MEDIUM, STRONG, candidates
from cable_edition.core.reading.text.view import View, line_breaks_before

_LABEL = re.compile(
    r"""(?<![^ \n])(?P<mark>\([ ]?(?:U|C|S|SBU)[ ]?\)[ \n]{0,3})?(?:
      (?P<eo>(?:E[ ]?\.?[ ]?[O0][ ]?\.?|EXECUTIVE[ ]ORDER|EXEC\.?[ ]ORDER)[ ]{0,2}[:,.]?[ ]{0,2}
            \d{4,5}(?!\d)|DECL:)
    | (?P<tags>T[ ]?A[ ]?G[ ]?S?|TAGE|TASG|TGAS|TAGSS|TAAGS|TAG'S)
            (?P<tagstop>[ ]{0,3}[:;,.]{1,2}|(?=[ \n]))
    | (?P<subject>SUBJ(?:ECTS?|ECR|ET|CT|EECT|ECY)?|SUBECT|SUJECT|SUBEJCT|SUBJTECT
            |S[ ]U[ ]B[ ]J(?:[ ]E[ ]C[ ]T)?)
            (?P<substop>[ ]{0,3}[:;.,-]{1,2}|(?=[ \n]))
    | (?P<ref>REF(?:TEL|ERENCE|ERENCES)?[ ]?(?:\([ ]?S[ ]?\)|S)?(?:[ ]?TELS?)?|RE[ ]?FTELS?)
            (?P<refstop>[ ]{0,3}[:;.,]{1,2}|(?=[ \n(\[]))
    | (?P<cls>(?:Cla?s?s?i?f?f?i?e?d?|CLASSIFIFED)[ \n]{1,3}By|CLASSIFIED:)(?:[ ]{0,3}[:;.,-]{1,2})?
    | (?P<reason>REASONS?)[ ]{0,2}:
    )[ ]{0,3}""",
    re.IGNORECASE | re.VERBOSE,
)
_GLUED_REF = re.compile(r"REF(?:TEL)?(?:\(S\)|S)?:[ ]{0,3}")
_REF_FOLLOWS = re.compile(
    r"[ ]{0,3}(?:[(\[]?[A-Ha-h][.):\]]|(?:\d{2}|\d{4})?[ ]?[A-Z][A-Z .]{2,20}[ ]?\d{2,7})"
)
_TAG_FOLLOWS = re.compile(r"[ ]{0,3}[A-Z]{2,5}(?![A-Za-z])[ ,;/]")
_FIRST_IN_REF = re.compile(
    r"(?:REF(?:TEL)?S?(?:\(S\))?[ ]?[:;.]?|NO\.?)[ \n]{0,3}\Z", re.IGNORECASE
)
_BLANK_LINE = re.compile(r"\n[ ]*\n")
_PROSE = re.compile(r"[a-z]{2,20}[ \n]{1,3}[a-z]{1,20}[ \n]{1,3}[a-z]{1,20}[ \n]{1,3}[a-z]{1,20}")


class Label(NamedTuple):
    """A label: the field it opens, and its bounds (a leading portion mark included)."""

    field: str
    start: int
    end: int


def find_body(view: View, begin: int) -> int | None:
    """Return where the first numbered paragraph begins, or ``None`` in a text without numbers."""
    limit = min(len(view.work), begin + 16000)
    found = candidates(view, begin, limit, opening=True)
    weak = second = None
    for one in found:
        if one.n != 1 and one.strength < STRONG:
            # The first number may be lost; then the next two show the body.
            if one.n == 2 and one.strength == MEDIUM and second is None:
                second = one.start
            elif one.n == 3 and one.strength == MEDIUM and second is not None and weak is None:
                return second
            continue
        if _FIRST_IN_REF.search(view.work, max(begin, one.start - 20), one.start):
            continue
        if one.strength >= MEDIUM:
            return one.start if weak is None or (one.n == 1 and one.mark) else weak
        if weak is None:
            weak = one.start
    return weak


def find_labels(view: View, begin: int, body: int | None) -> list[Label]:
    """Return the labels between the classification line and the body, in order.

    In a text with line ends a label stands at the start of a line (a ``REF:`` may also be glued
    to the subject). Where no numbered paragraph bounds the search, prose does.
    """
    work = view.work
    limit = body if body is not None else min(len(work), begin + 6000)
    found: list[Label] = []
    for match in _LABEL.finditer(work, begin, limit):
        field = str(match.lastgroup)
        field = next(
            name for name in ("eo", "tags", "subject", "ref", "cls", "reason") if match[name]
        )
        if not _stands(view, match, field, begin):
            continue
        if body is None and _body_before(view, found[-1].end if found else begin, match, field):
            break
        if field == "tags" and not match["tagstop"] and any(one.field == "tags" for one in found):
            continue
        if field == "eo" and any(one.field == "eo" for one in found):
            continue  # the order is named again by the classifying officer
        if field == "subject" and any(label.field == "subject" for label in found):
            continue
        if field == "eo" and found and found[-1].field == "eo" and len(match[field]) < 7:
            continue  # the word DECL of the line that the label E.O. opened
        if field == "reason" and any(label.field == "cls" for label in found):
            continue
        _glued(work, found, match.start())
        found.append(Label(field, match.start(), match.end()))
    _glued(work, found, limit)
    return found


def _glued(work: str, found: list[Label], limit: int) -> None:
    """Take a ``REF:`` glued to the words of the subject."""
    if not found or found[-1].field != "subject":
        return
    end = min(limit, found[-1].end + 700)
    blank = _BLANK_LINE.search(work, found[-1].end, end)
    glued = _GLUED_REF.search(work, found[-1].end, blank.start() if blank else end)
    if glued:
        found.append(Label("ref", *glued.span()))


def _stands(view: View, match: re.Match[str], field: str, begin: int) -> bool:
    work = view.work
    breaks, last = line_breaks_before(work, match.start(), begin)
    opens_line = breaks > 0 or last < begin
    word = match[field]
    stop = match["tagstop"] or match["substop"] or match["refstop"] or ""
    stop = stop.strip(" ")
    if field == "eo":
        return opens_line or view.flat
    if field == "tags":
        if not stop:
            return word.isupper() and _TAG_FOLLOWS.match(work, match.end()) is not None
        # Two labels may share a line; capitals with a colon are no words of a sentence.
        return (word.isupper() and stop[0] == ":") or (
            (opens_line or view.flat) and (word.isupper() or stop in ":;")
        )
    if field == "subject":
        if not stop:
            return opens_line and word.isupper() and len(word) > 3
        return (word.isupper() and stop[0] == ":") or (
            (opens_line or view.flat) and (stop[0] in ":;" or (word.isupper() and opens_line))
        )
    if field == "ref":
        if stop[:1] in {":", ";"}:
            return opens_line or view.flat or word.isupper()
        return (
            (opens_line or view.flat)
            and word[:3].isupper()
            and (_REF_FOLLOWS.match(work, match.end()) is not None)
        )
    return opens_line or view.flat or field == "cls"


def _body_before(view: View, at: int, match: re.Match[str], field: str) -> bool:
    """Tell whether prose stands between two offsets, so that the body has begun."""
    between = view.work[at : match.start()]
    if len(between) < 200 or field == "cls":
        return False
    blank = _BLANK_LINE.search(between)
    prose = between[blank.start() :] if blank else between
    return _PROSE.search(prose) is not None and len(prose) > 200
