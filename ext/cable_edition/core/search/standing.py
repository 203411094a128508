"""Where a word stands in an edition, as the shards write it, and how that changes with a page.

The units of a word are numbers that rise, written as steps. For each of them come the places of the
word in the unit: how many more than one, then the places as steps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from cable_edition.core.search.numbers import BASE, LAST, MORE, encode, encoded, number_count, steps
from cable_edition.core.search.words import compounds, folded, runs

_NUMBERS = re.compile(f"[{re.escape(MORE)}]*[{re.escape(LAST)}]")
#: How often a word stands in a unit, less one, and its place, where it stands there once.
_ONCE = [encode((0, place)) for place in range(2000)]

#: How often a word stands in a unit that has it twice, less one.
_TWICE = encode((1,))


class Standing(NamedTuple):
    """The units of a word and its places in them, both in marks."""

    units: str
    places: str


def standing_of(units: Sequence[int], places: Iterable[str]) -> Standing:
    """Return where a word stands: its units, which rise, with its places in each as marks."""
    return Standing(encode(steps(units)), "".join(places))


def marks_in(text: str) -> dict[str, str]:
    """Return form -> its places in a text, as marks, for all words of the text."""
    letters = folded(text)
    forms = runs(letters)
    found = dict(zip(forms, _ONCE, strict=False))
    several: dict[str, list[int]] = {}
    if len(found) < len(forms):
        # Those that stand there more than once have that of one place by now, or none.
        often = Counter(forms)
        several = {form: [] for form, number in often.items() if number > 1 or form not in found}
        for place, form in enumerate(forms):
            if form in several:
                several[form].append(place)
    for form, place in compounds(letters):
        several.setdefault(form, []).append(place)
    for form, places in several.items():
        found[form] = places_in(places)
    return found


def places_in(places: Sequence[int]) -> str:
    """Return the places of a word in a unit, which rise, as marks."""
    if len(places) == 1 and places[0] < len(_ONCE):
        return _ONCE[places[0]]
    if len(places) == 2:
        one, other = places
        return _TWICE + encoded(one) + encoded(other - one - 1)
    return encode((len(places) - 1, *steps(places)))


def replaced(
    before: Standing, first: int, units: tuple[int, int], found: Iterable[tuple[int, str]]
) -> Standing:
    """Return where a word stands when other units stand from ``first`` on than before.

    ``units`` are how many there were and how many there are now; those after them are numbered
    anew. ``found`` are those of now that have the word, with the places in each.
    """
    were, are = units
    marks, value = _NUMBERS.findall(before.units), _valued()
    at, last = _up_to(first, marks, value, 0, -1)
    after, unit = _up_to(first + were, marks, value, at, last)
    start, end = _bounds(before.places, at, after, value)
    kept, there = marks[:at], before.places[:start]
    for number, places in found:
        kept.append(encoded(number - last - 1))
        there += places
        last = number
    if after < len(marks):
        kept.append(encode((unit + are - were + value(marks[after]) - last,)))
        kept += marks[after + 1 :]
    return Standing("".join(kept), there + before.places[end:])


def _up_to(
    end: int, marks: Sequence[str], value: Callable[[str], int], at: int, last: int
) -> tuple[int, int]:
    """Return how many units are below ``end``, and the last of them; ``at`` are known to be."""
    while at < len(marks):
        following = last + value(marks[at]) + 1
        if following >= end:
            break
        at, last = at + 1, following
    return at, last


def _bounds(places: str, first: int, after: int, value: Callable[[str], int]) -> tuple[int, int]:
    """Return where the marks of the units from number ``first`` to ``after`` begin and end."""
    if first == after and not places:
        return 0, 0
    numbers = _NUMBERS.findall(places)
    at, ends = 0, []
    for number in range(after + 1):
        if number in {first, after}:
            ends.append(at)
        if number < after:
            at += value(numbers[at]) + 2
    lengths = [sum(map(len, numbers[:end])) for end in ends]
    return lengths[0], lengths[-1]


def _valued() -> Callable[[str], int]:
    """Return what tells the number of some marks; most are met again and again."""
    known: dict[str, int] = {}

    def value(marks: str) -> int:
        number = known.get(marks)
        if number is None:
            number = known[marks] = _decoded(marks)
        return number

    return value


def _decoded(marks: str) -> int:
    number = 0
    for mark in marks[:-1]:
        number = number * BASE + MORE.index(mark) + 1
    return number * BASE + LAST.index(marks[-1])


def decoded(marks: str) -> list[int]:
    """Return the numbers that some marks are."""
    value = _valued()
    return [value(one) for one in _NUMBERS.findall(marks)]


def rising(marks: str) -> list[int]:
    """Return the rising numbers of which some marks are the steps."""
    return [number - 1 for number in accumulate(step + 1 for step in decoded(marks))]


#: So many marks are read one by one.
_SHORT = 60
_RUNS = re.compile(f"[{re.escape(MORE)}]{{2,}}")


def last_unit(marks: str) -> int:
    """Return the last of the rising numbers of which some marks are the steps; -1 for none.

    Of many marks each kind is counted, and none is read by itself but in numbers of three marks or
    more, which are few there.
    """
    if len(marks) <= _SHORT:
        return sum(decoded(marks)) + number_count(marks) - 1
    found = number_count(marks) - 1
    for value, mark in enumerate(LAST):
        found += value * marks.count(mark)
    for value, mark in enumerate(MORE, 1):
        found += value * BASE * marks.count(mark)
    for run in _RUNS.findall(marks):
        for power, mark in enumerate(run[-2::-1], 2):
            found += (MORE.index(mark) + 1) * (BASE**power - BASE)
    return found


def first_unit(marks: str) -> int:
    """Return the first of the rising numbers of which some marks are the steps."""
    first = _NUMBERS.match(marks)
    return _decoded(first[0]) if first else -1


def shifted(units: str, shift: int, after: int) -> str:
    """Return units in marks with ``shift`` added to each, as they are written behind ``after``.

    ``after`` is the unit before them, or -1.
    """
    first = _NUMBERS.match(units)
    if first is None:
        return ""
    return encoded(_decoded(first[0]) + shift - after - 1) + units[first.end() :]


def split_places(places: str, units: int) -> list[str]:
    """Return the places of a word in each of its units, in marks."""
    value, numbers = _valued(), _NUMBERS.findall(places)
    found, at = [], 0
    for _ in range(units):
        end = at + value(numbers[at]) + 2
        found.append("".join(numbers[at:end]))
        at = end
    return found
