"""Where the number of a paragraph may stand: a first look at all numbers of a text at once.

A text has many numbers and few of them begin a paragraph. What stands beside a number tells most
of them off; that is asked in bytes of nine kinds, by one pattern that begins with a digit, at a
tenth of the cost of a step of Python for each number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.reading.text.marking import MARK_FIRST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KINDS = {
    "0": "0123456789",
    "n": "\n",
    " ": " ",
    "(": "(",
    ")": ")",
    ".": ".",
    ",": ",:;",
    "-": "-=_*~",
}


def _kind(char: str) -> str:
    for kind, members in _KINDS.items():
        if char in members:
            return kind
    # A question mark stands for what is beyond Latin-1, where a mark may begin too.
    return "m" if char in MARK_FIRST or char == "?" else "a"


_CLASSES = "".join(map(_kind, map(chr, range(256)))).encode("ascii")
#: At most three digits after a blank or a bracket, and what may follow the number of a paragraph.
_NUMBER = rb"0(?<![^ n(].)(?=0{0,2}+(?:[ ]?[.),-]|[ ]{0,3}\(|[ ]{0,40}+(?:n|\Z)))%s"
#: In the middle of a line, right after a word, with no full stop and no portion mark after it.
_IN_SENTENCE = rb"(?!(?<=[^ n-][ ].)0{0,2}(?:\)(?![.)])|,)[ n]*+[^m( n])"
_ANY = re.compile(_NUMBER % b"")
_OUTSIDE = re.compile(_NUMBER % _IN_SENTENCE)
#: How many characters are looked at first, and then; what stands before and after a number tells.
_FIRST, _MORE = 2_048, 65_536
_BEFORE, _AFTER = 2, 64


#: A longer text is not kept.
_KEPT = 65_536
#: The text that was asked last, and its bytes: its numbers are looked for more than once.
_last = ("", b"")


def _classes_of(work: str) -> bytes:
    global _last  # noqa: PLW0603
    asked, classes = _last
    if asked is not work:
        classes = work.encode("latin-1", "replace").translate(_CLASSES)
        _last = (work, classes)
    return classes


def has_digits(work: str, spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether two digits stand together in one of some stretches of a text."""
    if len(work) > _KEPT:
        return True
    classes = _classes_of(work)
    return any(classes.find(b"00", start, end) >= 0 for start, end in spans)


def possible_numbers(work: str, begin: int, end: int, *, sentences: bool = False) -> Iterator[int]:
    """Yield where a number that may be a paragraph's begins between two offsets, in order.

    Numbers of sentences are left out unless ``sentences`` are looked at.
    """
    pattern = _ANY if sentences else _OUTSIDE
    whole = _classes_of(work) if len(work) <= _KEPT else None
    low, size = begin, _FIRST
    while low < end:
        first, high = max(begin, low - _BEFORE), min(low + size, end)
        stop = high if high == end else high - _AFTER
        if whole is None:
            classes = work[first:high].encode("latin-1", "replace").translate(_CLASSES)
        else:
            classes = whole[first:high]
        for match in pattern.finditer(classes, low - first):
            at = first + match.start()
            if at >= stop:
                break
            yield at
        low, size = stop, _MORE
