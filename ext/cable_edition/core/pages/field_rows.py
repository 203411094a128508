"""Where TAGS and posts occur: rows that are made of the cables when a list asks for them.

A TAG has as many places as there are cables with it, so what is held of a place is a number.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from sys import intern
from typing import overload

from cable_edition.core.edition.model import EditedCable
from cable_edition.core.registers.concordance import Occurrence

#: The number of a place among the TAGS of a cable stands in so many bits.
_BITS = 16
_Rows = dict[tuple[str, str], Sequence[Occurrence]]


class Rows(Sequence[Occurrence]):
    """Places that ``make`` makes of ``numbers``, with ``more`` behind them."""

    def __init__(
        self,
        numbers: Sequence[int],
        make: Callable[[int], Occurrence],
        more: Sequence[Occurrence] = (),
    ) -> None:
        self._numbers = numbers
        self._make = make
        self._more = more

    def __len__(self) -> int:
        return len(self._numbers) + len(self._more)

    @overload
    def __getitem__(self, at: int) -> Occurrence: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Occurrence]: ...

    def __getitem__(self, at: int | slice) -> Occurrence | Sequence[Occurrence]:
        if isinstance(at, slice):
            return [self[number] for number in range(len(self))[at]]
        number = range(len(self))[at]
        own = len(self._numbers)
        return self._make(self._numbers[number]) if number < own else self._more[number - own]


def tag_rows(cables: Sequence[EditedCable]) -> _Rows:
    """Return the places of each TAG: the line of TAGS of each cable that has it."""
    lines: list[tuple[str, ...]] = []
    found: dict[str, array[int]] = {}
    for number, one in enumerate(cables):
        lines.append(tuple(map(intern, one.tags)))
        for place, code in enumerate(lines[-1]):
            found.setdefault(code, array("Q")).append(number << _BITS | place)

    def row(at: int) -> Occurrence:
        number, place = at >> _BITS, at & (1 << _BITS) - 1
        codes = lines[number]
        before = "".join(f"{other}, " for other in codes[:place])
        after = "".join(f", {other}" for other in codes[place + 1 :])
        return Occurrence(cables[number].id, "tags", before, codes[place], after)

    return {("tag", code): Rows(numbers, row) for code, numbers in found.items()}


def post_rows(
    cables: Sequence[EditedCable],
    posts: Mapping[str, str],
    mentioned: Mapping[tuple[str, str], Sequence[Occurrence]],
) -> _Rows:
    """Return the places of each post: its cables, and behind them where cables name it.

    ``posts`` has the entry of the post of a cable, by id.
    """
    found: dict[str, array[int]] = {}
    for number, one in enumerate(cables):
        if one.id in posts:
            found.setdefault(posts[one.id], array("Q")).append(number)

    def row(number: int) -> Occurrence:
        return _line(cables[number])

    return {
        ("post", post): Rows(numbers, row, mentioned.get(("post", post), ()))
        for post, numbers in found.items()
    }


def _line(one: EditedCable) -> Occurrence:
    row = "classification" if one.classification else "source"
    said = ", ".join(filter(None, (one.date, one.origin)))
    before = f"{said}: " if said and one.subject else said
    return Occurrence(one.id, row, before, one.subject, "")
