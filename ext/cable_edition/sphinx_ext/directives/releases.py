"""Directives of releases: former anchors, departed cables, and the sections of their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from cable_edition.core.cable.places import place_name
from cable_edition.core.myst.row_kinds import MovedRow
from cable_edition.core.words import around, say
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.directive import CableDirective
from cable_edition.sphinx_ext.nodes import skip
from cable_edition.sphinx_ext.row_reading import take_rows, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator

#: The key of a page's metadata that names a cable which is not published there any more.
DEPARTED = "cable-departed"
#: The key of a page's metadata that names the cable which took its place.
MOVED = "cable-moved"


class former_anchors(nodes.General, nodes.Element):  # noqa: N801 - as docutils names its nodes
    """Old anchors that are still links to what follows; nothing is shown."""


def _visit_former(self: HTML5Translator, node: former_anchors) -> None:
    spans = (f'<span class="cable-former" id="{anchor}"></span>' for anchor in node["ids"])
    self.body.append("".join(spans) + "\n")
    raise nodes.SkipNode


def _visit_latex_former(self: LaTeXTranslator, node: former_anchors) -> None:
    self.body.append(self.hypertarget_to(node, anchor=True))
    raise nodes.SkipNode


class TitledSection(CableDirective):
    """``{cable:section} anchor``: a section with an anchor of our own choice.

    The page that it is on need not be in a toctree. ``place`` names it as a place of the cable,
    which roles and other projects can lead to.
    """

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        "title": directives.unchanged_required,
        "place": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the section with its content, read as MyST."""
        page, anchor = self.env.docname, self.arguments[0]
        if not page.startswith("cables/"):
            self.env.metadata[page].setdefault("orphan", "")
            # So that MyST knows the anchor in a link from another page.
            standard = self.env.domains.standard_domain
            standard.note_hyperlink_target(f"{page}#{anchor}", page, anchor)
        section = nodes.section(ids=[anchor])
        self.set_source_info(section)
        title = self.options.get("title", "")
        if not title:
            tell(self, f"{self.name} has no title")
            title = anchor
        if place := self.options.get("place"):
            self.note_anchor(anchor, f"{self.cable_id}, {place}")
        section += self.sourced(nodes.title, title)
        section += self._list() or self.parse_content_to_nodes()
        return [section]

    def _list(self) -> list[nodes.Node]:
        """Return the content as a list if it is one of single lines, read the short way."""
        lines = [line for line in self.content if line]
        if not lines or not all(line.startswith("- ") for line in lines):
            return []
        items = (
            nodes.list_item("", nodes.paragraph("", "", *self.inline(line[2:]))) for line in lines
        )
        return [nodes.bullet_list("", *items, bullet="-")]


class Revised(CableDirective):
    """``{cable:revised}``: places of this cable that stand for other words now, a line each."""

    def run(self) -> list[nodes.Node]:
        """Return a box with a list."""
        title = say("Revised since it was first released")
        box = nodes.admonition("", nodes.title(title, title), classes=["cable-revised"])
        self.set_source_info(box)
        listing = nodes.bullet_list()
        for line in self.content:
            words, messages = self.parse_inline(line, lineno=self.lineno)
            listing += nodes.list_item("", nodes.paragraph("", "", *words), *messages)
        box += listing
        return [box]


class Former(CableDirective):
    """``{cable:former} p5a``: old anchors that lead to what follows."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return an invisible target with the old anchors."""
        anchors = self.arguments[0].split()
        for anchor in anchors:
            self.note_anchor(anchor, f"{self.cable_id}, {place_name(anchor)}")
        node = former_anchors(ids=anchors)
        self.set_source_info(node)
        return [node]


class Moved(CableDirective):
    """``{cable:moved} ID``: a row for each place of a cable that another cable has now."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a list, each item with its old anchor and a link to the new place."""
        rows, others = take_rows(self, (MovedRow,))
        return [*self.places(self.arguments[0], rows), *others]

    def places(self, cable: str, rows: Sequence[MovedRow]) -> list[nodes.Node]:
        """Return the list of places of ``cable``, if any, and note them as its paragraphs."""
        listing = nodes.bullet_list(classes=["cable-gone"])
        self.set_source_info(listing)
        for row in rows:
            shown = f"{cable}, {place_name(row.anchor)}"
            name = f"{cable}#{row.anchor}"
            self.domain.note(self.env.docname, "paragraph", name, row.anchor, shown)
            words: list[nodes.Node] = [nodes.Text(shown)]
            if row.now_at:
                role = "cable:par" if "#" in row.now_at else "cable:cable"
                link, messages = self.parse_inline(f"{{{role}}}`{row.now_at}`", lineno=self.lineno)
                before, after = around("{place} is now {link}", place=shown)
                words = [nodes.Text(before), *link, *messages]
                words += [nodes.Text(after)] if after else []
            listing += nodes.list_item("", nodes.paragraph("", "", *words), ids=[row.anchor])
        return [listing] if rows else []


class DepartedCable(Moved):
    """``{cable:departed} ID``: a cable that was released and is not published here any more."""

    option_spec: ClassVar[OptionSpec] = {
        "to": directives.unchanged,
        "date": directives.unchanged,
        "reason": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return what became of the cable, and a place for each anchor that it had."""
        cable, to = self.arguments[0], self.options.get("to", "")
        what = say("published under another name") if to else say("withdrawn")
        self.domain.note(self.env.docname, "cable", cable, "", f"{cable} ({what})")
        self.env.metadata[self.env.docname][DEPARTED] = cable
        self.env.metadata[self.env.docname].setdefault("orphan", "")
        date, reason = self.options.get("date", ""), self.options.get("reason", "")
        words: list[nodes.Node]
        if to:
            self.env.metadata[self.env.docname][MOVED] = to
            link, messages = self.parse_inline(f"{{cable:cable}}`{to} <{to}>`", lineno=self.lineno)
            before, after = around(
                "This cable is now published as {link}, since {date}.", date=date
            )
            words = [nodes.Text(before), *link, *messages, nodes.Text(f"{after} {reason}")]
        else:
            text = say("This cable was withdrawn from the edition on {date}.", date=date)
            words = [nodes.Text(f"{text} {reason}")]
        box = nodes.paragraph("", "", *words, classes=["cable-departed"])
        self.set_source_info(box)
        rows, others = take_rows(self, (MovedRow,), may_be_empty=True)
        if not rows:
            return [box, *others]
        text = say("The addresses that it had:")
        return [box, nodes.paragraph(text, text), *self.places(cable, rows), *others]


def _lead_on(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Let the page of a renamed cable lead to the new one, with the anchor where scripts run."""
    to = (context.get("meta") or {}).get(MOVED)
    if not to or app.builder.name not in BUILDERS:
        return
    # Both pages are in the folder of cables.
    script = context["pathto"]("_static/cable-moved.js", 1)
    context["metatags"] = (
        f'{context.get("metatags", "")}\n<meta name="cable-moved" content="{to}.html">'
        f'\n<script src="{script}"></script>'
        f'\n<noscript><meta http-equiv="refresh" content="0; url={to}.html"></noscript>'
    )


def setup_release_directives(app: Sphinx) -> None:
    """Add the directives to the domain, and what leads on from a page that moved."""
    for name, directive in (
        ("section", TitledSection),
        ("revised", Revised),
        ("former", Former),
        ("moved", Moved),
        ("departed", DepartedCable),
    ):
        app.add_directive_to_domain("cable", name, directive)
    app.add_node(
        former_anchors,
        html=(_visit_former, None),
        latex=(_visit_latex_former, None),
        text=(skip, None),
        man=(skip, None),
        texinfo=(skip, None),
    )
    app.connect("html-page-context", _lead_on)
