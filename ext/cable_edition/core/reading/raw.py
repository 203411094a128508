"""What a reader hands to the parser: one cable text, isolated from what stood around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.cable.model import (
    Finding,
    Opening,
    PageMarker,
    Record,
    Segment,
    TransmissionHeader,
    Value,
)
from cable_edition.core.cable.span import IDENTITY, OffsetMap, Span
from cable_edition.core.late_methods import dataclass

if TYPE_CHECKING:
    from cable_edition.core.problems import Problem

NOWHERE = Span(0, 0)
#: What most readers have to say beside the text. Each is one object, for they never change.
NO_RECORD = Record()
NO_OPENING = Opening()
NO_HEADER = TransmissionHeader()


class RawExcision(NamedTuple):
    """Words that a releasing body cut out: what stands in their place, and the exemptions named.

    ``span`` is in source coordinates.
    """

    span: Span
    exemptions: tuple[str, ...] = ()


class ReadOpening(NamedTuple):
    """The opening of a form that has its fields in a way of its own, read by the form's reader.

    All in characters of the cable text: it stands from ``start``, where a transmission header
    before it ends, to ``end``, where the body begins; ``segments`` are a partition of that
    stretch. ``signed`` says whether texts of the form end with a sign-off.
    """

    start: int
    end: int
    opening: Opening
    segments: Sequence[Segment] = ()
    found: tuple[Finding, ...] = ()
    signed: bool = True


@dataclass(slots=True)
class RawCable:
    """One cable of a source.

    ``text`` is the cable text as transmitted: no page furniture, entities and escapes decoded,
    line ends and control characters kept. ``offsets`` leads from its positions to those of the
    decoded source. ``extent`` is the stretch of the source that belongs to this cable; the
    extents of the cables of one source cover it. ``record`` and ``record_segments`` (all in
    source coordinates) are what stands around the text: ``record_segments`` partition ``extent``
    less the stretches that the text stands for. ``created`` is the record's date as ISO 8601
    without a zone. ``given`` are fields of the opening that the record names, in source
    coordinates; they serve where the text does not show them, ``given_header`` where it has no
    header. ``excisions`` are those of the body that released the copy, in order. ``opening``
    is given by forms that have those fields in a way of their own. ``page_markers`` are ends of
    pages that the reader took out of the text, in source coordinates. ``signed`` is where the
    markup of a form names the sign-off, in characters of ``text``. ``raw_id`` is the record's
    identifier as found, ``name`` the name of the source. ``found`` tells of fields of the
    cable that the reader itself took from the record; what the cable text says of the same field
    stands before it.
    """

    text: str
    offsets: OffsetMap = IDENTITY
    record: Record = NO_RECORD
    record_segments: Sequence[Segment] = ()
    format: str = "plain"
    raw_id: str | None = None
    name: str = ""
    extent: Span = NOWHERE
    created: Value | None = None
    aliases: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    found: tuple[Finding, ...] = ()
    given: Opening = NO_OPENING
    given_header: TransmissionHeader = NO_HEADER
    excisions: tuple[RawExcision, ...] = ()
    opening: ReadOpening | None = None
    page_markers: tuple[PageMarker, ...] = ()
    signed: Span | None = None
