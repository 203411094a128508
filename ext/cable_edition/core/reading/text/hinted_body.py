"""The body as an editor corrects it: paragraphs, headings and the parts of paragraphs.

Each function takes what the rules found and gives it back with the hints kept to. They are called
only where there are hints.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cable_edition.core.reading.text.blocks import MARKER, Part
from cable_edition.core.reading.text.hints import STRETCHES, Hint, Hints
from cable_edition.core.reading.text.items import item_starts
from cable_edition.core.reading.text.marking import mark_at
from cable_edition.core.reading.text.numbering import MEDIUM, Start, candidates, sequence
from cable_edition.core.reading.text.rules import Found
from cable_edition.core.reading.text.view import BLANK, Lift, View

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A number as it stands before a paragraph, its digits perhaps read as letters.
_NUMBER = re.compile(r"\(?[0-9]{1,3}[ ]?[.):,;-]{1,2}(?=[ \n(]|[^\W\d])|[0-9]{1,3}(?=[ ]{0,3}\()")
_GARBLED = re.compile(r"\(?(?:[0-9OolISZBG]{1,3}|[A-Z])[ ]?[.):,;-]{1,2}(?=[ \n(])")
_DIGITS = re.compile("[0-9]{1,3}")
_BLANK_LINE = re.compile(r"\n[ ]*\n")


def hinted_starts(view: View, hints: Hints, begin: int, end: int) -> list[Start]:
    """Return the starts of the numbered paragraphs between two offsets, in order of the text."""
    given = [one for hint in hints.paragraphs if (one := _start(view, hint)) and one.start >= begin]
    bounds = [(one.start, _words_of(one)) for one in given]
    found = [
        _unmarked(hints, one)
        for one in candidates(view, begin, end)
        if not hints.holds(one.start, _words_of(one) + 1)
        and not hints.covers(one.start, max(one.start + 1, one.end))
        and not hints.cuts(one.start, one.end)
        and not any(low <= one.start < high for low, high in bounds)
    ]
    given = [_unmarked(hints, one) for one in given if not hints.cuts(one.start, one.end)]
    return sequence(view, [*found, *given], begin, end, frozenset(one.start for one in given))


def _unmarked(hints: Hints, one: Start) -> Start:
    """Take the mark from a number where its characters are words by a hint."""
    mark = one.mark
    if mark and (hints.covers(mark.start, mark.end) or hints.cuts(mark.start, mark.end)):
        return one._replace(mark=None)
    return one


def _words_of(one: Start) -> int:
    """Return where the words after a number, and after its mark, begin at the earliest."""
    return max(one.end, one.mark.end if one.mark else 0)


def _start(view: View, hint: Hint) -> Start | None:
    """Return the start that a hint names; ``None`` where the paragraph has no number."""
    lead = mark_at(view.work, hint.start)
    at = _skip(view, lead.end) if lead else hint.start
    written = _NUMBER.match(view.work, at)
    if written is None and hint.number is not None:
        written = _GARBLED.match(view.work, at)
    digits = _DIGITS.search(written[0]) if written else None
    number = hint.number or (int(digits[0]) if digits else 0)
    if not number:
        return None
    after = _skip(view, written.end()) if written else at
    mark = lead or mark_at(view.work, after)
    first = at if written else after
    return Start(number, first, after, MEDIUM, mark, own_line=True)


def _skip(view: View, at: int) -> int:
    while at < len(view.work) and view.work[at] in BLANK:
        at += 1
    return at


def unnumbered_starts(view: View, begin: int, end: int) -> list[int]:
    """Return where hints, if any, let paragraphs without a number begin between two offsets."""
    hints = view.hints
    return [
        hint.start
        for hint in (hints.paragraphs if hints else ())
        if begin <= hint.start < end and _start(view, hint) is None
    ]


def hinted_headings(
    view: View, hints: Hints, found: list[Found], begin: int, end: int
) -> list[Found]:
    """Return the headings between two offsets: those given, and of those found what is left.

    The rules of a heading that is none are lifted out of the words, as lone rules are.
    """
    given = [hint for hint in hints.headings if begin <= hint.start and hint.end <= end]
    kept: list[Found] = []
    rules: dict[Hint, list[tuple[int, int]]] = {hint: [] for hint in given}
    dropped: set[int] = set()
    lifted = set(view.lone_rules)
    for one in found:
        hint = next((hint for hint in given if one.start < hint.end and hint.start < one.end), None)
        if hint is None and not _is_none(hints, one):
            kept.append(one)
            continue
        dropped.add(one.start)
        for low, high in one.rules:
            if hint and not view.work[min(high, hint.end) : max(low, hint.start)].strip(BLANK):
                rules[hint].append((low, high))
            else:
                lifted.add(Lift(low, high, "rule"))
    view.lone_rules = sorted(lifted)
    view.problems = [
        one
        for one in view.problems
        if not (one.code == "heading-without-rule" and one.offset in dropped)
    ]
    made = [Found(hint.start, hint.end, tuple(rules[hint])) for hint in given]
    return sorted([*kept, *made])


def _is_none(hints: Hints, one: Found) -> bool:
    inner = (hint.start for hint in (*hints.paragraphs, *hints.stretches))
    fixed = (hint for hint in (*hints.stretches, *hints.paragraphs) if hint.start <= one.start)
    return (
        hints.holds(one.start, one.end)
        or any(one.start < start < one.end for start in inner)
        or any(one.start < hint.end for hint in fixed)
    )


def hinted_parts(view: View, hints: Hints, parts: list[Part]) -> list[Part]:
    """Return the parts of a paragraph: those found, less those that the hints join or put anew."""
    joined: list[Part] = []
    for part in parts:
        if joined and hints.holds(view.trim(part.start, part.end)[0]):
            joined[-1] = joined[-1]._replace(end=part.end)
        else:
            joined.append(part)
    for hint in hints.stretches:
        joined = _with_stretch(view, hint, joined)
    return [part for part in joined if view.work[part.start : part.end].strip(BLANK)]


def _with_stretch(view: View, hint: Hint, parts: list[Part]) -> list[Part]:
    if not parts or hint.end <= parts[0].start or parts[-1].end <= hint.start:
        return parts
    low, high = max(hint.start, parts[0].start), min(hint.end, parts[-1].end)
    made = [part._replace(end=min(part.end, low)) for part in parts if part.start < low]
    made += _pieces(view, hint, low, high)
    for part in parts:
        if part.end > high:
            cut = part.start < high
            kind = "text" if cut and part.kind in {"item", "table"} else part.kind
            made.append(Part(kind, max(part.start, high), part.end))
    return made


def _pieces(view: View, hint: Hint, low: int, high: int) -> Iterable[Part]:
    """Return the parts of a list (its items), of a quotation (its paragraphs), or the one table."""
    kind = STRETCHES[hint.kind]
    if hint.kind == "table":
        return [Part(kind, low, high)]
    if hint.kind == "quotation":
        cuts = [one.end() for one in _BLANK_LINE.finditer(view.work, low, high)]
    else:
        cuts = _items(view, low, high)
    bounds = [low, *(cut for cut in cuts if low < cut < high), high]
    return [Part(kind, a, b) for a, b in pairwise(bounds)]


def _items(view: View, low: int, high: int) -> list[int]:
    """Return where items begin: at the lines with a marker; where none has one, at each line.

    In a run of text the markers are looked for that the rules for such a text know.
    """
    lines: list[int] = []
    at = view.work.find("\n", low, high)
    while at >= 0:
        words = view.trim(at, high)[0]
        if words > at:
            lines.append(words)
        at = view.work.find("\n", max(words, at + 1), high)
    if not lines:
        return item_starts(view.work, low, high)
    marked = [at for at in lines if MARKER.match(view.work, at)]
    return marked if marked or MARKER.match(view.work, low) else lines
