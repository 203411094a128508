"""The index of quotations where each cable has a second witness, beside the published words.

A second witness is made by chance of the words of the page, of which some are others. What the
index is compared with can be counted in two ways, and both are given: the text of each witness
compressed by itself, as it is published; and each text right behind that of its base text, in one
file, where a second text costs little more than what differs.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cable_edition.core.edition.model import NOTHING_KEPT
from cable_edition.core.quotations.kept_pairs import packed_index
from cable_edition.core.quotations.shards import shards
from cable_edition.core.search.found import SearchCopy, SearchPage, SearchPlace

#: The shares of the words that differ.
SHARES = (0.0, 0.03, 0.1)


class Sizes(NamedTuple):
    """Bytes, all compressed: of the index, what copies have of their own, and the texts."""

    index: int
    own: int
    apart: int
    together: int


def compressed(text: str) -> int:
    """Return the bytes of a text as a server sends it."""
    return len(gzip.compress(text.encode("utf-8", "surrogatepass"), mtime=0))


def with_witness(pages: Sequence[SearchPage], share: float, seed: int) -> list[SearchPage]:
    """Return the pages, each with a second witness of which this share of the words differs."""
    chance = random.Random(f"{seed} {share}")
    every = [word for page in pages[:50] for place in page.places for word in place.words.split()]

    def differing(place: SearchPlace) -> SearchPlace:
        words = place.words.split(" ")
        said = [chance.choice(every) if chance.random() < share else word for word in words]
        return replace(place, words=" ".join(said), transmitted="")

    return [
        replace(page, copies=(SearchCopy("B", tuple(map(differing, page.places))),))
        for page in pages
    ]


def sizes(pages: Sequence[SearchPage], references: int = 0) -> Sizes:
    """Return what the index of pages takes, with so many bytes of references, and their texts."""
    index = packed_index(pages, NOTHING_KEPT)
    files = shards(index.buckets, [], "", "", pages, NOTHING_KEPT, index.together)
    own = sum(compressed(text) for name, text in files.items() if name.startswith("w-"))
    every = sum(map(compressed, files.values()))
    texts = [_texts(page) for page in pages]
    witnesses = [[one[number] for one in texts] for number in range(len(texts[0]))]
    return Sizes(
        every - own + references,
        own,
        sum(compressed("\n".join(some)) for some in witnesses),
        compressed("\n".join(text for some in texts for text in some)),
    )


def _texts(page: SearchPage) -> list[str]:
    """Return the text of each witness of a page, that of the base text first."""
    every = [page.places, *(copy.places for copy in page.copies)]
    return ["\n".join(place.words for place in places) for places in every]


def shares(found: Sizes) -> Mapping[str, float]:
    """Return the index by the texts: each compressed by itself, and one behind the other."""
    whole = found.index + found.own
    return {
        "by itself": whole / found.apart,
        "behind its base text": whole / found.together,
        "pairs alone, behind its base text": found.index / found.together,
    }
