"""Texts whose characters a program took for others on the way: told once, and left as they are.

UTF-8 that was read as windows-1252 has three signs for an apostrophe (of which the second is that
of the euro); a mail that was saved without its head keeps the codes of its transfer (``=E2=80=99``,
``=20``).
"""

from __future__ import annotations

import re

from cable_edition.core.problems import Problem

#: An opening sign of UTF-8 read as windows-1252, and what follows it.
_TWICE = re.compile(
    "\u00e2\u20ac[\u0080-\u009f\u00a0-\u00bf\u0152-\u0178\u02dc\u2013-\u2122]|\u00c3[\u00a0-\u00bf\u0192]"
)
_CODES = re.compile(
    r"=(?:E2=80=[89AB][0-9A-F]|C3=[89AB][0-9A-F]|20(?=\r?\n)|(?=\r?\n)(?<=[a-z ]=))"
)
#: Fewer codes may be words of a cable.
_FEWEST = 3


def miscoded(text: str, encoding: str) -> tuple[Problem, ...]:
    """Return what shows that the characters of ``text`` are not those that were meant.

    Problems: ``garbled`` at the first of them.
    """
    found = None if text.isascii() else _TWICE.search(text)
    if found and encoding.startswith("utf"):
        message = f"{found[0]!r} and the like are other characters that were decoded wrongly"
        return (Problem("garbled", message, offset=found.start()),)
    if "=" in text and ("=2" in text or "=C3" in text or "=E2" in text):
        codes = _CODES.finditer(text)
        first = next(codes, None)
        if first and sum(1 for _ in codes) >= _FEWEST - 1:
            message = f"{first[0]!r} and the like are codes of a mail that was not decoded"
            return (Problem("garbled", message, offset=first.start()),)
    return ()
