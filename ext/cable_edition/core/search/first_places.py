"""The first places of a frequent word, as a browser ranks them, in a file of their own.

The list of all places of a word is as long as there are places. A reader who asks for one word is
told how many there are and sees the first of them, so these stand apart where the list is long; it
is loaded when more is wanted. What is ranked, and how, is what ``cable-search-index.js`` does.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from cable_edition.core.search.numbers import encode
from cable_edition.core.search.standing import rising

#: A word of which a file says more than so many marks (some 30,000 places) has a file of first
#: places, of so many of these.
LONGEST, PLACES = 40_000, 100
#: Of a place that has a word: that it does; in the reading text; just as it was typed.
_HERE, _READ, _EXACT = 1, 2, 4
#: What parts numbers from a word.
_BEFORE = "0"


class Numbering(NamedTuple):
    """How the units of an index are numbered.

    ``parts`` are how many pages each part of the site has, ``pages`` how many blocks each page
    and ``blocks`` how many units each block, ``transmitted`` the units that are as transmitted.
    """

    parts: Sequence[int]
    pages: Sequence[int]
    blocks: Sequence[int]
    transmitted: Sequence[int]


#: Gives the units of a word, in marks, and all forms that are found with it.
Asked = Callable[[str], tuple[str, Sequence[str]]]


def long_words(sizes: Mapping[str, int]) -> list[str]:
    """Return the words that have a file of first places; ``sizes`` is how long each entry is.

    An acronym with marks has none: it is asked for as a phrase of its parts.
    """
    return sorted(form for form, size in sizes.items() if size > LONGEST and form.isalnum())


class FirstPlaces:
    """The first places of the words of one index."""

    def __init__(self, numbering: Numbering, asked: Asked) -> None:
        self._numbering, self._asked = numbering, asked
        at = list(accumulate(numbering.blocks, initial=0))
        self._starts = [at[n] for n in accumulate(numbering.pages, initial=0)]
        self._ends = list(accumulate(numbering.parts))
        self._sent = frozenset(numbering.transmitted)
        self._stands_for = hashlib.sha256(repr(tuple(map(list, numbering))).encode()).digest()

    def key(self, form: str) -> str:
        """Return what stands for all that :meth:`data` is made of."""
        digest = hashlib.sha256(self._stands_for)
        for one in self._forms(form):
            digest.update(f"{one} {self._asked(one)[0]}\n".encode())
        return digest.hexdigest()

    def data(self, form: str) -> dict[str, str]:
        """Return the data of the file of a word."""
        forms = self._forms(form)
        how = self._how(form, forms)
        places = self._ranked(how)
        return {
            "forms": " ".join(forms),
            "count": _BEFORE + encode((len(how) - how.count(0),)),
            "places": _BEFORE + encode(places),
            "at": _BEFORE + encode(how[place] for place in places),
        }

    def _forms(self, form: str) -> list[str]:
        return [form, *(one for one in self._asked(form)[1] if one != form)]

    def _how(self, form: str, forms: Iterable[str]) -> bytearray:
        how = bytearray(self._starts[-1])
        for one in forms:
            here = _HERE | (_EXACT if one == form else 0)
            for unit in rising(self._asked(one)[0]):
                if unit in self._sent:
                    how[unit - 1] |= here
                else:
                    how[unit] |= here | _READ
        return how

    def _ranked(self, how: bytearray) -> list[int]:
        """Return places by part, then the word as it was typed, then titles, then as they stand."""
        ranks: dict[int, list[int]] = {}
        for place, here in enumerate(how):
            if here:
                page = bisect_right(self._starts, place) - 1
                title = self._starts[page] == place
                exact = bool(here & _EXACT)
                rank = bisect_right(self._ends, page) * 4 + 2 * (not exact) + (not title)
                found = ranks.setdefault(rank, [])
                if len(found) < PLACES:
                    found.append(place)
        return [place for rank in sorted(ranks) for place in ranks[rank]][:PLACES]
