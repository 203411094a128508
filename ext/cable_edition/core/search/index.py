"""The index of a site: which words stand where, for all places of all pages.

Each text of a place is a **unit**, numbered through the site; a place that the edition reads
otherwise than its source has two, the reading text and the words as transmitted. Units stand in
**blocks**: a page, or a part of a long one, with the words that a result shows. A page has some
numbers more than units (:func:`~cable_edition.core.search.found.with_room`), so that a note more
moves no page behind it.

An index that was made before saves most of the work: only the words of the pages that read
otherwise, have come or have gone are looked up again, and the units after them numbered anew. Of a
page that reads otherwise only the words that stand otherwise in it are touched.
"""

from __future__ import annotations

import pickle
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import field
from itertools import accumulate
from typing import NamedTuple

from cable_edition.core.kept_work import digest_of
from cable_edition.core.late_methods import dataclass
from cable_edition.core.search.forms import apart, form_groups, form_groups_after
from cable_edition.core.search.found import PARTS, SearchPage, SearchPlace, with_room
from cable_edition.core.search.standing import Standing, marks_in, replaced, standing_of

#: A block holds so many characters, or one place.
BLOCK = 8000
#: Where one page in so many reads otherwise, all words are looked up again.
_FEW = 10
_NOWHERE = Standing("", "")


@dataclass(frozen=True, slots=True)
class Block:
    """Some places of a page, by its number, from ``start`` on, with the number of units in them.

    Those of the last block of a page are counted with the room behind them.
    """

    page: int
    start: int
    stop: int
    units: int


class Outline(NamedTuple):
    """What an index asks of each page; for a page that reads as before that is all.

    ``texts`` stands for the texts of its units. ``blocks`` says of each how many places it has and
    how many units, ``transmitted`` which units are as transmitted, numbered from 0 on.
    """

    texts: bytes
    blocks: tuple[tuple[int, int], ...]
    transmitted: tuple[int, ...]


def outline_of(page: SearchPage) -> Outline:
    """Return the outline of a page; one that knows its own is not read."""
    return Outline._make(page.told("outline", lambda: tuple(_outline(page))))


def _outline(page: SearchPage) -> Outline:
    blocks = tuple((len(some), sum(len(_texts(at)) for at in some)) for some in _blocks(page))
    transmitted, unit = [], -1
    for place in page.places:
        unit += len(_texts(place))
        if place.transmitted:
            transmitted.append(unit)
    return Outline(digest_of(_page_texts(page)), blocks, tuple(transmitted))


class IndexedPage(NamedTuple):
    """What was indexed of a page: its name, what stands for its texts, their number, the texts."""

    name: str
    digest: bytes
    units: int
    #: Its texts, packed.
    texts: bytes


@dataclass(slots=True)
class SearchIndex:
    """Pages in the order of results, their blocks, and for each form where it stands.

    ``forms`` is form -> all forms of its word; ``apart`` form -> which of its related forms are
    none of it though they look so, by their numbers.
    """

    pages: Sequence[SearchPage]
    blocks: list[Block] = field(default_factory=list)
    transmitted: list[int] = field(default_factory=list)
    #: Units and places, as :class:`Standing` has them.
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    apart: dict[str, tuple[int, ...]] = field(default_factory=dict)
    #: The end of the numbers of units.
    end: int = 0
    indexed: list[IndexedPage] = field(default_factory=list)
    english: bool = True
    #: The words that stand otherwise than in the index that this was made of, or have other forms;
    #: ``None`` if all were looked up.
    changed: set[str] | None = field(default=None, compare=False)

    @property
    def units(self) -> int:
        """How many units there are."""
        return sum(page.units for page in self.indexed)

    def kept(self) -> KeptIndex:
        """Return what the next index can be made of."""
        # As plain tuples they are kept and loaded much faster.
        words = {form: (units, places) for form, (units, places) in self.words.items()}
        return KeptIndex(self.indexed, words, self.forms, self.apart, self.english)


class KeptIndex(NamedTuple):
    """What is kept of an index for the next one; the pages are not, but for their words."""

    indexed: list[IndexedPage]
    words: dict[str, tuple[str, str]]
    forms: dict[str, tuple[str, ...]]
    apart: dict[str, tuple[int, ...]]
    english: bool


def make_index(
    pages: Sequence[SearchPage], *, english: bool, before: KeptIndex | None = None
) -> SearchIndex:
    """Index pages, which are sorted by their parts first; only English words have forms.

    ``before`` is what was kept of an earlier index; the new one is the same without it.
    """
    index = SearchIndex(sorted(pages, key=lambda page: PARTS.index(page.part)), english=english)
    outlines = list(map(outline_of, index.pages))
    for number, outline in enumerate(outlines):
        index.transmitted += [index.end + unit for unit in outline.transmitted]
        start = 0
        for last, (places, units) in enumerate(outline.blocks, 1 - len(outline.blocks)):
            first = index.end
            index.end += units
            if not last:
                index.end = with_room(index.end)
            index.blocks.append(Block(number, start, start + places, index.end - first))
            start += places
    if before is None or before.english != english or not _revise(index, outlines, before):
        _look_up(index, outlines)
    if english and before is not None and before.english:
        if before.words.keys() == index.words.keys():
            index.forms, index.apart = before.forms, before.apart
            return index
        index.forms = form_groups_after(before.forms, before.words.keys(), index.words.keys())
        new = index.words.keys() - before.words.keys()
        known = {form: other for form, other in before.apart.items() if form in index.words}
        index.apart = {**known, **apart(new)}
        if index.changed is not None:
            index.changed |= {
                form
                for form in before.forms.keys() | index.forms.keys()
                if before.forms.get(form) != index.forms.get(form)
            }
    elif english:
        index.forms, index.apart = form_groups(index.words), apart(index.words)
    return index


def _look_up(index: SearchIndex, outlines: Sequence[Outline]) -> None:
    """Look up the words of all pages."""
    gathered: defaultdict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
    first = 0
    for page, outline in zip(index.pages, outlines, strict=True):
        texts = _page_texts(page)
        for unit, text in enumerate(texts, first):
            here = marks_in(text)
            known = map(gathered.__getitem__, here)
            for (units, places), marks in zip(known, here.values(), strict=True):
                units.append(unit)
                places.append(marks)
        made = IndexedPage(page.docname, outline.texts, len(texts), _packed(texts))
        index.indexed.append(made)
        first += with_room(len(texts))
    # What was gathered of a word goes when its marks are made.
    index.words = {form: standing_of(*gathered.pop(form)) for form in sorted(gathered)}


class _Change(NamedTuple):
    """A page, by its number, or none, that stands where there were some before, or none."""

    was: slice
    now: int | None


def _revise(index: SearchIndex, outlines: Sequence[Outline], before: KeptIndex) -> bool:
    """Look up the words of the pages that read otherwise; ``False`` if that does not do."""
    every = zip(index.pages, outlines, strict=True)
    pages = [(page.docname, outline.texts) for page, outline in every]
    changes = _changes(pages, before.indexed)
    if changes is None:
        return False
    index.indexed = list(before.indexed)
    index.words = dict(before.words)
    index.changed = set()
    starts = list(accumulate((with_room(page.units) for page in before.indexed), initial=0))
    # From the last on, so that what comes before is numbered as it was.
    for change in reversed(changes):
        first, units = starts[change.was.start], starts[change.was.stop] - starts[change.was.start]
        some = [] if change.now is None else _page_texts(index.pages[change.now])
        found, numbers = _words_of(some, first), with_room(len(some))
        gone = _gone(before.indexed[change.was], first)
        stay: Iterable[str] = ()
        if numbers != units:
            # If it has more numbers now, or fewer, those of all words count otherwise after them.
            stay = index.words
        elif change.was.stop - change.was.start == 1:
            found, gone = (
                {form: at for form, at in found.items() if gone.get(form) != at},
                {form: at for form, at in gone.items() if found.get(form) != at},
            )
        for form in dict.fromkeys((*found, *gone, *stay)):
            was = Standing._make(index.words.get(form, _NOWHERE))
            now = replaced(was, first, (units, numbers), found.get(form, ()))
            if now == was:
                continue
            index.changed.add(form)
            if now.units:
                index.words[form] = now
            else:
                del index.words[form]
        made = []
        if change.now is not None:
            name, digest = pages[change.now]
            made = [IndexedPage(name, digest, len(some), _packed(some))]
        index.indexed[change.was] = made
    if index.words.keys() != before.words.keys():
        index.words = {form: index.words[form] for form in sorted(index.words)}
    return True


def _changes(
    now: Sequence[tuple[str, bytes]], before: Sequence[IndexedPage]
) -> list[_Change] | None:
    """Return in order what changed from page to page; ``None`` if too much did, or the order."""
    found: list[_Change] = []
    places = {page.name: number for number, page in enumerate(before)}
    at = 0
    for number, (name, digest) in enumerate(now):
        place = places.get(name)
        if place is None:
            found.append(_Change(slice(at, at), number))
            continue
        if place < at:
            return None
        if place > at:
            found.append(_Change(slice(at, place), None))
        at = place + 1
        if before[place].digest != digest:
            found.append(_Change(slice(place, at), number))
    if at < len(before):
        found.append(_Change(slice(at, len(before)), None))
    touched = sum(change.was.stop - change.was.start for change in found) + len(found)
    return found if touched <= max(len(now) // _FEW, 1) * 2 else None


def _words_of(texts: Sequence[str], first: int) -> dict[str, list[tuple[int, str]]]:
    """Return form -> the units that have it, numbered from ``first`` on, and its places in each."""
    found: dict[str, list[tuple[int, str]]] = {}
    for unit, text in enumerate(texts, first):
        for form, places in marks_in(text).items():
            found.setdefault(form, []).append((unit, places))
    return found


def _packed(texts: Sequence[str]) -> bytes:
    """Return the texts of a page, packed: its words are looked up again if it changes."""
    return zlib.compress(pickle.dumps(texts, pickle.HIGHEST_PROTOCOL), 1)


def _unpacked(packed: bytes) -> list[str]:
    # As safe as the index in which it is kept.
    found: list[str] = pickle.loads(zlib.decompress(packed))  # noqa: S301
    return found


def _gone(pages: Iterable[IndexedPage], first: int) -> dict[str, list[tuple[int, str]]]:
    """Return the words of pages of before, with where they stand if it is one page."""
    found: dict[str, list[tuple[int, str]]] = {}
    for page in pages:
        found |= _words_of(_unpacked(page.texts), first)
    return found


def _texts(place: SearchPlace) -> tuple[str, ...]:
    return (place.words, place.transmitted) if place.transmitted else (place.words,)


def _page_texts(page: SearchPage) -> list[str]:
    return [text for place in page.places for text in _texts(place)]


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
