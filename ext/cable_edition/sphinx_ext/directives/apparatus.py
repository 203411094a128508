"""The apparatus on the pages: notes, views, and the register of emendations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from cable_edition.core.edition.emendations_data import emendations_text
from cable_edition.core.myst.row_kinds import EmendationRow, RuleRow
from cable_edition.core.myst.rows import split_texts
from cable_edition.core.words import say
from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.directive import CableDirective, source_nodes
from cable_edition.sphinx_ext.directives.apparatus_roles import EmendRole, NoteRole
from cable_edition.sphinx_ext.directives.cable import Rows
from cable_edition.sphinx_ext.domain import domain_of, mentions_of
from cable_edition.sphinx_ext.output import remove_file
from cable_edition.sphinx_ext.row_reading import tell
from cable_edition.sphinx_ext.site import apparatus_html as html
from cable_edition.sphinx_ext.site.beside import setup_beside
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec


class Views(CableDirective):
    """``{cable:views} ID 22``: the line below the title of a cable.

    Each line of the content is a part of it: the place, the date, the classification. Then come
    the number of emendations and the way to the text as transmitted. ``witnesses`` is the number
    of other copies that the page compares.
    """

    required_arguments = 2
    option_spec: ClassVar[OptionSpec] = {"witnesses": directives.nonnegative_int}

    def run(self) -> list[nodes.Node]:
        """Return the line."""
        number = self.arguments[1]
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            tell(self, f"{self.name} takes a cable and the number of emendations, not `{number}`")
            return []
        count = int(number)
        copies = self.options.get("witnesses", 0)
        node = ours.views("", cable=self.arguments[0], emendations=count, witnesses=copies)
        self.set_source_info(node)
        for line in self.content:
            if line:
                node += nodes.inline("", "", *self.inline(line), classes=["no-search"])
        return [node]


class Notes(CableDirective):
    """``{cable:notes}``: the notes of a cable, at the end of its page."""

    option_spec: ClassVar[OptionSpec] = {"signed": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return them as a section of the page."""
        section = nodes.section(ids=["notes"], classes=["cable-notes-section"])
        self.set_source_info(section)
        section += self.sourced(nodes.title, say("Notes"))
        self.env.metadata[self.env.docname]["cable_notes"] = "yes"
        listed = ours.notes()
        listed += self.parse_content_to_nodes()
        section += listed
        if signed := self.options.get("signed"):
            section += nodes.paragraph(
                "", say("Notes by {names}.", names=signed), classes=["cable-signed"]
            )
        if found := mentions_of(section):
            self.domain.note_mentions(self.env.docname, found)
        return [section]


class Note(CableDirective):
    """``{cable:note} n-start``: a note, its text in MyST."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = dict.fromkeys(
        ("number", "at", "lemma", "kind", "sources", "signed"), directives.unchanged
    )

    def run(self) -> list[nodes.Node]:
        """Return the note with its text, its kind and its sources."""
        given = {name: self.options.get(name, "") for name in self.option_spec if name != "sources"}
        node = ours.cable_note("", ids=[self.arguments[0]], **given)
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        node += self._evidence(given)
        return [node]

    def _evidence(self, given: dict[str, str]) -> nodes.paragraph:
        line = nodes.paragraph(classes=["cable-evidence"])
        kind = given["kind"]
        line += nodes.inline("", say(kind), classes=["cable-status", f"cable-status-{kind}"])
        sources = self.options.get("sources", "")
        line += source_nodes(split_texts(sources) if sources else ())
        if signed := given["signed"]:
            line += nodes.Text(" ")
            line += nodes.inline("", signed, classes=["cable-signed"])
        return line


class EmendationRows(Rows):
    """A part of the register of emendations."""

    node_class = ours.emendation_rows
    kind = EmendationRow


class RuleRows(Rows):
    """The rules of emendation."""

    node_class = ours.emendation_rules
    kind = RuleRow


def _mark_page_with_notes(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Say in the head of a page that it has notes: room for them is kept from the first line on.

    Not in the EPUB, which has no margin and whose pages are XML.
    """
    if app.builder.name != "epub" and (context.get("meta") or {}).get("cable_notes"):
        tags = context.get("metatags", "")
        context["metatags"] = f'{tags}\n<meta name="cable-notes" content="yes">'


def _rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the pages again whose emendations are listed elsewhere than in the last build."""
    now = dict(state_of(app).emendation_pages)
    before = domain_of(env).remember(app.builder, "emendation pages", now) or {}
    changed = (cable for cable, page in now.items() if before.get(cable) != page)
    return sorted(name for cable in changed if (name := f"cables/{cable}") in env.all_docs)


def _write_data(app: Sphinx, exception: Exception | None) -> None:
    """Put the register of emendations into the site as data."""
    if exception or app.builder.name not in BUILDERS:
        return
    state = state_of(app)
    path = Path(app.outdir, *html.DATA.split("/"))
    if not state.emendation_pages:
        remove_file(path, Path(app.outdir))
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = emendations_text(state.edition.cables)
        path.write_text(text, "utf-8", newline="\n")


def setup_apparatus(app: Sphinx) -> None:
    """Add all of the apparatus, with its style sheet and script, and the columns of witnesses."""
    setup_beside(app)
    for name, directive in (
        ("views", Views),
        ("notes", Notes),
        ("note", Note),
        ("emendations", EmendationRows),
        ("rules", RuleRows),
    ):
        app.add_directive_to_domain("cable", name, directive)
    app.add_role_to_domain("cable", "emend", EmendRole())
    app.add_role_to_domain("cable", "note", NoteRole())
    app.connect("env-updated", _rewrite)
    app.connect("html-page-context", _mark_page_with_notes)
    app.connect("build-finished", _write_data)
    app.add_css_file("cable-apparatus.css")
    app.add_js_file("cable-apparatus.js", loading_method="defer")
