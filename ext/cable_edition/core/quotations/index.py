"""In which cables a quotation may stand: each two words that follow one another, and where they do.

The cables of an edition have **units**: the places of their pages, numbered as the search numbers
them. A pair of words has a number, its checksum, which puts it into one of the **buckets**; the
index has for each bucket the units with a pair in it, and so no word. A quotation is looked up by
all its pairs. A changed word takes two of them away at most, so of ``m`` different pairs at least
``m - 2 k`` are left where ``k`` words were changed. Places that lie together are taken as one, for
a quotation may pass from a paragraph to the next; each piece between two ellipses is looked up for
itself.

A long quotation is looked up by one of its stretches after another, each of :data:`STRETCH` words,
``q // 42 + 1`` of them for ``q`` words. If one word in six was changed at most, there is one of
them in which no more than one in four was, for to spoil each of ``n`` stretches takes ``7 n``
words, and ``q // 6`` are fewer.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple, TypeVar
from zlib import crc32

from cable_edition.core.quotations.liberties import is_heading, loosened
from cable_edition.core.quotations.match import LEAST, SHARE
from cable_edition.core.quotations.quotation import Quotation
from cable_edition.core.quotations.wording import NOTE
from cable_edition.core.search.found import SearchPage, SearchPlace, with_room
from cable_edition.core.search.words import folded

#: So many words of a long quotation are looked up together.
STRETCH = 24
#: One stretch for so many words, and one more.
_PER_STRETCH = 42
#: The changed words that are sure to be found: one in so many.
_SURE = 6
#: A bucket has the pairs of about so many units.
_FULL = 600
#: Units whose numbers differ by no more than this lie together.
NEAR = 3
#: The most cables that are read for a stretch of those in which it may stand with one word in six
#: changed; as long as it is not more than the second number in all, some with more changes too.
MOST_SURE, MOST, MAYBE = 200, 20, 4
#: Where more cables fit, they are looked through for the longest words of a stretch, so many.
FEW_PAGES, LONGEST = 6, 8
#: The most cables that are read for a quotation of fewer words than are looked for when altered.
MOST_SHORT = 200
#: A number of a pair has so many bits.
_BITS = 32
_WORD = re.compile(r"[^\W_]+")
_Key = TypeVar("_Key", int, str)
#: A unit and its pairs.
_Unit = tuple[int, "array[int]"]
LookUp = Callable[[int], Iterable[int]]
LookUpWords = Callable[[frozenset[int], str], Iterable[int]]


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


@cache
def _encoded(form: str) -> bytes:
    return form.encode("utf-8", "surrogatepass")


@cache
def _begun(form: str) -> int:
    """Return the checksum of a word and the blank behind it."""
    return crc32(_encoded(form) + b" ")


def _numbers_of(forms: Sequence[str]) -> set[int]:
    """Return the numbers of the pairs of a run of words: as :func:`pair_number`, many at once."""
    return set(map(crc32, map(_encoded, forms[1:]), map(_begun, forms)))


def forms_of(text: str) -> list[str]:
    """Return the words of a text without its compounds, as the search cuts them."""
    return _WORD.findall(folded(text))


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
    return with_room(sum(2 if place.transmitted else 1 for place in page.places))


def _pairs_of(page: SearchPage) -> list[set[int]]:
    """Return the pairs of each place: of its words, and of those that other witnesses have there.

    What only a witness has counts for the place behind which it stands there.
    """
    found = list(_pairs_of_base(page.places))
    numbers: dict[str, int] = {}
    for number, place in enumerate(page.places):
        numbers.setdefault(place.anchor, number)
    for copy in page.copies:
        home, homes = 0, []
        for place in copy.places:
            home = numbers.get(place.anchor, home)
            homes.append(home)
        for number, pairs in enumerate(_pairs_of_base(copy.places)):
            before = homes[max(number - 1, 0)]
            after = homes[min(number + 1, len(homes) - 1)]
            found[homes[number]] |= pairs
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


def bucket_count(total: int) -> int:
    """Return how many buckets so many pairs of units need.

    They grow by an eighth, so that few edits change their number.
    """
    found = 8
    while found * _FULL < total:
        found += max(1, (1 << (found.bit_length() - 1)) // 8)
    return found


class Stretch(NamedTuple):
    """Words of a quotation that are looked up together: pairs and words of each piece of it."""

    size: int
    pairs: tuple[tuple[int, ...], ...]
    forms: tuple[tuple[str, ...], ...]


def stretches(quotation: Quotation) -> list[Stretch]:
    """Return the stretches of a quotation in the order in which they are looked up."""
    total = len(quotation.words)
    many = total // _PER_STRETCH + 1
    size = min(total, STRETCH)
    starts = [number * (total - size) // max(many - 1, 1) for number in range(many)]
    return [_stretch(quotation, start, start + size) for start in starts]


def _stretch(quotation: Quotation, start: int, end: int) -> Stretch:
    pairs, forms, at = [], [], 0
    for piece in quotation.pieces:
        part = piece[max(start - at, 0) : max(end - at, 0)]
        at += len(piece)
        numbers = map(pair_number, (one.form for one in part), (one.form for one in part[1:]))
        pairs.append(tuple(dict.fromkeys(numbers)))
        forms.append(tuple(dict.fromkeys(one.form for one in part if not one.other)))
    return Stretch(end - start, tuple(pairs), tuple(forms))


class Candidates(NamedTuple):
    """The cables to be read, each as (pairs that are not there, number of the page).

    ``whole`` is how many cables lack no pair: that many have the words, as far as pairs can tell.
    """

    cables: list[tuple[int, int]]
    whole: int


def candidates(
    stretch: Stretch,
    total: int,
    first: Sequence[int],
    pairs_at: LookUp,
    words_at: LookUpWords,
    copied: Container[int] = (),
) -> Candidates:
    """Return the cables that are to be read for a stretch.

    ``total`` is the number of words of the quotation; ``first`` has the first unit of each page.
    ``pairs_at`` gives the units of a pair, ``words_at`` those of a word on pages: where many cables
    fit, they are looked through for words too, but for ``copied`` ones, whose other witnesses have
    words of their own. Those that lack fewest pairs come first.
    """
    number, scores = sum(map(len, stretch.pairs)), _added(stretch.pairs, first, pairs_at)
    changed = stretch.size // SHARE if total >= LEAST else 0
    least = max(1, number - 2 * changed)
    ordered = sorted((number - score, page) for page, score in scores.items() if score >= least)
    if len(ordered) > FEW_PAGES:
        pages = frozenset(page for _, page in ordered)
        longest = _longest(stretch.forms)
        have = _added(longest, first, partial(words_at, pages))
        needed = sum(map(len, longest)) - changed
        ordered = [one for one in ordered if one[1] in copied or have.get(one[1], 0) >= needed]
    whole = sum(not lost for lost, _ in ordered)
    if total < LEAST:
        return Candidates(ordered[:MOST_SHORT], whole)
    sure_changed = stretch.size // _SURE if total <= STRETCH else changed
    # Those that lack no pair are never too many: reading ends with the first few that have it.
    certain = sum(lost <= 2 * sure_changed for lost, _ in ordered)
    limit = max(whole, min(certain, MOST_SURE), min(certain + MAYBE, MOST))
    return Candidates(ordered[:limit], whole)


def _longest(forms: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the longest words of a stretch, piece by piece: they stand in the fewest places."""
    every = dict.fromkeys(form for piece in forms for form in piece)
    chosen = sorted(every, key=lambda form: -len(form))[:LONGEST]
    return [[form for form in piece if form in chosen] for piece in forms]


def _added(
    groups: Sequence[Sequence[_Key]], first: Sequence[int], look_up: Callable[[_Key], Iterable[int]]
) -> dict[int, int]:
    """Return page -> how many members of the groups it has, those of each group together."""
    scores: dict[int, int] = {}
    for group in groups:
        for page, score in _scores(group, first, look_up).items():
            scores[page] = scores.get(page, 0) + score
    return scores


def _scores(
    group: Sequence[_Key], first: Sequence[int], look_up: Callable[[_Key], Iterable[int]]
) -> dict[int, int]:
    """Return page -> how many members of a group stand together in it, at most."""
    here: dict[int, int] = {}
    for number, one in enumerate(group):
        for unit in look_up(one):
            here[unit] = here.get(unit, 0) | 1 << number
    scores: dict[int, int] = {}
    for unit in here:
        page = bisect_right(first, unit) - 1
        end = first[page + 1] if page + 1 < len(first) else unit + NEAR + 1
        together = 0
        for other in range(unit, min(unit + NEAR + 1, end)):
            together |= here.get(other, 0)
        scores[page] = max(scores.get(page, 0), together.bit_count())
    return scores
