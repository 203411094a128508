"""The EPUB builder of an edition: Sphinx's, with the pages and the package put right."""

from __future__ import annotations

import re
import uuid
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from docutils import nodes
from lxml import etree
from sphinx.builders.epub3 import Epub3Builder

from cable_edition.core.edition.index_places import index_places
from cable_edition.core.problems import Problem
from cable_edition.core.settings.edition_file import GENERATED
from cable_edition.core.whole_file import part_of
from cable_edition.core.words import say
from cable_edition.exports.info import info_of, rights_said
from cable_edition.sphinx_ext.book.contents import is_left_out
from cable_edition.sphinx_ext.config import edition_file, settings_of
from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.epub.front import (
    COVER,
    COVER_PAGE,
    INDEX_PAGE,
    STYLE,
    Imprint,
    cover_page,
    index_page,
    paint_cover,
    title_page,
)
from cable_edition.sphinx_ext.epub.package import Claim, add_ways_in, describe, name_contents, pack
from cable_edition.sphinx_ext.epub.pages import rewrite
from cable_edition.sphinx_ext.epub.raw_html import close_raw_html
from cable_edition.sphinx_ext.names_index import Name
from cable_edition.sphinx_ext.state import state_of
from cable_edition.sphinx_ext.stopping import stop
from cable_edition.sphinx_ext.warnings import editors_path

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.config import Config

STYLE_FILE = Path(__file__).parents[2] / "epub" / "cable-epub.css"
#: Files that serve the pages of a site.
_OF_THE_SITE = frozenset({".css", ".js", ".woff2", ".txt"})
_LEVEL = re.compile(r"toctree-l([1-8])")
_DEEPEST = 8
_OUTSIDE = ("http://", "https://", "irc:", "mailto:")
_DEFAULTS: dict[str, Any] = {
    "epub_tocscope": "includehidden",
    "epub_use_index": False,
    "epub_uid": "edition",
    "epub_show_urls": "no",
}


class EditionEpub(Epub3Builder):
    """Writes the EPUB; it has the chapters of the book (``without`` of the settings)."""

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Leave out the indices of objects that a chapter describes: no page of a book has them."""
        super().prepare_writing(docnames)
        self.domain_indices = []

    def handle_finish(self) -> None:
        """Put the pages right, then write the package."""
        outdir = Path(self.outdir)
        book = settings_of(self.config).book
        patterns = book.without
        # Of Sphinx these are English in every language; reading programs show the first.
        self.guide_titles = {"toc": say("Table of Contents"), "cover": say("Cover")}
        language = self.config.epub_language or "en"
        own_styles = {f"_static/{name}" for name, _ in self.config.epub_css_files}
        kept = [name for name in self.env.all_docs if not is_left_out(name, patterns)]
        left_out = {f"{name}.xhtml" for name in set(self.env.all_docs) - set(kept)}
        for name in left_out:
            (outdir / name).unlink(missing_ok=True)
        for docname in sorted(kept):
            page = outdir / f"{docname}.xhtml"
            try:
                data = page.read_bytes()
                data = rewrite(f"{docname}.xhtml", data, left_out, own_styles, language)
            except etree.XMLSyntaxError as error:
                self._stop_at(docname, error)
            page.write_bytes(data)
        self._left_out = left_out
        self._dress(outdir, own_styles)
        self._write_front(outdir)
        super().handle_finish()

    def _stop_at(self, docname: str, error: etree.XMLSyntaxError) -> NoReturn:
        """Stop at a page that is no XML: a chapter brings HTML that it does not close."""
        path = editors_path(self.env.doc2path(docname), Path(self.confdir))
        message = (
            "the HTML of this chapter is no page of an EPUB, where each element has its end: "
            f"{error.msg}; close it in the chapter"
        )
        stop([Problem("sphinx-failed", message, path)])

    def _dress(self, outdir: Path, own_styles: Collection[str]) -> None:
        """Take the style and the scripts of the site away, and put that of the EPUB in."""
        for path in sorted((outdir / "_static").rglob("*")):
            name = path.relative_to(outdir).as_posix()
            if path.suffix in _OF_THE_SITE and name not in own_styles:
                path.unlink()
        (outdir / STYLE).write_bytes(STYLE_FILE.read_bytes())

    def _write_front(self, outdir: Path) -> None:
        """Write what only a book has: cover, title page and index of names."""
        imprint = self._imprint()
        places = {
            key: {
                cable: anchors
                for cable, anchors in found.items()
                if f"cables/{cable}.xhtml" not in self._left_out
            }
            for key, found in index_places(state_of(self).edition).items()
        }
        names = [
            Name(at.sort or at.name, f"{at.docname}.xhtml#{at.anchor}", places.get(key, {}))
            for key, at in domain_of(self.env).entries.items()
            if f"{at.docname}.xhtml" not in self._left_out
        ]
        (outdir / COVER).write_bytes(paint_cover(imprint))
        for name, text in (
            (COVER_PAGE, cover_page(imprint)),
            (f"{self.config.root_doc}.xhtml", title_page(imprint)),
            (INDEX_PAGE, index_page(names, imprint.language)),
        ):
            (outdir / name).write_text(text, "utf-8", newline="\n")

    def _imprint(self) -> Imprint:
        config = self.config
        info = info_of(edition_file(self.config)).of_releases(
            state_of(self).edition.releases.declared
        )
        return Imprint(
            title=config.epub_title,
            language=config.epub_language or "en",
            subtitle=settings_of(config).book.subtitle,
            editors=config.epub_author,
            publisher=config.epub_publisher,
            version=info.version,
            released=info.released,
            notice=config.epub_copyright,
            rights=rights_said(settings_of(self.config)),
            address=info.base_url,
        )

    def get_toc(self) -> None:
        """Read the contents without the pages that are left out, with those that no list names.

        A page that the edition writes, such as what is missing, may stand in no table of contents
        of the site; it is a chapter of the book all the same.
        """
        super().get_toc()
        self.refnodes = [
            node for node in self.refnodes if node["refuri"].partition("#")[0] not in self._left_out
        ]
        first = escape(f"{self.config.root_doc}.xhtml")
        for node in self.refnodes:
            if node["refuri"] == first:
                # The first page of the site is the title page of the book.
                node["text"] = escape(self.config.epub_title)
        named = {node["refuri"].partition("#")[0] for node in self.refnodes}
        for folder in sorted(GENERATED):
            name = f"{folder}/index"
            if f"{name}.xhtml" not in named:
                self._add_chapters(name, named, 1)
        self._add_chapter(INDEX_PAGE, say("Index"))

    def _add_chapters(self, name: str, named: set[str], level: int) -> None:
        """Add a page and those that its own list names, unless they are in the contents."""
        address = f"{name}.xhtml"
        if name not in self.env.titles or address in named:
            return
        named.add(address)
        if address not in self._left_out:
            self._add_chapter(address, self.env.titles[name].astext(), level)
        for below in self.env.toctree_includes.get(name, ()):
            self._add_chapters(below, named, min(level + 1, _DEEPEST))

    def get_refnodes(
        self, doctree: nodes.Node, result: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Read the lines of the contents with their words as they are.

        Sphinx makes their quotation marks and dashes clever, whatever ``smartquotes`` says.
        """
        for link in doctree.findall(nodes.reference):
            address = link.get("refuri", "")
            if not address or address.startswith(_OUTSIDE):
                continue
            levels = [_LEVEL.fullmatch(name) for name in link.parent["classes"]]
            level = next((int(found[1]) for found in levels if found), 0)
            if level:
                text = escape(link.astext())
                result.append({"level": level, "refuri": escape(address), "text": text})
        return result

    def _add_chapter(self, address: str, title: str, level: int = 1) -> None:
        self.refnodes.append({"level": level, "refuri": escape(address), "text": escape(title)})

    def build_content(self) -> None:
        """Write the package document, and what it says of the book."""
        part_of(self._book).unlink(missing_ok=True)
        super().build_content()
        package = Path(self.outdir, "content.opf")
        pages = {
            name: Path(self.outdir, name).read_bytes()
            for name in self.files
            if name.endswith(".xhtml")
        }
        drawn = [name for name, page in pages.items() if b"<svg" in page]
        reckoned = [name for name, page in pages.items() if b"<math" in page]
        claim = Claim(settings_of(self.config).book.conforms_to, self.config.epub_publisher)
        text = name_contents(package.read_text("utf-8"), drawn, reckoned)
        text = describe(text, drawn, claim, self.config.cable_released)
        package.write_text(text, "utf-8", newline="\n")

    def build_navigation_doc(self) -> None:
        """Write the navigation with the ways into the book."""
        super().build_navigation_doc()
        navigation = Path(self.outdir, "nav.xhtml")
        pages = [node["refuri"].partition("#")[0] for node in self.refnodes]
        start = next(
            (name for name in pages if name != f"{self.config.root_doc}.xhtml"), INDEX_PAGE
        )
        text = add_ways_in(navigation.read_text("utf-8"), start)
        navigation.write_text(text, "utf-8", newline="\n")

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """Give the old table of contents the identifier of the package."""
        metadata: dict[str, Any] = super().toc_metadata(level, navpoints)
        metadata["uid"] = self.config.epub_identifier
        return metadata

    def build_epub(self) -> None:
        """Write the zip."""
        names = ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *self.files]
        pack(self._book, Path(self.outdir), names)

    @property
    def _book(self) -> Path:
        return Path(self.outdir, f"{self.config.epub_basename}.epub")


def _prepare(_app: Sphinx, config: Config) -> None:
    own = config._raw_config
    for name, value in _DEFAULTS.items():
        if name not in own and name not in config.overrides:
            config[name] = value
    if "epub_identifier" not in own:
        named = uuid.uuid5(uuid.NAMESPACE_URL, f"cable-edition:{config.project}")
        config["epub_identifier"] = f"urn:uuid:{named}"
    if "epub_description" not in own:
        config["epub_description"] = settings_of(config).book.subtitle or config.project
    if "epub_contributor" not in own:
        config["epub_contributor"] = config.author


def setup_epub(app: Sphinx) -> None:
    """Put the builder in the place of Sphinx's, and set what an EPUB says of itself."""
    app.connect("config-inited", _prepare, priority=700)
    app.connect("doctree-resolved", close_raw_html)
    app.add_builder(EditionEpub, override=True)
