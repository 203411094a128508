"""Portion marks as data: how many paragraphs bear each, and whether the whole agrees with them.

A document is classified as a whole at the highest level of its portions (E.O. 12958, section 1.7
(c); Information Security Oversight Office Directive No. 1, 32 CFR 2001.21 and 2001.23). SBU and
LOU are handling marks and no levels, so they rank with Unclassified here.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from cable_edition.core.cable.marks import MARKS, mark_meaning
from cable_edition.core.cable.model import Cable
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.words import say

_RANKS = {"U": 0, "SBU": 0, "LOU": 0, "C": 1, "S": 2, "TS": 3}
_WHOLE = {
    "UNCLASSIFIED": 0,
    "LIMITED OFFICIAL USE": 0,
    "CONFIDENTIAL": 1,
    "SECRET": 2,
    "TOP SECRET": 3,
}

#: How the classification of the whole stands to the highest portion.
Agreement = Literal["agrees", "above", "below", "unknown"]


@dataclass(frozen=True, slots=True)
class Portion:
    """A mark as normalised (``(C)``), its level alone (``C``), in words, and how often it is."""

    mark: str
    level: str
    meaning: str
    count: int


@dataclass(frozen=True, slots=True)
class Portions:
    """The portions of a cable, the highest first; ``unmarked`` paragraphs have no mark."""

    marks: tuple[Portion, ...]
    unmarked: int
    agreement: Agreement

    @property
    def highest(self) -> str:
        """The level of the highest portion in words, or an empty string."""
        return MARKS.get(self.marks[0].level, "") if self.marks else ""


def portions_of(cable: Cable) -> Portions:
    """Return the portions of a cable, counted by paragraph."""
    counts = Counter(p.marking.text for p in cable.paragraphs if p.marking)
    marks = [
        Portion(mark, level_of(mark), mark_meaning(mark), count) for mark, count in counts.items()
    ]
    order = list(MARKS)
    marks.sort(
        key=lambda one: (
            -_RANKS.get(one.level, -1),
            -order.index(one.level) if one.level in order else 1,
            one.mark,
        )
    )
    unmarked = sum(1 for p in cable.paragraphs if not p.marking)
    return Portions(tuple(marks), unmarked, _agreement(cable, marks))


def meaning_said(meaning: str) -> str:
    """Return the meaning of a mark in the language of the edition, with what restricts it."""
    level, comma, caveat = meaning.partition(", ")
    if not meaning:
        return say("meaning not known")
    return say(level) + (f"{comma}{say(caveat)}" if caveat else "")


def mark_said(mark: str) -> str:
    """Return the meaning of a portion mark in the language of the edition; empty if not known."""
    meaning = mark_meaning(mark)
    return meaning_said(meaning) if meaning else ""


def level_of(mark: str) -> str:
    """Return the level of a mark without parentheses and caveats: ``S`` of ``(S//NF)``."""
    return mark.strip("()").partition("/")[0].strip()


def _agreement(cable: Cable, marks: list[Portion]) -> Agreement:
    whole = cable.opening.classification
    rank = _WHOLE.get(whole.text) if whole else None
    ranks = [_RANKS[one.level] for one in marks if one.level in _RANKS]
    if rank is None or not ranks:
        return "unknown"
    highest = max(ranks)
    return "agrees" if highest == rank else "below" if highest > rank else "above"


def portion_problems(cable: Cable) -> tuple[Problem, ...]:
    """Return ``classification-below-portion`` where a paragraph is marked above the whole."""
    portions = portions_of(cable)
    whole = cable.opening.classification
    if portions.agreement != "below" or whole is None:
        return ()
    message = (
        f"The cable is {whole.text} as a whole, but a paragraph is marked {portions.highest}, "
        "which is higher"
    )
    offset = whole.spans[0].start if whole.spans else None
    line = cable.source.text.count("\n", 0, offset) + 1 + cable.source.line if offset else None
    name = cable.source.name
    return (Problem("classification-below-portion", message, name, line, offset),)
