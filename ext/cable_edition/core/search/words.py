"""Words as the search knows them: the one way to cut a text into words, on both sides.

``theme/static/cable-search-words.js`` does the same in the browser; a test compares the two over
all characters and over the words of an edition.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

#: Letters that no decomposition takes apart.
LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i",
    "ħ": "h",
}  # fmt: skip
#: Marks that join the parts of an acronym: S&R, S/CRS.
JOINING = "&/"
#: So many parts of a compound are looked up as one.
PARTS = 5
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:[&/][^\W_]+)+")


@cache
def _folded(char: str) -> str:
    small = LETTERS.get(char.lower(), char.lower())
    parts = unicodedata.normalize("NFKD", small)
    kept = [part for part in parts if unicodedata.category(part) not in {"Mn", "Mc", "Me", "Cf"}]
    return "".join(kept)


def folded(text: str) -> str:
    """Return a text in small letters without accents, character by character."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


def runs(letters: str) -> list[str]:
    """Return the words of a folded text without its compounds."""
    return _WORD.findall(letters)


def compounds(letters: str) -> Iterable[tuple[str, int]]:
    """Return the compounds of a folded text, as :func:`words` has them."""
    return _compounds(letters) if "&" in letters or "/" in letters else ()


def words(text: str) -> Iterable[tuple[str, int]]:
    """Return the words of a text, each run of letters and digits one, then its compounds.

    Each is its form as it is looked up and its place among the words of the text; a compound
    (``s/crs``) has the place of its first part. A compound is runs with ``&`` or ``/`` between them
    and no blank; each part of it that has marks itself is one too, so that ``S/CRS`` is found in
    ``A/S/CRS``.
    """
    letters = folded(text)
    return chain(((form, place) for place, form in enumerate(runs(letters))), compounds(letters))


def _compounds(letters: str) -> Iterator[tuple[str, int]]:
    place, at = 0, 0
    for found in _COMPOUND.finditer(letters):
        place += len(_WORD.findall(letters[at : found.start()]))
        at = found.start()
        parts = list(_WORD.finditer(found[0]))
        for first in range(len(parts)):
            for last in range(first + 1, min(first + PARTS, len(parts))):
                form = found[0][parts[first].start() : parts[last].end()]
                yield form, place + first
