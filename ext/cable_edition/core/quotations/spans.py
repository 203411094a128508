"""The words of a text with the places where they stand in it.

``theme/static/cable-quotation-words.js`` does the same in the browser; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from cable_edition.core.search.words import folded

_WORD = re.compile(r"[^\W_]+")


class Span(NamedTuple):
    """A word as it is compared, and from where to where it stands in its text."""

    form: str
    start: int
    end: int


def word_spans(text: str) -> list[Span]:
    """Return the words of a text: runs of letters and digits, in small letters without accents."""
    if text.isascii():
        found = _WORD.finditer(text.lower())
        return [Span(word[0], word.start(), word.end()) for word in found]
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, char in enumerate(text):
        one = folded(char)
        letters.append(one)
        starts += [at] * len(one)
        ends += [at + 1] * len(one)
        if not one and ends and ends[-1] == at and unicodedata.category(char)[0] == "M":
            # An accent belongs to the letter before it.
            ends[-1] = at + 1
    return [
        Span(word[0], starts[word.start()], ends[word.end() - 1])
        for word in _WORD.finditer("".join(letters))
    ]
