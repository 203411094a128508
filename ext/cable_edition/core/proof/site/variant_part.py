"""What the page of a cable must say of its other witnesses."""

from __future__ import annotations

from cable_edition.core.cable.places import place_name
from cable_edition.core.collation.apparatus import Difference
from cable_edition.core.collation.classes import CLASSES, MEANINGS
from cable_edition.core.collation.witness import Witness
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.nouns import number_of
from cable_edition.core.proof.site.beside_part import beside_part
from cable_edition.core.proof.site.cable_references import Linked, section
from cable_edition.core.proof.site.expected import Expected, el, text
from cable_edition.core.proof.site.known import Known

_NAMES = {"eo": "executive order", "tags": "TAGS", "signature": "sign-off"}


def variants_part(page: Expected, known: Known, one: EditedCable) -> None:
    """Add the section on witnesses, and one for each passage that the base text lacks."""
    if not one.witnesses:
        return
    kinds = {row.kind for copy in one.witnesses for row in copy.apparatus.differences}
    meanings = "; ".join(f"{kind}: {MEANINGS[kind]}" for kind in CLASSES if kind in kinds)
    lead = (
        "The text of this page is A, the base text. It was compared with "
        f"{number_of(len(one.witnesses), 'other copy', 'other copies')}, word by word, but for "
        "header and page heads."
    ) + (f" Classes of differences: {meanings}." if meanings else "")
    items = []
    lines = [lead]
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
        section(known, "witnesses", "Witnesses", el("p", lead), el("ul", *items), *columns),
        "::::{cable:section} witnesses", ":title: Witnesses", *lines, "::::",
    )  # fmt: skip
    for copy in one.witnesses:
        for row in copy.apparatus.differences:
            if row.unit is None:
                continue
            title = f"Only in {copy.siglum}, {_name(row)}"
            mark = f"{row.unit.mark} " if row.unit.mark else ""
            words, line = text("No words."), "No words."
            if row.witness:
                words = [*(text(mark) if mark else []), *known.sent(row.witness)]
                line = f"{mark}{{cable:sent}}`{row.witness}`"
            page.add(
                section(known, row.anchor, title, el("p", words)),
                f"::::{{cable:section}} {row.anchor}", f":title: {title}",
                f":place: {_name(row)} of {copy.siglum}", line, "::::",
            )  # fmt: skip


def _described(copy: Witness) -> str:
    said = ", ".join(filter(None, (copy.kind, copy.body, copy.date)))
    count = len(copy.apparatus.differences)
    told = number_of(count, "difference") if count else "no difference"
    obtained = f" Obtained: {copy.obtained.rstrip('.')}." if copy.obtained else ""
    checksum = f", SHA-256 {copy.sha256}" if copy.sha256 else ""
    return f"{copy.siglum}, {said}: {told}.{obtained} File {copy.file}{checksum}."


def _name(row: Difference) -> str:
    if row.unit is None:
        return ""
    number = "" if row.unit.number is None else f" {row.unit.number}"
    return row.unit.kind.replace("-", " ") + number


def place_in(known: Known, page: str, cable: str, anchor: str, before: str = "") -> Linked:
    """Return the link to a place of a cable with its name, or the name of one without a link.

    ``before`` stands before the name.
    """
    head, _, part = anchor.partition("-")
    named = {"p": "¶ ", "h": "heading ", "u": "unnumbered passage "}.get(anchor[:1], "")
    if named and head[1:].isdigit():
        said = f"{before}{named}{head[1:]}" + (f", part {part}" if part else "")
        target = f"{cable}#{anchor}"
        link = el("a", said, href=known.place(target, page))
        return Linked(link, f"{{cable:par}}`{said} <{target}>`")
    if head == "in" and "-" in part:
        said = before + place_name(anchor)
        target = f"{cable}#{anchor}"
        link = el("a", said, href=known.place(target, page))
        return Linked(link, f"{{cable:par}}`{said} <{target}>`")
    said = before + _NAMES.get(anchor, anchor.replace("-", " "))
    return Linked(text(said), said)


def _place(known: Known, cable: str, anchor: str) -> Linked:
    return place_in(known, f"cables/{cable}", cable, anchor)


def _row(known: Known, cable: str, copy: Witness, row: Difference) -> Linked:
    if row.unit is not None:
        said = f"{_name(row)} of {copy.siglum}"
        place = Linked(text(said), said)
    else:
        place = _place(known, cable, row.anchor)
    under = f" under {', '.join(row.exemptions)}" if row.exemptions else ""
    part = f" ({row.part})" if row.part in {"mark", "number"} else ""
    lead = f", {row.kind}{under}{part}: "
    tokens, line = [*place.tokens, *text(lead)], place.line + lead
    if row.kind == "moved":
        behind = (
            _place(known, cable, row.after) if row.after else Linked(text("nothing"), "nothing")
        )
        words = f"in {copy.siglum} it stands behind "
        return Linked([*tokens, *text(words), *behind.tokens], line + words + behind.line)
    for siglum, words, end in (("A", row.base, "; "), (copy.siglum, row.witness, "")):
        if words:
            tokens += [*text(f"{siglum} “"), *known.sent(words), *text(f"”{end}")]
            line += f"{siglum} “{{cable:sent}}`{words}`”{end}"
        else:
            nothing = "none" if row.part in {"mark", "number"} else "no words"
            tokens += text(f"{siglum} {nothing}{end}")
            line += f"{siglum} {nothing}{end}"
    return Linked(tokens, line)
