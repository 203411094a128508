"""The index of a site: which words stand where, for all places of all pages.

Each text of a place is a **unit**, numbered through the site; a place that the edition reads
otherwise than its source has two, the reading text and the words as transmitted. Units stand in
**blocks**: a page, or a part of a long one, with the words that a result shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from cable_edition.core.search.forms import apart, form_groups
from cable_edition.core.search.found import PARTS, SearchPage, SearchPlace
from cable_edition.core.search.words import words

#: A block holds so many characters, or one place.
BLOCK = 8000


@dataclass(frozen=True, slots=True)
class Block:
    """Some places of a page, by its number, with the number of units in them."""

    page: int
    places: tuple[SearchPlace, ...]
    units: int


@dataclass(slots=True)
class SearchIndex:
    """Pages in the order of results, their blocks, and for each form its places.

    ``places`` is form -> [(unit, places of the word among the words of the unit)]. ``forms`` is
    form -> all forms of its word; ``apart`` form -> which of its related forms are none of it
    though they look so, by their numbers.
    """

    pages: Sequence[SearchPage]
    blocks: list[Block] = field(default_factory=list)
    transmitted: list[int] = field(default_factory=list)
    places: dict[str, list[tuple[int, list[int]]]] = field(default_factory=dict)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    apart: dict[str, tuple[int, ...]] = field(default_factory=dict)
    units: int = 0


def make_index(pages: Sequence[SearchPage], *, english: bool) -> SearchIndex:
    """Index pages, which are sorted by their parts first; only English words have forms."""
    index = SearchIndex(sorted(pages, key=lambda page: PARTS.index(page.part)))
    places: defaultdict[str, list[tuple[int, list[int]]]] = defaultdict(list)
    for number, page in enumerate(index.pages):
        for group in _blocks(page):
            first = index.units
            for place in group:
                for text in _texts(place):
                    _add(text, index.units, places)
                    index.units += 1
                if place.transmitted:
                    index.transmitted.append(index.units - 1)
            index.blocks.append(Block(number, group, index.units - first))
    index.places = dict(sorted(places.items()))
    if english:
        index.forms = form_groups(index.places)
        index.apart = apart(index.places)
    return index


def _texts(place: SearchPlace) -> tuple[str, ...]:
    return (place.words, place.transmitted) if place.transmitted else (place.words,)


def _add(text: str, unit: int, places: defaultdict[str, list[tuple[int, list[int]]]]) -> None:
    here: defaultdict[str, list[int]] = defaultdict(list)
    for form, place in words(text):
        here[form].append(place)
    for form, at in here.items():
        places[form].append((unit, at))


def _blocks(page: SearchPage) -> list[tuple[SearchPlace, ...]]:
    blocks: list[list[SearchPlace]] = []
    size = BLOCK
    for place in page.places:
        length = len(place.words) + len(place.transmitted)
        if not blocks or size + length > BLOCK:
            blocks.append([])
            size = 0
        blocks[-1].append(place)
        size += length
    return [tuple(block) for block in blocks] or [()]
