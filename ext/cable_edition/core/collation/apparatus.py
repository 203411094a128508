"""The apparatus of a witness: every difference from the base text, and the way back from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cable_edition.core.collation.alignment import align
from cable_edition.core.collation.classes import Class, class_of, mended
from cable_edition.core.collation.units import Unit
from cable_edition.core.collation.word_runs import Run, differing
from cable_edition.core.late_methods import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference of a witness from the base text.

    ``anchor`` is the place in the base text. Words ``first`` to ``last`` there (counted at this
    anchor from 0, the last one excluded) are ``base``, and the witness has ``witness``; ``start``
    and ``end`` count characters. ``part`` says what differs: words, the portion ``mark`` or
    the ``number`` of a paragraph, or a ``passage`` as a whole. A passage that only the witness has
    is the ``unit``, with the witness's own anchor, and ``anchor`` is the one under which the
    edition gives it. ``after`` is the anchor of what stands before a moved or added passage in the
    witness, empty at its beginning. ``exemptions`` are those that the copy states.
    """

    kind: Class
    anchor: str
    part: str
    base: str
    witness: str
    first: int = 0
    last: int = 0
    start: int = 0
    end: int = 0
    exemptions: tuple[str, ...] = ()
    after: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The differences of one witness from a base text, in the order of the page.

    ``anchors`` has the place in the base text, or of an added passage, of each passage of the
    witness, in its order.
    """

    siglum: str
    differences: tuple[Difference, ...]
    anchors: tuple[str, ...]


def added_anchor(siglum: str, anchor: str) -> str:
    """Return the anchor of a passage that only a witness has; no passage of a base text has one."""
    return f"in-{siglum.lower()}-{anchor}"


def collate(siglum: str, base: Sequence[Unit], witness: Sequence[Unit]) -> Apparatus:
    """Compare a witness with the base text.

    ``siglum`` is a capital letter or a few letters and digits. The time grows with the words.
    """
    found = align(base, witness)
    of_base = {other: one for one, other in found.pairs}
    anchors = [
        base[of_base[other]].anchor if other in of_base else added_anchor(siglum, unit.anchor)
        for other, unit in enumerate(witness)
    ]
    at_base: dict[str, list[Difference]] = {}
    for one in found.missing:
        unit = base[one]
        at_base[unit.anchor] = [_gone(unit)]
    behind: dict[str, list[Difference]] = {}
    for other, unit in enumerate(witness):
        after = anchors[other - 1] if other else ""
        if other in of_base:
            own = base[of_base[other]]
            rows = list(_within(own, unit))
            if other in found.moved:
                words = " ".join(own.tokens[:8])
                rows.insert(0, Difference("moved", own.anchor, "passage", words, "", after=after))
            at_base[own.anchor] = rows
        else:
            row = Difference(
                "added", anchors[other], "passage", "", unit.words, after=after, unit=unit
            )
            behind.setdefault(after, []).append(row)
    return Apparatus(siglum, tuple(_in_order(base, at_base, behind)), tuple(anchors))


def _in_order(
    base: Sequence[Unit], at_base: dict[str, list[Difference]], behind: dict[str, list[Difference]]
) -> Iterator[Difference]:
    """Yield differences in the order of the base text, added passages behind what precedes them."""
    waiting = ["", *(unit.anchor for unit in base)][::-1]
    while waiting:
        anchor = waiting.pop()
        yield from at_base.get(anchor, ())
        added = behind.get(anchor, ())
        yield from added
        waiting += [row.anchor for row in reversed(added)]


def _gone(unit: Unit) -> Difference:
    count = len(unit.tokens)
    return Difference(
        "missing", unit.anchor, "passage", unit.words, "", 0, count, 0, len(unit.words)
    )


def _within(base: Unit, witness: Unit) -> Iterator[Difference]:
    """Yield the differences of two passages that answer each other."""
    if base.number != witness.number:
        own, theirs = ("" if one.number is None else str(one.number) for one in (base, witness))
        yield Difference("changed", base.anchor, "number", own, theirs)
    if base.mark != witness.mark:
        kind: Class = "changed" if base.mark and witness.mark else "missing"
        kind = kind if base.mark else "added"
        yield Difference(kind, base.anchor, "mark", base.mark, witness.mark)
    runs = differing(base.tokens, witness.tokens)
    if not runs:
        return
    sound, sound_too = mended(base.words), mended(witness.words)
    for run in runs:
        kind, exemptions = _class(base, witness, run, sound, sound_too)
        yield from _placed(base, witness, run, kind, exemptions)


def _class(
    base: Unit, witness: Unit, run: Run, sound: Sequence[str], sound_too: Sequence[str]
) -> tuple[Class, tuple[str, ...]]:
    theirs = [witness.cut_tokens.get(at) for at in range(run.other, run.other_end)]
    named = dict.fromkeys(why for one in theirs if one is not None for why in one)
    if any(one is not None for one in theirs):
        return "excised", tuple(named)
    own = [base.cut_tokens.get(at) for at in range(run.start, run.end)]
    if any(one is not None for one in own):
        named = dict.fromkeys(why for one in own if one is not None for why in one)
        return "restored", tuple(named)
    return (
        class_of(
            base.tokens[run.start : run.end],
            witness.tokens[run.other : run.other_end],
            sound[run.start : run.end],
            sound_too[run.other : run.other_end],
        ),
        (),
    )


def _placed(
    base: Unit, witness: Unit, run: Run, kind: Class, exemptions: tuple[str, ...]
) -> Iterator[Difference]:
    """Yield a difference at the anchor of its block; one over several blocks is parted."""
    words = " ".join(witness.tokens[run.other : run.other_end])
    at, first = run.start, True
    while first or at < run.end:
        anchor, before = base.part_at(min(at, max(0, len(base.tokens) - 1)))
        ends = [count for _, count in base.parts if count > at]
        end = min([run.end, *ends])
        shift = base.offsets[before]
        start = base.offsets[at] - shift
        until = base.offsets[end] - 1 - shift if end > at else start
        yield Difference(
            kind,
            anchor,
            "words",
            " ".join(base.tokens[at:end]),
            words if first else "",
            at - before,
            end - before,
            start,
            max(start, until),
            exemptions,
        )
        at, first = max(end, at), False


def read_back(base: Sequence[Unit], apparatus: Apparatus) -> list[Unit]:
    """Return the witness again, from the base text and the apparatus alone.

    Each passage has the words, number and mark of the witness, and the anchor of the edition.
    """
    at: dict[str, list[Difference]] = {}
    for one in apparatus.differences:
        at.setdefault(one.anchor, []).append(one)
    apart: dict[str, list[Unit]] = {}
    kept: list[Unit] = []
    for unit in base:
        own = at.get(unit.anchor, [])
        if any(one.kind == "missing" and one.part == "passage" for one in own):
            continue
        mine = _mended_unit(unit, at)
        moved = [one for one in own if one.kind == "moved"]
        if moved:
            apart.setdefault(moved[0].after, []).append(mine)
        else:
            kept.append(mine)
    for one in apparatus.differences:
        if one.kind == "added" and one.part == "passage" and one.unit:
            unit = one.unit
            mine = Unit(one.anchor, unit.kind, unit.words, unit.number, unit.mark)
            apart.setdefault(one.after, []).append(mine)
    found: list[Unit] = []
    waiting = kept[::-1]
    waiting += apart.pop("", [])[::-1]
    while waiting:
        unit = waiting.pop()
        found.append(unit)
        waiting += apart.pop(unit.anchor, [])[::-1]
    return found


def _mended_unit(unit: Unit, at: dict[str, list[Difference]]) -> Unit:
    parts = unit.parts or ((unit.anchor, 0),)
    tokens = list(unit.tokens)
    number, mark = unit.number, unit.mark
    for index in range(len(parts) - 1, -1, -1):
        anchor, before = parts[index]
        for one in reversed(at.get(anchor, [])):
            if one.part == "words":
                words = one.witness.split(" ") if one.witness else []
                tokens[before + one.first : before + one.last] = words
            elif one.part == "number":
                number = int(one.witness) if one.witness else None
            elif one.part == "mark":
                mark = one.witness
    return Unit(unit.anchor, unit.kind, " ".join(tokens), number, mark)
