"""Words that a line end breaks: ``PERFOR-`` and ``MANCE`` are one word.

So are ``VICE-`` and ``PRESIDENT``, with a hyphen. Which of both it is, the copy does not say. The
rest of the same text decides if it has the word in either way; else the hyphen is dropped, unless
what stands before it is a word by itself that makes compounds.
"""

from __future__ import annotations

import re

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.readers.cuts import Cut

_LEFT = r"(?<![A-Z-])(?P<left>[A-Z]{2,20})"
_RIGHT = r"(?!(?:AND|OR|TO)\b)(?P<right>[A-Z]{2,20})"
_BROKEN = late(rf"{_LEFT}(?P<cut>-[ ]{{0,8}}\r?\n[ ]{{0,8}}){_RIGHT}")
#: The same where a copy has lost its line ends.
_BROKEN_FLAT = late(rf"{_LEFT}(?P<cut>-[ ]{{1,8}}(?:\r?\n[ ]{{0,8}})?){_RIGHT}")
#: A text whose lines are longer than this on average has lost its line ends.
_FLAT_LINE = 240
_WORD = late(r"(?<![A-Z-])[A-Z]{2,20}(?:-[A-Z]{2,20})*(?![A-Z-])")
#: Words that hardly end a syllable, and make compounds with a hyphen.
_COMPOUND = frozenset({"SELF", "NON", "ANTI", "VICE", "SEMI", "QUASI", "PSEUDO", "USG"})
#: A shorter word before a hyphen is often a syllable (``IN-FORM``).
_LONG = 4
_VOWEL = late("[AEIOUY]")


def broken_words(text: str, start: int, end: int) -> list[Cut]:
    """Return the line ends within words of ``text[start:end]``, with the hyphen if it goes too."""
    flat = text.count("\n", start, end) * _FLAT_LINE < end - start
    breaks = list((_BROKEN_FLAT if flat else _BROKEN).finditer(text, start, end))
    if not breaks:
        return []
    within = [(match.start(), match.end()) for match in breaks]
    known: set[str] = set()
    at = start
    for first, last in [*within, (end, end)]:
        known.update(match[0] for match in _WORD.finditer(text, at, max(at, first)))
        at = last
    return [
        Cut(match.start("cut") + _keeps_hyphen(match, known), match.end("cut")) for match in breaks
    ]


def _keeps_hyphen(match: re.Match[str], known: set[str]) -> bool:
    left, right = match["left"], match["right"]
    if left + right in known:
        return False
    if f"{left}-{right}" in known or left in _COMPOUND or not _VOWEL.search(left):
        return True
    return len(left) >= _LONG and left in known and right in known
