"""The ways in which a text of an output may be read, for whoever looks for names in it.

A text is looked at in two passes. The glance makes little of it: the text as it stands, the words
between its tags, and of what is written in some code (entities, percent-encoding, escapes, marks
beyond ASCII) the surroundings alone. Where it may have a name, the text is read thoroughly, and
with the way back to its lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cable_edition.core.editing.letters import (
    CELLS,
    CSS,
    ESCAPED,
    MAIL,
    MARKUP,
    PLAIN,
    RTF,
    TAG,
    TEX,
    Reading,
    Step,
    reading,
)

_TAG = re.compile(r"(<[^<>]*>)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
#: A sign by which letters are written otherwise; what stands before and after it is read anew.
_CODED = re.compile(r"[^\x00-\x24\x27-\x5b\x5d-\x7f]")
#: Codes that are rarer than a backslash or an equals sign: a sign without which there is none, the
#: code, and how it is read. Only the surroundings are.
_RARE = (
    (
        "\\",
        re.compile(r"\\0{0,4}(?:[3-7][0-9a-fA-F]|[c-fC-F][0-9a-fA-F](?![a-zA-Z])|1[0-9a-fA-F]{2})"),
        CSS,
    ),
    ("\\", re.compile(r"\\(?:'[0-9a-fA-F]{2}|u-?[0-9])"), RTF),
    ("=", re.compile(r"=[0-9A-F]{2}"), MAIL),
    ('"', re.compile(r"\",\s{0,40}\""), CELLS),
    (
        ":",
        re.compile(r"\n[ \t-]{0,40}(?:given|family|first|last|middle|sur|fore)[-_]?names?:"),
        CELLS,
    ),
    ("</t", re.compile(r"</t[dh]>\s{0,40}<t[dh]"), CELLS),
)
_LINE_END = re.compile(rf"[-=][{TAG} \t]*\r?\n")


class _Sign(NamedTuple):
    """What a tag or comment ends with, and how wide it is."""

    pattern: re.Pattern[str]
    width: int


_BRACKET = _Sign(re.compile("[<>]"), 1)
_CLOSE = _Sign(re.compile("-->"), 3)
#: A text is read in stretches of so many characters: its readings take fifty times its size.
STRETCH = 1 << 20
#: So much of a stretch stands at the beginning of the next: more than any name takes, however its
#: letters are written, with what stands around it.
_BOTH = 1 << 16


def stretches(pieces: Callable[[], Iterator[str]]) -> Iterator[tuple[int, str]]:
    """Yield the stretches of a text, each with the number of line ends before it.

    What takes no more than 65,536 characters stands whole in one of them, the tag or comment that
    it may be parted by not counted. The text comes in pieces, which are asked for anew where it
    has to be known how far such a tag reaches; how it is cut changes no stretch.
    """
    text = _Ahead(pieces)
    lines = 0
    while True:
        end = _end_of_stretch(text)
        yield lines, text.known[:end]
        if text.ended and end == len(text.known):
            return
        lines += text.known.count("\n", 0, end - _BOTH)
        text.drop(end - _BOTH)


class _Ahead:
    """A text of which some is known: from the stretch in hand to a piece or more behind it."""

    def __init__(self, pieces: Callable[[], Iterator[str]]) -> None:
        self._pieces = pieces
        self._source = pieces()
        self._start = 0
        self._kept: dict[_Sign, list[int]] = {}
        self.known = ""
        self.ended = False

    def drop(self, size: int) -> None:
        """Forget so many characters at the beginning."""
        self._start += size
        self.known = self.known[size:]

    def reach(self, size: int) -> None:
        """Know more than so many characters, unless there are no more."""
        parts, known = [self.known], len(self.known)
        while not self.ended and known <= size:
            piece = next(self._source, None)
            self.ended = piece is None
            parts.append(piece or "")
            known += len(parts[-1])
        self.known = "".join(parts)

    def find(self, sign: _Sign, at: int) -> re.Match[str] | None:
        """Return where a sign stands first, from a place on."""
        found = sign.pattern.search(self.known, at)
        if found is None and not self.ended:
            # How far it is tells a pass that keeps nothing; what lies between is needed only if it
            # is there.
            first = max(at, len(self.known) - sign.width + 1)
            marks = self._marks(sign)
            next_one = bisect_left(marks, self._start + first)
            if next_one < len(marks):
                self.reach(marks[next_one] - self._start + sign.width)
                found = sign.pattern.search(self.known, first)
        return found

    def _marks(self, sign: _Sign) -> list[int]:
        """Return where a sign ends first in each piece: there it begins, in the whole text."""
        if sign not in self._kept:
            marks, start, before = [], 0, ""
            for piece in self._pieces():
                if found := sign.pattern.search(before + piece):
                    marks.append(start - len(before) + found.start())
                start += len(piece)
                before = (before + piece)[-sign.width + 1 :] if sign.width > 1 else ""
            self._kept[sign] = marks
        return self._kept[sign]


def _end_of_stretch(text: _Ahead) -> int:
    """Return where a stretch ends: behind a tag or a comment that begins in it."""
    end = STRETCH
    text.reach(end)
    at = text.known.rfind("<!--", 0, end)
    if at >= 0 and (close := text.find(_CLOSE, at)):
        end = max(end, close.start() + _BOTH)
        text.reach(end)
    at = text.known.rfind("<", 0, end)
    bracket = text.find(_BRACKET, at + 1) if at >= 0 else None
    if bracket and bracket[0] == ">" and bracket.end() > end:
        end = bracket.end() + _BOTH
        text.reach(end)
    return min(end, len(text.known))


def glances(text: str, around: int) -> Iterator[Reading]:
    """Yield readings in one of which every name is that a thorough one has.

    ``around`` is the length of the longest name and what may stand in it, in characters.
    """
    yield Reading(text)
    yield from _rare(text, around)
    parts = [text]
    if "<" in text:
        comments: list[str] = []
        if "<!--" in text:
            comments = _COMMENT.findall(text)
            end = text.rfind("-->") + 3
            text = _COMMENT.sub(TAG, text[:end]) + text[end:] if end > 2 else text
        split = _TAG.split(text)
        words, tags = TAG.join(split[::2]), "\n".join(split[1::2])
        yield Reading(words)
        parts = [words, tags, *comments]
    pieces = (piece for part in parts for piece in _around(part, _places(part), around))
    if coded := "\n\n".join(pieces):
        yield from (reading(coded, steps) for steps in _often(coded))


def _rare(text: str, around: int) -> Iterator[Reading]:
    """Yield readings of what is written in the rarer codes."""
    for sign, pattern, steps in _RARE:
        if sign in text:
            places = (match.start() for match in pattern.finditer(text))
            if coded := "\n\n".join(_around(text, places, around)):
                yield reading(coded, steps)


def _around(text: str, places: Iterable[int], around: int) -> Iterator[str]:
    """Yield the surroundings of some places of ``text``, each once."""
    start = end = -1
    size = len(text)
    for at in places:
        if end < 0 or at - around > end:
            if end >= 0:
                yield text[start:end]
            start = max(0, at - around)
        end = min(size, at + around)
    if end >= 0:
        yield text[start:end]


def _places(text: str) -> Iterable[int]:
    """Return where something in ``text`` is coded as often happens."""
    places = [match.start() for match in _CODED.finditer(text)]
    if "-\n" in text or "=\n" in text or "\r\n" in text or f"-{TAG}" in text:
        places += [match.start() for match in _LINE_END.finditer(text)]
        places.sort()
    return places


def steps_of(text: str) -> Iterator[tuple[Step, ...]]:
    """Yield the steps of each way in which a text may be read."""
    yield from _often(text)
    yield from dict.fromkeys(
        steps for sign, pattern, steps in _RARE if sign in text and pattern.search(text)
    )


def _often(text: str) -> Iterator[tuple[Step, ...]]:
    yield PLAIN
    if "<" in text or "&" in text:
        yield MARKUP
    if "\\" in text:
        yield ESCAPED
        yield TEX
