"""How much stands on one page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

#: So many places one page lists of all its entries together, however many cables there are.
PLACES_ON_A_PAGE = 10_000


class PageLimits(NamedTuple):
    """How many things stand on one page before they are divided."""

    entries: int
    places: int
    cables: int


def places_shown(counts: Iterable[int], most: int) -> int:
    """Return how many places each entry of a page shows, given how many each has.

    That is ``most``, halved until the page lists :data:`PLACES_ON_A_PAGE` at most, so that it is
    rarely another number when cables are added; one place is always shown.
    """
    every = list(counts)
    while most > 1 and sum(min(one, most) for one in every) > PLACES_ON_A_PAGE:
        most //= 2
    return most
