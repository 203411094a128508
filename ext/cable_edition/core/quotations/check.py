"""The answer to a quotation: whether and where the edition has it, and in what it differs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from cable_edition.core.kept_work import KeptWork
from cable_edition.core.late_methods import dataclass
from cable_edition.core.quotations.candidates import (
    LONGEST,
    STRETCH,
    Candidate,
    Candidates,
    Stretch,
    candidates,
    stretches,
)
from cable_edition.core.quotations.copies import copies_of, own_words
from cable_edition.core.quotations.found import Found, Hit, nearest_copy
from cable_edition.core.quotations.index import (
    PairIndex,
    forms_of,
    make_index,
    read_units,
    word_number,
)
from cable_edition.core.quotations.kept_pairs import known_pairs
from cable_edition.core.quotations.liberties import PARTED, THOUSANDS
from cable_edition.core.quotations.loaded import MOST, Loaded
from cable_edition.core.quotations.match import match
from cable_edition.core.quotations.quotation import Quotation, read_quotation
from cable_edition.core.quotations.shown import diff, fragment_in, is_of_copy
from cable_edition.core.quotations.spans import word_spans
from cable_edition.core.quotations.wording import Wording
from cable_edition.core.search.found import SearchPage
from cable_edition.core.words import marked

#: The witness whose words an edition prints; its siglum in the answers.
BASE = "base text"
#: A text that is parted by more ellipses and brackets is none that is checked.
MOST_PIECES = 100


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
        loaded = Loaded()
        for whole in dict.fromkeys((PARTED.sub("", text), THOUSANDS.sub("", text))):
            if whole != text:
                found = self._check(whole, loaded)
                if found.verdict in {"exact", "emended"}:
                    return replace(found, quotation=text)
        return self._check(text, loaded)

    def _check(self, text: str, loaded: Loaded) -> Answer:
        quotation = read_quotation(text)
        if none := self._none(quotation):
            return none
        found, left = Found(), list[Candidate]()
        every = stretches(quotation)
        for number, stretch in enumerate(every, 1):
            if number > 1 and not loaded.has_room_for_pairs:
                break
            cables, late, whole = self._candidates(stretch, quotation, loaded)
            if len(quotation.words) <= STRETCH and len(quotation.pieces) == 1:
                found.whole = whole
            share = MOST * number // len(every)
            left += [*self._read_those(cables, quotation, found, loaded, share), *late]
            if found.kept:
                break
        if not found.kept:
            self._read_those(sorted(left), quotation, found, loaded, MOST)
        return self._answer(quotation, found)

    def _candidates(self, stretch: Stretch, quotation: Quotation, loaded: Loaded) -> Candidates:
        if not any(stretch.pairs):
            cables = [Candidate(0, page) for page in self._with(quotation, loaded)]
            # In how many cables words stand the search tells with those of its notes.
            return Candidates(cables, [], 0)

        def pairs_at(pair: int) -> Sequence[int]:
            units = self._index.look_up(pair)
            loaded.pair(pair, len(units))
            return units

        def words_at(pages: frozenset[int], form: str) -> Iterator[int]:
            loaded.word(form)
            return self._words_at(pages, form)

        total, first = len(quotation.words), self._index.first
        return candidates(stretch, total, first, pairs_at, words_at, self._copied)

    def _read_those(
        self,
        cables: Sequence[Candidate],
        quotation: Quotation,
        found: Found,
        loaded: Loaded,
        share: int,
    ) -> Sequence[Candidate]:
        """Read cables, the first and others until so much was loaded; return those not read."""
        for number, (changed, page) in enumerate(cables):
            if not found.may_take(changed):
                return ()
            if loaded.words >= (share if number else MOST):
                found.more |= found.stands
                return cables[number:]
            if page not in found.read:
                found.take(page, self._match(quotation, page))
                loaded.text(page, self._size(page))
        return ()

    def check_in(self, text: str, page: int, anchor: str = "") -> Answer:
        """Return the answer of one cable; its place at ``anchor`` goes before others as good."""
        quotation = read_quotation(text)
        if none := self._none(quotation):
            return none
        found = Found()
        wording = self._wording(page)
        at = next((n for n, place in enumerate(wording.places) if place.anchor == anchor), 0)
        if anchor and at and (below := match(quotation, Wording(wording.places[at:]))):
            first = below.stretches[0][0]
            if not below.changed and below.words.place_of(first) == 0:
                return self._answer(quotation, Found([(page, Hit(below))]), at)
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

    def _size(self, page: int) -> int:
        """Return how many words are loaded of a cable: its own, and those that only copies have."""
        own = len(self._wording(page).reading.forms)
        there = (said for _, passages in copies_of(self._pages[page]) for _, said in passages)
        return own + sum(len(word_spans(words)) for said in there for words in own_words(said))

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

    def _with(self, quotation: Quotation, loaded: Loaded) -> Iterator[int]:
        """Yield the cables that have the longest words of a quotation without a pair of words."""
        plain = dict.fromkeys(word.form for word in quotation.words if not word.other)
        forms = sorted(plain or [quotation.words[0].form], key=len, reverse=True)[:LONGEST]
        held = {form: self._copied_with(form, loaded) for form in forms}
        for page in range(len(self._pages)):
            if all(form in self._forms(page) or page in held[form] for form in forms):
                yield page

    def _copied_with(self, form: str, loaded: Loaded) -> set[int]:
        """Return the cables of which another witness may have a word that the base text has not."""
        loaded.word(form)
        if not self._copied:
            return set()
        number, first = word_number(form), self._index.first
        units = self._index.look_up(number)
        loaded.pair(number, len(units))
        return {bisect_right(first, unit) - 1 for unit in units} & self._copied

    def _answer(self, quotation: Quotation, found: Found, left_out: int = 0) -> Answer:
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


#: What is said of words of a copy.
_ELSEWHERE = marked(
    "The base text does not have these words so; another witness of the cable has them."
)


def _why(words: int) -> str:
    if words < 8:
        return "A quotation of fewer than eight words is found only if no word of it was changed."
    return ""
