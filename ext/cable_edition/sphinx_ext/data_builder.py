"""The builder ``cable-data``: the edition as data, for who has Sphinx and no command of ours.

It is an entry point of the package (``sphinx.builders``), so that ``sphinx-build -b cable-data``
finds it where ``conf.py`` does not name the extension. The files are those of ``cable-edition
export all``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import progress_message

from cable_edition.core import unfinished
from cable_edition.core.whole_file import written_into
from cable_edition.core.words import ENGLISH, speaking
from cable_edition.exports.chosen_files import write_chosen
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import info_of
from cable_edition.sphinx_ext.config import edition_file
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

_LOGGER = logging.getLogger(__name__)


class DataBuilder(Builder):
    """Writes the data of an edition into its folder, and no page."""

    name = "cable-data"
    epilog = "The data are in %(outdir)s."
    allow_parallel = True

    def get_outdated_docs(self) -> str:
        """Return what is written anew: all of it, of which what is the same is left alone."""
        return "the data"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Return no address: the data have none of a page."""
        return ""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write no page."""

    def finish(self) -> None:
        """Write the data; that they are whole is marked when the build has ended well."""
        out, edition = Path(self.outdir), state_of(self.env).edition
        unfinished.begin(out)
        file = edition_file(self.config)
        info = info_of(file)
        folder = DataFolder(out, edition, info)
        # Data are in English, whatever the language of the pages.
        with progress_message("writing the data"), speaking(ENGLISH), written_into(out):
            folder.write()
            write_chosen(file.settings.chosen_kinds, out, edition, info, file.settings)
        if folder.left_out:
            _LOGGER.info(folder.left_out)


def setup_data_builder(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(DataBuilder)
