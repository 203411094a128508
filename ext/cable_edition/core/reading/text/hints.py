"""What an editor says of the reading of a cable text, for the rules of this package to keep to.

Hints are offsets of the text as transmitted. They say where something stands and what it is, and
never what the characters are, so that all that follows from them (numbers, marks, blocks, anchors,
the partition of the text) is read by the same rules as without them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import field
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from cable_edition.core.late_methods import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cable_edition.core.cable.model import BlockKind

HintKind = Literal[
    "heading",
    "continuation",
    "paragraph",
    "list",
    "table",
    "quotation",
    "sign-off",
    "subject",
    "reference",
    "tag",
]
HINT_KINDS: tuple[HintKind, ...] = get_args(HintKind)
#: The parts of a paragraph that a hint may name, and what a block of each is called.
STRETCHES: dict[str, BlockKind] = {"list": "item", "table": "table", "quotation": "quote"}
#: Hints after which the body has begun.
_BODY = frozenset({"heading", "paragraph", *STRETCHES})


class Hint(NamedTuple):
    """One hint: what stands from ``start`` to ``end`` (exclusive) of the cable text.

    It begins and ends with no white space; a heading, a subject and a sign-off, moreover, with no
    sign of a rule.
    ``number`` is that of a paragraph, ``means`` the cable or the TAG that is meant.
    """

    kind: HintKind
    start: int
    end: int
    number: int | None = None
    means: str = ""


@dataclass(frozen=True, slots=True)
class Hints:
    """The hints for one cable text; those of one kind are in order and apart.

    ``begin`` is where the body begins as it is read without them, if it has any words.
    """

    all: tuple[Hint, ...]
    begin: int | None = None
    headings: tuple[Hint, ...] = field(init=False)
    paragraphs: tuple[Hint, ...] = field(init=False)
    stretches: tuple[Hint, ...] = field(init=False)
    references: tuple[Hint, ...] = field(init=False)
    tags: tuple[Hint, ...] = field(init=False)
    joins: tuple[Hint, ...] = field(init=False)
    sign_off: Hint | None = field(init=False)
    subject: Hint | None = field(init=False)
    _fixed: tuple[tuple[int, int], ...] = field(init=False, repr=False)
    _starts: tuple[int, ...] = field(init=False, repr=False)
    _held: tuple[tuple[int, int], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Sort the hints by their kinds."""
        every = sorted(self.all, key=lambda hint: (hint.start, hint.end))
        by_kind: dict[str, list[Hint]] = {kind: [] for kind in HINT_KINDS}
        for hint in every:
            by_kind[hint.kind].append(hint)
        put = object.__setattr__
        put(self, "headings", tuple(by_kind["heading"]))
        put(self, "paragraphs", tuple(by_kind["paragraph"]))
        put(self, "references", tuple(by_kind["reference"]))
        put(self, "tags", tuple(by_kind["tag"]))
        put(self, "joins", tuple(by_kind["continuation"]))
        put(self, "stretches", tuple(hint for hint in every if hint.kind in STRETCHES))
        put(self, "sign_off", next(iter(by_kind["sign-off"]), None))
        put(self, "subject", next(iter(by_kind["subject"]), None))
        put(self, "_starts", tuple(hint.start for hint in every))
        held = [(hint.start, hint.start + 1) for hint in self.joins]
        held += [(hint.start + 1, hint.end) for hint in self.stretches if hint.start + 1 < hint.end]
        put(self, "_held", _merged(held))
        fixed = (self.subject, self.sign_off, *self.headings, *self.stretches)
        put(self, "_fixed", _merged((hint.start, hint.end) for hint in fixed if hint))

    def since(self, start: int) -> Hints:
        """Return the hints from an offset on."""
        return Hints(tuple(hint for hint in self.all if hint.start >= start), self.begin)

    def holds(self, start: int, end: int = 0) -> bool:
        """Tell whether nothing may begin at ``start``, or anywhere from there to before ``end``.

        That is where words continue what stands before them, and inside a list, table or quotation.
        """
        return _meets(self._held, start, max(end, start + 1))

    def covers(self, start: int, end: int) -> bool:
        """Tell whether a stretch has words of a heading, list, table, quotation, subject, sign-off.

        No number or mark there is that of a paragraph.
        """
        return _meets(self._fixed, start, end)

    def cuts(self, start: int, end: int) -> bool:
        """Tell whether words begin by a hint inside a stretch, after its first character."""
        return bisect_right(self._starts, start) < bisect_left(self._starts, end)

    def floor(self) -> int:
        """Return where the body ends at the earliest: the end of the last words that are in it."""
        limit = self.sign_off.start if self.sign_off else None
        ends = [
            hint.end
            for hint in (*self.headings, *self.paragraphs, *self.stretches, *self.joins)
            if limit is None or hint.end <= limit
        ]
        return max(ends, default=0)

    def body(self, after: int) -> int | None:
        """Return where the first part of the body begins that the opening would take, if any.

        It stands from ``after`` on, and before the body as it is read without hints.
        """
        starts = (one.start for one in self.all if one.kind in _BODY and one.start >= after)
        first = min(starts, default=None)
        return first if first is None or self.begin is None or first < self.begin else None


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def _meets(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    """Tell whether a stretch has a character of one of ``spans``, which are in order and apart."""
    index = bisect_left(spans, start + 1, key=_end)
    return index < len(spans) and spans[index][0] < end


def _end(span: tuple[int, int]) -> int:
    return span[1]
