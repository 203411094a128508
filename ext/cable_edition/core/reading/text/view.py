"""A view of the cable text in which lifted stretches are blank and coordinates stay the same."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import field
from itertools import pairwise
from operator import itemgetter
from string import ascii_lowercase, ascii_uppercase
from sys import maxsize
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Passage, Span
from cable_edition.core.cable.segments import Segments, code_of
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.problems import Problem
from cable_edition.core.reading.partition import apart

if TYPE_CHECKING:
    from cable_edition.core.reading.text.hints import Hints

#: Made so, a tuple with names takes a third less time, and a text has dozens of them.
_new = tuple.__new__
#: Trailing and leading characters of a span in the working text.
BLANK = " \n"
_ENDS = frozenset({"", *BLANK})
#: Stretches longer than this are not copied to see whether they end in blanks.
_LONG = 2000
#: Characters that end a sentence, or close what stands after its end.
SENTENCE_END = frozenset(".!?:;\"')]}\u201d\u2019")

#: What else is white space in a source, beside the ends of lines.
_BLANKS = "\t\f\v\u00a0"
#: Letters and signs of the width of East Asian ones, and what they are: ``TAGS\uff1a`` is a label.
_WIDE = late("[\uff01-\uff5e\ufe55\u2236\u2010\u2011]")
_NARROW: dict[int, int | str] = {
    **{at: at - 0xFEE0 for at in range(0xFF01, 0xFF5F)},
    0xFE55: ":",
    0x2236: ":",
    # The hyphens of a word processor.
    0x2010: "-",
    0x2011: "-",
}
#: A text whose lines are longer than this on average has lost its line breaks.
_FLAT_LINE = 240
#: Of so many lines it is not looked at whether words stand in each.
_MANY_LINES = 40


#: Two lines without a blank one between them, and a line end with the blank line below it.
_SINGLE = late(r"[^ \n][ ]{0,40}\n[ ]{0,40}[^ \n]")
#: The usual of the first; the line end leads the search.
_SINGLE_BARE = re.compile(r"\n(?<=[^ \n]\n)[^ \n]")
_DOUBLE = late(r"\n([ ]{0,40})\n")
#: A text with so many line ends may have a blank line after each; none of its lines is longer.
_FEWEST, _LONGEST = 12, 90
#: A line so long goes on in the next, unless that one begins something.
_WRAPPED = 50
_BEGINS = late(
    r"[A-Za-z./ ]{1,20}:|E\.?O|TAGS|SUBJ|REF|[Cc](?i:lassified)|\d{1,3}[.)]|[-(=*_\u00b6]"
)


def is_double_spaced(work: str) -> bool:
    """Tell whether a blank line stands after each line, also where a sentence goes on.

    Paragraphs of one long line each are no such text: there, blank lines part them.
    """
    if (
        "\n" not in work
        or work.count("\n", 0, 4000) < _FEWEST
        or _SINGLE_BARE.search(work)
        or _SINGLE.search(work)
    ):
        return False
    lines = [line for one in work.split("\n") if (line := one.strip(" "))]
    if any(len(line) > _LONGEST for line in lines):
        return False
    goes_on = [
        (line, following)
        for line, following in pairwise(lines)
        if len(line) > _WRAPPED and line[-1] not in SENTENCE_END and not _BEGINS.match(following)
    ]
    return len(goes_on) > 1 or any(
        not following[0].isupper() or (line.isupper() and following.isupper())
        for line, following in goes_on
    )


class Lift(NamedTuple):
    """A stretch taken out of the running text; ``glue`` joins its neighbours without a blank."""

    start: int
    end: int
    kind: str
    glue: bool = False


class Piece(NamedTuple):
    """One piece of a passage: its span, its folded words, and the lift that stands before it."""

    span: Span
    text: str
    glue: bool
    lifted: Lift | None


@dataclass(slots=True)
class View:
    """The cable text while it is read: the working text, the lifts, the segments, the problems.

    ``work`` has the length of ``text``; its only white space is blank and line feed, and lifted
    stretches are blank in it, so any offset found in ``work`` is an offset in ``text``.
    """

    text: str
    start: int
    work: str = ""
    flat: bool = False
    #: Whether ``text`` itself has no other white space.
    plain: bool = False
    capitals: bool = False
    lifts: list[Lift] = field(default_factory=list)
    pilcrows: frozenset[int] = frozenset()
    #: The capitals and signs of the working text before anything was lifted: a word that is not
    #: there stands nowhere, and there it is looked for in a tenth of the time.
    left: str = ""
    segments: list[tuple[int, int, str, bool]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lone_rules: list[Lift] = field(default_factory=list)
    #: Stretches in which what no item took joins the items (``AND``, ``/``).
    lists: list[tuple[int, int]] = field(default_factory=list)
    #: Where numbers of the body stand at the ends of their lines, as they were met.
    line_ends: list[int] = field(default_factory=list)
    #: What an editor says of the reading, if anything.
    hints: Hints | None = None
    #: Where the lifts begin, and after them what is behind every text.
    _starts: list[int] = field(default_factory=lambda: [maxsize])

    def __post_init__(self) -> None:
        """Make the working text and see in which form it came."""
        # A carriage return before a line feed is part of one line end, not a blank line.
        work = self.text
        if "\r" in work:
            work = work.replace("\r\n", " \n").replace("\r", "\n")
        for found in _BLANKS:
            work = work.replace(found, " ")
        self.plain = work == self.text
        if not work.isascii() and _WIDE.search(work):
            work = work.translate(_NARROW)
        if is_double_spaced(work):
            work = _DOUBLE.sub(r" \1\n", work)
        self.work = work
        body = work[self.start :].strip(BLANK)
        if "\n" in body:
            filled = lines = 1 + body.count("\n")
            if lines < _MANY_LINES:
                filled = sum(1 for line in body.split("\n") if line.strip(" "))
            self.flat = len(body) > _FLAT_LINE * filled
        else:
            self.flat = True
        sample = body[600:3600] if len(body) > 1200 else body
        self.capitals = _is_in_capitals(sample)

    def lift(self, lifts: list[Lift]) -> None:
        """Blank the stretches in the working text; they must be sorted and apart."""
        parts = []
        at = 0
        for one in lifts:
            parts.append(self.work[at : one.start])
            parts.append(" " * (one.end - one.start))
            at = one.end
        parts.append(self.work[at:])
        self.work = "".join(parts)
        self.lifts = sorted([*self.lifts, *lifts]) if self.lifts else lifts
        self._starts = [*(one.start for one in self.lifts), maxsize]

    def fold(self, start: int, end: int) -> str:
        """Return the source between two offsets, white space folded and trimmed."""
        words = self.text[start:end]
        if not self.plain:
            return fold(words)
        words = words.replace("\n", " ")
        # From behind, two blanks are looked for in a third of the time.
        return fold(words) if words.rfind("  ") >= 0 else words.strip(" ")

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds without blank ends (lifted stretches count as blank)."""
        work = self.work
        if (
            end - start > _LONG
            and work[start : start + 1] not in _ENDS
            and work[end - 1 : end] not in _ENDS
        ):
            return start, end
        words = work[start:end].rstrip(BLANK)
        last = start + len(words)
        return last - len(words.lstrip(BLANK)) if words else start, last

    def lifts_in(self, start: int, end: int) -> list[Lift]:
        """Return the lifts that begin between two offsets."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end, low)
        return self.lifts[low:high]

    def broken(self, start: int, end: int) -> bool:
        """Tell whether a lift begins between two offsets."""
        starts = self._starts
        return starts[bisect_left(starts, start)] < end

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Return the pieces of source between two offsets, lifted stretches left out."""
        start, end = self.trim(start, end)
        if start >= end:
            return []
        lifts = self.lifts_in(start, end)
        if not lifts:
            return [Piece(Span(start, end), self.fold(start, end), False, None)]
        found: list[Piece] = []
        before: Lift | None = None
        glue = False
        at = start
        for one in [*lifts, None]:
            stop = one.start if one else end
            low, high = self.trim(at, stop)
            if low < high:
                found.append(
                    Piece(Span(low, high), self.fold(low, high), glue and bool(found), before)
                )
                before, glue = None, False
            if one:
                # Of several lifts between two pieces the first names the place.
                before = one if before is None else before
                glue = one.glue if before is one else glue and one.glue
                at = one.end
        return found

    def passage(self, start: int, end: int) -> Passage | None:
        """Return the words between two offsets, or ``None`` where there are none."""
        work = self.work
        if not start < end <= len(work) or work[start] in BLANK or work[end - 1] in BLANK:
            start, end = self.trim(start, end)
            if start >= end:
                return None
        starts = self._starts
        if starts[bisect_left(starts, start)] < end:
            return join(self.pieces(start, end))
        return _new(Passage, (self.fold(start, end), (_new(Span, (start, end)),), ()))

    def paint(self, kind: str, start: int, end: int, *, content: bool = True) -> None:
        """Declare what a stretch is; lifts inside it keep their own kind."""
        starts = self._starts
        if starts[bisect_left(starts, start)] >= end:
            work = self.work
            if not start < end <= len(work) or work[start] in BLANK or work[end - 1] in BLANK:
                start, end = self.trim(start, end)
            if start < end:
                self.segments.append((start, end, kind, content))
            return
        for piece in self.pieces(start, end):
            self.segments.append((piece.span.start, piece.span.end, kind, content))

    def paint_passage(self, kind: str, passage: Passage | None) -> None:
        """Declare the spans of a passage as content."""
        if passage:
            for start, end in passage.spans:
                self.segments.append((start, end, kind, True))

    def problem(self, code: str, message: str, offset: int) -> None:
        """Note something that a reader or an editor must know."""
        self.problems.append(Problem(code, message, offset=offset))

    def partition(self) -> Segments:
        """Return the exact partition of the text from ``start``: painted, lifted, blank, unread."""
        marks = [(one.start, one.end, one.kind, False) for one in self.lifts]
        marks += self.segments
        marks.sort(key=_START)
        return self._apart(marks) or self._overlapping(marks)

    def _apart(self, marks: list[tuple[int, int, str, bool]]) -> Segments | None:
        """Return the partition if no mark lies over another and only blanks between."""
        if not marks:
            return None
        starts, ends, kinds, contents = zip(*marks, strict=True)
        bounds = [self.start] * (2 * len(marks) + 2)
        bounds[1:-1:2], bounds[2::2], bounds[-1] = starts, ends, len(self.text)
        sorts = zip(kinds, contents, strict=True)
        return apart(self.work, bounds, map(code_of.__getitem__, sorts))

    def _overlapping(self, marks: list[tuple[int, int, str, bool]]) -> Segments:
        """Return the partition: of marks that lie over each other the first has the characters."""
        marks.sort(key=_widest)
        self.lists.sort()
        bounds = [self.start]
        codes: list[int] = []
        at = self.start
        work = self.work
        for start, end, kind, content in marks:
            if end <= at:
                continue
            if start > at:
                if work[at:start].strip(BLANK):
                    self._fill(bounds, codes, at, start)
                else:
                    bounds.append(start)
                    codes.append(_BLANK)
            at = end
            bounds.append(at)
            codes.append(code_of[kind, content])
        if at < len(self.text):
            self._fill(bounds, codes, at, len(self.text))
        return Segments.of_codes(bounds if codes else (), codes)

    def _fill(self, bounds: list[int], codes: list[int], start: int, end: int) -> None:
        words = self.work[start:end]
        if not (right := len(words.rstrip(BLANK))):
            bounds.append(end)
            codes.append(_BLANK)
            return
        left = len(words) - len(words.lstrip(BLANK))
        if left:
            bounds.append(start + left)
            codes.append(_BLANK)
        near = bisect_right(self.lists, (start, len(self.text))) - 1
        listed = near >= 0 and end <= self.lists[near][1]
        kind = "separator" if listed or not any(map(str.isalnum, words)) else "unread"
        bounds.append(start + right)
        codes.append(code_of[kind, False])
        if right < len(words):
            bounds.append(end)
            codes.append(_BLANK)


_BLANK = code_of["blank", False]
_START = itemgetter(0)


def _widest(mark: tuple[int, int, str, bool]) -> tuple[int, int]:
    return mark[0], -mark[1]


def _is_in_capitals(sample: str) -> bool:
    """Tell whether of the letters fewer than one to eight capitals are small."""
    if not sample.isascii():
        return sum(map(str.islower, sample)) * 8 < sum(map(str.isupper, sample))
    data = sample.encode("ascii")
    # The first ones tell of most texts that a letter in nine is small, whatever follows.
    small = _HEAD - len(data[:_HEAD].translate(None, _SMALL))
    if len(data) > _HEAD and small * 8 >= len(data) - small:
        return False
    rest = data.translate(None, _SMALL)
    small = len(data) - len(rest)
    # Of most texts more than one letter in nine is small, and nothing need be counted.
    return small * 8 < len(rest) and small * 8 < len(rest) - len(rest.translate(None, _LARGE))


_HEAD = 600
_SMALL, _LARGE = ascii_lowercase.encode(), ascii_uppercase.encode()


def join(pieces: list[Piece]) -> Passage:
    """Join pieces into a passage: one blank between them, none before a glued one."""
    if len(pieces) == 1:
        return Passage(pieces[0].text, (pieces[0].span,))
    glued = tuple(i for i, piece in enumerate(pieces) if piece.glue and i)
    words = "".join(
        piece.text if not i or piece.glue else f" {piece.text}" for i, piece in enumerate(pieces)
    )
    return Passage(words, tuple(piece.span for piece in pieces), glued)


#: How far the word before is looked for at first.
_NEAR = 12


def line_breaks_before(work: str, at: int, floor: int) -> tuple[int, int]:
    """Return how many line feeds stand between ``at`` and the word before, and that word's end.

    The second value is the offset of the last character that is not blank, or ``floor - 1``.
    """
    low = at - _NEAR if at - floor > _NEAR else floor
    if near := work[low:at].rstrip(BLANK):
        last = low + len(near)
        return work.count("\n", last, at), last - 1
    breaks = 0
    at -= 1
    while at >= floor:
        char = work[at]
        if char == "\n":
            breaks += 1
        elif char != " ":
            break
        at -= 1
    return breaks, at
