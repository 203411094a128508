"""Regular expressions that are compiled when they are first used.

To compile the patterns of all modules takes a fifth of the time in which an edition of one cable is
built. Those that most cables and most builds do not ask for are made by :func:`late`.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern; what is asked of it is asked of the compiled one from then on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._made = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._made), name)
        # Next time it is an attribute of its own, and as quick as that of the pattern.
        self.__dict__[name] = found
        return found

    def __reduce__(self) -> Any:
        return re.compile, self._made


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used; faults of it are told then."""
    return cast("re.Pattern[str]", _Late(pattern, int(flags)))
