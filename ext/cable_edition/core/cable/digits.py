"""Where digits stand in a text: most rules that look for a number find none in most of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A byte for each character: zero for a digit, a blank for all else.
_DIGITS = bytes(48 if 48 <= code < 58 else 32 for code in range(256))


def digit_runs(text: str, begin: int, end: int, *, least: int = 1) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each run of the digits 0 to 9 between two offsets, in order.

    Runs of fewer than ``least`` digits are passed over. Bytes are searched some ten times as fast
    as a regular expression tries each character.
    """
    sought = b"0" * least
    digits = text[begin:end].encode("latin-1", "replace").translate(_DIGITS)
    at = digits.find(sought)
    while at >= 0:
        stop = digits.find(b" ", at)
        if stop < 0:
            yield begin + at, begin + len(digits)
            return
        yield begin + at, begin + stop
        at = digits.find(sought, stop)
