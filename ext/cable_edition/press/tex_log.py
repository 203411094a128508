"""What a LaTeX log complains of, as far as a reader of the book would notice it."""

from __future__ import annotations

import re

#: Lines that stand out of the text block by more than this, in points, are faults.
OVERFULL_LIMIT = 2.0

_OVERFULL = re.compile(r"Overfull \\[hv]box \((?P<points>[0-9]{1,9}(?:\.[0-9]{1,9})?)pt too ")
#: A beginning of a line -> what is wrong; each stands for a fault of its own.
_FAULTS = (
    re.compile(r"! "),
    re.compile(r"Missing character: "),
    re.compile(r"LaTeX Warning: (?:Hyper )?[Rr]eference `"),
    re.compile(r"LaTeX Warning: Label `[^\n]{1,500}' multiply defined"),
    re.compile(r"LaTeX Warning: There were (?:undefined|multiply)"),
    re.compile(r"LaTeX Warning: Label\(s\) may have changed"),
    re.compile(r"LaTeX Font Warning: Font shape `[^\n]{1,500}' undefined"),
    re.compile(r"Package hyperref Warning: (?!Option `)"),
    re.compile(r"xdvipdfmx:warning: "),
)


def complaints(log: str) -> list[str]:
    """Return the faults that a LaTeX log tells of, each a line of it, in its order.

    ``log`` is the text of a log written with lines as long as they come (``max_print_line``).
    Faults are errors, letters that no font has, references without a target, labels defined
    twice, and lines or pages that are too full by more than :data:`OVERFULL_LIMIT` points.
    """
    found = []
    for line in log.splitlines():
        overfull = _OVERFULL.match(line)
        if overfull:
            if float(overfull["points"]) > OVERFULL_LIMIT:
                found.append(line)
        elif any(fault.match(line) for fault in _FAULTS):
            found.append(line)
    return list(dict.fromkeys(found))


def index_complaints(log: str) -> list[str]:
    """Return what a log of makeindex says of entries that it did not take."""
    return [line for line in log.splitlines() if line.startswith("!! ")]
