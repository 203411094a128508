"""The ways in which a text of an output may be read, for whoever looks for names in it.

A text is looked at in two passes. The glance makes little of it: the text as it stands, the words
between its tags, and of what is written in some code (entities, percent-encoding, escapes, marks
beyond ASCII) the surroundings alone. Where it may have a name, the text is read thoroughly, and
with the way back to its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
_BRACKET = re.compile("[<>]")
#: A text is read in stretches of so many characters: its readings take fifty times its size.
STRETCH = 1 << 20
#: So much of a stretch stands at the beginning of the next: more than any name takes, however its
#: letters are written, with what stands around it.
_BOTH = 1 << 16


def stretches(text: str) -> Iterator[tuple[int, str]]:
    """Yield the stretches of a text, each with the number of line ends before it.

    What takes no more than 65,536 characters stands whole in one of them, the tag or comment that
    it may be parted by not counted.
    """
    last = text.rfind("-->") if len(text) > STRETCH else -1
    start = lines = 0
    while True:
        end = _end_of_stretch(text, start, last)
        yield lines, text[start:end]
        if end == len(text):
            return
        lines += text.count("\n", start, end - _BOTH)
        start = end - _BOTH


def _end_of_stretch(text: str, start: int, last: int) -> int:
    """Return where a stretch ends: behind a tag or a comment, of which ``last`` ends last."""
    end = start + STRETCH
    at = text.rfind("<!--", start, end)
    if 0 <= at < last:
        end = max(end, text.find("-->", at) + _BOTH)
    at = text.rfind("<", start, end)
    bracket = _BRACKET.search(text, at + 1) if at >= 0 else None
    if bracket and bracket[0] == ">" and bracket.end() > end:
        end = bracket.end() + _BOTH
    return min(end, len(text))


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
