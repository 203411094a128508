"""Cable Edition: scholarly editions of diplomatic cables.

The package is light to import: the parser (``cable_edition.parse``) needs no Sphinx, and
Sphinx is imported only when Sphinx itself calls :func:`setup`.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from cable_edition.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from cable_edition.core.cable.model import Cable as Cable

__all__ = ["__version__", "check_moment", "parse", "setup"]


def parse(text: str | bytes, *, name: str = "") -> Cable:
    """Parse one cable; see :func:`cable_edition.core.reading.parse.parse`."""
    from cable_edition.core.reading.parse import parse as parse_cable  # noqa: PLC0415

    return parse_cable(text, name=name)


def check_moment() -> None:
    """End a build whose ``SOURCE_DATE_EPOCH`` is no moment, in one line; called by ``conf.py``."""
    from cable_edition.sphinx_ext.moment import check_moment as check  # noqa: PLC0415

    check()


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    # While modules are loaded nothing becomes garbage, and rounds of the collector find nothing.
    collecting = gc.isenabled()
    gc.disable()
    try:
        from cable_edition.sphinx_ext.main import setup_sphinx  # noqa: PLC0415
    finally:
        if collecting:
            gc.enable()
    return setup_sphinx(app)
