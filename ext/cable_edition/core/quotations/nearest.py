"""Where a run of words stands in a longer one, with the fewest words changed, and which those are.

The search is Myers' with bits (*A fast bit-vector algorithm for approximate string matching*, 1999)
over words in place of letters: a step for each word of the text, whatever the changes. A step works
on as many bits as there are words sought, so those are cut into :data:`CHUNK`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: So many words are sought at once: in a browser they are the bits of one number.
CHUNK = 30
#: Two texts are compared word by word up to so many pairs; beyond, they differ as a whole.
_PAIRS = 250_000

#: A word as it is compared, and another form that will do as well, or nothing.
Pair = tuple[str, str]


class Near(NamedTuple):
    """How many words were changed, put in or left out, and before which word the run ends."""

    distance: int
    end: int


def nearest(
    sought: Sequence[Pair], text: Sequence[str], first: int, last: int, *, fixed: bool = False
) -> Near:
    """Return where in ``text[first:last]`` at most :data:`CHUNK` words stand with fewest changes.

    Of equal places it is the first, with a changed word rather than without it. With ``fixed`` they
    begin at ``first``: what stands before them counts as changed.
    """
    length = len(sought)
    whole = (1 << length) - 1
    highest = 1 << (length - 1)
    masks: dict[str, int] = {}
    for number, forms in enumerate(sought):
        for form in forms:
            if form:
                masks[form] = masks.get(form, 0) | 1 << number
    above, below = whole, 0
    distance = best = length
    end = first
    for at in range(first, last):
        equal = masks.get(text[at], 0)
        down = equal | below
        across = (((equal & above) + above) ^ above) | equal
        more = (below | ~(across | above)) & whole
        fewer = above & across
        if more & highest:
            distance += 1
        elif fewer & highest:
            distance -= 1
        more = (more << 1 | fixed) & whole
        fewer = fewer << 1 & whole
        above = (fewer | ~(down | more)) & whole
        below = more & down
        if distance < best or (distance == best and end == at):
            best, end = distance, at + 1
    return Near(best, end)


def changes(sought: Sequence[Pair], text: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return in order which words of one run stand for which words of another.

    Each is ``(start, end, first, last)``: words ``start`` to ``end`` of ``sought`` stand where
    ``text`` has ``first`` to ``last``; one of the two may be empty. Words that are equal are in
    none. The changes are as few as can be; a word is changed rather than left out and put in.
    """
    before = 0
    while before < min(len(sought), len(text)) and text[before] in sought[before]:
        before += 1
    after = 0
    while (
        after < min(len(sought), len(text)) - before
        and text[len(text) - 1 - after] in sought[len(sought) - 1 - after]
    ):
        after += 1
    left = sought[before : len(sought) - after]
    right = text[before : len(text) - after]
    if not left and not right:
        return []
    if len(left) * len(right) > _PAIRS:
        return [(before, before + len(left), before, before + len(right))]
    return [
        (start + before, end + before, first + before, last + before)
        for start, end, first, last in _differing(left, right)
    ]


def _differing(left: Sequence[Pair], right: Sequence[str]) -> list[tuple[int, int, int, int]]:
    rows = [list(range(len(right) + 1))]
    for number, forms in enumerate(left, 1):
        above = rows[-1]
        row = [number]
        for at, form in enumerate(right):
            row.append(min(above[at] + (form not in forms), above[at + 1] + 1, row[at] + 1))
        rows.append(row)
    steps: list[tuple[int, int, int, int]] = []
    down, along = len(left), len(right)
    while down or along:
        here = rows[down][along]
        if (
            down
            and along
            and here == rows[down - 1][along - 1] + (right[along - 1] not in left[down - 1])
        ):
            is_equal = right[along - 1] in left[down - 1]
            down, along = down - 1, along - 1
            if is_equal:
                continue
            step = (down, down + 1, along, along + 1)
        elif down and here == rows[down - 1][along] + 1:
            down -= 1
            step = (down, down + 1, along, along)
        else:
            along -= 1
            step = (down, down, along, along + 1)
        steps.append(step)
    return merged(steps[::-1])


def merged(steps: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Return changes in their order, neighbours without a word between as one."""
    found: list[tuple[int, int, int, int]] = []
    for start, end, first, last in steps:
        if found and found[-1][1] == start and found[-1][3] == first:
            found[-1] = (found[-1][0], end, found[-1][2], last)
        else:
            found.append((start, end, first, last))
    return found
