"""Rising numbers as marks: short, and with neither letters nor figures in them.

The steps between the numbers are written by Rice's code, which costs little more than the least
that any code can, four bits a mark. Nothing in them reads as a name or a number that an editor
withholds (compare :mod:`cable_edition.core.search.numbers`, whose marks a reader of numbers of all
sizes needs).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cable_edition.core.search.numbers import steps

#: Four bits each.
MARKS = "!#$%'()*+,-./:;="
_AS_MARKS = str.maketrans("0123456789abcdef", MARKS)
_AS_DIGITS = str.maketrans(MARKS, "0123456789abcdef")
_MOST = len(MARKS) - 1
_TABLE = 2048


def packed(numbers: Sequence[int]) -> str:
    """Return rising numbers as marks; the first says how many bits of a step are written plainly.

    A step of ``n`` is written as ``n >> bits`` ones, a zero, and the last ``bits`` bits of it. The
    last mark is filled up with ones.
    """
    if not numbers:
        return ""
    bits = _bits((numbers[-1] + 1 - len(numbers)) // len(numbers))
    codes = _codes(bits)
    found = "".join([codes[n] if n < _TABLE else _code(n, bits) for n in steps(numbers)])
    found += "1" * (-len(found) % 4)
    return MARKS[bits] + f"{int(found, 2):0{len(found) // 4}x}".translate(_AS_MARKS)


def unpacked(marks: str) -> list[int]:
    """Return the numbers of :func:`packed`."""
    if not marks:
        return []
    bits = MARKS.index(marks[0])
    digits = marks[1:].translate(_AS_DIGITS)
    code = f"{int(digits, 16):0{len(digits) * 4}b}" if digits else ""
    found, last, at = [], -1, 0
    while (zero := code.find("0", at)) >= 0:
        end = zero + 1 + bits
        last += (zero - at << bits) + (int(code[zero + 1 : end], 2) if bits else 0) + 1
        found.append(last)
        at = end
    return found


def _bits(mean: int) -> int:
    """Return how many bits are best for steps of this mean."""
    return min(max((mean * 69 // 100).bit_length() - 1, 0), _MOST)


def _code(number: int, bits: int) -> str:
    plain = f"{number & ((1 << bits) - 1):0{bits}b}" if bits else ""
    return "1" * (number >> bits) + "0" + plain


@cache
def _codes(bits: int) -> list[str]:
    return [_code(number, bits) for number in range(_TABLE)]
