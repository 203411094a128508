"""In which cables a quotation may stand: each two words that follow one another, and where they do.

The cables of an edition have **units**: the places of their pages, numbered as the search numbers
them. A pair of words has a number, its checksum, which puts it into one of the **buckets**; the
index has for each bucket the units with a pair in it, and so no word. How a quotation is looked up
by its pairs says :mod:`cable_edition.core.quotations.candidates`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple
from zlib import crc32

from cable_edition.core.quotations.liberties import is_heading, loosened
from cable_edition.core.quotations.wording import NOTE
from cable_edition.core.search.found import SearchPage, SearchPlace, with_room
from cable_edition.core.search.index import outline_of
from cable_edition.core.search.words import folded, runs

#: There are so many buckets, unless one had fewer units than the first number or more than the
#: second. In a small edition larger ones would say of each pair that it stands in most cables.
_BUCKETS, _LEAST_FULL, _FULL = 2700, 40, 600
#: So many units are in a file together.
_IN_FILE = 1200
#: A number of a pair has so many bits.
_BITS = 32
#: A unit and its pairs.
_Unit = tuple[int, "array[int]"]


class Units(NamedTuple):
    """The units of an edition: the first of each page, their number, and the pairs in each."""

    first: list[int]
    number: int
    pairs: list[tuple[int, array[int]]]


class PairIndex(NamedTuple):
    """Where each pair stands: for each bucket its units, rising."""

    first: list[int]
    buckets: list[list[int]]

    def look_up(self, pair: int) -> list[int]:
        """Return the units that have a pair, and those that have another one of its bucket."""
        return self.buckets[bucket_of(pair, len(self.buckets))]


def pair_number(one: str, other: str) -> int:
    """Return the number of two words that follow one another."""
    return crc32(_encoded(other), _begun(one))


def word_number(form: str) -> int:
    """Return the number of a word that only another witness has on a page; no pair is written so.

    The words of the base text themselves are in the index of the search.
    """
    return pair_number("", form)


@cache
def _encoded(form: str) -> bytes:
    return form.encode("utf-8", "surrogatepass")


@cache
def _begun(form: str) -> int:
    """Return the checksum of a word and the blank behind it."""
    return crc32(_encoded(form) + b" ")


def forget_words() -> None:
    """Forget the checksums of words that were met, of which a large edition has many."""
    _encoded.cache_clear()
    _begun.cache_clear()


def _numbers_of(forms: Sequence[str]) -> set[int]:
    """Return the numbers of the pairs of a run of words: as :func:`pair_number`, many at once."""
    return set(map(crc32, map(_encoded, forms[1:]), map(_begun, forms)))


def forms_of(text: str) -> list[str]:
    """Return the words of a text without its compounds, as the search cuts them."""
    return runs(folded(text))


def read_units(
    pages: Iterable[SearchPage], found_in: Callable[[SearchPage], Iterable[_Unit]] | None = None
) -> Units:
    """Return the units of the cables among pages, which come first.

    ``found_in`` gives the pairs of a page, by default :func:`pairs_of`.
    """
    first, found, number = [], [], 0
    for page in pages:
        if page.part != "Cables":
            break
        first.append(number)
        found += [(number + unit, pairs) for unit, pairs in (found_in or pairs_of)(page)]
        number += room_of(page)
    return Units(first, number, found)


def pairs_of(page: SearchPage) -> Iterator[_Unit]:
    """Yield the units of a page, from 0 on, that have pairs, with these in order."""
    unit = 0
    for place, pairs in zip(page.places, _pairs_of(page), strict=True):
        if pairs:
            # As numbers of four bytes: all that an edition has stand in memory together.
            yield unit, array("I", sorted(pairs))
        unit += 2 if place.transmitted else 1


def room_of(page: SearchPage) -> int:
    """Return how many numbers a page takes for its units, as the search has it."""
    return with_room(sum(units for _, units in outline_of(page).blocks))


def _pairs_of(page: SearchPage) -> list[set[int]]:
    """Return the pairs of each place: of its words, and of those that other witnesses have there.

    What only a witness has counts for the place behind which it stands there.
    """
    found = list(_pairs_of_base(page.places))
    numbers: dict[str, int] = {}
    for number, place in enumerate(page.places):
        numbers.setdefault(place.anchor, number)
    read = {form for place in page.places for form in forms_of(place.words)} if page.copies else ()
    for copy in page.copies:
        home, homes = 0, []
        for place in copy.places:
            home = numbers.get(place.anchor, home)
            homes.append(home)
        for number, pairs in enumerate(_pairs_of_base(copy.places)):
            before = homes[max(number - 1, 0)]
            after = homes[min(number + 1, len(homes) - 1)]
            found[homes[number]] |= pairs
            own = (form for form in forms_of(copy.places[number].words) if form not in read)
            found[homes[number]].update(map(word_number, own))
            # A passage that stands elsewhere in the copy is looked for there too.
            for other in (before, after):
                if abs(other - homes[number]) > 1:
                    found[other] |= pairs
    return found


def _pairs_of_base(places: Sequence[SearchPlace]) -> Iterator[set[int]]:
    """Yield the pairs of each place, with that of its last word and the first of the next place."""
    every = [() if place.label.startswith(NOTE) else forms_of(place.words) for place in places]
    cut = loosened([(place.anchor, place.words) for place in places])
    # The same without what may be left out of a quotation.
    loose = [
        here if words == place.words or not here else forms_of(words)
        for here, words, place in zip(every, cut, places, strict=True)
    ]
    for number, place in enumerate(places):
        here = every[number]
        found = _numbers_of([*here, *_first_after(number, every)]) if here else set()
        if place.transmitted and here:
            found |= _numbers_of(forms_of(place.transmitted))
        if here and not is_heading(place.anchor):
            # Where nothing may be left out of it, only what comes after can be another word.
            some = loose[number] if loose[number] is not here else here[-1:]
            found |= _numbers_of([*some, *_first_after(number, loose)])
        yield found


def _first_after(number: int, every: Sequence[Sequence[str]]) -> list[str]:
    return next(([one[0]] for one in every[number + 1 :] if one), [])


def make_index(units: Units) -> PairIndex:
    """Return the index of the units of an edition."""
    number = bucket_count(sum(len(pairs) for _, pairs in units.pairs))
    buckets: list[list[int]] = [[] for _ in range(number)]
    for unit, pairs in units.pairs:
        # Units rise, so that each bucket is in order.
        for bucket in {bucket_of(pair, number) for pair in pairs}:
            buckets[bucket].append(unit)
    return PairIndex(units.first, buckets)


def bucket_of(pair: int, number: int) -> int:
    """Return the bucket of a pair, where there are so many."""
    return pair * number >> _BITS


def _full(total: int) -> float:
    """Return how many units are in a bucket of an edition with so many pairs of units."""
    return min(max(total // _BUCKETS, _LEAST_FULL), _FULL)


def buckets_in_file(total: int) -> int:
    """Return how many buckets are in a file of an edition with so many pairs of units."""
    return max(int(_IN_FILE // _full(total)), 1)


def bucket_count(total: int) -> int:
    """Return how many buckets so many pairs of units need.

    They grow by an eighth, so that few edits change their number.
    """
    found, full = 8, _full(total)
    while found * full < total:
        found += max(1, (1 << (found.bit_length() - 1)) // 8)
    return found
