"""The first difference between two pages or two copies: where it is, and both readings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_ID = re.compile(r' id="([^"]*)"')
_HEADER = re.compile(r"[`:]{3,}\{cable:([a-z-]{1,20})\} ?(.*)")
#: Directives whose argument is the anchor, or begins with it.
_BY_ANCHOR = frozenset({"heading", "par", "section"})
#: The anchor of the record, whose fields are named by their labels.
_RECORD = "about"
_NEAR = 4
_LONGEST = 160
#: How many characters of what is alike stand before what differs.
_BEFORE = 40


class Difference(NamedTuple):
    """The first place where two lists differ: its name, and what stands there in each."""

    place: str
    expected: str
    found: str


def _first(expected: Sequence[str], found: Sequence[str]) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b),
        min(len(expected), len(found)),
    )


def first_difference_of(expected: Sequence[str], found: Sequence[str]) -> Difference | None:
    """Return where the tokens of a page differ from those that it must have.

    The place is the anchor of the innermost element that has one and holds the difference; in the
    record, where a field has no anchor, its label.
    """
    if expected == found:
        return None
    at = _first(expected, found)
    return Difference(_place(expected, at), *_near(expected, found, at, ""))


def first_line_of(expected: Sequence[str], found: Sequence[str]) -> Difference | None:
    """Return where the lines of a copy differ from those that it must have.

    The place is what the directive is about that the line belongs to.
    """
    if expected == found:
        return None
    at = _first(expected, found)
    place = ""
    for line in reversed(expected[: at + 1]):
        if match := _HEADER.match(line):
            words = match[2].split()
            place = match[1]
            if words:
                place = words[0] if match[1] in _BY_ANCHOR else words[-1]
            break
    return Difference(place, *_near(expected, found, at, " "))


def _place(tokens: Sequence[str], at: int) -> str:
    anchors: list[str] = []
    label = ""
    for position, part in enumerate(tokens[: at + 1]):
        if part[:2] == "</":
            # The end of an element is still within it.
            if position < at:
                anchors.pop()
                label = "" if part == "</dl>" else label
        elif part[:1] == "<":
            match = _ID.search(part)
            anchors.append(match[1] if match else "")
            if part[:3] == "<dt" and position + 1 < len(tokens):
                label = tokens[position + 1].removeprefix("=").strip()
    named = [anchor for anchor in anchors if anchor]
    innermost = next(reversed(named), "")
    return label if label and (len(named) < 2 or innermost == _RECORD) else innermost


def _near(expected: Sequence[str], found: Sequence[str], at: int, between: str) -> tuple[str, str]:
    one, other = expected[at : at + _NEAR], found[at : at + _NEAR]
    alike = 0
    if one and other:
        alike = next(
            (i for i, (a, b) in enumerate(zip(one[0], other[0], strict=False)) if a != b),
            min(len(one[0]), len(other[0])),
        )
    left = alike - _BEFORE if alike > 2 * _BEFORE else 0
    return _shown(one, left, between), _shown(other, left, between)


def _shown(tokens: Sequence[str], left: int, between: str) -> str:
    text = between.join(token.removeprefix("=") for token in tokens)
    if left:
        text = "..." + text[left:]
    if not text:
        return "nothing more"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
