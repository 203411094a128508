"""Words of a paragraph that a sidecar can quote: each stretch stands there once."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: So many are offered at once; more nobody reads.
MOST = 60
#: The longest stretch in words, and the shortest that is offered when nothing is typed.
_LONGEST, _SHORTEST = 12, 2
_WORD = re.compile(r"\S+")
_STOPS = re.compile(r"[.;:?!,)\"]+$")
#: So much of a text is looked through, and so many places in it, lest one waits.
_ENOUGH, _PLACES = 50_000, 500


def stretches(text: str, typed: str = "") -> list[str]:
    """Return stretches of whole words that stand in folded ``text`` once, in their order.

    With ``typed`` they begin with it, letters large or small: for each place the shortest that
    tells it, and the words to the end of the phrase. Without, the shortest for each place.
    """
    wanted = " ".join(typed.split()).casefold()
    found: dict[str, None] = {}
    places = 0
    words = [(one.start(), one.end()) for one in _WORD.finditer(text[:_ENOUGH])]
    folded = text.casefold() if len(text.casefold()) == len(text) else text.lower()
    for index, (start, _) in enumerate(words):
        if wanted and not _begins(text, folded, start, wanted):
            continue
        places += 1
        found.update(dict.fromkeys(_from(text, words, index, len(wanted))))
        if len(found) >= MOST or places >= _PLACES:
            break
    return list(found)[:MOST]


def _begins(text: str, folded: str, start: int, wanted: str) -> bool:
    """Whether the words at a place begin as wanted; marks before the first word may be left out."""
    if folded.startswith(wanted, start):
        return True
    bare = start
    while bare < len(text) and not text[bare].isalnum() and not text[bare].isspace():
        bare += 1
    return bare > start and folded.startswith(wanted, bare)


def _from(text: str, words: list[tuple[int, int]], index: int, typed: int) -> Iterator[str]:
    """Yield the shortest stretch from a word that stands once, and the one to its phrase's end."""
    start = words[index][0]
    shortest = False
    for count, (_, end) in enumerate(words[index : index + _LONGEST], 1):
        stretch = text[start:end]
        ended = _STOPS.search(stretch) is not None
        if len(stretch) < typed or (count < _SHORTEST and not ended and not typed):
            continue
        bare = _bare(stretch)
        if len(bare) < typed or not any(map(str.isalnum, bare)):
            bare = stretch
        if (not shortest or ended) and _stands_once(text, bare):
            yield bare
            shortest = True
            if not typed:
                return
        if ended and shortest:
            return


def _bare(stretch: str) -> str:
    """Return words without the stops behind them, but with the bracket that they open."""
    bare = _STOPS.sub("", stretch)
    if bare.count("(") > bare.count(")") and stretch.startswith(")", len(bare)):
        return f"{bare})"
    return bare


def _stands_once(text: str, words: str) -> bool:
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0
