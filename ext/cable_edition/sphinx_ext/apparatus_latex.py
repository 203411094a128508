"""How emended places, notes and the register of emendations look in LaTeX and in plain text.

A note is a footnote at its place, with the number that it has on the web.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from cable_edition.core.emendation_rules import RULES
from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.html import place_name

if TYPE_CHECKING:
    from sphinx.writers.latex import LaTeXTranslator
    from sphinx.writers.text import TextTranslator


def visit_emendation(self: LaTeXTranslator, node: ours.emendation) -> None:
    """Open an emended place: a target for the register."""
    if not _in_title(node):
        self.body.append(self.hypertarget_to(node, anchor=True))
    self.body.append("{")


def depart_emendation(self: LaTeXTranslator, _node: ours.emendation) -> None:
    """Close an emended place."""
    self.body.append("}")


def _in_title(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, nodes.title):
            return True
        parent = parent.parent
    return False


def _page_of(node: nodes.Node) -> nodes.Node | None:
    while node is not None and not isinstance(node, addnodes.start_of_file):
        node = node.parent
    return node


def _notes_of(self: LaTeXTranslator) -> dict[tuple[int, str], ours.cable_note]:
    """Return the notes of the document by page and anchor; gathered once."""
    found: dict[tuple[int, str], ours.cable_note] | None = getattr(self, "cable_notes", None)
    if found is None:
        found = {
            (id(_page_of(node)), node["ids"][0]): node
            for node in self.document.findall(ours.cable_note)
        }
        self.cable_notes = found  # type: ignore[attr-defined]
    return found


def visit_note_ref(self: LaTeXTranslator, node: ours.note_ref) -> None:
    """Write the note itself as a footnote; a title takes none, its notes stand at the end."""
    note = _notes_of(self).get((id(_page_of(node)), node["note"]))
    if note is not None and not _in_title(node):
        number = node["number"]
        self.body.append(f"%\n\\begin{{footnote}}[{number}]\\sphinxAtStartFootnote\n")
        _write_note(self, note)
        self.body.append("%\n\\end{footnote}")
    raise nodes.SkipNode


def _write_note(self: LaTeXTranslator, note: ours.cable_note) -> None:
    if note["lemma"]:
        self.body.append(f"\\emph{{{self.encode(note['lemma'])}}}: ")
    for child in note.children:
        child.walkabout(self)


def visit_notes(self: LaTeXTranslator, node: ours.notes) -> None:
    """Write only the notes on titles; the others are footnotes."""
    for note in node.children:
        if isinstance(note, ours.cable_note) and note["at"].startswith("h"):
            self.body.append(f"\n\n\\noindent {note['number']}. ")
            _write_note(self, note)
    raise nodes.SkipNode


def visit_cable_note(self: LaTeXTranslator, _node: ours.cable_note) -> None:
    """Open a note."""
    self.body.append("\n\n")


def depart_cable_note(self: LaTeXTranslator, _node: ours.cable_note) -> None:
    """Close a note."""
    self.body.append("\n\n")


def visit_emendations(self: LaTeXTranslator, node: ours.emendation_rows) -> None:
    """Write the register as a list: place, source reading, edition reading, rule, certainty."""
    for cable, anchor, name, lemma, read, rule, certainty, reason in node["rows"]:
        label = f"cables/{cable}:{name}"
        place = self.encode(f"{cable}, {place_name(anchor)}")
        known = RULES.get(rule)
        shown = self.encode(f"{lemma}] {read} ({known.name if known else rule}, {certainty})")
        said = f". {self.encode(reason)}" if reason else ""
        self.body.append(
            f"\n\n\\noindent \\hyperref[\\detokenize{{{label}}}]{{{place}}}: {shown}{said}\n\n"
        )
    raise nodes.SkipNode


def visit_rules(self: LaTeXTranslator, node: ours.emendation_rules) -> None:
    """Write the rules as paragraphs."""
    for _rule, name, _kind, count, reason, source in node["rows"]:
        text = self.encode(f": {reason} ({count}; {source})")
        self.body.append(f"\n\n\\noindent\\textbf{{{self.encode(name)}}}{text}\n\n")
    raise nodes.SkipNode


def visit_text_note_ref(self: TextTranslator, node: ours.note_ref) -> None:
    """Write the number of a note in brackets."""
    self.add_text(f"[{node['number']}]")
    raise nodes.SkipNode


def visit_text_note(self: TextTranslator, node: ours.cable_note) -> None:
    """Open a note with its number and lemma."""
    self.new_state(0)
    self.add_text(f"[{node['number']}] {node['lemma']}".rstrip())


def depart_text_note(self: TextTranslator, _node: ours.cable_note) -> None:
    """Close a note of plain text."""
    self.end_state()


def visit_text_rows(self: TextTranslator, node: Any) -> None:
    """Write rows as lines."""
    self.new_state(2)
    for row in node["rows"]:
        self.add_text("; ".join(part for part in row if part) + "\n")
    self.end_state(wrap=False)
    raise nodes.SkipNode
