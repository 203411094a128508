"""Words that an editor withholds, cut out of the other witnesses of the cable too.

They are found there in three ways, and all count: where a witness answers the withheld words of
the base text, word for word; by each name, however it is written; by the words themselves, where
they stand in a passage that nothing answers. It is better to cut a word too many than to show one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cable_edition.core.cable.model import Cable, Span
from cable_edition.core.cable.passage import characters
from cable_edition.core.cable.places import passages_of
from cable_edition.core.collation.alignment import align
from cable_edition.core.collation.units import Cut, Unit, units_of
from cable_edition.core.collation.word_keys import plain
from cable_edition.core.collation.word_runs import Run, differing
from cable_edition.core.editing.gap import GAP, SIGNED_GAP
from cable_edition.core.editing.names import Name, joined
from cable_edition.core.editing.sidecar.redactions import RedactionEntry
from cable_edition.core.editing.withheld import WithheldWords

#: So often a piece is searched for names before it is withheld as a whole.
_ROUNDS = 4


def published_units(
    witness: Sequence[Unit], base: Cable, path: Path, entries: Sequence[RedactionEntry]
) -> tuple[Unit, ...]:
    """Return the pieces of a witness without the words that ``entries`` withhold.

    ``base`` is the base text before anything is withheld, ``path`` its file.
    """
    work = WithheldWords(base, path, entries)
    taken = [list(spans) for spans in _answering(units_of(base), witness, _withheld(base, work))]
    forms = [(Name(words), entry) for entry in entries for words in entry.names]
    rows = [
        [plain(token) for token in one.words.split(" ")]
        for one in work.withheld
        if not one.name and not any(one.context)
    ]
    found = []
    for unit, spans in zip(witness, taken, strict=True):
        spans += [span for row in rows for span in _of_row(row, unit)]
        found.append(_without_names(_without(unit, spans), forms))
    return tuple(found)


def _without_names(unit: Unit, forms: Sequence[tuple[Name, RedactionEntry]]) -> Unit:
    """Return a piece without names; what is cut out may bring others to light."""
    for _ in range(_ROUNDS):
        spans = [span for name, entry in forms for span in _of_name(name, entry, unit.words)]
        if not spans:
            return unit
        unit = _without(unit, spans)
    return _without(unit, [Span(0, len(unit.words))])


def _withheld(base: Cable, work: WithheldWords) -> dict[str, list[bool]]:
    """Return for each place of the base text which of its characters are withheld."""
    cuts = joined(sorted(work.spans))
    starts = [span.start for span in cuts]
    found = {}
    for anchor, passage in passages_of(base).items():
        places = characters(base, passage)
        flags = [place is not None and _covered(place, cuts, starts) for place in places]
        for at in range(1, len(flags) - 1):
            # A blank between two pieces of a passage has no place of its own.
            flags[at] = flags[at] or (places[at] is None and flags[at - 1] and flags[at + 1])
        if any(flags):
            found[anchor] = flags
    return found


def _covered(place: Span, cuts: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, place.start) - 1
    return at >= 0 and place.start < cuts[at].end


def _flags(unit: Unit, withheld: dict[str, list[bool]]) -> list[bool]:
    """Return which characters of the words of a unit are withheld."""
    flags = [False] * len(unit.words)
    parts = unit.parts or ((unit.anchor, 0),)
    for anchor, before in parts:
        start = unit.offsets[before]
        for at, one in enumerate(withheld.get(anchor, ())):
            if one and start + at < len(flags):
                flags[start + at] = True
    return flags


def _answering(
    base: Sequence[Unit], witness: Sequence[Unit], withheld: dict[str, list[bool]]
) -> list[list[Span]]:
    """Return for each piece of a witness where it answers withheld words of the base text."""
    found: list[list[Span]] = [[] for _ in witness]
    for one, other in align(base, witness).pairs:
        flags = _flags(base[one], withheld)
        if any(flags):
            found[other] = list(_answers(base[one], witness[other], flags))
    return found


def _answers(base: Unit, witness: Unit, flags: Sequence[bool]) -> Iterator[Span]:
    def is_withheld(token: int) -> bool:
        if not 0 <= token < len(base.tokens):
            return False
        start = base.offsets[token]
        return any(flags[start : start + len(base.tokens[token])])

    ends = Run(len(base.tokens), len(base.tokens), len(witness.tokens), len(witness.tokens))
    at, other = 0, 0
    for run in [*differing(base.tokens, witness.tokens), ends]:
        while at < run.start:
            start, mine = witness.offsets[other], base.offsets[at]
            for shift in range(len(base.tokens[at]) + 1):
                # With the blank behind it, so that words in a row leave one mark.
                if mine + shift < len(flags) and flags[mine + shift]:
                    yield Span(start + shift, start + shift + 1)
            at, other = at + 1, other + 1
        # Words beside withheld ones may be part of them.
        near = range(run.start - (run.start == run.end), max(run.end, run.start + 1))
        if run.other < run.other_end and any(map(is_withheld, near)):
            yield Span(witness.offsets[run.other], witness.offsets[run.other_end] - 1)
        at, other = run.end, run.other_end


def _of_name(name: Name, entry: RedactionEntry, words: str) -> Iterator[Span]:
    others = [span for one in entry.others for span in Name(one, loose=False).spans(words)]
    yield from name.spans(words)
    for span in name.near(words):
        if not any(one.start <= span.start and span.end <= one.end for one in others):
            yield span


def _of_row(row: Sequence[str], unit: Unit) -> Iterator[Span]:
    """Yield where words stand in a row in a piece, whatever their case and signs."""
    own = [plain(token) for token in unit.tokens]
    for at in range(len(own) - len(row) + 1):
        if own[at : at + len(row)] == list(row):
            yield Span(unit.offsets[at], unit.offsets[at + len(row)] - 1)


def _without(unit: Unit, spans: Sequence[Span]) -> Unit:
    """Return a piece with a mark in the place of each stretch."""
    words = unit.words
    stretches = joined(sorted(spans))
    if not stretches:
        return unit
    mark = SIGNED_GAP if unit.kind == "signature" else GAP
    parts: list[str] = []
    at = 0
    for start, end in stretches:
        parts += [words[at:start], mark]
        at = min(end, len(words))
    kept = [
        cut for cut in unit.cuts if not any(s < cut.end and cut.start < e for s, e in stretches)
    ]
    moved = []
    for cut in kept:
        shift = sum(len(mark) - (end - start) for start, end in stretches if end <= cut.start)
        moved.append(Cut(cut.start + shift, cut.end + shift, cut.exemptions))
    return replace(unit, words="".join([*parts, words[at:]]), parts=(), cuts=tuple(moved))
