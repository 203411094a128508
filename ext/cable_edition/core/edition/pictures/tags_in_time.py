"""TAGS over time: how many cables of each year, or of each month, bear a TAG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.pictures import FEWEST

#: The most TAGS in the picture, the commonest ones, and the most months before years are shown.
TAGS = 16
MONTHS = 18


class TagCount(NamedTuple):
    """A TAG, a year or month (ISO), and how many cables of that time bear it."""

    code: str
    period: str
    cables: int


def tags_in_time(
    cables: Sequence[EditedCable], *, most: int = TAGS, fewest: int = FEWEST
) -> list[TagCount]:
    """Return the counts of the commonest TAGS, the commonest first, each in the order of time.

    Where the cables are of few months they are counted by month, else by year. Undated cables are
    left out; of fewer dated ones than ``fewest`` nothing is returned.
    """
    # Cables that are read from a file are not all held in memory.
    dated = [(one.date, (*_codes(one),)) for one in cables if one.date[:4].isdigit()]
    if len(dated) < fewest:
        return []
    months = {date[:7] for date, _ in dated}
    length = 7 if 1 < len(months) <= MONTHS and all(len(month) == 7 for month in months) else 4
    counts = Counter((code, date[:length]) for date, codes in dated for code in codes)
    whole: Counter[str] = Counter()
    for (code, _), number in counts.items():
        whole[code] += number
    first = {code: index for index, code in enumerate(whole)}
    shown = sorted(whole, key=lambda code: (-whole[code], first[code]))[:most]
    place = {code: index for index, code in enumerate(shown)}
    kept = sorted(
        (place[code], at, number) for (code, at), number in counts.items() if code in place
    )
    return [TagCount(shown[index], at, number) for index, at, number in kept]


def _codes(one: EditedCable) -> Iterable[str]:
    return dict.fromkeys(one.tags)
