"""Where two values of data differ, in words for an editor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

#: So much of a value is shown, and so many characters before the place where it differs.
_SHOWN = 60
_BEFORE = 20
#: So many differences of one record are told; a record that has more is another record.
_MOST = 20


class Difference(NamedTuple):
    """A place in a record (``paragraphs[2].text``), the anchor it is of, and what differs there."""

    place: str
    anchor: str
    what: str


def differences(expected: Any, found: Any) -> Iterator[Difference]:
    """Yield where ``found`` is not what it must be; values are those that JSON has.

    True and 1 are two values, and so are 1 and 1.0.
    """
    for number, one in enumerate(_differences(expected, found, "", "")):
        if number == _MOST:
            return
        yield one


def _differences(expected: Any, found: Any, place: str, anchor: str) -> Iterator[Difference]:
    if isinstance(expected, dict) and isinstance(found, dict):
        name = expected.get("anchor")
        anchor = name if isinstance(name, str) else anchor
        for key in dict.fromkeys((*expected, *found)):
            here = f"{place}.{key}" if place else str(key)
            if key not in found:
                yield Difference(here, anchor, f"is missing; it is {shown(expected[key])}")
            elif key not in expected:
                what = f"the edition has no such field; here it is {shown(found[key])}"
                yield Difference(here, anchor, what)
            else:
                yield from _differences(expected[key], found[key], here, anchor)
    elif isinstance(expected, list) and isinstance(found, list):
        for index, (one, other) in enumerate(zip(expected, found, strict=False)):
            yield from _differences(one, other, f"{place}[{index}]", anchor)
        if len(expected) != len(found):
            what = f"there must be {len(expected)} items, here are {len(found)}"
            yield Difference(place, anchor, what)
    elif type(expected) is not type(found) or expected != found:
        yield Difference(place, anchor, told(expected, found))


def told(expected: Any, found: Any) -> str:
    """Say what a value must be and what it is; of long texts, from the place that differs."""
    if isinstance(expected, str) and isinstance(found, str):
        at = next(
            (i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b),
            min(len(expected), len(found)),
        )
        if max(len(expected), len(found)) > _SHOWN:
            start = max(0, at - _BEFORE)
            must, is_ = (f"{t[start:at]}>>{t[at : at + _BEFORE]}" for t in (expected, found))
            return f"at character {at} it must be {must!r}, here it is {is_!r}"
    return f"it must be {shown(expected)}, here it is {shown(found)}"


def shown(value: Any) -> str:
    """Return a value as a message can have it: in one line, and not too long."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
