"""Acronyms that a text expands: ``Stabilization and Reconstruction Task Force (START)``.

The words before the bracket are tried first by their initials, and then by the algorithm of Ariel
S. Schwartz and Marti A. Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text" (Pacific Symposium on Biocomputing 8, 2003, pages 451-462). The other way round,
``LAMP (Local Aid and Market Plan)``, only initials count, and in ``3D (diplomacy, defense,
development)`` the number of words. What stands before a stroke may be missing: ``Coordinator for
Reconstruction and Stabilization (S/CRS)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cable_edition.core.late_pattern import late

_SHORT = r"(?:[A-Z][A-Za-z0-9]{0,9}(?:[/&-][A-Z0-9]{1,9}){0,3}|[0-9][A-Z]s?)"
_IN_BRACKETS = late(rf"[(\[](?:or |the |known as )?[\"'\u201c]?({_SHORT})[\"'\u201d]?[)\]]")
_BEFORE_BRACKETS = late(rf"(?<![\w/&-])({_SHORT}) [(\[]([^()\[\]]{{5,120}})[)\]]")
_WORD = late(r"[^\W_]+(?:['\u2019.][^\W_]+)*\.?")
#: Small words that an acronym leaves out or takes, as it likes.
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "&"}
)
_CAPITALS = late(r"[A-Z]")
#: An expansion ends the clause that it stands in.
_CLAUSE = late(r"[.;:,()\[\]\"\u201c\u201d]|--|\u2014")
_ABBREVIATED = late(r"\b(?:[A-Z]\.){1,4}\Z")


class Expansion(NamedTuple):
    """An acronym at ``anchor`` and the words that it stands for, as the text has them.

    ``start`` and ``end`` are those of the words, ``at`` is where the acronym begins.
    """

    acronym: str
    words: str
    anchor: str
    start: int
    end: int
    at: int


def expansions(texts: Sequence[tuple[str, str]]) -> Iterator[Expansion]:
    """Yield the expansions in the texts of a cable, by anchor, in order."""
    for anchor, text in texts:
        for match in _IN_BRACKETS.finditer(text):
            short = _singular(match[1])
            if len(_CAPITALS.findall(short)) < 2:
                continue
            clause = _clause(text, match.start())
            if found := _before(text, clause, match.start(), short):
                yield Expansion(short, text[slice(*found)], anchor, *found, match.start(1))
        for match in _BEFORE_BRACKETS.finditer(text):
            if _fits_behind(_singular(match[1]), match[2]):
                short = _singular(match[1])
                yield Expansion(short, match[2], anchor, *match.span(2), match.start(1))


def _singular(short: str) -> str:
    """Return an acronym without the ``s`` of its plural: ``LNOs``."""
    return short[:-1] if short.endswith("s") and short[-2:-1].isupper() else short


def _clause(text: str, end: int) -> int:
    """Return where the clause begins that goes on up to ``end``; ``U.S.`` does not end one."""
    at = max(0, end - 160)
    for match in _CLAUSE.finditer(text, at, end):
        if match[0] == "." and _ABBREVIATED.search(text, at, match.end()):
            continue
        if match.end() < end:
            at = match.end()
    return at


def _before(text: str, low: int, end: int, short: str) -> tuple[int, int] | None:
    stop = len(text[:end].rstrip())
    words = list(_WORD.finditer(text, low, stop))
    parts = [short, *([short.rpartition("/")[2]] if "/" in short else [])]
    for one in parts:
        letters = [mark.casefold() for mark in one if mark.isalnum()]
        if len(letters) < 2 or not words or words[-1].end() != stop:
            continue
        if (start := _by_initials(words, letters)) is not None:
            return start, stop
    letters = [mark.casefold() for mark in short if mark.isalnum()]
    most = min(len(letters) + 5, len(letters) * 2)
    start = _by_letters(text, words[-most:], letters)
    return (start, stop) if start is not None else None


def _by_initials(words: Sequence[re.Match[str]], letters: Sequence[str]) -> int | None:
    """Return where the words begin whose initials are the letters; small words may be between."""
    parts = [(word, at, part) for word in words for at, part in _parts(word[0])]
    initials = [(word.start() + at, part[0].casefold()) for word, at, part in parts]
    small = [part == word[0] and part.casefold() in _SMALL for word, _, part in parts]
    found = _fitted(tuple(letter for _, letter in initials), tuple(letters), small)
    if found is None:
        return None
    start = initials[found][0]
    return start if any(word.start() == start for word in words) else None


def _fitted(initials: Sequence[str], letters: Sequence[str], small: Sequence[bool]) -> int | None:
    """Return the first initial of the fewest that are the letters up to the last initial.

    A small word may count or not. The places that some letters may end at are kept side by side, so
    that the time grows with the letters times the words.
    """
    ends = {len(initials)}
    for letter in reversed(letters):
        nexts: set[int] = set()
        for end in ends:
            at = end - 1
            while at >= 0:
                if initials[at] == letter:
                    nexts.add(at)
                if not small[at]:
                    break
                at -= 1
        ends = nexts
    return max(ends, default=None)


def _parts(word: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^\W_]+", word):
        if match.start() == 0 or word[match.start() - 1] != "'":
            yield match.start(), match[0]


def _by_letters(text: str, words: Sequence[re.Match[str]], letters: Sequence[str]) -> int | None:
    """Return where the long form begins by Schwartz and Hearst, or ``None``."""
    if not words:
        return None
    low, at = words[0].start(), words[-1].end()
    starts = {word.start() for word in words}
    for index in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= low and (
            text[at].casefold() != letters[index] or (index == 0 and at not in starts)
        ):
            at -= 1
        if at < low:
            return None
    long = text[at : words[-1].end()]
    capital = sum(word[0][0].isupper() for word in words if word.start() >= at)
    # In cables what is abbreviated has capitals, but for the last letters of a word.
    return at if capital >= 2 and len(long) > len(letters) + 2 else None


def _fits_behind(short: str, words: str) -> bool:
    found = list(_WORD.finditer(words))
    if short[0].isdigit():
        told = [word[0].casefold() for word in found if word[0].casefold() not in _SMALL]
        return len(told) == int(short[0]) and all(one[0] == short[1].casefold() for one in told)
    letters = [mark.casefold() for mark in short if mark.isalnum()]
    if len(_CAPITALS.findall(short)) < 2 or not found:
        return False
    return _by_initials(found, letters) == found[0].start() and found[-1].end() == len(words)
