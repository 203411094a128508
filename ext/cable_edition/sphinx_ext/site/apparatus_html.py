"""How emended places, notes and the register of emendations look in HTML (and so in EPUB).

An emended place carries what the source has in ``data-source``, so that the source can be read back
from the reading text; the reference to a note has the class ``cable-note-ref`` and is no word of
the cable. ``cable-edition verify`` relies on both.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from docutils import nodes

from cable_edition.core.cable.places import place_name
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.pages.anchors import page_name
from cable_edition.core.pages.emendation_pages import FOLDER
from cable_edition.core.words import is_translated, say, say_number
from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.site.language import as_sent
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from cable_edition.core.myst.row_kinds import EmendationRow, RuleRow

#: Where the register stands as data in the site.
DATA = "data/emendations.json"

#: Rows of the record whose names their anchors do not tell.

_LAST_WORD = re.compile(r"[^\s]{0,40}\Z")
_FIRST_WORD = re.compile(r"[^\s]{0,40}")


def _attribute(text: str) -> str:
    return escape(text, quote=True)


def _in(node: nodes.Node, *kinds: type[nodes.Node]) -> bool:
    """Whether a node stands in one of a kind; a reference around a title is a table of contents."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parent
    return False


def _beside(node: ours.emendation) -> tuple[str, str]:
    """Return what of the emended word stands before and after the emended place."""
    parent = node.parent
    at = parent.index(node)
    before = parent[at - 1].astext() if at else ""
    after = parent[at + 1].astext() if at + 1 < len(parent) else ""
    first = _LAST_WORD.search(before)
    return first[0] if first else "", (_FIRST_WORD.match(after) or [""])[0]


def visit_emendation(self: HTML5Translator, node: ours.emendation) -> None:
    """Open an emended place: a link to its entry in the register, the source's reading its tip."""
    if _in(node, nodes.reference):
        self.body.append("<span>")
        return
    before, after = _beside(node)
    rule = RULES.get(node["rule"])
    name = rule.name if rule else node["rule"]
    kind = "mechanical" if rule and rule.mechanical else "conjecture"
    found = f"{before}{node['source']}{after}".strip()
    if kind == name:
        tip = say("The source has: {words} ({rule})", words=found, rule=say(name))
    else:
        tip = say("The source has: {words} (emended: {rule})", words=found, rule=say(name))
    anchor = node["ids"][0]
    attributes = [
        f'class="cable-emendation cable-emendation-{kind}"',
        f'id="{_attribute(anchor)}"',
        f'data-source="{_attribute(node["source"])}"',
        f'data-rule="{_attribute(node["rule"])}"',
        f'title="{_attribute(tip)}"',
    ]
    if _in(node, ours.mention):
        self.body.append(f"<span {' '.join(attributes)}>")
        return
    if not node.children:
        left_out = f"{say('Words left out.')} {tip}"
        attributes.append(f'aria-label="{_attribute(left_out)}"')
    cable = self.docnames[0].rpartition("/")[2]
    page = state_of(self.builder).emendation_pages.get(cable, page_name(FOLDER, 1))
    address = f"{self.builder.get_relative_uri(self.docnames[0], page)}#{cable}-{anchor}"
    self.body.append(f'<a {" ".join(attributes)} href="{_attribute(address)}">')


def depart_emendation(self: HTML5Translator, node: ours.emendation) -> None:
    """Close an emended place."""
    is_link = not _in(node, nodes.reference, ours.mention)
    self.body.append("</a>" if is_link else "</span>")


def visit_note_ref(self: HTML5Translator, node: ours.note_ref) -> None:
    """Write the reference to a note, a link that a reader can come back to."""
    if not _in(node, nodes.reference):
        number, anchor = _attribute(node["number"]), _attribute(node["note"])
        label = _attribute(say("Note {number}", number=node["number"]))
        self.body.append(
            f'<sup class="cable-note-ref"><a id="r{anchor}" href="#{anchor}" role="doc-noteref" '
            f'aria-label="{label}">{number}</a></sup>'
        )
    raise nodes.SkipNode


def visit_notes(self: HTML5Translator, _node: ours.notes) -> None:
    """Open the list of notes; by the role of the part pandoc takes them as notes."""
    self.body.append('<div class="cable-notes-list" role="doc-endnotes"><ol class="cable-notes">\n')


def depart_notes(self: HTML5Translator, _node: ours.notes) -> None:
    """Close the list."""
    self.body.append("</ol></div>\n")


def visit_cable_note(self: HTML5Translator, node: ours.cable_note) -> None:
    """Open a note: its number leads back to its place, its lemma says on which words it is."""
    anchor, number = _attribute(node["ids"][0]), _attribute(node["number"])
    lemma = f'<span class="cable-lemma">{escape(node["lemma"])}</span>'
    if not node["lemma"]:
        place = place_name(node["at"])
        lemma = f'<span class="cable-lemma-place">{escape(place)}</span>'
    back = _attribute(say("Back to the place of note {number}", number=node["number"]))
    self.body.append(
        f'<li class="cable-note" id="{anchor}" value="{number}"><p class="cable-note-head">'
        f'<a class="cable-note-back" href="#r{anchor}" role="doc-backlink" '
        f'aria-label="{back}">{number}</a> {lemma}</p>\n'
    )


def depart_cable_note(self: HTML5Translator, _node: ours.cable_note) -> None:
    """Close a note."""
    self.body.append("</li>\n")


def visit_views(self: HTML5Translator, node: ours.views) -> None:
    """Open the line below the title, in which a script puts the switch between the texts."""
    self.body.append('<div class="cable-views"><p class="cable-views-said">')
    for child in node.children:
        child.walkabout(self)
        self.body.append(" · ")
    page = state_of(self.builder).emendation_pages.get(node["cable"])
    count = node["emendations"]
    said = escape(say("without emendation"))
    if count:
        many = say_number(count, "{n} emendation", "{n} emendations")
        register = self.builder.get_relative_uri(self.docnames[0], page or page_name(FOLDER, 1))
        said = f'<a href="{_attribute(register)}">{escape(many)}</a>'
    if others := node["witnesses"]:
        copies = escape(say_number(others, "{n} other witness", "{n} other witnesses"))
        said += f' · <a href="#witnesses">{copies}</a>'
    self.body.append(
        f'{said}<span class="cable-views-other"> · <a href="#transmitted">'
        f"{escape(say('Text as transmitted'))}</a></span></p></div>\n"
    )
    raise nodes.SkipNode


def visit_about(self: HTML5Translator, node: ours.about) -> None:
    """Open the part that holds the record; a reader who wants the text comes to it at once."""
    said = say("About this record")
    if remarks := node["remarks"]:
        said = say_number(
            remarks,
            "About this record and what is missing or doubtful ({n} remark)",
            "About this record and what is missing or doubtful ({n} remarks)",
        )
    self.body.append(f'<details class="cable-about" id="about"><summary>{escape(said)}</summary>\n')


def depart_about(self: HTML5Translator, _node: ours.about) -> None:
    """Close it."""
    self.body.append("</details>\n")


def visit_emendations(self: HTML5Translator, node: ours.emendation_rows) -> None:
    """Write a part of the register as a table: source and edition, grouped by paragraph."""
    here = self.docnames[0]
    index = page_name(FOLDER, 1)
    rules = "" if here == index else _attribute(self.builder.get_relative_uri(here, index))
    head = "".join(f'<th scope="col">{column}</th>' for column in (say("Source"), say("Edition")))
    table = '<div class="table-wrapper"><table class="docutils cable-emendations">'
    out = [f"{table}<thead><tr>{head}</tr></thead>\n"]
    rows: list[EmendationRow] = node["rows"]
    for (cable, anchor), found in groupby(rows, key=attrgetter("cable", "anchor")):
        page = _attribute(self.builder.get_relative_uri(here, f"cables/{cable}"))
        out.append(
            '<tbody><tr class="cable-emended"><th scope="rowgroup" colspan="2">'
            f'<a href="{page}#{_attribute(anchor)}">{escape(cable)}, '
            f"{escape(place_name(anchor))}</a></th></tr>\n"
        )
        out += [_emendation_row(row, page, rules, as_sent(self.builder)) for row in found]
        out.append("</tbody>\n")
    out.append("</table></div>\n")
    if self.builder.name in BUILDERS:
        above = here.count("/") + (self.builder.name == "dirhtml" and not here.endswith("index"))
        link = f'<a href="{"../" * above}{DATA}">emendations.json</a>'
        said = say("The register as data: {link}", link=link)
        out.append(f"<p>{said}</p>\n")
    self.body.append("".join(out))
    raise nodes.SkipNode


def _emendation_row(row: EmendationRow, page: str, rules: str, sent: str) -> str:
    known = RULES.get(row.rule)
    rule = say(known.name) if known else row.rule
    name = _attribute(row.emendation)
    said = f'<p class="cable-reason">{escape(row.reason)}</p>' if row.reason else ""
    read = f"<span{sent}>{escape(row.edition)}</span>" if sent else escape(row.edition)
    return (
        f'<tr id="{_attribute(row.cable)}-{name}">'
        f'<td class="cable-source-reading"{sent}><a href="{page}#{name}">{escape(row.source)}</a>'
        f'</td><td class="cable-edition-reading">{read}<p class="cable-reason">'
        f'<a href="{rules}#rule-{_attribute(row.rule)}">{escape(rule)}'
        f"</a>, {escape(say(row.certainty))}</p>{said}</td></tr>\n"
    )


def visit_rules(self: HTML5Translator, node: ours.emendation_rules) -> None:
    """Write the rules as a list of definitions, each a target."""
    # What the program says of its rules is in English too where it has no translation.
    sent = "" if is_translated() else as_sent(self.builder)
    out = [f'<dl class="cable-rules"{sent}>\n']
    rows: list[RuleRow] = node["rows"]
    for row in rows:
        source = say(row.source)
        seen = say("seen in: {cable}", cable=source) if row.kind == "mechanical" else source
        places = say_number(row.places, "{n} place", "{n} places")
        told = escape(f"{say(row.kind)}; {places}; {seen}")
        out.append(
            f'<dt id="rule-{_attribute(row.rule)}">{escape(say(row.name))} '
            f"<code>{escape(row.rule)}</code></dt>"
            f'<dd><p>{escape(say(row.reason))}</p><p class="cable-reason">{told}</p></dd>\n'
        )
    out.append("</dl>\n")
    self.body.append("".join(out))
    raise nodes.SkipNode
