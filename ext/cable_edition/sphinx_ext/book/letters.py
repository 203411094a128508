"""Letters of a text as TeX takes them: foreign ones in another font, long words with breaks."""

from __future__ import annotations

import re

#: Letters that the text font has; TeX Gyre fonts hold Latin with its extensions and these signs.
_OTHER = re.compile(
    "[^\n\t\x20-\x7e\xa0-\u017f\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026"
    "\u2030\u2039\u203a\u20ac\u2122\u2212]+"
)
_PILCROW = re.compile("([¶§]) (?=[0-9])")
_ID = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{2}[A-Z]{2,40}[0-9]{1,7}|[A-Z]{2,40}-[0-9]{8}T[0-9]{4}Z)"
    r"(?![0-9A-Za-z])"
)


def set_other_letters(encoded: str) -> str:
    """Put letters that the text font lacks into the font that has more; input is escaped."""
    return _OTHER.sub(lambda found: f"\\cableother{{{found[0]}}}", encoded)


def set_ids(encoded: str) -> str:
    """Set the ids of cables in figures that stand as high as capitals."""
    return _ID.sub(lambda found: f"\\cableid{{{found[0]}}}", encoded)


def keep_numbers(encoded: str) -> str:
    """Keep a pilcrow and its number on one line."""
    return _PILCROW.sub(r"\1~", encoded)


def with_breaks(encoded: str, every: int = 4) -> str:
    """Let a long word break: after ``/ . _ -``, and after each so many letters."""
    tokens = re.findall(r"\\[A-Za-z]{1,40}\{\}|\\.|.", encoded, re.DOTALL)
    parts = []
    for number, token in enumerate(tokens, 1):
        parts.append(token)
        if number % every == 0 or token in {"/", ".", r"\_", r"\sphinxhyphen{}"}:
            parts.append(r"\allowbreak{}")
    return "".join(parts)
