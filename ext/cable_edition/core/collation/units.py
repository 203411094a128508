"""What is collated of a cable: its fields, headings, paragraphs and closing lines, in order.

Of the transmission header, or the record in its place, date and addressees are collated. Not
collated are the rest of it and what a copy has of its own pages (page heads, stamps, rules): they
tell of the copy, not of the cable.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from cable_edition.core.cable.dates import stamp_of
from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Cable, Paragraph
from cable_edition.core.cable.places import places_of
from cable_edition.core.late_methods import dataclass

#: Fields of which a cable has one.
SINGLE = frozenset(
    [
        *("date", "to", "info"),
        *("classification", "captions", "eo", "tags", "subject", "classified-by", "signature"),
    ]
)
#: Those of the header, which have no place of their own on the page.
OF_HEADER = frozenset(["date", "to", "info"])


class Cut(NamedTuple):
    """Words that a releasing body cut out: where in the words of a unit, with its exemptions."""

    start: int
    end: int
    exemptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit:
    """One piece of a cable that is aligned as a whole.

    ``anchor`` is its anchor in its own copy, ``kind`` as in
    :data:`~cable_edition.core.cable.places.PlaceKind` or a field of the record, ``number`` and
    ``mark`` those of a paragraph. ``words`` are folded; ``parts`` names for each block of a
    paragraph its anchor and the number of words before it.
    """

    anchor: str
    kind: str
    words: str
    number: int | None = None
    mark: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    cuts: tuple[Cut, ...] = ()

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words, parted at blanks."""
        return tuple(self.words.split(" ")) if self.words else ()

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where each word begins, and one beyond the last, as if a blank followed it."""
        found = [0]
        for token in self.tokens:
            found.append(found[-1] + len(token) + 1)
        return tuple(found)

    @cached_property
    def cut_tokens(self) -> dict[int, tuple[str, ...]]:
        """The words that stand for something cut out, each with the exemptions."""
        found = {}
        for cut in self.cuts:
            first = bisect_right(self.offsets, cut.start) - 1
            last = bisect_right(self.offsets, max(cut.start, cut.end - 1)) - 1
            for at in range(max(0, first), min(last + 1, len(self.tokens))):
                found[at] = cut.exemptions
        return found

    def part_at(self, token: int) -> tuple[str, int]:
        """Return the anchor of the block that holds a word, and the words before that block."""
        found = (self.anchor, 0)
        for anchor, before in self.parts:
            if before > token:
                break
            found = (anchor, before)
        return found


def units_of(cable: Cable) -> tuple[Unit, ...]:
    """Return what is collated of a cable, in the order of its page."""
    return tuple(_units(cable))


def _units(cable: Cable) -> Iterator[Unit]:
    opening = cable.opening
    header = cable.header
    stamp = stamp_of(cable)
    fields = {
        # The day and the time are two words, for a copy may say the day alone.
        "date": stamp.text.replace("T", " ") if stamp else "",
        "to": "; ".join(line.name for line in header.action),
        "info": "; ".join(line.name for line in header.info),
        "classification": opening.classification.text if opening.classification else "",
        "captions": ", ".join(one.text for one in opening.captions),
        "eo": opening.eo_line.text if opening.eo_line else "",
        "tags": ", ".join(one.text for one in opening.tags),
    }
    yield from (Unit(kind, kind, fold(words)) for kind, words in fields.items() if words)
    cuts: dict[str, list[Cut]] = {}
    for one in cable.excisions:
        if one.anchor is not None:
            cuts.setdefault(one.anchor, []).append(Cut(one.start, one.end, one.exemptions))
    for place in places_of(cable):
        if isinstance(place.part, Paragraph):
            yield _paragraph(place.part, cuts)
        elif place.kind != "block" and place.passage is not None:
            found = tuple(cuts.get(place.anchor, ()))
            yield Unit(place.anchor, place.kind, place.passage.text, cuts=found)


def _paragraph(paragraph: Paragraph, cuts: dict[str, list[Cut]]) -> Unit:
    parts: list[tuple[str, int]] = []
    found: list[Cut] = []
    words: list[str] = []
    length = count = 0
    for block in paragraph.blocks:
        text = block.passage.text
        parts.append((block.anchor, count))
        shift = length
        found += [
            Cut(one.start + shift, one.end + shift, one.exemptions)
            for one in cuts.get(block.anchor, ())
        ]
        if text:
            words.append(text)
            length += len(text) + 1
            count += text.count(" ") + 1
    mark = paragraph.marking.text if paragraph.marking else ""
    return Unit(
        paragraph.anchor,
        "paragraph",
        " ".join(words),
        paragraph.n,
        mark,
        tuple(parts),
        tuple(found),
    )
