"""Where the excisions of a releasing body stand in the words of a cable."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Cable, Excision
from cable_edition.core.cable.passage import characters
from cable_edition.core.cable.places import places_of
from cable_edition.core.cable.span import Span

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawExcision


def placed_excisions(cable: Cable, found: Sequence[RawExcision]) -> tuple[Excision, ...]:
    """Return the excisions of ``cable``, each at the place of its page where it stands.

    One that stands in no words of the text, such as among addressees, has no place.
    """
    placed: list[Excision] = []
    done: set[RawExcision] = set()
    starts = [one.span.start for one in found]
    for place in places_of(cable):
        if place.passage is None:
            continue
        first, last = place.passage.spans[0].start, place.passage.spans[-1].end
        near = found[max(0, bisect_left(starts, first) - 1) : bisect_left(starts, last)]
        if not any(one.span.start < last and first < one.span.end for one in near):
            continue
        own = [
            (span, index)
            for index, span in enumerate(characters(cable, place.passage))
            if span is not None
        ]
        for one in near:
            low = bisect_left(own, (Span(one.span.start, 0), 0))
            high = bisect_left(own, (Span(one.span.end, 0), 0))
            if one not in done and low < high:
                start, end = own[low][1], own[high - 1][1] + 1
                words = place.passage.text[start:end]
                placed.append(Excision(place.anchor, start, end, words, one.exemptions))
                done.add(one)
    placed += [
        Excision(None, 0, 0, fold(cable.source.text[slice(*one.span)]), one.exemptions)
        for one in found
        if one not in done
    ]
    return tuple(placed)
