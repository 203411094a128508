"""What the rules for the cable text take from outside and what they give back.

All spans and offsets are in characters of the cable text that :func:`parse_text` was given; the
caller shifts them to the source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import (
    BodyReference,
    Closing,
    Finding,
    Heading,
    Healing,
    Missing,
    Opening,
    PageMarker,
    Paragraph,
    Passage,
    Segment,
)
from cable_edition.core.late_methods import dataclass

if TYPE_CHECKING:
    from cable_edition.core.problems import Problem
    from cable_edition.core.reading.text.hints import Hints


@dataclass(slots=True)
class TextContext:
    """What is known of a cable before its text is read.

    ``year`` is the four-digit year of the cable, from its date-time group or record; a reference
    without a year is of that year. ``own_id`` is the canonical id that the record or the file's
    name gives; the cable's own id is never one of its references. ``format`` is the name of the
    file form (``plain``, ``cablebrowser-2`` ...). ``opening`` is given where a form has the fields
    of the opening in a way of its own: then the text is the body alone. ``signed`` is false where
    a form has no sign-off, so that the last words in capitals are words of the text. ``hints`` is
    what an editor says of the reading, in offsets of the text.
    """

    year: int | None = None
    own_id: str | None = None
    format: str = "plain"
    opening: Opening | None = None
    signed: bool = True
    hints: Hints | None = None


@dataclass(slots=True)
class TextParts:
    """Everything read from the cable text, as the values of the model.

    ``segments`` is a partition of ``text[header_end:]``. ``missing.header`` is left false: only
    the reader of the transmission header can tell. Problems carry ``offset`` and no line.
    """

    opening: Opening = field(default_factory=Opening)
    paragraphs: tuple[Paragraph, ...] = ()
    headings: tuple[Heading, ...] = ()
    closing: tuple[Closing, ...] = ()
    summary: str | None = None
    summary_anchors: tuple[str, ...] = ()
    signature: Passage | None = None
    body_references: tuple[BodyReference, ...] = ()
    page_markers: tuple[PageMarker, ...] = ()
    healings: tuple[Healing, ...] = ()
    missing: Missing = field(default_factory=Missing)
    problems: tuple[Problem, ...] = ()
    segments: Sequence[Segment] = ()
    found: tuple[Finding, ...] = ()
