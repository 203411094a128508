"""The answer to a quotation: whether and where the edition has it, and in what it differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple
from urllib.parse import quote

from cable_edition.core.kept_work import KeptWork
from cable_edition.core.quotations.index import (
    MOST_SHORT,
    STRETCH,
    PairIndex,
    candidates,
    forms_of,
    make_index,
    read_units,
    stretches,
)
from cable_edition.core.quotations.kept_pairs import known_pairs
from cable_edition.core.quotations.liberties import PARTED
from cable_edition.core.quotations.match import Match, match, stands
from cable_edition.core.quotations.quotation import Quotation, read_quotation
from cable_edition.core.quotations.wording import Wording, Words
from cable_edition.core.search.found import SearchPage
from cable_edition.core.words import marked

#: So many places are listed where a quotation stands in several cables.
LISTED = 5
#: The witness whose words an edition prints; its siglum in the answers.
BASE = "base text"
#: A link marks so many words at each end of what was quoted, and all of a shorter piece.
_ENDS, _WHOLE = 4, 8
#: A link marks so many pieces.
_MARKED = 3
#: A text that is parted by more ellipses and brackets is none that is checked.
MOST_PIECES = 100
#: The verdicts, from the best on.
VERDICTS = ("exact", "emended", "altered", "absent")


class Place(NamedTuple):
    """A place of a quotation: cable, page, first and last anchor, and the link to its words.

    ``witness`` is the base text, or the siglum of the copy that has the words so; ``also`` has the
    sigla of other copies that have them word for word. ``since`` is the first release from which
    on the words of the place, as transmitted, have stood so; empty if none has issued them.
    """

    cable: str
    page: str
    anchor: str
    last: str
    witness: str
    reading: bool
    link: str
    citation: str
    also: tuple[str, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one quotation.

    ``diff`` has its words in order: ``["=", words]`` as in the cable, ``["~", quoted, words of the
    cable]`` for a change, ``["^", quoted, words of the reading text]`` for words as transmitted,
    and ``["…"]`` where words may have been left out. ``more`` tells that it stands in more cables
    than are listed; in how many, ``cables`` tells: if there are more, by its pairs of words alone,
    and 0 where those cannot tell. ``why`` what a reader should know of the search.
    """

    quotation: str
    verdict: str
    words: int
    release: str
    places: tuple[Place, ...] = ()
    more: bool = False
    diff: tuple[tuple[str, ...], ...] = ()
    why: str = ""
    cables: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return it as data, as ``quote --format json`` writes it."""
        return {
            "quotation": self.quotation,
            "verdict": self.verdict,
            "words": self.words,
            "release": self.release,
            "places": [one._asdict() for one in self.places],
            "more": self.more,
            "cables": self.cables,
            "diff": [list(one) for one in self.diff],
            "why": self.why,
        }


_NOTHING_KEPT = KeptWork()
#: Gives the citation of a page at its first and last anchor, in a copy if it has a siglum.
Cite = Callable[[int, str, str, str], str]
#: Gives the release since which two anchors of a page stand so.
Since = Callable[[int, str, str], str]


class Checker:
    """Checks quotations against the cables of an edition.

    ``pages`` are those of the search, cables first; ``addresses`` those of the pages of cables;
    ``cite`` gives the citation of a place, ``since`` its first release; ``kept`` has what an
    earlier build found in the pages.
    """

    def __init__(
        self,
        pages: Sequence[SearchPage],
        addresses: Sequence[str],
        cite: Cite,
        release: str,
        kept: KeptWork = _NOTHING_KEPT,
        since: Since = lambda _page, _first, _last: "",
    ) -> None:
        self._pages = [page for page in pages if page.part == "Cables"]
        self._addresses = addresses
        self._cite = cite
        self._release = release
        self._kept = kept
        self._since = since
        self._copied = {at for at, page in enumerate(self._pages) if page.copies}
        self._copies = lru_cache(64)(self._read_copies)
        self._wording = lru_cache(64)(self._read)
        self._forms = cache(self._forms_of)

    @cached_property
    def _index(self) -> PairIndex:
        return make_index(read_units(self._pages, lambda page: known_pairs(page, self._kept)))

    def check(self, text: str) -> Answer:
        """Return the answer to a quotation."""
        whole = PARTED.sub("", text)
        if whole != text and (found := self._check(whole)).verdict in {"exact", "emended"}:
            return replace(found, quotation=text)
        return self._check(text)

    def _check(self, text: str) -> Answer:
        quotation = read_quotation(text)
        if none := self._none(quotation):
            return none
        found = _Found()
        for stretch in dict.fromkeys(stretches(quotation)):
            first = self._index.first
            cables, whole = candidates(
                stretch,
                len(quotation.words),
                first,
                self._index.look_up,
                self._words_at,
                self._copied,
            )
            if not any(stretch.pairs):
                named = list(self._with(quotation))
                others = sorted(self._copied.difference(named))[:MOST_SHORT]
                cables = [(0, page) for page in (*named, *others)]
                whole = len(named)
            if len(quotation.words) <= STRETCH and len(quotation.pieces) == 1:
                found.whole = whole
            for lost, page in cables:
                if not found.may_take(lost):
                    break
                if page not in found.read:
                    found.take(page, self._match(quotation, page))
            if found.kept:
                break
        return self._answer(quotation, found)

    def check_in(self, text: str, page: int, anchor: str = "") -> Answer:
        """Return the answer of one cable; its place at ``anchor`` goes before others as good."""
        quotation = read_quotation(text)
        if none := self._none(quotation):
            return none
        found = _Found()
        wording = self._wording(page)
        at = next((n for n, place in enumerate(wording.places) if place.anchor == anchor), 0)
        if anchor and at and (below := match(quotation, Wording(wording.places[at:]))):
            first = below.stretches[0][0]
            if not below.changed and below.words.place_of(first) == 0:
                return self._answer(quotation, _Found([(page, Hit(below))]), at)
        found.take(page, self._match(quotation, page))
        return self._answer(quotation, found)

    def _none(self, quotation: Quotation) -> Answer | None:
        """Return the answer to a text that is no quotation."""
        text, words = quotation.text, len(quotation.words)
        if not quotation.pieces:
            return Answer(text, "absent", 0, self._release, why="There are no words in it.")
        if len(quotation.pieces) > MOST_PIECES:
            why = f"It has more than {MOST_PIECES} pieces, which is no quotation."
            return Answer(text, "absent", words, self._release, why=why)
        return None

    def _read(self, page: int) -> Wording:
        return Wording(self._pages[page].places)

    def _read_copies(self, page: int) -> list[tuple[str, Wording]]:
        return [(one.siglum, Wording(one.places)) for one in self._pages[page].copies]

    def _match(self, quotation: Quotation, page: int) -> Hit | None:
        """Return how a quotation agrees with a cable: with its base text, or better with a copy."""
        base = match(quotation, self._wording(page))
        if page not in self._copied:
            return Hit(base) if base else None
        return nearest_copy(quotation, base, self._copies(page))

    def _words_at(self, pages: frozenset[int], form: str) -> Iterator[int]:
        """Yield the units of a word on some pages."""
        for page in pages:
            yield from self._forms(page).get(form, ())

    def _forms_of(self, page: int) -> dict[str, list[int]]:
        """Return the words of a page, each with its units."""
        found: dict[str, list[int]] = {}
        unit = self._index.first[page]
        for place in self._pages[page].places:
            for text in (place.words, place.transmitted) if place.transmitted else (place.words,):
                for form in dict.fromkeys(forms_of(text)):
                    found.setdefault(form, []).append(unit)
                unit += 1
        return found

    def _with(self, quotation: Quotation) -> Iterator[int]:
        """Yield the cables that have the longest word of a quotation without a pair of words."""
        longest = max((word.form for word in quotation.words), key=len)
        for page in range(len(self._pages)):
            if longest in self._forms(page):
                yield page

    def _answer(self, quotation: Quotation, found: _Found, left_out: int = 0) -> Answer:
        """Return the answer from what was found, in texts without the first ``left_out`` ones."""
        words = len(quotation.words)
        kept = found.best()
        if not kept:
            return Answer(quotation.text, "absent", words, self._release, why=_why(words))
        best = kept[0][1].match
        return Answer(
            quotation.text,
            best.verdict,
            words,
            self._release,
            tuple(self._place(page, one, left_out) for page, one in kept),
            found.more,
            tuple(diff(quotation, best)),
            _ELSEWHERE if kept[0][1].siglum and not best.changed else "",
            found.cables(),
        )

    def _place(self, page: int, hit: Hit, left_out: int) -> Place:
        found, siglum = hit.match, hit.siglum
        wording = dict(self._copies(page))[siglum] if siglum else self._wording(page)
        anchors = [
            wording.places[found.words.place_of(word) + left_out].anchor
            for word in (found.stretches[0][0], max(found.stretches[-1][1] - 1, 0))
        ]
        first, last = anchors[0], anchors[1]
        address = self._addresses[page]
        return Place(
            self._pages[page].title.partition(":")[0],
            address,
            first,
            last,
            siglum or BASE,
            found.is_reading,
            f"{address}{fragment_in(siglum, found, first)}",
            self._cite(page, first, last, siglum),
            hit.also,
            "" if siglum and not is_of_copy(first) else self._since(page, first, last),
        )


class Hit(NamedTuple):
    """How a quotation agrees with a cable; ``siglum`` is that of a copy, empty for the base text.

    ``also`` has the other copies that have it word for word.
    """

    match: Match
    siglum: str = ""
    also: tuple[str, ...] = ()


def nearest_copy(
    quotation: Quotation, base: Match | None, copies: Sequence[tuple[str, Wording]]
) -> Hit | None:
    """Return the best of a base text and its copies; the base text goes before others as good."""
    if base and not base.changed:
        words = [siglum for siglum, one in copies if stands(quotation, one)]
        return Hit(base, "", tuple(words))
    best = Hit(base) if base else None
    for siglum, wording in copies:
        found = match(quotation, wording)
        if found is None:
            continue
        if best is None or found.changed < best.match.changed:
            best = Hit(found, siglum)
        elif best.siglum and not best.match.changed and not found.changed:
            best = best._replace(also=(*best.also, siglum))
    return best


def is_of_copy(anchor: str) -> bool:
    """Whether an anchor is that of a passage that only another witness has."""
    return anchor.startswith("in-")


def fragment_in(siglum: str, found: Match, anchor: str) -> str:
    """Return what leads to the words of a base text or of a copy: beside it, or its passage."""
    if not siglum or is_of_copy(anchor):
        return fragment(found, anchor)
    return f"#beside-{siglum.lower()}-{anchor}" if anchor else "#witnesses"


@dataclass
class _Found:
    """What has been found so far."""

    kept: list[tuple[int, Hit]] = field(default_factory=list)
    read: set[int] = field(default_factory=set)
    more: bool = False
    whole: int = 0

    def cables(self) -> int:
        """Return in how many cables it stands, or 0 where it is not known of how many more."""
        return max(self.whole, LISTED + 1 if self.whole else 0) if self.more else len(self.best())

    def may_take(self, lost: int) -> bool:
        """Whether a cable that lacks so many pairs can be as good as what was found."""
        if not self.kept:
            return True
        if least := min(one.match.changed for _, one in self.kept):
            return (lost + 1) // 2 < least
        if lost:
            return False
        if sum(not one.match.changed for _, one in self.kept) >= LISTED:
            self.more = True
        return not self.more

    def take(self, page: int, found: Hit | None) -> None:
        """Note what a cable has."""
        self.read.add(page)
        if found:
            self.kept.append((page, found))

    def best(self) -> list[tuple[int, Hit]]:
        """Return the cables in which it stands as well as in any; of altered ones the best."""
        if not self.kept:
            return []
        ranked = sorted(self.kept, key=_rank)
        verdict = ranked[0][1].match.verdict
        if verdict == "altered":
            return ranked[:1]
        return [one for one in ranked if one[1].match.verdict == verdict][:LISTED]


def _rank(one: tuple[int, Hit]) -> tuple[int, int]:
    found = one[1].match
    return VERDICTS.index(found.verdict), found.changed


#: What is said of words of a copy.
_ELSEWHERE = marked(
    "The base text does not have these words so; another witness of the cable has them."
)


def _why(words: int) -> str:
    if words < 8:
        return "A quotation of fewer than eight words is found only if no word of it was changed."
    return ""


def diff(quotation: Quotation, found: Match) -> Iterator[tuple[str, ...]]:
    """Yield the words of a quotation, and what the cable has where it differs."""
    ends = list(accumulate(map(len, quotation.pieces)))
    at = 0
    for change in found.changes:
        yield from _equal(quotation, at, change.start, ends)
        quoted = quotation.shown(change.start, change.end)
        shown = found.words.shown(change.first, change.last)
        yield ("^" if change.is_sent else "~", quoted, shown)
        if change.end in ends[:-1] and change.end > change.start:
            yield ("…",)
        at = change.end
    yield from _equal(quotation, at, ends[-1], ends)


def _equal(
    quotation: Quotation, start: int, end: int, ends: Sequence[int]
) -> Iterator[tuple[str, ...]]:
    for stop in (*(one for one in ends if start < one < end), end):
        if start < stop:
            yield ("=", quotation.shown(start, stop))
            if stop in ends[:-1]:
                yield ("…",)
        start = stop


def fragment(found: Match, anchor: str) -> str:
    """Return the part of an address that leads to a place and has a browser mark the words.

    Words as transmitted are not those that a page shows first, so that their place is led to alone.
    """
    place = f"#{anchor}" if anchor else "#"
    there = [one for one in found.stretches if one[0] < one[1]][:_MARKED]
    if not found.is_reading or not there:
        return place if anchor else ""
    return f"{place}:~:{'&'.join(_directive(found.words, *one) for one in there)}"


def _directive(words: Words, start: int, end: int) -> str:
    first, last = words.place_of(start), words.place_of(end - 1)
    if end - start <= _WHOLE and first == last:
        return f"text={_encoded(words.shown(start, end))}"
    # What a browser looks for as one stands in one block of the page.
    size = min(_ENDS, (end - start) // 2)
    stop = next(at for at in range(start + size, start, -1) if words.place_of(at - 1) == first)
    begin = next(at for at in range(end - size, end) if words.place_of(at) == last)
    return f"text={_encoded(words.shown(start, stop))},{_encoded(words.shown(begin, end))}"


def _encoded(words: str) -> str:
    """Return words in a directive, in which a hyphen has a meaning."""
    return quote(words, safe="!'()*~._", errors="replace").replace("-", "%2D")
