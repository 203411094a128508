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
    ESCAPED,
    MARKUP,
    PLAIN,
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
_LINE_END = re.compile(rf"[-=][{TAG} \t]*\r?\n")


def glances(text: str, around: int) -> Iterator[Reading]:
    """Yield readings in one of which every name is that a thorough one has.

    ``around`` is the length of the longest name and what may stand in it, in characters.
    """
    yield Reading(text)
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
    coded = "\n\n".join(piece for part in parts for piece in _coded(part, around))
    if coded:
        yield from (reading(coded, steps) for steps in steps_of(coded))


def _coded(text: str, around: int) -> Iterator[str]:
    """Yield the surroundings of what is coded in ``text``."""
    start = end = -1
    size = len(text)
    for at in _places(text):
        if end < 0 or at - around > end:
            if end >= 0:
                yield text[start:end]
            start = max(0, at - around)
        end = min(size, at + around)
    if end >= 0:
        yield text[start:end]


def _places(text: str) -> Iterable[int]:
    places = [match.start() for match in _CODED.finditer(text)]
    if "-\n" in text or "=\n" in text or "\r\n" in text or f"-{TAG}" in text:
        places += [match.start() for match in _LINE_END.finditer(text)]
        places.sort()
    return places


def steps_of(text: str) -> Iterator[tuple[Step, ...]]:
    """Yield the steps of each way in which a text may be read."""
    yield PLAIN
    if "<" in text or "&" in text:
        yield MARKUP
    if "\\" in text:
        yield ESCAPED
        yield TEX
