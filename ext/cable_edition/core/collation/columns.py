"""A base text and one witness in two columns, passage beside passage.

Read downwards either column is its copy, whole and in its own order. So a passage that stands
elsewhere in the witness has two rows: where the base text has it, and where the witness does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cable_edition.core.collation.parallel import ParallelRow, Reading, parallel_rows
from cable_edition.core.collation.units import Unit
from cable_edition.core.collation.witness import Witness

What = Literal["words", "mark", "number"]
#: Where a passage stands: in both at this place; in the base text or the witness alone; in both,
#: but here the witness (``away``) or the base text (``here``) has it elsewhere.
Standing = Literal["both", "base", "witness", "away", "here"]


class Part(NamedTuple):
    """A stretch of a passage: the words of either column, the same ones if it has no class.

    ``what`` says of a difference whether it is one of the number, the portion mark or the words.
    """

    base: str
    witness: str
    kind: str = ""
    exemptions: tuple[str, ...] = ()
    what: What = "words"


class ColumnRow(NamedTuple):
    """A row: the anchor of its passage, what the passage is, where it stands, its stretches.

    ``number`` is that which the witness gives an added passage. ``after`` is the anchor behind
    which the witness has one that it moved, empty at its beginning.
    """

    anchor: str
    kind: str
    standing: Standing
    parts: tuple[Part, ...]
    number: str = ""
    after: str = ""

    @property
    def differs(self) -> bool:
        """Whether the two copies differ in this passage or in its place."""
        return self.standing != "both" or any(part.kind for part in self.parts)

    @property
    def in_base(self) -> bool:
        """Whether the base text has words at this row."""
        return self.standing in {"both", "base", "away"}

    @property
    def in_witness(self) -> bool:
        """Whether the witness has words at this row."""
        return self.standing in {"both", "witness", "here"}


def column_rows(base: Sequence[Unit], witness: Witness) -> tuple[ColumnRow, ...]:
    """Return the rows of a base text and a witness of it."""
    return tuple(_Columns(base, witness).rows())


class _Columns:
    def __init__(self, base: Sequence[Unit], witness: Witness) -> None:
        self._base = base
        self._witness = witness
        self._passages = {row.anchor: row for row in parallel_rows(base, (witness,))}
        self._number = {unit.anchor: unit.number for unit in base}
        rows = witness.apparatus.differences
        self._moved = {row.anchor: row.after for row in rows if row.kind == "moved"}

    def rows(self) -> Iterator[ColumnRow]:
        anchors = self._witness.apparatus.anchors
        at_base = {unit.anchor: at for at, unit in enumerate(self._base)}
        held = set(anchors)
        # How far the base text goes before each passage of the witness: to the next one that both
        # have in one order.
        until = []
        end = len(self._base)
        for anchor in reversed(anchors):
            if anchor in at_base and anchor not in self._moved:
                end = at_base[anchor]
            until.append(end)
        done = 0
        for at, end in enumerate([*until[::-1], len(self._base)]):
            for unit in self._base[done:end]:
                yield self._row(unit.anchor, "away" if unit.anchor in held else "base")
            done = max(done, end)
            if at == len(anchors):
                break
            anchor = anchors[at]
            if anchor not in at_base:
                unit = self._witness.units[at]
                number = "" if unit.number is None else str(unit.number)
                yield self._row(anchor, "witness", number)
            elif anchor in self._moved:
                yield self._row(anchor, "here")
            else:
                yield self._row(anchor, "both")
                done = at_base[anchor] + 1

    def _row(self, anchor: str, standing: Standing, number: str = "") -> ColumnRow:
        passage = self._passages[anchor]
        parts = tuple(self._parts(passage, standing, number))
        after = self._moved.get(anchor, "")
        return ColumnRow(anchor, passage.kind, standing, parts, number, after)

    def _parts(self, row: ParallelRow, standing: Standing, number: str) -> Iterator[Part]:
        own = self._number.get(row.anchor)
        whole = standing in {"base", "witness"}
        if row.number and not whole:
            yield self._part(row.number, "number", ".")
        elif number or own is not None:
            yield Part(f"{number or own}.", f"{number or own}.")
        if row.mark and not whole:
            yield self._part(row.mark, "mark")
        elif mark := self._mark(row, standing):
            yield Part(mark, mark)
        for one in row.segments:
            if not one.readings:
                yield Part(one.words, one.words)
            elif whole:
                # The passage as a whole is the difference.
                words = " ".join(each.words for each in one.readings if each.words)
                if words:
                    yield Part(words, words)
            else:
                yield self._part(one.readings, "words")

    def _mark(self, row: ParallelRow, standing: Standing) -> str:
        if standing == "witness":
            return next((one.words for one in row.mark if one.words), "")
        return next((unit.mark for unit in self._base if unit.anchor == row.anchor), "")

    def _part(self, readings: Sequence[Reading], what: What, end: str = "") -> Part:
        base, witness = readings[0], readings[-1]
        first, last = (f"{one.words}{end}" if one.words else "" for one in (base, witness))
        return Part(first, last, witness.kind, witness.exemptions, what)


def read_column(rows: Sequence[ColumnRow], *, witness: bool) -> list[str]:
    """Return the passages of one column, each with number, mark and words, downwards."""
    return [
        " ".join(words for part in row.parts if (words := part.witness if witness else part.base))
        for row in rows
        if (row.in_witness if witness else row.in_base)
    ]


def written_passages(units: Sequence[Unit]) -> list[str]:
    """Return the passages of a copy as a column must have them."""
    return [
        " ".join(
            part
            for part in ("" if one.number is None else f"{one.number}.", one.mark, one.words)
            if part
        )
        for one in units
    ]
