"""The key ``dismissed`` of a sidecar: likely personal data that an editor has looked at and leaves.

An entry names the place and the words as ``cable-edition check`` shows them::

    dismissed:
      - {at: p4, quote: 202-555-0100, reason: The switchboard of a ministry.}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.editing.sidecar.place import ANCHOR
from cable_edition.core.late_methods import dataclass

if TYPE_CHECKING:
    from cable_edition.core.yaml_files.fields import Fields

DISMISSED_KEYS = {
    "at": "The anchor of the place, as `check` tells it",
    "quote": "The words, as `check` tells them",
    "reason": "Why they may stand, for other editors",
}


@dataclass(frozen=True, slots=True)
class DismissedEntry:
    """A proposal that was dismissed, as written; ``quote`` has its white space folded."""

    at: str
    quote: str
    path: str
    line: int


def read_dismissed(fields: Fields) -> tuple[DismissedEntry, ...]:
    """Read the list; each entry needs ``at`` and ``quote``, the reason is for other editors."""
    entries = []
    for one in fields.children("dismissed", "a dismissal", DISMISSED_KEYS):
        at = one.identifier("at", ANCHOR, "an anchor of the cable's page, such as p4 or p14-2")
        quote = one.text("quote", required=True)
        one.text("reason")
        if not one.failed:
            entries.append(DismissedEntry(at, quote, one.path, one.line))
    return tuple(entries)
