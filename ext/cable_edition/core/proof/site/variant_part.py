"""What the page of a cable must say of its other witnesses."""

from __future__ import annotations

from cable_edition.core.cable.places import passage_of_copy, place_name
from cable_edition.core.collation.apparatus import Difference
from cable_edition.core.collation.classes import CLASSES, MEANINGS
from cable_edition.core.collation.witness import Witness
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.proof.site.beside_part import beside_part
from cable_edition.core.proof.site.cable_references import Linked, section
from cable_edition.core.proof.site.expected import Expected, el, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.quoted_list import quoting_works
from cable_edition.core.words import around, is_translated, marked, say, say_number

_NAMES = {
    "eo": marked("executive order"),
    "info": marked("INFO addressees"),
    "signature": marked("sign-off"),
    "tags": marked("TAGS"),
    "to": marked("TO addressees"),
}


def variants_part(page: Expected, known: Known, one: EditedCable) -> None:
    """Add the section on witnesses, and one for each passage that the base text lacks."""
    if not one.witnesses:
        return
    kinds = {row.kind for copy in one.witnesses for row in copy.apparatus.differences}
    meanings = "; ".join(f"{say(kind)}: {say(MEANINGS[kind])}" for kind in CLASSES if kind in kinds)
    lead = say_number(
        len(one.witnesses),
        "The text of this page is {base}, the base text. It was compared with {n} other copy, "
        "word by word; of the header date and addressees were, of page heads nothing.",
        "The text of this page is {base}, the base text. It was compared with {n} other copies, "
        "word by word; of the header date and addressees were, of page heads nothing.",
        base="A",
    )
    if meanings:
        lead += " " + say("Classes of differences: {classes}.", classes=meanings)
    items = []
    lines = [lead]
    if base := _base(one):
        items.append(el("li", el("p", base)))
        lines.append(f"- {base}")
    for copy in one.witnesses:
        said = _described(copy)
        rows = [_row(known, one.id, copy, row) for row in copy.apparatus.differences]
        inner = [el("ul", *(el("li", el("p", row.tokens)) for row in rows))] if rows else []
        items.append(el("li", el("p", said), *inner))
        lines += [f"- {said}", *(f"- {row.line}" for row in rows)]
    columns = []
    for copy in one.witnesses:
        shown, written = beside_part(known, one, copy)
        columns.append(shown)
        lines += written
    page.add(
        section(known, "witnesses", say("Witnesses"), el("p", lead), el("ul", *items), *columns),
        "::::{cable:section} witnesses", f":title: {say('Witnesses')}", *lines, "::::",
    )  # fmt: skip
    for copy in one.witnesses:
        for row in copy.apparatus.differences:
            if row.unit is None:
                continue
            title = say("Only in {witness}, {passage}", witness=copy.siglum, passage=_name(row))
            mark = f"{row.unit.mark} " if row.unit.mark else ""
            line = say("No words.")
            words = text(line)
            if row.witness:
                words = [*(text(mark) if mark else []), *known.sent(row.witness)]
                line = f"{mark}{{cable:sent}}`{row.witness}`"
            place = say("{passage} of {witness}", passage=_name(row), witness=copy.siglum)
            blocks, lines = [el("p", words)], [line]
            if works := quoting_works(known, one.id, row.anchor):
                lines.append(say_number(works, "Quoted in {n} work", "Quoted in {n} works"))
                blocks.append(el("p", lines[-1]))
            page.add(
                section(known, row.anchor, title, *blocks),
                f"::::{{cable:section}} {row.anchor}", f":title: {title}",
                f":place: {place}", *lines, "::::",
            )  # fmt: skip


def _base(one: EditedCable) -> str:
    whence = one.provenance
    said = [say("{base}, base text", base="A")]
    said += filter(None, (whence.kind and say(whence.kind), whence.body, whence.date))
    if not (len(said) > 1 or whence.obtained):
        return ""
    told = f"{', '.join(said)}."
    if whence.obtained:
        told += " " + say("Obtained: {told}.", told=whence.obtained.rstrip("."))
    return told


def _described(copy: Witness) -> str:
    said = ", ".join(filter(None, (say(copy.kind), copy.body, copy.date)))
    count = len(copy.apparatus.differences)
    told = say("no difference")
    if count:
        told = say_number(count, "{n} difference", "{n} differences")
    obtained = ""
    if copy.obtained:
        obtained = " " + say("Obtained: {told}.", told=copy.obtained.rstrip("."))
    checksum = f", SHA-256 {copy.sha256}" if copy.sha256 else ""
    file = say("File {name}.", name=f"{copy.file}{checksum}")
    return f"{copy.siglum}, {said}: {told}.{obtained} {file}"


def _name(row: Difference) -> str:
    if row.unit is None:
        return ""
    number = "" if row.unit.number is None else f"{row.unit.number}"
    return passage_of_copy(row.unit.anchor, row.unit.kind, number)


def place_in(known: Known, page: str, cable: str, anchor: str, before: str = "") -> Linked:
    """Return the link to a place of a cable with its name, or the name of one without a link.

    ``before`` stands before the name.
    """
    head, _, part = anchor.partition("-")
    if anchor[:1] in {"p", "h", "u"} and head[1:].isdigit():
        said = before + _numbered(head[:1], head[1:], part)
        target = f"{cable}#{anchor}"
        link = el("a", said, href=known.place(target, page))
        return Linked(link, f"{{cable:par}}`{said} <{target}>`")
    if head == "in" and "-" in part:
        said = before + place_name(anchor)
        target = f"{cable}#{anchor}"
        link = el("a", said, href=known.place(target, page))
        return Linked(link, f"{{cable:par}}`{said} <{target}>`")
    said = before + other_place(anchor)
    return Linked(text(said), said)


def _numbered(kind: str, number: str, part: str) -> str:
    if kind == "h":
        return say("heading {number}", number=number)
    if kind == "p":
        return (
            say("{place}, part {part}", place=f"¶ {number}", part=part) if part else f"¶ {number}"
        )
    if part:
        return say("unnumbered passage {number}, part {part}", number=number, part=part)
    return say("unnumbered passage {number}", number=number)


def other_place(anchor: str) -> str:
    """Return the name of a place that is no paragraph, heading or passage."""
    name = _NAMES.get(anchor, anchor.replace("-", " "))
    head, _, letter = anchor.partition("-")
    if is_translated() and head == "ref" and letter:
        return say("reference {letter}", letter=letter)
    return say(name)


def _place(known: Known, cable: str, anchor: str) -> Linked:
    return place_in(known, f"cables/{cable}", cable, anchor)


def _row(known: Known, cable: str, copy: Witness, row: Difference) -> Linked:
    if row.unit is not None:
        said = say("{passage} of {witness}", passage=_name(row), witness=copy.siglum)
        place = Linked(text(said), said)
    else:
        place = _place(known, cable, row.anchor)
    under = ""
    if row.exemptions:
        under = " " + say("under {exemptions}", exemptions=", ".join(row.exemptions))
    part = f" ({say(row.part)})" if row.part in {"mark", "number"} else ""
    lead = f", {say(row.kind)}{under}{part}: "
    tokens, line = [*place.tokens, *text(lead)], place.line + lead
    if row.kind == "moved":
        nothing = say("nothing")
        behind = _place(known, cable, row.after) if row.after else Linked(text(nothing), nothing)
        first, last = around("in {witness} it stands behind {link}", witness=copy.siglum)
        return Linked(
            [*tokens, *text(first), *behind.tokens, *text(last)], line + first + behind.line + last
        )
    for siglum, words, end in (("A", row.base, "; "), (copy.siglum, row.witness, "")):
        if words:
            first, last = around("“{words}”", name="words")
            tokens += [*text(f"{siglum} {first}"), *known.sent(words), *text(f"{last}{end}")]
            line += f"{siglum} {first}{{cable:sent}}`{words}`{last}{end}"
        else:
            nothing = say("none") if row.part in {"mark", "number"} else say("no words")
            tokens += text(f"{siglum} {nothing}{end}")
            line += f"{siglum} {nothing}{end}"
    return Linked(tokens, line)
