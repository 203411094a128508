"""The texts that a cable quotes between marks; numbers and capitals in them are not its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The marks of a text that a cable quotes. A capital leads the search to them.
_BEGIN = re.compile(
    r"B(?<!\wB)(?:EGIN|egin)[ \n]{1,3}"
    r"(?:(?:OF|THE|FULL|OFFICIAL|UNOFFICIAL|INFORMAL)[ \n]{1,3}){0,2}"
    r"(?P<what>TEXT|QUOTE|TRANSLATION|LETTER|MESSAGE|NOTE|Text|Quote|Translation|Letter|Note)\b"
)
_ENDS = {
    what: re.compile(
        rf"\b(?:END|End)[ \n]{{1,3}}(?:(?:OF|THE|of|the)[ \n]{{1,3}}){{0,2}}"
        rf"(?:[A-Z]{{4,12}}[ \n]{{1,3}}){{0,2}}(?i:{what})\b"
    )
    for what in ("text", "quote", "translation", "letter", "message", "note")
}


def quoted_texts(work: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the texts that stand between marks such as BEGIN TEXT and END TEXT."""
    at = begin
    lost: set[str] = set()
    first = work.find("B", begin, end)
    for opened in _BEGIN.finditer(work, first, end) if first >= 0 else ():
        what = opened["what"].lower()
        if opened.start() < at or what in lost:
            continue
        closed = _ENDS[what].search(work, opened.end(), end)
        if closed is None:
            lost.add(what)
            continue
        yield opened.end(), closed.start()
        at = closed.end()
