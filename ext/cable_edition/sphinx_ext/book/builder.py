"""The LaTeX builder of an edition: one book, put together from the chapters that it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.builders.latex import LaTeXBuilder
from sphinx.highlighting import PygmentsBridge
from sphinx.util.i18n import format_date
from sphinx.util.nodes import inline_all_toctrees

from cable_edition.sphinx_ext.book.contents import book_order, is_left_out
from cable_edition.sphinx_ext.book.downloads import setup_downloads
from cable_edition.sphinx_ext.book.prose import set_prose
from cable_edition.sphinx_ext.book.settings import setup_settings
from cable_edition.sphinx_ext.book.tables import divide_tables
from cable_edition.sphinx_ext.book.translator import BookTranslator
from cable_edition.sphinx_ext.config import settings_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class BookBuilder(LaTeXBuilder):
    """Sphinx's LaTeX builder with the order of a book."""

    default_translator_class = BookTranslator

    def init_context(self) -> None:
        """Set the context of the template; the date stands as a book gives it."""
        super().init_context()
        if not self.config.today and not self.config.today_fmt:
            day = format_date("%d %B %Y", language=self.config.language)
            self.context["date"] = day.removeprefix("0")

    def write_stylesheet(self) -> None:
        """Write the style of code: a book has one ink."""
        text = PygmentsBridge("latex", "bw").get_stylesheet()
        opening = "\\NeedsTeXFormat{LaTeX2e}\n\\ProvidesPackage{sphinxhighlight}\n"
        Path(self.outdir, "sphinxhighlight.sty").write_text(opening + text, "utf-8", newline="\n")

    def assemble_doctree(
        self, indexfile: str, toctree_only: bool, appendices: list[str]
    ) -> nodes.document:
        """Put the pages of the book into one tree; other documents are put together as usual."""
        if indexfile != self.config.root_doc:
            return super().assemble_doctree(indexfile, toctree_only, appendices)
        without = settings_of(self.config).book.without
        names = book_order(self.env.get_doctree(indexfile), without)
        names += [name for name in appendices if not is_left_out(name, without)]
        section = nodes.section("", nodes.title("", self.config.project))
        for name in names:
            section += addnodes.toctree(
                "", includefiles=[name], entries=[(None, name)], parent=indexfile, maxdepth=-1
            )
        tree = new_document("<book>")
        tree += section
        self.docnames = {indexfile}
        # A page that counts as taken in is passed over, wherever it stands.
        taken = [indexfile, *(one for one in self.env.found_docs if is_left_out(one, without))]
        book: nodes.document = inline_all_toctrees(self, self.docnames, indexfile, tree, str, taken)
        book["docname"] = indexfile
        # Sphinx leaves the parts of a page with the document that they came from.
        for page in book.findall(addnodes.start_of_file):
            for part in page.children:
                page.setup_child(part)
        self.env.resolve_references(book, indexfile, self)
        for pending in list(book.findall(addnodes.pending_xref)):
            title = pending.get("refsectname", pending.astext())
            pending.replace_self(nodes.emphasis(title, title))
        set_prose(book, self.config.language)
        divide_tables(book)
        return book

    def get_contentsname(self, indexfile: str) -> str:
        """Return the heading of the table of contents: a caption of the site is none."""
        return "" if indexfile == self.config.root_doc else super().get_contentsname(indexfile)


def setup_book(app: Sphinx) -> None:
    """Set what a book is set with, and put the builder in the place of Sphinx's."""
    setup_settings(app)
    setup_downloads(app)
    app.add_builder(BookBuilder, override=True)
