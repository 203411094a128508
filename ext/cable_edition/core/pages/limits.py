"""How much stands on one page."""

from __future__ import annotations

from typing import NamedTuple


class PageLimits(NamedTuple):
    """How many things stand on one page before they are divided."""

    entries: int
    places: int
    cables: int
