"""The parts of a cable as elements that a TEI text must have, in the order of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cable_edition.core.cable.ids import unique_anchor
from cable_edition.core.cable.model import Paragraph
from cable_edition.core.cable.span import Span
from cable_edition.core.proof.data.tei_layout import Layout
from cable_edition.core.proof.data.tei_reading import Part
from cable_edition.core.proof.data.tei_resp import ByEditors
from cable_edition.core.proof.data.xml_tree import XML_ID


class WantedParts:
    """The parts after the opening, with the divisions around them.

    ``ordered`` has where a part begins in the text of the layout, its kind, and it with those in
    it; a part that has no place in the text is left out.
    """

    def __init__(self, layout: Layout, by: ByEditors) -> None:
        self._layout = layout
        self._by = by
        self.ordered = sorted((one for one in self._all() if one[0] >= 0), key=lambda one: one[0])

    def expected(self) -> tuple[list[Part], list[str]]:
        """Return all parts in the order of the text, and the types of the divisions around them.

        A division begins with the first of some headings, and where the closing begins or ends.
        """
        found: list[Part] = []
        divisions = ["opening"]
        before = ""
        for _, kind, parts in self.ordered:
            if (kind == "closing") != (before == "closing") or (
                before != "heading" if kind == "heading" else not before
            ):
                divisions.append("closing" if kind == "closing" else "section")
            before = kind
            place = f"{divisions[-1]} {len(divisions)}"
            found += [one._replace(place=f"{place} {one.place}") for one in parts]
        return found, divisions

    def _all(self) -> Iterator[tuple[int, str, list[Part]]]:
        """Yield where a part begins in the text, its kind, and it with those in it."""
        cable, name = self._layout.one.cable, self._layout.one.id

        def start(spans: Iterable[Span]) -> int:
            return min((self._layout.position(span.start) for span in spans), default=-1)

        for par in cable.paragraphs:
            marked = par.marking.spans if par.marking else ()
            numbered = (par.number_span,) if par.number_span else ()
            attributes = {XML_ID: unique_anchor(name, par.anchor)}
            attributes |= {} if par.n is None else {"n": str(par.n)}
            attributes |= _resp(self._by.part("p", par.anchor))
            made = [Part("p", attributes, "div"), *self._blocks(par)]
            yield start((*par.passage.spans, *marked, *numbered)), "paragraph", made
        for heading in cable.headings:
            attributes = {XML_ID: unique_anchor(name, heading.anchor)}
            attributes |= _resp(self._by.part("head", heading.anchor))
            spans = (*heading.passage.spans, *heading.rules)
            yield start(spans), "heading", [Part("head", attributes, "div")]
        for line in cable.closing:
            attributes = {XML_ID: unique_anchor(name, line.anchor), "type": "closing"}
            attributes["subtype"] = line.kind
            yield start(line.passage.spans), "closing", [Part("ab", attributes, "div")]
        if cable.signature:
            attributes = {XML_ID: unique_anchor(name, "signature"), "type": "signature"}
            attributes |= _resp(self._by.part("ab", "signature"))
            yield start(cable.signature.spans), "closing", [Part("ab", attributes, "div")]

    def _blocks(self, par: Paragraph) -> Iterator[Part]:
        """Yield the elements in a paragraph; items that follow each other are one list."""
        listed = False
        for block in par.blocks:
            if not block.passage.spans:
                continue
            own = block.anchor != par.anchor
            attributes = {XML_ID: unique_anchor(self._layout.one.id, block.anchor)} if own else {}
            resp = _resp(self._by.block(block))
            if block.kind == "item" and not listed:
                yield Part("list", {}, "p")
            listed = block.kind == "item"
            name = element_of(block.kind)
            if name != "seg":
                yield Part(name, {**attributes, **resp}, "list" if listed else "p")
            elif own or block.kind != "text":
                yield Part(name, {**attributes, "type": block.kind, **resp}, "p")


def element_of(kind: str) -> str:
    """Return the element of a part of a paragraph."""
    return kind if kind in {"item", "quote"} else "seg"


def _resp(editors: str) -> dict[str, str]:
    return {"resp": editors} if editors else {}
