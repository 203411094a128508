"""How the nodes of a cable look in HTML (and so in EPUB).

Every word of a cable stands in an element of the class ``cable-words`` and nothing else does:
that is what ``cable-edition verify`` reads back from the built page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from cable_edition.core.cable.bare_words import BESIDE
from cable_edition.core.cable.places import place_name
from cable_edition.core.myst.escape import unescape_visible
from cable_edition.core.words import say, say_number
from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.site.citing import cite_link
from cable_edition.sphinx_ext.site.language import AS_SENT, as_sent
from cable_edition.sphinx_ext.site.panel import leads_beside

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from cable_edition.core.myst.row_kinds import CableRow, PlaceRow


def permalink(anchor: str, label: str, shown: str, css: str = "cable-permalink") -> str:
    """Return a link of a place to itself, for keyboard, pointer and screen reader alike."""
    name = escape(say("Link to {place}", place=label), quote=True)
    return f'<a class="{css}" href="#{anchor}" aria-label="{name}" title="{name}">{shown}</a>'


def visit_par(self: HTML5Translator, node: ours.par) -> None:
    """Open a paragraph with its number in the margin."""
    anchor = node["ids"][0]
    label = node["label"]
    shown = f"{label}" if label else "¶"
    name = say("paragraph {number}", number=label or anchor)
    mark = f' data-mark="{escape(node["mark"], quote=True)}"' if node["mark"] else ""
    self.body.append(f'<div class="cable-par" id="{anchor}"{mark}>\n')
    self.body.append(
        permalink(anchor, name, f"¶ {escape(shown)}" if label else "¶", "cable-number")
    )
    self.body.append(cite_link(self.builder, anchor, name))
    self.body.append('<div class="cable-blocks">\n')
    if node["mark"] and not node.children:
        # The sender marked a paragraph of which this copy has no word.
        self.body.append(f'<p class="cable-block cable-block-text">{_mark(node)}</p>\n')


def _mark(par: ours.par) -> str:
    meaning = escape(par["meaning"], quote=True)
    title = f' title="{meaning}"' if meaning else ""
    return f'<span class="cable-mark"{title}>{escape(par["mark"])}</span>'


def depart_par(self: HTML5Translator, node: ours.par) -> None:
    """Close a paragraph, with the way to the works that quote it."""
    if count := node["quoted"]:
        said = escape(say_number(count, "Quoted in {n} work", "Quoted in {n} works"))
        if self.builder.name in BUILDERS:
            said = f'<a href="#quoted-in">{said}</a>'
        self.body.append(f'<p class="cable-quoted">{said}</p>\n')
    self.body.append("</div></div>\n")


def visit_block(self: HTML5Translator, node: ours.block) -> None:
    """Open a block; the first of a paragraph shows the portion mark."""
    kind = node["kind"]
    anchor = node["ids"][0] if node["ids"] else ""
    identity = f' id="{anchor}"' if anchor else ""
    self.body.append(f'<p class="cable-block cable-block-{kind}"{identity}>')
    parent = node.parent
    if isinstance(parent, ours.par) and parent["mark"] and parent.index(node) == 0:
        self.body.append(f"{_mark(parent)} ")
    self.body.append(f'<span class="cable-words" {AS_SENT}>')


def depart_block(self: HTML5Translator, node: ours.block) -> None:
    """Close a block with its permalink, if it is a place of its own."""
    self.body.append("</span>")
    if node["ids"] and node["kind"] != "signature":
        anchor = node["ids"][0]
        label = node["label"] or anchor
        self.body.append(" " + permalink(anchor, label, "¶"))
        self.body.append(cite_link(self.builder, anchor, label))
    self.body.append("</p>\n")


def visit_mention(self: HTML5Translator, node: ours.mention) -> None:
    """Open the link to the entry; its meaning is the tip."""
    place = domain_of(self.builder.env).entries.get((node["kind"], node["entry"]))
    if place is None:
        self.body.append("<span>")
        return
    builder = self.builder
    if leads_beside(node, builder, self.docnames[0]):
        address = f"#{BESIDE}{place.anchor}"
    elif place.docname == self.docnames[0]:
        address = f"#{place.anchor}"
    else:
        address = builder.get_relative_uri(self.docnames[0], place.docname) + f"#{place.anchor}"
    tip = f' title="{escape(place.tip, quote=True)}"' if place.tip else ""
    self.body.append(
        f'<a class="cable-mention cable-{node["kind"]}" href="{escape(address, quote=True)}"{tip}>'
    )


def depart_mention(self: HTML5Translator, node: ours.mention) -> None:
    """Close the link."""
    known = (node["kind"], node["entry"]) in domain_of(self.builder.env).entries
    self.body.append("</a>" if known else "</span>")


def _of_sent(self: HTML5Translator, node: ours.sent) -> str:
    css = f' class="{" ".join(node["classes"])}"' if node["classes"] else ""
    return css + as_sent(self.builder)


def visit_sent(self: HTML5Translator, node: ours.sent) -> None:
    """Open words of a cable, marked where the edition is in another language."""
    if found := _of_sent(self, node):
        self.body.append(f"<span{found}>")


def depart_sent(self: HTML5Translator, node: ours.sent) -> None:
    """Close them."""
    if _of_sent(self, node):
        self.body.append("</span>")


def visit_places(self: HTML5Translator, node: ours.places) -> None:
    """Write the places of an entry with the words around them."""
    builder, here = self.builder, self.docnames[0]
    out = ['<ul class="cable-places">\n']
    pages: dict[str, str] = {}
    sent = as_sent(builder)
    rows: list[PlaceRow] = node["rows"]
    for row in rows:
        if row.cable not in pages:
            address = builder.get_relative_uri(here, f"cables/{row.cable}")
            pages[row.cable] = escape(address, quote=True)
        before, words, after = map(escape, row.parted)
        out.append(
            f'<li><a class="cable-place" href="{pages[row.cable]}#{row.anchor}">{row.cable}, '
            f"{escape(place_name(row.anchor))}</a> "
            f'<q{sent}><span class="cable-before">{before}</span><mark>{words}</mark>'
            f'<span class="cable-after">{after}</span></q></li>\n'
        )
    out.append("</ul>\n")
    self.body.append("".join(out))
    raise nodes.SkipNode


def visit_folded(self: HTML5Translator, node: ours.folded) -> None:
    """Open what is folded up below the words that say what it is."""
    said = escape(node["said"])
    self.body.append(f'<details class="cable-folded"><summary>{said}</summary>\n')


def depart_folded(self: HTML5Translator, _node: ours.folded) -> None:
    """Close it."""
    self.body.append("</details>\n")


def visit_cables(self: HTML5Translator, node: ours.cables) -> None:
    """Write a list of cables as a table."""
    builder, here = self.builder, self.docnames[0]
    columns = (say("Date"), say("Cable"), say("Origin"), say("Classification"), say("Subject"))
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    table = '<div class="table-wrapper"><table class="docutils cable-list">'
    out = [f"{table}<thead><tr>{head}</tr></thead><tbody>\n"]
    rows: list[CableRow] = node["rows"]
    sent = as_sent(builder)
    for row in rows:
        address = escape(builder.get_relative_uri(here, f"cables/{row.cable}"), quote=True)
        upper = ' class="cable-upper"' if unescape_visible(row.subject).isupper() else ""
        out.append(
            f'<tr><td class="cable-date">{escape(row.date)}</td>'
            f'<th scope="row"><a href="{address}">{escape(row.cable)}</a></th>'
            f"<td{sent}>{escape(row.origin)}</td><td{sent}>{escape(row.classification)}</td>"
            f"<td{upper}{sent}>{escape(row.subject)}</td></tr>\n"
        )
    out.append("</tbody></table></div>\n")
    self.body.append("".join(out))
    raise nodes.SkipNode


def visit_transmitted(self: HTML5Translator, node: ours.transmitted) -> None:
    """Write the text as transmitted, hidden characters made visible, in a part that opens."""
    text = escape(node["text"], quote=False)
    self.body.append(
        '<details class="cable-transmitted" id="transmitted">'
        f"<summary>{escape(say('Show the whole text as transmitted'))}</summary>\n"
        f'<pre class="cable-words" {AS_SENT} tabindex="0">{text}</pre></details>\n'
    )
    raise nodes.SkipNode
