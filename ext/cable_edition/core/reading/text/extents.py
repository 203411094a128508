"""Where the fields of the opening end: at a blank line, at the body, at what cannot be theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late

if TYPE_CHECKING:
    from cable_edition.core.reading.text.view import View

_BLANK_LINE = re.compile(r"\n[ ]*\n")
_DANGLING = late(
    r"(?:[,(/&-]|\b(?:AND|OF|THE|FOR|TO|IN|ON|WITH|A|AN|BY|AT|FROM|OR|BETWEEN|AS|ITS|HIS))[ ]*\Z",
    re.IGNORECASE,
)
#: The last letters of it, in capitals: most fields end in none of them.
_DANGLING_ENDS = (
    *(",", "(", "/", "&", "-", "AND", "OF", "THE", "FOR", "TO", "IN", "ON", "WITH", "A", "AN"),
    *("BY", "AT", "FROM", "OR", "BETWEEN", "AS", "ITS", "HIS"),
)
_REF_GOES_ON = late(
    r"[ \n]*(?:[(\[]?(?:[B-HJ-Z]|I(?=.[ ]{0,2}(?:\d\d[ ])?[A-Z][A-Z .]{2,20}[ ]\d)"
    r"|[b-hj-z](?=[.)]))[.)\]:]"
    r"|(?:AND[ ])?\(?(?:\d{2}"
    r"|\d{4})?\)?[ ]?[A-Z][A-Z .]{2,20}[ ]\d{2,7}\b)",
)
_LEVELS = r"\((?:C|S|U|SBU|LOU|C/NF|S/NF|S//NF)\)"
_MARK_INSIDE = late(rf"[ \n](?={_LEVELS}[ \n](?![A-Za-z .]{{3,24}}[ ]\d{{1,7}}\b|\d))")
#: A portion mark that opens a line, perhaps after what is left of a number.
_MARK_LINE = late(rf"\n[ ]*(?:[^\s\w(]{{1,6}}[ ]?)?(?={_LEVELS}[ ]?[A-Za-z\"'&])")
#: A letter in brackets before a cable.
_LISTED = late(r"\([A-Z]\)[ ]?(?:[A-Za-z .]{3,24}[ ]\d{1,7}\b|\d)")
_SUMMARY = late(
    r"[ \n](?=(?:BEGIN[ ])?(?:SUMMARY|Summary|INTRODUCTION|Introduction|BACKGROUND)"
    r"(?:[ ](?:AND|and|&)[ ][A-Za-z]{3,15}){0,2}[ ]{0,2}(?:[:.]|\Z|[-=]{3}))"
)
#: Words in the small letters of running text.
PLAIN = late(r"(?:[A-Z][a-z]{1,30}|[a-z]{1,30}|[a-z]{1,30},)(?:[ ](?:[a-z]{1,20},?)){3}")
_TAG_END = late(
    r"(?:[ \n,;/]{0,4}(?:[A-Z]{2,6}|K[A-Z0-9]{3,4})(?:[ ]\([^()\n]{1,60}\))?(?![A-Za-z]))+"
)
_DECL_END = late(
    r"(?:N/?A|OADR|X\d{1,2}|GDS(?:-\d)?(?:[ ]\d{1,2}/\d{1,2}/\d{2,4}"
    r"|[ ]DEC\.?[ ]31,?[ ]\d{4})?|XGDS(?:-?\d)?|ADS|TBD"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})(?:[ ]\([^()]{1,40}\))?(?=[ ]|\Z)"
)
#: Handling words that no reference has in it.
_HANDLING = late(
    r"(?<=[ \n])(?:SIPDIS|NOFORN|NODIS|EXDIS|(?i:sensitive but unclassified)|\(?(?:U"
    r"|SBU)?\)?[ ]?(?:This|THIS) (?:is an? |IS AN? |cable|message)"
    r"|(?:PLEASE|PLS|STATE|DEPT|DEPARTMENT|EMBASSY|POSTS?) (?:PLEASE )?PASS )"
)
#: The same in a subject, which may have more words in common with them.
_IN_SUBJECT = late(
    r"(?<=[^ ][ ])(?:SIPDIS|NOFORN|NODIS|EXDIS|(?:\((?:U|SBU)\) )?SENSITIVE BUT UNCLASSIFIED"
    r"|(?:PLEASE|PLS) PASS )"
)
_SERIAL_END = late(r"[A-Za-z][ ]\d{2,7}(?:[ ]?[(\[]\w{2,5}[)\]])?(?=[ ,;.]|\Z)[.,;]?")
#: Words that are so many characters hold more than references.
_MANY = 120
#: A post and a serial, and a sentence after them.
_ALONE = late(r"[ ]{0,3}(?:\d{2}[ ])?[A-Z][A-Za-z .]{2,24}[ ]\d{1,7}\.?(?=[ ][A-Z][a-z]*[ ][a-z])")
#: A line whose last words are a post and a serial.
_ENDS_LISTED = late(r"[A-Za-z][ ]\d{1,7}(?:[ ]?[(\[]\w{2,5}[)\]])?[ .]*\Z")
#: A digit leads the search, and what stands before it is looked at from there.
_NO_REASON = late(r"1(?<!\d1)[.,][ ]?[3-8]")
_REASONS_BELOW = late(
    r"[ \n]{1,6}(?:for[ ])?reasons?\b[^\n]{0,80}(?:\n[^\n]{1,80})?", re.IGNORECASE
)
#: Reasons that broke off before their letters, and the letters below a blank line.
_BROKEN_OFF = late(
    r"1(?<!\d1)[.,][ ]?[3-8][ .]*(?:\(?[ ]?[A-Ha-h][ ]?\)[ ,]*)*(?:and|AND|or|OR|[,/&])?[ ]*\Z"
)
_LETTERS_BELOW = late(
    r"\n[ \n]{1,6}\([ ]?[A-Ha-h][ ]?\)"
    r"(?:[ ,/&]{0,3}(?:and|AND|or|OR)?[ ,]{0,2}\([ ]?[A-Ha-h][ ]?\)){0,6}"
    r"[ .,]*(?=\n|\Z)"
)


def extent(view: View, at: int, stop: int) -> int:
    """Return the end of a field: its first blank line, unless its words cannot end there."""
    low = at
    if view.work.find("\n", at, stop) < 0:
        return stop
    while True:
        while low < stop and view.work[low] in " \n":
            low += 1
        blank = _BLANK_LINE.search(view.work, low, stop)
        if not blank:
            return stop
        end = blank.start()
        tail = max(at, end - 20)
        dangling = view.work[tail:end].rstrip(" ").upper().endswith(_DANGLING_ENDS)
        if not (dangling and _DANGLING.search(view.work, tail, end)):
            return end
        low = blank.end()


#: A line that ends with the date, or says that there is none: it goes on in no other.
_DATED = re.compile(r"[^\n]{0,60}?(?:\bN/A|\bNA|\d{1,4}/\d{1,2}/\d{2,4})\.?(?=[ ]*\n)")


def eo_end(view: View, at: int, stop: int, *, last: bool) -> int:
    """Return the end of the line of the executive order."""
    end = extent(view, at, stop)
    if last and view.flat:
        date = _DECL_END.search(view.work, at, min(end, at + 80))
        return date.end() if date else end
    done = None if view.flat else _DATED.match(view.work, at, end)
    return done.end() if done else end


def tags_end(view: View, at: int, stop: int, *, last: bool) -> int:
    """Return the end of the TAGS."""
    end = extent(view, at, stop)
    if last and view.flat:
        codes = _TAG_END.match(view.work, at, end)
        return codes.end() if codes else end
    mark = _MARK_LINE.search(view.work, at, end) if last else None
    return mark.start() if mark else end


def class_end(view: View, at: int, stop: int) -> int:
    """Return the end of the officer and the reasons, which a blank line may part."""
    work = view.work
    end = extent(view, at, stop)
    if _NO_REASON.search(work, at, end) is None:
        rest = _REASONS_BELOW.match(work, end, stop)
        if rest:
            return rest.end()
    elif _BROKEN_OFF.search(work, max(at, end - 60), end):
        letters = _LETTERS_BELOW.match(work, end, stop)
        if letters:
            return letters.end()
    return end


def ref_end(view: View, at: int, stop: int, *, last: bool) -> int:
    """Return the end of the list of references, which has blank lines between its items."""
    work = view.work
    handling = _HANDLING.search(work, at, stop)
    if handling:
        stop = handling.start()
    low = at
    while True:
        end = extent(view, low, stop)
        if end >= stop:
            break
        goes_on = _REF_GOES_ON.match(work, end, stop)
        if not goes_on:
            break
        low = goes_on.end()
    if not last:
        return end
    if not view.flat:
        return _body_in_lines(work, at, end)
    if end < stop:
        return end
    cut = _SUMMARY.search(work, at, stop) or _mark_inside(work, at, stop)
    prose = PLAIN.search(work, at, stop)
    if cut:
        return cut.start()
    if prose and stop - at > _MANY:
        return _after_last_cable(view, at, prose.start())
    alone = _ALONE.match(work, at, stop) if prose else None
    if alone:
        return alone.end()
    return end


#: A rule on the last line of a subject, which has none: it parts the opening from the body.
_RULE_BELOW = late(r"[ ]*\n[ ]*(?:[-=_*~][ ]?){4,}+\Z")
_RULE_WIDTH = 160
_RULE_SIGNS = "-=_*~"


def subject_bounds(view: View, at: int, stop: int, *, last: bool) -> tuple[int, int]:
    """Return the bounds of the subject, less what belongs to the body."""
    end = extent(view, at, stop)
    handling = _IN_SUBJECT.search(view.work, at, end) if view.flat else None
    if handling:
        end = handling.start()
    low, high = view.trim(at, end)
    if low < high and view.work[high - 1] in _RULE_SIGNS:
        rule = _RULE_BELOW.search(view.work, max(low, high - _RULE_WIDTH), high)
        high = rule.start() if rule else high
    if last and low < high:
        high = _subject_in_run(view, low, high) if view.flat else _subject_in_lines(view, low, high)
    return low, high


def _subject_in_run(view: View, low: int, high: int) -> int:
    for pattern in (_MARK_INSIDE, _SUMMARY):
        cut = pattern.search(view.work, low + 1, high)
        if cut and cut.start() > low:
            high = cut.start()
    prose = _after_capitals(view.work[low:high])
    return low + prose if prose else high


def _subject_in_lines(view: View, low: int, high: int) -> int:
    """Cut a paragraph without a number, which follows without a blank line, off the subject."""
    work = view.work
    if "\n" not in work[low:high]:
        return high
    mark = _MARK_LINE.search(work, low, high)
    high = mark.start() if mark else high
    prose = _after_capitals(work[low:high])
    if prose:
        line = work.find("\n", low + prose - 1, high)
        words = work[line:high].lstrip(" \n") if line >= 0 else ""
        if line >= 0 and not work[low + prose : line].strip(" ") and PLAIN.match(words):
            return line
    return high


_WITH_SMALL = late(r"(?<![^ \n])[^ a-z\n]{0,3}[a-z][^ \n]*|(?<![^ \n])[A-Z][a-z]+[^ \n]*")


def _after_capitals(words: str) -> int | None:
    """Return where a subject in capitals ends, if prose in small letters follows it."""
    first = _WITH_SMALL.search(words)
    if not first:
        return None
    head = words[: first.start()].rstrip(" \n")
    if head.endswith((" A", " I", "\nA", "\nI")):
        head = head[:-2]
    small = sum(map(str.islower, words[len(head) :]))
    if sum(map(str.isupper, head)) < 6 or small < 24:
        return None
    return len(head)


#: Letters of a list that also are portion marks, each with the letter before it.
_BEFORE = {"(C)": "(B)", "(S)": "(R)", "(U)": "(T)"}


def _mark_inside(work: str, at: int, stop: int) -> re.Match[str] | None:
    """Find the first portion mark that is not the letter of an item after the one before it.

    It is such a letter after a comma or semicolon, or before words in capitals.
    """
    for found in _MARK_INSIDE.finditer(work, at, stop):
        if not _is_letter(work, at, found):
            return found
    return None


def _is_letter(work: str, at: int, found: re.Match[str]) -> bool:
    before = _BEFORE.get(work[found.end() : found.end() + 3])
    joined = work[max(at, found.start() - 8) : found.start()].rstrip(" \n")[-1:] in {",", ";"}
    capitals = not any(map(str.islower, work[found.end() + 3 : found.end() + 24]))
    return before is not None and (joined or capitals) and work.find(before, at, found.start()) >= 0


def _body_in_lines(work: str, at: int, end: int) -> int:
    """Return where the body begins inside what stands below the label of the references.

    A portion mark opens it, or running text in a line after one that ends with a serial.
    """
    for mark in _MARK_LINE.finditer(work, at, end):
        if not (_LISTED.match(work, mark.end()) or _is_letter(work, at, mark)):
            return mark.start()
    line = work.find("\n", at, end)
    while line >= 0:
        stop = work.find("\n", line + 1, end)
        words = work[line + 1 : stop if stop >= 0 else end]
        if (
            len(words) > 40
            and words.lstrip(" ")[:1].isupper()
            and _ENDS_LISTED.search(work, max(at, line - 60), line)
            and (plain := PLAIN.search(words))
            and not _SERIAL_END.search(words[: plain.start()])
        ):
            return line
        line = stop
    return end


def _after_last_cable(view: View, at: int, end: int) -> int:
    found = at
    for match in _SERIAL_END.finditer(view.work, at, end):
        found = match.end()
    return found if found > at else end
