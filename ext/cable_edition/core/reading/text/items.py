"""The items of a list in a run of text that has lost its line ends.

A dash opens an item only after the end of a sentence or a colon; letters and
numbers do so in a row (``A. ... B. ...``) whose markers all stand at such places. An enumeration
inside a sentence, ``(1) one, (2) two``, is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from sys import maxsize
from typing import NamedTuple

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.patterns import ends_sentence
from cable_edition.core.reading.text.view import line_breaks_before

_MARK = late(
    r"(?<![^ \n])(?:(?P<dash>(?:--?|[\u2022\u25aa\u25cf\u25e6\u00b7])[ ]{0,3}|[*+][ ]{1,3})"
    r"(?=[^ \n=_*+-])"
    r"|(?P<bullet>o)[ ]{1,3}(?=[A-Z\"])"
    r"|(?P<open>\(?)(?P<name>[A-Za-z]|[0-9]{1,2}|i{2,3}|iv|vi{0,3})(?P<stop>[.)])"
    r"[ ]{1,4}(?=[^ \n]))"
)
#: The last character of a marker, and the most that stand before it.
#: It begins with a single set of characters, to which the search can leap.
_SHORT = "|".join(
    rf"(?<=[ \n(]{name}[.)])"
    for name in (r"[A-Za-z0-9]", r"[0-9]{2}", "ii", "iv", "vi", "iii", "vii", "viii")
)
_ENDS = rf"(?:(?<=[.)])(?=[ ])(?:{_SHORT})|(?<=[ \n][-\u2022\u25aa\u25cf\u25e6\u00b7*+])"
_ENDING = late(rf"[.)\u2022\u25aa\u25cf\u25e6\u00b7*+-]{_ENDS})")
_ENDING_OR_O = late(rf"[.)\u2022\u25aa\u25cf\u25e6\u00b7*+o-]{_ENDS}|(?<=[ \n]o)(?=[ ]))")
#: What the first item of a run of text begins with, beside a bullet or the letter o for one.
#: It begins with a set of characters of ASCII, to which the search leaps.
_SIGN = late(r"[.)*+-](?:(?<=[Aa1i][.)])[ ]|(?<=[ \n][-*+]))")
#: The bullets beyond ASCII.
_DOTS = "\u2022\u25aa\u25cf\u25e6\u00b7"
_BULLETS = (" o ", "\no ")
_WIDTH = 6
_CLOSERS = frozenset(")\"']}\u201d\u2019")
#: What a garbled quotation mark at the end of a sentence may have become.
_GARBLED_CLOSER = "8"
_INITIALS = late(r"(?:[A-Z]\.){2,4}\Z|\b[ap]\.m\.\Z")
_JOINED = late(r"[;,][ ]{1,3}(?:and|or|AND|OR)\Z")
_FIRST = frozenset({"A", "a", "1", "i"})
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")


class _Item(NamedTuple):
    """A marker of a row: where it stands, how it is written, what went before it."""

    at: int
    style: str
    name: str
    after: str


def item_starts(work: str, start: int, end: int) -> list[int]:
    """Return where the items between two offsets of a run of text begin, in order."""
    # Most runs of text have no list: what every one of its first items holds is looked for first.
    signs = (_signs if _signs.work is work else _signs_of(work)) if len(work) <= _KEPT else None
    if signs and not (
        signs.places[bisect_left(signs.places, start)] < end
        or _OPENING.match(work, start)
        or (signs.dots and any(work.find(sign, start, end) >= 0 for sign in _DOTS))
    ):
        return []
    bullets = work.find(" o ", start, end) >= 0 or work.find("\no ", start, end) >= 0
    endings: Iterator[int]
    if signs and not (bullets or signs.dots):
        endings = signs.endings(start, end)
    elif not (
        bullets
        or _SIGN.search(work, start, end)
        or any(work.find(sign, start, end) >= 0 for sign in _DOTS)
        or work.startswith(_BULLETS, max(start - 1, 0), end)
    ):
        return []
    else:
        pattern = _ENDING_OR_O if bullets else _ENDING
        endings = (ending.start() for ending in pattern.finditer(work, start, end))
    found: list[int] = []
    rows: list[_Item] = []
    last_dash = ""
    for match in _marks(work, start, end, endings):
        at = match.start()
        after = _after(work, at, start)
        dash = (match["dash"] or match["bullet"] or "").rstrip()
        if not dash:
            rows.append(_Item(at, match["open"] + match["stop"], match["name"], after))
        elif _dash_opens(work, match.end(), after, again=dash == last_dash):
            found.append(at)
            last_dash = dash
    return sorted([*found, *_in_rows(rows)]) if rows else found


#: A longer text is not kept.
_KEPT = 65_536
_KINDS = {
    **dict.fromkeys(".)", "."),
    **dict.fromkeys(" \n", " "),
    "(": "(",
    **dict.fromkeys("-*+", "-"),
}
_CLASSES = "".join(_KINDS.get(chr(code), "x") for code in range(256)).encode("ascii")
#: Where a marker may end, among the kinds: a short word and its stop, or a dash after a blank.
_POINTS = re.compile(rb"\.(?= )(?:(?<=[ (].\.)|(?<=[ (]..\.)|(?<=[ (]...\.)|(?<=[ (]....\.))")
_DASHES = re.compile(rb"-(?<= -)")
#: The last sign of the first item of a row: no letter stands before it, for a sentence, a colon or
#: nothing does. Each begins with one character, to which the search leaps.
_FIRSTS = [
    re.compile(
        rf"{stop}(?<=[Aa1i].)(?= )(?:(?<=[ \n]..)(?<![A-Za-z]...)|(?<=[ \n]\(..)(?<![A-Za-z]....))"
    )
    for stop in (r"\.", r"\)")
]
_LETTER_O = re.compile(r"[ \n]o ")
_BARS = {sign: re.compile(rf"{re.escape(sign)}(?<=[ \n].)") for sign in "-*+"}


class _Signs:
    """The signs of items in a text, looked for once for all its paragraphs.

    ``places`` are those of the last sign of all that may be the first item of a row, and after them
    what is behind every text. ``dots`` tells of characters beyond ASCII, of which some are bullets.
    """

    def __init__(self, work: str) -> None:
        self.work = work
        self.kinds = b""
        self.dots = not work.isascii()
        places = [match.start() for pattern in _FIRSTS for match in pattern.finditer(work)]
        places += [
            match.start()
            for sign, pattern in _BARS.items()
            if sign in work
            for match in pattern.finditer(work)
        ]
        # Of these three signs the last is a blank, as one in six is: from behind it is quicker.
        if work.rfind(" o ") >= 0 or ("\n" in work and "\no " in work):
            places += [match.start() + 1 for match in _LETTER_O.finditer(work)]
        places.sort()
        places.append(maxsize)
        self.places = places

    def endings(self, start: int, end: int) -> Iterator[int]:
        """Yield the places of the last characters of markers, as :data:`_ENDING` finds them.

        For a text of ASCII without the letter o for a bullet: a single byte leads the search.
        """
        work = self.work
        kinds = self.kinds = self.kinds or work.encode("latin-1", "replace").translate(_CLASSES)
        places = [match.start() for match in _POINTS.finditer(kinds, start, end)]
        if kinds.find(b"-", start, end) >= 0:
            places += [match.start() for match in _DASHES.finditer(kinds, start, end)]
            places.sort()
        return (at for at in places if _ENDING.match(work, at, end))


#: Of the text that was looked at last: each of its paragraphs is asked.
_signs = _Signs("")


def _signs_of(work: str) -> _Signs:
    global _signs  # noqa: PLW0603
    _signs = _Signs(work)
    return _signs


#: What a run begins with that may begin with an item, before which nothing stands: the first of a
#: row, a dash, or blanks.
_OPENING = re.compile(r"\(?[Aa1i][.)][ ]|[-*+ \n]|\Z")


def _marks(work: str, start: int, end: int, endings: Iterator[int]) -> Iterator[re.Match[str]]:
    """Yield the markers between two offsets, apart: looked for where one can end, which is rare."""
    free = start
    for at in endings:
        window = max(start, at - _WIDTH)
        blank = max(work.rfind(" ", window, at), work.rfind("\n", window, at))
        if blank < 0 and window > start:
            continue
        low = blank + 1 if blank >= 0 else start
        match = _MARK.match(work, low, end) if low >= free else None
        if match:
            free = match.end()
            yield match


def _after(work: str, at: int, floor: int) -> str:
    """Return what stands before a marker: ``start``, ``end`` of a sentence, ``:``, ``;`` ..."""
    _, last = line_breaks_before(work, at, floor)
    if last < floor:
        return "start"
    closed = False
    while last > floor and (
        work[last] in _CLOSERS or (work[last] == _GARBLED_CLOSER and work[last - 1] in ".!?")
    ):
        closed = True
        last -= 1
    char = work[last]
    if char in ".!?" and ends_sentence(work, last):
        return "initials" if _INITIALS.search(work[max(floor, last - 8) : last + 1]) else "end"
    if char in ":;":
        return char
    if _JOINED.search(work[max(floor, last - 6) : last + 1]):
        return "and"
    return "closer" if closed else ""


def _dash_opens(work: str, at: int, after: str, *, again: bool) -> bool:
    if after in {"start", "end", ":", ";"}:
        return True
    return again and after in {"initials", "closer"} and work[at].isupper()


def _in_rows(rows: list[_Item]) -> list[int]:
    """Return the places of the letters and numbers that follow each other as items do."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for item in rows:
        if _stands(item):
            places[item.style, item.name].append(item.at)
    found: list[int] = []
    wanted: tuple[str, str] | None = None
    for item in rows:
        key = (item.style, item.name)
        if not _stands(item):
            continue
        following = (item.style, _next(item.name))
        begins = item.name in _FIRST and item.after in {"start", "end", "initials", ":"}
        if key == wanted or (begins and places.get(following, [0])[-1] > item.at):
            found.append(item.at)
            wanted = following
    return found


def _stands(item: _Item) -> bool:
    if item.after in {"start", "end", "initials"} or (item.after == ":" and item.name in _FIRST):
        return True
    # In brackets, ``;`` parts the members of an enumeration inside a sentence.
    return item.style == "." and item.after in {";", "and", ":", "closer"}


def _next(name: str) -> str:
    if name.isdigit():
        return str(int(name) + 1)
    if name in _ROMAN:
        return _ROMAN[(_ROMAN.index(name) + 1) % len(_ROMAN)]
    return chr(ord(name) + 1) if len(name) == 1 else ""
