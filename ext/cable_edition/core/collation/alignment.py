"""Which pieces of two witnesses answer each other: by number, mark and words.

Each step takes what is surest of what is left: the same words; the same number and like words;
like words under another number; the same number where one copy is cut out; what stands alone
between two pieces that are aligned. No step compares every piece with every other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence

from cable_edition.core.collation.units import SINGLE, Unit
from cable_edition.core.collation.word_keys import plain
from cable_edition.core.collation.word_runs import rising
from cable_edition.core.late_methods import dataclass

#: Pieces of one number are the same if so much of their words is.
_LIKE = 0.35
#: Pieces of two numbers are the same if so much of their words is.
_VERY_LIKE = 0.5
#: So much is enough for what stands alone at its place.
_ALONE = 0.25
#: Words in a row by which pieces of other numbers are found.
_ROW = 3
#: A row that stands in more pieces tells nothing.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pieces of a base text and a witness by their numbers in either row.

    ``pairs`` are in the order of the witness; ``moved`` are those of its pieces that stand in
    another order than in the base text; ``missing`` pieces stand in the base text alone, ``added``
    ones in the witness alone.
    """

    pairs: tuple[tuple[int, int], ...]
    moved: frozenset[int]
    missing: tuple[int, ...]
    added: tuple[int, ...]


def align(base: Sequence[Unit], witness: Sequence[Unit]) -> Alignment:
    """Align the pieces of two witnesses of one cable, in a time that grows with their length."""
    work = _Work(base, witness)
    work.by_key(lambda one: one.kind if one.kind in SINGLE else None)
    work.by_key(lambda one: (one.kind, one.number, one.words) if one.words else None)
    work.by_key(lambda one: (one.kind, one.words) if one.words else None)
    work.by_key(lambda one: (one.kind, tuple(map(plain, one.tokens))) if one.words else None)
    work.by_key(_numbered, lambda a, b: likeness(a, b) >= _LIKE)
    work.by_rows()
    work.by_key(_numbered, _is_cut_out)
    work.alone()
    pairs = sorted(work.found, key=lambda pair: pair[1])
    kept = {pairs[at] for at in rising([one for one, _ in pairs])}
    return Alignment(
        tuple(pairs),
        frozenset(pair[1] for pair in pairs if pair not in kept),
        tuple(sorted(work.base_left)),
        tuple(sorted(work.witness_left)),
    )


def _numbered(one: Unit) -> Hashable:
    if one.kind == "reference":
        return one.anchor
    return one.number


def likeness(one: Unit, two: Unit) -> float:
    """Return how much of the words of two pieces is common to both, from 0 to 1.

    Where words are cut out, what is left of them counts.
    """
    first, second = _bag(one), _bag(two)
    common = sum((first & second).values())
    sizes = sum(first.values()), sum(second.values())
    if one.cuts or two.cuts:
        return common / max(1, min(sizes))
    return 2 * common / max(1, sum(sizes))


def _bag(one: Unit) -> Counter[str]:
    cut = one.cut_tokens
    return Counter(plain(word) for at, word in enumerate(one.tokens) if at not in cut)


def _is_cut_out(one: Unit, two: Unit) -> bool:
    """Whether little of either piece is left, so that their number has to say that they agree."""
    return any(item.cuts and len(item.tokens) - len(item.cut_tokens) <= _ROW for item in (one, two))


class _Work:
    """Pieces that are not aligned yet, and the pairs found."""

    def __init__(self, base: Sequence[Unit], witness: Sequence[Unit]) -> None:
        self._base, self._witness = base, witness
        self.base_left = dict.fromkeys(range(len(base)))
        self.witness_left = dict.fromkeys(range(len(witness)))
        self.found: list[tuple[int, int]] = []

    def _pair(self, one: int, other: int) -> None:
        self.found.append((one, other))
        del self.base_left[one], self.witness_left[other]

    def by_key(
        self,
        key: Callable[[Unit], Hashable],
        fits: Callable[[Unit, Unit], bool] = lambda _one, _two: True,
    ) -> None:
        """Pair pieces of the same key, in order, where ``fits`` says so of both."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for at in self.base_left:
            if (found := key(self._base[at])) is not None:
                waiting[found].append(at)
        for rows in waiting.values():
            rows.reverse()
        for other in list(self.witness_left):
            found = key(self._witness[other])
            rows = waiting.get(found, []) if found is not None else []
            if rows and fits(self._base[rows[-1]], self._witness[other]):
                self._pair(rows.pop(), other)

    def by_rows(self) -> None:
        """Pair pieces that share rows of words and are very like, the likest first."""
        where: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at in self.base_left:
            for row in _rows(self._base[at]):
                where[row].append(at)
        likest = []
        for other in self.witness_left:
            shared = Counter(
                at
                for row in _rows(self._witness[other])
                if len(where.get(row, ())) <= _MOST
                for at in where.get(row, ())
            )
            for at, _ in shared.most_common(3):
                like = likeness(self._base[at], self._witness[other])
                if like >= _VERY_LIKE:
                    likest.append((-like, at, other))
        for _, at, other in sorted(likest):
            if at in self.base_left and other in self.witness_left:
                self._pair(at, other)

    def alone(self) -> None:
        """Pair two pieces of one kind that stand alone between the same aligned neighbours."""
        beside: dict[int, int] = dict(self.found)
        gaps: dict[int, list[int]] = defaultdict(list)
        before = -1
        for at in range(len(self._base)):
            if at in self.base_left:
                gaps[before].append(at)
            else:
                before = beside[at]
        gaps_too: dict[int, list[int]] = defaultdict(list)
        before = -1
        for other in range(len(self._witness)):
            if other in self.witness_left:
                gaps_too[before].append(other)
            else:
                before = other
        for place, own in gaps.items():
            theirs = gaps_too.get(place, [])
            if len(own) == len(theirs) == 1:
                one, two = self._base[own[0]], self._witness[theirs[0]]
                if one.kind == two.kind and likeness(one, two) >= _ALONE:
                    self._pair(own[0], theirs[0])


def _rows(one: Unit) -> set[tuple[str, ...]]:
    words = [plain(word) for word in one.tokens]
    return set(zip(*(words[at:] for at in range(_ROW)), strict=False))
