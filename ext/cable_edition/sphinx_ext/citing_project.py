"""A project that only cites editions: it loads the extension and has no cables of its own.

There the roles of the domain serve, with intersphinx, to cite a cable of another edition, and
nothing else of an edition happens: Sphinx's values, pages and files stay as they are.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from cable_edition.core.settings.edition_file import REGISTERS, load_of_documents
from cable_edition.sphinx_ext.conf_py import ConfPy
from cable_edition.sphinx_ext.page_folder import MANIFEST

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def is_edition(app: Sphinx) -> bool:
    """Tell whether a project is an edition, so that its sources must be there.

    Whatever an edition has tells: a file of settings, a value ``cable_*`` in conf.py or as an
    option, the folder of sources that an edition has if it names none, a register, pages that a
    build made. So a folder of sources that was lost never gives an edition without cables.
    """
    docs = Path(app.confdir)
    file, faults = load_of_documents(docs)
    registers = (docs / "registers" / name for name in REGISTERS)
    marks = (file.sources, Path(app.srcdir) / MANIFEST, *registers)
    said = ConfPy(docs, app.config).names("cable_")
    return bool(faults or file.path or said) or any(map(os.path.lexists, marks))


def tell_citing(_app: Sphinx) -> None:
    """Say why the project has no cables, to an editor who expects some."""
    logger.info(
        "cable edition: no edition.toml and no folder source_cables, so no cables are made here; "
        "the roles of the domain cite those of other editions"
    )
