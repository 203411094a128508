"""What the two columns of a base text and a witness must say, and whether they hold both copies."""

from __future__ import annotations

from collections.abc import Iterator

from cable_edition.core.cable.places import place_name
from cable_edition.core.collation.columns import (
    ColumnRow,
    column_rows,
    read_column,
    written_passages,
)
from cable_edition.core.collation.units import units_of
from cable_edition.core.collation.witness import Witness
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.proof.site.cable_references import Linked
from cable_edition.core.proof.site.expected import Tokens, el, joined_by, text
from cable_edition.core.proof.site.known import Known

_COLUMNS = (("both", "A and {}"), ("a", "A alone"), ("b", "{} alone"))


def lost_columns(one: EditedCable) -> Iterator[str]:
    """Yield what the columns do not hold, passage by passage: the base text, or a witness.

    The pages are compared with what the columns must say; this compares that with the copies.
    """
    base = units_of(one.cable)
    for copy in one.witnesses:
        rows = column_rows(base, copy)
        if read_column(rows, witness=False) != written_passages(base):
            yield f"the base text does not come back from the columns of A and {copy.siglum}"
        if read_column(rows, witness=True) != written_passages(copy.units):
            yield f"{copy.siglum} does not come back from its column"


def beside_part(known: Known, one: EditedCable, copy: Witness) -> tuple[Tokens, list[str]]:
    """Return the columns of a witness, and the lines of the page's copy."""
    about = ", ".join(filter(None, (copy.kind, copy.body, copy.date)))
    rows = column_rows(units_of(one.cable), copy)
    if not rows:
        return [], []
    head = el(
        "thead",
        el(
            "tr",
            el("th", "Place", scope="col"),
            el("th", "A, base text", scope="col", cls="cable-column-a"),
            el("th", copy.siglum, scope="col", cls="cable-column-b"),
        ),
    )
    body: Tokens = []
    lines = [f"```{{cable:beside}} {copy.siglum} {about}"]
    for row in rows:
        shown = _row(known, copy.siglum, row)
        body += shown.tokens
        lines += shown.line.split("\n")
    table = el("table", head, el("tbody", body), cls="cable-columns")
    summary = el("summary", f"A and {copy.siglum} side by side: {about}")
    whole = el("details", summary, _choice(copy.siglum, rows), table, cls="cable-beside")
    return (whole if known.is_cited else []), [*lines, "```"]


def _choice(siglum: str, rows: tuple[ColumnRow, ...]) -> Tokens:
    name = f"beside-{siglum.lower()}"
    buttons: list[Tokens] = []
    for value, said in _COLUMNS:
        checked = {"checked": "checked"} if value == "both" else {}
        button = el("input", type="radio", name=name, value=value, **checked)
        buttons.append(el("label", button, f" {said.format(siglum)}"))
    if len({row.differs for row in rows}) == 2:
        button = el("input", type="checkbox", value="differing")
        buttons.append(el("label", button, " only passages that differ"))
    return el("fieldset", el("legend", "Columns"), *buttons, cls="cable-beside-choice")


def _row(known: Known, siglum: str, row: ColumnRow) -> Linked:
    name = place_name(row.anchor)
    if row.standing == "witness":
        named = [row.kind.replace("-", " "), *filter(None, [row.number])]
        name = f"{' '.join(named)} of {siglum}"
    behind = place_name(row.after) if row.after else ""
    lines = [f"passage | {row.anchor} | {name} | {row.standing} | {behind}"]
    own: list[Tokens] = []
    theirs: list[Tokens] = []
    for part in row.parts:
        if not part.kind:
            if part.base:
                lines.append(f"same | {part.base}")
                own.append(text(part.base))
                theirs.append(text(part.base))
            continue
        under = ", ".join(part.exemptions)
        lines.append(
            f"variant | {part.kind} | {part.what} | {under} | {part.base} | {part.witness}"
        )
        own.append(el("del", part.base))
        what = f" ({part.what})" if part.what != "words" else ""
        theirs += [
            el("ins", part.witness),
            _class(part.kind + (f" under {under}" if under else "") + what),
        ]
    if row.standing == "base":
        theirs = [_class("missing")]
    elif row.standing == "away":
        where = f"behind {behind}" if behind else "at the beginning"
        theirs = [_class(f"moved: in {siglum} it stands {where}")]
    elif row.standing == "witness":
        own = [_class(f"only in {siglum}")]
    elif row.standing == "here":
        own = [_class("moved: in A it stands elsewhere")]
    sent = known.as_sent
    cells = el(
        "tr",
        el("th", el("a", name, href=f"#{row.anchor}"), scope="row"),
        el("td", joined_by(" ", own), cls="cable-column-a", data_siglum="A", **sent),
        el("td", joined_by(" ", theirs), cls="cable-column-b", data_siglum=siglum, **sent),
        **({"cls": "cable-differs"} if row.differs else {}),
    )
    return Linked(cells, "\n".join(lines))


def _class(words: str) -> Tokens:
    return el("span", words, cls="cable-variant-class")
