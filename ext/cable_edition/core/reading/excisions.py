"""Where the excisions of a releasing body stand in the words of a cable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Cable, Excision
from cable_edition.core.cable.passage import characters
from cable_edition.core.cable.places import places_of

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawExcision


def placed_excisions(cable: Cable, found: Sequence[RawExcision]) -> tuple[Excision, ...]:
    """Return the excisions of ``cable``, each at the place of its page where it stands.

    One that stands in no words of the text, such as among addressees, has no place.
    """
    left = list(found)
    placed: list[Excision] = []
    for place in places_of(cable):
        if not left or place.passage is None:
            continue
        first, last = place.passage.spans[0].start, place.passage.spans[-1].end
        near = [one for one in left if one.span.start < last and first < one.span.end]
        if not near:
            continue
        spans = characters(cable, place.passage)
        for one in near:
            inside = [
                index
                for index, span in enumerate(spans)
                if span and one.span.start <= span.start and span.end <= one.span.end
            ]
            if inside:
                start, end = inside[0], inside[-1] + 1
                words = place.passage.text[start:end]
                placed.append(Excision(place.anchor, start, end, words, one.exemptions))
                left.remove(one)
    placed += [
        Excision(None, 0, 0, fold(cable.source.text[slice(*one.span)]), one.exemptions)
        for one in left
    ]
    return tuple(placed)
