"""The head of a document: what stands over the words of a cable, and the note on its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from cable_edition.core.cable.dates import MONTHS
from cable_edition.core.words import say, say_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.writers.latex import LaTeXTranslator

#: Rows of the record that tell of the copy: they are the note on the source, at the foot.
SOURCE_ROWS = (
    "Redaction",
    "Extract",
    "WikiLeaks",
    "Source file",
    "Checksum",
    "Attributes of the copy",
)
#: Those of them whose label is printed too.
_LABELLED = ("Source file", "Attributes of the copy")
#: Rows that the line below the title says already; their words are in it.
_SAID = ("Identifier", "Origin", "Classification")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class Row(NamedTuple):
    """A row of the record: its label, its words as a node, and their anchors."""

    label: str
    words: nodes.Element


def read_rows(record: nodes.field_list) -> list[Row]:
    """Return the rows of a record."""
    return [
        Row(field[0].astext(), field[1])
        for field in record.findall(nodes.field)
        if isinstance(field[1], nodes.Element)
    ]


def day_of(created: str) -> str:
    """Return the day of a date for the eye: ``2005-01-28 20:38:00`` is ``28 January 2005``."""
    found = _DATE.match(created)
    if found is None or not 1 <= int(found[2]) <= 12:
        return created
    return say_day(found[0], f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}")


def write_record(
    writer: LaTeXTranslator, record: nodes.field_list, words: Callable[[str], str]
) -> None:
    """Write a record: a line of origin, day and classification, a table, a note at the foot.

    ``words`` escapes plain words for LaTeX as the book sets them.
    """
    rows = read_rows(record)
    by_label = {row.label: row for row in rows}
    origin, created, whole = say("Origin"), say("Created"), say("Classification")
    of_source, said = [*map(say, SOURCE_ROWS)], {*map(say, _SAID)}
    line = [
        _inline(writer, by_label[origin].words) if origin in by_label else "",
        words(day_of(by_label[created].words.astext())) if created in by_label else "",
        _inline(writer, by_label[whole].words) if whole in by_label else "",
    ]
    shown = r"\enspace·\enspace ".join(part for part in line if part)
    writer.body.append(f"\n\\cabledateline{{{shown}}}\n")
    source = [row for label in of_source for row in rows if row.label == label]
    if source:
        notes = " ".join(_source(writer, row) for row in source)
        label = writer.encode(say("Source."))
        writer.body.append(f"\\cablesourcenote{{\\cablelabel{{{label}}} {notes}}}\n")
    writer.body.append("\\begin{cablerecord}\n")
    for row in rows:
        if row.label not in of_source and row.label not in said:
            label = writer.encode(row.label)
            writer.body.append(f"\\cablefield{{{label}}}{{{_inline(writer, row.words)}}}\n")
    writer.body.append("\\end{cablerecord}\n")


def _source(writer: LaTeXTranslator, row: Row) -> str:
    links = [link for link in row.words.findall(nodes.reference) if link.get("refuri")]
    if row.label == "WikiLeaks" and links:
        return f"\\cablesourceurl{{{writer.encode_uri(links[0]['refuri'])}}}."
    words = _inline(writer, row.words)
    labelled = {*map(say, _LABELLED)}
    if row.label in {say("Checksum"), *labelled}:
        label = say("{label}: {link}", label=row.label, link="") if row.label in labelled else ""
        return f"{writer.encode(label)}{words}."
    return words


def _inline(writer: LaTeXTranslator, words: nodes.Element) -> str:
    """Return the words of a row without the breaks of a paragraph around them.

    The items of a list stand below one another, each with its anchors.
    """
    lines: list[str] = []
    for paragraph in words.children:
        if isinstance(paragraph, nodes.bullet_list):
            anchors = _anchors(writer, paragraph)
            lines += [
                anchors * (not number) + _anchors(writer, item) + _inline(writer, item)
                for number, item in enumerate(paragraph.findall(nodes.list_item))
            ]
        elif isinstance(paragraph, nodes.Element):
            writer.pushbody([_anchors(writer, paragraph)])
            for child in paragraph.children:
                child.walkabout(writer)
            lines.append("".join(writer.popbody()))
    return "\\cablerowbreak\n".join(lines)


def _anchors(writer: LaTeXTranslator, node: nodes.Element) -> str:
    return "".join(map(writer.hypertarget, node["ids"]))
