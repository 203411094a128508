"""The record of a cable: the JSON object that ``parse`` prints and the edition publishes.

The schema of the record is ``data/record.schema.json``.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import (
    Addressee,
    Cable,
    Opening,
    Paragraph,
    Passage,
    Record,
    Span,
    TransmissionHeader,
    Value,
)

_RECORD_KEYS = tuple(item.name for item in fields(Record) if item.name != "attributes")


def to_record(cable: Cable) -> dict[str, Any]:
    """Return the record of ``cable``, ready for JSON: plain dicts, lists, strings and numbers.

    Offsets count in characters of the decoded source, for a row of a dump in those of the file.
    """
    base = cable.source.offset
    return {
        "reference_id": cable.reference_id,
        "raw_id": cable.raw_id,
        "aliases": list(cable.aliases),
        "record": _record(cable.record),
        **_header(cable.header, cable.created),
        **_opening(cable.opening),
        "body_references": [
            {
                "text": fold(item.text),
                "id": item.id,
                "label": item.label,
                "paragraph": item.paragraph,
                "offset": item.offset,
            }
            for item in cable.body_references
        ],
        "headings": [
            {"text": item.passage.text, "precedes": item.precedes, "anchor": item.anchor}
            for item in cable.headings
        ],
        "paragraphs": [_paragraph(item) for item in cable.paragraphs],
        "closing": [
            {"kind": item.kind, "anchor": item.anchor, "text": item.passage.text}
            for item in cable.closing
        ],
        "summary": cable.summary,
        "signature": _text(cable.signature),
        "page_markers": [
            {"text": item.text, "offset": item.span.start + base} for item in cable.page_markers
        ],
        "excisions": [
            {
                "anchor": item.anchor,
                "start": item.start,
                "end": item.end,
                "text": item.text,
                "exemptions": list(item.exemptions),
            }
            for item in cable.excisions
        ],
        "corrections": [
            {
                "number": item.number,
                "kind": item.kind,
                "anchor": item.anchor,
                "text": item.text,
                "through": item.through or None,
                "paragraph": item.paragraph,
                "means": item.means or None,
                "reason": fold(item.reason) or None,
            }
            for item in cable.corrections
        ],
        "missing": {
            "header": cable.missing.header,
            "section_headers": list(cable.missing.section_headers),
            "paragraphs": list(cable.missing.paragraphs),
            "redactions": cable.missing.redactions,
            "excisions": len(cable.excisions),
            "garbled": [_span(span, base) for span in cable.missing.garbled],
        },
        "problems": [
            {
                "code": item.code,
                "message": fold(item.message),
                "line": item.line,
                "offset": None if item.offset is None else item.offset + base,
                "severity": item.severity.value,
            }
            for item in cable.problems
        ],
        "found": {item.field: {"how": item.how.value, "by": item.by} for item in cable.found},
        "source": {
            "name": cable.source.name,
            "sha256": cable.source.sha256,
            "encoding": cable.source.encoding,
            "format": cable.source.format,
        },
    }


def _record(record: Record) -> dict[str, Any]:
    attributes = [{"name": item.name, "text": item.value.text} for item in record.attributes]
    return {key: _text(getattr(record, key)) for key in _RECORD_KEYS} | {"attributes": attributes}


def _text(value: Passage | Value | None) -> str | None:
    return None if value is None else value.text


def _span(span: Span, base: int) -> list[int]:
    return [span.start + base, span.end + base]


def _header(header: TransmissionHeader, created: Value | None) -> dict[str, Any]:
    return {
        "transmission_id": _text(header.transmission_id),
        "message_datetime": _text(header.message_datetime or created),
        "precedence": _text(header.precedence),
        "from": _text(header.sender),
        "action_recipients": [_addressee(item) for item in header.action],
        "info_recipients": [_addressee(item) for item in header.info],
        "distribution": [item.text for item in header.distribution],
        "drafted_by": _text(header.drafted_by),
        "approved_by": _text(header.approved_by),
    }


def _addressee(item: Addressee) -> dict[str, Any]:
    return {
        "route": item.route,
        "name": item.name,
        "precedence": item.precedence,
        "mcn": item.mcn,
        "excluded": list(item.excluded),
    }


def _opening(opening: Opening) -> dict[str, Any]:
    officer = opening.classified_by
    return {
        "classification": _text(opening.classification),
        "captions": [item.text for item in opening.captions],
        "passing": [item.text for item in opening.passing],
        "sections": {"n": opening.sections[0], "of": opening.sections[1]}
        if opening.sections
        else None,
        "eo_line": _text(opening.eo_line),
        "declassify_on": _text(opening.declassify_on),
        "tags": [item.text for item in opening.tags],
        "subject": _text(opening.subject),
        "references": [
            {"label": item.label, "text": item.passage.text, "id": item.id, "kind": item.kind}
            for item in opening.references
        ],
        "classified_by": {
            "name": _text(officer.name),
            "title": _text(officer.title),
            "text": officer.passage.text,
        }
        if officer
        else None,
        "reasons": [item.text for item in opening.reasons],
    }


def _paragraph(item: Paragraph) -> dict[str, Any]:
    return {
        "n": item.n,
        "marking": _text(item.marking),
        "anchor": item.anchor,
        "text": item.passage.text,
        "blocks": [
            {"kind": block.kind, "anchor": block.anchor, "text": block.passage.text}
            for block in item.blocks
        ],
    }
