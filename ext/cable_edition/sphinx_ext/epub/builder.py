"""The EPUB builder of an edition: Sphinx's, with the pages and the package put right."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.epub3 import Epub3Builder

from cable_edition.sphinx_ext.book.contents import is_left_out
from cable_edition.sphinx_ext.config import settings_of
from cable_edition.sphinx_ext.epub.package import COVER, add_ways_in, describe, draw_cover, pack
from cable_edition.sphinx_ext.epub.pages import PageBreak, rewrite

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_DEFAULTS: dict[str, Any] = {
    "epub_tocscope": "includehidden",
    "epub_use_index": False,
    "epub_uid": "edition",
    "epub_show_urls": "no",
}


class EditionEpub(Epub3Builder):
    """Writes the EPUB; it has the chapters of the book (``without`` of the settings)."""

    def init(self) -> None:
        """Start without pages."""
        super().init()
        # Sphinx knows neither the fonts of the site nor their licence.
        self.media_types = {**self.media_types, ".woff2": "font/woff2", ".txt": "text/plain"}
        self.breaks: list[PageBreak] = []

    def handle_finish(self) -> None:
        """Put the pages right, then write the package."""
        outdir = Path(self.outdir)
        book = settings_of(self.config).book
        patterns = book.without
        kept = [name for name in self.env.all_docs if not is_left_out(name, patterns)]
        left_out = {f"{name}.xhtml" for name in set(self.env.all_docs) - set(kept)}
        for name in left_out:
            (outdir / name).unlink(missing_ok=True)
        for docname in sorted(kept):
            page = outdir / f"{docname}.xhtml"
            data, breaks = rewrite(f"{docname}.xhtml", page.read_bytes(), left_out)
            page.write_bytes(data)
            self.breaks += breaks
        author = self.config.epub_author
        cover = draw_cover(self.config.epub_title, book.subtitle, author)
        (outdir / COVER).write_text(cover, "utf-8", newline="\n")
        self._left_out = left_out
        super().handle_finish()

    def get_toc(self) -> None:
        """Read the contents without the pages that are left out."""
        super().get_toc()
        self.refnodes = [
            node for node in self.refnodes if node["refuri"].partition("#")[0] not in self._left_out
        ]

    def build_content(self) -> None:
        """Write the package document, and what it says of the book."""
        super().build_content()
        package = Path(self.outdir, "content.opf")
        drawn = [
            name
            for name in self.files
            if name.endswith(".xhtml") and b"<svg" in Path(self.outdir, name).read_bytes()
        ]
        text = describe(package.read_text("utf-8"), drawn, self.config.cable_released)
        package.write_text(text, "utf-8", newline="\n")

    def build_navigation_doc(self) -> None:
        """Write the navigation with the places that are cited."""
        super().build_navigation_doc()
        order = {node["refuri"]: at for at, node in enumerate(self.refnodes)}
        breaks = sorted(self.breaks, key=lambda one: order.get(one.href.partition("#")[0], 0))
        navigation = Path(self.outdir, "nav.xhtml")
        text = add_ways_in(navigation.read_text("utf-8"), f"{self.config.root_doc}.xhtml", breaks)
        navigation.write_text(text, "utf-8", newline="\n")

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """Give the old table of contents the identifier of the package."""
        metadata: dict[str, Any] = super().toc_metadata(level, navpoints)
        metadata["uid"] = self.config.epub_identifier
        return metadata

    def build_epub(self) -> None:
        """Write the zip."""
        names = ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *self.files]
        folder = Path(self.outdir)
        pack(folder / f"{self.config.epub_basename}.epub", folder, names)


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
    app.add_builder(EditionEpub, override=True)
