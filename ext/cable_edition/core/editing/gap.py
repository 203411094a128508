"""The mark that stands where an editor withholds words."""

from __future__ import annotations

import re

from cable_edition.core.cable.model import Span

#: The same whatever the number of the words. Plain characters, so that every format, font and
#: parser takes it.
GAP = "[withheld]"


def gaps(text: str) -> list[Span]:
    """Return where the gaps of a redacted cable stand in a text of it."""
    return [Span(*match.span()) for match in re.finditer(re.escape(GAP), text)]
