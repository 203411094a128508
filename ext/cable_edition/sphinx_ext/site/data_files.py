"""The data files of an edition in its HTML build, and the links to them.

They are written when the pages are done, from the edition that the pages were made of. A link is
made only to a file that this build writes; in other formats, and where the setting leaves a file
out, its name stands as text.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.docutils import SphinxRole
from sphinx.util.osutil import relative_uri

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.words import ENGLISH, say, speaking
from cable_edition.exports.chosen_files import write_chosen
from cable_edition.exports.datasets import parquet_files
from cable_edition.exports.folder import SITE_FOLDER, DataFolder, kind_of
from cable_edition.exports.info import EditionInfo, info_of
from cable_edition.sphinx_ext.config import edition_file, settings_of
from cable_edition.sphinx_ext.directives.releases import DEPARTED
from cable_edition.sphinx_ext.site.assets import is_site
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

_LOGGER = logging.getLogger(__name__)


class data_file(nodes.Inline, nodes.TextElement):  # noqa: N801 (docutils names nodes so)
    """A link to a data file; ``path`` is relative to the folder of data files."""


def written_kinds(config: Config) -> tuple[str, ...]:
    """Return the kinds of data files that a build writes; without pyarrow, Parquet is none."""
    kinds = settings_of(config).site_kinds
    if "parquet" not in kinds or parquet_files.is_there():
        return kinds
    return tuple(kind for kind in kinds if kind != "parquet")


def edition_info(app: Sphinx) -> EditionInfo:
    """Return what the settings say of the edition; version and date are left to its releases."""
    return info_of(edition_file(app.config))


def _address(builder: Builder, docname: str, path: str) -> str:
    """Return the address of a data file from a page."""
    return escape(
        relative_uri(builder.get_target_uri(docname), f"{SITE_FOLDER}/{path}"), quote=True
    )


def _write(app: Sphinx, exception: Exception | None) -> None:
    kinds = written_kinds(app.config)
    if exception or not is_site(app.builder) or state_of(app).edition.wider.is_volume:
        # The data of volumes are written with their front.
        return
    place, edition, info = Path(app.outdir, SITE_FOLDER), state_of(app).edition, edition_info(app)
    folder = DataFolder(place, edition, info, state_of(app).around)
    folder.keep_only(kinds)
    if {*settings_of(app.config).data_kinds} - {*kinds}:
        _LOGGER.info(parquet_files.LEFT_OUT)
    if kinds:
        # Data are in English, whatever the language of the pages.
        with progress_message("writing the data files"), speaking(ENGLISH):
            folder.write(kinds)
            write_chosen(kinds, place, edition, info, settings_of(app.config))


def _links(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: Node | None
) -> None:
    """Put links to its own data files on the page of a cable."""
    folder, _, cable = pagename.partition("/")
    if folder != "cables" or not is_valid_id(cable) or not is_site(app.builder):
        return
    if DEPARTED in (context.get("meta") or {}):
        return
    kinds = written_kinds(app.config)
    files = [
        (label, _address(app.builder, pagename, path), type_)
        for kind, label, path, type_ in (
            ("json", "JSON", f"json/{cable}.json", "application/json"),
            ("tei", "TEI", f"tei/{cable}.xml", "application/tei+xml"),
        )
        if kind in kinds
    ]
    if not files or "body" not in context:
        return
    links = ", ".join(
        f'<a href="{address}" type="{type_}">{label}</a>' for label, address, type_ in files
    )
    said = say("This cable as data: {link}.", link=links)
    context["body"] += f'\n<p class="cable-files">{said}</p>\n'
    context["metatags"] = context.get("metatags", "") + "".join(
        f'\n<link rel="alternate" type="{type_}" href="{address}" title="{label}">'
        for label, address, type_ in files
    )


class FileRole(SphinxRole):
    """The role ``cable:file``: the name of a data file, linked where the build writes it."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the node of the file."""
        return [data_file(self.text, self.text, path=self.text)], []


def _is_written(builder: Builder, node: data_file) -> bool:
    return is_site(builder) and kind_of(node["path"]) in written_kinds(builder.config)


def _visit_html(self: HTML5Translator, node: data_file) -> None:
    if _is_written(self.builder, node):
        address = _address(self.builder, self.docnames[0], node["path"])
        self.body.append(f'<a class="cable-file" href="{address}">')
    self.body.append('<code class="docutils literal notranslate">')


def _depart_html(self: HTML5Translator, node: data_file) -> None:
    self.body.append("</code></a>" if _is_written(self.builder, node) else "</code>")


def _visit_latex(self: Any, _node: data_file) -> None:
    self.body.append(r"\sphinxcode{\sphinxupquote{")


def _depart_latex(self: Any, _node: data_file) -> None:
    self.body.append("}}")


def _ignore(_self: Any, _node: data_file) -> None:
    """Let the words of the node stand as they are."""


def setup_data_files(app: Sphinx) -> None:
    """Write data files at the end of HTML builds; add the role ``cable:file`` and the links."""
    app.add_node(
        data_file,
        html=(_visit_html, _depart_html),
        latex=(_visit_latex, _depart_latex),
        text=(_ignore, _ignore),
        man=(_ignore, _ignore),
        texinfo=(_ignore, _ignore),
    )
    app.add_role_to_domain("cable", "file", FileRole())
    app.connect("html-page-context", _links)
    app.connect("build-finished", _write)
