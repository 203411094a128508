"""How a quotation agrees with one cable: word for word, as emended words were sent, or altered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from cable_edition.core.late_methods import dataclass
from cable_edition.core.quotations.nearest import CHUNK, Near, Pair, changes, merged, nearest
from cable_edition.core.quotations.quotation import ANY, FEW, Quotation, Word
from cable_edition.core.quotations.wording import Variant, Wording, Words

#: Of so many words one may be changed in a quotation that is told as altered.
SHARE = 4
#: A shorter quotation is found if it is exact, and else not looked for.
LEAST = 8
#: So often a quotation whose pieces follow one another is sought from another first word.
_TRIES = 200
#: So many different runs of words are tried as the one from which the others are found.
_ANCHORS = 60
#: So many of them are gone out from, until so few words are changed as may be.
_TRIED = 3


#: A hyphen at the end of a line, once lines are joined.
_AT_LINE_END = re.compile(r"[^\W_]-[ \n]+[^\W_]")
#: A number of several words.
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")


class Change(NamedTuple):
    """Quoted words, by their numbers, where the cable has others; ``is_sent``: as transmitted."""

    start: int
    end: int
    first: int
    last: int
    is_sent: bool = False

    @property
    def words(self) -> int:
        """How many words it changes."""
        return max(self.end - self.start, self.last - self.first)


@dataclass(frozen=True, slots=True)
class Match:
    """A quotation in a cable: its words stand from the first to before the last of ``words``.

    ``changed`` is the number of words that were changed; ``stretches`` where each piece stands.
    """

    words: Words
    is_reading: bool
    stretches: tuple[tuple[int, int], ...]
    changes: tuple[Change, ...] = ()

    @property
    def changed(self) -> int:
        """How many words were changed, beside those that are as transmitted."""
        return sum(change.words for change in self.changes if not change.is_sent)

    @property
    def verdict(self) -> str:
        """``exact``, ``emended`` or ``altered``."""
        if self.changed:
            return "altered"
        return "exact" if self.is_reading and not self.changes else "emended"


def match(quotation: Quotation, wording: Wording) -> Match | None:
    """Return how a quotation agrees with a cable; ``None`` if it stands nowhere in it."""
    for layer in wording.layers:
        if found := exact(quotation, layer.reading):
            return Match(layer.reading, is_reading=True, stretches=found)
        if layer.sent is not None and (found := exact(quotation, layer.sent)):
            return Match(layer.sent, is_reading=False, stretches=found)
    words = quotation.words
    if len(words) < LEAST and not wording.is_emended and not any(word.other for word in words):
        return None
    near = _nearest(quotation, wording)
    if near is None or (near.changed and len(words) < LEAST):
        return None
    return near if near.changed * SHARE <= len(words) else None


def _nearest(quotation: Quotation, wording: Wording) -> Match | None:
    """Return the words of a cable of which the fewest were changed; of equals the first."""
    best: Match | None = None
    for near in _near(quotation, wording):
        if near is not None and (best is None or near.changed < best.changed):
            best = near
        if best is not None and not best.changed:
            break
    return best


def _near(quotation: Quotation, wording: Wording) -> Iterator[Match | None]:
    for layer in wording.layers:
        yield _altered(quotation, layer.reading, layer.variants)
        if layer.sent is not None:
            # Beside a word that was emended another may have been changed.
            near = _altered(quotation, layer.sent, frozenset())
            yield near and replace(near, is_reading=False)


def stands(quotation: Quotation, wording: Wording) -> bool:
    """Whether a quotation stands word for word in a text, but for what may be left out."""
    return any(exact(quotation, layer.reading) for layer in wording.layers)


def exact(quotation: Quotation, words: Words) -> tuple[tuple[int, int], ...]:
    """Return where the pieces of a quotation stand word for word, or nothing."""
    at = 0
    for _ in range(_TRIES):
        found: list[tuple[int, int]] = []
        for piece, gap in zip(quotation.pieces, quotation.gaps, strict=True):
            end = found[-1][1] if found else at
            start = _find(piece, words, end)
            if start < 0:
                return ()
            if gap != ANY and start > end + gap:
                break
            found.append((start, start + len(piece)))
        else:
            return tuple(found)
        if not found:
            return ()
        at = found[0][0] + 1
    return ()


def _find(piece: Sequence[Word], words: Words, at: int) -> int:
    """Return the number of the first word of a piece in the words from ``at`` on, or -1."""
    sought = {" ".join(word.form for word in piece)}
    sought.add(" ".join(word.other or word.form for word in piece))
    offsets = words.offsets
    places = [words.joined.find(f" {one} ", offsets[at]) for one in sorted(sought)]
    return min((words.number_at(place) for place in places if place >= 0), default=-1)


class _Run(NamedTuple):
    """Words of a quotation from number ``start`` on that are sought at once, and what is before."""

    start: int
    forms: tuple[Pair, ...]
    gap: int


def _runs(quotation: Quotation) -> list[_Run]:
    found: list[_Run] = []
    number = 0
    for piece, gap in zip(quotation.pieces, quotation.gaps, strict=True):
        for start in range(0, len(piece), CHUNK):
            part = piece[start : start + CHUNK]
            forms = tuple((word.form, word.other) for word in part)
            found.append(_Run(number + start, forms, 0 if start else gap))
        number += len(piece)
    return found


def _altered(quotation: Quotation, words: Words, variants: frozenset[Variant]) -> Match | None:
    """Return the nearest words in which a quotation may stand."""
    runs = _runs(quotation)
    best: Match | None = None
    for number, near in _anchors(runs, words.forms):
        found = _told(quotation, words, variants, runs, _placed(runs, words.forms, number, near))
        if best is None or found.changed < best.changed:
            best = found
        if best.changed * SHARE <= len(quotation.words):
            break
    return best


def _placed(
    runs: Sequence[_Run], text: Sequence[str], number: int, near: Near
) -> dict[int, tuple[int, int]]:
    """Return where each run stands, given where one ends."""
    start = _start_of(runs[number].forms, text, near)
    found: dict[int, tuple[int, int]] = {number: (start, near.end)}
    found |= dict(_onward(runs, text, number, near.end))
    back = [_Run(0, run.forms[::-1], 0) for run in runs[::-1]]
    gaps = [run.gap for run in runs[::-1]]
    # Read from the end, what stands before a run is what stood behind it.
    back = [run._replace(gap=gap) for run, gap in zip(back, [ANY, *gaps[:-1]], strict=True)]
    size = len(text)
    mirrored = _onward(back, text[::-1], len(runs) - 1 - number, size - start)
    for place, (first, last) in mirrored:
        found[len(runs) - 1 - place] = (size - last, size - first)
    return found


def _anchors(runs: Sequence[_Run], text: Sequence[str]) -> list[tuple[int, Near]]:
    """Return the runs that stand in the text with the smallest share of their words changed.

    One may stand there twice, and its first place be the wrong one: then another tells.
    """
    found: list[tuple[int, Near]] = []
    seen: set[tuple[Pair, ...]] = set()
    for number in sorted(range(len(runs)), key=lambda one: -len(runs[one].forms)):
        forms = runs[number].forms
        if forms in seen or len(seen) >= _ANCHORS:
            continue
        seen.add(forms)
        near = nearest(forms, text, 0, len(text))
        if near.distance * 2 <= len(forms):
            found.append((number, near))
        if near.distance * 6 <= len(forms):
            break
    found.sort(key=lambda one: Fraction(one[1].distance, len(runs[one[0]].forms)))
    return found[:_TRIED]


def _start_of(forms: Sequence[Pair], text: Sequence[str], near: Near) -> int:
    """Return before which word a run begins that ends where it was found."""
    first = max(0, near.end - 2 * len(forms))
    window = text[first : near.end][::-1]
    return near.end - nearest(forms[::-1], window, 0, len(window), fixed=True).end


def _onward(
    runs: Sequence[_Run], text: Sequence[str], number: int, at: int
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield where the runs after one stand, which ends before word ``at``.

    A run that is not found stands where the one before it ends, and has no words there.
    """
    missed = 0
    for place in range(number + 1, len(runs)):
        forms, gap = runs[place].forms, runs[place].gap
        fixed = gap == 0 and not missed
        free = missed + max(gap, 0)
        last = len(text) if gap == ANY else min(len(text), at + free + 2 * len(forms))
        near = nearest(forms, text, at, last, fixed=fixed)
        if near.distance * 2 > len(forms):
            missed += free + len(forms) + FEW
            yield place, (at, at)
            continue
        start = at if fixed else max(at, _start_of(forms, text, near))
        yield place, (start, near.end)
        at, missed = near.end, 0


def _told(
    quotation: Quotation,
    there: Words,
    variants: frozenset[Variant],
    runs: Sequence[_Run],
    found: dict[int, tuple[int, int]],
) -> Match:
    text = there.forms
    steps: list[tuple[int, int, int, int]] = []
    _widen(runs, found)
    for number, run in enumerate(runs):
        first, last = found[number]
        for start, end, begin, stop in changes(run.forms, text[first:last]):
            steps.append((run.start + start, run.start + end, first + begin, first + stop))
    told = tuple(
        change
        for change in _changes(merged(steps), quotation.words, variants)
        if not _is_parted(change, quotation, there)
    )
    return Match(there, True, tuple(_stretches(quotation, runs, found)), told)


def _is_parted(change: Change, quotation: Quotation, words: Words) -> bool:
    """Whether a word is only parted by a hyphen at the end of a line, or a number by commas."""
    if change.start == change.end or change.first == change.last:
        return False
    quoted = "".join(word.form for word in quotation.words[change.start : change.end])
    if quoted != "".join(words.forms[change.first : change.last]):
        return False
    texts = quotation.shown(change.start, change.end), words.shown(change.first, change.last)
    return any(_AT_LINE_END.search(text) or _GROUPED.fullmatch(text) for text in texts)


def _widen(runs: Sequence[_Run], found: dict[int, tuple[int, int]]) -> None:
    """Let runs that were not found stand for the words between those beside them."""
    for number, run in enumerate(runs):
        first, last = found[number]
        if first == last:
            if number and run.gap == 0:
                first = found[number - 1][1]
            if number + 1 < len(runs) and runs[number + 1].gap == 0:
                last = max(first, found[number + 1][0])
            found[number] = (min(first, last), last)


def _changes(
    steps: Iterable[tuple[int, int, int, int]],
    words: Sequence[Word],
    variants: frozenset[Variant],
) -> Iterator[Change]:
    for start, end, first, last in steps:
        quoted = tuple(word.form for word in words[start:end])
        yield Change(start, end, first, last, Variant(first, last, quoted) in variants)


def _stretches(
    quotation: Quotation, runs: Sequence[_Run], found: dict[int, tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield for each piece where its runs stand."""
    number = at = 0
    for piece in quotation.pieces:
        of_piece = []
        while number < len(runs) and runs[number].start < at + len(piece):
            of_piece.append(found[number])
            number += 1
        there = [one for one in of_piece if one[0] < one[1]]
        yield (there[0][0], there[-1][1]) if there else of_piece[0]
        at += len(piece)
