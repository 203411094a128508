"""How the nodes of a cable look in LaTeX, and in the plain text that Sphinx writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.html import place_name

if TYPE_CHECKING:
    from sphinx.writers.latex import LaTeXTranslator
    from sphinx.writers.text import TextTranslator

    from cable_edition.sphinx_ext.domain import CableDomain


def visit_par(self: LaTeXTranslator, node: ours.par) -> None:
    """Open a paragraph: its target, then its number."""
    self.body.append("\n\n" + self.hypertarget_to(node, anchor=True))


def depart_par(self: LaTeXTranslator, _node: ours.par) -> None:
    """Close a paragraph."""
    self.body.append("\n\n")


def visit_block(self: LaTeXTranslator, node: ours.block) -> None:
    """Open a block; the first of a paragraph shows number and portion mark."""
    self.body.append("\n\n")
    if node["ids"]:
        self.body.append(self.hypertarget_to(node, anchor=True))
    parent = node.parent
    if isinstance(parent, ours.par) and parent.index(node) == 0:
        number = f"{parent['label']}." if parent["label"] else ""
        opening = " ".join(part for part in (number, parent["mark"]) if part)
        if opening:
            self.body.append(self.encode(opening) + " ")


def depart_block(self: LaTeXTranslator, _node: ours.block) -> None:
    """Close a block."""
    self.body.append("\n\n")


def visit_mention(self: LaTeXTranslator, node: ours.mention) -> None:
    """Open the link to the entry."""
    domain = cast("CableDomain", self.builder.env.domains["cable"])
    place = domain.entries.get((node["kind"], node["entry"]))
    if place is None:
        self.body.append("{")
        return
    label = f"{place.docname}:{place.anchor}"
    self.body.append(f"\\hyperref[\\detokenize{{{label}}}]{{")


def depart_mention(self: LaTeXTranslator, _node: ours.mention) -> None:
    """Close the link."""
    self.body.append("}")


def visit_places(self: LaTeXTranslator, node: ours.places) -> None:
    """Write the places of an entry: cable, paragraph, page."""
    shown = []
    for cable, anchor, *_ in node["rows"]:
        label = f"cables/{cable}:{anchor}"
        text = self.encode(f"{cable}, {place_name(anchor)}")
        shown.append(f"\\hyperref[\\detokenize{{{label}}}]{{{text}}}")
    self.body.append("\n\n" + "; ".join(dict.fromkeys(shown)) + ".\n\n")
    raise nodes.SkipNode


def visit_cables(self: LaTeXTranslator, node: ours.cables) -> None:
    """Write a list of cables as lines."""
    for cable, date, origin, classification, subject in node["rows"]:
        line = self.encode(f"{date}: {cable}. {origin}. {classification}. {subject}")
        self.body.append(f"\n\n\\noindent {line}\n\n")
    raise nodes.SkipNode


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
    for cable, anchor, before, words, after in node["rows"]:
        self.add_text(f"{cable}, {place_name(anchor)}: {before} {words} {after}\n")
    self.end_state(wrap=False)
    raise nodes.SkipNode


def visit_text_cables(self: TextTranslator, node: ours.cables) -> None:
    """Write a list of cables as lines."""
    self.new_state(2)
    for row in node["rows"]:
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
