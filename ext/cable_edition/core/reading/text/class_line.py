"""Where the classification line stands, also where its letters slipped or were lower-cased."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cable_edition.core.cable.ids import canonical_post
from cable_edition.core.cable.posts import known_post
from cable_edition.core.cable.spelling import slipped
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.patterns import (
    CLASSIFICATION,
    CLASSIFICATIONS,
    classification_name,
)

_CLASS = late(r"(?<![^ \n])" + CLASSIFICATION)
_NAMES = tuple((written.replace(" ", ""), name) for written, name in CLASSIFICATIONS)
#: Capitals that stand apart (``SS E C R E T``), or a word of the length of a classification; a
#: zero may stand for the letter O, a one for I.
_NEAR = late(
    r"(?<![^\s])(?:(?P<spaced>[A-Z]{1,4}(?:[ ]{1,3}[A-Z01]{1,2}){3,24})"
    r"|(?P<word>[A-Z][A-Z01]{4,12}))"
    r"(?=[ /])"
)
#: So many letters at the end of a classification show which it is, if its first ones are lost.
_CUT = 4
_TOKEN = late(r"[A-Z01]{1,4}")
#: Digits that stand for the letters which they are like.
_LETTERS = str.maketrans("01", "OI", " ")
#: What follows it: sections, captions, post and serial.
_FOLLOWS = late(
    r"[ /]{1,6}(?:(?:EFTO|SIPDIS|NOFORN|EXDIS|NODIS)[ /]{1,4})?"
    r"(?:S[ ]?E[ ]?C[ ]?T[ ]?I[ ]?O[ ]?N[ ]{1,4}\d{1,2}[ ]{1,3}OF[ ]{1,3}\d{1,2}[ ]{1,4})?"
    r"(?:\d{2}[ ])?(?P<post>[A-Z][A-Z0.'-]{1,19}(?:[ ][A-Z][A-Z0.'-]{0,15}){0,3}?)[ ]{1,4}"
    r"(?:0{0,4}O[O0]{0,4}\d{1,5}|\d{2,7})(?![\d/])"
)
#: Year, post and serial alone, where the classification is lost.
_BARE = late(
    r"(?<![^\s])(?P<year>\d{2})[ ](?P<post>[A-Z][A-Z.'-]{1,19}(?:[ ][A-Z][A-Z.'-]{0,15}){0,3}?)"
    r"[ ]{1,4}(?P<serial>\d{2,6})(?=[ ]{0,8}(?:\r?\n|\Z)|[ ]{1,8}(?:E\.?O\.?[ :]|TAGS?\b|SUBJ))"
)
#: A classification in small letters, which a copy has made of the capitals of the whole opening.
_ANY_CASE = late(r"(?<![^\s])" + CLASSIFICATION + r"(?=[ /])", re.IGNORECASE)


class ClassLine(NamedTuple):
    """Where the line begins, where its classification ends, and its name, ``None`` if it is lost.

    ``lowered`` is true where it stands in small letters.
    """

    start: int
    end: int
    name: str | None
    lowered: bool = False


def find_class_line(work: str, begin: int, limit: int) -> ClassLine | None:
    """Return the classification line between two offsets, or ``None``."""
    first = _CLASS.search(work, begin, limit)
    if first:
        return ClassLine(first.start(), first.end(), classification_name(first[0]))
    return near_class_line(work, begin, limit)


def near_class_line(work: str, begin: int, limit: int) -> ClassLine | None:
    """Return the line whose classification slipped, is in small letters or is lost, or ``None``.

    A known post and a serial must follow: other words are near to a classification, too.
    """
    for match in _CLASS.finditer(work, begin, limit):
        # Letters that a copy has put apart or broken otherwise than cables do.
        if post_follows(work[match.end() : match.end() + 120]):
            return ClassLine(match.start(), match.end(), classification_name(match[0]))
    for match in _NEAR.finditer(work, begin, limit):
        found = _slipped(work, match)
        if found:
            return found
    window = work[begin:limit]
    for match in _ANY_CASE.finditer(window):
        if any(map(str.islower, match[0])) and post_follows(
            window[match.end() : match.end() + 120].upper()
        ):
            name = classification_name(match[0])
            return ClassLine(begin + match.start(), begin + match.end(), name, lowered=True)
    for match in _BARE.finditer(work, begin, limit):
        if known_post(canonical_post(match["post"])):
            return ClassLine(match.start(), match.start(), None)
    return None


def _slipped(work: str, match: re.Match[str]) -> ClassLine | None:
    if match["word"]:
        ends = [match.end()]
    else:
        tokens = _TOKEN.finditer(work, match.start(), match.end())
        ends = [token.end() for token in tokens][::-1]
    for end in ends:
        letters = work[match.start() : end].translate(_LETTERS)
        name = _named(letters)
        if name and post_follows(work[end : end + 120]):
            return ClassLine(match.start(), end, name)
    return None


@lru_cache(4096)
def _named(letters: str) -> str | None:
    """Return the classification that letters are with a slip, or the last ones of."""
    for written, name in _NAMES:
        if slipped(letters, written):
            return name
    if len(letters) < _CUT:
        return None
    cut = [(len(written), name) for written, name in _NAMES if written.endswith(letters)]
    return min(cut)[1] if cut else None


def post_follows(words: str) -> bool:
    """Whether words after a classification have a known post and a serial, as its line has."""
    follows = _FOLLOWS.match(words)
    return follows is not None and known_post(canonical_post(follows["post"])) is not None
