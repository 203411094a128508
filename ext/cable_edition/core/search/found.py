"""What a search can find: the pages of a site, each with its places in their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Literal, TypeVar

from cable_edition.core.late_methods import dataclass

_Told = TypeVar("_Told")
#: The parts of an edition, in the order in which a search shows them.
Part = Literal["Cables", "Registers", "Lists", "Chapters"]
PARTS: tuple[Part, ...] = ("Cables", "Registers", "Lists", "Chapters")

#: The numbers of the units of a page begin at a multiple of this.
ROOM = 16


def with_room(units: int) -> int:
    """Return how many numbers a page takes for its units: some are left for those to come."""
    return -(-units // ROOM) * ROOM


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """A place of a page: a paragraph, a heading, an entry, a section.

    ``anchor`` is its id on the page, empty for the page itself; ``label`` what is shown beside the
    title of the page; ``words`` what a reader finds there. ``transmitted`` are the words as
    transmitted where the edition reads otherwise, else empty.
    """

    anchor: str
    label: str
    words: str
    transmitted: str = ""


@dataclass(frozen=True, slots=True)
class SearchCopy:
    """Another witness of a cable, of which a search says nothing and the check of quotations does.

    ``places`` are its passages in its own order, each under the anchor that it has on the page of
    the cable: a passage that the base text lacks has one of its own.
    """

    siglum: str
    places: tuple[SearchPlace, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page: its title, date (ISO, or empty), filters (name -> values), places, and copies."""

    docname: str
    part: Part
    title: str
    places: tuple[SearchPlace, ...]
    date: str = ""
    filters: Mapping[str, list[str]] = field(default_factory=dict)
    copies: tuple[SearchCopy, ...] = ()

    def told(self, _what: str, make: Callable[[], _Told]) -> _Told:
        """Return what is told of the places and copies of the page alone; a page may know it."""
        return make()
