"""The witnesses of a cable on its page: where each comes from, and every difference of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.places import place_name
from cable_edition.core.collation.apparatus import Difference
from cable_edition.core.collation.classes import CLASSES, MEANINGS
from cable_edition.core.collation.columns import column_rows
from cable_edition.core.collation.units import Unit, units_of
from cable_edition.core.collation.witness import Witness
from cable_edition.core.editing.sidecar.witness_entries import BASE_SIGLUM
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.myst.escape import escape, visible
from cable_edition.core.myst.inline import role
from cable_edition.core.myst.markup import fence, rows
from cable_edition.core.myst.row_kinds import PassageRow, SameRow, VariantRow
from cable_edition.core.nouns import number_of

#: What a role can lead to: passages of the base text, and those that only a witness has.
_OBJECT = re.compile("[phu][0-9]|in-")


def variant_list(one: EditedCable) -> str:
    """Return the section on the witnesses of a cable, and one for each passage it lacks."""
    if not one.witnesses:
        return ""
    lines = [escape(_introduction(one)), ""]
    for witness in one.witnesses:
        lines.append(f"- {escape(_described(witness))}\n")
        lines += [
            f"  - {_difference(one.id, witness, row)}" for row in witness.apparatus.differences
        ]
        lines.append("")
    base = units_of(one.cable)
    lines += [_beside(base, witness) for witness in one.witnesses]
    parts = [fence("cable:section", "witnesses", {"title": "Witnesses"}, "\n".join(lines), "::::")]
    parts += _added(one)
    return "\n".join(parts)


def _introduction(one: EditedCable) -> str:
    copies = number_of(len(one.witnesses), "other copy", "other copies")
    used = {row.kind for witness in one.witnesses for row in witness.apparatus.differences}
    told = "; ".join(f"{kind}: {MEANINGS[kind]}" for kind in CLASSES if kind in used)
    meant = f" Classes of differences: {told}." if told else ""
    return (
        f"The text of this page is {BASE_SIGLUM}, the base text. It was compared with {copies}, "
        f"word by word, but for header and page heads.{meant}"
    )


def _described(one: Witness) -> str:
    said = ", ".join(part for part in (one.kind, one.body, one.date) if part)
    count = len(one.apparatus.differences)
    differences = number_of(count, "difference") if count else "no difference"
    obtained = f" Obtained: {one.obtained.rstrip('.')}." if one.obtained else ""
    checksum = f", SHA-256 {one.sha256}" if one.sha256 else ""
    return f"{one.siglum}, {said}: {differences}.{obtained} File {one.file}{checksum}."


def _beside(base: Sequence[Unit], witness: Witness) -> str:
    """Return the two columns of the base text and a witness."""
    about = ", ".join(part for part in (witness.kind, witness.body, witness.date) if part)
    argument = f"{witness.siglum} {fold(visible(about))}"
    return rows("cable:beside", _beside_rows(base, witness), argument)


def _beside_rows(
    base: Sequence[Unit], witness: Witness
) -> Iterator[PassageRow | SameRow | VariantRow]:
    for row in column_rows(base, witness):
        name = place_name(row.anchor)
        if row.standing == "witness":
            name = f"{row.kind.replace('-', ' ')} {row.number}".strip() + f" of {witness.siglum}"
        behind = place_name(row.after) if row.after else ""
        yield PassageRow("passage", row.anchor, name, row.standing, behind)
        for part in row.parts:
            if part.kind:
                under = ", ".join(part.exemptions)
                yield VariantRow("variant", part.kind, part.what, under, part.base, part.witness)
            elif part.base:
                yield SameRow("same", part.base)


def _difference(cable: str, witness: Witness, row: Difference) -> str:
    if row.unit is not None:
        place = escape(f"{passage_name(row)} of {witness.siglum}", line_start=False)
    else:
        place = _place(cable, row.anchor)
    under = f" under {', '.join(row.exemptions)}" if row.exemptions else ""
    part = f" ({row.part})" if row.part in {"mark", "number"} else ""
    lead = f"{place}, {escape(f'{row.kind}{under}{part}', line_start=False)}: "
    if row.kind == "moved":
        behind = _place(cable, row.after) if row.after else "nothing"
        return f"{lead}in {witness.siglum} it stands behind {behind}"
    return (
        f"{lead}{BASE_SIGLUM} {_quoted(row.base, row.part)}; "
        f"{witness.siglum} {_quoted(row.witness, row.part)}"
    )


def _place(cable: str, anchor: str) -> str:
    name = place_name(anchor)
    if _OBJECT.match(anchor):
        return f"{{cable:par}}`{name} <{cable}#{anchor}>`"
    return escape(name, line_start=False)


def _quoted(words: str, part: str) -> str:
    if words:
        return f"“{role('sent', words, '')}”"
    return "none" if part in {"mark", "number"} else "no words"


def passage_name(row: Difference) -> str:
    """Return what a passage is that only a witness has: ``paragraph 5``, ``heading``."""
    unit = row.unit
    number = "" if unit is None or unit.number is None else f" {unit.number}"
    return f"{unit.kind.replace('-', ' ') if unit else ''}{number}"


def _added(one: EditedCable) -> Iterator[str]:
    for witness in one.witnesses:
        for row in witness.added:
            title = f"Only in {witness.siglum}, {passage_name(row)}"
            unit_mark = row.unit.mark if row.unit else ""
            mark = f"{escape(unit_mark)} " if unit_mark else ""
            words = f"{mark}{role('sent', row.witness, '')}" if row.witness else "No words."
            options = {"title": title, "place": f"{passage_name(row)} of {witness.siglum}"}
            yield fence("cable:section", row.anchor, options, words, "::::")
