"""How the nodes of a cable look in LaTeX, and in the plain text that Sphinx writes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes

from cable_edition.core.cable.places import place_name
from cable_edition.core.words import say_number
from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.book.index_entries import (
    index_command,
    place_locator,
    place_of,
)
from cable_edition.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.writers.text import TextTranslator

    from cable_edition.core.myst.row_kinds import CableRow, PlaceRow
    from cable_edition.sphinx_ext.book.translator import BookTranslator


def visit_par(self: BookTranslator, node: ours.par) -> None:
    """Open a paragraph: its number goes into the margin, before the words of its first block."""
    self.body.append("\n\\begin{cablepar}%\n")
    if not node.children:
        self.body.append(self.hypertarget_to(node, anchor=True) + _opening(self, node))


def depart_par(self: BookTranslator, node: ours.par) -> None:
    """Close a paragraph, with how many works quote it: the section below the cable names them."""
    if count := node["quoted"]:
        said = say_number(count, "Quoted in {n} work", "Quoted in {n} works")
        self.body.append(f"\n\\cablequoted{{{self.encode(said)}}}")
    self.body.append("\n\\end{cablepar}\n")


def _opening(self: BookTranslator, node: ours.par) -> str:
    """Return number and portion mark of a paragraph."""
    number = f"\\cablenumber{{{self.encode(node['label'])}}}" if node["label"] else ""
    mark = f"\\cablemark{{{self.encode(node['mark'])}}}" if node["mark"] else ""
    return f"\\leavevmode {number}{mark}"


#: Kind of a block -> environment; the kinds that are not here are running text.
_BLOCKS = {"item": "cableitem", "quote": "cablequote", "table": "cabletable"}


def visit_block(self: BookTranslator, node: ours.block) -> None:
    """Open a block; the first of a paragraph shows number and portion mark."""
    parent = node.parent
    inside = isinstance(parent, ours.par)
    name = _BLOCKS.get(node["kind"], "")
    if not inside:
        name = "cablesignature" if node["kind"] == "signature" else "cableclosing"
    self.body.append(f"\n\\begin{{{name}}}%\n" if name else "\n\n")
    if isinstance(parent, ours.par) and parent.index(node) == 0:
        self.body.append(_opening(self, parent) + self.hypertarget_to(parent, anchor=True))
    if node["ids"]:
        self.body.append("\\leavevmode " + self.hypertarget_to(node, anchor=True))
    self.context.append(f"\n\\end{{{name}}}\n" if name else "\\par\n")


def depart_block(self: BookTranslator, _node: ours.block) -> None:
    """Close a block."""
    self.body.append(self.context.pop())


def visit_mention(self: BookTranslator, node: ours.mention) -> None:
    """Open the link to the entry, and put the place into the index, if the book has the entry."""
    domain = domain_of(self.builder.env)
    entry = domain.entries.get((node["kind"], node["entry"]))
    # The chapter of a register may have no place in this book; nothing would be found there.
    if entry is None or entry.docname not in self.builder.docnames:
        self.body.append("{")
        return
    if self.cable:
        place = place_of(node, self.cable)
        locator = place_locator(place, self.encode)
        self.body.append(index_command(entry, self.encode, self.cable, locator))
    self.body.append(f"\\hyperlink{{{entry.anchor}}}{{")


def depart_mention(self: BookTranslator, _node: ours.mention) -> None:
    """Close the link."""
    self.body.append("}")


def visit_places(self: BookTranslator, node: ours.places) -> None:
    """Write the places of an entry by cable, each a link."""
    by_cable: dict[str, dict[str, None]] = {}
    rows: list[PlaceRow] = node["rows"]
    for row in rows:
        by_cable.setdefault(row.cable, {})[row.anchor] = None
    # The first line stays with the words above it, which say how many places there are.
    self.body.append("\n\n\\nobreak")
    for cables, anchors in place_lines(by_cable):
        places = [self.words(place_name(anchor)) for anchor in anchors]
        # One place of several cables: each name leads to it.
        to = f"-{anchors[0]}" if len(cables) > 1 else ""
        names = [
            f"\\hyperlink{{c-{cable}{to}}}{{\\cableid{{{self.encode(cable)}}}}}" for cable in cables
        ]
        if not to:
            links = zip(anchors, places, strict=True)
            places = [f"\\hyperlink{{c-{cables[0]}-{one}}}{{{said}}}" for one, said in links]
        line = f"{', '.join(names)}: {', '.join(places)}."
        self.body.append(f"\n\\begin{{cableplaces}}{line}\\end{{cableplaces}}\n")
    raise nodes.SkipNode


def place_lines(by_cable: Mapping[str, Iterable[str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield cables and the places of each that stand in a line.

    Cables in a row that have one place, and the same one, stand together, or a code that many were
    filed under would fill pages with thin lines. A paragraph is a place of its cable alone.
    """

    def alike(item: tuple[str, list[str]]) -> str:
        cable, anchors = item
        alone = len(anchors) == 1 and not place_name(anchors[0]).startswith("¶")
        return f"#{anchors[0]}" if alone else cable

    for _, group in groupby(((one, [*by_cable[one]]) for one in by_cable), alike):
        found = [*group]
        yield [cable for cable, _ in found], found[0][1]


def visit_cables(self: BookTranslator, node: ours.cables) -> None:
    """Write a list of cables: date and cable, origin and classification, subject.

    A list of one, above the one cable, would only say its head twice.
    """
    rows: list[CableRow] = node["rows"]
    alone = len(rows) == 1 and self.docname == "cables/index"
    for row in () if alone else rows:
        name = f"\\hyperlink{{c-{row.cable}}}{{\\cableid{{{self.encode(row.cable)}}}}}"
        about = self.words("; ".join(part for part in (row.origin, row.classification) if part))
        fields = f"{{{self.encode(row.date)}}}{{{name}}}{{{about}}}{{{self.words(row.subject)}}}"
        self.body.append(f"\n\\cablelistline{fields}\n")
    raise nodes.SkipNode


def visit_folded(self: BookTranslator, node: ours.folded) -> None:
    """Write the words above what is folded up on a web page; on paper all is open."""
    self.body.append(f"\n\n\\sphinxstyleemphasis{{{self.encode(node['said'])}}}\n")


def visit_text_folded(self: TextTranslator, node: ours.folded) -> None:
    """Write the words above what is folded up on a web page."""
    self.new_state(0)
    self.add_text(f"*{node['said']}*")
    self.end_state()


def visit_text_par(self: TextTranslator, node: ours.par) -> None:
    """Write number and portion mark before the words."""
    self.new_state(0)
    opening = " ".join(
        part for part in (node["label"] and f"{node['label']}.", node["mark"]) if part
    )
    if opening:
        self.add_text(opening)


def depart_text_par(self: TextTranslator, _node: ours.par) -> None:
    """Close a paragraph of plain text."""
    self.end_state()


def visit_text_places(self: TextTranslator, node: ours.places) -> None:
    """Write the places as lines."""
    self.new_state(2)
    rows: list[PlaceRow] = node["rows"]
    for row in rows:
        place = f"{row.cable}, {place_name(row.anchor)}"
        self.add_text(f"{place}: {''.join(row.parted)}\n")
    self.end_state(wrap=False)
    raise nodes.SkipNode


def visit_text_cables(self: TextTranslator, node: ours.cables) -> None:
    """Write a list of cables as lines."""
    self.new_state(2)
    rows: list[CableRow] = node["rows"]
    for row in rows:
        self.add_text("; ".join(row) + "\n")
    self.end_state(wrap=False)
    raise nodes.SkipNode


def visit_text_transmitted(self: TextTranslator, node: ours.transmitted) -> None:
    """Write the text as transmitted, unwrapped."""
    self.new_state(0)
    self.add_text(node["text"])
    self.end_state(wrap=False)
    raise nodes.SkipNode


def ignore(_self: Any, _node: nodes.Node) -> None:
    """Add nothing: the words come from the children."""
