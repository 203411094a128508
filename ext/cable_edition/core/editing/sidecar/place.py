"""A place in a cable as an editor names it: an anchor, and words quoted from what stands there.

The quoted words follow the TextQuoteSelector of the W3C Web Annotation Data Model: exact words,
with a prefix and a suffix where the words alone stand there more than once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.late_methods import dataclass

if TYPE_CHECKING:
    from cable_edition.core.yaml_files.fields import Fields

#: The keys that name a place, and what each means.
PLACE_KEYS = {
    "at": "The anchor of the place on the cable's page",
    "quote": "The words there, exactly as transmitted; white space counts as one blank",
    "prefix": "The words before the quotation, where it stands there more than once",
    "suffix": "The words after the quotation, where it stands there more than once",
}
#: An anchor as pages have it.
ANCHOR = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
#: An id that an editor gives to an emendation or a note.
ITEM_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """``at`` is an anchor; ``quote``, ``prefix`` and ``suffix`` have their white space folded.

    ``path`` and ``line`` tell where the editor wrote it.
    """

    at: str
    quote: str
    prefix: str
    suffix: str
    path: str
    line: int


def read_place(fields: Fields, *, quoted: bool) -> Place:
    """Read the place of an entry; with ``quoted`` the quotation is required."""
    at = fields.identifier(
        "at", ANCHOR, "an anchor of the cable's page, such as p4, p14-2 or subject"
    )
    quote = fields.text("quote", required=quoted)
    prefix, suffix = fields.text("prefix"), fields.text("suffix")
    if (prefix or suffix) and not quote and not quoted:
        fields.note("missing-key", "`prefix` and `suffix` need a `quote` between them")
    return Place(at, quote, prefix, suffix, fields.path, fields.line)
