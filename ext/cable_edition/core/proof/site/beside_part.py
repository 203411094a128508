"""What the two columns of a base text and a witness must say, and whether they hold both copies."""

from __future__ import annotations

from collections.abc import Iterator

from cable_edition.core.cable.places import passage_of_copy, place_name
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
from cable_edition.core.words import say


def lost_columns(one: EditedCable) -> Iterator[str]:
    """Yield what the columns do not hold, passage by passage: the base text, or a witness.

    The pages are compared with what the columns must say; this compares that with the copies.
    """
    if not one.witnesses:
        return
    base = units_of(one.cable)
    for copy in one.witnesses:
        rows = column_rows(base, copy)
        if read_column(rows, witness=False) != written_passages(base):
            yield f"the base text does not come back from the columns of A and {copy.siglum}"
        if read_column(rows, witness=True) != written_passages(copy.units):
            yield f"{copy.siglum} does not come back from its column"


def beside_part(known: Known, one: EditedCable, copy: Witness) -> tuple[Tokens, list[str]]:
    """Return the columns of a witness, and the lines of the page's copy."""
    about = ", ".join(filter(None, (say(copy.kind), copy.body, copy.date)))
    rows = column_rows(units_of(one.cable), copy)
    if not rows:
        return [], []
    head = el(
        "thead",
        el(
            "tr",
            el("th", say("Place"), scope="col"),
            el("th", say("{base}, base text", base="A"), scope="col", cls="cable-column-a"),
            el("th", copy.siglum, scope="col", cls="cable-column-b"),
        ),
    )
    body: Tokens = []
    # Words that have a backtick themselves stand behind tildes.
    mark = "~~~" if "`" in about else "```"
    lines = [f"{mark}{{cable:beside}} {copy.siglum} {about}"]
    for row in rows:
        shown = _row(known, copy.siglum, row)
        body += shown.tokens
        lines += shown.line.split("\n")
    table = el("table", head, el("tbody", body), cls="cable-columns")
    both = say("{base} and {witness} side by side", base="A", witness=copy.siglum)
    summary = el("summary", f"{both}: {about}")
    whole = el("details", summary, _choice(copy.siglum, rows), table, cls="cable-beside")
    return (whole if known.is_cited else []), [*lines, mark]


def _choice(siglum: str, rows: tuple[ColumnRow, ...]) -> Tokens:
    name = f"beside-{siglum.lower()}"
    buttons: list[Tokens] = []
    columns = (
        ("both", say("{base} and {witness}", base="A", witness=siglum)),
        ("a", say("{witness} alone", witness="A")),
        ("b", say("{witness} alone", witness=siglum)),
    )
    for value, said in columns:
        checked = {"checked": "checked"} if value == "both" else {}
        button = el("input", type="radio", name=name, value=value, **checked)
        buttons.append(el("label", button, f" {said}"))
    if len({row.differs for row in rows}) == 2:
        button = el("input", type="checkbox", value="differing")
        buttons.append(el("label", button, f" {say('only passages that differ')}"))
    return el("fieldset", el("legend", say("Columns")), *buttons, cls="cable-beside-choice")


def _row(known: Known, siglum: str, row: ColumnRow) -> Linked:
    name = place_name(row.anchor)
    if row.standing == "witness":
        named = passage_of_copy(row.anchor, row.kind, row.number)
        name = say("{passage} of {witness}", passage=named, witness=siglum)
    behind = place_name(row.after) if row.after else ""
    # The page has no place of these.
    anchor = "" if row.anchor in {"date", "to", "info"} else row.anchor
    place = el("a", name, href=f"#{anchor}") if anchor else text(name)
    lines = [f"passage | {anchor} | {name} | {row.standing} | {behind}"]
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
        what = f" ({say(part.what)})" if part.what != "words" else ""
        told = " " + say("under {exemptions}", exemptions=under) if under else ""
        theirs += [
            el("ins", part.witness),
            _class(say(part.kind) + told + what),
        ]
    if row.standing == "base":
        theirs = [_class(say("missing"))]
    elif row.standing == "away":
        first = say("moved: in {witness} it stands at the beginning", witness=siglum)
        later = say("moved: in {witness} it stands behind {place}", witness=siglum, place=behind)
        theirs = [_class(later if behind else first)]
    elif row.standing == "witness":
        own = [_class(say("only in {witness}", witness=siglum))]
    elif row.standing == "here":
        own = [_class(say("moved: in {base} it stands elsewhere", base="A"))]
    sent = known.as_sent
    place_of_copy = ""
    if anchor and row.standing in {"both", "here"}:
        place_of_copy = f"beside-{siglum.lower()}-{anchor}"
    cells = el(
        "tr",
        el("th", place, scope="row"),
        el("td", joined_by(" ", own), cls="cable-column-a", data_siglum="A", **sent),
        el("td", joined_by(" ", theirs), cls="cable-column-b", data_siglum=siglum, **sent),
        **({"cls": "cable-differs"} if row.differs else {}),
        **({"id": place_of_copy} if place_of_copy else {}),
    )
    return Linked(cells, "\n".join(lines))


def _class(words: str) -> Tokens:
    return el("span", words, cls="cable-variant-class")
