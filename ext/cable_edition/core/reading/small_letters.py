"""Texts that a copy has put into small letters: rules look at them with capitals.

Of a text all in capitals nothing but the letters is lost so. Rules that know words in capitals are
asked of the raised text, which has the same length; what is shown keeps the letters of the source.
"""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase

from cable_edition.core.late_pattern import late

_CAPITALS = str.maketrans(ascii_lowercase, ascii_uppercase)
_CAPITAL = re.compile("[A-Z]")
#: In a stretch of so many characters in the middle of any other text stands a capital.
_WINDOW = 400
#: A text has so many letters at least, and among so many small ones no capital.
_FEWEST, _SHARE = 200, 500
_LEVEL = (
    r"(?:unclassified|unclas|confidential|(?:top )?secret|limited official use|limoffuse"
    r"|c o n f i d e n t i a l|s e c r e t|u n c l a s s i f i e d)"
)
#: The head of a page of the 1970s in letters of any size, and the class words before it.
PAGE_HEAD = late(
    rf"(?<![^ \n])(?:{_LEVEL}[ \t\r]{{0,20}}[ \n]{{1,4}}){{0,2}}page {{1,8}}[0o][0-9]"
    r"(?: {1,12}|[ \t\r]{0,8}\n[ \t]{0,8})"
    r"[a-z][a-z.']{1,15}(?: [a-z][a-z.']{1,15}){0,2} {1,12}[0-9o]{4,6}\b"
    r"(?:(?: {1,6}[0-9o][0-9] of [0-9o][0-9])?(?: {1,6}[0-9o]{6}z)"
    r"|(?: {1,6}[0-9o][0-9] of [0-9o][0-9])?[ \t\f\r]{0,20}(?=\n|\Z))",
    re.IGNORECASE,
)


def is_small(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` is wholly in small letters; a stray capital may stand."""
    middle = (start + end) // 2
    low = max(start, middle - _WINDOW // 2)
    if _CAPITAL.search(text, low, min(end, low + _WINDOW)):
        return False
    data = text[start:end].encode("ascii", "replace")
    small = len(data) - len(data.translate(None, ascii_lowercase.encode()))
    large = len(data) - len(data.translate(None, ascii_uppercase.encode()))
    return small >= _FEWEST and large * _SHARE < small


def raised_whole(text: str) -> str:
    """Return ``text`` with capitals for the letters from a to z."""
    return text.translate(_CAPITALS)


def raised_pages(text: str) -> str:
    """Return ``text`` with the heads of its pages in capitals."""
    parts: list[str] = []
    at = 0
    for match in PAGE_HEAD.finditer(text):
        parts += [text[at : match.start()], match[0].translate(_CAPITALS)]
        at = match.end()
    return "".join((*parts, text[at:])) if parts else text
