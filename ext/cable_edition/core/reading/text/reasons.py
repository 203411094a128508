"""The reasons of a classification: ``1.4 (b) and (d)``, however written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.cable.model import Span, Value
from cable_edition.core.late_pattern import late

if TYPE_CHECKING:
    from cable_edition.core.reading.text.view import View

_LETTERS = r"\(?[ ]?[A-Ha-h][ ]?\)?(?![A-Za-z])"
_JOIN = (
    r"[ \n]{0,2}(?:,|;|/|&|-|a[ \n]{0,2}n[ \n]{0,2}d\b|AND\b|And\b|or\b|OR\b|\+)?"
    r"[ \n]{0,2}(?:and[ \n]{1,2}|AND[ \n]{1,2})?"
)
_REASON = late(
    # A letter for the one: a slip of a scan.
    r"[1lI](?:(?<=1)(?<![\d.].)|(?<=[lI])(?<![A-Za-z\d.].)(?=\.[45]))"
    r"[ ]?[.,][ ]?(?P<part>[3-8])(?!\d)[ \n]{0,2}[.,:(]?[ \n]{0,2}"
    r"(?P<letters>(?:"
    + _LETTERS
    + r"(?:"
    + _JOIN
    + _LETTERS
    + r"){0,8}(?:[ ]?\))?)|(?:[A-Da-d]{2}\b))?"
)
#: What ends the reasons, also alone on the next line.
_AFTER_REASONS = late(r"[ ]{0,3}(?:\n[ ]{0,8})?[).,;]{1,3}(?![^ \n])|[ ]{0,2}[).,;]{1,3}")
#: The portion mark of a first paragraph without a number, after reasons in small letters.
_MARK_AFTER = late(r"(?<=[a-h)])[ \n]{1,3}\(C\)\Z")
_ONE_LETTER = late(
    r"(?<![A-Za-z])[A-Ha-h](?![A-Za-z]|[ \n]{1,2}nd\b)|(?<=\()[A-Da-d]{2}(?=\))|^[A-Da-d]{2}$"
)


_new = tuple.__new__


def read_reasons(view: View, start: int, end: int) -> tuple[list[Value], int, int]:
    """Return the reasons between two offsets, normalised, and the bounds of the first and last."""
    work = view.work
    found: list[Value] = []
    seen: set[str] = set()
    low = high = start
    for match in _REASON.finditer(work, start, end):
        if not found:
            low = match.start()
        elif match.start() - high > 24:
            break
        high = match.end()
        part = f"1.{match['part']}"
        letters = match["letters"]
        mark = _MARK_AFTER.search(letters) if letters else None
        if mark and any(map(str.islower, letters)):
            letters = letters[: mark.start()]
            high = match.start("letters") + len(letters)
        base = match.start("letters")
        singles = [
            (letter, base + one.start())
            for one in (_ONE_LETTER.finditer(letters) if letters else ())
            for letter in one[0].lower()
        ]
        for letter, at in singles or [("", match.start())]:
            name = f"{part} ({letter})" if letter else part
            if name not in seen:
                seen.add(name)
                place = (at, at + 1) if letter else match.span("part")
                found.append(_new(Value, (name, (_new(Span, place),))))
        view.paint("reasons", match.start(), high)
        if not letters:
            high = match.end("part")
    tail = _AFTER_REASONS.match(work, high, end)
    if found and tail:
        view.paint("separator", *tail.span(), content=False)
        high = tail.end()
    return found, low, high
