"""How emended places, notes and the register of emendations look in LaTeX and in plain text.

A note is a footnote at its place, with the number that it has on the web.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from cable_edition.core.cable.places import place_name
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.words import say
from cable_edition.sphinx_ext import nodes as ours

if TYPE_CHECKING:
    from sphinx.writers.text import TextTranslator

    from cable_edition.core.myst.row_kinds import EmendationRow, RuleRow
    from cable_edition.sphinx_ext.book.translator import BookTranslator


def visit_emendation(self: BookTranslator, node: ours.emendation) -> None:
    """Open an emended place: a target for the register."""
    if _is_printed(self, node):
        self.body.append(self.hypertarget_to(node, anchor=True))
    self.body.append("{")


def depart_emendation(self: BookTranslator, _node: ours.emendation) -> None:
    """Close an emended place."""
    self.body.append("}")


def _is_printed(self: BookTranslator, node: nodes.Node) -> bool:
    """Tell whether targets and notes can stand here: in words, and in the headings of a cable."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, nodes.title):
            return bool(self.cable) and "cable-section" in parent.parent.get("classes", [])
        parent = parent.parent
    return True


def _page_of(node: nodes.Node) -> nodes.Node | None:
    while node is not None and not isinstance(node, addnodes.start_of_file):
        node = node.parent
    return node


def _notes_of(self: BookTranslator) -> dict[tuple[int, str], ours.cable_note]:
    """Return the notes of the document by page and anchor; gathered once."""
    found = self.cable_notes
    if found is None:
        found = {
            (id(_page_of(node)), node["ids"][0]): node
            for node in self.document.findall(ours.cable_note)
        }
        self.cable_notes = found
    return found


def _is_in_head(node: nodes.Node) -> bool:
    """Tell whether a place is in the record, which is the head of the document."""
    while node is not None and not isinstance(node, addnodes.start_of_file):
        if isinstance(node, nodes.field_list) and "cable-record" in node["classes"]:
            return True
        node = node.parent
    return False


def visit_note_ref(self: BookTranslator, node: ours.note_ref) -> None:
    """Write the note itself as a footnote at its place.

    Those of the head stand with the notes below the cable: at the foot of the first page they would
    leave no room for its words.
    """
    note = _notes_of(self).get((id(_page_of(node)), node["note"]))
    if note is not None and _is_printed(self, node):
        number = node["number"]
        at = node.parent.index(node)
        if at and isinstance(node.parent[at - 1], ours.note_ref):
            self.body.append("\\cablenotesep{}")
        if _is_in_head(node):
            if self.head_notes is None:
                self.head_notes = {}
            self.head_notes.setdefault(self.docname, []).append((str(number), note))
            self.body.append(f"\\cableheadref{{c-{self.cable}-{node['note']}}}{{{number}}}")
            raise nodes.SkipNode
        self.body.append(f"%\n\\begin{{footnote}}[{number}]\\sphinxAtStartFootnote\n")
        self.body.append(self.hypertarget_to(note, anchor=True))
        _write_note(self, note)
        self.body.append("%\n\\end{footnote}")
    raise nodes.SkipNode


def _write_note(self: BookTranslator, note: ours.cable_note) -> None:
    if note["lemma"]:
        self.body.append(f"\\emph{{{self.words(note['lemma'])}}}: ")
    for child in note.children:
        child.walkabout(self)


def visit_notes(self: BookTranslator, _node: ours.notes) -> None:
    """Write the notes of the head at the end of a cable; the others are at the feet of pages."""
    for number, note in (self.head_notes or {}).get(self.docname, ()):
        self.body.append(f"\n\\begin{{cableheadnote}}{{{number}}}%\n")
        self.body.append(self.hypertarget_to(note, anchor=True))
        _write_note(self, note)
        self.body.append("\n\\end{cableheadnote}\n")
    raise nodes.SkipNode


def visit_cable_note(self: BookTranslator, _node: ours.cable_note) -> None:
    """Open a note."""
    self.body.append("\n\n")


def depart_cable_note(self: BookTranslator, _node: ours.cable_note) -> None:
    """Close a note."""
    self.body.append("\n\n")


def visit_emendations(self: BookTranslator, node: ours.emendation_rows) -> None:
    """Write the register as a list: place, source reading, edition reading, rule, certainty."""
    rows: list[EmendationRow] = node["rows"]
    for row in rows:
        place = self.words(f"{row.cable}, {place_name(row.anchor)}")
        known = RULES.get(row.rule)
        told = (
            row.source,
            row.edition,
            f"{say(known.name) if known else row.rule}, {say(row.certainty)}",
        )
        words = "}{".join((*map(self.words, told), self.prose(row.reason)))
        link = f"\\hyperlink{{c-{row.cable}-{row.emendation}}}{{{place}}}"
        self.body.append(f"\n\\cableemendation{{{link}}}{{{words}}}\n")
    raise nodes.SkipNode


def _rows_of(self: BookTranslator) -> dict[str, list[EmendationRow]]:
    """Return the rows of the register of emendations by cable; gathered once."""
    found = self.cable_readings
    if found is None:
        found = {}
        for register in self.document.findall(ours.emendation_rows):
            for row in register["rows"]:
                found.setdefault(row.cable, []).append(row)
        self.cable_readings = found
    return found


def visit_transmitted(self: BookTranslator, _node: ours.transmitted) -> None:
    """Write the apparatus in the place of the text as transmitted, which the book leaves out.

    Each place has the reading of the edition, a bracket, and what the source has; a conjecture
    has an asterisk. Rules and reasons are in the register.
    """
    rows = _rows_of(self).get(self.cable, [])
    if rows:
        self.body.append("\n\\begin{cableapparatus}\n")
        for anchor, found in groupby(rows, key=attrgetter("anchor")):
            readings = list(found)
            place = self.words(place_name(anchor))
            link = f"\\hyperlink{{c-{self.cable}-{readings[0].emendation}}}{{{place}}}"
            self.body.append(f"\\cablereadings{{{link}}}{{%\n")
            words = [
                f"\\cablereading{{{self.words(row.edition)}}}{{{self.words(row.source)}}}"
                f"{{{'' if _is_mechanical(row.rule) else '*'}}}"
                for row in readings
            ]
            self.body.append("%\n\\cablereadingsep\n".join(words) + "}\n")
        doubted = any(not _is_mechanical(row.rule) for row in rows)
        self.body.append("\\cableconjectured\n" if doubted else "")
        self.body.append("\\end{cableapparatus}\n")
    raise nodes.SkipNode


def _is_mechanical(rule: str) -> bool:
    known = RULES.get(rule)
    return known is not None and known.mechanical


def visit_rules(self: BookTranslator, node: ours.emendation_rules) -> None:
    """Write the rules as paragraphs."""
    rows: list[RuleRow] = node["rows"]
    for row in rows:
        text = self.prose(f": {say(row.reason)} ({row.places}; {say(row.source)})")
        self.body.append(
            f"\n\n\\noindent\\textbf{{{self.words(say(row.name))}}}{text}\\par\\vskip 1.5mm\n\n"
        )
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
        texts = (str(field) for field in row)
        self.add_text("; ".join(text for text in texts if text) + "\n")
    self.end_state(wrap=False)
    raise nodes.SkipNode
