"""Where two rows of words differ, in a time that grows with their length.

The work is :class:`difflib.SequenceMatcher`'s, whose differences are runs that a reader follows.
It takes four times as long for twice as many words, so long rows are first cut at the words that
stand once in each of them (the *patience* of Bram Cohen's diff).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

#: Rows of fewer words are compared as they are.
_SHORT = 256


class Run(NamedTuple):
    """Words ``start:end`` of the first row against words ``other:other_end`` of the second."""

    start: int
    end: int
    other: int
    other_end: int


def differing(one: Sequence[str], two: Sequence[str]) -> list[Run]:
    """Return the runs in which two rows of words differ, in order; none touches the next."""
    found: list[Run] = []
    for piece in _pieces(one, two):
        for run in _compared(one, two, piece):
            last = found[-1] if found else None
            if last and last.end == run.start and last.other_end == run.other:
                found[-1] = Run(last.start, run.end, last.other, run.other_end)
            else:
                found.append(run)
    return found


def _compared(one: Sequence[str], two: Sequence[str], piece: Run) -> list[Run]:
    start, end, other, other_end = piece
    while start < end and other < other_end and one[start] == two[other]:
        start, other = start + 1, other + 1
    while start < end and other < other_end and one[end - 1] == two[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    if start == end and other == other_end:
        return []
    if start == end or other == other_end:
        return [Run(start, end, other, other_end)]
    # The guess of popular words that makes long rows faster also makes them differ where they
    # do not; rows that are still long here have no word in common that stands once.
    long = max(end - start, other_end - other) > _SHORT * 8
    matcher = SequenceMatcher(None, one[start:end], two[other:other_end], autojunk=long)
    return [
        Run(start + a, start + b, other + c, other + d)
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]


def _pieces(one: Sequence[str], two: Sequence[str]) -> list[Run]:
    """Return the rows cut before words that stand once in each, so that they run side by side."""
    if max(len(one), len(two)) <= _SHORT:
        return [Run(0, len(one), 0, len(two))]
    once = Counter(one)
    once_too = Counter(two)
    where = {word: at for at, word in enumerate(two) if once_too[word] == 1}
    pairs = [(at, where[word]) for at, word in enumerate(one) if once[word] == 1 and word in where]
    cuts = [pairs[at] for at in rising([other for _, other in pairs])]
    found = []
    before = (0, 0)
    for at, other in [*cuts, (len(one), len(two))]:
        found.append(Run(before[0], at, before[1], other))
        before = (at, other)
    return found


def rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of a longest row of numbers, each above the one before."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        place = bisect_left(tails, number)
        before.append(last[place - 1] if place else -1)
        if place == len(tails):
            tails.append(number)
            last.append(at)
        else:
            tails[place], last[place] = number, at
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]
