"""Letters of a text as TeX takes them: foreign ones in another font, long words with breaks."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late

if TYPE_CHECKING:
    from collections.abc import Callable

#: Letters that the text font has; TeX Gyre fonts hold Latin with its extensions and these signs.
_OTHER = re.compile(
    "[^\n\t\x20-\x7e\xa0-\u017f\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026"
    "\u2030\u2039\u203a\u20ac\u2122\u2212]+"
)
#: Letters of scripts that run from right to left, with the marks upon them.
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
#: Several words of them, with blanks and signs that TeX takes as they are in between.
_BETWEEN = r"(?:[ \xa0!'*+,./:;?]|\\sphinxhyphen\{\})+"
_LEFTWARDS = late(f"[{_LEFTWARD}]+(?:{_BETWEEN}[{_LEFTWARD}]+)+")
_IS_LEFTWARD = re.compile(f"[{_LEFTWARD}]").match
_ARABIC = late("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe]")
_BOTH = late(f"{_LEFTWARDS.pattern}|{_OTHER.pattern}")
_PILCROW = re.compile("([¶§]) (?=[0-9])")
_ID = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{2}[A-Z]{2,40}[0-9]{1,7}|[A-Z]{2,40}-[0-9]{8}T[0-9]{4}Z)"
    r"(?![0-9A-Za-z])"
)

#: A longer run without a blank may be broken anywhere.
LONGEST = 24
_RUN = re.compile(r"[^\s\u00a0]+")
_JOINER = "\u200d"


def set_other_letters(encoded: str) -> str:
    """Put letters that the text font lacks into the font that has more; input is escaped.

    Words from right to left that follow each other are set as one, for the first stands on the
    right.
    """

    def in_font(found: re.Match[str]) -> str:
        font = "cablearabic" if _ARABIC.search(found[0]) else "cableother"
        words = f"\\{font}{{{found[0]}}}"
        return f"\\cablertl{{{words}}}" if _LEFTWARDS.fullmatch(found[0]) else words

    return _BOTH.sub(in_font, encoded)


def set_ids(encoded: str) -> str:
    """Set the ids of cables in figures that stand as high as capitals."""
    return _ID.sub(lambda found: f"\\cableid{{{found[0]}}}", encoded)


def keep_numbers(encoded: str) -> str:
    """Keep a pilcrow and its number on one line."""
    return _PILCROW.sub(r"\1~", encoded)


def set_words(text: str, encode: Callable[[str], str], every: int = 1) -> str:
    """Encode a text; a run without a blank that is longer than :data:`LONGEST` gets breaks.

    TeX divides words of letters by the rules of a language, and nothing else: a run of X, an
    address or a checksum would stand out of the page. ``encode`` makes TeX of plain text.
    """
    found: list[str] = []
    at = 0
    for run in _RUN.finditer(text):
        if len(run[0]) > LONGEST:
            found += [encode(text[at : run.start()]), with_breaks(run[0], encode, every)]
            at = run.end()
    return "".join([*found, encode(text[at:])])


def with_breaks(run: str, encode: Callable[[str], str], every: int = 1) -> str:
    """Encode a run without a blank, to be broken after each of its signs and, worse, anywhere.

    "Anywhere" is after each ``every`` characters, and never between a letter and a mark that
    belongs to it. A break adds no hyphen: what stands on the page is what the text has.
    """
    letters = _letters(run)
    parts = []
    for number, letter in enumerate(letters, 1):
        parts.append(encode(letter))
        last = number == len(letters)
        if not last and unicodedata.category(letter[0])[0] in "PS":
            parts.append(r"\cablesignbreak{}")
        elif not last and number % every == 0:
            parts.append(r"\cablebreak{}")
    return "".join(parts)


def _letters(run: str) -> list[str]:
    """Return the letters of a run, each with the marks upon it and what is joined to it."""
    letters: list[str] = []
    for char in run:
        marks = char == _JOINER or unicodedata.category(char)[0] == "M"
        # Words from right to left would begin anew at a break.
        leftward = _IS_LEFTWARD(char) and letters and _IS_LEFTWARD(letters[-1][0])
        if letters and (marks or leftward or letters[-1].endswith(_JOINER)):
            letters[-1] += char
        else:
            letters.append(char)
    return letters
