"""What releasing bodies withheld, place by place: in the base texts and in the other witnesses.

These are never the redactions of this edition, which are told on the page of each cable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cable_edition.core.editing.sidecar.witness_entries import BASE_SIGLUM
from cable_edition.core.edition.model import EditedCable


class WithheldPlace(NamedTuple):
    """A place where words were cut out of a copy; how many is not known.

    ``siglum`` is A for the base text. ``anchor`` is empty where they stand in no words of the page.
    ``body`` is who released the copy, as far as the sidecar says; ``exemptions`` are as the
    copy writes them; ``mark`` is that of the paragraph; ``year`` that of the cable.
    """

    cable: str
    siglum: str
    anchor: str
    body: str
    exemptions: tuple[str, ...]
    mark: str
    year: str


def withheld_places(cables: Iterable[EditedCable]) -> tuple[WithheldPlace, ...]:
    """Return the places of all cables, in the order of the edition."""
    return tuple(WithheldPlace(*row) for one in cables for row in withheld_told(one))


def withheld_told(one: EditedCable) -> list[tuple[Any, ...]]:
    """Return the places of a cable as plain rows, from its drawer."""
    return one.told("withheld places", lambda: [tuple(place) for place in _of(one)])


def _of(one: EditedCable) -> Iterator[WithheldPlace]:
    if not one.cable.excisions and not one.witnesses:
        return
    marks = {
        block.anchor: paragraph.marking.text
        for paragraph in one.cable.paragraphs
        if paragraph.marking
        for block in paragraph.blocks
    }
    year = one.date[:4]
    for item in one.cable.excisions:
        anchor = item.anchor or ""
        mark = marks.get(anchor, "")
        body = one.provenance.body
        yield WithheldPlace(one.id, BASE_SIGLUM, anchor, body, item.exemptions, mark, year)
    for witness in one.witnesses:
        for row in witness.apparatus.differences:
            # A passage that the base text lacks has its excisions within it.
            for cut in row.unit.cuts if row.unit else ():
                yield WithheldPlace(
                    one.id,
                    witness.siglum,
                    row.anchor,
                    witness.body,
                    cut.exemptions,
                    row.unit.mark if row.unit else "",
                    year,
                )
            if row.kind == "excised":
                yield WithheldPlace(
                    one.id,
                    witness.siglum,
                    row.anchor,
                    witness.body,
                    row.exemptions,
                    marks.get(row.anchor, ""),
                    year,
                )


def counted(places: Iterable[WithheldPlace]) -> dict[str, dict[str, int]]:
    """Return how many places there are by body, exemption, portion mark and year.

    A place with several exemptions counts for each of them; what is not stated is an empty text,
    and the last.
    """
    found: dict[str, dict[str, int]] = {"body": {}, "exemption": {}, "mark": {}, "year": {}}
    for one in places:
        for name, values in (
            ("body", (one.body,)),
            ("exemption", one.exemptions or ("",)),
            ("mark", (one.mark,)),
            ("year", (one.year,)),
        ):
            for value in values:
                found[name][value] = found[name].get(value, 0) + 1
    return {
        name: dict(sorted(values.items(), key=lambda item: (not item[0], -item[1], item[0])))
        for name, values in found.items()
    }
