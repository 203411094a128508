"""The mark that stands where an editor withholds words."""

from __future__ import annotations

import re

from cable_edition.core.cable.model import Span
from cable_edition.core.reading.text.signoff import WITHHELD_NAME

#: The same whatever the number of the words. Plain characters, so that every format, font and
#: parser takes it.
GAP = "[withheld]"
#: The mark within a sign-off, which a cable has in capitals.
SIGNED_GAP = WITHHELD_NAME
_GAPS = re.compile(f"{re.escape(GAP)}|{re.escape(SIGNED_GAP)}")


def gaps(text: str) -> list[Span]:
    """Return where the gaps of a redacted cable stand in a text of it."""
    return [Span(*match.span()) for match in _GAPS.finditer(text)]
