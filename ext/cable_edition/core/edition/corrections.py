"""The corrections of the reading of an edition, in words and as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cable_edition.core.cable.model import Correction
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.words import say

READINGS = {
    "heading": "is a heading",
    "continuation": "goes on from what stands before",
    "paragraph": "begins a paragraph",
    "list": "is a list",
    "table": "is a table",
    "quotation": "is a quotation",
    "sign-off": "is the sign-off",
    "subject": "is the subject",
    "reference": "means",
    "tag": "is the TAG",
}


def reading_of(item: Correction) -> str:
    """Return what the words of a correction are, as the end of a sentence without its stop."""
    said = say(READINGS[item.kind])
    if item.paragraph is not None:
        return say("{reading}, number {number}", reading=said, number=item.paragraph)
    return f"{said} {item.means}" if item.means else said


def corrections_data(cables: Iterable[EditedCable]) -> list[dict[str, Any]]:
    """Return all corrections, ready for JSON, in the order of cables and sidecars.

    ``place`` is the anchor at which a correction shows; the other keys are those of the record.
    """
    return [
        {
            "cable": one.id,
            "place": item.anchor,
            "number": item.number,
            "kind": item.kind,
            "text": item.text,
            "through": item.through or None,
            "paragraph": item.paragraph,
            "means": item.means or None,
            "reason": plain(item.reason) or None,
        }
        for one in cables
        for item in one.cable.corrections
    ]
