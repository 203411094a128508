"""All witnesses of a cable side by side: what they have in common, and their readings beside it.

That is what a critical apparatus calls parallel segmentation. Each witness can be read off it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cable_edition.core.collation.apparatus import Difference
from cable_edition.core.collation.units import Unit
from cable_edition.core.collation.witness import Witness
from cable_edition.core.editing.sidecar.witness_entries import BASE_SIGLUM


class Reading(NamedTuple):
    """What some witnesses have at a place: the class is empty for the base text and its likes."""

    sigla: tuple[str, ...]
    words: str
    kind: str = ""
    exemptions: tuple[str, ...] = ()


class Segment(NamedTuple):
    """Words that all have, or else the readings, that of the base text first."""

    words: str
    readings: tuple[Reading, ...] = ()


class ParallelRow(NamedTuple):
    """A passage: its anchor and kind, its words, and readings of its number and its portion mark.

    ``moved`` names the witnesses in which it stands elsewhere, each with the anchor before it.
    """

    anchor: str
    kind: str
    segments: tuple[Segment, ...]
    number: tuple[Reading, ...] = ()
    mark: tuple[Reading, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()


class _Change(NamedTuple):
    first: int
    last: int
    siglum: str
    row: Difference


def parallel_rows(base: Sequence[Unit], witnesses: Sequence[Witness]) -> tuple[ParallelRow, ...]:
    """Return the passages of a cable in the order of its page, added ones behind what precedes."""
    at: dict[str, list[tuple[str, Difference]]] = {}
    behind: dict[str, list[tuple[str, Difference]]] = {}
    for witness in witnesses:
        for row in witness.apparatus.differences:
            if row.unit is None:
                at.setdefault(row.anchor, []).append((witness.siglum, row))
            else:
                behind.setdefault(row.after, []).append((witness.siglum, row))
    sigla = tuple(one.siglum for one in witnesses)
    found = {unit.anchor: _row(unit, at, sigla) for unit in base}
    ordered: list[ParallelRow] = []
    waiting: list[str] = ["", *found][::-1]
    while waiting:
        anchor = waiting.pop()
        if anchor in found:
            ordered.append(found[anchor])
        for siglum, row in behind.get(anchor, ()):
            found[row.anchor] = _added(siglum, row, sigla)
        waiting += [row.anchor for _, row in reversed(behind.get(anchor, []))]
    return tuple(ordered)


def _added(siglum: str, row: Difference, sigla: Sequence[str]) -> ParallelRow:
    unit = row.unit
    others = (BASE_SIGLUM, *(one for one in sigla if one != siglum))

    def readings(words: str) -> tuple[Reading, ...]:
        return (Reading(others, ""), Reading((siglum,), words, "added")) if words else ()

    number = "" if unit is None or unit.number is None else str(unit.number)
    return ParallelRow(
        row.anchor,
        unit.kind if unit else "",
        (Segment("", (Reading(others, ""), Reading((siglum,), row.witness, "added"))),),
        readings(number),
        readings(unit.mark if unit else ""),
    )


def _row(
    unit: Unit, at: dict[str, list[tuple[str, Difference]]], sigla: Sequence[str]
) -> ParallelRow:
    changes: list[_Change] = []
    about: dict[str, list[tuple[str, Difference]]] = {"number": [], "mark": []}
    moved = []
    for anchor, before in unit.parts or ((unit.anchor, 0),):
        for siglum, row in at.get(anchor, ()):
            if row.kind == "moved":
                moved.append((siglum, row.after))
            elif row.part in about:
                about[row.part].append((siglum, row))
            else:
                changes.append(_Change(before + row.first, before + row.last, siglum, row))
    return ParallelRow(
        unit.anchor,
        unit.kind,
        tuple(_segments(unit, sorted(changes, key=lambda one: one[:3]), sigla)),
        _values(about["number"], sigla),
        _values(about["mark"], sigla),
        tuple(moved),
    )


def _values(rows: Sequence[tuple[str, Difference]], sigla: Sequence[str]) -> tuple[Reading, ...]:
    if not rows:
        return ()
    differing = {siglum for siglum, _ in rows}
    like = (BASE_SIGLUM, *(one for one in sigla if one not in differing))
    first = Reading(like, rows[0][1].base)
    return (first, *_alike(Reading((siglum,), row.witness, row.kind) for siglum, row in rows))


def _alike(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yield readings; what several witnesses have alike is one reading of all of them."""
    sigla: dict[Reading, list[str]] = {}
    for one in readings:
        sigla.setdefault(one._replace(sigla=()), []).extend(one.sigla)
    return (one._replace(sigla=tuple(all_of)) for one, all_of in sigla.items())


def _segments(unit: Unit, changes: Sequence[_Change], sigla: Sequence[str]) -> Iterator[Segment]:
    at = 0
    index = 0
    while index < len(changes):
        low, high = changes[index].first, changes[index].last
        together = [changes[index]]
        index += 1
        while index < len(changes) and changes[index].first <= high:
            together.append(changes[index])
            high = max(high, changes[index].last)
            index += 1
        if at < low:
            yield Segment(" ".join(unit.tokens[at:low]))
        yield Segment("", tuple(_alike(_readings(unit, low, high, together, sigla))))
        at = high
    if at < len(unit.tokens):
        yield Segment(" ".join(unit.tokens[at:]))


def _readings(
    unit: Unit, low: int, high: int, changes: Sequence[_Change], sigla: Sequence[str]
) -> Iterator[Reading]:
    own: dict[str, list[_Change]] = {}
    for one in changes:
        own.setdefault(one.siglum, []).append(one)
    like = (BASE_SIGLUM, *(one for one in sigla if one not in own))
    yield Reading(like, " ".join(unit.tokens[low:high]))
    for siglum in sigla:
        if siglum not in own:
            continue
        tokens = list(unit.tokens[low:high])
        for one in reversed(own[siglum]):
            words = one.row.witness.split(" ") if one.row.witness else []
            tokens[one.first - low : one.last - low] = words
        kinds = dict.fromkeys(one.row.kind for one in own[siglum])
        named = dict.fromkeys(why for one in own[siglum] for why in one.row.exemptions)
        # Of several classes the one that tells of an excision holds.
        only = next(iter(kinds)) if len(kinds) == 1 else "changed"
        kind = next((one for one in ("excised", "restored") if one in kinds), only)
        yield Reading((siglum,), " ".join(tokens), kind, tuple(named))


def reading_of(rows: Sequence[ParallelRow], siglum: str) -> dict[str, str]:
    """Return the words of one witness by anchor, in the order of the rows, empty ones left out."""
    found = {}
    for row in rows:
        words = [_of(one, siglum) for one in row.segments]
        if told := " ".join(part for part in words if part):
            found[row.anchor] = told
    return found


def _of(one: Segment, siglum: str) -> str:
    return next((each.words for each in one.readings if siglum in each.sigla), one.words)
