"""Which cables are read for a quotation: those whose pairs of words say that it may stand there.

A quotation is looked up by all its pairs (:mod:`cable_edition.core.quotations.index`), each piece
between two ellipses for itself. What its pairs say of a place is **how many words must have been
changed at least**: a changed word takes away two pairs that lie side by side, so ``n`` neighbours
that are not there mean ``(n + 1) // 2`` changed words. Places that lie together are taken as one,
for a quotation may pass from a paragraph to the next, but only onwards: behind a pair of one
paragraph none of an earlier one counts.

A long quotation is looked up by one of its stretches after another, each of :data:`STRETCH` words,
``q // 42 + 1`` of them for ``q`` words, :data:`STRETCHES` at most. If one word in six was changed
at most, there is one of them in which no more than one in four was, for to spoil each of ``n``
stretches takes ``7 n`` words, and ``q // 6`` are fewer where the number is not cut.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple, TypeVar

from cable_edition.core.quotations.index import pair_number
from cable_edition.core.quotations.match import LEAST, SHARE
from cable_edition.core.quotations.quotation import Quotation

#: So many words of a long quotation are looked up together, so many times at most.
STRETCH, STRETCHES = 24, 4
#: One stretch for so many words, and one more.
_PER_STRETCH = 42
#: The changed words that are sure to be found: one in so many. Of a stretch of a long quotation one
#: in three may be, once no other stretch has found it.
_SURE, _LAST = 6, 3
#: Units whose numbers differ by no more than this lie together.
NEAR = 3
#: Of cables with more changes than are sure to be found so many are read, so many in all.
MOST, MAYBE = 20, 4
#: Where more cables fit, they are looked through for the longest words of a stretch, so many.
FEW_PAGES, LONGEST = 6, 8

_LONG_NUMBER = re.compile(r"[0-9]{4,}")
_Key = TypeVar("_Key", int, str)
LookUp = Callable[[int], Iterable[int]]
LookUpWords = Callable[[frozenset[int], str], Iterable[int]]


class Stretch(NamedTuple):
    """Words of a quotation that are looked up together: pairs and words of each piece of it."""

    size: int
    pairs: tuple[tuple[int, ...], ...]
    forms: tuple[tuple[str, ...], ...]


def stretches(quotation: Quotation) -> list[Stretch]:
    """Return the stretches of a quotation in the order in which they are looked up."""
    total = len(quotation.words)
    many = min(total // _PER_STRETCH + 1, STRETCHES)
    size = min(total, STRETCH)
    starts = [number * (total - size) // max(many - 1, 1) for number in range(many)]
    return list(dict.fromkeys(_stretch(quotation, start, start + size) for start in starts))


def _stretch(quotation: Quotation, start: int, end: int) -> Stretch:
    pairs, forms, at = [], [], 0
    for piece in quotation.pieces:
        part = piece[max(start - at, 0) : max(end - at, 0)]
        at += len(piece)
        pairs.append(tuple(pair_number(one.form, two.form) for one, two in pairwise(part)))
        # A number of thousands may be several words there, and the last word is not known whole.
        plain = (one.form for one in part if not one.other and not _LONG_NUMBER.fullmatch(one.form))
        forms.append(tuple(dict.fromkeys(plain)))
    return Stretch(end - start, tuple(pairs), tuple(forms))


class Candidate(NamedTuple):
    """A cable to be read: how many words were changed at least if the quotation stands in it."""

    changed: int
    page: int


class Candidates(NamedTuple):
    """The cables to be read, those with fewest changes first; ``late`` ones if no other has it.

    ``whole`` is how many cables lack no pair: that many have the words, as far as pairs can tell.
    """

    cables: list[Candidate]
    late: list[Candidate]
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
    words, and an order, of their own.
    """
    usual = stretch.size // SHARE if total >= LEAST else 0
    most = stretch.size // _LAST if total > STRETCH else usual
    found = _changed(stretch.pairs, most, first, pairs_at, copied)
    ordered = sorted((*ranked, page) for page, ranked in found.items())
    if len(ordered) > FEW_PAGES and total <= STRETCH:
        longest = _longest(stretch.forms)
        have = _words_in(longest, first, partial(words_at, frozenset(found)))
        count = sum(map(len, longest))
        kept = []
        for changed, apart, page in ordered:
            words = count if page in copied else have.get(page, 0)
            if words >= count - most:
                kept.append((changed, -words, apart, page))
        cables = [Candidate(one[0], one[-1]) for one in sorted(kept)]
    else:
        cables = [Candidate(changed, page) for changed, _, page in ordered]
    whole = sum(not one.changed for one in cables)
    sure = stretch.size // _SURE if total <= STRETCH else usual
    certain = sum(one.changed <= sure for one in cables)
    limit = max(certain, min(certain + MAYBE, MOST))
    late = [one for one in cables if one.changed > usual]
    return Candidates([one for one in cables[:limit] if one.changed <= usual], late[:MAYBE], whole)


def _longest(forms: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the longest words of a stretch, piece by piece: they stand in the fewest places."""
    every = dict.fromkeys(form for piece in forms for form in piece)
    chosen = sorted(every, key=lambda form: -len(form))[:LONGEST]
    return [[form for form in piece if form in chosen] for piece in forms]


def _words_in(
    groups: Sequence[Sequence[str]], first: Sequence[int], look_up: Callable[[str], Iterable[int]]
) -> dict[int, int]:
    """Return page -> how many words of the groups it has, those of each group together."""
    found: dict[int, int] = {}
    for group in groups:
        best: dict[int, int] = {}
        for page, columns in _columns(_masks(group, look_up), first):
            best[page] = max(best.get(page, 0), _all_of(columns).bit_count())
        for page, words in best.items():
            found[page] = found.get(page, 0) + words
    return found


def _changed(
    groups: Sequence[Sequence[int]],
    most: int,
    first: Sequence[int],
    look_up: LookUp,
    copied: Container[int],
) -> dict[int, tuple[int, int]]:
    """Return page -> words changed at least, ``most`` at most; pairs that one place lacks.

    Where a group is nowhere on a page, all its pairs are missing there.
    """
    missing = [((len(group) + 1) // 2, len(group)) for group in groups]
    nowhere = sum(changed for changed, _ in missing), sum(apart for _, apart in missing)
    found: dict[int, tuple[int, int]] = {}
    for group, none in zip(groups, missing, strict=True):
        best: dict[int, tuple[int, int]] = {}
        for page, columns in _columns(_masks(group, look_up), first):
            lost = len(group) - _all_of(columns).bit_count()
            if (lost + 1) // 2 > min(most, best.get(page, none)[0]):
                continue
            row = [_all_of(columns)] if page in copied else columns
            apart = len(group) - max((one | two).bit_count() for one, two in pairwise(columns))
            ranked = (least_changed(row, len(group)), apart)
            best[page] = min(best.get(page, none), ranked)
        for page, (changed, apart) in best.items():
            before = found.get(page, nowhere)
            found[page] = (before[0] - none[0] + changed, before[1] - none[1] + apart)
    return {page: ranked for page, ranked in found.items() if ranked[0] <= most}


def least_changed(columns: Sequence[int], number: int) -> int:
    """Return how many words must have been changed if so many pairs are in places as these say.

    ``columns`` are places in their order; of each the bits say which of the pairs it has. From a
    place one goes on to a later one, never back.
    """
    # For each place: with none left to take of a changed word, and with one.
    whole, half = [0] * len(columns), [number] * len(columns)
    for pair in range(number):
        none, one = number, number
        for at, has in enumerate(columns):
            none, one = min(none, whole[at]), min(one, half[at])
            if has >> pair & 1:
                whole[at], half[at] = min(none, one), number
            else:
                whole[at], half[at] = one, none + 1
    return min(*whole, *half)


def _masks(group: Sequence[_Key], look_up: Callable[[_Key], Iterable[int]]) -> dict[int, int]:
    """Return unit -> which members of a group it has, as bits."""
    bits: dict[_Key, int] = {}
    for number, one in enumerate(group):
        bits[one] = bits.get(one, 0) | 1 << number
    found: dict[int, int] = {}
    for one, bit in bits.items():
        for unit in look_up(one):
            found[unit] = found.get(unit, 0) | bit
    return found


def _columns(masks: Mapping[int, int], first: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield for each unit its page, and what it and those near behind it have."""
    for unit in masks:
        page = bisect_right(first, unit) - 1
        end = first[page + 1] if page + 1 < len(first) else unit + NEAR + 1
        yield page, [masks.get(at, 0) if at < end else 0 for at in range(unit, unit + NEAR + 1)]


def _all_of(columns: Iterable[int]) -> int:
    together = 0
    for one in columns:
        together |= one
    return together
