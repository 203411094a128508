"""An index that is read again, one of several that become one: its files and its words.

What stands in one index stands in the whole under other numbers; :func:`joined` gives them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from cable_edition.core.search.numbers import encode, steps
from cable_edition.core.search.shards import BEFORE, DEEPEST, file_part
from cable_edition.core.search.standing import (
    decoded,
    first_unit,
    last_unit,
    rising,
    shifted,
    split_places,
)


class Span(NamedTuple):
    """A run of units of one index: from where to where they are numbered there, and here."""

    start: int
    end: int
    to: int


class Word(NamedTuple):
    """Where a word stands in one index."""

    form: str
    source: int
    units: str
    places: str


class IndexPart:
    """One of the indexes, as its files say."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        told = self.read("index")
        self.parts: list[int] = told["parts"]
        self.version: str = told["version"]
        self.blocks_of: list[int] = decoded(told["pages"])
        self.units_of: list[int] = decoded(told["blocks"])
        self.transmitted: list[int] = rising(told["transmitted"])
        self.heads: list[str] = told["words"].split()
        for group in told.get("groups", "").split():
            self.heads += self.read(f"h-{file_part(group)}").split()
        self.block_at = list(accumulate(self.blocks_of, initial=0))
        self.unit_at = list(accumulate(self.units_of, initial=0))

    def read(self, name: str) -> Any:
        """Return the data of a file. Raises ``OSError`` or ``ValueError``."""
        return data_of(self._folder, name)

    def forms(self) -> Iterator[str]:
        """Yield all words."""
        for head in self.heads:
            yield from self.read(f"w-{file_part(head)}")

    def words(self, number: int) -> Iterator[Word]:
        """Yield all words in the order of letters with where they stand; it is index ``number``."""
        for head in self.heads:
            places = self.read(f"p-{file_part(head)}")
            for form, entry in self.read(f"w-{file_part(head)}").items():
                units = entry if isinstance(entry, str) else entry[0]
                cut = len(BEFORE)
                yield Word(form, number, units[cut:], places[form][cut:])

    def some(self, forms: Collection[str], number: int) -> Iterator[Word]:
        """Yield those of some words that it has; it is index ``number``."""
        by_head: dict[str, list[str]] = {}
        heads = frozenset(self.heads)
        for form in forms:
            if (head := head_of(form, heads)) is not None:
                by_head.setdefault(head, []).append(form)
        cut = len(BEFORE)
        for head, here in by_head.items():
            words = self.read(f"w-{file_part(head)}")
            there = [form for form in here if form in words]
            places = self.read(f"p-{file_part(head)}") if there else {}
            for form in there:
                entry = words[form]
                units = entry if isinstance(entry, str) else entry[0]
                yield Word(form, number, units[cut:], places[form][cut:])

    def units(self, first: int, pages: int) -> tuple[int, int]:
        """Return from where to where the units of some pages are numbered."""
        return (
            self.unit_at[self.block_at[first]],
            self.unit_at[self.block_at[first + pages]],
        )


def data_of(folder: Path, name: str) -> Any:
    """Return the data of a file of an index. Raises ``OSError`` or ``ValueError``."""
    text = (folder / f"{name}.js").read_text("utf-8")
    return json.loads(text[text.index(",") + 1 : text.rindex(");")])


def head_of(form: str, heads: Collection[str]) -> str | None:
    """Return how the words of the file begin that has a word, or would have it."""
    if f"{form}$" in heads:
        return f"{form}$"
    return next(
        (form[:n] for n in range(min(len(form), DEEPEST), 0, -1) if form[:n] in heads), None
    )


def joined(same: Sequence[Word], spans: Mapping[int, Sequence[Span]]) -> tuple[str, str]:
    """Return where a word stands among all units, of where it stands in single indexes."""
    #: The first unit of each piece and how much is added to it, its units and its places.
    pieces: list[tuple[int, int, str, str]] = []
    for word in same:
        there = spans.get(word.source, ())
        if len(there) == 1:
            shift = there[0].to - there[0].start
            pieces.append((first_unit(word.units) + shift, shift, word.units, word.places))
            continue
        units = rising(word.units)
        places = split_places(word.places, len(units))
        for span in there:
            inside = [n for n, unit in enumerate(units) if span.start <= unit < span.end]
            if inside:
                shift = span.to - span.start
                marks = encode(steps(units[n] for n in inside))
                at = units[inside[0]] + shift
                pieces.append((at, shift, marks, "".join(places[n] for n in inside)))
    pieces.sort()
    found, last = [], -1
    for _, shift, units_there, _ in pieces:
        found.append(shifted(units_there, shift, last))
        last = last_unit(units_there) + shift
    return "".join(found), "".join(places for _, _, _, places in pieces)
