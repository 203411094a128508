"""The index of an edition: for each entry of the registers, the cables and the places in them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.edition.whole import mark_of

if TYPE_CHECKING:
    from cable_edition.core.edition.assemble import Edition

#: Kind and id of an entry -> id of a cable -> the anchors at which it occurs there.
IndexPlaces = Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]


def index_places(edition: Edition) -> PlacesOfIndex:
    """Return where each entry occurs, cables in the order of the edition, places in that of a page.

    A TAG occurs in the line of TAGS too. A cable from a post belongs to that post, with the places
    that name it, if any. The places of an entry are put together when they are asked for.
    """
    return PlacesOfIndex(edition)


class PlacesOfIndex(Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]):
    """Where each entry occurs; see :func:`index_places`."""

    def __init__(self, edition: Edition) -> None:
        self._places = edition.places
        self._ids: list[str] = []
        #: The cables of a TAG and of a post, by their numbers in the edition.
        self._cables: dict[tuple[str, str], array[int]] = {}
        posts = {post.code: post.id for post in edition.registers.posts}
        for number, one in enumerate(edition.cables):
            self._ids.append(one.id)
            for code in dict.fromkeys(one.tags):
                self._cables.setdefault(("tag", code), array("Q")).append(number)
            parts = parse_id(one.id)
            if parts and parts.post in posts:
                self._cables.setdefault(("post", posts[parts.post]), array("Q")).append(number)
        self._number = {cable: number for number, cable in enumerate(self._ids)}

    def mark(self, key: tuple[str, str]) -> str:
        """Return what stands for where an entry occurs, or nothing where only reading tells."""
        return "" if key in self._cables else mark_of(self._places.get(key, ()))

    def __getitem__(self, key: tuple[str, str]) -> Mapping[str, tuple[str, ...]]:
        numbers, occurrences = self._cables.get(key), self._places.get(key)
        if numbers is None and occurrences is None:
            raise KeyError(key)
        first = {"tags": None} if key[0] == "tag" else {}
        found: dict[int, dict[str, None]] = {number: dict(first) for number in numbers or ()}
        for place in occurrences or ():
            found.setdefault(self._number[place.cable], {})[place.anchor] = None
        return {self._ids[number]: tuple(found[number]) for number in sorted(found)}

    def __iter__(self) -> Iterator[tuple[str, str]]:
        yield from self._cables
        yield from (key for key in self._places if key not in self._cables)

    def __len__(self) -> int:
        return sum(1 for _ in self)
