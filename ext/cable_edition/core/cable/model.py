"""The model of one cable: frozen values, each with the spans of the source it was read from.

The source text is the ground truth. Offsets and spans count characters of the decoded source
file (``Source.text``), end exclusive, whatever form the cable came in. The segments of a cable
are a partition of its extent of the source: each character belongs to one segment, which is
either content (part of a field, paragraph, heading ...) or a declared leftover (label, rule,
banner, blank, page furniture). That is how the edition proves that nothing was lost.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cable_edition.core.cable.span import IDENTITY, OffsetMap
from cable_edition.core.cable.span import Span as Span  # noqa: PLC0414 (others take it from here
from cable_edition.core.late_methods import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cable_edition.core.problems import Problem


class Segment(NamedTuple):
    """One piece of the partition of the source.

    ``kind`` names the part (``paragraph``, ``number``, ``marking``, ``subject``, ``label``,
    ``rule``, ``banner``, ``pilcrow``, ``blank``, ``furniture`` ...); ``content`` is true where the
    characters are the value, or part of the value, of a field, paragraph, heading or closing
    line, and false for a declared leftover.
    """

    kind: str
    span: Span
    content: bool


class Passage(NamedTuple):
    """Words of the source, white space folded and healed where a banner stood between them.

    ``text`` is the pieces ``source[start:end]`` of ``spans`` in order, each folded and trimmed,
    joined by one blank, except that the pieces whose index is in ``glued`` are joined to the
    piece before without a blank (a word cut by a banner).
    """

    text: str
    spans: tuple[Span, ...]
    glued: tuple[int, ...] = ()


class Value(NamedTuple):
    """A field whose value was normalised from the source (``CONFIDENTIAL``, an ISO date).

    ``text`` is the normalised value, ``spans`` the places it was read from.
    """

    text: str
    spans: tuple[Span, ...] = ()


class Found(StrEnum):
    """How the value of a field was found, from the surest to the least sure."""

    #: Words of the source name the field (``SUBJECT:``).
    LABEL = "label"
    #: The place in the form tells what it is (the classification line, the last line).
    POSITION = "position"
    #: The page or table around the cable says it, not the cable.
    RECORD = "record"
    #: It was concluded from other values, from the name of the file, or from the words alone.
    INFERENCE = "inference"
    #: An editor says it, in the sidecar of the cable.
    EDITOR = "editor"


class Finding(NamedTuple):
    """How the value of one field of a record was found, and what decided.

    ``field`` is a key of the record (``record.schema.json``); ``by`` the label as written, the
    place (``classification line``), the entry of a packaged list with the list's name, the
    corrections of the editor (``correction 2``), or ``None``.
    """

    field: str
    how: Found
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file a cable was read from, decoded without loss.

    ``text`` is the whole file, except for a dump that is read row by row: there it is the row,
    ``offset`` its position in the decoded file (in characters) and ``line`` the number of lines
    before it. ``sha256`` is always that of the file's bytes.
    """

    name: str
    text: str
    sha256: str
    encoding: str
    format: str
    offset: int = 0
    line: int = 0


class Attribute(NamedTuple):
    """One named value of a record, as written: ``Concepts``, ``PORTS, CONSTRUCTION``."""

    name: str
    value: Passage


@dataclass(frozen=True, slots=True)
class Record:
    """What a page or table around the cable says, as written (``record`` of the schema).

    ``created`` is normalised where a form writes dates in a way of its own. ``attributes`` holds
    every named value of the forms that have names for them, those of the other fields too.
    """

    identifier: Passage | None = None
    origin: Passage | None = None
    created: Passage | Value | None = None
    classification: Passage | None = None
    tags: Passage | None = None
    redacted: Passage | None = None
    extract_note: Passage | None = None
    release: Passage | Value | None = None
    link: Passage | None = None
    attributes: tuple[Attribute, ...] = ()


class Addressee(NamedTuple):
    """One line of TO or INFO: name without routing, precedence and message number."""

    name: str
    span: Span
    route: str | None = None
    precedence: str | None = None
    mcn: str | None = None
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TransmissionHeader:
    """What stands before the classification line of a whole record; all absent in an extract."""

    transmission_id: Value | None = None
    message_datetime: Value | None = None
    precedence: Value | None = None
    sender: Passage | None = None
    action: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    distribution: tuple[Passage, ...] = ()
    drafted_by: Passage | None = None
    approved_by: Passage | None = None


ReferenceKind = Literal["cable", "email", "telcon", "report", "other"]


class Reference(NamedTuple):
    """One item of the REF list; ``id`` is canonical, ``None`` where it cannot be told."""

    label: str | None
    passage: Passage
    id: str | None
    kind: ReferenceKind


class BodyReference(NamedTuple):
    """A reference met inside a paragraph: ``offset`` counts in characters of its ``text``."""

    text: str
    paragraph: str
    offset: int
    id: str | None = None
    label: str | None = None


class ClassifiedBy(NamedTuple):
    """The classifying officer: ``name`` only the person, ``text`` without label and reasons."""

    name: Value | None
    title: Value | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class Opening:
    """The fields between the classification line and the first paragraph."""

    classification: Value | None = None
    captions: tuple[Value, ...] = ()
    passing: tuple[Passage, ...] = ()
    sections: tuple[int, int] | None = None
    section_span: Span | None = None
    post: Passage | None = None
    serial: Passage | None = None
    eo_line: Passage | None = None
    declassify_on: Value | None = None
    tags: tuple[Value, ...] = ()
    subject: Passage | None = None
    references: tuple[Reference, ...] = ()
    classified_by: ClassifiedBy | None = None
    reasons: tuple[Value, ...] = ()


BlockKind = Literal["text", "item", "quote", "table"]


class Block(NamedTuple):
    """A part of a paragraph: its text, a list item, a quoted letter, a table.

    The first block carries the paragraph's own anchor; the others ``pN-1``, ``pN-2`` ...
    """

    kind: BlockKind
    anchor: str
    passage: Passage


class Paragraph(NamedTuple):
    """A paragraph as the sender numbered it (``n`` is ``None`` where it has no number).

    ``marking`` is normalised (``(C)``, ``(SBU)``, ``(S//NF)``). ``passage.text`` is the texts of
    the blocks joined by one blank.
    """

    anchor: str
    n: int | None
    marking: Value | None
    passage: Passage
    blocks: tuple[Block, ...]
    number_span: Span | None = None

    @property
    def text(self) -> str:
        """The folded, healed words of the paragraph, number and marking left out."""
        return self.passage.text


class Heading(NamedTuple):
    """A heading without its rule; ``precedes`` is an index into ``Cable.paragraphs``."""

    anchor: str
    passage: Passage
    precedes: int
    rules: tuple[Span, ...] = ()


class Closing(NamedTuple):
    """What stands after the last paragraph beside the sign-off (anchors ``u1``, ``u2`` ...).

    ``kind`` is ``website`` (automatic line), ``end-mark`` (``NNNN``, ``##``), ``stamp``,
    ``classification`` or ``other``.
    """

    kind: str
    anchor: str
    passage: Passage


class PageMarker(NamedTuple):
    """A page or section banner met inside the text; a milestone, never part of the text."""

    text: str
    span: Span


class Healing(NamedTuple):
    """A sentence or word put together again where a banner or stray caption was lifted out."""

    paragraph: str
    offset: int
    lifted: Span
    glued: bool


class Excision(NamedTuple):
    """Words that a releasing body cut out of the copy; never a redaction of this edition.

    ``start`` and ``end`` (exclusive) count characters of the passage at ``anchor``; ``text`` is
    what stands there, ``exemptions`` are those that the copy names, as written (``1.4(B)``).
    Without an anchor the excision stands in no words of the page.
    """

    anchor: str | None
    start: int
    end: int
    text: str
    exemptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """What the copy lacks: ``missing`` of ``record.schema.json``."""

    header: bool = False
    section_headers: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    redactions: int = 0
    garbled: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A place where an editor corrects the reading: what the words are, never the words.

    ``number`` counts the corrections of a cable from 1. ``kind`` is what the words are (one of
    :data:`~cable_edition.core.reading.text.hints.HINT_KINDS`); ``anchor`` the place where it shows,
    as the cable is read with it; ``text`` the words quoted, from which it counts, and ``through``
    the last ones where they were quoted too. ``paragraph`` is the number given to a paragraph,
    ``means`` the cable or TAG that is meant, ``reason`` editorial Markdown or empty. ``spans`` are
    the places of the source that it is about.
    """

    number: int
    kind: str
    anchor: str
    text: str
    through: str = ""
    paragraph: int | None = None
    means: str = ""
    reason: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Cable:
    """One cable as read from one source; of an editor it has the ``corrections`` of the reading."""

    reference_id: str | None
    raw_id: str | None
    aliases: tuple[str, ...]
    source: Source
    extent: Span
    transmitted: tuple[Span, ...]
    segments: Sequence[Segment]
    record: Record = field(default_factory=Record)
    header: TransmissionHeader = field(default_factory=TransmissionHeader)
    opening: Opening = field(default_factory=Opening)
    paragraphs: Sequence[Paragraph] = ()
    headings: tuple[Heading, ...] = ()
    closing: tuple[Closing, ...] = ()
    summary: str | None = None
    summary_anchors: tuple[str, ...] = ()
    signature: Passage | None = None
    body_references: tuple[BodyReference, ...] = ()
    page_markers: tuple[PageMarker, ...] = ()
    healings: tuple[Healing, ...] = ()
    excisions: tuple[Excision, ...] = ()
    missing: Missing = field(default_factory=Missing)
    problems: tuple[Problem, ...] = ()
    #: How each field that has a value was found; a field stands once.
    found: tuple[Finding, ...] = ()
    #: Decoded characters of ``transmitted`` where they are not the source's own (HTML entities).
    transmitted_text: str = ""
    #: The way from positions in the cable text to the source; plain unless entities were decoded.
    offsets: OffsetMap = IDENTITY
    #: The record's date as ISO 8601 without a zone.
    created: Value | None = None
    #: Where an editor corrected the reading, in the order of the sidecar.
    corrections: tuple[Correction, ...] = ()

    def words(self, span: Span) -> str:
        """Return the characters of the cable text that ``span`` of the source stands for."""
        if self.offsets.plain:
            return self.source.text[span.start : span.end]
        start, end = self.offsets.position(span.start), self.offsets.position(span.end)
        return self.transmitted_text[start:end]

    def transmits(self, passage: Passage | Value) -> bool:
        """Whether words stand in the text as transmitted, and not in the record around it.

        A value may also stand among the text in what the reader took out of it, such as a note of
        a printed edition; no character of the text stands for it.
        """
        return all(
            any(part.start <= span.start and span.end <= part.end for part in self.transmitted)
            and (
                self.offsets.plain
                or span.start == span.end
                or self.offsets.position(span.start) < self.offsets.position(span.end)
            )
            for span in passage.spans
        )

    @property
    def leftovers(self) -> tuple[Segment, ...]:
        """The declared leftovers: segments that belong to no value."""
        return tuple(segment for segment in self.segments if not segment.content)

    def to_dict(self) -> dict[str, Any]:
        """Return the record of ``record.schema.json``, ready for JSON."""
        from cable_edition.core.cable.record import to_record  # noqa: PLC0415

        return to_record(self)
