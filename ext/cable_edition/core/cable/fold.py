"""White-space folding: the one rule by which source and reading text are compared."""

from __future__ import annotations

import re

#: White space that folding folds, and no other (``docs/developers/index.md``).
WHITE = " \t\r\n\f\v\u00a0"

_RUN = re.compile(f"[{WHITE}]+")


def fold(text: str) -> str:
    """Return ``text`` with each run of white space as one blank and the ends trimmed.

    Only space, tab, CR, LF, form feed, vertical tab and no-break space count.
    """
    return _RUN.sub(" ", text).strip(" ")
