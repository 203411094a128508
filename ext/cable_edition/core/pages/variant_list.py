"""The witnesses of a cable on its page: where each comes from, and every difference of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.places import passage_of_copy, place_name
from cable_edition.core.collation.apparatus import Difference
from cable_edition.core.collation.classes import CLASSES, MEANINGS
from cable_edition.core.collation.columns import column_rows
from cable_edition.core.collation.units import OF_HEADER, Unit, units_of
from cable_edition.core.collation.witness import Witness
from cable_edition.core.editing.sidecar.witness_entries import (
    BASE_SIGLUM,
    NO_PROVENANCE,
    Provenance,
)
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.myst.escape import escape, visible
from cable_edition.core.myst.inline import role
from cable_edition.core.myst.markup import fence, rows
from cable_edition.core.myst.row_kinds import PassageRow, SameRow, VariantRow
from cable_edition.core.words import say, say_number

#: What a role can lead to: passages of the base text, and those that only a witness has.
_OBJECT = re.compile("[phu][0-9]|in-")
_NO_WORKS: Mapping[str, int] = MappingProxyType({})


def variant_list(one: EditedCable, works: Mapping[str, int] = _NO_WORKS) -> str:
    """Return the section on the witnesses of a cable, and one for each passage it lacks."""
    if not one.witnesses:
        return ""
    lines = [escape(_introduction(one)), ""]
    if one.provenance != NO_PROVENANCE:
        lines.append(f"- {escape(_base(one.provenance))}\n")
    for witness in one.witnesses:
        lines.append(f"- {escape(_described(witness))}\n")
        lines += [
            f"  - {_difference(one.id, witness, row)}" for row in witness.apparatus.differences
        ]
        lines.append("")
    base = units_of(one.cable)
    lines += [_beside(base, witness) for witness in one.witnesses]
    parts = [
        fence("cable:section", "witnesses", {"title": say("Witnesses")}, "\n".join(lines), "::::")
    ]
    parts += _added(one, works)
    return "\n".join(parts)


def _introduction(one: EditedCable) -> str:
    used = {row.kind for witness in one.witnesses for row in witness.apparatus.differences}
    told = "; ".join(f"{say(kind)}: {say(MEANINGS[kind])}" for kind in CLASSES if kind in used)
    meant = " " + say("Classes of differences: {classes}.", classes=told) if told else ""
    said = say_number(
        len(one.witnesses),
        "The text of this page is {base}, the base text. It was compared with {n} other copy, "
        "word by word; of the header date and addressees were, of page heads nothing.",
        "The text of this page is {base}, the base text. It was compared with {n} other copies, "
        "word by word; of the header date and addressees were, of page heads nothing.",
        base=BASE_SIGLUM,
    )
    return said + meant


def _base(one: Provenance) -> str:
    """Return where the base text comes from."""
    said = ", ".join(part for part in (one.kind and say(one.kind), one.body, one.date) if part)
    obtained = ""
    if one.obtained:
        obtained = " " + say("Obtained: {told}.", told=one.obtained.rstrip("."))
    told = f"{say('{base}, base text', base=BASE_SIGLUM)}{said and f', {said}'}."
    return f"{told}{obtained}"


def _described(one: Witness) -> str:
    said = ", ".join(part for part in (one.kind and say(one.kind), one.body, one.date) if part)
    count = len(one.apparatus.differences)
    differences = say("no difference")
    if count:
        differences = say_number(count, "{n} difference", "{n} differences")
    obtained = ""
    if one.obtained:
        obtained = " " + say("Obtained: {told}.", told=one.obtained.rstrip("."))
    checksum = f", SHA-256 {one.sha256}" if one.sha256 else ""
    file = say("File {name}.", name=f"{one.file}{checksum}")
    return f"{one.siglum}, {said}: {differences}.{obtained} {file}"


def _beside(base: Sequence[Unit], witness: Witness) -> str:
    """Return the two columns of the base text and a witness."""
    about = ", ".join(part for part in (say(witness.kind), witness.body, witness.date) if part)
    argument = f"{witness.siglum} {fold(visible(about))}"
    return rows("cable:beside", _beside_rows(base, witness), argument)


def _beside_rows(
    base: Sequence[Unit], witness: Witness
) -> Iterator[PassageRow | SameRow | VariantRow]:
    for row in column_rows(base, witness):
        name = place_name(row.anchor)
        if row.standing == "witness":
            passage = passage_of_copy(row.anchor, row.kind, row.number)
            name = say("{passage} of {witness}", passage=passage, witness=witness.siglum)
        behind = place_name(row.after) if row.after else ""
        # Date and addressees have no place of their own on the page.
        anchor = "" if row.anchor in OF_HEADER else row.anchor
        yield PassageRow("passage", anchor, name, row.standing, behind)
        for part in row.parts:
            if part.kind:
                under = ", ".join(part.exemptions)
                yield VariantRow("variant", part.kind, part.what, under, part.base, part.witness)
            elif part.base:
                yield SameRow("same", part.base)


def _difference(cable: str, witness: Witness, row: Difference) -> str:
    if row.unit is not None:
        place = escape(
            say("{passage} of {witness}", passage=passage_name(row), witness=witness.siglum),
            line_start=False,
        )
    else:
        place = _place(cable, row.anchor)
    under = ""
    if row.exemptions:
        under = " " + say("under {exemptions}", exemptions=", ".join(row.exemptions))
    part = f" ({say(row.part)})" if row.part in {"mark", "number"} else ""
    lead = f"{place}, {escape(f'{say(row.kind)}{under}{part}', line_start=False)}: "
    if row.kind == "moved":
        behind = _place(cable, row.after) if row.after else say("nothing")
        said = say("in {witness} it stands behind {link}", witness=witness.siglum, link=behind)
        return f"{lead}{said}"
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
        return say("“{words}”", words=role("sent", words, ""))
    return say("none") if part in {"mark", "number"} else say("no words")


def passage_name(row: Difference) -> str:
    """Return what a passage is that only a witness has: ``paragraph 5``, ``heading``."""
    unit = row.unit
    if unit is None:
        return ""
    return passage_of_copy(unit.anchor, unit.kind, "" if unit.number is None else str(unit.number))


def _added(one: EditedCable, works: Mapping[str, int]) -> Iterator[str]:
    for witness in one.witnesses:
        for row in witness.added:
            name = passage_name(row)
            title = say("Only in {witness}, {passage}", witness=witness.siglum, passage=name)
            unit_mark = row.unit.mark if row.unit else ""
            mark = f"{escape(unit_mark)} " if unit_mark else ""
            words = say("No words.")
            if row.witness:
                words = f"{mark}{role('sent', row.witness, '')}"
            if count := works.get(row.anchor):
                words += "\n\n" + say_number(count, "Quoted in {n} work", "Quoted in {n} works")
            place = say("{passage} of {witness}", passage=name, witness=witness.siglum)
            yield fence(
                "cable:section", row.anchor, {"title": title, "place": place}, words, "::::"
            )
