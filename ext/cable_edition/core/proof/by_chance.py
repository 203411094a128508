"""Short words that stand by chance where nobody reads words: in digests, fonts, pictures.

Any three letters stand somewhere in a font, and in the checksums of a thousand cables. Such a place
is none where a short name (``Roe``, ``Kim``) survives; longer ones do not come about by chance.
"""

from __future__ import annotations

import re
from itertools import islice

#: Words of so many letters, or numbers of so many digits, come about by chance.
_SHORT, _SHORT_NUMBER = 4, 6
#: So much of a content tells what it is.
_LOOKED_AT = 100_000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_RUN = re.compile(rb"[\t\n\r\x20-\x7e]{4,}")
#: Data have less than this share of such runs: a tenth if all bytes are as likely.
_SHARE = 0.5
#: In data, a line of so many characters around a word was written by somebody; two letters prove
#: nothing there.
_LINE, _TWO = 12, 2
#: A digest in hexadecimal, data in base 64; no word and no address is as long without a sign.
_DIGEST = re.compile(r"[A-Za-z0-9]{32,}|[A-Za-z0-9+/]{200,}")
_AROUND = 400


def is_data(content: bytes) -> bool:
    """Tell whether the bytes of a file are packed or drawn, so that its letters are chance."""
    head = content[:_LOOKED_AT]
    if not _CONTROL.search(head):
        return False
    return sum(len(run[0]) for run in _RUN.finditer(head)) < _SHARE * len(head)


def is_short(words: str) -> bool:
    """Tell whether words, with all that is no letter left out, may come about by chance."""
    marks = "".join(islice(filter(str.isalnum, words), _SHORT_NUMBER + 1))
    return len(marks) <= (_SHORT_NUMBER if marks.isdecimal() else _SHORT)


def is_chance(words: str, text: str, place: tuple[int, int], *, data: bool = False) -> bool:
    """Tell whether short words at a place of a text are letters of a digest, or of ``data``."""
    if not is_short(words):
        return False
    start, end = place
    if data:
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        lines = text[first : len(text) if last < 0 else last].split("\n")
        if sum(map(str.isalnum, words)) <= _TWO or min(map(len, lines)) < _LINE:
            return True
    low = max(0, start - _AROUND)
    for match in _DIGEST.finditer(text, low, end + _AROUND):
        if match.start() <= start and end <= match.end():
            return any(map(str.isdecimal, text[match.start() : start] + text[end : match.end()]))
    return False
