"""The portion marks by the classification of the whole cable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from cable_edition.core.cable.portions import mark_said
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.pictures import FEWEST
from cable_edition.core.words import marked, say

#: What stands for paragraphs without a mark.
UNMARKED = marked("none")


class PortionCount(NamedTuple):
    """A classification, a mark with its meaning, and how many paragraphs bear it."""

    classification: str
    mark: str
    meaning: str
    paragraphs: int


def _marks(one: EditedCable) -> list[tuple[str, int]]:
    """Return the portion marks of a cable, and how many paragraphs bear each."""
    marks = Counter(part.marking.text if part.marking else "" for part in one.cable.paragraphs)
    return list(marks.items())


def marks_told(one: EditedCable) -> list[tuple[str, int]]:
    """Return the portion marks of a cable and how many paragraphs bear each, from its drawer."""
    return one.told("portion marks", partial(_marks, one))


def portions_by_classification(
    cables: Sequence[EditedCable], *, fewest: int = FEWEST
) -> list[PortionCount]:
    """Return every portion mark of each classification, the commonest first.

    Of fewer cables than ``fewest`` nothing is returned.
    """
    if len(cables) < fewest:
        return []
    counts: Counter[tuple[str, str]] = Counter()
    for one in cables:
        whole = one.classification.capitalize() or marked("Not stated")
        for mark, number in marks_told(one):
            counts[whole, mark] += number
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    return [
        PortionCount(
            say(whole),
            mark or say(UNMARKED),
            mark_said(mark) if mark else say("no portion mark"),
            number,
        )
        for (whole, mark), number in ordered
    ]
