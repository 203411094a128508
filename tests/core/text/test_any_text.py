"""Whatever the text holds: no exception, an exact partition, passages that are their spans."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Passage
from cable_edition.core.reading.text.parse import parse_text
from cable_edition.core.reading.text.parts import TextContext, TextParts
from tests.core.text.forms import FORMS

SEED = (Path(__file__).parents[3] / "source_cables" / "05OTTAWA286.txt").read_text("utf-8")
BODY = SEED[SEED.index("C O N F I D E N T I A L") : SEED.index("DICKSON") + 7]

FRAGMENTS = [
    "C O N F I D E N T I A L SECTION 01 OF 03 OTTAWA 000286",
    "UNCLAS ROME 1196",
    "SIPDIS",
    "E.O. 12958: DECL: 01/26/2009",
    "E.O. 11652: GDS",
    "TAGS: PREL, PGOV, OVIP (DOE, JOHN)",
    "SUBJECT: TALKS WITH",
    "REF: A. OTTAWA 12 B. 04 STATE 345/346 (NOTAL)",
    "Classified By: DCM Jane Doe, reasons 1.4 (b) and (d)",
    "1. (C) Summary: ",
    "\n2. (SBU) ",
    "\n\ufffd3. (C) ",
    "\u00b64. ",
    "OTTAWA 00000286 002 OF 003",
    "PAGE 02 ROME 01196 01 OF 02 082030Z",
    "CONFIDENTIAL",
    "UNCLAS SECTION 02 OF 03 OTTAWA 000286",
    "END SUMMARY.",
    "HEADING\n-------\n",
    " COMMENT ------- ",
    "-- an item;",
    " (1) one, (2) two",
    "reftel A and refs B-D, septel",
    "XXXXXXXXXXXX",
    "\ufffd",
    "\x00\x1c\x85",
    "\u00a0",
    "\r\n",
    "\n\n",
    "NNNN",
    "DICKSON",
    "Visit the Classified Web Site at http://example.sgov.gov/",
    "Declassified/Released US Department of State",
    "the minister said so.",
    " word",
    "inter-",
]


def passages(parts: TextParts) -> list[Passage]:
    opening = parts.opening
    found = [
        *opening.passing,
        *(reference.passage for reference in opening.references),
        *(paragraph.passage for paragraph in parts.paragraphs),
        *(block.passage for paragraph in parts.paragraphs for block in paragraph.blocks),
        *(heading.passage for heading in parts.headings),
        *(line.passage for line in parts.closing),
    ]
    single = [opening.post, opening.serial, opening.eo_line, opening.subject, parts.signature]
    if opening.classified_by:
        single.append(opening.classified_by.passage)
    return [*found, *(one for one in single if one)]


def spelled(text: str, passage: Passage) -> str:
    words = ""
    for index, span in enumerate(passage.spans):
        piece = fold(text[span.start : span.end])
        words += piece if not index or index in passage.glued else f" {piece}"
    return words


def check(text: str, header_end: int = 0) -> None:
    parts = parse_text(text, header_end=header_end, context=TextContext(2005, "05OTTAWA286"))
    at = header_end
    for segment in parts.segments:
        assert segment.span.start == at
        assert segment.span.end > at
        at = segment.span.end
    assert at == len(text)
    for passage in passages(parts):
        assert passage.text == spelled(text, passage)
    for paragraph in parts.paragraphs:
        assert paragraph.text == " ".join(block.passage.text for block in paragraph.blocks)
    anchors = [
        *(block.anchor for paragraph in parts.paragraphs for block in paragraph.blocks),
        *(paragraph.anchor for paragraph in parts.paragraphs if not paragraph.blocks),
        *(line.anchor for line in parts.closing),
        *(heading.anchor for heading in parts.headings),
    ]
    assert len(anchors) == len(set(anchors))
    content = {
        position
        for segment in parts.segments
        if segment.content
        for position in range(*segment.span)
    }
    for passage in passages(parts):
        for span in passage.spans:
            assert content.issuperset(range(*span))
    by_anchor = {paragraph.anchor: paragraph.text for paragraph in parts.paragraphs}
    for found in parts.body_references:
        assert by_anchor[found.paragraph].startswith(found.text, found.offset)
    for healing in parts.healings:
        assert 0 < healing.offset < len(by_anchor[healing.paragraph])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.integers(0, 40))
def test_any_string_is_partitioned(text: str, header_end: int) -> None:
    check(text, min(header_end, len(text)))


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=30),
    st.sampled_from([" ", "\n", "\n\n", ""]),
)
def test_any_mix_of_the_parts_of_cables_is_partitioned(pieces: list[str], joint: str) -> None:
    check(joint.join(pieces))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(BODY) - 1),
    st.integers(0, 300),
    st.sampled_from(FRAGMENTS),
    st.sampled_from(sorted(FORMS)),
)
def test_a_damaged_cable_is_partitioned(at: int, cut: int, put: str, form: str) -> None:
    damaged = BODY[:at] + put + BODY[at + cut :]
    check(FORMS[form](damaged[max(0, at - 1500) : at + 1500]))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=20))
def test_a_text_in_capitals_is_partitioned(pieces: list[str]) -> None:
    check("\n".join(pieces).upper())


@pytest.mark.parametrize("text", ["", " ", "\n", "\u00b6", "1.", "(C)", "-----", "C O N F"])
def test_the_smallest_texts_are_partitioned(text: str) -> None:
    check(text)
