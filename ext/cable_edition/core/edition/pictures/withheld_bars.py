"""How much was withheld: the places by body, exemption, portion mark and year of the cable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cable_edition.core.edition.withheld_places import WithheldPlace, counted
from cable_edition.core.words import marked, say

#: What is counted, by the names of :func:`counted`: as the sections of the page are called.
_TITLES = {
    "body": marked("By releasing body"),
    "exemption": marked("By exemption"),
    "mark": marked("By portion mark"),
    "year": marked("By year of the cable"),
}


class WithheldCount(NamedTuple):
    """A title, a value below it, and at how many places words were withheld."""

    title: str
    value: str
    places: int


def withheld_bars(places: Iterable[WithheldPlace]) -> list[WithheldCount]:
    """Return how many places each body, exemption, mark and year has, the most first."""
    return [
        WithheldCount(say(_TITLES[name]), value or say("not stated"), number)
        for name, numbers in counted(places).items()
        for value, number in numbers.items()
    ]
