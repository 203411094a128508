"""What words are compared by: without case, accents and signs, in one of two spellings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DIGIT = re.compile(r"\d")
_SIGNS = re.compile(r"[\W_]+")
#: British spellings of long words, by what the American ones have in their place.
_BRITISH = (
    (re.compile(r"our(?=s|ed|ing|able|ite|\Z)"), "or"),
    (re.compile(r"is(?=e[sdr]?\Z|ing\Z|ations?\Z)"), "iz"),
    (re.compile(r"tre(?=s?\Z)"), "ter"),
    (re.compile(r"ll(?=ed\Z|ing\Z|ers?\Z)"), "l"),
    (re.compile(r"ence\Z"), "ense"),
)
#: In a shorter word these letters may make another word (``four``, ``rise``).
_LEAST_BRITISH = 6


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """Return a word in small letters, without accents and signs; with digits, its signs stay."""
    small = word.casefold()
    if _DIGIT.search(small):
        return small
    if not small.isascii():
        parted = unicodedata.normalize("NFKD", small)
        small = "".join(one for one in parted if not unicodedata.combining(one))
    return _SIGNS.sub("", small)


def spelt(words: str) -> str:
    """Return words so that two spellings of them are the same: case, signs, blanks, British."""
    return "".join(_american(plain(word)) for word in words.split(" "))


def _american(word: str) -> str:
    if len(word) >= _LEAST_BRITISH:
        for pattern, letters in _BRITISH:
            word = pattern.sub(letters, word)
    return word
