"""A second record inside the text of a cable: what a failed export or two files in one leave.

Where it is sure that another cable begins, a reader yields two. Here are the places that only look
so: a header, an opening or a record within the body. A cable that repeats another has them too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from cable_edition.core.cable.model import Segment
from cable_edition.core.cable.segments import end_of, start_of_first
from cable_edition.core.late_pattern import late
from cable_edition.core.problems import Problem
from cable_edition.core.reading.capitals import capitals_of

#: Each with words of which one stands in every match: looking for them is quicker.
_SIGNS = (
    (
        ("FM ",),
        late(
            r"^[ \t]{0,8}(?:[ZOPR][ ]{1,3}){1,3}[0-9]{6}Z[ ]{0,3}[A-Z]{3}[ ]{0,3}[0-9]{2}\b"
            r"[^\r\n]{0,80}\r?\n(?:[ \t]{0,8}\r?\n){0,2}[ \t]{0,8}FM ",
            re.MULTILINE,
        ),
    ),
    (
        ("TAGS", "TAG:"),
        late(
            r"\bTAGS?:[ \t]{0,4}(?=[A-Z])[^\r\n]{2,160}\r?\n(?:[^\r\n]{0,160}\r?\n){0,2}[ \t]{0,8}"
            r"SUBJ(?:ECT)?:"
        ),
    ),
    (("|",), late(r"\|[ \t]{0,8}Identifier:[ \t]{0,8}\|")),
    (
        ("Message Attributes",),
        late(r"^[ \t]{0,8}Message Attributes[ \t\r]{0,8}$", re.MULTILINE),
    ),
    (("MRN:",), late(r"^[ \t]{0,40}MRN:[ \t]{0,60}[0-9]{2} [A-Z]", re.MULTILINE)),
    (
        ('"',),
        late(
            r'"[0-9]{1,9}","[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}[^",\r\n]{0,12}",'
            r'"[0-9]{2}[A-Z]{2,40}[0-9]'
        ),
    ),
    (("<",), late(r"<table class=[\"']cable[\"']")),
)
#: What is left of each word, which is looked for first.
_LEFT = {word: capitals_of(word) for words, _ in _SIGNS for word in words}
#: How many places are reported.
_MOST = 20


#: Words of a cable; heads of pages and sections repeat an opening and are none of them.
WORDS = frozenset({"paragraph", "heading", "closing"})
#: What stands around a cable and is no value of its record.
FURNITURE = frozenset({"furniture"})


def second_records(
    text: str, segments: Sequence[Segment], kinds: frozenset[str] = WORDS
) -> tuple[Problem, ...]:
    """Return a problem ``second-record`` for each place where another record seems to begin.

    ``segments`` are in order, in characters of ``text``; those of ``kinds`` are looked at.
    """
    begin = start_of_first(segments, kinds)
    if begin is None:
        return ()
    end = end_of(segments)
    capitals = capitals_of(text)
    starts: list[int] = []
    # A record's own names and separators are furniture too; a header or an opening is none.
    for words, pattern in _SIGNS if kinds is WORDS else _SIGNS[:2]:
        for sign in words:
            # Those above are counted off: the text is long, and most have no more.
            left = _LEFT[sign]
            if capitals.rfind(left) < 0:
                continue
            more = capitals.count(left) > text.count(sign, 0, begin)
            if more and text.rfind(sign, begin, end) >= 0:
                starts += [match.start() for match in pattern.finditer(text, begin, end)]
                break
    if not starts:
        return ()
    first = [segment.span.start for segment in segments]
    found = []
    for start in sorted(starts):
        word = _word(text, start)
        at = bisect_right(first, word) - 1
        if at >= 0 and word < segments[at].span.end and segments[at].kind in kinds:
            where = "inside" if kinds is WORDS else "beside"
            message = f"Another cable seems to begin here, {where} the text of this one"
            found.append(Problem("second-record", message, offset=start))
    return tuple(_apart(found)[:_MOST])


def _word(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \t\r\n":
        start += 1
    return start


def _apart(found: list[Problem]) -> list[Problem]:
    """Return problems of which none stands so near the one before it that it is of the same."""
    kept: list[Problem] = []
    for one in found:
        near = kept and (one.offset or 0) - (kept[-1].offset or 0) < _NEAR
        if not near:
            kept.append(one)
    return kept


#: A header, its opening and its record stand within so many characters of each other.
_NEAR = 4_000
