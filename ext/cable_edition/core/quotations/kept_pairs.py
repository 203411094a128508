"""The index of quotations made of the one before: an edit costs what it changes.

The pairs of words of a page are kept under its words, and the buckets as they were packed. If the
same pages stand in the same numbers, and there are as many buckets, only those are packed anew that
a changed page has left or come into; else all are packed from the pairs that are kept. Either way
the index is the one that is made from nothing.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from cable_edition.core.kept_work import KeptWork, digest_of
from cable_edition.core.quotations.index import (
    bucket_count,
    bucket_of,
    buckets_in_file,
    forget_words,
    pairs_of,
    room_of,
)
from cable_edition.core.quotations.packed import packed, unpacked
from cable_edition.core.quotations.wording import NOTE
from cable_edition.core.search.found import SearchPage

_KIND = "quotation-pairs"
#: Where one page in so many reads otherwise, all is packed anew.
_FEW = 10
#: A unit of a page, from 0 on, and its pairs.
_Pairs = list[tuple[int, "array[int]"]]


class PairedPage(NamedTuple):
    """A page in the index: its name, what stands for its words, its numbers, its pairs."""

    name: str
    digest: str
    room: int
    pairs: int


class PackedIndex(NamedTuple):
    """An index as its files have it, and of which pages it was made."""

    pages: list[PairedPage]
    buckets: list[str]

    @property
    def together(self) -> int:
        """How many buckets are in a file."""
        return buckets_in_file(sum(page.pairs for page in self.pages))


def packed_index(
    pages: Sequence[SearchPage], kept: KeptWork, before: PackedIndex | None = None
) -> PackedIndex:
    """Return the index of cables; ``before`` is one that was made earlier, of whatever words."""
    known = {page.digest: page for page in before.pages} if before else {}
    found = _Found(kept)
    made = [_paired(page, known, found) for page in pages]
    forget_words()
    number = bucket_count(sum(page.pairs for page in made))
    if before and len(before.buckets) == number:
        buckets = _revised(pages, made, before, found)
        if buckets is not None:
            return PackedIndex(made, buckets)
    # Numbers of four bytes, of which an edition has some thousand for each cable.
    lists = [array("I") for _ in range(number)]
    first = 0
    for page, one in zip(pages, made, strict=True):
        for unit, pairs in found.pairs(page, one.digest):
            for bucket in {bucket_of(pair, number) for pair in pairs}:
                lists[bucket].append(first + unit)
        first += one.room
    return PackedIndex(made, list(map(packed, lists)))


def known_pairs(page: SearchPage, kept: KeptWork) -> _Pairs:
    """Return the pairs of a page, by unit, as an earlier index may have them; keep nothing."""
    was = kept.was(_KIND, (_digest(page),)) if kept.keeps else None
    return was if isinstance(was, list) else list(pairs_of(page))


class _Found:
    """The pairs of the pages of this build, each looked for once."""

    def __init__(self, kept: KeptWork) -> None:
        self.kept = kept
        self._here: dict[str, _Pairs] = {}

    def pairs(self, page: SearchPage, digest: str) -> _Pairs:
        """Return the pairs of a page, by unit."""
        if digest not in self._here:
            made = self.kept.of(_KIND, (digest,), lambda: list(pairs_of(page)))
            self._here[digest] = made
        return self._here[digest]


def _paired(page: SearchPage, known: dict[str, PairedPage], found: _Found) -> PairedPage:
    digest = _digest(page)
    if same := known.get(digest):
        found.kept.still(_KIND, (digest,))
        return same._replace(name=page.docname, room=room_of(page))
    pairs = sum(len(some) for _, some in found.pairs(page, digest))
    return PairedPage(page.docname, digest, room_of(page), pairs)


def _digest(page: SearchPage) -> str:
    """Return what stands for the words of a cable, whatever notes stand below it."""
    return page.told("wording", lambda: _digest_of_words(page))


def _digest_of_words(page: SearchPage) -> str:
    said = [place for place in page.places if not place.label.startswith(NOTE)]
    parts = [part for place in said for part in (place.words, place.transmitted)]
    for copy in page.copies:
        # Which place of the page has a passage of a copy is of the index too.
        parts += [copy.siglum, *(place.anchor for place in said)]
        parts += [part for place in copy.places for part in (place.anchor, place.words)]
    return digest_of(parts).hex()


def _revised(
    pages: Sequence[SearchPage], now: list[PairedPage], before: PackedIndex, found: _Found
) -> list[str] | None:
    """Return the buckets, of which few are packed anew; ``None`` if that cannot be."""
    stand = [(page.name, page.room) for page in before.pages]
    if stand != [(page.name, page.room) for page in now]:
        return None
    changed = [at for at, page in enumerate(now) if page.digest != before.pages[at].digest]
    if len(changed) * _FEW > len(now) + _FEW:
        return None
    number = len(before.buckets)
    gone: defaultdict[int, set[int]] = defaultdict(set)
    come: defaultdict[int, set[int]] = defaultdict(set)
    starts = _starts(now)
    for at in changed:
        was = found.kept.was(_KIND, (before.pages[at].digest,))
        if not isinstance(was, list):
            return None
        old = _standing(was, starts[at], number)
        new = _standing(found.pairs(pages[at], now[at].digest), starts[at], number)
        for bucket, unit in old - new:
            gone[bucket].add(unit)
        for bucket, unit in new - old:
            come[bucket].add(unit)
    buckets = list(before.buckets)
    for bucket in gone.keys() | come.keys():
        units = set(unpacked(buckets[bucket])) - gone[bucket] | come[bucket]
        buckets[bucket] = packed(sorted(units))
    return buckets


def _standing(found: _Pairs, first: int, number: int) -> set[tuple[int, int]]:
    """Return each bucket of a page with each unit that it has there."""
    return {(bucket_of(pair, number), first + unit) for unit, pairs in found for pair in pairs}


def _starts(pages: Iterable[PairedPage]) -> list[int]:
    return [*accumulate((page.room for page in pages), initial=0)]
