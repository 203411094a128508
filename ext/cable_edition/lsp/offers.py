"""One thing that can stand at the cursor."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class OfferKind(StrEnum):
    """What is offered."""

    KEY = "key"
    WORD = "word"
    PLACE = "place"
    CABLE = "cable"
    ENTRY = "entry"
    QUOTATION = "quotation"
    FILE = "file"


class Offer(NamedTuple):
    """One thing that can stand at the cursor.

    ``new`` replaces what is between the columns ``start`` and ``end`` of the line; ``sought`` is
    what the typed words are compared with; ``more`` says what it is, ``told`` tells all of it.
    """

    label: str
    new: str
    sought: str
    start: int
    end: int
    kind: OfferKind
    more: str = ""
    told: str = ""
