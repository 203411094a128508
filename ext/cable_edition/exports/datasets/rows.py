"""The rows of the tables: what each cable and each register give to :data:`.TABLES`.

What is absent is ``None``, and so is an empty text. A day is its ISO form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cable_edition.core.cable.dates import stamp_of
from cable_edition.core.cable.ids import docname_of, parse_id
from cable_edition.core.cable.marks import mark_meaning
from cable_edition.core.cable.model import Paragraph
from cable_edition.core.cable.places import reference_anchors
from cable_edition.core.cable.portions import level_of
from cable_edition.core.editing.words_alone import (
    Among,
    among_words,
    leading_mark,
    words_alone,
)
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.registers.entries import Registers
from cable_edition.core.registers.same_as import all_same_as
from cable_edition.exports.info import EditionInfo
from cable_edition.exports.tei_registers import entry_anchors

#: A value of a cell.
Cell = str | int | bool | None
Row = tuple[Cell, ...]
#: A row with the name of its table.
Named = tuple[str, Row]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class TableRows:
    """Makes the rows of an edition, cable by cable; nothing of a cable is kept."""

    def __init__(self, edition: Edition, info: EditionInfo) -> None:
        self._edition = edition
        self._info = info
        self._names = names_of(edition.registers)
        self._ids = frozenset(edition.ids)

    def of_cable(self, one: EditedCable) -> Iterator[Named]:
        """Yield the rows of one cable, table by table."""
        address = self._info.address(f"{docname_of(one.id)}.html")
        paragraphs = [(part, _parts_of(one, part)) for part in one.cable.paragraphs]
        words = sum(_words(block.text) for _, blocks in paragraphs for block in blocks)
        yield "records", self._record(one, address, words)
        for number, (part, blocks) in enumerate(paragraphs, 1):
            own = part.marking.text if part.marking else ""
            mark = own or (blocks[0].mark if blocks else "")
            text = " ".join(block.text for block in blocks if block.text)
            yield (
                "paragraphs",
                (
                    *(one.id, part.anchor, number, part.n, mark or None, level_of(mark) or None),
                    *(text or None, part.text or None, _words(text), f"{address}#{part.anchor}"),
                ),
            )
            for place, (block, said) in enumerate(zip(part.blocks, blocks, strict=True), 1):
                shown = (said.mark or (own if place == 1 else "")) or None
                here = (one.id, part.anchor, said.anchor, place, block.kind)
                read = (said.text or None, said.reading or None, block.passage.text or None)
                yield "blocks", (*here, shown, level_of(shown or "") or None, *read)
            yield from _portions(one.id, part.anchor, own, blocks)
        for number, tag in enumerate(one.cable.opening.tags, 1):
            name = self._names.get(("tag", tag.text))
            yield "tags", (one.id, number, tag.text, name or None)
        yield from self._mentions(one)
        yield from self._references(one)
        yield from _layers(one)

    def of_registers(self) -> Iterator[Named]:
        """Yield the rows of the registers, and those of the places of their entries."""
        registers, places = self._edition.registers, self._edition.places
        anchors = entry_anchors(registers)
        same_as: dict[tuple[str, str], str] = {}
        for one in all_same_as(registers):
            key, address = (one.kind, one.entry.id), one.id.address
            same_as[key] = f"{same_as[key]}; {address}" if key in same_as else address
        for kind, entry in registers.by_kind():
            count = len(places.get((kind, entry.id), ()))
            anchor = anchors[kind, entry.id]
            said = (entry.name or None, entry.tip or None)
            yield "entries", (kind, entry.id, *said, anchor, same_as.get((kind, entry.id)), count)
        for person in registers.people:
            yield (
                "people",
                (
                    *(person.id, person.name or None, person.sort or None, person.tip or None),
                    *(person.office or None, person.office_status if person.office else None),
                    "; ".join(person.office_sources) or None,
                    "; ".join(person.spelled) or None,
                    same_as.get(("person", person.id)),
                    len(places.get(("person", person.id), ())),
                ),
            )
        for key, found in places.items():
            shown = self._names.get(key) or None
            for at in found:
                where = (at.cable, at.anchor, at.words or None, at.sense)
                yield "places", (*key, shown, *where)

    def _record(self, one: EditedCable, address: str, words: int) -> Row:
        cable, opening, header = one.cable, one.cable.opening, one.cable.header
        stamp, parts = stamp_of(cable), parse_id(one.id)
        return (
            *(one.id, one.date or None, one.date if _DAY.fullmatch(one.date) else None),
            int(one.date[:4]) if one.date[:4].isdigit() else None,
            stamp.text if stamp else None,
            parts.post if parts else None,
            one.origin or None,
            header.sender.text if header.sender else None,
            "; ".join(item.name for item in header.action) or None,
            "; ".join(item.name for item in header.info) or None,
            one.classification or None,
            "; ".join(item.text for item in opening.captions) or None,
            "; ".join(item.text for item in opening.tags) or None,
            *(one.subject or None, len(cable.paragraphs), words),
            cable.signature.text if cable.signature else None,
            *(cable.missing.header, cable.missing.redactions, len(cable.excisions)),
            *(cable.source.name or None, cable.source.format, cable.source.sha256, address),
        )

    def _mentions(self, one: EditedCable) -> Iterator[Named]:
        for anchor, text in one.texts:
            for item in one.mentions.get(anchor, ()):
                words = text[item.start : item.end] or None
                name = self._names.get((item.kind, item.entry)) or None
                entry = (item.kind, item.entry, name, item.sense)
                yield "mentions", (one.id, anchor, item.start, item.end, words, *entry)

    def _references(self, one: EditedCable) -> Iterator[Named]:
        number = 0
        for number, (anchor, item) in enumerate(reference_anchors(one.cable), 1):
            words = (item.label or None, item.passage.text or None, item.kind)
            cited = (item.id, item.id in self._ids if item.id else None)
            yield "refs", (one.id, anchor, number, "list", *words, *cited, None)
        for place, met in enumerate(one.cable.body_references, number + 1):
            text = " ".join(met.text.split()) or None
            cited = (met.id, met.id in self._ids if met.id else None)
            here = (one.id, met.paragraph, place, "text", met.label or None, text)
            yield "refs", (*here, "cable" if met.id else None, *cited, met.offset)


def names_of(registers: Registers) -> Mapping[tuple[str, str], str]:
    """Return the name of each entry of the registers, by kind and id."""
    return {(kind, entry.id): entry.name for kind, entry in registers.by_kind()}


class _Part(NamedTuple):
    """A part of a paragraph: all that stands there, the words alone, the marks among them."""

    anchor: str
    reading: str
    text: str
    mark: str
    marks: tuple[Among, ...]


def _parts_of(one: EditedCable, part: Paragraph) -> list[_Part]:
    anchors = [block.anchor if place else part.anchor for place, block in enumerate(part.blocks)]
    texts = [one.text(anchor) for anchor in anchors]
    among = among_words(one.cable, part, texts, one.emendations)
    return [
        _Part(
            anchor,
            text,
            words_alone(text, found),
            leading_mark(text, found),
            tuple(item for item in found if item.mark),
        )
        for anchor, text, found in zip(anchors, texts, among, strict=True)
    ]


def _portions(cable: str, paragraph: str, own: str, parts: Sequence[_Part]) -> Iterator[Named]:
    """Yield the marks of a paragraph: its own, then those among its words."""
    marks: list[tuple[str, str, int | None]] = [(paragraph, own, None)] if own else []
    marks += [(part.anchor, item.mark, item.start) for part in parts for item in part.marks]
    for number, (anchor, mark, start) in enumerate(marks, 1):
        caveat = mark.strip("()").partition("/")[2].strip("/ ")
        said = (mark, level_of(mark), caveat or None, mark_meaning(mark) or None)
        yield "portions", (cable, paragraph, anchor, number, *said, start)


def _words(text: str) -> int:
    return len(text.split())


def _layers(one: EditedCable) -> Iterator[Named]:
    for note in one.notes:
        place = (note.anchor, note.position, note.lemma or None, note.kind)
        said = (note.text, "; ".join(note.sources) or None, note.author or None, note.date or None)
        yield "notes", (one.id, note.id, note.number, *place, *said)
    for items in one.emendations.values():
        for item in items:
            words = (item.source or None, item.reading or None)
            rule = (item.rule, item.certainty, item.reason or None)
            where = (one.id, item.id, item.anchor, item.start, item.end)
            yield "emendations", (*where, *words, *rule)
