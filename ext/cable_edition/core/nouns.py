"""Numbers of things, in words: ``1 cable``, ``2 cables``, ``p1, p2 and p3``."""

from __future__ import annotations

from collections.abc import Iterable


def noun(number: int, one: str, many: str = "") -> str:
    """Return the word for so many: ``one`` for 1, otherwise ``many``, by default with an s.

    Both may be several words, so that a verb goes along: ``("place is", "places are")``.
    """
    return one if number == 1 else many or f"{one}s"


def number_of(number: int, one: str, many: str = "") -> str:
    """Return a number and the word for so many: ``1 entry``, ``0 entries``."""
    return f"{number} {noun(number, one, many)}"


def joined(items: Iterable[object]) -> str:
    """Return things as one lists them in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    *first, last = (*map(str, items),) or ("",)
    return f"{', '.join(first)} and {last}" if first else last
