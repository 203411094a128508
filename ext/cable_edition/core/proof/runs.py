"""Stretches of text within other bytes, taken from chunks as they would be from the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cable_edition.core.proof.contents import longer

#: So many bytes more tell whether a run has ended.
_MORE = 4
#: A run of so many bytes is given in parts.
_LONG = 1 << 20


class Runs(NamedTuple):
    """A kind of runs: how one is found, how it goes on, and where it can be parted.

    ``least`` bytes have a whole run in them, if they have the beginning of one.
    """

    run: re.Pattern[bytes]
    rest: re.Pattern[bytes]
    joint: re.Pattern[bytes]
    least: int


#: Text in UTF-8.
TEXT = Runs(
    re.compile(rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}){3,}"),
    re.compile(rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3})*"),
    re.compile(rb"(?=[\t\n\r\x20-\x7e])"),
    11,
)
#: Text in Latin-1.
LATIN = Runs(
    re.compile(rb"[\t\n\r\x20-\x7e\xa0-\xff]{3,}"),
    re.compile(rb"[\t\n\r\x20-\x7e\xa0-\xff]*"),
    re.compile(rb"(?=[\t\n\r\x20-\x7e\xa0-\xff])"),
    2,
)
#: Letters of Latin-1 that are two to four bytes wide.
WIDE = Runs(
    re.compile(rb"(?:[\t\n\r\x20-\x7e\xa0-\xff]\x00{1,3}){2,}[\t\n\r\x20-\x7e\xa0-\xff]?"),
    re.compile(rb"(?:[\t\n\r\x20-\x7e\xa0-\xff]\x00{1,3})*[\t\n\r\x20-\x7e\xa0-\xff]?"),
    re.compile(rb"(?<=\x00)(?=[\t\n\r\x20-\x7e\xa0-\xff])"),
    7,
)


def lines_of(kind: Runs, source: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the runs in some bytes, in parts, with a line end between two runs.

    What is yielded, as a whole, is what ``findall`` of ``kind.run`` has, joined by line ends.
    """
    data, ended, is_open, between = b"", False, False, b""
    while not ended:
        data, ended = longer(source, data)
        # All that may yet become longer is looked at with what follows.
        sure = len(data) if ended else max(0, len(data) - _MORE)
        at = 0
        if is_open:
            rest = kind.rest.match(data)
            at = rest.end() if rest else 0
            if at >= sure and not ended:
                at = _joint(kind, data, 0, sure)
                yield data[:at]
                data = data[at:]
                continue
            yield data[:at]
            is_open = False
        for match in kind.run.finditer(data, at):
            start, end = match.span()
            if end >= sure and not ended:
                at = start
                if end - start > _LONG and (cut := _joint(kind, data, start, sure)) > start:
                    yield between + data[start:cut]
                    at, is_open, between = cut, True, b"\n"
                break
            yield between + match[0]
            at, between = end, b"\n"
        else:
            at = max(at, len(data) - kind.least)
        data = data[at:]


def _joint(kind: Runs, data: bytes, start: int, stop: int) -> int:
    """Return the last place of a run at which it can be parted; its start if there is none."""
    for low in (max(start, stop - 1000), start):
        places = [match.start() for match in kind.joint.finditer(data, low, stop)]
        if places:
            return max(start, places[-1])
    return start
