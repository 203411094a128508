"""White-space folding: the one rule by which source and reading text are compared."""

from __future__ import annotations

import re

from cable_edition.core.model import WHITE, Passage
from cable_edition.core.span import Span

_RUN = re.compile(f"[{WHITE}]+")


def fold(text: str) -> str:
    """Return ``text`` with each run of white space as one blank and the ends trimmed.

    Only space, tab, CR, LF, form feed, vertical tab and no-break space count (parse contract).
    """
    return _RUN.sub(" ", text).strip(" ")


def passage(text: str, start: int, end: int, shift: int = 0) -> Passage | None:
    """Return ``text[start:end]`` as a passage of one span, trimmed; ``None`` where it is blank.

    ``shift`` is added to the span.
    """
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(WHITE))
    words = piece.strip(WHITE)
    if not words:
        return None
    begin = start + left
    return Passage(fold(words), (Span(begin + shift, begin + len(words) + shift),))
