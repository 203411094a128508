"""Rows inside a role: the emended places in a run of words.

The role of an emended place holds one row. That of a mention holds its words, and where places in
them are emended, the rows of those between the words. Fields are divided by bars and escaped as
the words of every role are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cable_edition.core.myst.escape import escape_role, unescape_role
from cable_edition.core.myst.rows import Anchor, row_of


class EmendedPlace(NamedTuple):
    """What the edition reads at a place, what the source has, the rule, and the anchor."""

    reading: str
    source: str
    rule: Anchor
    emendation: Anchor


#: What an editor calls such a row.
EMEND = "cable:emend"
_WIDTH = len(EmendedPlace._fields)


def write_words(pieces: Iterable[str | EmendedPlace]) -> str:
    """Return the words of a role; words and emended places alternate, or there is one place."""
    texts = ((piece,) if isinstance(piece, str) else piece for piece in pieces)
    return "|".join(escape_role(text) for piece in texts for text in piece)


def read_place(body: str) -> tuple[EmendedPlace | None, str]:
    """Read the one row of ``{cable:emend}``; return it, or ``None`` and what is wrong."""
    return row_of(EmendedPlace, tuple(map(unescape_role, body.split("|"))), EMEND)


def read_words(body: str) -> tuple[tuple[str | EmendedPlace, ...] | None, str]:
    """Read the words of a mention: words and emended places in turn, empty words left out.

    Returns ``None`` and what is wrong where a row among them is none.
    """
    parts = tuple(map(unescape_role, body.split("|")))
    if len(parts) % (_WIDTH + 1) != 1:
        message = (
            f"the words of a role with {len(parts) - 1} bars: an emended place among them is "
            f"{' | '.join(EmendedPlace._fields)}, with words on both sides"
        )
        return None, message
    found: list[str | EmendedPlace] = []
    for at in range(0, len(parts), _WIDTH + 1):
        if parts[at]:
            found.append(parts[at])
        if at + 1 < len(parts):
            place, wrong = row_of(EmendedPlace, parts[at + 1 : at + 1 + _WIDTH], EMEND)
            if place is None:
                return None, wrong
            found.append(place)
    return tuple(found), ""
