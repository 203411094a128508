"""Numbers in the shards of an index: short, and of marks alone.

There are no letters and no figures among them, so that no number ever reads as a name or a
telephone number that an editor withholds.
"""

from __future__ import annotations

from collections.abc import Iterable

#: Marks that end a number, and marks after which it goes on; both stand for 0 to 13.
LAST = "!#$%'()*+,-./:"
MORE = ";=?@[]^_`{|}~ "
BASE = len(LAST)
_SMALL = 4096
#: Takes away all marks but those that end a number.
_ON = dict.fromkeys(map(ord, MORE))


def _encoded(number: int) -> str:
    marks = LAST[number % BASE]
    number //= BASE
    while number:
        number -= 1
        marks = MORE[number % BASE] + marks
        number //= BASE
    return marks


_CODES = [_encoded(number) for number in range(_SMALL)]


def encode(numbers: Iterable[int]) -> str:
    """Return numbers, none below 0, as marks."""
    return "".join([_CODES[n] if n < _SMALL else _encoded(n) for n in numbers])


def encoded(number: int) -> str:
    """Return one number, not below 0, as marks."""
    return _CODES[number] if number < _SMALL else _encoded(number)


def steps(numbers: Iterable[int]) -> list[int]:
    """Return rising numbers as the steps between them; the first step is from -1, less one."""
    found, last = [], -1
    for number in numbers:
        found.append(number - last - 1)
        last = number
    return found


def number_count(marks: str) -> int:
    """Return how many numbers some marks are."""
    return len(marks.translate(_ON))
