"""The places of a cable in the order of its page: every anchor that its own text has.

This is the one statement of that order. Pages, releases, redactions, the data and the exports take
it from here. :mod:`cable_edition.core.proof.verify` does not, on purpose: it proves that the page
is right, and would prove nothing by the same walk.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from cable_edition.core.cable.model import (
    Block,
    Cable,
    Closing,
    Heading,
    Paragraph,
    Passage,
    Reference,
)
from cable_edition.core.words import is_translated, marked, say

#: What a place is. ``block`` is a part of a paragraph after its first, which has its anchor.
PlaceKind = Literal[
    "subject",
    "reference",
    "classified-by",
    "heading",
    "paragraph",
    "block",
    "closing",
    "signature",
]

#: The places of the record, which is first on the page.
RECORD_KINDS: frozenset[PlaceKind] = frozenset({"subject", "reference", "classified-by"})

#: Anchors of the record and of the sign-off whose names for people are not their own words.
_NAMES = {
    "classification": marked("classification"),
    "classified-by": marked("classified by"),
    "date": marked("date"),
    "eo": marked("executive order"),
    "info": marked("INFO addressees"),
    "to": marked("TO addressees"),
    "passing": marked("passing"),
    "captions": marked("captions"),
    "reasons": marked("reasons"),
    "references": marked("references"),
    "section": marked("section"),
    "signature": marked("sign-off"),
    "source": marked("source"),
    "subject": marked("subject"),
    "tags": marked("TAGS"),
}


class Place(NamedTuple):
    """A place of a cable: the anchor at which it is addressed, and what stands there.

    ``passage`` is the words there, as transmitted, with their spans; ``None`` for a paragraph of
    which the sender gave the number alone. ``part`` is the item of the model that the place is
    of, ``None`` for the fields that are passages by themselves (subject, classifying line,
    sign-off). A paragraph holds the passage of its first block, for they share one anchor.
    """

    anchor: str
    kind: PlaceKind
    passage: Passage | None
    part: Reference | Heading | Paragraph | Block | Closing | None = None


def places_of(cable: Cable) -> Iterator[Place]:
    """Yield the places of a cable in the order of its page; no anchor comes twice.

    The record is first, with the subject, the items of the REF list and the classifying line; then
    each paragraph after the headings before it, the closing lines, and the sign-off.
    """
    opening = cable.opening
    if opening.subject:
        yield Place("subject", "subject", opening.subject)
    for anchor, item in reference_anchors(cable):
        yield Place(anchor, "reference", item.passage, item)
    if opening.classified_by:
        yield Place("classified-by", "classified-by", opening.classified_by.passage)
    last = len(cable.paragraphs)
    headings: dict[int, list[Place]] = {}
    for heading in cable.headings:
        place = Place(heading.anchor, "heading", heading.passage, heading)
        headings.setdefault(min(heading.precedes, last), []).append(place)
    for index, paragraph in enumerate(cable.paragraphs):
        yield from headings.get(index, ())
        first, rest = paragraph.blocks[:1], paragraph.blocks[1:]
        words = first[0].passage if first else None
        yield Place(paragraph.anchor, "paragraph", words, paragraph)
        for block in rest:
            yield Place(block.anchor, "block", block.passage, block)
    yield from headings.get(last, ())
    for line in cable.closing:
        yield Place(line.anchor, "closing", line.passage, line)
    if cable.signature:
        yield Place("signature", "signature", cable.signature)


def reference_anchors(cable: Cable) -> Iterator[tuple[str, Reference]]:
    """Yield each item of the REF list with its anchor, in order.

    An item is named by its letter (``ref-a``); one without a letter, or with a letter that came
    before, by its place in the list (``ref-2``).
    """
    taken: set[str] = set()
    for number, item in enumerate(cable.opening.references, 1):
        label = (item.label or "").lower()
        plain = label.isascii() and label.isalpha() and len(label) <= 2
        anchor = f"ref-{label}" if plain and f"ref-{label}" not in taken else f"ref-{number}"
        taken.add(anchor)
        yield anchor, item


def passages_of(cable: Cable) -> dict[str, Passage]:
    """Return the words of a cable with their spans, by anchor: all that a release issues."""
    return {one.anchor: one.passage for one in places_of(cable) if one.passage is not None}


def issued_words(cable: Cable) -> dict[str, str]:
    """Return the folded source words of each anchor that a release issues."""
    return {anchor: passage.text for anchor, passage in passages_of(cable).items()}


def texts_of(cable: Cable) -> tuple[tuple[str, str], ...]:
    """Return the words of a cable as transmitted, by anchor, where layers may stand on them.

    These are the places of :func:`passages_of` but the items of the REF list, which the page shows
    as links.
    """
    return tuple(
        (one.anchor, one.passage.text)
        for one in places_of(cable)
        if one.passage is not None and one.kind != "reference"
    )


def place_name(anchor: str) -> str:
    """Return the name of a place for people: ``p14-2`` is ``¶ 14, part 2``."""
    if anchor in _NAMES:
        return say(_NAMES[anchor])
    head, _, part = anchor.partition("-")
    if head[:1] == "p" and head[1:2].isdigit():
        number = head[1:]
        return (
            say("{place}, part {part}", place=f"¶ {number}", part=part) if part else f"¶ {number}"
        )
    if head[:1] == "h" and head[1:].isdigit():
        return say("heading {number}", number=head[1:])
    if head[:1] == "u" and head[1:].isdigit():
        number = head[1:]
        if part:
            return say("unnumbered passage {number}, part {part}", number=number, part=part)
        return say("unnumbered passage {number}", number=number)
    if head == "in" and "-" in part:
        siglum, _, place = part.partition("-")
        witness = f"{siglum[:1].upper()}{siglum[1:]}"
        return say("{passage} of {witness}", passage=place_name(place), witness=witness)
    if head == "ref" and part:
        return say("reference {letter}", letter=part) if is_translated() else f"ref {part}"
    return anchor.replace("-", " ")


def passage_of_copy(anchor: str, kind: str, number: str = "") -> str:
    """Return what a passage is that only a copy has: ``paragraph 5``, ``heading``, ``TAGS``.

    ``anchor`` is its own, ``in-b-p5`` or ``p5``; ``kind`` a kind of place or a field of the record.
    """
    own = anchor.split("-", 2)[-1] if anchor.startswith("in-") else anchor
    if kind in _NAMES or kind == "reference":
        return place_name(own)
    return " ".join(filter(None, (say(kind.replace("-", " ")), number)))
