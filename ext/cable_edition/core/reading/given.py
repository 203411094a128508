"""Fields of the opening that only the record around a cable says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cable_edition.core.reading.raw import NO_HEADER, NO_OPENING

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Opening, TransmissionHeader
    from cable_edition.core.reading.header.transmission import HeaderParts
    from cable_edition.core.reading.text.parts import TextParts

#: Problems that say that the text lacks a field -> that field.
_LACKING = {"no-classification": "classification", "no-subject": "subject"}


def with_given_header(head: HeaderParts, given: TransmissionHeader) -> HeaderParts:
    """Return ``head`` with what ``given`` says, where the text has no header of its own."""
    if head.present or given is NO_HEADER or given == NO_HEADER:
        return head
    own = head.header
    header = replace(given, message_datetime=own.message_datetime or given.message_datetime)
    return replace(head, header=header, present=True)


def with_given(parts: TextParts, given: Opening) -> TextParts:
    """Return ``parts`` with what ``given`` says of fields that the text does not show.

    What the text says is never changed. The problem that a field is absent goes with it.
    """
    if given is NO_OPENING or given == NO_OPENING:
        return parts
    opening = parts.opening
    filled = replace(
        opening,
        classification=opening.classification or given.classification,
        captions=opening.captions or given.captions,
        tags=opening.tags or given.tags,
        subject=opening.subject or given.subject,
        references=opening.references or given.references,
    )
    problems = tuple(
        item
        for item in parts.problems
        if item.code not in _LACKING or getattr(filled, _LACKING[item.code]) is None
    )
    return replace(parts, opening=filled, problems=problems)
